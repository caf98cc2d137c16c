"""An agenda with all it was made of, as text to keep, and back.

The road is kept too: a saved agenda is checked, edited and compared with the minutes it was made
with, whatever the settings say since.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.errors import Said, UserError
from dashboard.planning.rules import Rules
from dashboard.planning.tour import Agenda, Outing, Pin, Stop, Team, TourRequest, Unplaced, Visit
from dashboard.planning.travel import Travel

_FORMAT = 1


@dataclass(frozen=True)
class Tour:
    """What was asked, the road, and the agenda that answers it."""

    request: TourRequest
    travel: Travel
    agenda: Agenda


def text_of(tour: Tour) -> str:
    """Return a tour as JSON; the same tour gives the same text."""
    road = sorted(tour.travel.minutes.items())
    content = {
        "format": _FORMAT,
        "request": {
            "first_on": tour.request.first_on,
            "last_on": tour.request.last_on,
            "teams": [asdict(team) for team in tour.request.teams],
            "visits": [asdict(visit) for visit in tour.request.visits],
            "rules": asdict(tour.request.rules),
            "market_days": dict(sorted(tour.request.market_days.items())),
            "closed": {day.isoformat(): why for day, why in sorted(tour.request.closed.items())},
        },
        "road": [[a, b, minutes] for (a, b), minutes in road],
        "is_estimated": tour.travel.is_estimated,
        "outings": [asdict(outing) for outing in tour.agenda.outings],
        "unplaced": [_unplaced_text(one) for one in tour.agenda.unplaced],
    }
    return json.dumps(content, default=_plain, ensure_ascii=False)


def tour_of(text: str) -> Tour:
    """Return the tour that a text keeps.

    Raises:
        UserError: the text was kept by a later version of the product.
    """
    kept = json.loads(text)
    if kept["format"] > _FORMAT:
        raise UserError(Said("This agenda was saved by a later version. Update the dashboard."))
    travel = Travel({(a, b): minutes for a, b, minutes in kept["road"]}, kept["is_estimated"])
    outings = tuple(_outing(one) for one in kept["outings"])
    unplaced = tuple(_unplaced(one) for one in kept["unplaced"])
    return Tour(_request(kept["request"]), travel, Agenda(outings, unplaced))


def _request(kept: Mapping[str, Any]) -> TourRequest:
    return TourRequest(
        dt.date.fromisoformat(kept["first_on"]),
        dt.date.fromisoformat(kept["last_on"]),
        tuple(_team(one) for one in kept["teams"]),
        tuple(_visit(one) for one in kept["visits"]),
        Rules(**kept["rules"]),
        {code: frozenset(days) for code, days in kept["market_days"].items()},
        {dt.date.fromisoformat(day): why for day, why in kept["closed"].items()},
    )


def _team(kept: Mapping[str, Any]) -> Team:
    away = frozenset(dt.date.fromisoformat(day) for day in kept["away"])
    return Team(**{**kept, "weekdays": frozenset(kept["weekdays"]), "away": away})


def _visit(kept: Mapping[str, Any]) -> Visit:
    pin = kept["pin"] and Pin(**{**kept["pin"], "day": dt.date.fromisoformat(kept["pin"]["day"])})
    days = {name: _day(kept[name]) for name in ("not_before", "deadline")}
    return Visit(**{**kept, **days, "pin": pin})


def _outing(kept: Mapping[str, Any]) -> Outing:
    stops = tuple(Stop(**one) for one in kept["stops"])
    return Outing(**{**kept, "day": dt.date.fromisoformat(kept["day"]), "stops": stops})


def _unplaced_text(one: Unplaced) -> dict[str, Any]:
    return {
        "visit_id": one.visit_id,
        "reason": one.reason,
        "said": [one.said.sentence, one.said.values],
        "remedy": [one.remedy.sentence, one.remedy.values],
    }


def _unplaced(kept: Mapping[str, Any]) -> Unplaced:
    return Unplaced(kept["visit_id"], kept["reason"], _said(kept["said"]), _said(kept["remedy"]))


def _said(kept: Any) -> Said:
    sentence, values = kept
    return Said(sentence, **{name: _date_or(value) for name, value in values.items()})


def _date_or(value: Any) -> Any:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _day(kept: str | None) -> dt.date | None:
    return dt.date.fromisoformat(kept) if kept else None


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return sorted(value)
