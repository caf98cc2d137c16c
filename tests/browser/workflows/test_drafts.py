"""What was typed and not yet sent is there again after a lost connection or a page loaded anew."""

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from dashboard.wording import wording

pytestmark = pytest.mark.browser
FORM = "new_constraint_reports"
LINE = "Aucun local pour se réunir"
MEMORY = "() => Object.keys(sessionStorage).filter(name => name.startsWith('jahiziya ')).length"


def opened_form(page: Page, what: str) -> None:
    expect(page.locator(".jz-footer")).to_be_visible()
    page.get_by_role("radio", name=what, exact=True).click()
    expect(field(page, "summary").get_by_role("textbox")).to_be_visible()


def field(page: Page, column: str):
    return page.locator(f".st-key-{FORM}_{column}")


def typed(page: Page) -> None:
    expect(field(page, "summary").get_by_role("textbox")).to_have_value(LINE)
    expect(field(page, "raised_on").get_by_role("spinbutton").first).to_have_text("01")
    expect(field(page, "category").get_by_role("combobox")).to_have_value("التنظيم")


@pytest.fixture
def filled(page: Page, empty_app) -> tuple[Page, list[WebSocketRoute]]:
    """A page with a form filled and not sent, and its connections to the server."""
    lines: list[WebSocketRoute] = []

    def connected(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket("**/_stcore/stream", connected)
    page.goto(f"{empty_app}/constraints?lang=ar&province=03.231")
    opened_form(page, wording("ar")("A new constraint"))
    for number, part in enumerate(("01", "09", "2026")):
        field(page, "raised_on").get_by_role("spinbutton").nth(number).click()
        page.keyboard.type(part)
    page.keyboard.press("Escape")
    category = field(page, "category").get_by_role("combobox")
    category.scroll_into_view_if_needed()  # a list closes when the page scrolls
    page.wait_for_timeout(200)
    category.click()
    page.get_by_role("option", name="التنظيم", exact=True).click()
    field(page, "summary").get_by_role("textbox").fill(LINE)
    typed(page)
    page.wait_for_function(f"({MEMORY})() === 1")
    return page, lines


def test_a_form_outlives_a_lost_connection_and_a_page_loaded_anew(filled):
    page, lines = filled
    lines[-1].close(code=1012, reason="lost")
    expect(field(page, "summary").get_by_role("textbox")).to_be_disabled()
    expect(field(page, "summary").get_by_role("textbox")).to_be_enabled()
    typed(page)
    page.reload()
    opened_form(page, wording("ar")("A new constraint"))
    typed(page)
    page.get_by_role("button", name=wording("ar")("Save")).click()
    expect(page.locator(".jz-finding")).to_be_visible()
    page.wait_for_function(f"({MEMORY})() === 0")
    assert len(lines) == 3  # the first, the one after the loss, the one of the new page


def test_confirmed_communes_of_a_return_outlive_a_page_loaded_anew(page: Page, empty_app):
    _ = wording("fr")

    def opened() -> None:
        page.goto(f"{empty_app}/data?lang=fr&province=03.271")
        page.get_by_role("radio", name=_("Monthly return"), exact=True).click()
        expect(page.get_by_role("progressbar")).to_be_visible()

    def confirm(members: str) -> None:
        page.get_by_role("spinbutton").first.wait_for()
        page.locator("[class*=_members] input").first.fill(members)
        page.get_by_role("button", name=_("Confirm"), exact=True).click()

    opened()
    confirm("120")
    expect(page.get_by_text(_("{n} of {all}", n=1, all=10))).to_be_visible()
    expect(page.locator("[class*=_members] input").first).to_have_value("")
    page.wait_for_timeout(1000)  # nobody types faster than the form is drawn
    page.locator("[class*=_members] input").first.fill("40")
    page.wait_for_function(f"({MEMORY})() === 2")
    opened()
    expect(page.get_by_text(_("{n} of {all}", n=1, all=10))).to_be_visible()
    expect(page.locator("[class*=_members] input").first).to_have_value("40")
