"""An agenda as people take it along: calendar entries, and a page to print for each team."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from string import Template

from dashboard.figures.tokens import colour
from dashboard.figures.tours import KIND_WORDS, StopRow, stop_rows
from dashboard.planning.kept import Tour
from dashboard.planning.tour import clock
from dashboard.planning.unit_name import telling_name
from dashboard.reports.calendar_file import Event
from dashboard.wording import Wording

_STYLE = Template("""@page{size:A4;margin:14mm}
body{font:13px/1.6 "IBM Plex Sans Arabic",sans-serif;color:$ink}
section{break-after:page}h1{font-size:20px}
table{border-collapse:collapse;inline-size:100%}
th,td{border-block-end:1px solid $line;padding:5px 8px;text-align:start;vertical-align:top}
thead{display:table-header-group}tr{break-inside:avoid}
p{font-size:11px;color:$quiet;margin:4px 0}""").substitute(
    ink=colour("ink"), line=colour("control_border"), quiet=colour("ink2")
)


def tour_events(tour: Tour, words: Wording, *, team_id: str | None = None) -> list[Event]:
    """Return the meetings of an agenda, or of one team, as calendar entries in a language.

    The same meeting has the same identifier in every version: importing again moves it.
    """
    rows = stop_rows(tour.request, tour.agenda)
    return [
        Event(
            f"{row.kind}-{row.visit_id}@jahiziya",
            _at(row.day, row.starts_at),
            _at(row.day, row.ends_at),
            words("{what}: {commune}", what=words(KIND_WORDS[row.kind]), commune=_name(row, words)),
            _name(row, words),
            words("Team {team}; {n} minutes of road before.", team=row.team_id,
                  n=row.travel_minutes),
        )
        for row in rows
        if team_id in (None, row.team_id)
    ]  # fmt: skip


def tour_pages(tour: Tour, words: Wording, about: Sequence[str]) -> bytes:
    """Return a document to print, at least one A4 page a team, right to left in Arabic.

    `about` are the sentences on source, day and assumptions at the foot of each.
    """
    rows = stop_rows(tour.request, tour.agenda)
    by_team = {team.team_id: [row for row in rows if row.team_id == team.team_id]
               for team in tour.request.teams}  # fmt: skip
    body = "".join(_section(team, held, words, about) for team, held in by_team.items() if held)
    title = html.escape(words("Agenda"))
    return (
        f'<!doctype html><html lang="{words.language}" dir="{words.direction}"><head>'
        f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body>{body}</body></html>"
    ).encode()


def _section(team_id: str, rows: Sequence[StopRow], words: Wording, about: Sequence[str]) -> str:
    heads = (words("Day"), words("Leaves home"), words("Starts at"), words("Ends at"),
             words("Commune"), words("What"), words("Back home"))  # fmt: skip
    head = "".join(f"<th>{html.escape(one)}</th>" for one in heads)
    lines = "".join(f"<tr>{_cells(row, words)}</tr>" for row in rows)
    title = html.escape(words("Agenda of team {team}", team=team_id))
    foot = "".join(f"<p>{html.escape(line)}</p>" for line in about)
    return (
        f"<section><h1>{title}</h1><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{lines}</tbody></table>{foot}</section>"
    )


def _cells(row: StopRow, words: Wording) -> str:
    shown = (
        words.date(row.day), clock(row.leaves_at), clock(row.starts_at), clock(row.ends_at),
        _name(row, words), words(KIND_WORDS[row.kind]), clock(row.returns_at),
    )  # fmt: skip
    return "".join(f"<td>{html.escape(one)}</td>" for one in shown)


def _name(row: StopRow, words: Wording) -> str:
    return telling_name(row.unit_code, words.language)


def _at(day: dt.date, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
