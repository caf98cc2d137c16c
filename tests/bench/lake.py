"""Every question on a file and on a lake, in turn: `python -m tests.bench.lake [rounds]`.

The demonstration in a file and the same moved into a lake of this machine's own PostgreSQL and a
folder, one process. Prints the table that docs/scale-out.md quotes: the least of the rounds of
each, by the processor's time of this process and by the clock, and their ratios; short ones are
asked again until a second is full, since the machine's other work falls on them hardest. Nothing
here is a test.
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
Measured = tuple[float, float, float, float]


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


def _measured(name: str, one: Store, other: Store, rounds: int) -> Measured:
    taken = {key: value for key, value in GIVEN.items() if key in parameters_of((name,))}

    def asked(store: Store) -> None:
        ask(store, name, as_of=DAY, known_at=KNOWN, **taken)

    return _quickest(lambda: asked(one), lambda: asked(other), rounds)


def _quickest(first, second, rounds: int) -> Measured:
    """Return ms: of the processor on both, by the clock on both."""
    cpu: tuple[list[float], list[float]] = ([], [])
    clock: tuple[list[float], list[float]] = ([], [])
    while len(clock[0]) < rounds or sum(clock[0]) + sum(clock[1]) < _AT_LEAST:
        for number, work in enumerate((first, second)):
            began, start = time.process_time(), time.perf_counter()
            work()
            clock[number].append(time.perf_counter() - start)
            cpu[number].append(time.process_time() - began)
    return tuple(min(times) * 1000 for times in (*cpu, *clock))


def _print(measured: dict[str, Measured], state: Measured, rounds: int) -> None:
    print("| question | file CPU ms | lake CPU ms | ratio | file ms | lake ms | ratio |")
    print("| --- " * 7 + "|")
    for name, (*cpu, file, lake) in sorted(
        measured.items(), key=lambda one: -one[1][3] / one[1][2]
    ):
        print(f"| {name} | {cpu[0]:.0f} | {cpu[1]:.0f} | {cpu[1] / cpu[0]:.1f} ", end="")
        print(f"| {file:.0f} | {lake:.0f} | {lake / file:.1f} |")
    print(f"\nQuestions {len(measured)}, rounds {rounds}, load {os.getloadavg()[0]:.0f}")
    for said, at in (("CPU", 0), ("clock", 2)):
        ratios = [one[at + 1] / one[at] for one in measured.values()]
        print(
            f"{said}: ratio median {statistics.median(ratios):.1f}, largest {max(ratios):.1f}, "
            f"above 3: {sum(one > 3 for one in ratios)}; "
            f"newest state {state[at]:.1f} / {state[at + 1]:.1f} ms"
        )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
