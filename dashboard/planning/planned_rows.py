"""Accepted visits → planned rows of `structures` and `meetings`, by the way of every file.

A founding is a local secretariat's `planned_on`; `first_planned_on` is left to the store, which
keeps the first day ever planned, so that slippage can be seen. A visit is a planned field visit to
the commune's own body. Appointments are no facts of ours and make no row.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard.intake.checked import Checked, File
from dashboard.intake.importing import check_many, commit
from dashboard.planning.tour import Agenda, Kind, TourRequest
from dashboard.store import Origin, Store

_STRUCTURES = ("kind", "unit_code", "number", "planned_on")
_MEETINGS = ("meeting_id", "kind", "body_kind", "body_unit_code", "status", "planned_on",
             "host_territory_code")  # fmt: skip
_OVER = ("founded", "renewal_due")


def check_planned(
    store: Store,
    request: TourRequest,
    agenda: Agenda,
    bodies: pd.DataFrame,
    visits: pd.DataFrame,
    *,
    note: str,
    today: dt.date,
    account: str = "local",
    origin: Origin = "reported",
) -> list[Checked]:
    """Check the rows of an agenda as files, one a table; nothing is written.

    Args:
        store: an open store.
        request: what the agenda answers.
        agenda: whose placed visits are accepted; days before `today` are left out.
        bodies: `tour_bodies`: the local secretariats there are, for their number.
        visits: `tour_visits`: field visits planned before, so that a new day moves them.
        note: what the history shall say: the agenda's name.
        today: the day that counts as today.
        account: who accepts it.
        origin: where the figures come from.
    """
    foundings = _days_of("founding", request, agenda, today)
    journeys = _days_of("visit", request, agenda, today)
    files = [
        File(table, _csv(columns, rows), f"{table}-agenda.csv")
        for table, columns, rows in (
            ("structures", _STRUCTURES, structure_rows(foundings, bodies)),
            ("meetings", _MEETINGS, meeting_rows(journeys, visits)),
        )
        if rows
    ]
    return check_many(store, files, origin=origin, account=account, note=note, today=today)


def accept_planned(store: Store, checked: Sequence[Checked]) -> list[int]:
    """Commit checked rows in one transaction; return the batch numbers, each can be undone.

    Raises:
        Refused: a row has an error; nothing was written.
    """
    return commit(store, checked, doing="planned")


def structure_rows(
    foundings: Iterable[tuple[str, dt.date]], bodies: pd.DataFrame
) -> list[tuple[Any, ...]]:
    """Return a row a founding; a unit whose secretariat stands already has none.

    A body that is not founded yet keeps its number; after a dissolution the next one opens.
    """
    newest: dict[str, Any] = {}
    for row in _lines(bodies.sort_values("number")):
        newest[row.unit_code] = row
    rows = []
    for code, day in foundings:
        body = newest.get(code)
        if body is not None and body.status in _OVER:
            continue
        number = 1 if body is None else int(body.number) + (body.status == "dissolved")
        rows.append(("local_secretariat", code, number, day))
    return rows


def meeting_rows(
    journeys: Iterable[tuple[str, dt.date]], visits: pd.DataFrame
) -> list[tuple[Any, ...]]:
    """Return a row a visit: the one already planned there moves to its new day, else a new one."""
    known = {row.body_unit_code: row.meeting_id for row in _lines(visits)}
    return [
        (known.get(code, ""), "field_visit", "local_secretariat", code, "planned", day, code)
        for code, day in journeys
    ]


def _days_of(
    kind: Kind, request: TourRequest, agenda: Agenda, today: dt.date
) -> list[tuple[str, dt.date]]:
    places = sorted(agenda.places().items())
    return [
        (request.visit[visit_id].unit_code, outing.day)
        for visit_id, (outing, _stop) in places
        if request.visit[visit_id].kind == kind and outing.day >= today
    ]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def _lines(rows: pd.DataFrame) -> list[Any]:
    return list(rows.itertuples(index=False))
