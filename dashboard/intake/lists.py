"""Values of a list: enumerations of a contract and reference lists, by code or label."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from dashboard.contracts import Column, contracts, reference_list
from dashboard.errors import Said
from dashboard.intake.faults import CellFault
from dashboard.intake.places import folded
from dashboard.labels import LABEL_LANGUAGES
from dashboard.reference_files import reference_rows

_SHOWN = 12


def listed_code(table: str, column: Column, text: str) -> str:
    """Return the code of a value given by code, label or synonym in any language.

    Raises:
        CellFault: the value is not in the list.
    """
    code = _codes(table, column.name).get(folded(text))
    if code is None:
        raise CellFault(
            "value.unknown",
            Said("This value is not in the list of the column."),
            Said("Write one of the values of the list."),
            Said("one of: {values}", values=_labels(column)),
            candidates=_nearest(table, column, text),
        )
    return code


@cache
def _codes(table: str, name: str) -> Mapping[str, str]:
    """Folded word → code; codes win over labels, labels over synonyms."""
    column = contracts()[table].by_name[name]
    if column.values_from:
        return _reference_codes(column.values_from)
    index = {folded(value.code): value.code for value in column.values}
    for value in column.values:
        for label in value.labels.values():
            index.setdefault(folded(label), value.code)
    for value in column.values:
        for synonym in value.synonyms:
            index.setdefault(folded(synonym), value.code)
    return index


@cache
def _reference_codes(name: str) -> Mapping[str, str]:
    rows = reference_rows(name)
    index = {folded(row["code"]): row["code"] for row in rows}
    for row in rows:
        for language in LABEL_LANGUAGES:
            if row.get(f"name_{language}"):
                index.setdefault(folded(row[f"name_{language}"]), row["code"])
    for row in rows:
        for synonym in (row.get("synonyms") or "").split("|"):
            if synonym.strip():
                index.setdefault(folded(synonym), row["code"])
    return index


def _labels(column: Column) -> list[str]:
    """The values as a message lists them, the first of a long list."""
    if column.values_from:
        shown = [one.code for one in reference_list(column.values_from)]
    else:
        shown = [f"{one.code} ({one.labels['fr']}, {one.labels['ar']})" for one in column.values]
    return shown if len(shown) <= _SHOWN else [*shown[:_SHOWN], "…"]


def _nearest(table: str, column: Column, text: str) -> tuple[str, ...]:
    codes = _codes(table, column.name)
    near = get_close_matches(folded(text)[:80], list(codes), n=3)
    return tuple(dict.fromkeys(codes[word] for word in near))
