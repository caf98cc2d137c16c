"""Every question on a file and on a lake, in turn: `python -m tests.bench.lake [rounds]`.

The demonstration in a file and the same moved into a lake of this machine's own PostgreSQL and a
folder, one process. Prints the table that docs/scale-out.md quotes: the quickest of the rounds of
each, and their ratio; short ones are asked again until a second is full, since the machine's other
work falls on them hardest. Nothing here is a test.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from dashboard.demo import fill_demo
from dashboard.paths import QUERIES
from dashboard.questions import ask, parameters_of
from dashboard.store import Store
from dashboard.store.maintenance import maintain
from dashboard.store.moving import move
from tests.lakes import GIVEN, server

DAY, KNOWN = dt.date(2026, 11, 23), dt.datetime(2026, 11, 29, 12)
_AT_LEAST = 1.0  # seconds of one question on both


def main(rounds: int, demo: Path | None) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="jahiziya-bench-") as folder:
        file = Path(folder) / "demo.duckdb"
        if demo:
            shutil.copy(demo, file)
        with Store.open(file) as made:
            if not demo:
                fill_demo(made, today=DAY)
        lake = server().lake()
        move(file, lake)
        maintain(lake)
        with Store.open(file) as one, Store.open(lake) as other:
            state = _quickest(one.state_no, other.state_no, rounds * 5)
            measured = {}
            for path in sorted(QUERIES.glob("*.sql")):
                measured[path.stem] = _measured(path.stem, one, other, rounds)
                print(path.stem, *(f"{ms:.0f}" for ms in measured[path.stem]), file=sys.stderr)
    _print(measured, state, rounds)


def _measured(name: str, one: Store, other: Store, rounds: int) -> tuple[float, float]:
    taken = {key: value for key, value in GIVEN.items() if key in parameters_of((name,))}

    def asked(store: Store) -> None:
        ask(store, name, as_of=DAY, known_at=KNOWN, **taken)

    return _quickest(lambda: asked(one), lambda: asked(other), rounds)


def _quickest(first, second, rounds: int) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    while len(times[0]) < rounds or sum(times[0]) + sum(times[1]) < _AT_LEAST:
        for work, kept in zip((first, second), times, strict=True):
            start = time.perf_counter()
            work()
            kept.append(time.perf_counter() - start)
    return min(times[0]) * 1000, min(times[1]) * 1000


def _print(measured: dict[str, tuple[float, float]], state, rounds: int) -> None:
    print("| question | file ms | lake ms | ratio |\n| --- | --- | --- | --- |")
    for name, (file, lake) in sorted(measured.items(), key=lambda one: -one[1][1] / one[1][0]):
        print(f"| {name} | {file:.0f} | {lake:.0f} | {lake / file:.1f} |")
    ratios = [lake / file for file, lake in measured.values()]
    over = sum(one > 3 for one in ratios)
    print(
        f"\nQuestions {len(ratios)}, rounds {rounds}; ratio median "
        f"{statistics.median(ratios):.1f}, largest {max(ratios):.1f}, above 3: {over}; "
        f"newest state {state[0]:.1f} / "
        f"{state[1]:.1f} ms; load {os.getloadavg()[0]:.0f}"
    )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
