"""`make screenshots TO=folder`: every page in two languages, two sizes and two themes, to look at.

Prints what is wider than its screen. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, expect

from dashboard.demo import fill_demo
from dashboard.store import Store
from tests.bench.browsing import browser
from tests.bench.servers import PACKAGE, TODAY, Server
from tests.browser.places import addresses, opened, overhang, stands

LANGUAGES, WIDTHS, THEMES = ("ar", "fr"), (1440, 360), ("light", "dark")
HIGH, TALLEST = 900, 8000


def main() -> None:
    """Start a server where none is named, and picture what is asked for."""
    asked = _arguments()
    expect.set_options(timeout=120_000)  # a busy machine is no fault of a page
    asked.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        url = asked.url or running.enter_context(_server(running)).url
        window = running.enter_context(browser())
        wide = [line for line in _pictures(window, url, asked) if line]
    print("\n".join(wide) or "no page is wider than its screen")


def _server(running: ExitStack) -> Server:
    folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="jahiziya-pictures-")))
    demo = folder / "demo.duckdb"
    with Store.open(demo) as store:
        fill_demo(store, today=TODAY)
    return Server("product", PACKAGE / "app.py", demo, folder)


def _pictures(window: Browser, url: str, asked: argparse.Namespace) -> Iterator[str]:
    """Make the pictures; yield a line for each page, empty where it fits its screen."""
    for width, theme in product(asked.widths, asked.themes):
        context = window.new_context(
            viewport={"width": width, "height": HIGH}, color_scheme=theme, reduced_motion="reduce"
        )
        for name, lang in product(asked.pages, asked.languages):
            page = context.new_page()
            opened(page, url, addresses()[name], lang)
            over = overhang(page)
            tall = page.locator("[data-testid=stMain]").evaluate("box => box.scrollHeight")
            page.set_viewport_size({"width": width, "height": min(tall + 20, TALLEST)})
            stands(page)
            picture = f"{name}-{lang}-{width}-{theme}"
            page.screenshot(path=asked.folder / f"{picture}.png")
            page.close()
            print(f"… {picture}", file=sys.stderr, flush=True)
            yield f"{picture}: {over} px too wide" if over else ""
        context.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", help="a server that runs already, without a slash at its end")
    for name, choices in (
        ("pages", tuple(addresses())), ("languages", LANGUAGES), ("themes", THEMES)
    ):  # fmt: skip
        parser.add_argument(f"--{name}", nargs="+", choices=choices, default=choices)
    parser.add_argument("--widths", nargs="+", type=int, default=WIDTHS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
