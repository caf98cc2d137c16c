"""Columns of tables whose rows are units, taken from objects: names, counts, days, where from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.territory.register import register


def unit_table(rows: Sequence[Any], told: Sequence[TableColumn], *, caption: str) -> Table:
    """Return a table of objects with a `unit_code`; a column finds each under `row.of`."""
    codes = [one.unit_code for one in rows]
    framed = pd.DataFrame({"code": codes, "of": pd.Series(list(rows), dtype=object)})
    return table(framed, list(told), caption=caption, id_column="code")


def unit_column(label: str) -> TableColumn:
    """Return the name of the unit."""
    return columns.text_column(label, lambda row: unit_name(row.of.unit_code))


def province_columns() -> list[TableColumn]:
    """Return the province a unit lies in, empty where it spans several or is one.

    No column where the view is of one province.
    """
    if state.view().province:
        return []
    label = state.wording()("Province or prefecture")
    return [columns.text_column(label, lambda row: unit_name(province_of(row.of.unit_code)))]


def count_column(label: str, value: Callable[[Any], Any]) -> TableColumn:
    """Return a column of whole numbers; None is *not reported*."""
    _ = state.wording()
    return TableColumn(
        label, lambda row: _.number(value(row.of)), lambda row: value(row.of), kind="number"
    )


def rate_column(label: str, value: Callable[[Any], Any], decimals: int = 0) -> TableColumn:
    """Return a column of shares as percentages; None is *not reported*."""
    _ = state.wording()
    return TableColumn(
        label,
        lambda row: _.share(value(row.of), decimals),
        lambda row: value(row.of),
        kind="number",
    )


def of_column(label: str, value: Callable[[Any], Any], whole: Callable[[Any], Any]) -> TableColumn:
    """Return «n of m»; *not reported* where m is none or n not known."""
    return TableColumn(
        label,
        lambda row: of_words(value(row.of), whole(row.of)),
        lambda row: value(row.of) if whole(row.of) else None,
        kind="number",
    )


def of_words(n: int | None, whole: int | None) -> str:
    """Write «n of m», or that nothing is reported."""
    _ = state.wording()
    if n is None or not whole:
        return _("not reported")
    return _("{n} of {all}", n=n, all=whole)


def yes_column(label: str, value: Callable[[Any], bool | None]) -> TableColumn:
    """Return a column of yes, no or *not reported*."""
    _ = state.wording()
    words = {True: _("Yes"), False: _("No"), None: _("not reported")}
    return columns.text_column(label, lambda row: words[value(row.of)])


def day_column(label: str, value: Callable[[Any], Any]) -> TableColumn:
    """Return a column of days; None is *not reported*."""
    _ = state.wording()
    return TableColumn(
        label, lambda row: _.date(value(row.of), "medium"), lambda row: value(row.of)
    )


def step_column(words: Callable[[Any], str]) -> TableColumn:
    """Return the next step of each unit."""
    return columns.text_column(state.wording()("Next step"), lambda row: words(row.of))


def numbered(step: str, n: int) -> str:
    """Write a step with the number it is about; 0 is none."""
    return state.wording()("{step}: {n}", step=step, n=n) if n else step


def source_column() -> TableColumn:
    """Return the batch and the file a unit's row comes from; none where there is no row."""
    _ = state.wording()
    return columns.text_column(
        _("Entered by"),
        lambda row: columns.source_words(row.of.source) if row.of.source is not None else "",
    )


def unit_name(code: str | None) -> str:
    """Return a unit's name in the reader's language; empty for none."""
    return register().unit_name(code, state.view().lang) if code else ""


def province_of(code: str) -> str | None:
    """Return the province a unit lies in; None where it spans several or is one."""
    place = register().place(code)
    if place is not None:
        return None if place.level == "province" else place.province_code
    above = [
        one.code for one in register().provinces() if code in register().units_within(one.code)
    ]
    return above[0] if above else None


def places_words(known: int, places: int) -> str:
    """Write how many places are reported: communes, and the arrondissements of a divided one."""
    _ = state.wording()
    return _.count("{known} of {n} place reported", "{known} of {n} places reported", places,
                   known=known)  # fmt: skip
