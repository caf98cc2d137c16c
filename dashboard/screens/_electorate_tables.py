"""The electorate as tables: every place, the furthest from the target first, and provinces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import state
from dashboard.elections.rolls import STEPS, Roll
from dashboard.figures.tables import Table, TableColumn
from dashboard.screens import _unit_columns as units


def place_rows(rows: Sequence[Roll], *, for_file: bool = False) -> Table:
    """Return every place: registered, its rate, women beside men, the change, the next step.

    `for_file`: with the rates of women and men, and where each row comes from.
    """
    _ = state.wording()
    return units.unit_table(
        rows,
        [
            units.unit_column(_("Place")),
            *_figures(),
            *units.province_columns(),
            *(_rates() if for_file else []),
            units.day_column(_("Counted on"), lambda row: row.counted_on),
            *([units.source_column()] if for_file else []),
        ],
        caption=_("Registered voters, the furthest from the target first"),
    )


def sum_rows(rows: Sequence[Roll], *, for_file: bool = False) -> Table:
    """Return the provinces with the sums over their places; `for_file` as above."""
    _ = state.wording()
    known = [
        units.of_column(_("Places reported"), lambda row: row.places_known, lambda row: row.places),
        units.day_column(_("Oldest count"), lambda row: row.counted_on),
    ]
    rates = _rates() if for_file else []
    return units.unit_table(
        sorted(rows, key=lambda row: (-(row.short or 0), row.unit_code)),
        [units.unit_column(_("Province or prefecture")), *_figures(), *rates, *known],
        caption=_("Registered voters by province, the furthest from the target first"),
    )


def _figures() -> list[TableColumn]:
    _ = state.wording()
    return [
        TableColumn(_("Rate"), rate_words, lambda row: row.of.rate, kind="number"),
        units.step_column(step_words),
        units.of_column(
            _("Registered, of adults"), lambda row: row.registered, lambda row: row.adults
        ),
        TableColumn(_("To reach the target"), _short, lambda row: row.of.short, kind="number"),
        TableColumn(_("Women less men"), _gap, lambda row: row.of.gap, "number"),
        TableColumn(_("Since the roll before"), _change, lambda row: row.of.change, "number"),
    ]


def _rates() -> list[TableColumn]:
    _ = state.wording()
    return [
        units.rate_column(_("Women's rate"), lambda row: row.women_rate, 1),
        units.rate_column(_("Men's rate"), lambda row: row.men_rate, 1),
        units.count_column(_("Adults (2024)"), lambda row: row.adults),
        units.day_column(_("Roll before"), lambda row: row.before_on),
    ]


def rate_words(row: Any) -> str:
    """Return the rate as it is, marked where it is above 100 %."""
    _ = state.wording()
    rate = _.share(row.of.rate)
    return _("{rate} (above 100 %)", rate=rate) if row.of.is_above else rate


def step_words(row: Roll) -> str:
    """Return the next step of a place."""
    _ = state.wording()
    said = _(STEPS[row.step])
    if row.step != "sum":
        return said
    return _("{step} (in the sum of {unit})", step=said, unit=units.unit_name(row.summed_in))


def points(value: float | None) -> str:
    """Write a difference of two rates in points of a hundred."""
    _ = state.wording()
    return _("not reported") if value is None else _("{n} points", n=_.signed(100 * value, 1))


def change_words(row: Roll) -> str:
    """Write the change since the roll before, with that roll's day."""
    _ = state.wording()
    if row.change is None or row.before_on is None:
        return _("no roll before")
    day = _.date(row.before_on, "medium")
    return _("{change} since {day}", change=signed_share(row.change), day=day)


def signed_share(value: float) -> str:
    """Write a change of a share with its sign, whole inside Arabic."""
    _ = state.wording()
    size = _.share(abs(value), 1).strip("\u2066\u2069")
    sign = "" if round(value, 3) == 0 else "\u2212" if value < 0 else "+"
    return _.isolate(sign + size)


def _gap(row: Any) -> str:
    return points(row.of.gap)


def _change(row: Any) -> str:
    _ = state.wording()
    return _("no roll before") if row.of.change is None else signed_share(row.of.change)


def _short(row: Any) -> str:
    _ = state.wording()
    if row.of.short is None:
        return _("not reported")
    return _("reached") if row.of.short == 0 else _.number(row.of.short)
