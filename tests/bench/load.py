"""A region's evening: many readers at once over the websocket, with time to think.

`python tests/bench/load.py` starts the product and the naive app on the demonstration and gives
each the same readers: first one alone, then all. A real browser changes the indicator meanwhile.
Prints the table for docs/growth.md. `--replicas` puts the load on two replicas behind nginx over a
lake in PostgreSQL and a bucket instead, every reader signed in. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import browsing
import httpx
import psutil
import servers
import working
from readers import Door, Met, alone, crowd, naive_step, product_step
from sessions import Session

from dashboard.paths import ROOT

sys.path.insert(0, str(ROOT))
from tests.lake.stack import stack
from tests.session_client import LOGIN, XSRF, signed_cookie


@dataclass
class Server:
    """What a server took while it was looked at: CPU seconds, seconds, memory in MB."""

    cpu: float = 0.0
    seconds: float = 0.0
    before: float = 0.0
    most: float = 0.0

    @property
    def busy(self) -> float:
        """Cores kept busy."""
        return self.cpu / self.seconds if self.seconds else 0.0


@contextmanager
def watched(pids: Sequence[int]) -> Iterator[Server]:
    """Look at processes and their children while the block runs."""
    seen, stop = Server(), threading.Event()
    processes = [psutil.Process(pid) for pid in pids]

    def cpu() -> float:
        times = [one.cpu_times() for one in processes]
        return sum(t.user + t.system + t.children_user + t.children_system for t in times)

    def memory() -> float:
        return sum(one.memory_info().rss for one in processes) / 1e6

    def look() -> None:
        while not stop.wait(1):
            seen.most = max(seen.most, memory())

    looking = threading.Thread(target=look, daemon=True)
    began, cpu_before, seen.before = time.monotonic(), cpu(), memory()
    looking.start()
    yield seen
    stop.set()
    looking.join()
    seen.cpu, seen.seconds = cpu() - cpu_before, time.monotonic() - began


@dataclass(frozen=True)
class Evening:
    """One server under load: a reader alone, the crowd, the browser beside it, what it took."""

    name: str
    alone: Met
    crowd: Met
    browser: list[float]
    taken: Server


def evening(
    name: str, doors: Sequence[Door], pids: Sequence[int], asked: argparse.Namespace, url: str = ""
) -> Evening:
    """Measure one server: alone, then with the crowd; `url`: where a browser comes in beside."""
    page, step = ("", naive_step) if name == "naive" else ("readiness", product_step)
    _say(f"{name}: one reader")
    single = asyncio.run(alone(doors[0], page, step, 6 if name == "naive" else 30))
    _say(f"{name}: {asked.sessions} readers")
    painted: list[float] = []
    stop = threading.Event()
    beside = threading.Thread(target=_browse, args=(name, url, stop, painted))
    with watched(pids) as taken:
        beside.start()
        met = asyncio.run(crowd(doors, page, step, asked.sessions, asked.seconds, asked.ramp))
        stop.set()
        beside.join()
    return Evening(name, single, met, painted, taken)


def _browse(name: str, url: str, stop: threading.Event, painted: list[float]) -> None:
    """Change the indicator in a real browser every few seconds; ms until the map is painted."""
    if not url:
        return
    try:
        with browsing.browser() as running, browsing.opened(running, name, url) as one:
            while not stop.wait(8):
                painted.append(browsing.change(one).painted)
    except Exception as fault:  # a browser that gives up under load is a result of its own
        _say(f"the browser gave up: {type(fault).__name__}")


def table(evenings: Sequence[Evening], asked: argparse.Namespace) -> str:
    """Return the table in Markdown."""
    rows = [
        "|  | " + " | ".join(one.name for one in evenings) + " |",
        "| --- |" + " --- |" * len(evenings),
    ]

    def row(label: str, value: Callable[[Evening], str]) -> None:
        rows.append(f"| {label} | " + " | ".join(value(one) for one in evenings) + " |")

    row("one reader: median run, s", lambda one: f"{median(one.alone.all_reruns):.2f}")
    row(f"{asked.sessions} readers: runs", lambda one: str(len(one.crowd.all_reruns)))
    row("errors", lambda one: str(len(one.crowd.faults)))
    row("p50, s", lambda one: f"{_share(one.crowd.all_reruns, 50):.2f}")
    row("p95, s", lambda one: f"{_share(one.crowd.all_reruns, 95):.2f}")
    row("**p95 ÷ the median of one reader**", lambda one: f"{_ratio(one):.1f}")
    row("first view p50 / p95, s", lambda one: f"{_share(one.crowd.opened, 50):.1f} / "
        f"{_share(one.crowd.opened, 95):.1f}")  # fmt: skip
    row("map painted in a browser beside them, median ms (n)", _painted)
    row("cores kept busy by the server", lambda one: f"{one.taken.busy:.2f}")
    row("memory before / most, MB", lambda one: f"{one.taken.before:.0f} / {one.taken.most:.0f}")
    return "\n".join(rows)


def by_action(one: Evening) -> str:
    """Return the runs by what was chosen."""
    rows = [
        "| chosen | runs | p50 s | p95 s | alone, median s |",
        "| --- | --- | --- | --- | --- |",
    ]
    for what, some in sorted(one.crowd.reruns.items()):
        single = one.alone.reruns.get(what)
        lone = f"{median(single):.2f}" if single else "–"
        rows.append(
            f"| {what} | {len(some)} | {_share(some, 50):.2f} | {_share(some, 95):.2f} | {lone} |"
        )
    return "\n".join(rows)


def _painted(one: Evening) -> str:
    return f"{median(one.browser):.0f} ({len(one.browser)})" if one.browser else "–"


def _ratio(one: Evening) -> float:
    return _share(one.crowd.all_reruns, 95) / median(one.alone.all_reruns)


def _share(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else float("nan")
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="jahiziya-load-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers read in it
        demo = folder / "demo.duckdb"
        _say("filling the demo")
        working.fill(demo)
        evenings = [replicas(demo, folder, asked)] if asked.replicas else apps(demo, folder, asked)
    print(table(evenings, asked))
    for one in evenings:
        print(f"\n{by_action(one)}")
        for fault in sorted(set(one.crowd.faults)):
            print(f"  {one.crowd.faults.count(fault)} × {fault}")


def apps(demo: Path, folder: Path, asked: argparse.Namespace) -> list[Evening]:
    """Measure the product and the naive app, one process each."""
    found, scripts = [], servers.scripts(folder, demo)
    for which in asked.apps:
        with servers.Server(which, scripts[which], demo, folder) as server:
            door, pids = partial(Session, server.url), [server.process.pid]
            found.append(evening(which, [door], pids, asked, server.url))
    return found


def replicas(demo: Path, folder: Path, asked: argparse.Namespace) -> Evening:
    """Measure two replicas together, readers signed in and spread over them by nginx's cookie."""
    _say("starting PostgreSQL, a bucket, two replicas and nginx")
    with stack(demo, folder) as running:
        login = signed_cookie(running.address, running.secret, "keeper@example.org")
        doors = []
        for number in range(asked.sessions):
            with httpx.Client(base_url=running.address) as first:
                first.cookies.set("replica", f"reader-{number}")
                first.get("/_stcore/health").raise_for_status()
                token = first.cookies[XSRF]
            cookies = f"replica=reader-{number}; {XSRF}={token}; {LOGIN}={login}"
            doors.append(partial(Session, running.address, {"Cookie": cookies}, token))
        return evening("two replicas", doors, [one.pid for one in running.replicas], asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=180, help="after the ramp")
    parser.add_argument("--ramp", type=float, default=60)
    parser.add_argument("--apps", nargs="+", default=["product", "naive"])
    parser.add_argument("--replicas", action="store_true", help="two of them over a lake")
    return parser.parse_args()


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
