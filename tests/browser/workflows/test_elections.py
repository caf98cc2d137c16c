"""Workflow 11: from an empty database to a published day, its seats, their map, a calculation."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.contracts import contracts
from dashboard.elections.list_votes import published
from dashboard.territory.register import register
from dashboard.wording import wording

pytestmark = pytest.mark.browser


def opened(page: Page, app: str, path: str, **query: str) -> Page:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{app}/{path}?{asked}")
    expect(page.locator(".jz-footer")).to_be_visible()
    return page


def still(page: Page) -> None:
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)


def pick(page: Page, key: str, option: str) -> None:
    """Choose an option of a box, once the page stands still."""
    still(page)
    page.locator(f".st-key-{key}").get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    still(page)


def typed(page: Page, key: str, text: str) -> None:
    field = page.locator(f".st-key-{key}").get_by_role("textbox")
    field.fill(text)
    field.press("Tab")


def entering(page: Page, what: str) -> None:
    still(page)
    page.locator(".st-key-enter_what").get_by_text(what, exact=True).click()
    still(page)


def saved(page: Page, words) -> None:
    page.get_by_role("button", name=words("Save"), exact=True).click()
    expect(page.get_by_test_id("stAlertContentSuccess")).to_be_visible()


def walk(page: Page, app: str, language: str) -> None:
    words = wording(language)
    values = contracts()["elections"].by_name
    house = values["kind"].by_code["legislative"].labels[language]
    opened(page, app, "elections", lang=language)
    entering(page, words("A new general election"))
    pick(page, "election_kind", house)
    pick(
        page,
        "new_elections_date_status",
        values["date_status"].by_code["expected"].labels[language],
    )
    typed(page, "new_elections_source", "essai")
    saved(page, words)
    expect(page.locator(".jz-figure .key")).to_have_text(words("day not published"))
    entering(page, words("The day of an election, or what became of it"))
    day = page.locator(".st-key-changed_elections_polling_on")
    day.get_by_role("spinbutton").first.click()
    page.keyboard.type("10092031")
    saved(page, words)
    expect(page.locator(".jz-figure")).to_contain_text("2031")
    _seats(page, app, words)
    _calculator(page, app, words)


def _seats(page: Page, app: str, words) -> None:
    """The constituencies are drawn and named; a seat given stands before the reference."""
    opened(page, app, "seats", lang=words.language, profile="legislative")
    expect(page.locator(".map [role=option][fill]")).to_have_count(11)
    taza = register().unit_name("legislative:taza", words.language)
    shape = page.locator(".map [data-c='legislative:taza']")
    shape.click()
    expect(shape).to_have_attribute("aria-selected", "true")
    row = page.locator(".st-key-seats tbody tr").filter(has_text=taza)
    expect(row).to_contain_text("5")
    still(page)
    page.locator("[class*=st-key-seat_unit_]").get_by_role("combobox").click()
    page.keyboard.type(taza)
    page.keyboard.press("Enter")
    still(page)
    typed(page, "new_seats_seats", "7")
    typed(page, "new_seats_source", "essai")
    saved(page, words)
    expect(row).to_contain_text("+2")


def _calculator(page: Page, app: str, words) -> None:
    """A published result gives the published seats; votes that cannot be read say which line."""
    opened(page, app, "calculator", lang=words.language)
    one = published()["meknes_2016"]
    name = words("{place}, {cycle}", place=register().unit_name(one.unit_code, words.language),
                 cycle=words.isolate(str(one.cycle)))  # fmt: skip
    pick(page, "example", name)
    expect(page.locator(".st-key-calculator tbody tr")).to_have_count(len(one.votes))
    told = words("The same seats as published ({source}).", source=one.source)
    expect(page.locator(".jz-note").filter(has_text=told)).to_be_visible()
    field = page.locator(".st-key-votes_meknes_2016").get_by_role("textbox")
    field.fill("PAM douze")
    field.press("Control+Enter")
    expect(page.get_by_test_id("stAlertContentError")).to_contain_text("PAM douze")


@pytest.mark.soak
def test_from_an_empty_calendar_to_seats_in_french(new_page, empty_app):
    walk(new_page(), empty_app, "fr")


@pytest.mark.soak
def test_from_an_empty_calendar_to_seats_in_arabic(new_page, empty_app):
    walk(new_page(), empty_app, "ar")


@pytest.mark.soak
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_pages_of_elections_fit_a_phone(new_page, app, lang):
    page = new_page(390, 844)
    for path in ("elections", "seats", "calculator"):
        opened(page, app, path, lang=lang)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
