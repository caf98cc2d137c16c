"""Workflows 6, 7, 17 and 18: from an empty database to a task done and an agenda taken away."""

import io

import pypdf
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.workflows.walking import Walk

pytestmark = pytest.mark.browser

MILESTONES = (
    "milestone_id;kind;territory;cycle;number;title;date_status;announced_on;members_expected\n"
    "milestones.03.2027.1.01;leadership_meeting;03;2027.1;1;Session;unknown;01/11/2026;80\n"
)
TASKS = (
    "milestone_id;territory;number;summary;owner_function;days_before\n"
    "milestones.03.2027.1.01;03.131;1;Liste des participants;provincial_secretary;30\n"
)


def taken(page: Page, label: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("button", name=label, exact=True).click()
    return waited.value.path().read_bytes()


def over_the_pages(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, language)
    words = walk.words
    walk.open("milestones")
    empty = "This database is empty: no figure is shown, because none is known."
    expect(page.locator(".jz-finding")).to_have_text(words(empty))
    walk.brings_in("milestones", MILESTONES)
    walk.open("milestones")
    expect(page.get_by_text(words("no date yet")).first).to_be_visible()
    walk.brings_in("milestone_tasks", TASKS)
    walk.open("milestones")
    _date_and_task(walk)
    walk.open("next_meeting", province="03.131")
    pdf = pypdf.PdfReader(io.BytesIO(taken(page, words("Download PDF"))))
    assert len(pdf.pages) >= 1
    written = Document(io.BytesIO(taken(page, words("Download DOCX"))))
    assert "Session" in written.tables[0].rows[1].cells[0].text
    walk.open("briefing", province="03.131")
    expect(page.locator(".jz-sentences li").first).to_be_visible()


def _date_and_task(walk: Walk) -> None:
    """Give the milestone its day: 10 December; the task, 30 days before, is then late."""
    table, words = walk.page.locator(".st-key-milestone_tasks tbody tr"), walk.words
    expect(table).to_contain_text(words("waits for the date"))
    walk.begin("A day, or what became of it")
    walk.date("changed_milestones_happens_on", 10, 12)
    walk.save()
    expect(table).to_contain_text(words("late"))
    walk.begin("A task that is done")
    walk.date("changed_milestone_tasks_done_on", 23, 11)
    walk.save()
    expect(table).to_contain_text(words("done"))


@pytest.mark.soak
def test_from_empty_to_answered_in_french(new_page, empty_app):
    over_the_pages(new_page(), empty_app, "fr")


@pytest.mark.soak
def test_from_empty_to_answered_in_arabic(new_page, empty_app):
    over_the_pages(new_page(), empty_app, "ar")
