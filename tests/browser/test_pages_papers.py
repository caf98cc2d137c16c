"""A paper is made by its button, in the language chosen for it: only a browser presses it."""

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from dashboard.wording import wording

pytestmark = pytest.mark.browser

FR = wording("fr")


def test_a_brief_is_made_when_its_button_is_pressed(new_page, app):
    page = new_page()
    page.goto(f"{app}/province?lang=fr&province=03.061")
    expect(page.locator(".jz-footer")).to_be_visible(timeout=120_000)
    page.get_by_role("radio", name=FR("Arabic and French"), exact=True).click()
    page.wait_for_timeout(500)  # until the choice is on its way: the button then is the new one
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)
    with page.expect_download() as waited:
        page.get_by_role("button", name=FR("Province brief (PDF)"), exact=True).click()
    read = pypdf.PdfReader(io.BytesIO(Path(waited.value.path()).read_bytes()))

    assert len(read.pages) == 2
    assert "Meknès" in read.pages[1].extract_text()
