"""Seats held as tables: every kind of council, every unit, provinces, and past results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.elections.councils import STEPS, Council, Held
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens import _unit_columns as units


def kind_words(kind: str) -> str:
    """Return the name of a kind of council."""
    return columns.value_words("mandates", "council_kind", kind)


def kind_rows(rows: Sequence[Held]) -> Table:
    """Return the kinds of council with what the party holds in the units reported."""
    _ = state.wording()
    first = columns.text_column(_("Council"), lambda row: kind_words(row.of.kind))
    return units.unit_table(rows, [first, *_sums()], caption=_("Seats held by kind of council"))


def province_rows(rows: Sequence[Held], kind: str) -> Table:
    """Return the provinces with what the party holds in the units reported."""
    _ = state.wording()
    first = units.unit_column(_("Province or prefecture"))
    caption = _("Seats held by province, {council}", council=kind_words(kind))
    return units.unit_table(rows, [first, *_sums()], caption=caption)


def council_rows(rows: Sequence[Council], kind: str) -> Table:
    """Return every unit: seats, those held, women's, the presidency, the next step."""
    _ = state.wording()
    return units.unit_table(
        rows,
        [
            units.unit_column(_("Unit")),
            units.of_column(_("Held by the party"), lambda row: row.held, lambda row: row.seats),
            units.step_column(step_words),
            *units.province_columns(),
            units.rate_column(_("Share of the seats"), lambda row: row.share),
            units.of_column(_("Held by women"), lambda row: row.women, lambda row: row.held),
            units.yes_column(_("The party presides"), lambda row: row.presides),
            units.count_column(_("Seats by the reference"), lambda row: row.seats_expected),
            units.day_column(_("Term since"), lambda row: row.term_start),
            units.day_column(_("Counted on"), lambda row: row.counted_on),
            units.source_column(),
        ],
        caption=_("Seats held, {council}: what is not reported or not held first",
                  council=kind_words(kind)),
    )  # fmt: skip


def result_rows(rows: pd.DataFrame, election: str) -> Table:
    """Return what was published of a past election, unit by unit."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Unit"), lambda row: units.unit_name(row.unit_code)),
            columns.text_column(
                _("Province or prefecture"),
                lambda row: units.unit_name(units.province_of(row.unit_code)),
            ),
            columns.number_column(_("Votes for the party"), "party_votes"),
            columns.number_column(_("Valid votes"), "valid_votes"),
            TableColumn(
                _("Share of the valid votes"),
                lambda row: _.share(vote_share(row), 1),
                vote_share,
                kind="number",
            ),
            columns.number_column(_("Seats obtained"), "party_seats"),
            columns.text_column(_("Entered by"), columns.source_words),
        ],
        caption=_("Results of {election}, as published", election=election),
        id_column="unit_code",
    )


def vote_share(row: Any) -> float | None:
    """Return the party's share of the valid votes, 0..1; None where one is not published."""
    votes, valid = columns.number(row.party_votes), columns.number(row.valid_votes)
    return None if votes is None or not valid else float(votes / valid)


def step_words(row: Council) -> str:
    """Return the next step of a council."""
    _ = state.wording()
    said = _(STEPS[row.step])
    if row.step != "sum":
        return said
    return _("{step} (in the sum of {unit})", step=said, unit=units.unit_name(row.summed_in))


def _sums() -> list[TableColumn]:
    _ = state.wording()
    return [
        units.of_column(_("Held by the party"), lambda row: row.held, lambda row: row.seats),
        units.rate_column(
            _("Share of the seats"), lambda row: row.held / row.seats if row.seats else None
        ),
        units.of_column(_("Held by women"), lambda row: row.women, lambda row: row.women_of),
        TableColumn(_("Presidencies"), _presided, lambda row: row.of.presided, kind="number"),
        units.of_column(_("Units reported"), lambda row: row.known, lambda row: row.units),
        units.step_column(_sum_step),
        units.day_column(_("Oldest count"), lambda row: row.since),
    ]


def _presided(row: Any) -> str:
    _ = state.wording()
    if row.of.presided is None:
        return _("one for the whole council")
    return units.of_words(row.of.presided, row.of.presided_of)


def _sum_step(row: Held) -> str:
    _ = state.wording()
    left = row.units - row.known
    said = STEPS["report" if left else "none"]
    return units.numbered(_(said), left)
