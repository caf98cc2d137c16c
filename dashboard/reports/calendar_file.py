"""Events as an iCalendar file (RFC 5545) that phones and desktop calendars open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_LINE = 75  # octets of a line, the line break left out (RFC 5545, 3.1)
_ZONE = "Africa/Casablanca"
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))  # some calendars draw them
_PRODUCT = "-//Jahiziya//Agenda//EN"


@dataclass(frozen=True)
class Event:
    """One entry: when it starts and ends in Casablanca, its title, place and notes.

    `uid` stays the same when the event moves, so that a calendar moves it and makes no second one.
    """

    uid: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    place: str = ""
    notes: str = ""


def calendar_file(
    events: Sequence[Event], *, name: str, made_at: dt.datetime, sequence: int = 0
) -> bytes:
    """Return the events as iCalendar in UTF-8.

    Args:
        events: in the order of the file; their hours are those of Casablanca.
        name: the name that calendar programs show.
        made_at: when it was made, UTC; every event carries it.
        sequence: the version of the agenda: a higher one replaces what was imported before.
    """
    days = [one.starts_at for one in events] or [made_at]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"X-WR-TIMEZONE:{_ZONE}",
        *_zone(min(days), max(days)),
        *(line for event in events for line in _event(event, made_at, sequence)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _zone(first: dt.datetime, last: dt.datetime) -> list[str]:
    """Return the time zone over the days of the events.

    Casablanca is an hour ahead of UTC all year but Ramadan: each change of offset within the days
    is a part of its own, as the time zone database foresees it.
    """
    zone = ZoneInfo(_ZONE)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{_ZONE}"]
    before = _offset(zone, first - dt.timedelta(1))
    lines += _part(dt.datetime(1970, 1, 1), before, before)
    day = first.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    hours = int((last - day) / dt.timedelta(hours=1)) + 24
    for step in range(hours):
        now = day + dt.timedelta(hours=step)
        after = _offset(zone, now)
        if after != before:
            lines += _part(now, before, after)
            before = after
    return [*lines, "END:VTIMEZONE"]


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    return moment.replace(tzinfo=zone).utcoffset() or dt.timedelta()


def _part(start: dt.datetime, before: dt.timedelta, after: dt.timedelta) -> list[str]:
    return [
        "BEGIN:STANDARD",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_ahead(before)}",
        f"TZOFFSETTO:{_ahead(after)}",
        "END:STANDARD",
    ]


def _ahead(offset: dt.timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _event(event: Event, made_at: dt.datetime, sequence: int) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{sequence}",
        f"DTSTART;TZID={_ZONE}:{event.starts_at:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={_ZONE}:{event.ends_at:%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escaped(event.title)}",
    ]
    if event.place:
        lines.append(f"LOCATION:{_escaped(event.place)}")
    if event.notes:
        lines.append(f"DESCRIPTION:{_escaped(event.notes)}")
    return [*lines, "END:VEVENT"]


def _escaped(text: str) -> str:
    text = text.translate(_ISOLATES)
    for letter in ("\\", ";", ","):
        text = text.replace(letter, "\\" + letter)
    bare = "".join(one for one in text if one == "\n" or ord(one) >= 32)
    return bare.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line broken at 75 octets, never inside a letter; the rest begins with a blank."""
    parts, size, now = [], 0, bytearray()
    for letter in line:
        octets = letter.encode()
        if size + len(octets) > _LINE:
            parts.append(bytes(now))
            now, size = bytearray(b" "), 1
        now += octets
        size += len(octets)
    return b"\r\n".join([*parts, bytes(now)]) + b"\r\n"
