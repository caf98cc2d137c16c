"""Neighbour help: the nearest living body of each empty place, and who could sponsor whom."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.planning.method import planning_method
from dashboard.planning.neighbours import Located, Neighbour, neighbours
from dashboard.screens import _columns as columns
from dashboard.screens._coverage_tables import place_name
from dashboard.screens._export import export_buttons
from dashboard.screens._region_map import open_commune
from dashboard.screens._table import show_table
from dashboard.screens._text import note
from dashboard.territory.register import register

_ALIVE = ("living", "watched")


def neighbours_part(units: pd.DataFrame, bodies: pd.DataFrame) -> None:
    """Draw the empty places with their neighbours.

    Args:
        units: the places looked at (`coverage_units`).
        bodies: every body of the region (`body_life`): help comes over a province's border too.
    """
    _ = state.wording()
    empty = units[units["is_place"] & (units["state"] == "none")]
    living = [_located(row.unit_code) for row in records(bodies[bodies["verdict"].isin(_ALIVE)])]
    if empty.empty or not any(living):
        note(_("No empty place is known here, or no body that lives."))
        return
    places = [_located(row.unit_code) for row in records(empty)]
    found = neighbours(
        [one for one in places if one],
        [one for one in living if one],
        most=planning_method().sponsored_most,
    )
    near = pd.Series([found.get(code) for code in empty["unit_code"]], empty.index, dtype=object)
    listed = neighbour_rows(empty.assign(near=near))
    show_table(listed, key="coverage_neighbours", on_pick=open_commune)
    export_buttons(listed, name="jahiziya-neighbours", key="neighbours_export")
    note(
        _(
            "As the crow flies, from the middle of one commune to that of the other. A body that "
            "lives or is to be watched sponsors {most} places at the most, the nearest first.",
            most=planning_method().sponsored_most,
        )
    )


def neighbour_rows(rows: pd.DataFrame) -> Table:
    """Return the empty places with their nearest living body and their sponsor."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.text_column(_("Commune"), place_name),
            columns.number_column(_("Adults, census 2024"), "adults"),
            columns.text_column(_("Nearest living body"), lambda row: _name(row.near, "nearest")),
            TableColumn(_("Distance, km"), _km_words, _km, "number"),
            columns.text_column(_("Next step"), _step),
        ],
        caption=_("Neighbour help"),
        id_column="unit_code",
    )


def _located(code: str) -> Located | None:
    """Return where a unit lies; a cercle lies in the middle of its communes."""
    known = register()
    place = known.place(code)
    if place is None:
        return None
    inside = [place]
    if place.lon is None:
        inside = [one for one in known.communes() if one.cercle_code == code]
    points = [(one.lon, one.lat) for one in inside if one.lon is not None and one.lat is not None]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return Located(code, sum(lons) / len(lons), sum(lats) / len(lats))


def _name(near: Neighbour | None, which: str) -> str:
    code = getattr(near, which, None)
    return register().unit_name(code, state.view().lang) if code else ""


def _km(row: Any) -> float | None:
    return row.near.nearest_km if row.near else None


def _km_words(row: Any) -> str:
    return state.wording().number(_km(row))


def _step(row: Any) -> str:
    _ = state.wording()
    sponsor = _name(row.near, "sponsor")
    if not sponsor:
        return _("Ask the provincial secretariat: every neighbour has enough to do")
    return _(
        "Ask the body of {seat} to sponsor it ({km} km)",
        seat=sponsor,
        km=round(row.near.sponsor_km),
    )
