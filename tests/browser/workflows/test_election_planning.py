"""Workflow 11: from the matrix to the map of an election, and from the countdown to a calendar."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.wording import wording

pytestmark = pytest.mark.browser
MEKNES = "03.061"


def opened(page: Page, app: str, name: str, **query: str) -> None:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    page.goto(f"{app}/{name}?{asked}")
    expect(page.locator(".jz-footer")).to_be_visible()


def downloaded(page: Page, label: str) -> str:
    with page.expect_download() as waited:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(waited.value.path()).read_bytes().decode()


def walk(page: Page, app: str, language: str) -> None:
    words = wording(language)
    opened(page, app, "election_matrix", lang=language, profile="communal")
    expect(page.locator(".map [role=option][fill]").first).to_be_visible()
    expect(page.locator(".rows button").first).to_contain_text(words("act first"))
    expect(page.locator(".jz-square td b")).to_have_count(9)
    page.locator(f'.jz-grid a[href*="province={MEKNES}&profile=communal"]').click()
    expect(page).to_have_url(re.compile(rf"/readiness\?.*province={MEKNES}.*profile=communal"))
    expect(page.locator(".map [role=option][fill]").first).to_be_visible()

    opened(page, app, "countdown", lang=language, province=MEKNES)
    page.locator(".st-key-countdown_export_files button").click()
    calendar = downloaded(page, words("Calendar (ICS)")).replace("\r\n ", "")
    assert (
        "DTSTART;TZID=Africa/Casablanca:20261201T090000" in calendar
    )  # 30 days before 31 December
    assert "DTSTART;TZID=Africa/Casablanca:20261231T090000" in calendar  # the legal day itself
    assert calendar.count("BEGIN:VEVENT") == calendar.count("UID:")
    printed = downloaded(page, words("Printable list (A4)"))
    assert f'lang="{language}" dir="{words.direction}"' in printed


@pytest.mark.soak
def test_from_the_matrix_to_a_calendar_in_arabic(page, app):
    walk(page, app, "ar")


@pytest.mark.soak
def test_from_the_matrix_to_a_calendar_in_french_and_on_a_phone(new_page, app):
    walk(new_page(), app, "fr")
    phone = new_page(390, 844)
    for name in ("election_matrix", "countdown"):
        opened(phone, app, name, lang="ar")
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened(phone, app, "election_matrix", lang="ar")
    expect(phone.locator(".jz-square")).to_be_visible()
    expect(phone.locator(".st-key-priority_map")).to_be_hidden()
