"""Asking the store for a page: for a region, with what each question takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.questions import ask_many, parameters_of
from dashboard.settings import in_region
from dashboard.store import Store


def taken(asked: Iterable[tuple[str, Any]], names: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
    """Return the parameters that questions take, of all that are given."""
    wanted = parameters_of(names)
    return tuple((key, value) for key, value in asked if key in wanted)


def ask_in(
    region: str,
    opened: Store,
    as_of: tuple[dt.date, ...],
    known_at: dt.datetime | None,
    asked: tuple[tuple[str, Any], ...],
    names: tuple[str, ...],
) -> dict[str, pd.DataFrame]:
    """Ask questions for a region, from whatever thread."""
    parameters: dict[str, Any] = dict(taken(asked, names))
    with in_region(region):
        return ask_many(opened, names, as_of=as_of, known_at=known_at, **parameters)


def frozen(value: Any) -> Any:
    """Return a value as a key can hold it."""
    return tuple(value) if isinstance(value, list) else value
