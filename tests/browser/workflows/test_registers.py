"""Workflows 5, 8, 9, 10 and 12: from an empty database to an answer, by the short forms alone."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.contracts import contracts
from dashboard.wording import wording

pytestmark = pytest.mark.browser
PROVINCE = "03.231"
LINE = "Aucun local pour se réunir"


class Walk:
    """A person on one of the two pages, in one language."""

    def __init__(self, page: Page, app: str, name: str, language: str):
        self.page, self.words = page, wording(language)
        page.goto(f"{app}/{name}?lang={language}&province={PROVINCE}")
        expect(page.locator(".jz-footer")).to_be_visible()

    def settled(self):
        expect(self.page.locator("[data-test-script-state=running]")).to_have_count(0)

    def begin(self, what):
        wanted = self.page.get_by_role("radio", name=self.words(what), exact=True)
        if not wanted.is_checked():  # a second press takes the choice back
            wanted.click()
        expect(self.page.get_by_role("button", name=self.words("Save"))).to_be_visible()
        self.settled()

    def choose(self, table, column, code):
        known = contracts()[table].by_name[column]
        field = self.page.locator(f".st-key-new_{table}_{column}").get_by_role("combobox")
        field.click()
        chosen = known.by_code[code].labels[self.words.language]
        field.fill(chosen)
        self.page.get_by_role("option", name=chosen, exact=True).click()

    def write(self, table, column, text):
        label = contracts()[table].by_name[column].labels[self.words.language]
        self.page.get_by_role("textbox", name=label).fill(text)

    def date(self, form, column, day, month, year=2026):
        field = self.page.locator(f".st-key-{form}_{column}")
        for number, part in enumerate((day, month, year)):
            field.get_by_role("spinbutton").nth(number).click()
            self.page.keyboard.type(f"{part:02d}")
        self.page.keyboard.press("Escape")  # the calendar lies over what is below it

    def save(self):
        self.page.get_by_role("button", name=self.words("Save")).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()
        self.settled()

    def saved(self):
        self.save()
        said = self.words("Saved in batch {number}. It can be undone in the list of batches.",
                          number=7)  # fmt: skip
        start = said.split("7")[0].split("\u2068")[0].strip()
        expect(self.page.get_by_test_id("stAlert").first).to_contain_text(start)

    def reads(self, sentence):
        expect(self.page.locator(".jz-finding")).to_contain_text(sentence)


def constraint(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, "constraints", language)
    table, form = "constraint_reports", "new_constraint_reports"
    walk.begin("A new constraint")
    walk.date(form, "raised_on", 1, 9)
    walk.choose(table, "category", "organisation")
    walk.write(table, "summary", LINE)
    walk.choose(table, "answer_level", "province")
    walk.saved()
    one = walk.words.count("{n} constraint is open.", "{n} constraints are open.", 1)
    walk.reads(one)
    walk.begin("A constraint that was lifted")
    walk.date("changed_constraint_reports", "closed_on", 1, 8)
    walk.save()  # before it was raised
    expect(page.get_by_text(walk.words("Nothing was stored."))).to_be_visible()
    walk.reads(one)
    walk.date("changed_constraint_reports", "closed_on", 20, 11)
    walk.saved()
    walk.reads(walk.words("No constraint that was reported is open here."))


def diagnosis(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, "constraints", language)
    walk.begin("A finding of the diagnosis")
    walk.date("new_diagnoses", "noted_on", 1, 9)
    walk.choose("diagnoses", "level", "regional")
    walk.choose("diagnoses", "theme", "training")
    walk.choose("diagnoses", "kind", "weakness")
    walk.write("diagnoses", "summary", LINE)
    walk.saved()
    expect(page.get_by_text(walk.words("Put it on the agenda of the next meeting"))).to_be_visible()


def liaison(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, "channels", language)
    walk.begin("A sector of the list")
    for name, text in (("name_ar", "الصحة"), ("name_fr", "Santé")):
        walk.write("sectors", name, text)
    walk.write("sectors", "sector_code", "health")
    walk.date("new_sectors", "valid_from", 1, 1)
    walk.saved()
    walk.begin("A request")
    walk.choose("liaison_requests", "sector_code", "health")
    walk.date("new_liaison_requests", "opened_on", 1, 9)
    walk.choose("liaison_requests", "channel", "letter")
    walk.write("liaison_requests", "summary", LINE)
    walk.saved()
    waits = ("{n} request waits for its answer.", "{n} requests wait for their answer.")
    walk.reads(walk.words.count(*waits, 1))
    walk.begin("An answer of a sector")
    walk.date("changed_liaison_requests", "answered_on", 1, 10)
    walk.saved()
    walk.reads(walk.words.count(*waits, 0))
    expect(page.locator(".jz-grid tbody tr")).to_have_count(1)


def advocacy(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, "channels", language)
    walk.begin("A need")
    walk.choose("advocacy_items", "sector_code", "health")
    walk.date("new_advocacy_items", "need_on", 1, 9)
    walk.write("advocacy_items", "summary", LINE)
    walk.saved()
    for column, day in (("mp_on", 5), ("ministry_on", 9), ("answered_on", 20), ("fed_back_on", 25)):
        walk.begin("The next step of a need")
        walk.date("changed_advocacy_items", column, day, 9)
        walk.saved()
    expect(page.locator(".jz-figures .key").last).to_contain_text("5")  # 20 to 25 September


def test_a_constraint_goes_from_empty_to_lifted_in_arabic(page, empty_app):
    constraint(page, empty_app, "ar")


@pytest.mark.soak
@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("walk", [constraint, diagnosis, liaison, advocacy])
def test_every_register_goes_from_empty_to_answered(new_page, empty_app, walk, language):
    walk(new_page(), empty_app, language)
