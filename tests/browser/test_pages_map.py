"""The readiness page in a real browser: drawn, right to left in Arabic, and led by its links."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import stands

pytestmark = pytest.mark.browser

MEKNES, DKHISSA = "03.061", "03.061.05.01"
SIZES = {"wide": (1300, 900), "phone": (390, 844)}


def opened(page: Page, app: str, path: str = "readiness", **query: str) -> Page:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{app}/{path}?{asked}")
    expect(page.locator(".jz-footer")).to_be_visible(timeout=120_000)
    return page


def drawn(page: Page) -> Page:
    expect(page.locator(".map [role=option][fill]").first).to_be_visible(timeout=60_000)
    return page


def counts(page: Page) -> list[int]:
    shown = page.locator(".rows button strong").all_inner_texts()
    return [int(each.strip("\u2066\u2069")) for each in shown]


def boxes(page: Page, selector: str) -> list[dict]:
    return [each.bounding_box() for each in page.locator(selector).all()]


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_the_map_is_drawn_and_counts_every_commune(new_page, app, lang, direction, size):
    page = drawn(opened(new_page(*SIZES[size]), app, lang=lang))
    expect(page.locator(".map [role=option]")).to_have_count(194)
    assert sum(counts(page)) == 194
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    assert fits(page)


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("path", ["province", f"province?province={MEKNES}", "commune", "data"])
def test_no_page_is_wider_than_a_phone(new_page, app, path, lang):
    page = new_page(*SIZES["phone"])
    page.goto(f"{app}/{path}{'&' if '?' in path else '?'}lang={lang}")
    expect(page.locator(".jz-footer")).to_be_visible(timeout=120_000)
    assert fits(page)


def test_a_commune_sheet_is_not_wider_than_a_phone(new_page, app):
    page = opened(new_page(*SIZES["phone"]), app, "commune", lang="ar", commune=DKHISSA)
    assert fits(page)


def test_header_and_tiles_are_mirrored_in_arabic(new_page, app):
    arabic, french = (opened(new_page(), app, lang=lang) for lang in ("ar", "fr"))
    for page, sign in ((arabic, -1), (french, 1)):
        tiles = boxes(page, ".jz-figure")
        assert len(tiles) == 5
        at = [sign * box["x"] for box in tiles]
        assert at == sorted(at)
        links = boxes(page, ".st-key-header [data-testid=stPageLink]")
        at = [sign * box["x"] for box in links]  # the brand is the first of them
        assert at == sorted(at)


def test_the_languages_switch_in_place(new_page, app):
    page = opened(new_page(), app, lang="fr", province=MEKNES)
    for name, lang, direction in (
        ("العربية", "ar", "rtl"),
        ("English", "en", "ltr"),
        ("Français", "fr", "ltr"),
        ("العربية", "ar", "rtl"),
    ):
        page.get_by_role("link", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", lang)
        expect(page.locator("html")).to_have_attribute("dir", direction)
        expect(page).to_have_url(re.compile(rf"lang={lang}.*province={MEKNES}"))
    expect(page.locator("h1")).to_contain_text(re.compile("[\u0600-\u06ff]"))


def test_a_province_chosen_zooms_and_back_returns(new_page, app):
    page = drawn(opened(new_page(), app, lang="fr"))
    first = page.locator(".jz-figure .key").first
    region, whole = first.inner_text(), page.locator("svg.map").get_attribute("viewBox")
    page.get_by_label("Province ou préfecture").select_option(label="Meknès")
    expect(page).to_have_url(re.compile(f"province={MEKNES}"))
    expect(page.locator(".map [role=option]")).to_have_count(21)
    assert sum(counts(page)) == 21
    expect(page.locator("svg.map")).not_to_have_attribute("viewBox", whole)
    expect(first).not_to_have_text(region)
    page.go_back()
    expect(page).not_to_have_url(re.compile("province="))
    expect(page.locator(".map [role=option]")).to_have_count(194)
    expect(first).to_have_text(region)


def test_another_indicator_is_in_the_url_and_the_table_follows(new_page, app):
    page = drawn(opened(new_page(), app, lang="fr"))
    page.get_by_text("Afficher en tableau").click()
    header = page.locator(".st-key-twin thead th").nth(2)
    expect(header).to_contain_text("préparation")
    page.locator("select.layer").select_option("population_2024")
    expect(page).to_have_url(re.compile("layer=population_2024"))
    expect(header).to_contain_text("Population")
    expect(page.locator(".st-key-twin tbody tr")).to_have_count(200)
    expect(page.locator(".legend .title")).to_contain_text("Population")


# Chooses a kind; says, before the server can have answered, what the map then shows.
CHOOSE = """(list, kind) => {
    list.value = kind;
    list.dispatchEvent(new Event('input', {bubbles: true}));
}"""
SHOWN = """map => [map.querySelector('.legend .title').textContent,
    map.querySelector('.layer').selectedOptions[0].textContent,
    [...map.querySelectorAll('.layer option')].map(each => each.value).join(),
    [...map.querySelectorAll('.rows button')].map(each => each.textContent).join(),
    [...map.querySelectorAll('.map [role=option]')].map(
        each => ['fill', 'fill-opacity', 'aria-label'].map(name => each.getAttribute(name))
    ).join()]"""
AT_ONCE = f"(list, [kind, map]) => {{ ({CHOOSE})(list, kind); return ({SHOWN})(map); }}"


@pytest.mark.parametrize("lang", ["ar", pytest.param("fr", marks=pytest.mark.soak)])
def test_every_kind_is_painted_at_once_as_the_server_then_answers(new_page, app, lang):
    page = drawn(opened(new_page(), app, lang=lang))
    picker, shown = page.locator("select.profile"), page.locator(".cm:has(svg.map)")
    expect(page.locator("[data-held=true]")).to_have_count(1)
    kinds = picker.evaluate("list => [...list.options].map(each => each.value)")
    assert len(kinds) == 8
    for kind in [*kinds[1:], "all"]:
        before = shown.evaluate(SHOWN)
        at_once = picker.evaluate(AT_ONCE, [kind, shown.element_handle()])
        assert at_once[0] != before[0]
        expect(page).to_have_url(re.compile("profile=" + kind if kind != "all" else "lang=..$"))
        stands(page)
        told = "organisational" if kind == "all" else kind
        expect(page.locator(f".cm[data-kind={told}]")).to_be_visible()  # the server's own table
        assert shown.evaluate(SHOWN) == at_once


def test_a_province_and_a_month_are_painted_at_once_as_the_server_then_answers(new_page, app):
    page = drawn(opened(new_page(), app, lang="ar"))
    shown, months = page.locator(".cm:has(svg.map)"), page.locator("select.as_of")
    months.focus()
    offered = months.evaluate("list => [...list.options].map(each => each.value)")[:3]
    for name, code in [("province", MEKNES), *(("as_of", day) for day in [*offered[1:], "all"])]:
        if name == "as_of":
            expect(page.locator("[data-beside=true]")).to_have_count(1)
        stands(page)
        before = shown.evaluate(SHOWN)
        picker = page.locator(f"select.{name}")
        at_once = picker.evaluate(AT_ONCE, [code, shown.element_handle()])
        assert at_once != before
        expect(page).to_have_url(re.compile(f"{name}={code}" if code != "all" else f"{MEKNES}$"))
        stands(page)
        assert shown.evaluate(SHOWN) == at_once


def test_a_day_that_no_table_is_held_of_waits_for_the_page(new_page, app):
    page = drawn(opened(new_page(), app, lang="fr"))
    shown = page.locator(".cm:has(svg.map)")
    before = shown.evaluate(SHOWN)
    months = page.locator("select.as_of")
    day = months.evaluate("list => list.options[9].value")
    assert months.evaluate(AT_ONCE, [day, shown.element_handle()]) == before
    expect(page).to_have_url(re.compile(f"as_of={day}"))
    expect(page.locator(".finding small")).not_to_contain_text("23 novembre 2026")
    assert shown.evaluate(SHOWN) != before


def test_a_kind_reached_by_keyboard_leads_the_page_and_back_returns(new_page, app):
    page = drawn(opened(new_page(*SIZES["phone"]), app, lang="fr"))
    picker = page.get_by_label("État de préparation pour")
    box = picker.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    picker.focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("profile=communal"))
    expect(page.locator(".legend .title")).to_contain_text("communales")
    page.go_back()
    expect(page).not_to_have_url(re.compile("profile="))
    expect(picker).to_have_value("all")
    expect(page.locator(".legend .title")).to_contain_text("organisationnelle")


def test_a_link_drawn_before_keeps_the_indicator_and_back_leaves_it(new_page, app):
    """The map is drawn anew alone: the header's links still say what the page was drawn with."""
    page = drawn(opened(new_page(), app, lang="fr"))
    page.locator("select.layer").select_option("population_2024")
    expect(page).to_have_url(re.compile("layer=population_2024"))
    page.locator("select.layer").select_option("coverage")
    expect(page).to_have_url(re.compile("layer=coverage"))
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(re.compile("lang=ar.*layer=coverage"))
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("select.layer")).to_have_value("coverage")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.go_back()
    expect(page).to_have_url(re.compile("layer=population_2024"))
    expect(page.locator("select.layer")).to_have_value("population_2024")


def test_a_commune_clicked_is_in_the_url_and_opens_its_sheet(new_page, app):
    page = drawn(opened(new_page(), app, lang="fr", province=MEKNES))
    page.locator(f'.map [data-c="{DKHISSA}"]').click()
    expect(page).to_have_url(re.compile(f"commune={DKHISSA}"))
    page.get_by_role("link", name="Ouvrir la fiche de cette commune").click()
    expect(page.locator("h1")).to_contain_text("Dkhissa")
    expect(page).to_have_url(re.compile(f"/commune.*commune={DKHISSA}"))
    expect(page.locator(".st-key-indicators tbody tr").first).to_be_visible()


def test_the_breadcrumb_leads_back_up(new_page, app):
    page = opened(new_page(), app, "commune", lang="fr", commune=DKHISSA, as_of="2026-09-30")
    trail = page.locator(".st-key-breadcrumb [data-testid=stPageLink]")
    assert trail.all_inner_texts() == ["Fès-Meknès", "Meknès", "Dkhissa"]
    trail.nth(1).get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/province\?.*province={MEKNES}"))
    expect(page).not_to_have_url(re.compile("commune="))
    expect(page).to_have_url(re.compile("as_of=2026-09-30"))
    expect(page.locator(".st-key-communes tbody tr")).to_have_count(21)
    trail.nth(0).get_by_role("link").click()
    expect(page).not_to_have_url(re.compile("province="))
    expect(drawn(page).locator(".map [role=option]")).to_have_count(194)


def test_a_row_of_the_table_selects_its_commune(new_page, app):
    page = drawn(opened(new_page(), app, "province", lang="ar", province=MEKNES))
    page.locator(".st-key-communes tbody button").nth(2).click()
    expect(page).to_have_url(re.compile(r"commune=03\.061"))
    expect(page.locator(".map [aria-selected=true]")).to_have_count(1)


def test_the_table_is_searched_and_sorted_in_the_browser(new_page, app):
    page = opened(new_page(), app, "province", lang="fr", province=MEKNES)
    rows = page.locator(".st-key-communes tbody tr")
    page.get_by_role("searchbox").fill("ain")
    expect(rows).to_have_count(3)
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Adultes").click()
    expect(page.locator(".st-key-communes th[aria-sort=descending]")).to_have_count(1)
    expect(rows.first).to_contain_text("399\u202f470")


def test_on_a_phone_every_cell_lies_on_the_screen_and_the_rows_take_an_order(new_page, app):
    page = opened(new_page(*SIZES["phone"]), app, "province", lang="ar", province=MEKNES)
    table = page.locator(".st-key-communes")
    expect(table.locator("tbody tr")).to_have_count(21)
    cells = table.locator("tbody td, tbody th").all()[:40]
    for box in [cell.bounding_box() for cell in cells]:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= SIZES["phone"][0]
    table.get_by_role("combobox").select_option(label="الراشدون، إحصاء 2024")
    expect(table.locator("tbody tr").first).to_contain_text("399")
