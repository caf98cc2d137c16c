"""Where the pages are, and when one stands: for whatever looks at all of them."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from dashboard.screens._menu import PAGES

# A place with something to show on every page that takes one.
_ASKED = {"commune": "commune=03.061.05.01"}
_ELSE = "province=03.271"
_OVERHANG = """Math.max(...[...document.querySelectorAll('html, [data-testid=stMain]')]
    .map(box => box.scrollWidth - box.clientWidth))"""


def addresses() -> dict[str, str]:
    """Return every page of the menu with a place of its own, ready for a language."""
    first, *_ = PAGES  # it is the page at the root
    return {name: f"{'' if name == first else name}?{_ASKED.get(name, _ELSE)}" for name in PAGES}


def opened(page: Page, url: str, address: str, lang: str) -> None:
    """Open a page and wait until it stands."""
    page.goto(f"{url}/{address}&lang={lang}")
    expect(page.locator(".jz-footer")).to_be_visible(timeout=120_000)
    stands(page)


def stands(page: Page) -> None:
    """Wait for the end of the run, for what draws itself after it, and for the letters."""
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    expect(page.locator(".tb-scroll caption:empty")).to_have_count(0)
    expect(page.locator(".cm:not(.pick, :has(.map [role=option][fill]))")).to_have_count(0)
    expect(page.locator(".stPlotlyChart:not(:has(.main-svg))")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => null)")


def overhang(page: Page) -> int:
    """Return by how many pixels a page is wider than the screen, once it has had time to fit."""
    with suppress(Error):
        page.wait_for_function(f"{_OVERHANG} <= 0", timeout=5_000)
    return page.evaluate(_OVERHANG)
