"""What is typed finds what is meant: in either script, however spelled, on either keyboard."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.followup.search_entries import place_lookup, row_lookup
from dashboard.paths import ROOT
from dashboard.questions import ask
from dashboard.territory import keyboards
from dashboard.territory.keyboards import readings
from dashboard.territory.lookup import Lookup, folded
from dashboard.territory.register import register
from dashboard.wording.glossary import CHAPTERS, glossary, glossary_page

DAY = dt.date(2026, 11, 23)
NAMES = [name for one in register().communes() for name in (one.name_fr, one.name_ar)]
SAME = {"أ": "اإآٱ", "إ": "اأآ", "آ": "اأ", "ة": "ه", "ى": "ي", "ي": "ى", "ك": "ک", "ه": "ة",
        "é": "eè", "è": "eé", "ê": "e", "ï": "i"}  # fmt: skip


@pytest.fixture(scope="module")
def places():
    return place_lookup(("03",))


def written(name, choose):
    """Return a name as another hand writes it: hamza, ة, ى, accents, case, hyphens."""
    signs = [choose([sign, *SAME.get(sign, "")]) for sign in name]
    text = "".join(signs).replace("-", choose(["-", " "]))
    return choose([text, text.upper(), text.lower()])


@settings(deadline=None, max_examples=60)
@given(st.data(), st.sampled_from(NAMES))
def test_a_name_is_found_however_it_is_written(places, data, name):
    said = written(name, lambda options: data.draw(st.sampled_from(options)))
    found = [
        {text for code in [one.code] for text in (register().unit_name(code, "fr"),
                                                   register().unit_name(code, "ar"))}
        for one in places.find(said).entries[:12]
    ]  # fmt: skip
    assert any(name in names for names in found), said


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(keyboards._LAYOUTS))
def test_keys_pressed_in_the_other_language_are_read_back(name, layout):
    to_arabic, to_latin = layout
    is_arabic = any("\u0621" <= sign <= "\u064a" for sign in name)
    # What the keyboard writes in its other language: every letter of the name that has a key.
    plain = name if is_arabic else "".join(sign for sign in name.lower() if "a" <= sign <= "z")
    keys = {**to_latin, **{sign: key for key, sign in to_arabic.items()}}  # Shift makes a capital
    parts = next(keyboards._parted(plain.replace("ـ", "")))
    typed = keyboards._typed(parts, keys if is_arabic else to_arabic)
    assert folded(plain) in [folded(one) for one in readings(typed)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("بثس", "fes"), ("لإشئش", "taza"), ("ths", "فاس"), ("j<", None), ("jh:,", "تازة"), ("", None)],
)
def test_known_keys(typed, meant):
    found = readings(typed)
    assert meant in found if meant else not any(name in NAMES for name in found)


@pytest.mark.parametrize(
    ("typed", "code", "read_as"),
    [
        ("صفرو", "03.451.01.09", ""),
        ("commune de Sefrou", "03.451.01.09", ""),
        ("SEFROU", "03.451.01.09", ""),
        ("ثسفرو", None, ""),
        ("بثس", "03.231.01.0", "fes"),
    ],
)
def test_places_are_found_by_their_names(places, typed, code, read_as):
    found = places.find(typed)
    assert found.read_as == read_as
    assert (found.entries[0].code if found.entries else None) == code


def test_a_place_out_of_scope_is_not_found():
    inside = place_lookup(("03.061",))
    assert inside.find("مكناس").entries
    assert not inside.find("صفرو").entries


def test_the_whole_name_goes_before_its_beginning():
    lookup = Lookup([("longer", ["Fès-Médina"]), ("whole", ["Fès"]), ("inside", ["Méchouar-Fès"])])
    assert lookup.find("fes").entries == ("whole", "longer", "inside")
    assert lookup.find("medina fès").entries == ("longer",)


@pytest.fixture
def rows(desk):
    """A meeting of Meknès's secretariat with a decision, and a constraint of Sefrou."""
    meeting = {"kind": "ordinary", "body_kind": "provincial_secretariat",
               "body_unit_code": "03.061", "status": "held", "held_on": dt.date(2026, 3, 12),
               "key_on": dt.date(2026, 3, 12), "meeting_id": "m"}  # fmt: skip
    desk.put("meetings", meeting)
    desk.put("decisions", {"decision_id": "d", "meeting_id": "m", "number": 1, "theme": "training",
                           "summary": "تكوين الأعضاء", "territory_code": "03.061",
                           "meeting_on": dt.date(2026, 3, 12), "status": "open"})  # fmt: skip
    desk.put("constraint_reports", {"constraint_id": "c", "raised_on": DAY.replace(month=5),
                                    "territory_code": "03.451", "category": "resources",
                                    "number": 1, "summary": "مقر", "status": "open"})  # fmt: skip

    def asked(scope=("03",), as_of=DAY):
        return row_lookup(ask(desk.store, "search_rows", as_of=as_of, scope=list(scope)))

    return asked


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("réunion meknes mars 2026", ["meeting"]),
        ("اجتماع مكناس مارس", ["meeting"]),
        ("تكوين الاعضاء", ["decision"]),
        ("décision meknès", ["decision"]),
        ("إكراه صفرو", ["constraint"]),
        ("meeting sefrou", []),
    ],
)
def test_rows_are_found_by_kind_place_month_and_words(rows, typed, kinds):
    assert [one.kind for one in rows().find(typed).entries] == kinds


def test_rows_of_other_places_and_of_later_days_are_not_there(rows):
    assert [one.kind for one in rows(scope=["03.451"]).find("2026").entries] == ["constraint"]
    assert rows(as_of=dt.date(2026, 2, 1)).find("constraint").entries == ()


def test_a_text_of_a_decision_is_marked_as_one(rows):
    (found,) = rows().find("تكوين").entries
    assert (found.is_summary, found.province_code) == (True, "03.061")


def test_the_glossary_in_the_documents_is_that_of_the_app():
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == glossary_page()


def test_every_word_has_its_name_and_meaning_in_three_languages_and_a_page_that_exists():
    pages = {path.stem for path in (ROOT / "dashboard" / "screens").glob("[a-z]*.py")}
    for term in glossary().values():
        assert term.chapter in CHAPTERS
        assert all(term.names[language] and term.abouts[language] for language in ("ar", "fr"))
        assert {"ar", "fr", "en"} <= term.names.keys() & term.abouts.keys(), term.code
        assert term.pages <= {*pages, "*"}, term.code
