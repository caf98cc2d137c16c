"""What a session gets that speaks the server's own protocol: the rows of its territories alone."""

import itertools
import re
import threading
from functools import cache

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.paths import ROOT
from dashboard.reference_files import reference_rows
from dashboard.screens import _menu
from dashboard.store import Store
from dashboard.territory.register import register
from dashboard.wording import languages, wording
from tests.access.matrix import REGION, expected, reader
from tests.served import serving
from tests.session_client import Client, fetched, files_of, signed_cookie, widgets_of

TAZA, MEKNES = "03.561", "03.061"
ACCOUNTS = {
    "leadership": (REGION,),
    "regional": (REGION,),
    "analyst": (REGION,),
    "provincial": (TAZA,),
    "administrator": (REGION,),
    "two": (TAZA, MEKNES),
    "half": (MEKNES,),
}
ROLE = {"two": "provincial", "half": "analyst"}
ROLES = "".join(
    f'[[account]]\nid = "{name[:2]}1"\nlogin = "{name}@example.org"\n'
    f'role = "{ROLE.get(name, name)}"\n'
    + ("" if REGION in codes else f"territories = {list(codes)}\n")
    for name, codes in ACCOUNTS.items()
)
ASKED = "03.061.01.01"
OUR_FAULT = (
    "Something failed on our side; nothing was changed. Reload the page. If it fails again, "
    "tell whoever keeps the dashboard what you did: the log has the details."
)
FAILED = [wording(language)(OUR_FAULT) for language in languages()]
PAGES = (*_menu.PAGES, _menu.AUDIT)
PLACES = (*register().communes(), *register().arrondissements())
# Values that no widget of an account of some provinces offers, by the key of the widget.
FORGED = {
    "part": ["batches"],
    "pick_commune": "Meknès",
    "pick_province": "Meknès",
    "enter_what": ["planned"],
    "new_constraint_reports_territory_code": "Meknès",
    "correct_polling_coverage": True,
    "correct_mandates": True,
}


@pytest.fixture(scope="module")
def server(demo_file, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("raw"), demo_file, ROLES) as served:
        yield served


LOCALE = ROOT / "dashboard" / "wording" / "locale"


def session(server, name):
    cookie = signed_cookie(server.address, server.secret, f"{name}@example.org")
    return Client(server.address, cookie)


def pattern(words):
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<![\w.-])(?:{listed})(?![\w.-])")


@cache
def elsewhere(seen):
    """What names a commune outside: its code, and a name no place inside or above has in it.

    Constituencies are public, and some bear the names of communes; others are words of pages.
    """
    own = {name for p in PLACES if p.province_code in seen for name in (p.name_fr, p.name_ar)}
    own |= {name for p in register().provinces() for name in (p.name_fr, p.name_ar)}
    public = reference_rows("constituencies")
    own |= {row[name] for row in public for name in ("name_fr", "name_ar")}
    own |= {po.read_text("utf-8") for po in LOCALE.rglob("*.po")}
    other = [place for place in PLACES if place.province_code not in seen]
    names = {name for p in other for name in (p.name_fr, p.name_ar) if len(name) > 4}
    held = {name for name in names if any(name in one for one in own)}
    return pattern({place.code for place in other} | (names - held))


def counted(database):
    """A commune of Taza and its newest count of members, which its published form does not hold."""
    with Store.open(database) as store:
        return (
            store.cursor()
            .execute(
                """select territory_code, arg_max(members, period) as newest
            from app.membership_rows
            where territory_code like $inside group by territory_code
            having newest > 100 and newest % 5 <> 0 order by newest desc limit 1""",
                {"inside": f"{TAZA}.%"},
            )
            .fetchone()
        )


def text_of(messages):
    said = b"".join(one.SerializeToString() for one in messages).decode("utf-8", "replace")
    return said + re.sub(r"\\u([0-9a-f]{4})", lambda hit: chr(int(hit[1], 16)), said)


def held(said, seen, what):
    assert "Traceback" not in said, what
    assert "site-packages" not in said, what
    assert not [one for one in FAILED if one in said], what
    if REGION not in seen:
        found = set(elsewhere(seen).findall(said)) - {ASKED}  # the address comes back as it was
        assert not found, (what, sorted(found)[:5])


def title_of(messages):
    return [one.delta.new_element.heading.body for one in messages
            if one.delta.new_element.heading.tag == "h1"]  # fmt: skip


COVER = [("provincial", "stations"), ("provincial", "audit"), ("provincial", "data"),
         ("administrator", "province"), ("two", "next_meeting")]  # fmt: skip
WHOLE = list(itertools.product(ACCOUNTS, PAGES))


@pytest.mark.parametrize("cases", [COVER, pytest.param(WHOLE, marks=pytest.mark.soak)],
                         ids=["cover", "whole"])  # fmt: skip
def test_each_account_is_sent_its_pages_and_no_row_from_elsewhere(server, cases):
    languages = itertools.cycle(["fr", "ar", "en"])
    for name, asked in itertools.groupby(sorted(cases), key=lambda case: case[0]):
        seen, role = ACCOUNTS[name], ROLE.get(name, name)
        with session(server, name) as client:
            first, opened = None, {}
            for _name, page in asked:
                for place in ({"province": MEKNES}, {"commune": ASKED}):
                    sent = client.open(page, lang=next(languages), **place)
                    held(text_of(sent), seen, (name, page, place))
                    for path in files_of(sent):
                        file = fetched(server.address, path).decode("utf-8", "replace")
                        held(file, seen, (name, page, path))
                plain = client.open(page, lang="fr")
                held(text_of(plain), seen, (name, page))
                opened[page] = title_of(plain)
                first = first or title_of(client.open("", lang="fr"))
                there = widgets_of(plain)
                forged = [(there[key], FORGED[key]) for key in FORGED if key in there]
                sent = client.open(page, widgets=forged, lang="fr")
                held(text_of(sent), seen, (name, page, "forged"))
            for page, title in opened.items():
                may = expected("page", page, reader(role, *seen))
                is_first = page in (_menu.HOME, _menu.AUDIT if role == "administrator" else "")
                assert (title != first) == (may and not is_first), (name, page)


def test_without_a_cookie_there_is_the_door_whatever_is_asked(server):
    everything = pattern(
        {p.code for p in PLACES}
        | {n for p in PLACES for n in (p.name_fr, p.name_ar) if len(n) > 4}
    )  # fmt: skip
    with Client(server.address) as client:
        for page in ("", "readiness", "audit", "data"):
            said = text_of(
                client.open(page, widgets=[("part", ["batches"])], lang="ar", province=TAZA)
            )
            assert "sign_in" in said
            assert not everything.findall(said)
            assert "Traceback" not in said


def test_exact_counts_are_sent_to_nobody(server, demo_file):
    code, exact = counted(demo_file)
    with session(server, "provincial") as client:
        said = text_of(client.open("commune", lang="fr", commune=code))

    # Identifiers and colours hold any number by chance.
    said = re.sub(r"[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|rgb\([^)]*\)|#\w+", " ", said)

    def holds(number):
        return re.search(rf"(?<![\d.,\u202f\u00a0]){number}(?![\d.,])", said)

    assert holds(5 * round(exact / 5))
    assert not holds(exact)


def test_a_session_sends_no_message_to_the_process(server):
    with session(server, "provincial") as client:
        before = client.open("glossary", lang="fr")
        client.send(clear_cache=True)
        client.send(set_run_on_save=True)
        install = BackMsg()
        install.backend_operation_request.install_skills.SetInParent()
        client.send_message(install)
        again = client.open("glossary", lang="fr")

        assert not {one.WhichOneof("type") for one in again} & {"backend_operation_response"}
        assert title_of(again) == title_of(before)
        changed = [one.session_status_changed.run_on_save for one in again
                   if one.WhichOneof("type") == "session_status_changed"]  # fmt: skip
        assert changed
        assert not any(changed)


def test_who_is_removed_is_out_at_the_next_click_in_every_tab(server):
    roles = server.roles.read_text(encoding="utf-8")
    with session(server, "provincial") as one, session(server, "provincial") as other:
        inside = [text_of(client.open("glossary", lang="fr")) for client in (one, other)]
        server.roles.write_text(roles.replace("provincial@", "nobody@"), encoding="utf-8")
        outside = [text_of(client.open("glossary", lang="fr")) for client in (one, other)]
        server.roles.write_text(roles.replace('role = "provincial"', 'role = "administrator"'),
                                encoding="utf-8")  # fmt: skip
        moved = title_of(one.open("glossary", lang="fr"))
        server.roles.write_text(roles, encoding="utf-8")
    assert all("glossary" in said and "whoami" not in said for said in inside)
    assert all("sign_out" in said and len(said) < 100_000 for said in outside)
    assert not any(elsewhere(()).findall(said) for said in outside)
    assert "vu" in moved[0]


def test_who_signs_out_is_out_in_the_other_tabs_too(server):
    cookie = signed_cookie(server.address, server.secret, "regional@example.org")
    with Client(server.address, cookie) as one, Client(server.address, cookie) as other:
        pressed = widgets_of(one.open("glossary", lang="fr"))["sign_out"]
        assert "sign_in" not in text_of(other.open("glossary", lang="fr"))
        one.open("glossary", widgets=[(pressed, None)], lang="fr")
        after = [text_of(client.open("glossary", lang="fr")) for client in (one, other)]
    with Client(server.address, cookie) as later:
        after.append(text_of(later.open("glossary", lang="fr")))
    assert all("sign_in" in said for said in after)
    with session(server, "leadership") as another:
        assert "sign_in" not in text_of(another.open("glossary", lang="fr"))


def test_what_was_shown_and_refused_is_in_the_chain(server):
    with session(server, "provincial") as client:
        client.open("audit", lang="fr")
        client.open("readiness", lang="fr", commune=ASKED)
    with Client(server.address, signed_cookie(server.address, server.secret, "x@e.org")) as away:
        away.open("", lang="fr")
    with session(server, "administrator") as keeper:  # what waits is written before it is shown
        shown = text_of(keeper.open("audit", lang="fr"))
    for subject in ("page audit", f"commune {ASKED}", "sign-in"):
        assert subject in shown


def test_two_readers_at_once_are_each_sent_their_own(server):
    said = {}

    def read(name, seen):
        with session(server, name) as client:
            for page in ("readiness", "mandates", "readiness"):
                said.setdefault(name, []).append((page, text_of(client.open(page, lang="fr"))))

    readers = [threading.Thread(target=read, args=one)
               for one in (("provincial", (TAZA,)), ("half", (MEKNES,)))]  # fmt: skip
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    for name, seen in (("provincial", (TAZA,)), ("half", (MEKNES,))):
        assert len(said[name]) == 3
        for page, text in said[name]:
            held(text, seen, (name, page))
            assert f"{seen[0]}.0" in text
