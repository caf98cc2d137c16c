"""`make bench`: what the product costs, beside an empty rerun and the naive app, in one run.

Variants are interleaved, so that a busy machine slows them alike: read the ratios. Prints the
tables and writes them to docs/bench.md. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

import browsing
import growth
import login
import papers
import report
import reruns
import robustness
import servers
import working

from dashboard.paths import ROOT


def main() -> None:
    """Measure, print, write."""
    asked = _arguments()
    servers.OPTIONS.update(dict(one.split("=", 1) for one in asked.set))
    with tempfile.TemporaryDirectory(prefix="jahiziya-bench-") as name:
        folder = Path(name)
        if asked.only == "maps":
            print(report.maps(only_maps(folder, asked.changes), _machine(asked)))
            return
        if asked.only in ("choices", "reruns"):
            print(only_page(folder, asked))
            return
        demo = folder / "demo.duckdb"
        _say("filling the demo")
        filling = working.fill(demo)
        _say("reruns with a login and without")
        signed = login.measured(folder, demo, asked.changes)
        if asked.only == "login":
            print(report.login(signed, _machine(asked)))
            return
        _say("papers")
        printed = papers.measured(demo, 5)
        if asked.only == "papers":
            print(report.papers(printed, _machine(asked)))
            return
        _say("readiness and import")
        worked = working.work(demo, filling, folder / "empty.duckdb", 7)
        _say("readiness of seven kinds, and three sizes")
        readiness = growth.measured(demo, 7)
        _say("robustness of ranks, three sizes")
        robust = robustness.growth()
        browsed = browse(folder, demo, asked.changes, asked.loads)
    text = report.whole(
        browsed,
        worked,
        readiness,
        robust,
        printed,
        signed,
        working.geometry_gzip(),
        _machine(asked),
    )
    print(text)
    if asked.write:
        (ROOT / "docs" / "bench.md").write_text(text, encoding="utf-8")


def browse(folder: Path, demo: Path, changes: int, loads: int) -> report.Browsed:
    """Start every server, then take turns: first loads, then changes."""
    scripts = servers.scripts(folder, demo)
    with ExitStack() as running:
        started = {
            name: running.enter_context(servers.Server(name, script, demo, folder))
            for name, script in scripts.items()
        }
        urls = {name: one.url for name, one in started.items() if name != "tuned"}
        with browsing.browser() as browser:
            _say("first visit after the start of each server")
            cold = {name: browsing.first_load(browser, name, url) for name, url in urls.items()}
            loaded: dict[str, list[browsing.Load]] = {name: [] for name in urls}
            for turn in range(loads):
                _say(f"first load {turn + 1} of {loads}")
                for name, url in urls.items():
                    loaded[name].append(browsing.first_load(browser, name, url))
            chosen = {**_maps(urls["product"]), **_choices(urls["product"])}
            changed = _take_turns(browser, {**chosen, **urls}, changes)
        _say("what a choice costs the server")
        costs = asyncio.run(reruns.measured(started, changes))
    return report.Browsed(changed, loaded, cold, costs)


def only_maps(folder: Path, changes: int) -> dict[str, list[browsing.Change]]:
    """Start the product alone and let its two maps take turns."""
    demo = folder / "demo.duckdb"
    _say("filling the demo")
    working.fill(demo)
    script = servers.PACKAGE / "app.py"
    with servers.Server("product", script, demo, folder) as server, browsing.browser() as browser:
        return _take_turns(browser, _maps(server.url), changes)


def only_page(folder: Path, asked: argparse.Namespace) -> str:
    """Start the product and its empty frame alone: choices in a browser, or what they cost."""
    demo = folder / "demo.duckdb"
    _say("filling the demo")
    working.fill(demo)
    with ExitStack() as running:
        started = {
            name: running.enter_context(servers.Server(name, script, demo, folder))
            for name, script in servers.pair(folder).items()
        }
        if asked.only == "reruns":
            costs = asyncio.run(reruns.measured(started, asked.changes))
            return report.reruns_alone(costs, _machine(asked))
        urls = {name: one.url for name, one in started.items() if name != "tuned"}
        browser = running.enter_context(browsing.browser())
        changed = _take_turns(browser, {**_choices(urls["product"]), **urls}, asked.changes)
        return report.choices(changed, _machine(asked))


def _choices(url: str) -> dict[str, str]:
    """The page *Readiness* once for each choice that is not the map's own."""
    return dict.fromkeys(browsing.CHOICES, url)


def _maps(url: str) -> dict[str, str]:
    """The two pages of the product with a map: communes, and constituencies."""
    return dict.fromkeys(("product", "constituencies"), url)


def _take_turns(
    browser: browsing.Browser, urls: dict[str, str], changes: int
) -> dict[str, list[browsing.Change]]:
    changed: dict[str, list[browsing.Change]] = {name: [] for name in urls}
    with ExitStack() as open_pages:
        pages = [
            open_pages.enter_context(browsing.opened(browser, name, url))
            for name, url in urls.items()
        ]
        for turn in range(changes + 1):
            _say(f"change {turn} of {changes}")
            for page in pages:
                one = browsing.change(page)
                if turn:  # the first warms up
                    changed[page.name].append(one)
    return changed


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=11)
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE",
                        help="a Streamlit option for every server, to try it")  # fmt: skip
    parser.add_argument("--only", choices=["maps", "choices", "reruns", "papers", "login"],
                        help="this alone; writes nothing")  # fmt: skip
    parser.add_argument("--no-write", dest="write", action="store_false")
    return parser.parse_args()


def _machine(asked: argparse.Namespace) -> str:
    packages = ("streamlit", "duckdb", "pandas", "plotly", "geopandas")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    busy = (
        f", load average at the end {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    )
    tried = f" Options tried: {', '.join(asked.set)}." if asked.set else ""
    return (
        f"Machine: {os.cpu_count()} cores, no GPU, Chromium without a window{busy}. "
        f"Python {sys.version.split()[0]}, {versions}.{tried}"
    )


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
