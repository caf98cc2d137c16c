"""Workflows 11, 13 to 16: one return on a phone, and who is covered, planned, met and ready."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.intake.monthly.layout import secretariat_labels
from tests.browser.workflows.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.soak]
PROVINCE, FIRST = "03.271", "03.271.01.01"  # Ifrane, its first commune by code


class Official(Walk):
    """An official of a province on a phone."""

    def says(self, one: str, many: str, n: int) -> None:
        """Look for the part of a counted sentence that says how many."""
        said = self.words.count(one, many, n, own=1, all=10, other=0, unknown=8, day="")
        start = re.split("[،,;.؛]", said)[0].strip()
        expect(self.page.locator(".jz-finding").first).to_contain_text(start)

    def answers(self, unit: str, state: str, day: str, **days: str) -> None:
        """Fill in one commune, and confirm it."""
        begins = f".st-key-return_{PROVINCE}_2026-10_{unit}_".replace(".st", "|st")
        begins = begins.replace(".", "-").replace("|st", ".st")
        chosen = secretariat_labels(self.words.language)[state]
        field = self.page.locator(f"{begins}secretariat").get_by_role("combobox")
        expect(field).to_be_enabled()
        self.settled()
        field.click()
        field.fill(chosen)
        self.page.get_by_role("option", name=chosen, exact=True).click()
        for column, text in {"date": day, **days}.items():
            self.page.locator(f"{begins}{column}").get_by_role("spinbutton").first.click()
            self.page.keyboard.type(text)
            self.page.keyboard.press("Escape")
        self.page.get_by_role("button", name=self.words("Confirm"), exact=True).click()
        self.settled()

    def sends(self) -> None:
        """Send a return of two communes: one founded that has met, one planned."""
        self.open("data")
        self.page.get_by_role("radio", name=self.words("Monthly return"), exact=True).click()
        self.answers(FIRST, "founded", "15092026", meeting_on="20102026")
        self.answers("03.271.01.03", "planned", "10012027")
        self.page.get_by_text(self.words("Look at the whole and send it"), exact=True).click()
        self.page.get_by_role("button", name=self.words("Import this return")).click()
        expect(self.page.get_by_test_id("stAlert").first).to_be_visible()


def walk(page: Page, app: str, language: str) -> None:
    one = Official(page, app, language, province=PROVINCE)
    one.open("coverage")
    empty = one.words("This database is empty: no figure is shown, because none is known.")
    expect(page.locator(".jz-finding")).to_have_text(empty)
    one.sends()
    one.open("coverage")
    one.says("{n} commune has no local body; {own} of {all} have their own secretariat, {other} "
              "are covered by another body, {unknown} are unknown.",
              "{n} communes have no local body; {own} of {all} have their own secretariat, {other} "
              "are covered by another body, {unknown} are unknown.", 1)  # fmt: skip
    one.open("agenda")
    one.says("{n} founding or renewal is late.", "{n} foundings and renewals are late.", 0)
    expect(page.locator(".jz-finding").first).to_contain_text("10")
    for profile in ("", "communal"):
        one.open("commune", commune=FIRST, **({"profile": profile} if profile else {}))
        expect(page.locator(".jz-fall").first).to_contain_text(re.compile(r"\+\d"))


def test_one_return_answers_coverage_agenda_and_readiness_in_arabic(new_page, empty_app):
    walk(new_page(390, 800), empty_app, "ar")


@pytest.mark.soak
def test_one_return_answers_coverage_agenda_and_readiness_in_french(new_page, empty_app):
    walk(new_page(390, 800), empty_app, "fr")
