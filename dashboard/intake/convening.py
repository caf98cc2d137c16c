"""A founding assembly is held on the day its body is convened to, or later: never before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dashboard.errors import Problem, Said
from dashboard.intake.checks import Standing
from dashboard.intake.faults import Place, error
from dashboard.intake.known import Known

_ASSEMBLY = "founding_assembly"
_GIVEN = {"kind", "held_on", "body_kind", "body_unit_code", "structure_id"}


def before_convening(
    standings: Sequence[Standing], structures: Callable[[], Known]
) -> Iterator[Problem]:
    """Yield each founding assembly held before its body was convened.

    Args:
        standings: rows of `meetings`.
        structures: reads the bodies that are stored, once they are needed. Of a seat with several
            of the kind, founded and dissolved one after the other, the newest counts unless the
            meeting names its body.
    """
    asked = [one for one in standings if one.now.get("kind") == _ASSEMBLY and one.given & _GIVEN]
    if not asked:
        return
    by_id, by_seat = _convened(structures().current.values())
    for standing in asked:
        now = standing.now
        seat = (now.get("body_kind"), now.get("body_unit_code"))
        code = now.get("structure_id")
        first = by_id.get(code) if code else by_seat.get(seat)
        held = now.get("held_on")
        if first is not None and held is not None and held < first:
            yield error(
                "meeting.before_convening",
                Said("This founding assembly is held before its body was convened."),
                Said("Correct the day, or the day of convening in the table of bodies."),
                at=Place(standing.row, "held_on"),
                found=held,
                expected=Said("not before {first}", first=first),
            )


def _convened(
    structures: Iterable[Mapping[str, Any]],
) -> tuple[dict[Any, dt.date | None], dict[tuple[Any, Any], dt.date | None]]:
    by_id: dict[Any, dt.date | None] = {}
    by_seat: dict[tuple[Any, Any], dt.date | None] = {}
    for row in sorted(structures, key=lambda one: one.get("number") or 1):
        by_id[row["structure_id"]] = row.get("convened_on")
        by_seat[row["kind"], row["unit_code"]] = row.get("convened_on")
    return by_id, by_seat
