"""Seats as tables: every unit, communes that change band or ballot, the bands of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.elections.kinds import BALLOTS
from dashboard.elections.seat_rule import Change, bands
from dashboard.elections.seat_table import STEPS, SeatRow
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens._elections_words import basis_words
from dashboard.territory.register import register


def unit_rows(rows: Sequence[SeatRow], election: str, *, with_source: bool) -> Table:
    """Return every unit: seats in use, of the reference and given, side by side."""
    _ = state.wording()
    sources = [
        columns.text_column(_("Source"), lambda row: row.of.source),
        columns.text_column(_("Entered by"), lambda row: _entered(row.of)),
    ]
    return table(
        _framed(rows, [row.unit.unit_code for row in rows]),
        [
            columns.text_column(_("Unit"), lambda row: _name(row.of.unit.unit_code)),
            _number(_("Seats in use"), lambda row: row.of.seats),
            columns.text_column(_("Certainty"), lambda row: _certainty(row.of)),
            columns.text_column(_("Next step"), lambda row: _(STEPS[row.of.step])),
            columns.text_column(
                _("Province or prefecture"), lambda row: _province(row.of.unit.unit_code)
            ),
            columns.text_column(_("Ballot"), lambda row: _(BALLOTS[row.of.unit.ballot])),
            _number(_("Inhabitants, 2024"), lambda row: row.of.unit.population),
            _number(_("Reserved for women"), lambda row: row.of.women),
            _number(_("By reference or rule"), lambda row: row.of.unit.seats),
            TableColumn(_("Given"), _given, lambda row: row.of.given, kind="number"),
            TableColumn(_("Given less rule"), _difference, lambda row: row.of.difference,
                        kind="number"),
            TableColumn(_("Held by the party"), _held, lambda row: row.of.party_seats,
                        kind="number"),
            *(sources if with_source else []),
        ],
        caption=_("Seats of {election}, unit by unit", election=election),
        id_column="code",
    )  # fmt: skip


def change_rows(changes: Sequence[Change]) -> Table:
    """Return the communes whose band or ballot differs between the censuses."""
    _ = state.wording()
    return table(
        _framed(changes, [one.unit_code for one in changes]),
        [
            columns.text_column(_("Commune"), lambda row: _name(row.of.unit_code)),
            columns.text_column(
                _("Province or prefecture"), lambda row: _province(row.of.unit_code)
            ),
            _number(_("Inhabitants, 2014"), lambda row: row.of.before.population),
            _number(_("Inhabitants, 2024"), lambda row: row.of.after.population),
            _number(_("Seats by the census of 2014"), lambda row: row.of.before.seats),
            _number(_("Seats by the census of 2024"), lambda row: row.of.after.seats),
            columns.text_column(_("Ballot"), lambda row: _ballot_words(row.of)),
            columns.text_column(_("Certainty"), lambda row: basis_words(row.of.after.basis)),
        ],
        caption=_("Communes that change band or ballot, 2014 and 2024"),
        id_column="code",
    )


def band_rows() -> Table:
    """Return the bands of the rule, with what each is worth."""
    _ = state.wording()
    rows = list(bands())
    return table(
        _framed(rows, [str(one.up_to) for one in rows]),
        [
            TableColumn(_("Inhabitants, up to"), lambda row: _up_to(row.of.up_to),
                        lambda row: row.of.up_to, kind="number"),
            _number(_("Seats"), lambda row: row.of.seats),
            columns.text_column(_("Certainty"), lambda row: basis_words(row.of.basis)),
            columns.text_column(_("Source"), lambda row: row.of.source),
        ],
        caption=_("Seats of a communal council by population"),
        id_column="code",
    )  # fmt: skip


def _framed(rows: Sequence[Any], codes: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({"code": list(codes), "of": pd.Series(list(rows), dtype=object)})


def _number(label: str, value: Any) -> TableColumn:
    _ = state.wording()
    return TableColumn(label, lambda row: _.number(value(row)), value, kind="number")


def _name(code: str) -> str:
    return register().unit_name(code, state.wording().language)


def _province(code: str) -> str:
    """Return the province a unit lies in, empty where it spans several or is one."""
    language = state.wording().language
    above = [one for one in register().provinces() if code in register().units_within(one.code)]
    return above[0].name(language) if above and above[0].code != code else ""


def _certainty(row: SeatRow) -> str:
    """Return whether the seats in use are an estimate, and how sure they are."""
    _ = state.wording()
    basis = basis_words(row.basis)
    return _("estimate, {basis}", basis=basis) if row.is_estimate else basis


def _given(row: Any) -> str:
    _ = state.wording()
    return _("not given") if row.of.given is None else _.number(row.of.given)


def _difference(row: Any) -> str:
    _ = state.wording()
    return "" if row.of.difference is None else _.signed(row.of.difference)


def _held(row: Any) -> str:
    """Return the party's seats with the day they were counted on."""
    _ = state.wording()
    if row.of.party_seats is None:
        return _("not reported")
    on = columns.day(row.of.counted_on)
    return _("{n} ({day})", n=row.of.party_seats, day=_.date(on, "medium"))


def _entered(row: SeatRow) -> str:
    _ = state.wording()
    if row.batch_no is None:
        return _("reference files")
    origin = _(columns.ORIGINS[row.origin]) if isinstance(row.origin, str) else ""
    said = _("batch {number}, {origin}", number=row.batch_no, origin=origin)
    return _.join([said, _.isolate(row.file_name)]) if isinstance(row.file_name, str) else said


def _ballot_words(change: Change) -> str:
    _ = state.wording()
    before, after = (_(BALLOTS[one.ballot or "unknown"]) for one in (change.before, change.after))
    if not change.changes_ballot:
        return after
    return _("from {before} to {after}", before=before, after=after)


def _up_to(bound: int | None) -> str:
    _ = state.wording()
    return _("no bound") if bound is None else _.number(bound)
