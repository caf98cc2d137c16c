"""The workbook of a province's scores: every step as live formulas, to be checked by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from dashboard import state
from dashboard.readiness.method import classes, thresholds
from dashboard.reports.about import AboutLine
from dashboard.reports.score_workbook import score_workbook
from dashboard.screens._about import about
from dashboard.screens._export import XLSX
from dashboard.screens._leaving import file_button
from dashboard.screens._text import note
from dashboard.territory.register import register
from dashboard.wording import Wording


def workbook_button(province: str, *, key: str) -> None:
    """Draw the button that makes the workbook of one province; it is made when it is pressed."""
    _ = state.wording()
    if not state.sees(province):
        note(_("This province lies outside your territories: choose one of yours above."))
        return
    name = register().unit_name(province, _.language)
    note(
        _(
            "Every step of the scores of {province} as live formulas: change a figure in the "
            "workbook and see what follows.",
            province=name,
        )
    )
    names = ("score_steps", "score_results")
    made = partial(
        _made,
        state.later(names, territory=province, sees_candidacies=False),
        about(_("Scores of {province}, step by step", province=name)),
        _,
    )
    file_button(
        _("Download the workbook of scores"),
        made,
        name=f"jahiziya-{province}-scores-{state.view().day.isoformat()}.xlsx",
        mime=XLSX,
        key=key,
    )


def _made(
    answers: Callable[[], dict[str, pd.DataFrame]], told: Sequence[AboutLine], words: Wording
) -> bytes:
    found = answers()
    return score_workbook(
        found["score_steps"],
        found["score_results"],
        thresholds(),
        [(one.name(words.language), one.low) for one in classes()],
        told,
        words,
    )
