"""What the tour planner finds: nearest first, PyVRP, and OR-Tools where it is installed.

`python tests/bench/tours.py` prints the tables of docs/planning.md. OR-Tools is no dependency (it
asks for an older protobuf than Streamlit's pin): its columns are there only where it imports, and
it is given the seconds that PyVRP took.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tours"))

from exact import best_value
from instances import KINDS, kept, road, small

from dashboard.planning.checking import faults
from dashboard.planning.nearest import nearest_first
from dashboard.planning.solving import agenda_of, iterations_for, plan
from dashboard.planning.value import capacity_bound, value, weight_placed

TODAY = dt.date(2026, 11, 23)
HEAD = ("instance", "agenda by", "placed", "weight / bound", "value", "road h", "CPU s", "faults")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=200, help="instances solved exactly")
    parser.add_argument("--demo", action="store_true", help="the demo region, only")
    parser.add_argument("--long", type=int, default=10, help="long runs of each kept instance")
    asked = parser.parse_args()
    if asked.demo:
        _show(HEAD, _rows("demo region", *_demo()))
        return
    _show(HEAD, (row for kind in KINDS for row in _rows(kind, *kept(kind))))
    if asked.small:
        head = ("solver", "instances", "mean gap", "largest gap", "optimal")
        _show(head, _exactly(asked.small))
    if asked.long:
        _show(("instance", "default", "best of long runs", "gap"), _longer(asked.long))


def _rows(kind, asked, travel):
    bound = capacity_bound(asked, travel)
    first = agenda_of(asked, travel, nearest_first(asked, travel))
    yield (
        kind,
        "nearest first",
        *_figures(asked, travel, first, bound),
        "",
        _wrong(asked, travel, first),
    )
    wall = 0.0
    for seed in (1, 2, 3):
        before = time.perf_counter()
        made, took = _timed(plan, asked, travel, seed=seed)
        wall = time.perf_counter() - before
        shown = _figures(asked, travel, made, bound)
        yield (kind, f"PyVRP, seed {seed}", *shown, f"{took:.1f}", _wrong(asked, travel, made))
    if find_spec("ortools"):
        from tours_ortools import plan as other

        made, took = _timed(other, asked, travel, seconds=wall)
        shown = _figures(asked, travel, made, bound)
        yield (kind, "OR-Tools", *shown, f"{took:.1f}", _wrong(asked, travel, made))


def _wrong(asked, travel, made):
    return len(faults(asked, travel, made))


def _demo():
    """The demo region: its 60 weightiest communes, its teams, its markets, six weeks."""
    from dashboard.demo import fill_demo
    from dashboard.planning.wanted import markets_of, teams_of, wanted_visits
    from dashboard.questions import ask_many
    from dashboard.store import Store

    questions = ("commune_table", "tour_teams", "tour_markets")
    with Store.open(None) as store:
        fill_demo(store, today=TODAY)
        rows = ask_many(store, questions, as_of=TODAY, scope=["03"])
    like, _ = kept("mixed")
    asked = replace(
        like,
        teams=teams_of(rows["tour_teams"]) or like.teams,
        visits=wanted_visits(rows["commune_table"], like.rules)[:60],
        market_days=markets_of(rows["tour_markets"]),
    )
    return asked, road(asked)


def _figures(asked, travel, made, bound):
    weight = weight_placed(asked, made)
    shown = f"{weight / bound:.3f}", f"{value(asked, made):.0f}", f"{made.road_minutes / 60:.0f}"
    return (f"{len(made.places())} of {len(asked.visits)}", *shown)


def _longer(runs):
    for kind in KINDS:
        asked, travel = kept(kind)
        usual = value(asked, plan(asked, travel))
        long = 10 * iterations_for(asked)
        best = max(
            value(asked, plan(asked, travel, seed=seed, iterations=long))
            for seed in range(11, 11 + runs)
        )
        yield kind, f"{usual:.0f}", f"{best:.0f}", f"{1 - usual / best:.2%}"


def _exactly(count):
    solvers = {"PyVRP": plan}
    if find_spec("ortools"):
        from tours_ortools import plan as other

        solvers["OR-Tools"] = lambda asked, travel: other(asked, travel, seconds=0.2)
    for name, solver in solvers.items():
        gaps = []
        for seed in range(count):
            asked, travel = small(seed)
            best = best_value(asked, travel)
            found = value(asked, solver(asked, travel))
            gaps.append(max(0.0, 1 - found / best) if best > 0 else 0.0)
        optimal = sum(gap < 1e-6 for gap in gaps)
        yield name, len(gaps), f"{statistics.mean(gaps):.3%}", f"{max(gaps):.2%}", optimal


def _timed(work, *given, **named):
    before = time.process_time()
    made = work(*given, **named)
    return made, time.process_time() - before


def _show(head, rows):
    """Print a table line by line: a long run can be watched."""
    for line in (head, ["---"] * len(head)):
        print(f"| {' | '.join(line)} |")
    for line in rows:
        print(f"| {' | '.join(map(str, line))} |", flush=True)
    print()


if __name__ == "__main__":
    main()
