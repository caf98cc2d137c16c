"""What a communiqué proposes to follow up: rows as drafted, and those accepted as one entry.

A row says which columns a person is shown and may change; the day of the meeting is asked once and
is the day of all that was raised in it. Nothing here is stored: `entered` makes what the short
forms make, and it goes the way of every file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.contracts import contracts
from dashboard.intake.communique.draft import Ahead, Draft, Quote, shown
from dashboard.intake.communique.terms import coded
from dashboard.intake.communique.text import sentences
from dashboard.intake.known import Known
from dashboard.settings import settings
from dashboard.store import Store
from dashboard.territory.places import COUNTRY
from dashboard.territory.register import register

MEETING, DIRECTIVE = "meeting", "directive"
_LINE = 140
_KEPT_AND = (
    "وسا",
    "وسي",
    "وزا",
    "وزي",
    "وتي",
    "وضع",
    "وحد",
    "وثا",
    "ولا",
)  # words that begin with و
_COUNTS = {"total": "attendees_total", "women": "attendees_women"}
_TOLD_THEMES = ("political_situation", "communiques", "advocacy", "diagnosis")


@dataclass(frozen=True)
class Drafted:
    """A row that is proposed. `asked` are the columns shown, in order; `quote` where it is said.

    `known_as` is the title of the stored milestone that the row would change, else empty.
    """

    key: str
    table: str
    values: Mapping[str, Any]
    quote: Quote | None
    asked: tuple[str, ...]
    known_as: str = ""


@dataclass(frozen=True)
class Accepted:
    """A row as a person accepted it: its key among the drafted ones, its table and cells."""

    key: str
    table: str
    values: Mapping[str, Any] = field(default_factory=dict)


def drafted_rows(draft: Draft, store: Store, today: dt.date) -> list[Drafted]:
    """Return the rows a communiqué proposes, in the order in which they are looked at."""
    return [
        _meeting(draft),
        *_decisions(draft),
        *_constraints(draft),
        *_milestones(draft, store, today),
        *_requests(draft),
        _directive(draft),
    ]


def stored_meeting(store: Store, meeting: Mapping[str, Any]) -> str | None:
    """Return the id of the stored meeting of a body and a day, None when there is none."""
    known = Known(store.cursor(), contracts()["meetings"])
    row = {**meeting, "key_on": meeting.get("held_on"), "structure_label": None}
    return next((one for one in known.find(row) if (one,) in known.current), None)


def count_decisions(store: Store, meeting_id: str) -> int:
    """Return the highest number of a decision that a stored meeting has; 0 for none."""
    known = Known(store.cursor(), contracts()["decisions"])
    numbers = [int(r["number"]) for r in known.current.values() if r["meeting_id"] == meeting_id]
    return max(numbers, default=0)


def _meeting(draft: Draft) -> Drafted:
    head = draft.heading
    counts = {
        _COUNTS.get(one.capacity, f"attendees_{one.capacity}"): one.count
        for one in draft.attended
        if one.count is not None
    }
    values = {
        "kind": head.kind,
        "body_kind": head.body_kind,
        "body_unit_code": head.unit_code,
        "held_on": head.held_on,
        "host_territory_code": head.host_code,
        "topics": _topics(draft),
        **counts,
    }
    asked = ("kind", "body_kind", "body_unit_code", "held_on", "host_territory_code", "topics",
             "attendees_total", "attendees_women", "attendees_parliamentarians",
             "attendees_provincial_secretaries", "attendees_regional_secretariat",
             "attendees_council_presidents")  # fmt: skip
    return Drafted(MEETING, "meetings", values, head.quote, asked)


def _topics(draft: Draft) -> list[str]:
    """Return the themes that were on the agenda: of what was decided, and told of in words."""
    found = [one.theme for one in draft.decisions if one.theme != "other"]
    found += ["constraints"] * bool(draft.constraints) + ["milestones"] * bool(draft.milestones)
    found += ["government_sectors"] * bool(draft.sectors)
    read = sentences(draft.masked)
    for code, pattern in coded("themes"):
        if code in _TOLD_THEMES and any(pattern.search(one.plain) for one in read):
            found.append(code)
    known = contracts()["meetings"].by_name["topics"].by_code
    return [code for code in known if code in found]


def _decisions(draft: Draft) -> Iterator[Drafted]:
    for n, one in enumerate(draft.decisions, 1):
        values = {
            "summary": _line(draft.words(one.quote)),
            "theme": one.theme,
            "owner_function": one.owner_function,
            "territory_code": one.territory_code or _seat(draft),
            "due_on": one.due_on,
        }
        yield Drafted(f"decision_{n}", "decisions", values, one.quote, tuple(values))


def _constraints(draft: Draft) -> Iterator[Drafted]:
    for n, one in enumerate(draft.constraints, 1):
        code = one.territory_code or _seat(draft)
        is_led = _line(draft.words(one.quote)).startswith("بال")  # «يتعلق بالعلاقة مع …»
        values = {
            "summary": _line(draft.words(one.quote)).removeprefix("ب" if is_led else ""),
            "category": one.category,
            "territory_code": _judged(code) if one.category == "elected_officials" else code,
            "answer_level": None,
        }
        yield Drafted(f"constraint_{n}", "constraint_reports", values, one.quote, tuple(values))


def _judged(code: str | None) -> str | None:
    """Return the province of a commune: a row that judges is never finer."""
    place = register().place(code) if code else None
    return place.province_code if place and place.province_code else code


def _milestones(draft: Draft, store: Store, today: dt.date) -> Iterator[Drafted]:
    asked = ("title", "kind", "territory_code", "cycle", "happens_on", "date_status")
    for n, one in enumerate(draft.milestones, 1):
        day = one.happens_on
        year = (day or draft.heading.held_on or today).year
        values = {
            "title": _line(draft.words(one.quote)),
            "kind": one.kind,
            "territory_code": _milestone_place(draft, one),
            "cycle": f"{year}.1",
            "happens_on": day,
            "date_status": "confirmed" if day else "unknown",
        }
        known = _known_milestone(store, values)
        if known is not None:
            values |= {name: known[name] for name in ("cycle", "number", "title")}
            if day is None:
                values |= {name: known[name] for name in ("happens_on", "date_status")}
        title = str(known["title"]) if known is not None else ""
        yield Drafted(f"milestone_{n}", "milestones", values, one.quote, asked, title)


def _known_milestone(store: Store, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the stored milestone that a drafted one speaks of: of its kind and place, not held."""
    known = Known(store.cursor(), contracts()["milestones"]).current.values()
    day = values["happens_on"]
    same = [
        one
        for one in known
        if (one["kind"], one["territory_code"]) == (values["kind"], values["territory_code"])
        and one["date_status"] != "held"
        and one["cycle"] >= str(values["cycle"])[:4]  # the text cannot speak of one before it
        and (day is None or one["happens_on"] is None or one["happens_on"] == day)
    ]
    return min(same, key=lambda one: (one["cycle"], one["number"]), default=None)


def _milestone_place(draft: Draft, one: Ahead) -> str:
    words = draft.words(one.quote)
    region = settings().region_code
    if one.kind == "national_council" or (
        one.kind == "congress" and _says(words, "وطني", "national")
    ):
        return COUNTRY
    if one.kind == "congress" and _says(words, "إقليمي", "provincial"):
        place = register().place(one.territory_code or draft.heading.unit_code or "")
        return place.province_code if place and place.province_code else region
    return region


def _says(words: str, *parts: str) -> bool:
    return any(part in words for part in parts)


def _requests(draft: Draft) -> Iterator[Drafted]:
    for n, one in enumerate(draft.sectors, 1):
        values = {"sector_code": one.code, "territory_code": _seat(draft), "channel": None,
                  "summary": ""}  # fmt: skip
        yield Drafted(f"request_{n}", "liaison_requests", values, one.quote, tuple(values))


def _directive(draft: Draft) -> Drafted:
    first = Quote(0, 0, min(draft.sentences))
    values = {
        "title": _line(shown(next(filter(str.strip, draft.masked.splitlines())))),
        "issued_on": draft.heading.held_on,
        "body": draft.heading.body_kind,
    }
    return Drafted(DIRECTIVE, "directives", values, first, tuple(values))


def _seat(draft: Draft) -> str | None:
    """Return the territory of the body that met; the region where it sits on a constituency."""
    code = draft.heading.unit_code
    return settings().region_code if code and ":" in code else code


def _line(words: str) -> str:
    """Return words as one line of at most 140 signs, without the «و» that joined them before."""
    text = words.strip(" ،,؛;:.-–•*")
    if text.startswith("و") and not text.startswith(_KEPT_AND):
        text = text[1:]
    text = text[:1].upper() + text[1:]
    if len(text) <= _LINE:
        return text
    return text[: _LINE - 1].rsplit(" ", 1)[0].rstrip(" ،,") + "…"
