"""Right to left as boxes on the screen: lists and tables turn round, maps and time do not."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from dashboard.wording import wording
from tests.browser.places import addresses, opened, stands

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SIDES = {"ar": -1, "fr": 1}  # the sign that makes the reading order ascend
BOTH = pytest.mark.parametrize("lang", SIDES)
PROVINCE, COMMUNE = "province=03.061", "commune=03.061.05.01"


@pytest.fixture(scope="module")
def at(browser, app):
    """Return an open page by address and language; a page is opened once."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, locale="en-US")

    @cache
    def one(address: str, lang: str) -> Page:
        page = context.new_page()
        opened(page, app, address, lang)
        return page

    yield one
    context.close()


def boxes(page: Page, selector: str) -> list[dict]:
    found = [each.bounding_box() for each in page.locator(selector).all()]
    assert found
    return found


def reads_on(boxed: list[dict], side: int) -> bool:
    """Whether each box comes after the one before it, in the direction of reading."""
    at = [side * (box["x"] + box["width"] / 2) for box in boxed]
    return len(at) > 1 and all(one < then for one, then in pairwise(at))


def edges(page: Page, selector: str, side: str) -> list[float]:
    """Where the words of each element begin or end on the screen, to the pixel."""
    return page.locator(selector).evaluate_all(
        """(all, side) => all.map(cell => {
          const words = document.createRange();
          words.selectNodeContents(cell);
          return Math.round(words.getBoundingClientRect()[side]);
        })""",
        side,
    )


@BOTH
def test_a_table_begins_where_reading_begins_and_its_numbers_stand_under_each_other(at, lang):
    page = at(f"province?{PROVINCE}", lang)
    table = ".st-key-communes"
    assert reads_on(boxes(page, f"{table} thead th"), SIDES[lang])
    assert reads_on(boxes(page, f"{table} tbody tr:first-child > *"), SIDES[lang])
    units = edges(
        page, f"{table} tbody tr td.num:nth-of-type(2)", "left" if lang == "ar" else "right"
    )
    assert len(units) > 5
    assert max(units) - min(units) <= 1


@BOTH
def test_the_legend_has_its_swatch_before_the_word_and_the_count_after(at, lang):
    page = at(f"province?{PROVINCE}", lang)
    row = ".rows li:first-child button"
    assert reads_on(
        [boxes(page, f"{row} > {part}")[0] for part in ("i", "span", "strong")], SIDES[lang]
    )
    legend, drawing = boxes(page, ".legend")[0], boxes(page, ".draw")[0]
    assert reads_on([legend, drawing], SIDES[lang])


@BOTH
def test_the_breadcrumb_and_its_chevrons_lead_on(at, lang):
    page = at(f"commune?{COMMUNE}", lang)
    assert reads_on(boxes(page, ".st-key-breadcrumb [data-testid=stPageLink]"), SIDES[lang])
    drawn = page.locator(".jz-sep").first.evaluate(
        "sign => getComputedStyle(sign, '::before').content"
    )
    assert drawn == {"ar": '"\u2039"', "fr": '"\u203a"'}[lang]


@BOTH
def test_the_bars_of_a_score_are_a_number_line_and_do_not_turn(at, lang):
    page = at(f"commune?{COMMUNE}", lang)
    assert reads_on(boxes(page, ".jz-fall-axis >> nth=0 >> span"), 1)
    row = ".jz-fall li:first-child"
    assert reads_on(
        [boxes(page, f"{row} {part}")[0] for part in ("p", ".jz-fall-track")], SIDES[lang]
    )


@BOTH
def test_a_closed_list_points_where_it_opens(at, lang):
    page = at("tours?", lang)
    sign = page.locator("[data-testid=stExpander] summary [data-testid=stIconMaterial]")
    turned = sign.first.evaluate("sign => new DOMMatrix(getComputedStyle(sign).transform).a")
    assert turned == SIDES[lang]


@BOTH
def test_weeks_begin_on_monday_where_reading_begins(at, lang):
    page = at("agenda?", lang)
    heads = page.locator(".jz-month th .wide")
    assert heads.first.inner_text() == {"ar": "الاثنين", "fr": "lundi"}[lang]
    assert reads_on(boxes(page, ".jz-month th"), SIDES[lang])


@BOTH
def test_the_calendar_of_a_date_field_is_the_readers_and_not_the_browsers(at, lang):
    page = at("tours?", lang)
    # Streamlit hands the language on at a run of the page: the first one may begin before ours.
    page.get_by_test_id("stNumberInputStepUp").first.click()
    stands(page)
    page.wait_for_timeout(500)
    stands(page)
    page.get_by_test_id("stDateInput").get_by_role("button").first.click()
    calendar = page.get_by_test_id("stDateInputCalendar")
    expect(calendar.get_by_text({"ar": "نونبر", "fr": "novembre"}[lang]).first).to_be_visible()
    days = calendar.locator("thead th")
    assert days.first.inner_text() == {"ar": "ن", "fr": "L"}[lang]
    assert reads_on([day.bounding_box() for day in days.all()], SIDES[lang])
    page.keyboard.press("Escape")


@BOTH
def test_what_a_list_offers_stands_where_reading_begins(at, lang):
    page = at("coverage?", lang)
    page.get_by_role("combobox", name=wording(lang)("Province or prefecture")).click()
    offered = "[role=option]"
    page.locator(offered).nth(3).wait_for()
    box = boxes(page, "[role=listbox]")[0]
    starts = edges(page, f"{offered} div", "right" if lang == "ar" else "left")
    wall = box["x"] + box["width"] if lang == "ar" else box["x"]
    assert all(abs(start - wall) < 24 for start in starts)
    page.keyboard.press("Escape")


def test_a_map_is_drawn_the_same_in_both_directions(at):
    shapes = {}
    for lang in SIDES:
        page = at(f"province?{PROVINCE}", lang)
        drawing = boxes(page, ".draw svg.map")[0]
        shapes[lang] = {
            path.get_attribute("data-c"): path.bounding_box()["x"] - drawing["x"]
            for path in page.locator(".map [role=option]").all()
        }
    assert len(shapes["ar"]) == 21
    assert shapes["ar"] == pytest.approx(shapes["fr"], abs=1.5)


def test_time_runs_left_to_right_in_both_directions_and_values_stand_where_reading_begins(at):
    for lang, side in SIDES.items():
        page = at(f"pace?{PROVINCE}", lang)
        plot = ".stPlotlyChart >> nth=0 >> "
        assert reads_on(boxes(page, f"{plot} .xtick text"), 1)
        values, frame = boxes(page, f"{plot} .ytick text")[0], boxes(page, f"{plot} .nsewdrag")[0]
        assert reads_on([values, frame], side)


@pytest.mark.parametrize(
    ("name", "listed"),
    [("readiness", ".st-key-list_first ol"), ("coverage", ".st-key-coverage_places")],
)
def test_on_a_phone_the_list_stands_before_the_map_and_the_footer_after_both(
    new_page, app, name, listed
):
    page = new_page(360, 780)
    opened(page, app, addresses()[name], "ar")
    tops = [boxes(page, one)[0]["y"] for one in (listed, ".draw", ".jz-footer")]
    assert tops == sorted(tops)
