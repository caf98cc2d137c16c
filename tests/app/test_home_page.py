"""Home says what the other pages say, leads to each of them, and claims nothing that is unknown."""

import html
import re
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard import state
from dashboard.screens._compare_rows import Side, compared_rows
from dashboard.screens._home_figures import movements
from dashboard.screens._index import PAGE_QUESTIONS
from dashboard.screens._menu import HOME, PAGES
from dashboard.screens._standing import least_ready
from dashboard.wording import wording
from tests.app.shown import drawn, tables

EN = wording("en")
COUNTS = {
    "communes": 194, "communes_known": 190, "communes_own": 80, "communes_covered": 90,
    "covered_adults_share": 0.5, "bodies_known": 80, "bodies_met": 40, "members": 8000,
    "members_margin": 500,
}  # fmt: skip
NOTHING = dict.fromkeys(COUNTS, 0) | {"covered_adults_share": None, "members": None}


def counts(**changed):
    return SimpleNamespace(**(COUNTS | changed))


def values(run):
    return re.findall(
        r'<dd class="key">(.*?)</dd>', "".join(one.proto.body for one in run.get("html"))
    )


@pytest.fixture
def in_english(monkeypatch):
    monkeypatch.setattr(state, "wording", lambda: EN)


@pytest.fixture(scope="module")
def home_run():
    return {}


@pytest.fixture
def home(opened, demo, home_run):
    """The home page in French; opened once."""
    if "run" not in home_run:
        home_run["run"] = opened(demo, HOME, lang="fr")
    return home_run["run"]


def test_its_figures_are_those_of_the_other_pages(opened, demo, home):
    assert not home.exception
    there = opened(demo, "readiness", lang="fr")
    five = values(home)[-5:]
    assert five == values(there)
    assert len(five) == 5
    finding = re.search(r'<p class="jz-finding">(.*?)</p>', drawn(there)).group(1)
    assert home.title[0].value == finding
    assert "23 novembre 2026" in drawn(home)


def test_the_three_things_are_of_different_kinds_and_say_who_and_when(home):
    things = re.findall(r'<div class="jz-thing">(.*?)</div>', drawn(home))
    assert len(things) == 3
    kinds = {re.search(r"\d+\. (.*?) :", one).group(1) for one in things}
    assert len(kinds) == 3
    assert all("secrétariats provinciaux" in one for one in things)
    assert all("31 décembre 2026" in one for one in things)


def test_its_index_leads_to_every_page_with_its_question(home):
    fr = wording("fr")
    labels = [one.proto.label for one in home.get("page_link")]
    assert set(PAGE_QUESTIONS) == set(PAGES) - {HOME}
    for question in PAGE_QUESTIONS.values():
        assert sum(fr(question) in label for label in labels) == 1


def test_a_figure_of_another_base_is_compared_by_its_share(in_english):
    then = counts()
    own, covered, adults, met, members = movements(
        counts(communes_own=82, bodies_known=50, bodies_met=30, members=8900), then
    )
    assert (own.words, own.look) == ("▲ +2", "gain")
    assert (covered.words, covered.look) == ("no change", "")
    assert adults.words == "no change"
    # 10 fewer have met, yet 60 % of those known instead of 50 %.
    assert met.words == "▲ +10 points of those known (40 of 80 then)"
    assert (members.words, members.look) == ("+900, within the margin", "")


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [(COUNTS, NOTHING, "not known then"), (NOTHING, COUNTS, "not known now")],
)
def test_what_is_unknown_on_a_day_has_not_moved(in_english, now, then, said):
    moved = movements(SimpleNamespace(**now), SimpleNamespace(**then))
    assert {one.words for one in moved} == {said}
    assert {one.look for one in moved} == {""}


def provinces(*rows):
    frame = pd.DataFrame(rows, columns=["unit_code", "score", "low"])
    return frame.assign(grain="province", name_ar="", name_fr=frame["unit_code"], reliability=80.2)


def test_a_province_that_cannot_be_assessed_is_never_the_least_ready(in_english):
    said = least_ready(provinces(("A", 60.0, 55.0), ("B", None, 3.0), ("C", 50.0, 41.0)))
    assert said == (
        "Least ready, by the low end of the score: C (41 of 100, reliability 80), "
        "A (55 of 100, reliability 80). "
        "1 province cannot be assessed."
    )
    assert "Too little is known" in least_ready(provinces(("A", None, 0.0)))


def side(name, score, **changed):
    stood = SimpleNamespace(score=score, low=score, reliability=90, secretariat=0.4,
                            recent_meeting=None, members_per_1000=2.0)  # fmt: skip
    return Side(name, counts(**changed), stood)


def test_two_sides_are_compared_with_signs_and_the_unknown_stays_unknown(in_english):
    listed = compared_rows(side("then", 50.0), side("now", None, communes_own=70), "")
    shown = {row[0][0]: [cell[0] for cell in row[1:]] for row in listed.cells}
    assert shown["Score of 100"] == ["50", "Not assessable (incomplete data)", "unknown"]
    assert shown["With their own secretariat"] == ["80 of 190", "70 of 190", "−10"]
    assert shown["Met in 90 days"][2] == "unknown"
    assert shown["Members known"][2] == "0"


def test_two_days_and_two_provinces_are_in_the_address(opened, demo):
    run = opened(demo, "compare", lang="en", province="03.061", other="03.231")
    assert not run.exception
    rows = {row["Figure"]: row for row in tables(run)["Meknès and Fès"]}
    score = {name: float(rows["Score of 100"][name]) for name in ("Meknès", "Fès")}
    change = score["Fès"] - score["Meknès"]
    assert rows["Score of 100"]["Difference"] == EN.signed(change, 1)
    run = opened(demo, "compare", lang="en", since="2026-10-01")
    assert "1 October 2026 and 23 November 2026" in tables(run)


def test_nine_small_maps_say_in_words_what_they_draw(opened, demo):
    run = opened(demo, "province", lang="en")
    said = re.findall(r'<img alt="([^"]+)" src="data:image/svg', html.unescape(drawn(run)))
    maps = [one for one in said if "Ready: " in one or "Not ready: " in one]
    assert len(maps) == 9
    communes = sum(int(n) for one in maps for n in re.findall(r": (\d+)", one))
    assert communes == 194
    assert sum(len(one) for one in re.findall(r'src="data:image/svg[^"]+"', drawn(run))) < 120_000
