"""Workflow 4: a communiqué is pasted, looked at, accepted as one batch, and followed up."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.paths import ROOT
from dashboard.wording import wording

pytestmark = pytest.mark.browser
TEXTS = ROOT / "tests" / "communiques" / "development"
GIVEN = {"ar": ("taza_provincial", "03.561", "البوزكري"),
         "fr": ("sefrou_provincial", "03.451", "Zerktouli")}  # fmt: skip


def settled(page: Page) -> None:
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)


def from_paste_to_follow_up(page: Page, app: str, language: str) -> None:
    _ = wording(language)
    name, province, person = GIVEN[language]
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    page.goto(f"{app}/communique?lang={language}")
    expect(page.locator(".jz-footer")).to_be_visible()
    page.get_by_role("textbox", name=_("Text of the communiqué, in Arabic or French")).fill(text)
    page.get_by_role("button", name=_("Read it")).click()
    expect(page.locator(".jz-quote mark").first).to_be_visible()
    settled(page)
    expect(page.get_by_text(person)).to_have_count(0)  # the name is left out, everywhere

    page.get_by_role("button", name=_("Save what is ticked")).click()
    expect(page.get_by_test_id("stAlert")).to_be_visible()  # nothing is ticked
    settled(page)
    for label in ("Accept the meeting", "Accept constraint {n}", "Accept milestone {n}"):
        box = page.get_by_role("checkbox", name=_(label, n=1), exact=True)
        box.locator("xpath=ancestor::label").click()
        expect(box).to_be_checked()
    page.get_by_role("button", name=_("Save what is ticked")).click()
    follow = page.locator(".st-key-communique_next")
    expect(follow).to_be_visible()
    settled(page)

    page.goto(f"{app}/constraints?lang={language}&province={province}")
    one = _.count("{n} constraint is open.", "{n} constraints are open.", 1)
    expect(page.locator(".jz-finding")).to_contain_text(one)
    page.goto(f"{app}/milestones?lang={language}")
    expect(page.locator(".jz-finding")).to_be_visible()
    expect(page.get_by_text(person)).to_have_count(0)


def test_a_communique_goes_from_paste_to_follow_up_in_arabic(page, empty_app):
    from_paste_to_follow_up(page, empty_app, "ar")


@pytest.mark.soak
def test_a_communique_goes_from_paste_to_follow_up_in_french(page, empty_app):
    from_paste_to_follow_up(page, empty_app, "fr")
