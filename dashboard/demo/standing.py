"""Invented seats to fill and candidacies of the coming elections: counts, never a person."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

from dashboard.demo.history import History, parameters
from dashboard.demo.organisation import never_heard
from dashboard.demo.voters import level
from dashboard.territory.register import Place, register

_DAY = dt.timedelta(days=1)
_SOURCE = (
    "معطيات اصطناعية للعرض، تقدير حسب عدد السكان · "
    "Données synthétiques de démonstration, estimation d'après la population"
)
# What the other elections are counted by, and what the party has not counted yet.
_CHAMBERS = ("chamber.agriculture:03", "chamber.commerce:03", "chamber.crafts:03")
_COLLEGES = (
    "councillors.regional_council:03", "councillors.local_councils:03",
    "councillors.professional_chambers:03", "councillors.employers:03",
)  # fmt: skip
_UNCOUNTED = (
    "chamber.crafts:03", "councillors.employers:03", "councillors.professional_chambers:03",
    "regional:03.131", "03.131", "03.231.01.11",
)  # fmt: skip
Row = dict[str, Any]


def seats_of(one: Place) -> tuple[int, int]:
    """Return an estimate of a council's seats, and of those reserved for women among them."""
    says, people = parameters()["standing"], one.population_2024 or 0
    band = next(n for most, n in says["bands"] if people <= most)
    if one.code in {a.commune_code for a in register().arrondissements()}:
        band = says["with_arrondissements"]
    if people <= says["list_above"]:
        return band + says["reserved_small"], says["reserved_small"]
    return band, band // 3


def seats() -> list[Row]:
    """Return the estimated seats of every coming election; a province that sums has its row."""
    rows = [_seat("communal.2027", one.code, *seats_of(one)) for one in register().communes()]
    for province in parameters()["standing"]["sums"]:
        inside = [seats_of(one) for one in register().communes() if one.province_code == province]
        both = (sum(n for n, _ in inside), sum(n for _, n in inside))
        rows.append(_seat("communal.2027", province, *both))
    return rows + [_seat(election, unit, *some) for election, unit, some in _others()]


def candidacies(told: History, on: dt.date, progress: float) -> list[Row]:
    """Return where the party stands at a count: by commune, by province, or nowhere known."""
    rows = _communal(told, progress)
    for election, unit, (n, reserved) in _others():
        if unit not in _UNCOUNTED:
            draw = told.draw("candidacies", election, unit)
            reach = min(1.0, max(0.1, draw.gauss(0.75, 0.2)))
            rows.append(
                {"election_id": election, **_stood(draw, unit, n, reserved, reach * progress)}
            )
    return [{**row, "counted_on": on} for row in rows]


def _others() -> list[tuple[str, str, tuple[int, int]]]:
    """Return election, unit and seats of every election but the communal one."""
    says = {name: tuple(both) for name, both in parameters()["standing"]["seats"].items()}
    found: list[tuple[str, str, tuple[int, int]]] = [
        ("regional.2027", one.id, (one.seats or 5, (one.seats or 5) // 3))
        for one in register().constituencies("regional")
    ]
    units = {
        "arrondissement.2027": [one.code for one in register().arrondissements()],
        "prefectural_provincial.2027": [one.code for one in register().provinces()],
        "professional_chambers.2027": _CHAMBERS,
        "councillors.2027": _COLLEGES,
    }
    return found + [(name, unit, says[name]) for name, some in units.items() for unit in some]


def _communal(told: History, progress: float) -> list[Row]:
    says, rows, sums = parameters()["standing"], [], dict[str, list[Row]]()
    for one in _counted(told):
        province = str(one.province_code)
        draw = told.draw("candidacies", one.code)
        reach = level(told, "candidacies", one, parameters()["strength"][province]) * progress
        row = _stood(draw, one.code, *seats_of(one), reach) | _files(draw, province)
        if province in says["sums"]:
            sums.setdefault(province, []).append(row)
        else:
            rows.append(row)
    rows += [_summed(province, some) for province, some in sums.items()]
    return [
        {"election_id": "communal.2027", **{k: v for k, v in row.items() if v is not None}}
        for row in rows
    ]


def _counted(told: History) -> list[Place]:
    """Return the communes whose candidacies are counted."""
    says, unheard = parameters()["standing"], never_heard(told)
    return [
        one
        for one in register().communes()
        if one.province_code not in says["silent"]
        and one.code not in unheard
        and (one.province_code not in says["half"] or told.draw("half", one.code).random() < 0.5)
    ]


def _stood(draw: random.Random, unit: str, n: int, reserved: int, reach: float) -> Row:
    covered = round(n * reach)
    row: Row = {"unit_code": unit, "seats_covered": covered}
    if reserved:
        row["seats_reserved_women_covered"] = min(round(reserved * reach * 0.9), covered)
    row["files_expected"] = covered
    row["files_complete"] = round(covered * draw.uniform(0.25, 0.95) * min(1.0, reach + 0.1))
    if draw.random() < 0.7:
        row["finance_agent_named"] = draw.random() < reach
    return row


def _files(draw: random.Random, province: str) -> Row:
    """Return what replaces the files where none is expected yet, or where nobody has said."""
    says = parameters()["standing"]
    if province in says["files_unknown"] or draw.random() < 0.05:
        return {"files_expected": None, "files_complete": None}
    if province in says["files_none_yet"] and draw.random() < 0.5:
        return {"files_expected": 0, "files_complete": 0}
    return {}


def _summed(province: str, rows: Iterable[Row]) -> Row:
    some = list(rows)
    names = ("seats_covered", "seats_reserved_women_covered")
    summed: Row = {name: sum(row.get(name) or 0 for row in some) for name in names}
    expected = [row for row in some if row["files_expected"] is not None]
    for name in ("files_expected", "files_complete"):
        summed[name] = sum(row[name] for row in expected)
    return {"unit_code": province, **summed}


def _seat(election: str, unit: str, n: int, reserved: int) -> Row:
    return {
        "election_id": election,
        "unit_code": unit,
        "seats": n,
        "seats_reserved_women": reserved,
        "is_estimate": True,
        "source": _SOURCE,
    }
