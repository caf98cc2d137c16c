"""Elections: which is next, what is known of its day, and which legal days come before it?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.elections.legal_dates import coming
from dashboard.elections.terms import Term, current_terms
from dashboard.figures.tables import records
from dashboard.screens import _columns as columns
from dashboard.screens._correction import correction
from dashboard.screens._elections_entry import entry_part
from dashboard.screens._elections_tables import cards, election_rows, legal_rows
from dashboard.screens._elections_words import basis_words, between, election_name, kind_words
from dashboard.screens._export import export_buttons
from dashboard.screens._frame import days
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import opening
from dashboard.screens._table import show_table
from dashboard.screens._text import drawing, finding, note, sentence


def summary(rows: pd.DataFrame) -> str:
    """Return the next election with a day, how many wait for theirs, and the last one held."""
    _ = state.wording()
    ahead = records(rows[rows["state"].isin(["official", "expected"])])
    undated = int((rows["state"] == "undated").sum())
    held = records(rows[(rows["state"] == "held") & rows["polling_on"].notna()])
    said = []
    if ahead:
        name, on = election_name(ahead[0].election_id), columns.day(ahead[0].polling_on)
        days = between(state.view().day, on)
        said.append(_("Next with a day: {election}. {days}", election=name, days=days))
    else:
        said.append(_("No election ahead has a day."))
    if undated:
        said.append(
            _.count("{n} election is due and its day is not published.",
                    "{n} elections are due and their days are not published.", undated)
        )  # fmt: skip
    if held:
        on = columns.day(held[0].polling_on)
        said.append(_("The last one held: {election}, on {day}.",
                      election=election_name(held[0].election_id), day=on))  # fmt: skip
    return " ".join(said)


def next_legal_day() -> None:
    """Say the next legal day: what, how far between two named days, and how sure it is."""
    _ = state.wording()
    day = state.view().day
    one = next(iter(coming(day)), None)
    if one is None or one.happens_on is None:
        note(_("No legal day ahead is in the reference file: add those of the next revision."))
        return
    sentence(
        _("Next legal day ({basis}): {what}. {days}", basis=basis_words(one.basis),
          what=one.names[_.language], days=between(day, one.happens_on))
    )  # fmt: skip


def terms_of(rows: pd.DataFrame) -> dict[str, Term]:
    """Return the running term of each kind, from the general elections held on the day."""
    held = rows[(rows["state"] == "held") & ~rows["is_by_election"] & rows["polling_on"].notna()]
    dated = held.assign(polling_on=[columns.day(on) for on in held["polling_on"]])
    return current_terms(records(dated))


def gaps(rows: pd.DataFrame, terms: dict[str, Term]) -> None:
    """Say what has gone by without an outcome, which kinds have none ahead, and by-elections."""
    _ = state.wording()
    ahead = set(rows[(rows["state"] != "held") & ~rows["is_by_election"]]["kind"])
    for kind, term in terms.items():
        if kind not in ahead:
            note(_("{kind}: no election ahead is stored; the term is full on {day} (inferred).",
                   kind=kind_words(kind), day=term.ends_on))  # fmt: skip
    gone = int((rows["state"] == "gone_by").sum())
    if gone:
        sentence(
            _.count("{n} polling day has gone by without an outcome: say whether it was held.",
                    "{n} polling days have gone by without an outcome: say whether they were held.",
                    gone)
        )  # fmt: skip
    if not rows["is_by_election"].any():
        note(_("No by-election is stored: enter one below when its order is published."))


_ = state.wording()
opening(
    "elections",
    _("Which election is next, and what is known of its day?"),
    when_empty=lambda: entry_part(pd.DataFrame()),
)
with st.container(horizontal=True, key="filters"):
    days()
rows = state.answer("elections_listed")
finding(summary(rows))
next_legal_day()
terms = terms_of(rows)
ahead = rows[rows["state"] != "held"]
if ahead.empty:
    nothing(
        _("No election ahead is stored: enter the next ones below, or bring in a file."),
        "elections",
    )
else:
    drawing(cards(ahead, terms))
gaps(rows, terms)
listed = election_rows(rows)
show_table(listed, key="elections")
export_buttons(listed, name="jahiziya-elections", key="elections_export")
note(
    _("Sourced: a text or an article gives the day. Inferred: worked out from one, as a term of "
      "six years. Assumed: an own choice. An id holds kind and cycle, never a day.")
)  # fmt: skip
st.header(_("Which legal days come before it?"))
with_past = st.toggle(_("Show those gone by too"), key="legal_past")
legal = legal_rows(rows, state.view().day, with_past=with_past)
show_table(legal, key="legal_days", height=480)
export_buttons(legal, name="jahiziya-legal-days", key="legal_export")
note(
    _("The ministry announces the days of each revision, and may order another one. Those marked "
      "inferred repeat the days of 2026.")
)  # fmt: skip
st.header(_("Enter what is known"))
entry_part(rows)
correction("elections", rows)
