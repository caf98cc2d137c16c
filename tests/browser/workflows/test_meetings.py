"""Workflows 1, 2 and 13: from an empty database to who meets, at what pace, and what is owed."""

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.workflows.walking import Walk

pytestmark = pytest.mark.browser
PROVINCE, TODAY = "03.561", dt.date(2026, 11, 23)
MOST_TOUCHES = 20
LINES = ("Dresser la liste des communes", "Fixer la date des assemblées", "Relancer les relevés")


class Person(Walk):
    """Somebody on the page of meetings, who counts the fields and buttons that are touched."""

    def __init__(self, page: Page, app: str, language: str):
        super().__init__(page, app, language, province=PROVINCE)
        self.touched: list[str] = []
        self.open("meetings")

    def field(self, key: str) -> Locator:
        """Return a field to act on; every one that is asked for counts as touched."""
        self.touched.append(key)
        return super().field(key)

    def begin(self, what: str, field: str | None = None) -> None:
        self.touched.append("enter_what")
        super().begin(what, field)

    def save(self) -> None:
        self.touched.append("save")
        super().save()

    def cell(self, table: str, text: str) -> None:
        expect(self.page.locator(f".st-key-{table} tbody tr")).to_contain_text(text)


def held_with_three_decisions(person: Person) -> None:
    """Enter a meeting held on 12 November with its attendance and three decisions."""
    person.begin("A meeting held, and its decisions")
    person.date("new_meetings_held_on", 12, 11)
    person.write("new_meetings_attendees_total", "24")
    person.write("new_meetings_attendees_women", "9")
    for n, line in enumerate(LINES, 1):
        person.write(f"new_meetings_{n}_summary", line)
        person.choose(f"new_meetings_{n}_theme", person.label("decisions", "theme", "training"))
        owner = person.label("decisions", "owner_function", "provincial_secretary")
        person.choose(f"new_meetings_{n}_owner_function", owner)
        person.date(f"new_meetings_{n}_due_on", 15, 12)
    person.save()


def walk(page: Page, app: str, language: str) -> None:
    person = Person(page, app, language)
    words = person.words
    empty = "This database is empty: no figure is shown, because none is known."
    expect(page.locator(".jz-finding")).to_have_text(words(empty))

    held_with_three_decisions(person)
    assert len(person.touched) <= MOST_TOUCHES, person.touched
    assert len(set(person.touched)) == len(person.touched)  # each counted once
    one = ("{n} meeting was held in the 90 days up to {day}.",
           "{n} meetings were held in the 90 days up to {day}.")  # fmt: skip
    expect(page.locator(".jz-finding")).to_contain_text(words.count(*one, 1, day=TODAY))
    person.cell("meetings", words("File its minutes by {day}", day=dt.date(2026, 11, 27)))
    person.cell("meetings_pace", words("unknown: no pace decided"))
    expect(page.locator(".jz-nine .jz-figure")).to_have_count(9)

    person.begin("Minutes that were filed")
    person.date("changed_meetings_minutes_filed_on", 11, 11)
    person.save()  # before it was held
    expect(page.get_by_text(words("Nothing was stored."))).to_be_visible()
    person.date("changed_meetings_minutes_filed_on", 20, 11)
    person.save()
    person.cell("meetings", words("Nothing is due"))


def test_from_empty_to_answered_in_french(new_page, empty_app):
    walk(new_page(), empty_app, "fr")


@pytest.mark.soak
def test_from_empty_to_answered_in_arabic(new_page, empty_app):
    walk(new_page(), empty_app, "ar")
