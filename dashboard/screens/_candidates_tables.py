"""Candidacies as tables: every unit, the gaps first, and the sums of provinces."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import state
from dashboard.elections.stand import STEPS, Stand, Together
from dashboard.figures.tables import Table
from dashboard.screens import _unit_columns as units


def stand_rows(rows: Sequence[Stand], election: str, *, for_file: bool = False) -> Table:
    """Return every unit with its seats, those covered and left, its files and its next step.

    `for_file`: with where each row comes from.
    """
    _ = state.wording()
    more = [
        units.yes_column(_("Seats are an estimate"), lambda row: row.is_estimate),
        units.source_column(),
    ]
    return units.unit_table(
        rows,
        [
            units.unit_column(_("Unit")),
            units.count_column(_("Seats left"), lambda row: row.gap),
            units.step_column(step_words),
            *units.province_columns(),
            units.of_column(_("Seats covered"), lambda row: row.covered, lambda row: row.seats),
            units.of_column(
                _("Reserved for women"), lambda row: row.women_covered, lambda row: row.women
            ),
            units.of_column(
                _("Files complete"), lambda row: row.files_complete, lambda row: row.files_expected
            ),
            units.yes_column(_("Finance agent named"), lambda row: row.has_agent),
            units.day_column(_("Counted on"), lambda row: row.counted_on),
            *(more if for_file else []),
        ],
        caption=_("Candidacies, {election}: the most seats left first", election=election),
    )


def province_rows(rows: Sequence[Together], election: str) -> Table:
    """Return the provinces with the sums over their units, the most seats left first."""
    _ = state.wording()
    return units.unit_table(
        sorted(rows, key=lambda row: (-row.gap, row.unit_code)),
        [
            units.unit_column(_("Province or prefecture")),
            units.count_column(_("Seats left"), lambda row: row.gap if row.units_known else None),
            units.step_column(lambda row: units.numbered(_(STEPS[row.step[0]]), row.step[1])),
            units.of_column(
                _("Seats covered"), lambda row: row.covered, lambda row: row.seats_known
            ),
            units.of_column(
                _("Reserved for women"),
                lambda row: row.women_covered,
                lambda row: row.women_seats,
            ),
            units.of_column(
                _("Files complete"), lambda row: row.files_complete, lambda row: row.files_expected
            ),
            units.of_column(
                _("Finance agents named"), lambda row: row.agents, lambda row: row.agents_said
            ),
            units.of_column(
                _("Units reported"), lambda row: row.units_known, lambda row: row.units
            ),
            units.count_column(_("All seats"), lambda row: row.seats),
            units.day_column(_("Oldest count"), lambda row: row.since),
        ],
        caption=_("Candidacies by province, {election}", election=election),
    )


def step_words(row: Stand) -> str:
    """Return the next step of a unit, with the number it is about."""
    _ = state.wording()
    said = _(STEPS[row.step])
    counted = {"women": row.women_gap, "cover": row.gap, "files": row.files_gap}.get(row.step)
    if row.step == "sum":
        return said
    return units.numbered(said, counted or 0)
