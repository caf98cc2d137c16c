"""An agenda → rows a table shows, and the layers that say on the map who goes where and when."""

from __future__ import annotations

import pandas as pd

from dashboard.figures.map_table import Layer, LayerClass, MapTable
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


def stop_rows(request: TourRequest, agenda: Agenda) -> pd.DataFrame:
    """Return one row a meeting, by day, team and hour.

    Columns: visit_id, unit_code, kind, team_id, day, leaves_at, travel_minutes, starts_at, ends_at
    (minutes after midnight), returns_at, weight, is_pinned.
    """
    rows = [
        {
            "visit_id": stop.visit_id,
            "unit_code": visit.unit_code,
            "kind": visit.kind,
            "team_id": outing.team_id,
            "day": outing.day,
            "leaves_at": outing.leaves_at,
            "travel_minutes": stop.travel_minutes,
            "starts_at": stop.starts_at,
            "ends_at": stop.ends_at,
            "returns_at": outing.returns_at,
            "weight": visit.weight,
            "is_pinned": visit.pin is not None,
        }
        for outing in sorted(agenda.outings, key=lambda one: (one.day, one.team_id))
        for stop in outing.stops
        if (visit := request.visit[stop.visit_id])
    ]
    return pd.DataFrame(rows)


def tour_map(
    request: TourRequest, agenda: Agenda, codes: tuple[str, ...], words: Wording
) -> MapTable:
    """Return the map of an agenda: the team of each commune, and the week it is visited in.

    A commune that is asked for and has no place is *not assessable*; one that is not asked for has
    no data. `codes` are the units of the map.
    """
    rows = stop_rows(request, agenda)
    notes = {
        row.unit_code: words("{day}, {time}", day=row.day, time=clock(row.starts_at))
        for row in rows.itertuples(index=False)
    }
    left = {request.visit[one.visit_id].unit_code: "not_assessable" for one in agenda.unplaced}
    return MapTable(codes, (_teams(request, rows, left, notes, words),
                            _weeks(request, rows, left, notes, words)))  # fmt: skip


def _teams(
    request: TourRequest,
    rows: pd.DataFrame,
    left: dict[str, str],
    notes: dict[str, str],
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
    numbers = {row.unit_code: place[row.team_id] for row in rows.itertuples(index=False)}
    return _category("team", words("Team"), classes, numbers, left, notes)


def _weeks(
    request: TourRequest,
    rows: pd.DataFrame,
    left: dict[str, str],
    notes: dict[str, str],
    words: Wording,
) -> Layer:
    weeks = max(1, -(-((request.last_on - request.first_on).days + 1) // 7))
    shown = min(weeks, _WEEKS)
    # With more weeks than colours, a class holds several weeks in a row.
    width = -(-weeks // shown)
    shown = -(-weeks // width)
    classes = tuple(
        LayerClass(_week_word(1 + number * width, min(weeks, (number + 1) * width), words))
        for number in range(shown)
    )
    numbers = {
        row.unit_code: 1 + (row.day - request.first_on).days // 7 // width
        for row in rows.itertuples(index=False)
    }
    return _category("week", words("Week"), classes, numbers, left, notes)


def _week_word(first: int, last: int, words: Wording) -> str:
    if first == last:
        return words("Week {n}", n=first)
    return words("Weeks {first} to {last}", first=first, last=last)


def _category(
    layer_id: str,
    label: str,
    classes: tuple[LayerClass, ...],
    numbers: dict[str, int],
    left: dict[str, str],
    notes: dict[str, str],
) -> Layer:
    values = {code: float(number) for code, number in numbers.items()}
    return Layer(layer_id, label, "category", classes, {**left, **values}, numbers=numbers,
                 notes=notes)  # type: ignore[arg-type]  # fmt: skip
