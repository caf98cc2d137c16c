"""A page loaded anew in the middle of an import: all of it is there, or nothing, and it is said."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.territory.register import register
from tests.browser.workflows.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.soak]


def test_an_import_whose_page_is_loaded_anew_is_there_whole_or_not_at_all(page: Page, empty_app):
    walk = Walk(page, empty_app, "fr")
    codes = [place.code for place in register().communes()]
    rows = [f"{code};2026-{month:02d};{month * 20}" for code in codes for month in (8, 9, 10)]
    text = "\n".join(["territory_code;period;members", *rows])

    give(walk, text)
    page.get_by_role("button", name=walk.words("Import this file")).click(no_wait_after=True)
    page.reload()
    listed = batches(walk)
    if listed:  # it went in behind the page that was left: the list has it, whole
        assert listed == [len(rows)]
    give(walk, text)
    known = page.get_by_text("déjà importé, lot")
    again = page.get_by_role("button", name=walk.words("Import this file"))
    expect(known.or_(again).first).to_be_visible()
    if not known.count():
        again.click()
        taken = walk.words("Imported as batch {numbers}. It can be undone in the list of batches.")
        expect(page.get_by_text(taken.partition("{")[0])).to_be_visible()
    assert batches(walk) == [len(rows)]


def give(walk: Walk, text: str) -> None:
    walk.open("data")
    walk.page.get_by_role("combobox", name=walk.words("Table")).click()
    walk.page.get_by_role("option", name="Adhésions", exact=True).click()
    walk.settled()
    file = {"name": "membership.csv", "mimeType": "text/csv", "buffer": text.encode()}
    walk.page.locator("input[type=file]").set_input_files(file)


def batches(walk: Walk) -> list[int]:
    """The rows of every batch, as the page lists them."""
    walk.open("data")
    words = walk.words
    walk.page.get_by_test_id("stButtonGroup").first.get_by_text(
        words("Batches and undo"), exact=True
    ).click()
    none = walk.page.get_by_text(words("No batch has been imported yet."))
    table = walk.page.locator(".st-key-batches tbody tr")
    expect(none.or_(table.first).first).to_be_visible()
    walk.settled()
    cells = walk.page.locator(".st-key-batches tbody tr td:nth-child(5)")
    return [int("".join(filter(str.isdigit, cell))) for cell in cells.all_inner_texts()]
