"""Seat calculator: how would given votes share out the seats of a list ballot?"""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.elections.list_votes import Published
from dashboard.errors import UserError
from dashboard.screens._calculator_parts import Asked, example_part, fields, results, said_of
from dashboard.screens._export import export_buttons
from dashboard.screens._opening import opening
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, finding, note, plain


def show(asked: Asked | None, example: Published | None) -> None:
    """Draw what the votes make, beside what was published where an example is tried."""
    _ = state.wording()
    if asked is None:
        note(_("Paste the votes of the lists: the seats are reckoned at once, nothing is stored."))
        return
    found, listed = results(asked)
    finding(said_of(asked, found))
    show_table(listed, key="calculator")
    export_buttons(listed, name="jahiziya-seat-calculator", key="calculator_export")
    if example is None:
        return
    ours = {one.name: one.seats for one in found.lists if one.seats}
    if (asked.ballot, asked.votes) != (example.ballot, example.votes):
        note(_("The figures are no longer those published."))
    elif ours == example.seats:
        note(_("The same seats as published ({source}).", source=example.source))
    else:
        note(_("Other seats than published ({source}).", source=example.source))


_ = state.wording()
opening("calculator", _("How would these votes share out the seats?"))
aside(
    _("A calculator, not a forecast: it says what the votes you type make, by the largest "
      "remainder. It stores nothing and knows no voter.")
)  # fmt: skip
example = example_part()
try:
    show(fields(example), example)
except UserError as fault:
    st.error(plain(_.say(fault.said)))
note(
    _("Since 2021 the quota is reckoned on registered voters and there is no threshold; before, on "
      "valid votes with a threshold (3 % in 2016). What organic law 53-25 changes is to be "
      "checked. One more seat: votes of that list alone, all others as they are.")
)  # fmt: skip
