"""The papers of an invented body: the note that opens its founding, minutes, bureau list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dashboard.demo.bodies import Body
from dashboard.demo.history import History, parameters

_DAY = dt.timedelta(days=1)


def with_papers(told: History, body: Body) -> Body:
    """Give a planned or founded body the days of its papers; a share of each stays missing."""
    says, draw = parameters()["papers"], told.draw("papers", body.kind, body.unit_code)
    has_note, has_minutes, has_list = (
        draw.random() < says[name] for name in ("note", "minutes", "bureau_list")
    )
    before, minutes, listed = draw.randint(2, 20), draw.randint(3, 35), draw.randint(5, 70)
    said = body.plans[0].said_on if body.plans else None
    on = body.founded_on
    return replace(
        body,
        note_on=said - before * _DAY if said and has_note else None,
        minutes_filed_on=on + minutes * _DAY if on and has_minutes else None,
        bureau_list_filed_on=on + listed * _DAY if on and has_list and body.bureau else None,
    )
