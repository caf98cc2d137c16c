"""Election matrix: for which election is which province ready, and where is the weight?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.screens._matrix_parts import KINDS, matrix_export, matrix_part
from dashboard.screens._menu import script
from dashboard.screens._opening import filters, opening
from dashboard.screens._priority_parts import priority_part
from dashboard.screens._profile import election_note, profile_picker
from dashboard.screens._text import finding, note, sentence

_QUESTION = "election_matrix"
_READY_FROM = 4  # class of the low end


def summary(rows: pd.DataFrame) -> str:
    """Return how many pairs of a province and an election are ready, weak, and unknown."""
    _ = state.wording()
    held = rows[(rows["grain"] == "province") & (rows["state"] != "not_applicable")]
    good = int((held["class_no"] >= _READY_FROM).sum())
    weak = int((held["class_no"] < _READY_FROM - 1).sum())
    said = [
        _.count(
            "Of {n} pair of a province and an election, {good} are good or ready.",
            "Of {n} pairs of a province and an election, {good} are good or ready.",
            len(held),
            good=good,
        ),
        _.count("{n} is weak or not ready.", "{n} are weak or not ready.", weak),
    ]
    unknown = int(held["class_no"].isna().sum())
    if unknown:
        said.append(_.count("{n} cannot be assessed.", "{n} cannot be assessed.", unknown))
    return " ".join(said)


def gaps(rows: pd.DataFrame) -> None:
    """Say what the cells without a class wait for, and lead there."""
    _ = state.wording()
    if (rows["state"].isin(["no_data", "not_assessable"])).any():
        sentence(
            _("A cell that cannot be assessed waits for reports: the page Quality says which.")
        )
        st.page_link(
            script("quality"),
            label=_("See what is not reported"),
            query_params=state.view().params(),
        )


_ = state.wording()
opening("election_matrix", _("For which election is which province ready?"))
filters(profile_picker)
rows = state.answer(_QUESTION, profile=KINDS)
here = state.view().province
shown = rows[rows["unit_code"] == here] if here else rows
finding(summary(shown))
matrix_part(shown)
gaps(shown)
matrix_export()
note(
    _("A cell holds the class of the low end of the range, the range, and the reliability of the "
      "figure, each of 100. Pressing it opens the map of that election.")
)  # fmt: skip
st.header(_("Where is the party weak and many vote?"))
election_note()
priority_part()
