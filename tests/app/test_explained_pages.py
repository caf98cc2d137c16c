"""The sheet explains its score, places it, shows its history; the method page works one out."""

import json

import pytest

from dashboard.state import asking
from dashboard.wording import LANGUAGES, wording
from tests.app.shown import drawn

COMMUNE, PROVINCE = "03.061.01.05", "03.061"
HEADINGS = (
    "What is the score made of?",
    "What has changed since an earlier day?",
    "How has the score moved over three years?",
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "query"),
    [("commune", {"commune": COMMUNE}), ("province", {"province": PROVINCE})],
)
def test_a_score_is_explained_and_its_moves_too(opened, demo, page, query, lang):
    run, words = opened(demo, page, lang=lang, **query), wording(lang)
    assert not run.exception
    heads = [one.value for one in run.header]
    assert {words(head) for head in HEADINGS} <= set(heads)
    assert drawn(run).count('class="jz-fall"') == 2
    assert words("Method changed") in drawn(run)


def test_the_chart_says_in_words_what_it_shows(opened, demo):
    run = opened(demo, "commune", lang="en", commune=COMMUNE)
    (chart,) = run.get("plotly_chart")
    assert chart.proto.alt.startswith("Score ")
    figure = json.loads(chart.proto.spec)
    line = next(trace for trace in figure["data"] if trace.get("mode") == "lines+markers")
    assert len(line["x"]) == 36
    assert line["x"] == sorted(line["x"])
    assert line["x"][-1] == "2026-11-23"


def test_a_commune_is_placed_in_three_groups_and_an_arrondissement_in_none(opened, demo):
    said = drawn(opened(demo, "commune", lang="en", commune=COMMUNE))
    assert said.count("Among ") == 3
    assert "communes of its size (10,000 to under 20,000)" in said
    assert "Among " not in drawn(opened(demo, "commune", lang="en", commune="03.231.01.01"))


def test_the_sheet_of_a_second_commune_asks_the_database_no_question(opened, demo, monkeypatch):
    opened(demo, "commune", lang="en", commune=COMMUNE)
    asked, ask, anew = [], asking.ask, asking.ask_anew
    monkeypatch.setattr(asking, "ask", lambda *given: asked.append(given) or ask(*given))
    monkeypatch.setattr(asking, "ask_anew", lambda *given: asked.append(given) or anew(*given))
    for other in ("03.061.01.07", "03.231.81.03"):
        run = opened(demo, "commune", lang="en", commune=other)
        assert not run.exception
        assert drawn(run).count('class="jz-fall"') == 2
    assert asked == []
    opened(demo, "commune", lang="en", commune=COMMUNE, since="2026-06-30")
    assert asked  # another day is another question


def test_the_day_to_compare_with_is_in_the_link(opened, demo):
    run = opened(demo, "commune", lang="en", commune=COMMUNE, since="2026-06-30")
    assert "30 June 2026, as known then" in drawn(run)


@pytest.mark.parametrize("profile", ["organisational", "communal"])
def test_the_method_page_works_out_a_real_score(opened, demo, profile):
    run = opened(demo, "method", lang="en", province=PROVINCE, profile=profile)
    assert not run.exception
    assert "points times weight add up to" in drawn(run)
    assert len(run.get("bidi_component")) >= 3
