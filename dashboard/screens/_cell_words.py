"""A cell, a key or an id of a contract in the reader's words: labels, names and days, not codes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.contracts import Column, Contract, contracts
from dashboard.errors import Problem, Said
from dashboard.screens import _columns as columns
from dashboard.territory.register import register

# As the product issues ids: table, territory, day (a kind of body in the demonstration), number.
_ISSUED = re.compile(
    r"(?:(?P<table>[a-z_]+)\.)?(?P<place>\d\d(?:\.\d{2,3})*)\.(?P<what>[a-z_]+|\d{4}-\d\d-\d\d)"
    r"\.(?P<number>\d{1,4})"
)
_TRUE = {"true", "1"}


def cell_words(column: Column, value: Any) -> str:
    """Return a cell in words: given as the store holds it, or as text; None is *not reported*."""
    _ = state.wording()
    if isinstance(value, list | tuple):
        return _.join(cell_words(column, one) for one in value)
    if value is None or value == "" or pd.isna(value):
        return _("not reported")
    return _one(column, value)


def fault_words(one: Problem, column: Column | None) -> str:
    """Return a fault as a form says it, like a file's: what, found, expected, what to do."""
    _ = state.wording()
    said = [_.say(one.message)]
    if one.found not in (None, "", "…"):
        said.append(_("Found: {found}.", found=_found_words(one.found, column)))
    expected = _.say(one.expected) if one.expected else ""
    if expected:
        said.append(_("Expected: {expected}.", expected=expected))
    return " ".join([*said, _.say(one.remedy)])


def _found_words(found: str | Said | None, column: Column | None) -> str:
    """Return what was found in words where the column knows them, else as it was typed."""
    _ = state.wording()
    if isinstance(found, Said):
        return _.say(found)
    try:
        return cell_words(column, found) if column else _.isolate(str(found))
    except ValueError:  # no number, no day: as typed
        return _.isolate(str(found))


def key_words(contract: Contract, values: Mapping[str, Any]) -> str:
    """Return what a row is known by in words: kind, place, day, and what it says of itself.

    Args:
        contract: the table of the row.
        values: its cells by name; those missing are left out.
    """
    parts = [
        cell_words(contract.by_name[name], values[name])
        for name in (*contract.natural_key, "label", "summary")
        if name in contract.by_name and _tells(contract.by_name[name], values.get(name))
    ]
    if isinstance(values.get("key_on"), dt.date):  # a meeting's own day, which no file holds
        parts.append(state.wording().date(columns.day(values["key_on"]), "medium"))
    if not parts and contract.id_column:
        parts = [id_words(str(values.get(contract.id_column)))]
    return " · ".join(parts)


def id_words(code: str) -> str:
    """Return an id that the product issued in words; any other stands for itself."""
    _ = state.wording()
    issued = _ISSUED.fullmatch(code)
    if issued is None or register().place(issued["place"]) is None:
        return _.isolate(code)
    table, what, number = issued["table"], issued["what"], int(issued["number"])
    kind = contracts()["structures"].by_name["kind"].by_code.get(what)
    named = contracts().get(table or "")
    parts = [kind.labels[_.language]] if kind else [named.title[_.language]] if named else []
    parts.append(register().unit_name(issued["place"], _.language))
    if what[0].isdigit():
        parts.append(_.date(dt.date.fromisoformat(what), "medium"))
    if number > 1:
        parts.append(_.number(number))
    return " · ".join(parts)


def account_words(account: str) -> str:
    """Return an account by its name; the one of a laptop has none."""
    _ = state.wording()
    return _("this computer") if account == "local" else _.isolate(account)


def _one(column: Column, value: Any) -> str:
    _ = state.wording()
    text = str(value)
    known = column.by_code.get(text)
    if known is not None:
        return known.labels[_.language]
    if column.type in ("code", "unit", "units") and register().units_within(text):
        return register().unit_name(text, _.language)
    if column.type == "period":
        return _.month(text)
    if column.type in ("date", "dates"):
        return _.date(dt.date.fromisoformat(text[:10]), "medium")
    if column.type == "boolean":
        return _("yes") if text.lower() in _TRUE else _("no")
    if column.type == "integer":
        return _.number(int(value))
    return id_words(text) if column.type in ("id", "reference", "references") else _.isolate(text)


def _tells(column: Column, value: Any) -> bool:
    """Whether a cell of a key says something to a reader: no id, and no *first of its kind*."""
    if value is None or value == "" or column.type in ("id", "reference"):
        return False
    return not pd.isna(value) and not (column.name == "number" and int(value) == 1)
