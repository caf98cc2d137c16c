"""The tables of coverage: the places, the empty ones first; the counts by group; what to check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.coverage_layers import VERDICTS
from dashboard.figures.layers import COVERAGE
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.planning.method import population_bands
from dashboard.screens import _columns as columns
from dashboard.territory.register import register
from dashboard.wording import N_

_MILIEUX = {"urban": N_("Urban communes"), "rural": N_("Rural communes")}


def place_rows(rows: pd.DataFrame, *, named: bool, caption: str | None = None) -> Table:
    """Return the places, the empty ones first, each with its next step.

    `named`: of several provinces, with their names.
    """
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Commune"), place_name),
            *([columns.name_column(_("Province or prefecture"), "province_name")] if named else []),
            columns.text_column(_("Local body"), state_words),
            columns.text_column(_("Living or on paper"), verdict_words),
            columns.number_column(_("Adults, census 2024"), "adults"),
            planned_column(),
            columns.step_column(_("Next step")),
        ],
        caption=caption or _("Communes and arrondissements, the empty ones first"),
        id_column="unit_code",
    )


def planned_column() -> TableColumn:
    """Return the day on which a founding is planned; empty where none is, or none is needed."""
    _ = state.wording()

    def said(row: Any) -> str:
        on = columns.day(row.planned_on)
        return _.date(on, "medium") if on else ""

    return TableColumn(_("Planned on"), said, lambda row: columns.day(row.planned_on))


def group_rows(rows: pd.DataFrame, *, within: str) -> Table:
    """Return the counts by province, milieu and band of population within a territory."""
    _ = state.wording()
    here = rows[(rows["within_code"] == within) & (rows["dimension"] != "all")]
    return table(
        _in_order(here),
        [
            columns.text_column(_("Group"), _group_words),
            _count(_("Communes"), "communes"),
            _count(_("Own local secretariat"), "communes_own"),
            _count(_("Covered by another body"), "communes_other"),
            _count(_("Some arrondissements covered"), "communes_part"),
            _count(_("No local body"), "communes_none"),
            _count(_("Unknown"), "communes_unknown"),
            _count(_("Units with their own (of 200)"), "units_own"),
            _adults(_("Adults with their own"), "adults_own"),
            _adults(_("Adults in covered communes"), "adults_covered"),
        ],
        caption=_("Coverage by province, milieu and population"),
        id_column="group_code",
    )


def fault_rows(rows: pd.DataFrame) -> Table:
    """Return bodies that cover nothing and places covered twice, with what to do."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.name_column(_("Territory")),
            columns.text_column(_("What is odd"), _fault_words),
            columns.text_column(_("Seats of the bodies"), _seat_words),
            columns.text_column(_("Next step"), _fault_step),
        ],
        caption=_("To be checked"),
        id_column="subject",
    )


def place_name(row: Any) -> str:
    """Return the name of a place; an arrondissement is called one."""
    _ = state.wording()
    name = columns.local(row, "name")
    return _("{name} (arrondissement)", name=name) if row.grain == "arrondissement" else name


def state_words(row: Any) -> str:
    """Return what stands on a place, in words; unknown is said."""
    _ = state.wording()
    return _(COVERAGE[row.state]) if row.state in COVERAGE else _("Unknown")


def verdict_words(row: Any) -> str:
    """Return whether the best body of a place lives; empty where there is none."""
    _ = state.wording()
    if not isinstance(row.verdict, str):
        return ""
    return _(VERDICTS[row.verdict]) if row.verdict in VERDICTS else _("Unknown")


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep provinces and milieux as they come; bands from the smallest."""
    order = {code: n for n, code in enumerate(population_bands())}
    place = rows["dimension"].map({"province": 0, "milieu": 1, "band": 2}) * 100
    return rows.iloc[(place + rows["group_code"].map(order).fillna(0)).argsort(kind="stable")]


def _group_words(row: Any) -> str:
    _ = state.wording()
    if row.dimension == "province":
        return register().unit_name(row.group_code, _.language)
    if row.dimension == "milieu":
        return _(_MILIEUX[row.group_code])
    return population_bands()[row.group_code].name(_.language)


def _count(label: str, field: str) -> TableColumn:
    return columns.number_column(label, field)


def _adults(label: str, field: str) -> TableColumn:
    """Return a share of the adults of the communes known, and of how many."""
    _ = state.wording()

    def share(row: Any) -> float | None:
        return getattr(row, field) / row.adults_known if row.adults_known else None

    return TableColumn(label, lambda row: _.share(share(row)), share, kind="number")


def _fault_words(row: Any) -> str:
    _ = state.wording()
    if row.fault == "covers_nothing":
        return _("Its body covers no commune")
    return _.count("Covered by {n} body", "Covered by {n} bodies", int(row.bodies))


def _fault_step(row: Any) -> str:
    _ = state.wording()
    if row.fault == "covers_nothing":
        return _("Say which communes it covers, or correct its seat")
    return _("Say which body stands for it: take it out of the other's list")


def _seat_words(row: Any) -> str:
    _ = state.wording()
    name: Callable[[str], str] = lambda code: register().unit_name(code, _.language)  # noqa: E731
    return _.join(name(code) for code in row.seats)
