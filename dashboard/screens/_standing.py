"""How the region stands, in sentences: what is open, where it is least ready, how sure that is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import records
from dashboard.readiness.profiles_said import PROFILES
from dashboard.reports.headline import finding
from dashboard.screens._columns import local, number

_LEAST_READY = 3


def state_of_region(row: Any) -> str:
    """Return what the map says in one sentence, of what is known."""
    return finding(row, state.wording())


def least_ready(rows: pd.DataFrame) -> str:
    """Return the provinces that are least ready by the low end of their range, of those assessed.

    Args:
        rows: `province_table`.
    """
    _ = state.wording()
    provinces = by_low_end(rows)
    assessed = provinces[provinces["score"].notna()]
    if assessed.empty:
        return _("Too little is known to say which province is least ready.")
    named = [
        _(
            "{place} ({n} of 100, reliability {sure})",
            place=local(row, "name"),
            n=round(row.low),
            sure=round(row.reliability),
        )
        for row in records(assessed.head(_LEAST_READY))
    ]
    said = _("Least ready, by the low end of the score: {places}.", places=_.join(named))
    unknown = len(provinces) - len(assessed)
    if not unknown:
        return said
    return " ".join(
        [
            said,
            _.count(
                "{n} province cannot be assessed.", "{n} provinces cannot be assessed.", unknown
            ),
        ]
    )


def by_low_end(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the provinces of `province_table`, the lowest low end first, the unassessed last."""
    provinces = rows[rows["grain"] == "province"]
    ordered = provinces.assign(is_unassessed=provinces["score"].isna())
    return ordered.sort_values(["is_unassessed", "low", "unit_code"])


def measure() -> str:
    """Return what readiness is shown, of which place, up to which day."""
    _ = state.wording()
    return _(
        "{measure}, {place}, facts up to {day}",
        measure=_(PROFILES[state.profile()]),
        place=state.region_name(),
        day=state.view().day,
    )


def how_sure(row: Any) -> str:
    """Return the measure, the place, the day and the reliability of a row of `province_table`."""
    _ = state.wording()
    said = measure()
    if number(row.score) is None:
        return _("{subject}: not assessable (incomplete data).", subject=said)
    return _(
        "{subject}: score {score} of 100, reliability {n} of 100 ({known} of {all} communes "
        "known).",
        subject=said, score=round(row.score), n=round(row.reliability),
        known=int(row.communes_known), all=int(row.communes),
    )  # fmt: skip
