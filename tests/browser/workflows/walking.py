"""A person on the pages, in one language: opens, enters, saves and reads, as every walk does."""

from playwright.sync_api import Page, expect

from dashboard.contracts import contracts
from dashboard.wording import wording


class Walk:
    def __init__(self, page: Page, app: str, language: str, **query: str):
        self.page, self.app, self.words = page, app, wording(language)
        self.query = {"lang": language} | query

    def open(self, name: str, **query: str) -> None:
        asked = "&".join(f"{key}={value}" for key, value in (self.query | query).items())
        self.page.goto(f"{self.app}/{name}?{asked}")
        expect(self.page.locator(".jz-footer")).to_be_visible()
        self.settled()

    def settled(self) -> None:
        expect(self.page.locator("[data-test-script-state=running]")).to_have_count(0)

    def brings_in(self, table: str, text: str) -> None:
        """Import a file of a table, as a person does it on the page of the data."""
        self.open("data")
        held = contracts()[table]
        self.page.get_by_role("combobox", name=self.words("Table")).click()
        title = held.title[self.words.language]
        self.page.get_by_role("option", name=title, exact=True).click()
        expect(self.page.get_by_text(held.about[self.words.language])).to_be_visible()
        self.settled()
        file = {"name": f"{table}.csv", "mimeType": "text/csv", "buffer": text.encode()}
        self.page.locator("input[type=file]").set_input_files(file)
        self.page.get_by_role("button", name=self.words("Import this file")).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()

    def field(self, key: str):
        return self.page.locator(f".st-key-{key}")

    def begin(self, what: str, field: str | None = None) -> None:
        """Choose what is entered, and wait for a field of its form: the last form has its Save."""
        self.settled()
        wanted = self.page.get_by_role("radio", name=self.words(what), exact=True)
        if not wanted.is_checked():  # a second press takes the choice back
            wanted.click()
        if field:
            expect(self.page.locator(f".st-key-{field}")).to_be_visible()
        else:
            expect(self.page.get_by_role("button", name=self.words("Save"))).to_be_visible()
        self.settled()

    def label(self, table: str, column: str, code: str) -> str:
        return contracts()[table].by_name[column].by_code[code].labels[self.words.language]

    def choose(self, key: str, option: str, *, exact: bool = True) -> None:
        field = self.field(key).get_by_role("combobox")
        field.click()
        field.fill(option)
        self.page.get_by_role("option", name=option, exact=exact).first.click()

    def pick(self, table: str, column: str, code: str) -> None:
        """Choose a value of a list in the form of a new row."""
        self.choose(f"new_{table}_{column}", self.label(table, column, code))

    def write(self, key: str, text: str) -> None:
        self.field(key).get_by_role("textbox").fill(text)

    def date(self, key: str, day: int, month: int, year: int = 2026) -> None:
        field = self.field(key)
        for number, part in enumerate((day, month, year)):
            field.get_by_role("spinbutton").nth(number).click()
            self.page.keyboard.type(f"{part:02d}")
        self.page.keyboard.press("Escape")  # the calendar lies over what is below it

    def save(self) -> None:
        self.page.get_by_role("button", name=self.words("Save"), exact=True).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()
        self.settled()

    def reads(self, text: str, within: str = ".jz-finding") -> None:
        expect(self.page.locator(within)).to_contain_text(text)
