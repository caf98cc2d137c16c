"""Polling stations as tables: every place, those without representatives first, and provinces."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import state
from dashboard.elections.stations import STEPS, Network, Posted
from dashboard.figures.tables import Table, TableColumn
from dashboard.screens import _unit_columns as units


def place_rows(rows: Sequence[Posted], election: str) -> Table:
    """Return every place: stations, named, trained, in reserve, and the next step."""
    _ = state.wording()
    return units.unit_table(
        rows,
        [
            units.unit_column(_("Place")),
            *_figures(),
            *units.province_columns(),
            units.day_column(_("Counted on"), lambda row: row.counted_on),
            units.source_column(),
        ],
        caption=_("Polling stations, {election}: those without a representative first",
                  election=election),
    )  # fmt: skip


def printed_rows(rows: Sequence[Posted]) -> Table:
    """Return the places of one province as the list on A4 holds them."""
    _ = state.wording()
    return units.unit_table(
        rows,
        [
            units.unit_column(_("Place")),
            *_figures(),
            units.day_column(_("Counted on"), lambda row: row.counted_on),
        ],
        caption=_("The most stations without a representative first"),
    )


def network_rows(rows: Sequence[Network], election: str) -> Table:
    """Return the provinces with their sums, the most stations without a representative first."""
    _ = state.wording()
    return units.unit_table(
        sorted(rows, key=lambda row: (-row.missing, row.unit_code)),
        [
            units.unit_column(_("Province or prefecture")),
            units.count_column(
                _("Without a representative"), lambda row: row.missing if row.places_known else None
            ),
            units.step_column(lambda row: units.numbered(_(STEPS[row.step[0]]), row.step[1])),
            units.of_column(_("Named"), lambda row: row.assigned, lambda row: row.stations),
            units.rate_column(
                _("Share named"),
                lambda row: row.assigned / row.stations if row.stations else None,
            ),
            units.of_column(_("Trained"), lambda row: row.trained, lambda row: row.trained_of),
            units.of_column(
                _("In reserve"), lambda row: row.reserve, lambda row: row.reserve_wanted
            ),
            units.of_column(
                _("Places reported"), lambda row: row.places_known, lambda row: row.places
            ),
            units.day_column(_("Oldest count"), lambda row: row.since),
        ],
        caption=_("Polling stations by province, {election}", election=election),
    )


def step_words(row: Posted) -> str:
    """Return the next step of a place, with the number it is about."""
    _ = state.wording()
    said = _(STEPS[row.step])
    if row.step == "sum":
        return _("{step} (in the sum of {unit})", step=said, unit=units.unit_name(row.summed_in))
    counted = {"name": row.missing, "train": row.untrained, "reserve": row.reserve_missing}
    return units.numbered(said, counted.get(row.step) or 0)


def _figures() -> list[TableColumn]:
    _ = state.wording()
    return [
        units.count_column(_("Without a representative"), lambda row: row.missing),
        units.step_column(step_words),
        units.of_column(_("Named"), lambda row: row.assigned, lambda row: row.stations),
        units.of_column(_("Trained"), lambda row: row.trained, lambda row: row.stations),
        units.of_column(_("In reserve"), lambda row: row.reserve, lambda row: row.reserve_wanted),
    ]
