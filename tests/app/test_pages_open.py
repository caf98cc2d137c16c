"""Every page opens in every language, on a full and on an empty database, whatever the URL says."""

from itertools import cycle

import pytest

from dashboard.paths import ROOT
from dashboard.screens._index import PAGE_QUESTIONS
from dashboard.wording import LANGUAGES, wording
from tests.app.shown import drawn, given

PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "screens").glob("[a-z]*.py"))
PLACES = {"province": {"province": "03.061"}, "commune": {"commune": "03.061.01.01"}}
# The pages whose title is the question of the index; of the others it holds a figure or a day.
ASKED = frozenset(PAGE_QUESTIONS) - {"briefing"}
# They list what is written, not what is stored.
WRITTEN = {"glossary", "privacy"}
PARTS = ("import", "batches", "templates", "dictionary", "save")
HOSTILE = {
    "lang": "xx",
    "province": "../../etc",
    "commune": "<script>alert(1)</script>",
    "as_of": "foo",
    "known_at": "9999-99-99",
    "layer": "'; drop table app.batches; --",
    "until": "2027-13-45",
}


@pytest.fixture(scope="module")
def plain_runs():
    return {}


@pytest.fixture
def plainly(opened, demo, plain_runs):
    """Open a page over the demonstration by a plain link; each link is followed once."""

    def run(page, lang, **query):
        link = (page, lang, *query.items())
        if link not in plain_runs:
            plain_runs[link] = opened(demo, page, lang=lang, **query)
        return plain_runs[link]

    return run


def whole(run):
    assert not run.exception
    assert not run.error, [one.value for one in run.error]
    assert run.title
    assert run.title[0].value
    return run


@pytest.mark.parametrize(
    ("page", "lang"),
    [
        pytest.param(page, lang, marks=() if lang == usual else pytest.mark.soak)
        for page, usual in zip(PAGES, cycle(("ar", "fr")), strict=False)
        for lang in LANGUAGES
    ],
)
def test_page_opens(plainly, page, lang):
    for query in ({}, PLACES[page]) if page in PLACES else ({},):
        run = whole(plainly(page, lang, **query))
        assert f"d.lang = '{lang}'" in drawn(run)
        if not query and page in ASKED:
            assert run.title[0].value == wording(lang)(PAGE_QUESTIONS[page])
        assert wording(lang)("Demonstration data") in drawn(run)
        # The built-in table has a download of its own, which would pass the export by.
        assert not run.get("arrow_data_frame")
        assert not run.get("arrow_table")


@pytest.mark.parametrize(("page", "lang"), list(zip(PAGES, cycle(LANGUAGES), strict=False)))
def test_an_empty_database_says_how_to_bring_data_in(opened, empty, page, lang):
    run = whole(opened(empty, page, lang=lang))
    assert wording(lang)("Demonstration data") not in drawn(run)
    if page != "data":
        said = wording(lang)("This database is empty: no figure is shown, because none is known.")
        assert said in drawn(run)
        drew = {one.proto.component_name for one in run.get("bidi_component")}
        # A form may be there, a map or a table of figures may not.
        assert drew <= {"jahiziya_draft"} | ({"jahiziya_table"} if page in WRITTEN else set())
        template = wording(lang)("Template: {table}").partition("{table}")[0]
        offered = [one.proto.label for one in run.get("download_button")]
        assert [label for label in offered if label.startswith(template)]


@pytest.mark.parametrize("database", ["demo", "empty"])
@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_data_page_opens(opened, request, database, part):
    run = opened(request.getfixturevalue(database), "data", lang="fr")
    whole(run.button_group(key="part").set_value(part).run())


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_link_opens_the_page_as_if_it_said_nothing(opened, plainly, demo, page):
    run, plain = whole(opened(demo, page, **HOSTILE)), plainly(page, "ar")
    assert run.title[0].value == plain.title[0].value
    assert "script>alert" not in drawn(run)
    assert [one.value for one in run.selectbox] == [one.value for one in plain.selectbox]
    assert len(given(run)) == len(given(plain))
