"""Constraints: what holds the provinces back, and who must answer?"""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.screens._constraints_parts import entry_part, heat_part, levels_note, lift_part
from dashboard.screens._constraints_tables import constraint_rows, finding_rows
from dashboard.screens._correction import correction
from dashboard.screens._export import export_buttons
from dashboard.screens._nothing import nothing
from dashboard.screens._opening import filters, opening, province_name
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note

QUESTIONS = ("constraint_register", "constraint_heat", "diagnosis_register")


def summary(rows: pd.DataFrame) -> str:
    """Return how many are open, how many overdue, and how old the oldest is."""
    _ = state.wording()
    ages = rows["age_days"].dropna()
    if ages.empty:
        return _("No constraint that was reported is open here.")
    late = int((rows["overdue_days"] > 0).sum())
    return " ".join(
        [
            _.count("{n} constraint is open.", "{n} constraints are open.", len(ages)),
            _.count("{n} is overdue.", "{n} are overdue.", late),
            _.count(
                "The oldest has waited {n} day.",
                "The oldest has waited {n} days.",
                int(ages.max()),
            ),
        ]
    )


def register_part(rows: pd.DataFrame, *, is_province: bool) -> None:
    """Draw the register, those still open unless the others are asked for."""
    _ = state.wording()
    everything = st.toggle(_("Show those closed or dropped too"), key="constraints_all")
    shown = rows if everything else rows[rows["age_days"].notna()]
    if shown.empty:
        nothing(
            _("Nothing is reported here: bring in the monthly return, or enter one below."),
            "constraint_reports",
        )
    else:
        show_table(constraint_rows(shown, with_summary=is_province), key="constraints")
        exported = partial(constraint_rows, shown, with_summary=False)
        export_buttons(exported, name="jahiziya-constraints", key="constraints_export")
    levels_note()
    if not is_province:
        note(_("The line of each is read on the page of its province."))
    correction("constraint_reports", shown)


def diagnosis_part(rows: pd.DataFrame, *, is_province: bool) -> None:
    """Draw the findings of a level, or of all three."""
    _ = state.wording()
    st.header(_("What has the diagnosis found?"))
    levels = contracts()["diagnoses"].by_name["level"].by_code
    words = {code: one.labels[_.language] for code, one in levels.items()}
    level = st.segmented_control(
        _("Level of the matter"),
        list(words),
        format_func=lambda code: words[code],
        key="diagnosis_level",
    )
    shown = rows if level is None else rows[rows["level"] == level]
    if shown.empty:
        nothing(
            _("No finding is stored here: enter the first one below, or bring in a file."),
            "diagnoses",
        )
        return
    show_table(finding_rows(shown, with_summary=is_province), key="findings")
    exported = partial(finding_rows, shown, with_summary=False)
    export_buttons(exported, name="jahiziya-diagnosis", key="findings_export")
    correction("diagnoses", shown)


_ = state.wording()
now = state.view()
question = (
    _("What holds {province} back, and who must answer?", province=province_name())
    if now.province
    else _("What holds the provinces back, and who must answer?")
)
opening("constraints", question, when_empty=lambda: entry_part(pd.DataFrame({"age_days": []})))
filters()
answered = state.answers(QUESTIONS)
rows, findings = answered["constraint_register"], answered["diagnosis_register"]
if now.province:
    rows = rows[rows["province_code"] == now.province]
    findings = findings[findings["province_code"] == now.province]
finding(summary(rows))
register_part(rows, is_province=now.province is not None)
heat_part(answered["constraint_heat"])
lift_part(rows)
diagnosis_part(findings, is_province=now.province is not None)
st.header(_("Enter what came in"))
entry_part(rows)
