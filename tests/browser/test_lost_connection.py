"""A server that stops under an open page: the page stays, says so, and goes on when it is back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.contracts import contracts
from dashboard.wording import wording
from tests.browser.places import stands
from tests.browser.workflows.walking import Walk

pytestmark = pytest.mark.browser


# Streamlit's own dialog, in English, comes some seconds after the loss: it is to come and to go.
WATCH = """() => {
  const seen = new MutationObserver(() => {
    if (document.querySelector('[data-testid=stDialog]')) window.hadDialog = true;
  });
  seen.observe(document.body, { subtree: true, childList: true });
}"""


def test_the_last_page_stays_and_says_that_the_server_is_gone(lone_server, new_page):
    _ = wording("ar")
    page = new_page(watched=False)  # a browser logs every call that nobody answers
    said = page.get_by_role("status").get_by_text(_(
        "The server does not answer. You are reading the last page that came; what you typed "
        "stays. The page goes on by itself when the connection is back."
    ))  # fmt: skip
    with lone_server as url:
        page.goto(f"{url}/coverage?lang=ar&province=03.061")
        expect(page.locator(".jz-footer")).to_be_visible()
        stands(page)
        expect(said).to_have_count(0)
        before = page.locator(".jz-finding").first.inner_text()
        page.evaluate(WATCH)
    expect(said).to_be_visible()
    page.wait_for_function("window.hadDialog", timeout=60_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".jz-finding").first).to_have_text(before)
    page.get_by_role("searchbox").first.fill("عين")  # a table is searched in the browser alone
    expect(page.locator(".tb tbody tr").first).to_contain_text("عين")
    with lone_server:
        expect(said).to_have_count(0)
        page.get_by_role("link", name="Français").click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator(".jz-finding").first).not_to_have_text(before)


@pytest.mark.soak
def test_a_file_that_went_with_the_server_is_told_and_can_be_given_again(lone_server, new_page):
    walk = Walk(new_page(watched=False), "", "fr")
    page, words = walk.page, walk.words
    file = {
        "name": "membership.csv",
        "mimeType": "text/csv",
        "buffer": b"territory_code;period;members\n03.061.01.01;2026-10;500\n",
    }
    lost = page.get_by_text(words(
        "The server that held this file stopped. If it was being imported, all of it is there or "
        "nothing. Take it away here and give it again: a file that is there is not taken twice."
    ))  # fmt: skip
    offered = page.get_by_role("button", name=words("Import this file"))
    with lone_server as walk.app:
        walk.open("data")
        walk.choose("import_table", contracts()["membership"].title["fr"])
        walk.settled()
        page.locator("input[type=file]").set_input_files(file)
        expect(offered).to_be_visible()
        expect(lost).to_have_count(0)
    with lone_server:
        offered.click()  # of the page that the server before had drawn: it imports nothing
        expect(lost).to_be_visible()
        expect(offered).to_have_count(0)
        page.get_by_test_id("stFileUploader").get_by_role("button", name="membership").click()
        expect(lost).to_have_count(0)
        page.locator("input[type=file]").set_input_files(file)
        expect(offered).to_be_visible()
