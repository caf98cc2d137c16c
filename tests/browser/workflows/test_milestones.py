"""Workflows 6, 7, 17 and 18: from an empty database to a task done and an agenda taken away."""

import io

import pypdf
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from dashboard.contracts import contracts
from dashboard.wording import wording

pytestmark = pytest.mark.browser

MILESTONES = (
    "milestone_id;kind;territory;cycle;number;title;date_status;announced_on;members_expected\n"
    "milestones.03.2027.1.01;leadership_meeting;03;2027.1;1;Session;unknown;01/11/2026;80\n"
)
TASKS = (
    "milestone_id;territory;number;summary;owner_function;days_before\n"
    "milestones.03.2027.1.01;03.131;1;Liste des participants;provincial_secretary;30\n"
)


def opened(page: Page, app: str, path: str, **query: str) -> Page:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{app}/{path}?{asked}")
    expect(page.locator(".jz-footer")).to_be_visible()
    return page


def imported(page: Page, app: str, words, table: str, text: str) -> None:
    """Import a file of a table, as a person does it on the page of the data."""
    opened(page, app, "data", lang=words.language)
    title = contracts()[table].title[words.language]
    page.get_by_role("combobox", name=words("Table")).click()
    page.get_by_role("option", name=title, exact=True).click()
    expect(page.get_by_text(contracts()[table].about[words.language])).to_be_visible()
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)
    file = {"name": f"{table}.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=words("Import this file")).click()
    expect(page.get_by_test_id("stAlert").first).to_be_visible()


def taken(page: Page, label: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("button", name=label, exact=True).click()
    return waited.value.path().read_bytes()


def walk(page: Page, app: str, language: str) -> None:
    words = wording(language)
    opened(page, app, "milestones", lang=language)
    empty = "This database is empty: no figure is shown, because none is known."
    expect(page.locator(".jz-finding")).to_have_text(words(empty))
    imported(page, app, words, "milestones", MILESTONES)
    opened(page, app, "milestones", lang=language)
    expect(page.get_by_text(words("no date yet")).first).to_be_visible()
    imported(page, app, words, "milestone_tasks", TASKS)
    opened(page, app, "milestones", lang=language)
    _date_and_task(page, words)
    opened(page, app, "next_meeting", lang=language, province="03.131")
    pdf = pypdf.PdfReader(io.BytesIO(taken(page, words("Download PDF"))))
    assert len(pdf.pages) >= 1
    written = Document(io.BytesIO(taken(page, words("Download DOCX"))))
    assert "Session" in written.tables[0].rows[1].cells[0].text
    opened(page, app, "briefing", lang=language, province="03.131")
    expect(page.locator(".jz-sentences li").first).to_be_visible()


def _date_and_task(page: Page, words) -> None:
    """Give the milestone its day: 10 December; the task, 30 days before, is then late."""
    table = page.locator(".st-key-milestone_tasks tbody tr")
    expect(table).to_contain_text(words("waits for the date"))
    entering(page, words("A day, or what became of it"))
    day = page.locator(".st-key-changed_milestones_happens_on")
    day.get_by_role("spinbutton").first.click()
    page.keyboard.type("10122026")
    page.get_by_role("button", name=words("Save"), exact=True).click()
    expect(table).to_contain_text(words("late"))
    entering(page, words("A task that is done"))
    day = page.locator(".st-key-changed_milestone_tasks_done_on")
    day.get_by_role("spinbutton").first.click()
    page.keyboard.type("23112026")
    page.get_by_role("button", name=words("Save"), exact=True).click()
    expect(table).to_contain_text(words("done"))


def entering(page: Page, what: str) -> None:
    """Choose what is entered, once the page stands still."""
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)
    page.locator(".st-key-enter_what").get_by_text(what, exact=True).click()
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)


@pytest.mark.soak
def test_from_empty_to_answered_in_french(new_page, empty_app):
    walk(new_page(), empty_app, "fr")


@pytest.mark.soak
def test_from_empty_to_answered_in_arabic(new_page, empty_app):
    walk(new_page(), empty_app, "ar")
