"""A page without a mouse: past the header, through lists, map and table, and always seen where."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dashboard.figures.tokens import colour
from tests.browser.places import opened, stands

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

# What has the focus, through shadow roots: its role, its words, and whether a mark shows it.
FOCUSED = """link => {
  let one = document.activeElement;
  while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const look = getComputedStyle(one), drawn = one.getRootNode().querySelector?.('.marks .focus');
  const ringed = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
    && look.outlineColor === link;
  return { role: one.getAttribute('role') ?? one.type ?? one.tagName, name: one.tagName,
    seen: ringed || (one.tagName === 'path' && !!drawn.getAttribute('d')) };
}"""
STOPS = 120


def rgb(name: str, theme: str) -> str:
    value = colour(name, theme)
    return f"rgb({', '.join(str(int(value[at : at + 2], 16)) for at in (1, 3, 5))})"


def focused(page: Page, theme: str) -> dict:
    return page.evaluate(FOCUSED, rgb("link", theme))


@pytest.mark.parametrize(("lang", "theme"), [("ar", "dark"), ("fr", "light")])
def test_the_keyboard_reaches_everything_and_is_seen(new_page, app, lang, theme):
    page = new_page(color_scheme=theme)
    opened(page, app, "coverage?province=03.271", lang)
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stSkipToContent")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    met = []
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        met.append(focused(page, theme))
        if met[-1]["name"] == "BODY":
            break
    assert met[0]["role"] == "combobox"  # the header is behind
    assert [stop for stop in met[:-1] if not stop["seen"]] == []
    kinds = [stop["role"] for stop in met]
    wanted = ("combobox", "select-one", "option", "radio", "search", "region")
    assert [kinds.index(kind) for kind in wanted] == sorted(kinds.index(kind) for kind in wanted)
    assert kinds.count("option") == 1  # the map is one stop, its arrows lead through it


def test_the_map_is_walked_and_chosen_from_by_keys(new_page, app):
    page = new_page()
    opened(page, app, "coverage?province=03.271", "ar")
    page.locator(".map [role=option][tabindex='0']").focus()
    first = page.locator(".map [role=option]:focus").get_attribute("data-c")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".map [aria-selected=true]")).to_have_count(1)
    assert page.locator(".map [aria-selected=true]").get_attribute("data-c") != first


def test_nothing_moves_for_a_reader_who_asked_for_that(new_page, app):
    page = new_page(reduced_motion="reduce")
    opened(page, app, "pace?province=03.061", "fr")
    page.get_by_role("button", name="Suivi").click()
    stands(page)
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('*')].flatMap(one => {
          const { transitionDuration: turn, animationDuration: move } = getComputedStyle(one);
          return `${turn}, ${move}`.split(', ').map(parseFloat);
        }))"""
    )
    assert longest <= 0.001
