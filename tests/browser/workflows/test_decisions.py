"""Workflows 3 and 4: from an empty database to a paper discussed, a decision taken and done."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workflows.walking import Walk

pytestmark = pytest.mark.browser
TAZA = "03.561"
MEETINGS = (
    "kind;body_kind;body_unit_code;status;held_on\n"
    f"ordinary;provincial_secretariat;{TAZA};held;01/10/2026\n"
)


def down_and_done(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, language, province=TAZA)
    walk.open("decisions")
    walk.reads(walk.words("This database is empty: no figure is shown, because none is known."))
    walk.brings_in("meetings", MEETINGS)
    walk.open("decisions")
    walk.begin("A communiqué or directive", "new_directives_title")
    walk.pick("directives", "kind", "communique")
    walk.date("new_directives_issued_on", 20, 9)
    walk.pick("directives", "body", "political_bureau")
    walk.write("new_directives_title", "Préparation")
    walk.save()
    walk.reads(walk.words("not reported"), ".st-key-cascade tbody tr:nth-child(1)")
    walk.begin("A paper that was discussed", "entry_meeting")
    walk.save()
    walk.reads(walk.words("discussed"), ".st-key-cascade tbody tr:nth-child(2)")
    walk.begin("A new decision", "new_decisions_theme")
    walk.choose("entry_paper_False", "Préparation", exact=False)
    walk.settled()
    walk.pick("decisions", "theme", "membership")
    walk.write("new_decisions_summary", "Ouvrir la campagne")
    walk.pick("decisions", "owner_function", "provincial_secretary")
    walk.date("new_decisions_due_on", 1, 9)
    walk.save()  # due before it was decided
    expect(page.get_by_text(walk.words("Nothing was stored."))).to_be_visible()
    walk.date("new_decisions_due_on", 1, 11)
    walk.save()
    walk.reads(walk.words.count("{n} is overdue.", "{n} are overdue.", 1))
    walk.reads(walk.words("decided on"), ".st-key-cascade tbody tr:nth-child(2)")
    walk.begin("A decision that is done", "changed_decisions_done_on")
    walk.date("changed_decisions_done_on", 20, 11)
    walk.save()
    walk.reads(walk.words("No decision that is stored waits to be done here."))


@pytest.mark.soak
def test_a_paper_comes_down_and_its_decision_is_done_in_arabic(page, empty_app):
    down_and_done(page, empty_app, "ar")


@pytest.mark.soak
def test_a_paper_comes_down_and_its_decision_is_done_in_french(page, empty_app):
    down_and_done(page, empty_app, "fr")
