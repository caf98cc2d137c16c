"""Workflows 3 and 4: from an empty database to a paper discussed, a decision taken and done."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.contracts import contracts
from dashboard.wording import wording

pytestmark = pytest.mark.browser
TAZA = "03.561"
MEETINGS = (
    "kind;body_kind;body_unit_code;status;held_on\n"
    f"ordinary;provincial_secretariat;{TAZA};held;01/10/2026\n"
)


class Walk:
    """A person who follows a paper down, in one language."""

    def __init__(self, page: Page, app: str, language: str):
        self.page, self.app, self.words = page, app, wording(language)

    def open(self, name: str):
        self.page.goto(f"{self.app}/{name}?lang={self.words.language}&province={TAZA}")
        expect(self.page.locator(".jz-footer")).to_be_visible()

    def settled(self):
        expect(self.page.locator("[data-test-script-state=running]")).to_have_count(0)

    def bring_meetings(self):
        self.open("data")
        held = contracts()["meetings"]
        self.page.get_by_role("combobox", name=self.words("Table")).click()
        title = held.title[self.words.language]
        self.page.get_by_role("option", name=title, exact=True).click()
        expect(self.page.get_by_text(held.about[self.words.language])).to_be_visible()
        self.settled()
        file = {"name": "meetings.csv", "mimeType": "text/csv", "buffer": MEETINGS.encode()}
        self.page.locator("input[type=file]").set_input_files(file)
        self.page.get_by_role("button", name=self.words("Import this file")).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()
        self.open("decisions")

    def begin(self, what: str, field: str):
        """Choose what is entered, and wait for a field of its form: the last form has its Save."""
        self.settled()
        wanted = self.page.get_by_role("radio", name=self.words(what), exact=True)
        if not wanted.is_checked():  # a second press takes the choice back
            wanted.click()
        expect(self.page.locator(f".st-key-{field}")).to_be_visible()
        self.settled()
        expect(self.page.get_by_test_id("stAlert")).to_have_count(0)

    def choose(self, key: str, chosen: str):
        field = self.page.locator(f".st-key-{key}").get_by_role("combobox")
        field.click()
        field.fill(chosen)
        self.page.get_by_role("option", name=chosen).first.click()

    def pick(self, table: str, column: str, code: str):
        one = contracts()[table].by_name[column].by_code[code]
        self.choose(f"new_{table}_{column}", one.labels[self.words.language])

    def write(self, table: str, column: str, text: str):
        label = contracts()[table].by_name[column].labels[self.words.language]
        self.page.get_by_role("textbox", name=label, exact=True).fill(text)

    def date(self, form: str, column: str, digits: str):
        field = self.page.locator(f".st-key-{form}_{column}")
        field.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Escape")  # the calendar lies over what is below it

    def save(self):
        self.page.get_by_role("button", name=self.words("Save"), exact=True).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()
        self.settled()

    def reads(self, text: str, within: str = ".jz-finding"):
        expect(self.page.locator(within)).to_contain_text(text)


def down_and_done(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, language)
    walk.open("decisions")
    walk.reads(walk.words("This database is empty: no figure is shown, because none is known."))
    walk.bring_meetings()
    walk.begin("A communiqué or directive", "new_directives_title")
    walk.pick("directives", "kind", "communique")
    walk.date("new_directives", "issued_on", "20092026")
    walk.pick("directives", "body", "political_bureau")
    walk.write("directives", "title", "Préparation")
    walk.save()
    walk.reads(walk.words("not reported"), ".st-key-cascade tbody tr:nth-child(1)")
    walk.begin("A paper that was discussed", "entry_meeting")
    walk.save()
    walk.reads(walk.words("discussed"), ".st-key-cascade tbody tr:nth-child(2)")
    walk.begin("A new decision", "new_decisions_theme")
    walk.choose("entry_paper_False", "Préparation")
    walk.settled()
    walk.pick("decisions", "theme", "membership")
    walk.write("decisions", "summary", "Ouvrir la campagne")
    walk.pick("decisions", "owner_function", "provincial_secretary")
    walk.date("new_decisions", "due_on", "01092026")
    walk.save()  # due before it was decided
    expect(page.get_by_text(walk.words("Nothing was stored."))).to_be_visible()
    walk.date("new_decisions", "due_on", "01112026")
    walk.save()
    walk.reads(walk.words.count("{n} is overdue.", "{n} are overdue.", 1))
    walk.reads(walk.words("decided on"), ".st-key-cascade tbody tr:nth-child(2)")
    walk.begin("A decision that is done", "changed_decisions_done_on")
    walk.date("changed_decisions", "done_on", "20112026")
    walk.save()
    walk.reads(walk.words("No decision that is stored waits to be done here."))


def test_a_paper_comes_down_and_its_decision_is_done_in_arabic(page, empty_app):
    down_and_done(page, empty_app, "ar")


@pytest.mark.soak
def test_a_paper_comes_down_and_its_decision_is_done_in_french(page, empty_app):
    down_and_done(page, empty_app, "fr")
