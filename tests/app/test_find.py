"""From every page: search, a link that pins both days, the page as a message, help and its tour."""

import datetime as dt
import re
import shutil
from urllib.parse import parse_qs, urlparse

import pytest
import streamlit as st

from dashboard.paths import ROOT
from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.wording import wording
from tests.app.shown import drawn

PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "screens").glob("[a-z]*.py"))
DAYS = {"as_of": "2026-10-31", "known_at": "2026-11-15"}
ISOLATES = re.compile("[\u2066-\u2069\u202f]")


def links(run):
    """Return (page, parameters, words) of each link, in order."""
    found = [one.proto for one in run.get("page_link")]
    return [(one.page, parse_qs(one.query_string), one.label) for one in found]


def searched(run, text):
    """Open the search and type a text; return the links it adds."""
    run.session_state["search"] = True
    before = links(run)
    run = run.run().text_input(key="search_text").set_value(text).run()
    assert not run.error
    return [one for one in links(run) if one not in before], drawn(run)


def test_a_place_opens_its_page_with_both_days(opened, demo):
    found, _shown = searched(opened(demo, "decisions", lang="ar", **DAYS), "صفرو")

    by_words = {words: (page, asked) for page, asked, words in found}
    page, asked = next(one for words, one in by_words.items() if "جماعة" in words)
    assert page.endswith("commune")
    assert asked["commune"] == ["03.451.01.09"]
    for _page, kept in by_words.values():
        assert (kept["as_of"], kept["known_at"]) == (["2026-10-31"], ["2026-11-15"])


def test_text_typed_in_the_other_language_says_how_it_is_read(opened, demo):
    found, shown = searched(opened(demo, "pace", lang="fr"), "بثس")

    assert wording("fr")("Read as «{text}»: the keyboard was in another language.",
                         text="fes") in shown  # fmt: skip
    assert any("Fès" in words for _page, _asked, words in found)


def test_the_text_of_a_decision_is_shown_on_its_provinces_pages_alone(opened, demo):
    text = "إطلاق حملة الانخراط"
    region, _shown = searched(opened(demo, "decisions", lang="ar"), text)
    province, _shown = searched(opened(demo, "decisions", lang="ar", province="03.131"), text)

    assert region
    assert not any("حملة" in words for _page, _asked, words in region)
    assert any("حملة" in words for _page, _asked, words in province)


def test_what_is_not_found_says_what_can_be_searched(opened, demo):
    found, shown = searched(opened(demo, "method", lang="en"), "sefrouuu")

    assert "Nothing is called so here." in shown
    assert any("Sefrou" in words for _page, _asked, words in found)


def pinned(run):
    """Open the link of the view; return its page and parameters."""
    run.session_state["this_view"] = True
    (link,) = re.findall(r'class="jz-address" dir="ltr">(.*?)</p>', drawn(run.run()))
    parts = urlparse(link)
    return parts.path.strip("/"), {name: value for name, (value,) in parse_qs(parts.query).items()}


def finding(run):
    return re.findall(r'class="jz-finding">(.*?)</p>', drawn(run))


def test_a_link_reopens_the_figures_that_were_quoted(opened, demo_file, tmp_path):
    file = shutil.copy(demo_file, tmp_path / "quoted.duckdb")
    run = opened(file, "decisions", lang="fr", province="03.131")
    quoted = finding(run)
    page, asked = pinned(run)
    assert (page, asked["as_of"]) == ("decisions", "2026-11-23")

    st.cache_resource.clear()
    with Store.open(file) as store:
        meeting = {"kind": "ordinary", "body_kind": "provincial_secretariat",
                   "body_unit_code": "03.131", "status": "held", "held_on": dt.date(2026, 11, 20),
                   "key_on": dt.date(2026, 11, 20), "meeting_id": "later"}  # fmt: skip
        decision = {"meeting_id": "later", "number": 1, "theme": "training", "status": "open",
                    "territory_code": "03.131", "decision_id": "later.1",
                    "meeting_on": dt.date(2026, 11, 20)}  # fmt: skip
        parts = [Part("meetings", "upsert", [Row(1, meeting, ())], None),
                 Part("decisions", "upsert", [Row(1, decision, ())], None)]  # fmt: skip
        commit(store, [Batch(parts, "reported")])
    assert finding(opened(file, "decisions", lang="fr", province="03.131")) != quoted
    again = opened(file, page, **asked)
    assert finding(again) == quoted
    assert pinned(again) == (page, asked)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("readiness", {"profile": "communal"}),
        ("province", {"province": "03.061", "profile": "communal"}),
        pytest.param(
            "commune",
            {"commune": "03.061.01.01", "profile": "communal"},
            marks=pytest.mark.soak,
        ),
        pytest.param("coverage", {}, marks=pytest.mark.soak),
        ("pace", {}),
        pytest.param("decisions", {"province": "03.061"}, marks=pytest.mark.soak),
    ],
)
def test_a_page_is_a_message_without_a_link(opened, demo, page, query):
    run = opened(demo, page, lang="ar", **query)
    run = run.toggle(key="page_message").set_value(True).run()
    (text,) = re.findall(r'data-copy="message">(.*?)</p>', drawn(run), re.S)
    _ = wording("ar")

    lines = text.split("\n")
    assert lines[0] == _("Demonstration data: these figures are synthetic.")
    assert "23 نونبر 2026" in text
    assert _("Source: what the provinces reported and the office entered, as stored here.") in lines
    assert not ISOLATES.search(text)
    assert "http" not in text
    assert "/" not in text
    if "profile" in query:
        without = _("Scores: {profile}, without candidacies.").partition("{profile}")[2]
        assert without in text


def test_the_tour_has_five_steps_and_ends(opened, demo):
    run = opened(demo, "quality", lang="fr")
    run.session_state["help"] = True
    run = run.run().button(key="tour_start").click().run()
    _ = wording("fr")
    for step in range(1, 6):
        assert _("Step {n} of {all}", n=step, all=5) in drawn(run)
        if step < 5:
            run = run.button(key="tour_next").click().run()
    run = run.button(key="tour_end").click().run()
    assert _("Step {n} of {all}", n=5, all=5) not in drawn(run)


def test_the_glossary_opens_on_a_word_and_help_lists_those_of_the_page(opened, demo):
    run = opened(demo, "glossary", lang="fr", term="range")
    assert finding(run) == ["fourchette"]

    run = opened(demo, "readiness", lang="fr")
    run.session_state["help"] = True
    asked = [one.get("term") for page, one, _words in links(run.run()) if page.endswith("glossary")]
    assert ["range"] in asked
    assert ["reliability"] in asked


@pytest.mark.parametrize(
    "page",
    [one if one in ("commune", "quality") else pytest.param(one, marks=pytest.mark.soak)
     for one in PAGES],
)  # fmt: skip
def test_every_link_of_a_page_keeps_both_days(opened, demo, page):
    run = opened(demo, page, lang="fr", commune="03.061.01.01", **DAYS)

    assert len(links(run)) > 3
    for target, asked, words in links(run):
        kept = (asked.get("as_of"), asked.get("known_at"))
        assert kept == (["2026-10-31"], ["2026-11-15"]), (target, words)
