"""What the regional secretariat enters itself: its meetings, decisions and milestones. Invented."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from typing import Any

from dashboard.demo.bodies import Body
from dashboard.demo.gatherings import meeting_row, minutes_of
from dashboard.demo.history import REGION, History, day_between, last_day
from dashboard.demo.upper_bodies import host_of, province_of
from dashboard.paths import DEMO
from dashboard.territory.register import register

_DAY = dt.timedelta(days=1)
# The real regional meeting of that month is public: nothing is invented beside it.
_TOLD_ELSEWHERE = dt.date(2025, 5, 1)
_UPPER_MINUTES = 0.8  # share of their meetings whose minutes are reported
_KEPT = (
    "decisions", "directives", "milestones", "diagnoses", "liaison_requests", "advocacy_items",
    "meetings", "constraint_reports",
)  # fmt: skip

Rows = dict[str, list[dict[str, Any]]]


@cache
def says() -> dict[str, Any]:
    """Return the decisions, milestones and tasks to draw from, `data/demo/region.toml`."""
    return tomllib.loads((DEMO / "region.toml").read_text(encoding="utf-8"))


def region_meetings(told: History, bodies: list[Body], month: dt.date) -> list[dict[str, Any]]:
    """Return the meetings that the bodies above the commune held in a month."""
    rows = [_meeting(told, body, month) for body in bodies]
    return [row for row in rows if row]


def decisions(told: History, meetings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what meetings of secretariats decided, with the day each was done, if ever."""
    rows: list[dict[str, Any]] = []
    for meeting in meetings:
        if meeting["body_kind"] in ("regional_secretariat", "provincial_secretariat"):
            rows += _decided(told, meeting)
    return rows


def told_by(decision: dict[str, Any], day: dt.date) -> dict[str, Any]:
    """Return a decision as it stands on a day."""
    done = decision["done_on"] if decision["done_on"] and decision["done_on"] <= day else None
    row = {name: value for name, value in decision.items() if name not in ("done_on", "held_on")}
    row["status"] = "done" if done else decision["status"]
    return row | ({"done_on": done} if done else {})


def milestones(told: History, since: dt.date, day: dt.date) -> Rows:
    """Return milestones announced, or held, and tasks done after `since` and up to `day`."""
    rows: Rows = {"milestones": [], "milestone_tasks": []}
    for one in says()["milestones"]:
        said_on, on = told.today - one["said_days"] * _DAY, told.today + one["days"] * _DAY
        held = one["date_status"] == "held"
        if since < said_on <= day:
            rows["milestones"].append(_milestone(one, on, said_on, "confirmed" if held else None))
        if held and since < on <= day:
            rows["milestones"].append(_milestone(one, on, said_on, None))
        if said_on <= day:
            rows["milestone_tasks"] += _tasks(told, one, since, day)
    return rows


def closed(month: dt.date, received_on: dt.date, sent: dict[str, int]) -> list[dict[str, Any]]:
    """Return the rows that close a month for the tables the region keeps."""
    return [
        {
            "territory_code": REGION,
            "table_name": name,
            "period": f"{month:%Y-%m}",
            "rows_declared": sent.get(name, 0),
            "received_on": received_on,
            "is_nil": not sent.get(name, 0),
        }
        for name in _KEPT
    ]


def _meeting(told: History, body: Body, month: dt.date) -> dict[str, Any] | None:
    draw = told.draw("upper meeting", body.kind, body.unit_code, str(month))
    regional = body.unit_code == REGION
    if body.kind == "regional_council":
        if month.month not in (3, 10):
            return None
    elif draw.random() > body.rhythm or (regional and month == _TOLD_ELSEWHERE):
        return None
    on = day_between(draw, month, last_day(month))
    members = body.bureau.members if body.bureau else 20
    total = draw.randint(members // 2, members + (25 if regional else 8))
    row = meeting_row(body, _kind(body), on) | {
        "status": "held",
        "held_on": on,
        "host_territory_code": host_of(told, month) if regional else province_of(body.unit_code),
        "topics": ["founding_agenda", draw.choice(("milestones", "elections_preparation"))],
        "attendees_total": total,
        "attendees_women": round(total * draw.uniform(0.2, 0.4)),
    }
    if body.kind == "regional_secretariat":
        row["attendees_parliamentarians"] = draw.randint(1, 4)
        row["attendees_provincial_secretaries"] = draw.randint(5, 8)
        row["attendees_council_presidents"] = draw.randint(2, 9)
    return row | minutes_of(told, row, _UPPER_MINUTES)


def _kind(body: Body) -> str:
    return "council_session" if body.kind == "regional_council" else "ordinary"


def _decided(told: History, meeting: dict[str, Any]) -> list[dict[str, Any]]:
    draw = told.draw("decided", meeting["meeting_id"])
    regional = meeting["body_unit_code"] == REGION
    n = draw.randint(2, 4) if regional else draw.choice((0, 1, 1, 2))
    chosen = draw.sample(says()["decisions"], n)
    rows = []
    for number, one in enumerate(chosen, 1):
        place = _where(draw.random(), meeting)
        due = meeting["held_on"] + draw.choice((21, 30, 45, 60, 90)) * _DAY
        row = one | {
            "decision_id": f"decisions.{meeting['meeting_id'][9:]}.{number:02d}",
            "meeting_id": meeting["meeting_id"],
            "number": number,
            "territory_code": place,
            "due_on": due,
            "held_on": meeting["held_on"],
        }
        rows.append(row | _outcome(draw.random(), draw.randint(2, 18), due, meeting["held_on"]))
    return rows


def _where(chance: float, meeting: dict[str, Any]) -> str:
    """Return where a decision is carried out: mostly the province, at times one of its communes."""
    host = province_of(str(meeting["host_territory_code"]))
    if meeting["body_unit_code"] == REGION and chance < 0.3:
        return REGION
    if chance < 0.75:
        return host
    inside = [one.code for one in register().communes() if one.province_code == host]
    return inside[int((chance - 0.75) * 4 * len(inside))]


def _outcome(chance: float, days: int, due: dt.date, held: dt.date) -> dict[str, Any]:
    """Return what became of a decision: in time, late, never done, dropped."""
    if chance < 0.58:
        return {"status": "open", "done_on": max(due - days * _DAY, held + 3 * _DAY)}
    if chance < 0.74:
        return {"status": "in_progress", "done_on": due + 2 * days * _DAY}
    return {"status": "dropped" if chance > 0.96 else "open", "done_on": None}


def _milestone(
    one: dict[str, Any], on: dt.date, said_on: dt.date, status: str | None
) -> dict[str, Any]:
    return {
        "milestone_id": _milestone_id(one, on),
        "kind": one["kind"],
        "territory_code": REGION,
        "cycle": f"{on.year}.1",
        "number": one["number"],
        "title": one["title"],
        "happens_on": on,
        "date_status": status or one["date_status"],
        "announced_on": said_on,
        "members_expected": one["members_expected"],
    }


def _milestone_id(one: dict[str, Any], on: dt.date) -> str:
    return f"milestones.{REGION}.{one['kind']}.{on.year}.1.{one['number']:02d}"


def _tasks(
    told: History, one: dict[str, Any], since: dt.date, day: dt.date
) -> list[dict[str, Any]]:
    """Return the tasks of every province: first as they are set, later once, when done."""
    said_on, on = told.today - one["said_days"] * _DAY, told.today + one["days"] * _DAY
    rows = []
    for province in register().provinces():
        for number, name in enumerate(one["tasks"], 1):
            task = says()["tasks"][name]
            draw = told.draw("task", one["title"], province.code, name)
            due, done = on - task["days_before"] * _DAY, None
            if draw.random() < 0.75:
                done = day_between(draw, said_on + 5 * _DAY, due + 6 * _DAY)
            row = {"milestone_id": _milestone_id(one, on), "number": number, **task}
            row["territory_code"] = province.code
            is_done = done is not None and done <= day
            if is_done and done:
                row["done_on"] = done
            if since < said_on or (is_done and done and done > since):
                rows.append(row)
    return rows
