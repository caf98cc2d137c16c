"""Workflows 5, 8, 9, 10 and 12: from an empty database to an answer, by the short forms alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workflows.walking import Walk

pytestmark = pytest.mark.browser
PROVINCE = "03.231"
LINE = "Aucun local pour se réunir"


class Register(Walk):
    """A person on one of the two pages."""

    def __init__(self, page: Page, app: str, name: str, language: str):
        super().__init__(page, app, language, province=PROVINCE)
        self.open(name)

    def saved(self) -> None:
        self.save()
        said = self.words("Saved in batch {number}. It can be undone in the list of batches.",
                          number=7)  # fmt: skip
        start = said.split("7")[0].split("\u2068")[0].strip()
        expect(self.page.get_by_test_id("stAlert").first).to_contain_text(start)


def constraint(page: Page, app: str, language: str) -> None:
    walk = Register(page, app, "constraints", language)
    table, form = "constraint_reports", "new_constraint_reports"
    walk.begin("A new constraint")
    walk.date(f"{form}_raised_on", 1, 9)
    walk.pick(table, "category", "organisation")
    walk.write(f"{form}_summary", LINE)
    walk.pick(table, "answer_level", "province")
    walk.saved()
    one = walk.words.count("{n} constraint is open.", "{n} constraints are open.", 1)
    walk.reads(one)
    walk.begin("A constraint that was lifted")
    walk.date("changed_constraint_reports_closed_on", 1, 8)
    walk.save()  # before it was raised
    expect(page.get_by_text(walk.words("Nothing was stored."))).to_be_visible()
    walk.reads(one)
    walk.date("changed_constraint_reports_closed_on", 20, 11)
    walk.saved()
    walk.reads(walk.words("No constraint that was reported is open here."))


def diagnosis(page: Page, app: str, language: str) -> None:
    walk = Register(page, app, "constraints", language)
    walk.begin("A finding of the diagnosis")
    walk.date("new_diagnoses_noted_on", 1, 9)
    walk.pick("diagnoses", "level", "regional")
    walk.pick("diagnoses", "theme", "training")
    walk.pick("diagnoses", "kind", "weakness")
    walk.write("new_diagnoses_summary", LINE)
    walk.saved()
    expect(page.get_by_text(walk.words("Put it on the agenda of the next meeting"))).to_be_visible()


def liaison(page: Page, app: str, language: str) -> None:
    walk = Register(page, app, "channels", language)
    walk.begin("A sector of the list")
    for name, text in (("name_ar", "الصحة"), ("name_fr", "Santé")):
        walk.write(f"new_sectors_{name}", text)
    walk.write("new_sectors_sector_code", "health")
    walk.date("new_sectors_valid_from", 1, 1)
    walk.saved()
    walk.begin("A request")
    walk.pick("liaison_requests", "sector_code", "health")
    walk.date("new_liaison_requests_opened_on", 1, 9)
    walk.pick("liaison_requests", "channel", "letter")
    walk.write("new_liaison_requests_summary", LINE)
    walk.saved()
    waits = ("{n} request waits for its answer.", "{n} requests wait for their answer.")
    walk.reads(walk.words.count(*waits, 1))
    walk.begin("An answer of a sector")
    walk.date("changed_liaison_requests_answered_on", 1, 10)
    walk.saved()
    walk.reads(walk.words.count(*waits, 0))
    expect(page.locator(".jz-grid tbody tr")).to_have_count(1)


def advocacy(page: Page, app: str, language: str) -> None:
    walk = Register(page, app, "channels", language)
    walk.begin("A need")
    walk.pick("advocacy_items", "sector_code", "health")
    walk.date("new_advocacy_items_need_on", 1, 9)
    walk.write("new_advocacy_items_summary", LINE)
    walk.saved()
    for column, day in (("mp_on", 5), ("ministry_on", 9), ("answered_on", 20), ("fed_back_on", 25)):
        walk.begin("The next step of a need")
        walk.date(f"changed_advocacy_items_{column}", day, 9)
        walk.saved()
    expect(page.locator(".jz-figures .key").last).to_contain_text("5")  # 20 to 25 September


@pytest.mark.soak
def test_a_constraint_goes_from_empty_to_lifted_in_arabic(page, empty_app):
    constraint(page, empty_app, "ar")


@pytest.mark.soak
@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("walk", [constraint, diagnosis, liaison, advocacy])
def test_every_register_goes_from_empty_to_answered(new_page, empty_app, walk, language):
    walk(new_page(), empty_app, language)
