"""The fields of a drafted row: each holds what was read, and may be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.contracts import Column, contracts
from dashboard.screens._drafts import typed_choices, typed_number
from dashboard.screens._row_fields import choice, field, place_labels
from dashboard.screens._text import plain
from dashboard.territory.places import COUNTRY
from dashboard.territory.register import register

_SHORT = 40  # signs of a text that stands beside other fields


def fields(
    table: str, names: Iterable[str], values: dict[str, Any], places: list[str], key: str
) -> dict[str, Any]:
    """Draw the fields of a row, two or three beside each other; return what they hold.

    Args:
        table: the table of the row.
        names: its columns in order.
        values: what was read; an absent or None cell is left to choose.
        places: the territories to choose from, those of the text first.
        key: what the keys of the fields begin with, before an underscore.
    """
    contract = contracts()[table]
    held: dict[str, Any] = {}
    columns = [contract.by_name[name] for name in names]
    for column in (one for one in columns if one.max_length > _SHORT):
        held[column.name] = _field(column, values.get(column.name), places, f"{key}_{column.name}")
    short = [one for one in columns if one.max_length <= _SHORT]
    for at in range(0, len(short), 3):
        for box, column in zip(st.columns(3), short[at : at + 3], strict=False):
            with box:
                held[column.name] = _field(
                    column, values.get(column.name), places, f"{key}_{column.name}"
                )
    return held


def every_unit() -> list[str]:
    """Return every unit a body may sit on: the region, provinces, communes, constituencies."""
    known = register()
    above = [state.settings().region_code, *(one.code for one in known.provinces())]
    inside = [one.code for one in known.cercles()]
    inside += [one.id for one in known.constituencies("legislative")]
    places = [one.code for one in state.seen_places()]
    return [COUNTRY, *filter(state.sees, above), *places, *filter(state.sees, inside)]


def _field(column: Column, now: Any, places: list[str], key: str) -> Any:
    label = plain(column.labels[state.wording().language])
    if column.type == "texts":
        return _several(column, label, now, key)
    if column.type in ("code", "unit"):
        return choice(label, place_labels(places), key, is_needed=column.required, first=now)
    if column.type == "integer":
        return st.number_input(label, value=typed_number(key, now), min_value=0, step=1, key=key)
    is_ahead = column.type == "date" and column.past and now is not None and now > state.today()
    return field(column, key, None if is_ahead else now)


def _several(column: Column, label: str, now: Any, key: str) -> list[str]:
    _ = state.wording()
    words = {code: one.labels[_.language] for code, one in column.by_code.items()}
    return st.multiselect(
        label,
        list(words),
        default=typed_choices(key, words, now),
        format_func=lambda code: words[code],
        placeholder=_("Not said"),
        key=key,
    )
