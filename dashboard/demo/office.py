"""What the region's office enters apart from its months: councils, findings, planning inputs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.demo.field_constraints import field_says
from dashboard.demo.history import REGION, History, parameters
from dashboard.demo.standing import seats_of
from dashboard.demo.voters import level
from dashboard.territory.register import Place, register

_DAY = dt.timedelta(days=1)
_TERM = dt.date(2021, 9, 8)
_SOURCE = "معطيات اصطناعية للعرض · Données synthétiques de démonstration"
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Row = dict[str, Any]


def mandates(told: History) -> list[Row]:
    """Return the party's seats in the councils of communes and arrondissements, all invented."""
    rows = [_mandate(told, "communal", one, seats_of(one)[0]) for one in register().communes()]
    seats = parameters()["standing"]["seats"]["arrondissement.2027"][0]
    return rows + [
        _mandate(told, "arrondissement", one, seats) for one in register().arrondissements()
    ]


def diagnoses(told: History, since: dt.date, day: dt.date) -> list[Row]:
    """Return the findings noted after `since` and up to `day`."""
    return [
        {name: value for name, value in one.items() if name != "days"}
        | {"diagnosis_id": _dated_id("diagnoses", one["territory_code"], on), "noted_on": on}
        | {"number": 1}
        for one, on in _dated(told, "diagnoses", since, day)
    ]


def directives(told: History, since: dt.date, day: dt.date) -> list[Row]:
    """Return the papers that the regional secretariat issued after `since` and up to `day`."""
    rows = []
    for one, on in _dated(told, "directives", since, day):
        row: Row = {
            "directive_id": f"directives.{on}.{one['kind']}.01",
            "kind": one["kind"],
            "issued_on": on,
            "body": "regional_secretariat",
            "number": 1,
            "title": one["title"],
            "action": one["action"],
        }
        row |= {"due_on": on + one["due_days"] * _DAY} if "due_days" in one else {}
        rows.append(row)
    return rows


def with_papers_discussed(told: History, meeting: Row, before: dt.date) -> Row:
    """Return a held meeting with the papers of the last months that it discussed, if any.

    Only papers issued before `before`: the others have not reached the body yet.
    """
    says, on = parameters()["papers_discussed"], meeting.get("held_on")
    if on is None or meeting["kind"] != "ordinary" or meeting["body_unit_code"] == REGION:
        return meeting
    chance = says["province" if meeting["body_kind"] == "provincial_secretariat" else "local"]
    found = [
        row["directive_id"]
        for row in directives(told, on - says["days"] * _DAY, min(on, before - _DAY))
        if told.draw("discussed", meeting["meeting_id"], row["directive_id"]).random() < chance
    ]
    return meeting | ({"directive_ids": found} if found else {})


def planning(told: History) -> dict[str, list[Row]]:
    """Return teams, market days of most rural communes, and how often bodies should meet."""
    says = parameters()["planning"]
    rural = [one for one in register().communes() if one.milieu == "rural"]
    markets = []
    for one in rural:
        draw = told.draw("market", one.code)
        if draw.random() < says["market_share"]:
            day = {"territory_code": one.code, "weekday": draw.choice(_WEEK), "source": _SOURCE}
            markets.append(day)
    return {
        "teams": [_team(name, home, n) for n, (name, home) in enumerate(says["teams"])],
        "market_days": markets,
        "rhythms": [
            {"body_kind": kind, "meetings_per_year": n, "source": _SOURCE}
            for kind, n in says["rhythms"].items()
        ],
    }


def _mandate(told: History, kind: str, one: Place, n: int) -> Row:
    says, draw = parameters()["mandates"], told.draw("mandate", kind, one.code)
    strength = parameters()["strength"][str(one.province_code)]
    share = level(told, "mandate", one, strength) * says["seat_share"]
    held = round(n * share)
    row: Row = {
        "council_kind": kind,
        "unit_code": one.code,
        "term_start": _TERM,
        "counted_on": _TERM,
        "seats": n,
        "party_seats": held,
        "party_presidency": share > says["presidency_above"],
    }
    return row | ({"party_women": round(held * draw.uniform(0.15, 0.4))} if held >= 3 else {})


def _dated(
    told: History, what: str, since: dt.date, day: dt.date
) -> list[tuple[dict[str, Any], dt.date]]:
    pairs = [(one, told.today - one["days"] * _DAY) for one in field_says()[what]]
    return [(one, on) for one, on in pairs if since < on <= day]


def _dated_id(table: str, territory: str, on: dt.date) -> str:
    return f"{table}.{territory}.{on}.01"


def _team(name: str, home: str, n: int) -> Row:
    days = ["saturday", "sunday"] if n % 2 else ["wednesday", "saturday", "sunday"]
    return {
        "team_id": name,
        "home_territory_code": home,
        "days": days,
        "hours_a_day": 8 if n % 2 else 7,
        "meetings_a_day": 2,
    }
