"""Rows that judge are never finer than the province; whole numbers stay within their bounds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dashboard.contracts import Column, Contract
from dashboard.errors import Problem, Said
from dashboard.intake.faults import Place, Typed, error, typed
from dashboard.territory.register import register

_FINE = ("commune", "arrondissement", "cercle")


def out_of_bounds(
    column: Column, value: Typed, row: int, given: Collection[str]
) -> Iterator[Problem]:
    """Yield the fault of a number below or above what its column takes."""
    if column.type != "integer" or column.name not in given:
        return
    is_low = column.least is not None and value < column.least
    is_high = column.most is not None and value > column.most
    if is_low or is_high:
        yield error(
            "number.out_of_bounds",
            Said("This number is outside what the column takes."),
            Said("Correct the number."),
            at=Place(row, column.name),
            found=typed(column, value),
            expected=_bounds(column),
        )


def _bounds(column: Column) -> Said:
    if column.least is None:
        return Said("at most {most}", most=column.most)
    if column.most is None:
        return Said("at least {least}", least=column.least)
    return Said("from {least} to {most}", least=column.least, most=column.most)


def below_province(
    contract: Contract, row: int, given: Collection[str], now: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield the fault of a row that judges and names a place finer than the province."""
    judging = contract.not_below_province_when
    if not {contract.place, *judging} & set(given):
        return
    if not any(now.get(name) in values for name, values in judging.items()):
        return
    place = register().place(str(now.get(contract.place)))
    if place is not None and place.level in _FINE:
        yield error(
            "territory.judged_below_province",
            Said("A row that judges is never finer than the province."),
            Said("Give the province, the prefecture or the region instead."),
            at=Place(row, contract.place),
            found=place.code,
            expected=Said("a province, a prefecture or the region"),
            candidates=_province_of(place.province_code),
        )


def _province_of(code: str | None) -> tuple[str, ...]:
    province = register().place(code or "")
    return (f"{province.code} {province.name_fr} {province.name_ar}",) if province else ()
