"""A message to a provincial secretary: what is missing, politely, without a figure of persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.contracts import contracts
from dashboard.figures.tables import records
from dashboard.screens import _columns as columns


def message(
    returns: pd.DataFrame, missing: pd.DataFrame, warned: Mapping[str, Sequence[str]]
) -> str:
    """Return the text for one province.

    Args:
        returns: its rows of `quality_returns`.
        missing: its rows of `quality_missing`.
        warned: what is to be looked at → the places.
    """
    _ = state.wording()
    first = records(returns)[0]
    month = _.month(columns.day(first.due_month))
    province = columns.local(first, "name")
    lines = [_("Hello,")]
    if missing.empty:
        lines.append(
            _("The return of {month} for {province} is complete. Thank you.",
              month=month, province=province)
        )  # fmt: skip
    else:
        lines += _missing_lines(missing, month, province)
    if warned:
        lines.append(_("Would you also look at this:"))
        lines += [
            _("- {what}: {places}", what=what, places=_.join(places))
            for what, places in warned.items()
        ]
    lines.append(_("If something stands in the way, tell us. With thanks."))
    return "\n".join(lines)


def _missing_lines(missing: pd.DataFrame, month: str, province: str) -> list[str]:
    _ = state.wording()
    lines = [
        _("For {province}, this is still missing of the return of {month}:",
          province=province, month=month)
    ]  # fmt: skip
    for tables, places in _by_tables(missing).items():
        what = (
            _("the whole return")
            if len(tables) == _WHOLE
            else _.join(contracts()[name].title[_.language] for name in tables)
        )
        lines.append(_("- {what}: {places}", what=what, places=_.join(places)))
    lines.append(_("Please send it when you can; one line a commune is enough."))
    return lines


_WHOLE = 4  # the tables of the monthly return


def _by_tables(missing: pd.DataFrame) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    row: Any
    for row in records(missing):
        found.setdefault(tuple(row.tables), []).append(columns.local(row, "name"))
    return found
