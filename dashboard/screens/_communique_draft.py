"""The draft of a communiqué: each row beside its sentence, to accept, change or drop."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import table
from dashboard.followup.communiques import (
    MEETING,
    Accepted,
    Drafted,
    count_decisions,
    drafted_rows,
    stored_meeting,
)
from dashboard.intake.communique.draft import FILL, Draft, Quote
from dashboard.screens import _columns as columns
from dashboard.screens._communique_fields import every_unit, fields
from dashboard.screens._communique_saving import ask_nobody, save
from dashboard.screens._communique_text import digest
from dashboard.screens._drafts import keep_draft
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding, note, sentence
from dashboard.territory.register import register
from dashboard.wording import N_
from dashboard.wording.terms import LEVEL_WORDS

_PARTS = {
    "meetings": (N_("Which meeting was it?"), N_("Accept the meeting")),
    "decisions": (N_("What was decided?"), N_("Accept decision {n}")),
    "constraint_reports": (N_("What holds the work back?"), N_("Accept constraint {n}")),
    "milestones": (N_("Which milestones are coming?"), N_("Accept milestone {n}")),
    "liaison_requests": (N_("Which sectors are named?"), N_("Open a request from sector {n}")),
    "directives": (
        N_("Is the communiqué itself to be kept in its register?"),
        N_("Accept the communiqué in the register"),
    ),
}
_CAPACITIES = {
    "parliamentarians": N_("parliamentarians"),
    "provincial_secretaries": N_("provincial secretaries"),
    "regional_secretariat": N_("members of the regional secretariat"),
    "council_presidents": N_("presidents of communal councils"),
}
_NONE = {
    "decisions": N_("No decision was found: enter one on its own page, if there is one."),
    "constraint_reports": N_("No constraint was found."),
    "milestones": N_("No coming milestone was found."),
    "liaison_requests": N_("None of the seven sectors is named."),
}


def found_part(draft: Draft) -> None:
    """Say what was found, what was left out, and what has to be said by the reader."""
    _ = state.wording()
    said = [
        _.count("{n} decision was found.", "{n} decisions were found.", len(draft.decisions)),
        _.count("{n} constraint was found.", "{n} constraints were found.",
                len(draft.constraints)),
        _.count("{n} coming milestone was found.", "{n} coming milestones were found.",
                len(draft.milestones)),
    ]  # fmt: skip
    finding(" ".join(said))
    sentence(_("Read by rules, which miss things: hold each row against its sentence. Nothing is "
               "stored but what you tick."))  # fmt: skip
    if draft.persons:
        left_out = _.count(
            "{n} name of a person was left out; titles stay.",
            "{n} names of persons were left out; titles stay.",
            len(draft.persons),
        )
        note(left_out)
    days = draft.heading.days
    if not days:
        aside(_("The communiqué does not say on which day the meeting was held: enter the day."))
    elif draft.heading.held_on is None:
        aside(_("The communiqué says several days: {days}. Choose the one of the meeting.",
                days=_.join(_.date(one.on) for one in days)))  # fmt: skip


def rows_part(draft: Draft) -> None:
    """Draw every drafted row in one form, and store those that are ticked."""
    _ = state.wording()
    key = f"reader{digest(draft)}"
    drafted = drafted_rows(draft, state.store(), state.today())
    keep_draft(key)
    with st.form(key, border=False):
        shown = {
            name: _part(draft, name, [one for one in drafted if one.table == name], key)
            for name in _PARTS
        }
        pressed = st.form_submit_button(_("Save what is ticked"), type="primary")
    if pressed:
        save(key, [one for held in shown.values() for one in held])
    ask_nobody(key)
    _places(draft)


def _part(
    draft: Draft, name: str, rows: Sequence[Drafted], key: str
) -> list[tuple[Accepted, bool]]:
    """Draw the rows of a table; return each as it stands, and whether it is ticked."""
    _ = state.wording()
    title, label = _PARTS[name]
    st.header(_(title))
    if not rows:
        note(_(_NONE[name]))
    if name != "liaison_requests" or not rows:
        return [_row(draft, row, _(label, n=n), key) for n, row in enumerate(rows, 1)]
    sentence(
        _.join(columns.value_words(name, "sector_code", r.values["sector_code"]) for r in rows)
    )
    note(_("A sector that is only praised needs no request: tick what a commune or province asks "
           "of it."))  # fmt: skip
    with st.expander(_("Requests to these sectors")):
        return [_row(draft, row, _(label, n=n), key) for n, row in enumerate(rows, 1)]


def _row(draft: Draft, row: Drafted, label: str, key: str) -> tuple[Accepted, bool]:
    """Draw a row beside its sentence; return it as it stands, and whether it is ticked."""
    with st.container(border=True, key=f"{key}_{row.key}"):
        if quotes := _told_by(draft, row):
            st.html(_quoted(draft, quotes))
        _told_before(row)
        ticked = st.checkbox(label, key=f"{key}_{row.key}_take")
        held = fields(row.table, row.asked, dict(row.values), _choices(draft, row),
                      f"{key}_{row.key}")  # fmt: skip
        if row.key == MEETING:
            _uncounted(draft)
    cells = {**{name: value for name, value in row.values.items() if name not in held}, **held}
    return Accepted(row.key, row.table, cells), ticked


def _told_before(row: Drafted) -> None:
    """Say what is stored already: a second meeting or milestone must not be made of it."""
    _ = state.wording()
    if row.key == MEETING and row.values.get("held_on"):
        known = stored_meeting(state.store(), row.values)
        if known:
            n = count_decisions(state.store(), known)
            aside(_.count("This meeting is stored already, with {n} decision: tick only what is "
                          "new.",
                          "This meeting is stored already, with {n} decisions: tick only what is "
                          "new.", n))  # fmt: skip
    if row.known_as:
        note(_("Known already as «{title}»: accepting it changes that milestone.",
               title=row.known_as))  # fmt: skip


def _uncounted(draft: Draft) -> None:
    """Say which capacities are present without a number: a number is never made up."""
    _ = state.wording()
    silent = [one.capacity for one in draft.attended if one.count is None]
    if silent:
        labels = _.join(_(_CAPACITIES[one]) for one in silent)
        note(_("Present without a number in the text: {capacities}. Left empty, it is not "
               "reported.", capacities=labels))  # fmt: skip


def _told_by(draft: Draft, row: Drafted) -> list[Quote]:
    """Return the words a row comes from: for the meeting, those of its day and of who was there."""
    if row.quote is None or row.key != MEETING:
        return [row.quote] if row.quote else []
    days = [one.quote for one in draft.heading.days]
    return [row.quote, *days, *(one.quote for one in draft.attended)]


def _quoted(draft: Draft, quotes: Sequence[Quote]) -> str:
    """Return the sentences of some words, the words marked, without names of persons."""
    return "".join(
        _sentence(draft, number, [one for one in quotes if one.sentence == number])
        for number in sorted({one.sentence for one in quotes})
    )


def _sentence(draft: Draft, number: int, quotes: Sequence[Quote]) -> str:
    start, end = draft.sentences[number]
    told, at = "", start
    for one in sorted(quotes, key=lambda quote: quote.start):
        if one.start < at or (one.start, one.end) == (start, end) or one.start == one.end:
            continue
        told += f"{_shown(draft, at, one.start)}<mark>{_shown(draft, one.start, one.end)}</mark>"
        at = one.end
    return f'<p class="jz-quote" dir="auto">{told}{_shown(draft, at, end)}</p>'


def _shown(draft: Draft, start: int, end: int) -> str:
    return html.escape(draft.masked[start:end].replace(FILL, ""))


def _choices(draft: Draft, row: Drafted) -> list[str]:
    """Return the places a row may be given: every unit for the body, else those of the text."""
    if row.key == MEETING:
        return every_unit()
    known = register()
    named = [one.code for one in draft.places if known.place(one.code)]
    above = [state.settings().region_code, *(one.code for one in known.provinces())]
    own = [code for code in (row.values.get("territory_code"),) if code]
    country = ["MA"] if row.table in ("milestones", "decisions") else []
    return list(dict.fromkeys([*own, *above, *named, *country]))


def _places(draft: Draft) -> None:
    """List the places that are named, each with its sentence."""
    _ = state.wording()
    st.header(_("Which places are named?"))
    if not draft.places:
        note(_("No place of the region is named."))
        return
    found = pd.DataFrame(
        [{"code": one.code, "name": register().unit_name(one.code, _.language),
          "level": _level(one.code), "said": draft.sentence(one.quote)}
         for one in draft.places]
    )  # fmt: skip
    listed = table(
        found,
        [
            columns.text_column(_("Place"), lambda row: row.name),
            columns.text_column(_("Kind of place"), lambda row: row.level),
            columns.text_column(_("Its sentence"), lambda row: row.said),
        ],
        caption=_("Places named in the communiqué"),
        id_column="code",
    )
    show_table(listed, key="reader_places", searchable=False, height=320)


def _level(code: str) -> str:
    place = register().place(code)
    return state.wording()(LEVEL_WORDS[place.level if place else "constituency"])
