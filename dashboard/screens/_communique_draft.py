"""The draft of a communiqué: each row beside its sentence, to accept, change or drop."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.errors import Problem, UserError
from dashboard.figures.tables import table
from dashboard.followup.communique_entry import entered
from dashboard.followup.communiques import (
    MEETING,
    Accepted,
    Drafted,
    count_decisions,
    drafted_rows,
    stored_meeting,
)
from dashboard.intake.communique.draft import Draft, Quote
from dashboard.intake.entered import EntrySender, check_entered, commit_entered
from dashboard.screens import _columns as columns
from dashboard.screens._communique_fields import every_unit, fields
from dashboard.screens._communique_text import digest, forget
from dashboard.screens._drafts import drop_draft, keep_draft
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding, note, plain, sentence
from dashboard.territory.register import register
from dashboard.wording import N_
from dashboard.wording.terms import LEVEL_WORDS

_SEEMS_A_NAME = "personal_data.perhaps_a_name"
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
        asks = _asks_nobody(key)
        pressed = st.form_submit_button(_("Save what is ticked"), type="primary")
    _tell_last(key)
    if pressed:
        _save(key, drafted, [one for held in shown.values() for one in held], names_nobody=asks)
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
    if name == "liaison_requests" and rows:
        note(_("A sector that is only praised needs no request: tick what a commune or province "
               "asks of it."))  # fmt: skip
    shown = []
    for n, row in enumerate(rows, 1):
        with st.container(border=True, key=f"{key}_{row.key}"):
            if row.quote is not None:
                st.html(_quoted(draft, row.quote))
            _told_before(row)
            ticked = st.checkbox(_(label, n=n), key=f"{key}_{row.key}_take")
            held = fields(name, row.asked, dict(row.values), _choices(draft, row),
                          f"{key}_{row.key}")  # fmt: skip
            if name == "meetings":
                _uncounted(draft)
        cells = {**{k: v for k, v in row.values.items() if k not in held}, **held}
        shown.append((Accepted(row.key, name, cells), ticked))
    return shown


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
        known = contracts()["meetings"].by_name
        labels = _.join(known[f"attendees_{one}"].labels[_.language] for one in silent)
        note(_("Present without a number in the text: {capacities}. Left empty, it is not "
               "reported.", capacities=labels))  # fmt: skip


def _quoted(draft: Draft, quote: Quote) -> str:
    """Return the sentence of a row with its words marked, without names of persons."""
    start, end = draft.sentences[quote.sentence]
    before, words, after = (
        html.escape(draft.masked[a:b].replace("\u2060", ""))
        for a, b in ((start, quote.start), (quote.start, quote.end), (quote.end, end))
    )
    if not words or (quote.start, quote.end) == (start, end):
        return f'<p class="jz-quote" dir="auto">{html.escape(draft.sentence(quote))}</p>'
    return f'<p class="jz-quote" dir="auto">{before}<mark>{words}</mark>{after}</p>'


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


def _asks_nobody(key: str) -> bool:
    if not st.session_state.get(f"{key}_asks"):
        return False
    label = state.wording()("I have read it again: it names no person")
    return st.checkbox(label, key=f"{key}_nobody")


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
            columns.text_column(_("Level"), lambda row: row.level),
            columns.text_column(_("Its sentence"), lambda row: row.said),
        ],
        caption=_("Places named in the communiqué"),
        id_column="code",
    )
    show_table(listed, key="reader_places", searchable=False, height=320)


def _level(code: str) -> str:
    place = register().place(code)
    return state.wording()(LEVEL_WORDS[place.level if place else "constituency"])


def _save(
    key: str,
    drafted: Sequence[Drafted],
    shown: Sequence[tuple[Accepted, bool]],
    *,
    names_nobody: bool,
) -> None:
    """Check what is ticked and commit it as one batch, or say why it is refused."""
    _ = state.wording()
    accepted = [one for one, ticked in shown if ticked]
    if not accepted:
        st.error(_("Nothing is ticked: tick what is to be followed up. Nothing was stored."))
        return
    meeting = next(one.values for one, _ticked in shown if one.key == MEETING)
    try:
        rows = entered(state.store(), accepted, meeting)
        nobody = frozenset(
            (name, at, column.name)
            for name, held in rows.items() for at in range(1, len(held) + 1)
            for column in contracts()[name].columns if names_nobody and column.max_length
        )  # fmt: skip
        sender = EntrySender(today=state.today(), names_nobody=nobody)
        checked = check_entered(state.store(), rows, sender)
        if checked.refused:
            _tell_refused(key, checked.errors, accepted)
            return
        number = commit_entered(state.store(), checked)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        st.caption(_("Nothing was stored."))
        return
    drop_draft(key)
    forget()
    st.session_state["communique_saved"] = number
    st.rerun()


def _tell_refused(
    key: str, errors: Sequence[tuple[str, Problem]], accepted: Sequence[Accepted]
) -> None:
    """Say each fault in a sentence with its row and field; nothing was stored."""
    _ = state.wording()
    told = []
    for name, one in errors:
        column = contracts()[name].by_name.get(one.column or "")
        parts = [_row_words(name, one.row, accepted)]
        parts += [column.labels[_.language]] if column else []
        said = f"{_.join(parts)}: {_.say(one.message)} {_.say(one.remedy) if one.remedy else ''}"
        told.append(said)
    st.session_state[f"{key}_told"] = told
    if any(one.code == _SEEMS_A_NAME for _name, one in errors):
        st.session_state[f"{key}_asks"] = True
    st.rerun()


def _tell_last(key: str) -> None:
    """Say once why the last attempt was refused."""
    for said in (told := st.session_state.pop(f"{key}_told", ())):
        st.error(plain(said))
    if told:
        st.caption(state.wording()("Nothing was stored."))


def _row_words(name: str, at: int | None, accepted: Sequence[Accepted]) -> str:
    """Return what a row is called on the page: its table, and its number there."""
    _ = state.wording()
    title: Mapping[str, Any] = contracts()[name].title
    mine = [one for one in accepted if one.table == name]
    if at is None or at > len(mine) or "_" not in mine[at - 1].key:
        return str(title[_.language])
    return f"{title[_.language]} {_.number(int(mine[at - 1].key.rsplit('_', 1)[1]))}"
