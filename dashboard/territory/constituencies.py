"""The outlines of constituencies, dissolved from communes and arrondissements by the build.

Only kinds that split a region are drawn: those of the House and those of the regional council.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.errors import Refused, Said
from dashboard.territory import geometry, web
from dashboard.territory.census import Levels, Row
from dashboard.territory.splitting import SPLITTING, split_faults
from dashboard.territory.tables import atoms_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Outlines:
    """The constituencies of a kind: their rows, and the constituency of every smallest unit."""

    kind: str
    rows: tuple[Row, ...]
    holder: Mapping[str, str]


def outlines(levels: Levels, hand_kept: Mapping[str, Sequence[Row]]) -> list[Outlines]:
    """Return the kinds of constituency that split the region.

    Raises:
        Refused: constituencies overlap, or leave a unit out; every fault is listed.
    """
    below = {code: frozenset(atoms_of(code, levels)) for code in _codes(levels)}
    units: dict[str, list[str]] = {}
    for row in hand_kept["constituency_units"]:
        units.setdefault(row["constituency_id"], []).append(row["unit_code"])
    region = frozenset().union(*(below[row["code"]] for row in levels["regions"]))
    problems = list(split_faults(units, below, region))
    if problems:
        said = Said("The constituencies do not split the region: {n} faults.", n=len(problems))
        raise Refused(said, problems)
    provinces = {code: row["code"] for row in levels["provinces"] for code in below[row["code"]]}
    found = []
    for kind in SPLITTING:
        rows = [row for row in hand_kept["constituencies"] if row["kind"] == kind]
        holder = {a: row["id"] for row in rows for unit in units[row["id"]] for a in below[unit]}
        told = tuple(_row(row, holder, provinces) for row in rows)
        found.append(Outlines(kind, told, holder))
    return [one for one in found if one.rows]


def drawing(
    one: Outlines,
    shapes: Mapping[str, BaseGeometry],
    by_level: Mapping[str, Mapping[str, BaseGeometry]],
    levels: Levels,
) -> str:
    """Return the web geometry of a kind of constituency as text, from one simplified coverage."""
    (region,) = by_level["regions"].values()
    dissolved = geometry.merged(dict(shapes), one.holder)
    return web.constituencies_json(
        dissolved, by_level["provinces"], region, one.rows, levels["provinces"]
    )


def _row(row: Row, holder: Mapping[str, str], provinces: Mapping[str, str]) -> Row:
    inside = {provinces[atom] for atom, code in holder.items() if code == row["id"]}
    province = inside.pop() if len(inside) == 1 else ""
    names = {name: row[name] for name in ("name_fr", "name_ar")}
    return {"code": row["id"], **names, "province_code": province}


def _codes(levels: Levels) -> list[str]:
    return [row["code"] for rows in levels.values() for row in rows]
