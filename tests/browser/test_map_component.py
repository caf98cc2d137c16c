"""The map in a real browser, on the real geometry with values given by hand (map_bench_page.py)."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from dashboard.figures.tokens import colour

pytestmark = pytest.mark.browser

MEKNES, FES, TAZA, IMOUZZER = "03.061.01.01", "03.231.01.0", "03.561.01.11", "03.451.01.05"
AGDAL = "03.231.01.01"
HOST = ".st-key-map [data-testid=stBidiComponentIsolated]"
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"


@pytest.fixture(scope="module")
def address(serve, request) -> str:
    return serve(request.path.parent / "pages" / "map_bench_page.py")


def opened(page: Page, address: str, **query: str) -> Page:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{address}/?{asked}")
    expect(page.locator(".map [role=option][fill]").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("chosen")).to_be_visible()
    return page


def unit(page: Page, code: str):
    return page.locator(f'.map [data-c="{code}"]')


def fill(page: Page, code: str) -> str:
    red, green, blue = re.findall(
        r"\d+", unit(page, code).evaluate("e => getComputedStyle(e).fill")
    )
    return f"#{int(red):02X}{int(green):02X}{int(blue):02X}"


def patterned(page: Page) -> dict[str, str]:
    """Return the pattern's markup of each marker that the map uses."""
    return page.locator("svg.map").evaluate(
        """svg => Object.fromEntries([...svg.querySelectorAll('[fill^=url]')].map(p => {
             const id = p.getAttribute('fill').slice(5, -1);
             return [id.slice(-1), svg.querySelector('#' + id).innerHTML]; }))"""
    )


def legend(page: Page) -> list[tuple[str, str]]:
    rows = page.locator(".rows button").all()
    return [(row.get_attribute("data-key"), row.locator("strong").inner_text()) for row in rows]


def test_every_commune_is_painted_by_its_class(page, address):
    opened(page, address)
    expect(page.locator(".map [role=option]")).to_have_count(194)
    assert fill(page, MEKNES) == colour("readiness.1")  # 10
    assert fill(page, FES) == colour("readiness.3")  # 60
    assert fill(page, TAZA) == colour("readiness.2")  # 90, but the class is limited to 2
    expect(unit(page, TAZA)).to_have_attribute("aria-label", "Taza: 90 of 100, Weak")


def test_a_little_reliable_class_pales_and_a_pattern_never_does(page, address):
    opened(page, address)
    opacity = "e => getComputedStyle(e).fillOpacity"
    assert unit(page, MEKNES).evaluate(opacity) == "1"  # reliability 82
    assert unit(page, TAZA).evaluate(opacity) == "0.35"  # 20
    patterns = page.locator(".map [role=option][fill^=url]")
    assert set(patterns.evaluate_all(f"all => all.map({opacity})")) == {"1"}
    expect(page.locator(".pale")).to_contain_text("Paler where the figure is less reliable")
    page.get_by_label("Indicator").select_option("members")
    expect(page.locator(".pale")).to_be_hidden()
    assert unit(page, TAZA).evaluate(opacity) == "1"


def test_a_change_of_indicator_repaints_and_reaches_python(page, address):
    opened(page, address)
    page.get_by_label("Indicator").select_option("members")
    assert fill(page, MEKNES) == colour("sequential.5")  # 1,234.5: 5 and over
    expect(page.get_by_text("chosen members None")).to_be_visible()
    expect(unit(page, MEKNES)).to_have_attribute("aria-label", "Meknès: 1,234.5")


def test_of_five_quick_changes_the_last_wins(page, address):
    opened(page, address)
    for layer in ("members", "share", "body", "readiness", "share"):
        page.get_by_label("Indicator").select_option(layer)
    expect(page.get_by_text("chosen share None")).to_be_visible()
    page.get_by_role("button", name="again").click()
    expect(page.get_by_text("chosen share None runs 1")).to_be_visible()
    expect(page.get_by_label("Indicator")).to_have_value("share")


def test_the_legend_counts_communes_from_the_highest_class_down(page, address):
    opened(page, address, layer="body")
    assert legend(page) == [("2", "97"), ("1", "97")]
    page.get_by_label("Indicator").select_option("readiness")
    rows = legend(page)
    assert [key for key, _ in rows[:5]] == ["5", "4", "3", "2", "1"]
    assert rows[5:] == [("d", "2"), ("n", "1"), ("m", "2"), ("x", "1")]
    assert sum(int(count) for _, count in rows) == 194


def test_the_unknowns_have_patterns_of_their_own(page, address):
    opened(page, address)
    patterns = patterned(page)
    assert patterns.keys() == {"d", "n", "m", "x"}
    assert len(set(patterns.values())) == 4


def test_a_legend_row_shows_its_class_alone_and_again_all(page, address):
    opened(page, address)
    row = page.locator(".rows button[data-key='1']")
    row.click()
    expect(row).to_have_attribute("aria-pressed", "true")
    expect(unit(page, FES)).to_have_class(re.compile("dim"))
    expect(unit(page, MEKNES)).not_to_have_class(re.compile("dim"))
    row.click()
    expect(page.locator(".map .dim")).to_have_count(0)


def test_the_keyboard_reaches_every_commune(page, address):
    opened(page, address)
    reached = page.locator("svg.map").evaluate(
        """svg => {
             const root = svg.getRootNode(), all = [...svg.querySelectorAll('[role=option]')];
             const step = (from, key) => {
               from.focus();
               from.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
               return root.activeElement;
             };
             const seen = new Set([all[0]]), queue = [all[0]];
             while (queue.length) for (const p of [queue.pop()])
               for (const way of ['Left', 'Right', 'Up', 'Down']) {
                 const to = step(p, 'Arrow' + way);
                 if (!seen.has(to)) { seen.add(to); queue.push(to); }
               }
             let page = all[0]; const paged = new Set();
             do { paged.add(page); page = step(page, 'PageDown'); } while (!paged.has(page));
             return [seen.size, paged.size, svg.querySelectorAll('[tabindex="0"]').length,
                     step(page, 'End') === all.at(-1), step(page, 'Home') === all[0]];
           }"""
    )
    assert reached == [194, 194, 1, True, True]


def test_enter_and_a_click_select(page, address):
    opened(page, address)
    unit(page, MEKNES).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"chosen readiness {MEKNES}")).to_be_visible()
    expect(unit(page, MEKNES)).to_have_attribute("aria-selected", "true")
    unit(page, TAZA).click()
    expect(page.get_by_text(f"chosen readiness {TAZA}")).to_be_visible()
    expect(page.locator(".map [aria-selected=true]")).to_have_count(1)


def test_the_page_and_the_reader_lead_in_turn(page, address):
    opened(page, address)
    unit(page, MEKNES).click()
    expect(page.get_by_text(f"heard readiness {MEKNES}")).to_be_visible()
    page.get_by_role("button", name="to Taza").click()
    expect(page.get_by_text(f"chosen readiness {TAZA}")).to_be_visible()
    expect(unit(page, TAZA)).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="again").click()
    expect(page.get_by_text(f"chosen readiness {TAZA} runs 1")).to_be_visible()
    unit(page, FES).click()
    expect(page.get_by_text(f"chosen readiness {FES}")).to_be_visible()
    page.get_by_role("button", name="again").click()
    expect(page.get_by_text(f"chosen readiness {FES} runs 2")).to_be_visible()


@pytest.mark.parametrize("typed", ["ايموزار كندر", "immouzzer kandar", IMOUZZER])
def test_search_finds_without_hamza_or_accent(page, address, typed):
    opened(page, address, lang="ar")
    home = page.locator("svg.map").get_attribute("viewBox")
    page.locator("#find").fill(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"chosen readiness {IMOUZZER}")).to_be_visible()
    assert page.locator("svg.map").get_attribute("viewBox") != home
    expect(unit(page, IMOUZZER)).to_be_in_viewport()


def test_search_says_when_there_is_none(page, address):
    opened(page, address)
    page.get_by_role("combobox", name="Find a commune").fill("Atlantis")
    expect(page.get_by_text("No commune of this map has that name.")).to_be_visible()


def test_zoom_and_the_node_survive_a_rerun(page, address):
    opened(page, address)
    svg = page.locator("svg.map")
    svg.evaluate("e => { e.marked = true }")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    view = svg.get_attribute("viewBox")
    page.get_by_role("button", name="again").click()
    expect(page.get_by_text("runs 1")).to_be_visible()
    assert svg.get_attribute("viewBox") == view
    assert svg.evaluate("e => e.marked")


def test_a_wheel_zooms_with_ctrl_only(page, address):
    opened(page, address)
    svg = page.locator("svg.map")
    home = svg.get_attribute("viewBox")
    unit(page, FES).hover()
    page.mouse.wheel(0, -100)
    assert svg.get_attribute("viewBox") == home
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(svg).not_to_have_attribute("viewBox", home)
    page.get_by_role("button", name="Show the whole map").click()
    expect(svg).to_have_attribute("viewBox", home)


def test_without_its_geometry_the_map_says_so(new_page, address):
    page = new_page(watched=False)
    page.route("**/territory.*.json", lambda route: route.abort())
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("The map cannot be drawn")


def test_dragging_moves_a_near_view_and_selects_nothing(page, address):
    opened(page, address)
    page.get_by_role("button", name="Zoom in").click()
    svg = page.locator("svg.map")
    before, box = svg.get_attribute("viewBox"), svg.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 40, steps=4)
    page.mouse.up()
    assert svg.get_attribute("viewBox") != before
    expect(page.get_by_text("chosen readiness None")).to_be_visible()


def test_arabic_mirrors_the_legend_and_never_the_map(page, new_page, address):
    french, arabic = opened(page, address, lang="fr"), opened(new_page(), address, lang="ar")
    left = {p: p.locator(".legend").bounding_box()["x"] for p in (french, arabic)}
    middle = {p: p.locator("svg.map").bounding_box()["x"] for p in (french, arabic)}
    assert left[french] < middle[french]
    assert left[arabic] > middle[arabic]
    for each in (french, arabic):
        assert unit(each, MEKNES).bounding_box()["x"] < unit(each, TAZA).bounding_box()["x"]
    swatch = arabic.locator(".rows i").first.bounding_box()["x"]
    assert swatch > arabic.locator(".rows b").first.bounding_box()["x"]
    expect(unit(arabic, MEKNES)).to_have_attribute(
        "aria-label", re.compile("^مكناس.*\u206610\u2069 من 100، غير جاهزة$")
    )


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_tooltip_is_kept_inside_and_tells_the_fact(page, address, lang):
    opened(page, address, lang=lang)
    page.locator("select.layer").select_option("members")
    unit(page, MEKNES).hover()
    tip, stage = page.locator(".tip"), page.locator(".stage").bounding_box()
    expect(tip).to_contain_text("1\u202f234,5")
    expect(tip).to_contain_text("30 شتنبر 2026" if lang == "ar" else "30 septembre 2026")
    box = tip.bounding_box()
    assert box["x"] >= stage["x"] - 1
    assert box["x"] + box["width"] <= stage["x"] + stage["width"] + 1


def test_the_tooltip_comes_with_the_focus_and_holds_no_markup(page, address):
    opened(page, address)
    page.locator("svg.map [fill$='d)']").first.focus()
    expect(page.locator(".tip")).to_contain_text(HOSTILE)
    expect(page.locator(".tip")).to_contain_text("No data")
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_be_hidden()
    page.get_by_label("Indicator").select_option("body")
    expect(page.locator(".legend .title")).to_have_text(HOSTILE)
    assert page.locator(".cm img").count() == 0


def test_a_name_is_text_wherever_it_is_shown(page, address):
    def renamed(route: Route) -> None:
        drawn = json.loads(route.fetch().text())
        for each in drawn["communes"]:
            each["fr"] = each["ar"] = HOSTILE
        route.fulfill(json=drawn)

    page.route("**/territory.*.json", renamed)
    opened(page, address)
    unit(page, TAZA).hover()
    expect(page.locator(".tip .name")).to_contain_text(HOSTILE)
    page.get_by_role("combobox", name="Find a commune").fill("img")
    expect(page.locator("#found li").first).to_contain_text(HOSTILE)
    assert page.locator(".cm img").count() == 0


def test_a_province_is_zoomed_to_and_alone_can_be_chosen(page, address):
    opened(page, address, province="03.561")
    options = page.locator(".map [role=option]")
    assert options.count() == sum(int(count) for _, count in legend(page)) < 60
    assert all(o.get_attribute("data-c").startswith("03.561") for o in options.all())
    _, _, width, _ = page.locator("svg.map").get_attribute("viewBox").split()
    assert float(width) < 13_785 / 2  # the region is 13,785 wide
    expect(unit(page, MEKNES)).to_have_attribute("aria-hidden", "true")
    expect(page.get_by_role("button", name="Open")).to_have_count(0)


def test_fes_opens_into_its_arrondissements(page, address):
    opened(page, address)
    page.get_by_role("button", name="Open Fès into its arrondissements").click()
    expect(page.locator(".map [role=option]")).to_have_count(199)
    expect(unit(page, FES)).to_be_hidden()
    unit(page, AGDAL).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"chosen readiness {AGDAL}")).to_be_visible()
    page.get_by_role("button", name="Show Fès as one commune").click()
    expect(page.get_by_text(f"chosen readiness {FES}")).to_be_visible()
    expect(page.locator(".map [role=option]")).to_have_count(194)


def test_an_arrondissement_chosen_elsewhere_opens_its_commune(page, address):
    opened(page, address, selected=AGDAL)
    expect(unit(page, AGDAL)).to_have_attribute("aria-selected", "true")


def test_rows_without_a_shape_are_told(page, address):
    opened(page, address)
    expect(page.get_by_text("without a shape: 03.999.99.99")).to_be_visible()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_phone_has_the_legend_under_the_map_and_targets_for_fingers(new_page, address, lang):
    page = opened(new_page(390, 900), address, lang=lang)
    shown, listed = (page.locator(q).bounding_box() for q in ("svg.map", ".legend"))
    assert listed["y"] >= shown["y"] + shown["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for target in page.locator(".cm :is(button, select, input)").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_axe_finds_nothing(page, address, lang):
    opened(page, address, lang=lang)
    unit(page, TAZA).hover()
    first = axe(page)
    page.locator("#find").fill("ta")
    expect(page.locator("#found")).to_be_visible()
    for found in (first, axe(page)):
        assert not found["violations"], json.dumps(found["violations"], indent=1)[:4000]
        assert len(found["passes"]) > 10


def axe(page: Page) -> dict:
    return Axe().run(page, context={"include": [{"fromShadowDom": [HOST, ".cm"]}]}).response
