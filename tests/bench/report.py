"""Measurements → Markdown: one table of targets, and the figures they are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import growth
import reruns
from browsing import Change, Load
from login import Signed
from papers import Papers
from robustness import Growth, table
from working import Work, best

NAMES = {
    "product": "the product",
    "kind": "the product, election kind",
    "month": "the product, month",
    "province": "the product, province",
    "constituencies": "the product, constituencies",
    "frame": "empty rerun, same frame",
    "bare": "empty rerun, bare page",
    "naive": "naive app",
}
_TARGET_HEADS = ("", "target", "reached", "")
_ABOUT = """\
# What it costs

Written by `make bench`. The variants take turns in one run on one machine, so read the ratios: the
times hold for this machine alone.

* **The product** is the page *Readiness* on the demonstration, French, 1300 px wide, no table open.
* **The product, election kind, month, province**: the same page, each choice on a page of its own.
  Each is painted from values the browser holds: a province from the map's own, a month from the
  table of a month beside or seen before, which is there once the list of months has been reached.
* **The product, constituencies**: its page *Seats*, the 11 legislative constituencies. Both maps
  do the same: another layer is chosen in the map's own list. Nothing but the map and its legend
  follows there.
* **Empty rerun, same frame**: the product's own header, notices, filters and footer, and a button
  that changes one line; run as Streamlit comes, which collects garbage after every run. The product
  leaves that to Python (`postScriptGC = false`): the frame with that option is a row of its own.
* **Empty rerun, bare page**: a button and a line, nothing else.
* **The naive app** reads the full geometry with `geopandas.read_file` and draws it with
  `px.choropleth` at every rerun; the figures are the product's own, read from a file, so it
  computes nothing.

*Painted* is two frames after the last change of the map's fills, counted from the input event.
*The rest* is the last change of anything else on the page, address and links included. Websocket
bytes are the payload of both directions; the first view counts them as the connection packs them
(permessage-deflate). Bytes fetched are as they came over HTTP.
"""


@dataclass(frozen=True)
class Browsed:
    """Changes and first loads by server; `cold` is the first visit after a server's start."""

    changed: dict[str, list[Change]]
    loaded: dict[str, list[Load]]
    cold: dict[str, Load]
    costs: dict[str, list[reruns.Cost]]


def whole(
    browsed: Browsed,
    worked: Work,
    readiness: growth.Readiness,
    robust: list[Growth],
    printed: Papers,
    signed: Signed,
    geometry: int,
    machine: str,
) -> str:
    """Return the whole page."""
    changes, loads = (len(some["product"]) for some in (browsed.changed, browsed.loaded))
    counts = (
        f"{changes} changes and {loads} first loads of each, {len(worked.readiness)} of readiness"
    )
    parts = [
        _ABOUT,
        f"{machine} Medians of n = {counts}.\n",
        "## Targets\n\n" + _targets(browsed, worked, readiness, robust, printed, signed, geometry),
        "## Changing a choice\n\n" + _changes(browsed.changed),
        "## What a choice costs the server\n\n" + reruns.table(browsed.costs),
        "## First load, empty cache\n\n" + _loads(browsed),
        "## Without a browser\n\n" + _works(worked, geometry),
        "## Readiness, growth\n\n" + growth.table(readiness),
        "## Robustness of ranks, 10,000 draws\n\n" + table(robust),
    ]
    return "\n".join(parts)


def _targets(
    browsed: Browsed,
    worked: Work,
    readiness: growth.Readiness,
    robust: list[Growth],
    printed: Papers,
    signed: Signed,
    geometry: int,
) -> str:
    def changed(name: str, what: str) -> float:
        return _median(browsed.changed[name], lambda one: getattr(one, what))

    empty = changed("frame", "rest")
    painted, rest = (changed("product", what) for what in ("painted", "rest"))
    load = {name: _median(some, lambda one: one.painted) for name, some in browsed.loaded.items()}
    rows = [
        _most("indicator changed, map painted ÷ empty rerun of the frame", painted / empty, 0.25),
        *_choices(browsed.changed),
        _least("naive app painted ÷ product painted", changed("naive", "painted") / painted, 100),
        _most("the rest of the page follows ÷ empty rerun of the frame", rest / empty, 1.2),
        *(_most(*one) for one in reruns.targets(browsed.costs)),
        _maps(browsed.changed),
        _most("first load painted ÷ the naive app's", load["product"] / load["naive"], 0.5),
        _most("first load painted ÷ a bare page's", load["product"] / load["bare"], 1.5),
        _most("first view beyond Streamlit's own files, kB", _view(browsed.loaded["product"]), 300),
        _most("web geometry gzipped, kB", geometry / 1000, 170),
        _most("readiness, 194 communes × 36 months, CPU s, median", median(worked.readiness), 1),
        _most("the same for 7 kinds of election, CPU s, median", median(readiness.kinds), 2),
        _most(
            "a commune at 15,030 ÷ a commune at 194, readiness",
            readiness.grown[-1].per_commune / readiness.grown[0].per_commune,
            1,
        ),
        _most(
            "10,000 Monte Carlo draws, 194 communes, CPU s, median", median(robust[0].seconds), 1
        ),
        _most(
            "a unit at 15,030 ÷ a unit at 194, the same draws",
            robust[-1].per_unit / robust[0].per_unit,
            1.05,  # linear: what is above one is noise
        ),
        *_paper_rows(printed),
        *_login_rows(signed),
    ]
    return _table(_TARGET_HEADS, rows)


# The map after each other choice ÷ the empty rerun of the frame, at most.
_PAINTED = {"kind": 0.25, "month": 1.2, "province": 1.2}


def _choices(changed: dict[str, list[Change]]) -> list[list[str]]:
    empty = _median(changed["frame"], lambda one: one.rest)
    rows = []
    for name, most in _PAINTED.items():
        painted = _median(changed[name], lambda one: one.painted) / empty
        rest = _median(changed[name], lambda one: one.rest) / empty
        what = NAMES[name].removeprefix("the product, ")
        rows.append(_most(f"{what} changed, map painted ÷ empty rerun of the frame", painted, most))
        rows.append(_most(f"{what}: the rest of the page follows ÷ the same", rest, 1.2))
    return rows


def choices(changed: dict[str, list[Change]], machine: str) -> str:
    """Return what the choices of the page cost in a browser, of a run of them alone."""
    rows = _table(_TARGET_HEADS, _choices(changed))
    return f"{machine} n = {len(changed['kind'])}.\n\n{rows}\n{_changes(changed)}"


def reruns_alone(costs: dict[str, list[reruns.Cost]], machine: str) -> str:
    """Return what a choice costs the server, of a run of it alone."""
    rows = _table(_TARGET_HEADS, [_most(*one) for one in reruns.targets(costs)])
    return f"{machine} n = {len(costs[reruns.EMPTY])}.\n\n{rows}\n{reruns.table(costs)}"


def login(signed: Signed, machine: str) -> str:
    """Return what a login costs, of a run of it alone."""
    took = (
        f"CPU ms of a rerun: {signed.local:.0f} without login, {signed.region:.0f} signed in for "
        f"the region, {signed.province:.0f} for one province."
    )
    return f"{machine}\n\n{_table(_TARGET_HEADS, _login_rows(signed))}\n{took}"


def _login_rows(signed: Signed) -> list[list[str]]:
    what = "CPU of a rerun signed in for {} ÷ without login"
    return [
        _most(what.format("the region"), signed.region / signed.local, 1.1),
        _most(what.format("one province"), signed.province / signed.local, 1.1),
    ]


def _view(loads: Sequence[Load]) -> float:
    """The kB of a first view that are not Streamlit's own, those of the websocket packed."""
    return _median(loads, lambda one: one.ours + one.socket_packed) / 1000


def papers(printed: Papers, machine: str) -> str:
    """Return what papers cost, of a run of them alone."""
    rows = [*_paper_rows(printed), ["the first brief of a process", "", f"{printed.first:.2f}", ""]]
    return f"{machine} Medians of n = {len(printed.brief)}.\n\n{_table(_TARGET_HEADS, rows)}"


def _paper_rows(printed: Papers) -> list[list[str]]:
    briefs = median(printed.briefs)
    return [
        _most("a province's brief, questions and PDF, CPU s, median", median(printed.brief), 1),
        _most("the region's report, CPU s, median", median(printed.report), 15),
        ["the nine briefs as ZIP, CPU s, median", "", _short(briefs), ""],
    ]


def maps(changed: dict[str, list[Change]], machine: str) -> str:
    """Return the ratio of the two maps and what it is made of, of a run of them alone."""
    counts = f"Medians of n = {len(changed['product'])} changes of each."
    return f"{machine} {counts}\n\n{_table(_TARGET_HEADS, [_maps(changed)])}\n{_changes(changed)}"


def _maps(changed: dict[str, list[Change]]) -> list[str]:
    painted = {name: _median(some, lambda one: one.painted) for name, some in changed.items()}
    return _most(
        "layer changed: map of constituencies painted ÷ map of communes",
        painted["constituencies"] / painted["product"],
        1.2,
    )


def _changes(changed: dict[str, list[Change]]) -> str:
    rows = [
        [
            NAMES[name],
            _spread(some, lambda one: one.fills),
            _spread(some, lambda one: one.painted),
            _spread(some, lambda one: one.rest),
            _spread(some, lambda one: one.done),
            f"{_median(some, lambda one: one.socket_bytes):,.0f}",
        ]
        for name, some in changed.items()
    ]
    heads = [
        "",
        "fills set ms",
        "map painted ms",
        "rest of the page ms",
        "run ended ms",
        "websocket bytes",
    ]
    return _table(heads, rows) + "\nMedian (least–most), from the input event.\n"


def _loads(browsed: Browsed) -> str:
    rows = [
        [
            NAMES[name].replace("empty rerun, ", ""),
            _spread(some, lambda one: one.painted),
            f"{browsed.cold[name].painted:,.0f}",
            f"{_median(some, lambda one: one.fetched):,.0f}",
            f"{_median(some, lambda one: one.ours):,.0f}",
            f"{_median(some, lambda one: one.socket_bytes):,.0f}",
        ]
        for name, some in browsed.loaded.items()
    ]
    heads = [
        "",
        "painted ms",
        "first visit after start ms",
        "bytes fetched",
        "of them ours",
        "websocket bytes",
    ]
    return _table(heads, rows)


def _works(worked: Work, geometry: int) -> str:
    rows = [
        ["readiness of 194 communes on 36 month ends, CPU s", best(worked.readiness)],
        ["filling the demonstration, s", f"{worked.filling:.1f}"],
        [
            f"import of {worked.rows:,} membership rows: check + commit, s",
            f"{worked.checking:.2f} + {worked.committing:.2f}",
        ],
        ["the same, rows per second", f"{worked.rows_per_second:,.0f}"],
        ["web geometry gzipped, bytes", f"{geometry:,}"],
    ]
    return _table(["", ""], rows)


def _most(what: str, reached: float, target: float) -> list[str]:
    return [what, f"≤ {target:g}", _short(reached), "met" if reached <= target else "**missed**"]


def _least(what: str, reached: float, target: float) -> list[str]:
    return [what, f"≥ {target:g}", _short(reached), "met" if reached >= target else "**missed**"]


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 20 else f"{number:.1f}" if number >= 3 else f"{number:.2f}"


def _median(some: Sequence[Any], of: Callable[[Any], float]) -> float:
    return median(of(one) for one in some)


def _spread(some: Sequence[Any], of: Callable[[Any], float]) -> str:
    # Zero: there is nothing of the kind, or the page never drew that state (a run too short).
    values = [value for value in map(of, some) if value]
    if not values:
        return "–"
    return f"{median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
