"""Workflow 11: from an empty database to a seat without a candidate, and to a list on A4."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.contracts import contracts
from dashboard.wording import wording

pytestmark = pytest.mark.browser
PROVINCE = "03.271"
ELECTIONS = (
    "election_id;kind;is_by_election;polling_on;date_status;source\n"
    "communal.2027;communal;no;;expected;essai\n"
    "communal.2021;communal;no;08/09/2021;held;essai\n"
)
RESULTS = (
    "election_id;unit_code;valid_votes;party_votes;party_seats\n"
    "communal.2021;03.271.01.01;10000;2500;7\n"
)


class Walk:
    """A person over the pages of the elections, in one language."""

    def __init__(self, page: Page, app: str, language: str):
        self.page, self.app, self.words = page, app, wording(language)

    def go(self, name: str) -> None:
        self.page.goto(f"{self.app}/{name}?lang={self.words.language}&province={PROVINCE}")
        expect(self.page.locator(".jz-footer")).to_be_visible()
        self.settled()

    def settled(self) -> None:
        expect(self.page.locator("[data-test-script-state=running]")).to_have_count(0)

    def brings_in(self, table: str, text: str) -> None:
        self.go("data")
        title = contracts()[table].title[self.words.language]
        self.page.get_by_role("combobox", name=self.words("Table")).click()
        self.page.get_by_role("option", name=title, exact=True).click()
        expect(self.page.get_by_text(contracts()[table].about[self.words.language])).to_be_visible()
        self.settled()
        file = {"name": f"{table}.csv", "mimeType": "text/csv", "buffer": text.encode()}
        self.page.locator("input[type=file]").set_input_files(file)
        self.page.get_by_role("button", name=self.words("Import this file")).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()

    def enters(self, table: str, day: int, **texts: str) -> None:
        for number, part in enumerate((day, 11, 2026)):
            field = self.page.locator(f".st-key-new_{table}_counted_on")
            field.get_by_role("spinbutton").nth(number).click()
            self.page.keyboard.type(f"{part:02d}")
        self.page.keyboard.press("Escape")  # the calendar lies over what is below it
        for name, text in texts.items():
            self.page.locator(f".st-key-new_{table}_{name}").get_by_role("textbox").fill(text)
        self.page.get_by_role("button", name=self.words("Save")).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()
        self.settled()

    def reads(self, sentence: str) -> None:
        expect(self.page.locator(".jz-finding")).to_contain_text(sentence)


def over_the_pages(page: Page, app: str, language: str) -> None:
    walk = Walk(page, app, language)
    count = walk.words.count
    walk.brings_in("elections", ELECTIONS)
    walk.brings_in("results", RESULTS)

    walk.go("candidates")
    walk.enters("candidacies", 20, seats_covered="11", seats_reserved_women_covered="5")
    walk.reads(count("{n} unit is not reported.", "{n} units are not reported.", 9))

    walk.go("stations")
    walk.enters("polling_coverage", 20, stations="12", agents_assigned="13")
    expect(page.get_by_text(walk.words("Nothing was stored."))).to_be_visible()
    page.locator(".st-key-new_polling_coverage_agents_assigned").get_by_role("textbox").fill("9")
    page.get_by_role("button", name=walk.words("Save")).click()
    walk.reads(count("{n} station has nobody.", "{n} stations have nobody.", 3))
    page.locator(".st-key-stations_export_files button").click()
    with page.expect_download() as waited:
        page.get_by_role("button", name=walk.words("Printable list (A4)"), exact=True).click()
    printed = waited.value.path().read_text(encoding="utf-8")
    assert walk.words("Without a representative") in printed
    assert f'dir="{walk.words.direction}"' in printed

    walk.go("mandates")
    page.locator(".st-key-results_shown label").click()
    expect(page.locator(".st-key-results_map_communal .cm svg").first).to_be_visible()


@pytest.mark.soak
def test_from_nothing_to_a_list_of_missing_representatives_in_french(page, empty_app):
    over_the_pages(page, empty_app, "fr")


@pytest.mark.soak
def test_from_nothing_to_a_list_of_missing_representatives_in_arabic(page, empty_app):
    over_the_pages(page, empty_app, "ar")
