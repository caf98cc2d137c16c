"""The elections as cards and tables: day, countdown between named days, certainty, legal days."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.elections.legal_dates import ROLLS, LegalDate, legal_dates
from dashboard.elections.terms import Term
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.screens import _columns as columns
from dashboard.screens._elections_words import (
    basis_words,
    between,
    election_name,
    polling_words,
    state_words,
)
from dashboard.wording import N_

OWN_DAYS = {
    "rolls_close_on": N_("Electoral lists closed for this election"),
    "nominations_open_on": N_("Nominations open"),
    "nominations_close_on": N_("Nominations close"),
    "campaign_open_on": N_("Campaign opens"),
    "polling_on": N_("Polling day"),
}
_STEPS = {
    "undated": N_("Give its day once it is published"),
    "expected": N_("Confirm the day from the official text"),
    "gone_by": N_("Say whether it was held"),
    "held": N_("Nothing is due"),
}


def cards(rows: pd.DataFrame, terms: Mapping[str, Term]) -> str:
    """Return the elections ahead as cards: day or none, how far, and how sure it is."""
    items = "".join(_card(row, terms.get(row.kind)) for row in records(rows))
    return f'<dl class="jz-figures jz-nine">{items}</dl>' if items else ""


def _card(row: Any, term: Term | None) -> str:
    lines = [polling_words(row), countdown(row, term), _certainty(row)]
    head, *rest = (html.escape(line) for line in lines)
    told = "".join(f"<dd>{line}</dd>" for line in rest)
    name = html.escape(election_name(row.election_id))
    return f'<div class="jz-figure"><dt>{name}</dt><dd class="key">{head}</dd>{told}</div>'


def countdown(row: Any, term: Term | None) -> str:
    """Return the days between as-of and polling day, or the end of the term it follows."""
    _ = state.wording()
    today, polling = columns.day(row.as_of), columns.day(row.polling_on)
    if polling is not None:
        return between(today, polling)
    if term is None or row.is_by_election:
        return _("No day to count to is known.")
    said = _("The term of {years} years that began on {begun} is full on {ends} (inferred):",
             years=term.years, begun=term.begun_on, ends=term.ends_on)  # fmt: skip
    return f"{said} {between(today, term.ends_on)}"


def _certainty(row: Any) -> str:
    _ = state.wording()
    words = _.inside(state_words(row))
    return _("State of the day: {state}; {basis}.", state=words, basis=basis_words(row.basis))


def election_rows(rows: pd.DataFrame) -> Table:
    """Return every election with its day, certainty, next step and source."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Election"), lambda row: election_name(row.election_id)),
            TableColumn(_("Polling day"), polling_words, lambda row: columns.day(row.polling_on)),
            columns.text_column(_("State of the day"), state_words),
            columns.text_column(_("Certainty"), lambda row: basis_words(row.basis)),
            columns.text_column(_("Next step"), _step),
            columns.text_column(_("Source of the day"), lambda row: row.source),
            columns.text_column(_("Entered by"), columns.source_words),
        ],
        caption=_("Elections, those ahead first"),
        id_column="election_id",
    )


def legal_rows(rows: pd.DataFrame, day: dt.date, *, with_past: bool) -> Table:
    """Return the legal days of the lists and of the elections ahead, the nearest first."""
    _ = state.wording()
    found = sorted(
        [*_of_lists(day, with_past), *_of_elections(rows, day, with_past)],
        key=lambda one: one[3] or dt.date.max,
    )
    listed = pd.DataFrame(found, columns=["code", "what", "of", "on", "last", "basis", "source"])
    listed["on"] = listed["on"].astype(object)
    return table(
        listed,
        [
            columns.text_column(_("Legal day"), lambda row: row.what),
            columns.text_column(_("For"), lambda row: row.of),
            TableColumn(_("From"), lambda row: _day_words(row.on), lambda row: row.on),
            TableColumn(_("To"), lambda row: _day_words(row.last), lambda row: row.last),
            columns.text_column(
                _("Distance"), lambda row: between(day, row.on) if row.on else ""
            ),
            columns.text_column(_("Certainty"), lambda row: basis_words(row.basis)),
            columns.text_column(_("Source"), lambda row: row.source),
        ],
        caption=_("Legal days, the nearest first"),
        id_column="code",
    )  # fmt: skip


def _of_lists(day: dt.date, with_past: bool) -> list[tuple[Any, ...]]:
    _ = state.wording()
    dated = [one for one in legal_dates() if one.happens_on and one.applies_to == (ROLLS,)]
    kept = [one for one in dated if with_past or (one.last_on and one.last_on >= day)]
    return [
        (one.code, one.names[_.language],
         _("Electoral lists, revision of {year}", year=_.isolate(str(one.cycle))),
         one.happens_on, one.last_on, one.basis, one.source)
        for one in kept
    ]  # fmt: skip


def _of_elections(rows: pd.DataFrame, day: dt.date, with_past: bool) -> list[tuple[Any, ...]]:
    """Return the days the rows of elections hold, and those that hang on their polling day."""
    _ = state.wording()
    found = []
    for row in records(rows):
        name = election_name(row.election_id)
        for field, word in OWN_DAYS.items():
            on = columns.day(getattr(row, field))
            if on is not None and (with_past or on >= day):
                found.append((f"{row.election_id} {field}", _(word), name, on, on, row.basis,
                              row.source))  # fmt: skip
        if row.state != "held" and not row.is_by_election:
            found += [_hanging(one, row, name) for one in legal_dates() if _hangs(one, row.kind)]
    return found


def _hangs(one: LegalDate, kind: str) -> bool:
    return one.days_before_polling is not None and kind in one.applies_to


def _hanging(one: LegalDate, row: Any, name: str) -> tuple[Any, ...]:
    _ = state.wording()
    on = one.for_polling(columns.day(row.polling_on))
    what = one.names[_.language]
    return f"{row.election_id} {one.code}", what, name, on, on, one.basis, one.source


def _day_words(day: dt.date | None) -> str:
    _ = state.wording()
    return _.date(day, "medium") if day else _("waits for polling day")


def _step(row: Any) -> str:
    _ = state.wording()
    if row.state in _STEPS:
        return _(_STEPS[row.state])
    has_days = columns.day(row.nominations_close_on) and columns.day(row.rolls_close_on)
    return _("Prepare its files") if has_days else _("Give its legal days before polling")
