"""A pack on a stick: batches from one store in another, once, checked, never altered."""

import datetime as dt
import io
import json
import zipfile

import pytest

from dashboard.contracts import contracts
from dashboard.errors import Refused, UserError
from dashboard.intake import unpacking
from dashboard.intake.importing import check, commit
from dashboard.store import Scope, Store, check_integrity, current_select, imports, undo
from dashboard.store.packing import pack, read_pack, seal
from dashboard.store.signing import Trust, make_key, read_key

ANY = Trust(takes_unsigned=True)
TODAY = dt.date(2026, 11, 23)
ALWAYS = dt.datetime(9999, 1, 1)
MEMBERS = "territory_code;period;members;women\n"
MEETINGS = "body_kind;body_unit_code;status;planned_on;held_on\n"
DECISIONS = "meeting;number;theme;summary;owner_function;territory_code\n"
REFERENCE = "اجتماع الأمانة الإقليمية بتازة 12/03/2026"
DECISION = f"{REFERENCE};1;membership;Ouvrir le local;provincial_secretary;province de Taza\n"
STRUCTURES = "kind;unit_code;founded_on;offices_total\n"


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


@pytest.fixture
def other():
    with Store.open(None) as opened:
        yield opened


def unpack(store, content, trust=ANY, today=TODAY):
    return unpacking.unpack(store, content, trust, today=today)


def bring(store, table, text, **options):
    options = {"file_name": f"{table}.csv", "today": TODAY, **options}
    return commit(store, check(store, table, text.encode(), **options))


def facts(store):
    found = {}
    for contract in contracts().values():
        values = {"known_at": ALWAYS}
        if any(column.is_undated for column in contract.columns):
            values["as_of"] = [dt.date(2030, 1, 1)]
        cursor = store.cursor().execute(current_select(contract), values)
        names = [column[0] for column in cursor.description if column[0] != "last_batch_no"]
        rows = [
            dict(zip([c[0] for c in cursor.description], row, strict=True))
            for row in cursor.fetchall()
        ]
        found[contract.table] = sorted(repr([row[name] for name in names]) for row in rows)
    return found


def filled(store):
    bring(
        store, "meetings", MEETINGS + "provincial_secretariat;province de Taza;held;;12/03/2026\n"
    )
    bring(store, "decisions", DECISIONS + DECISION)
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\nIfrane;2026-09;60;20\n")
    (wrong,) = bring(store, "membership", MEMBERS + "Azrou;2026-09;999;45\n")
    undo(store, wrong)
    bring(
        store,
        "membership",
        MEMBERS + "Azrou;2026-09;130;-\n",
        mode="replace",
        scope=Scope(("03.271",), dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
    )
    bring(store, "structures", STRUCTURES + "local_secretariat;Azrou;12/03/2024;9\n")
    bring(store, "membership", MEMBERS + "Azrou;2026-09;;\n", mode="remove")


def whats(outcomes):
    return [one.what for one in outcomes]


def test_a_store_unpacked_elsewhere_answers_the_same(store, other):
    filled(store)
    outcomes = unpack(other, pack(store), today=TODAY)

    assert whats(outcomes) == ["taken"] * len(imports(store)), [str(o.said) for o in outcomes]
    assert facts(other) == facts(store)
    assert list(imports(other)["state"]) == list(imports(store)["state"])
    assert list(imports(other)["rows"]) == list(imports(store)["rows"])
    assert check_integrity(other) == []


def test_the_same_pack_twice_is_once_and_comes_home_to_nothing(store, other):
    filled(store)
    unpack(other, pack(store), today=TODAY)
    before = facts(other), other.state_no()

    assert set(whats(unpack(other, pack(store), today=TODAY))) == {"skipped"}
    assert (facts(other), other.state_no()) == before
    assert set(whats(unpack(store, pack(other), today=TODAY))) == {"skipped"}


def test_a_file_that_came_by_another_way_is_not_taken_again(store, other):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    bring(other, "membership", MEMBERS + "Azrou;2026-09;120;45\n", account="elsewhere")

    assert whats(unpack(other, pack(store), today=TODAY)) == ["skipped"]
    assert len(imports(other)) == 1


def test_a_form_without_a_file_is_known_by_what_it_says_and_when(store, other, desk_of):
    for members in (120, 130, 120):
        desk_of(store).put(
            "membership",
            {"territory_code": "03.271.01.01", "period": "2026-09", "members": members},
        )
    assert whats(unpack(other, pack(store), today=TODAY)) == ["taken"] * 3
    assert whats(unpack(other, pack(store), today=TODAY)) == ["skipped"] * 3
    assert whats(unpack(store, pack(other), today=TODAY)) == ["skipped"] * 3


def test_what_is_undone_later_is_undone_there_too_and_not_undone_again(store, other):
    (first,) = bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    early = pack(store)
    unpack(other, early, today=TODAY)
    undo(store, first)

    assert whats(unpack(other, pack(store), today=TODAY)) == ["undone"]
    assert whats(unpack(other, early, today=TODAY)) == ["skipped"]
    assert list(imports(other)["state"]) == ["undone"]


def test_a_pack_that_begins_too_late_names_what_is_missing(store, other):
    filled(store)
    outcomes = unpack(other, pack(store, since=2), today=TODAY)

    assert outcomes[0].what == "refused"
    assert [one.code for one in outcomes[0].problems] == ["reference.pending"] or outcomes[
        0
    ].problems
    assert "refused" not in whats(outcomes[1:])
    assert check_integrity(other) == []


def test_since_takes_a_number_or_a_day(store):
    filled(store)
    assert [one.batch_no for one in read_pack(pack(store, since=3), ANY)] == [3, 4, 5, 6, 7]
    assert len(read_pack(pack(store, since=dt.date(2026, 1, 1)), ANY)) == 7
    with pytest.raises(Refused, match="nothing to pack"):
        pack(store, since=99)


def rewritten(content, change):
    """The same zip with its parts changed by a function of name and text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = change(name, source.read(name))
            if text is not None:
                target.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda name, text: text.replace(b"120", b"121"),
        lambda name, text: None if name.endswith("000001.json") else text,
        lambda name, text: text[:-2] if name == "manifest.json" else text,
        lambda name, text: text.replace(b"000001", b"../001") if name == "manifest.json" else text,
    ],
)
def test_an_altered_pack_is_refused_whole(store, other, change):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    bring(store, "membership", MEMBERS + "Ifrane;2026-09;120;45\n")
    made = pack(store)
    broken = rewritten(made, change)

    assert seal(broken) != seal(made)
    with pytest.raises(Refused, match=r"altered|damaged"):
        unpack(other, broken, today=TODAY)
    assert imports(other).empty


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", b"PK\x03\x04 half", b"PK\x05\x06" + bytes(18)]
)
def test_what_is_no_pack_is_a_sentence(other, content):
    with pytest.raises(Refused, match="not a pack"):
        unpack(other, content)


# ------------------------------------------------------------------ signed
@pytest.fixture
def shared(tmp_path):
    return make_key(tmp_path / "shared.key")


def test_a_signed_pack_is_taken_in_where_the_same_key_is_and_once(store, other, shared):
    filled(store)
    made, trust = pack(store, key=shared), Trust(shared)

    assert set(whats(unpack(other, made, trust))) == {"taken"}
    assert facts(other) == facts(store)
    assert set(whats(unpack(other, made, trust))) == {"skipped"}  # the same stick twice
    assert made == pack(store, key=shared)


@pytest.mark.parametrize(
    ("trust", "said"),
    [
        (Trust(), r"not signed.*--unsigned"),
        (Trust(takes_unsigned=True, may_be_unsigned=False), "signed packs only"),
    ],
)
def test_an_unsigned_pack_needs_a_word_and_settings_that_allow_it(store, other, trust, said):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    with pytest.raises(Refused, match=said):
        unpack(other, pack(store), trust)
    assert imports(other).empty


def test_a_pack_of_another_key_is_refused_whatever_is_said(store, other, shared, tmp_path):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    strange = make_key(tmp_path / "strange.key")
    made = pack(store, key=strange)
    told = f"another key .{strange.mark}. than the one here .{shared.mark}"
    for trust in (Trust(shared), Trust(shared, takes_unsigned=True)):
        with pytest.raises(Refused, match=told):
            unpack(other, made, trust)
    with pytest.raises(Refused, match="no key is set here"):
        unpack(other, made, Trust())
    assert imports(other).empty
    assert whats(unpack(other, made, Trust(takes_unsigned=True))) == ["taken"]


def signed_anew(content, change):
    """The pack with its rows changed and its hashes made right; only the signature is old."""
    import hashlib

    with zipfile.ZipFile(io.BytesIO(content)) as source:
        texts = {name: source.read(name) for name in source.namelist()}
    texts = {n: change(text) if n.startswith("batches/") else text for n, text in texts.items()}
    manifest = json.loads(texts["manifest.json"])
    parts = {n: hashlib.sha256(t).hexdigest() for n, t in texts.items() if n.startswith("batches/")}
    texts["manifest.json"] = json.dumps(manifest | {"parts": parts}).encode()
    return rewritten(content, lambda name, _text: texts[name])


def test_rows_and_manifest_changed_by_another_hand_do_not_fit_the_signature(store, other, shared):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    made = pack(store, key=shared)
    for broken, said in (
        (signed_anew(made, lambda text: text.replace(b"120", b"999")), "signature"),
        (rewritten(made, lambda name, text: text.replace(b"120", b"999")), "altered"),
        (rewritten(made, lambda n, text: None if n == "signature.json" else text), "not signed"),
        (rewritten(made, lambda n, text: b"{}" if n == "signature.json" else text), "altered"),
        (rewritten(made, lambda n, text: text + b" " if n == "manifest.json" else text), "fit"),
    ):
        with pytest.raises(Refused, match=said):
            unpack(other, broken, Trust(shared))
    assert imports(other).empty


def test_a_key_is_made_once_long_and_never_printed(tmp_path, shared):
    path = tmp_path / "shared.key"
    assert read_key(path) == shared
    assert path.stat().st_mode & 0o077 == 0
    assert path.read_text("ascii").strip() not in repr(shared)
    with pytest.raises(UserError, match="could not be written"):
        make_key(path)
    (tmp_path / "short").write_text("secret", encoding="ascii")
    with pytest.raises(UserError, match="too short"):
        read_key(tmp_path / "short")
    with pytest.raises(UserError, match="cannot be read"):
        read_key(tmp_path / "none")


def forged(store, change):
    """A pack whose hashes are right and whose content is not: made by another hand."""
    import hashlib

    with zipfile.ZipFile(io.BytesIO(pack(store))) as source:
        parts = {n: change(source.read(n)) for n in source.namelist() if n != "manifest.json"}
        manifest = json.loads(source.read("manifest.json"))
    manifest["parts"] = {n: hashlib.sha256(text).hexdigest() for n, text in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("manifest.json", json.dumps(manifest))
        for name, text in parts.items():
            target.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            lambda text: text.replace(b"Ouvrir le local", b"Appeler 06 12 34 56 78"),
            "personal_data.cell",
        ),
        (lambda text: text.replace(b'"theme":"membership"', b'"theme":"gossip"'), "value.unknown"),
        (lambda text: text.replace(b'"03.561"', b'"03.999"'), "territory.unknown"),
    ],
)
def test_the_checks_of_a_file_hold_for_a_pack(store, other, change, code):
    filled(store)
    outcomes = unpack(other, forged(store, change), today=TODAY)

    refused = [
        problem.code for one in outcomes if one.what == "refused" for problem in one.problems
    ]
    assert code in refused
    assert check_integrity(other) == []


@pytest.fixture
def desk_of():
    from dashboard.store import Batch, Part, Row
    from dashboard.store import commit as put

    class Desk:
        def __init__(self, store):
            self.store = store

        def put(self, table, *rows):
            given = [Row(n, row) for n, row in enumerate(rows, 1)]
            return put(self.store, [Batch([Part(table, "upsert", given)], "reported")])

    return Desk
