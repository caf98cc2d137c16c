"""An agenda → rows a table shows, and the layers that say on the map who goes where and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from dashboard.figures import tokens
from dashboard.figures.map_table import Layer, LayerClass, MapTable, State
from dashboard.planning.tour import Agenda, TourRequest, clock
from dashboard.wording import N_, Wording

KIND_WORDS = {
    "founding": N_("Founding assembly"),
    "visit": N_("Visit"),
    "appointment": N_("Fixed appointment"),
}
# Told apart by hue and by their word; the last is shared by all further teams.
_TEAM_COLOURS = ("readiness.4", "readiness.2", "sequential.3", "diverging.1", "readiness.3",
                 "sequential.1", "readiness.5", "diverging.4")  # fmt: skip
_WEEKS = 5


@dataclass(frozen=True)
class StopRow:
    """One meeting of an agenda; hours are minutes after midnight, weight is points."""

    visit_id: str
    unit_code: str
    kind: str
    team_id: str
    day: dt.date
    leaves_at: int
    travel_minutes: int
    starts_at: int
    ends_at: int
    returns_at: int
    weight: float
    is_pinned: bool


def stop_rows(request: TourRequest, agenda: Agenda) -> list[StopRow]:
    """Return one row a meeting, by day, team and hour."""
    return [
        StopRow(
            stop.visit_id, visit.unit_code, visit.kind, outing.team_id, outing.day,
            outing.leaves_at, stop.travel_minutes, stop.starts_at, stop.ends_at,
            outing.returns_at, visit.weight, visit.pin is not None,
        )
        for outing in sorted(agenda.outings, key=lambda one: (one.day, one.team_id))
        for stop in outing.stops
        if (visit := request.visit[stop.visit_id])
    ]  # fmt: skip


def tour_map(
    request: TourRequest, agenda: Agenda, codes: tuple[str, ...], words: Wording
) -> MapTable:
    """Return the map of an agenda: the team of each commune, and the week it is visited in.

    A commune that is asked for and has no place is in a class of its own, one that nobody asked
    for is *not applicable*. `codes` are the units of the map.
    """
    rows = stop_rows(request, agenda)
    notes = {
        row.unit_code: words("{day}, {time}", day=row.day, time=clock(row.starts_at))
        for row in rows
    }
    left = {request.visit[one.visit_id].unit_code for one in agenda.unplaced}
    layers = (
        _teams(request, rows, left, notes, words),
        _weeks(request, rows, left, notes, words),
    )
    asked = {visit.unit_code for visit in request.visits}
    apart: dict[str, State] = {code: "not_applicable" for code in codes if code not in asked}
    return MapTable(codes, tuple(replace(one, values={**apart, **one.values}) for one in layers))


def _teams(
    request: TourRequest,
    rows: Sequence[StopRow],
    left: Set[str],
    notes: Mapping[str, str],
    words: Wording,
) -> Layer:
    most = len(_TEAM_COLOURS)
    names = [team.team_id for team in request.teams]
    place = {name: min(number, most) for number, name in enumerate(names, 1)}
    labels = [words.isolate(name) for name in names[:most]]
    if len(names) > most:
        labels[-1] = words("Further teams")
    classes = tuple(
        LayerClass(label, colour=colour)
        for label, colour in zip(labels, _TEAM_COLOURS, strict=False)
    )
    numbers = {row.unit_code: place[row.team_id] for row in rows}
    return _category("team", words("Team"), classes, numbers, left, notes, words)


def _weeks(
    request: TourRequest,
    rows: Sequence[StopRow],
    left: Set[str],
    notes: Mapping[str, str],
    words: Wording,
) -> Layer:
    weeks = max(1, -(-((request.last_on - request.first_on).days + 1) // 7))
    shown = min(weeks, _WEEKS)
    # With more weeks than colours, a class holds several weeks in a row.
    width = -(-weeks // shown)
    shown = -(-weeks // width)
    classes = tuple(
        LayerClass(
            _week_word(1 + number * width, min(weeks, (number + 1) * width), words), colour=colour
        )
        for number, colour in enumerate(tokens.ramp("sequential", shown))
    )
    numbers = {row.unit_code: 1 + (row.day - request.first_on).days // 7 // width for row in rows}
    return _category("week", words("Week"), classes, numbers, left, notes, words)


def _week_word(first: int, last: int, words: Wording) -> str:
    if first == last:
        return words("Week {n}", n=first)
    return words("Weeks {first} to {last}", first=first, last=last)


def _category(
    layer_id: str,
    label: str,
    classes: tuple[LayerClass, ...],
    numbers: Mapping[str, int],
    left: Set[str],
    notes: Mapping[str, str],
    words: Wording,
) -> Layer:
    """Return a layer with one more class for what has no day, where there is any."""
    if left - numbers.keys():
        numbers = {**dict.fromkeys(left, len(classes) + 1), **numbers}
        classes = (*classes, LayerClass(words("Without a day"), colour="ink3"))
    values: dict[str, float | State] = {code: float(number) for code, number in numbers.items()}
    return Layer(layer_id, label, "category", classes, values, numbers=numbers, notes=notes)
