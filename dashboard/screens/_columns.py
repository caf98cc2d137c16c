"""Columns that several tables share: names, scores, classes, dates, origins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.access.small_counts import shown
from dashboard.contracts import contracts
from dashboard.figures import tokens
from dashboard.figures.map_table import STATE_WORDS, State
from dashboard.figures.tables import TableColumn
from dashboard.readiness.caps import cap_sentence
from dashboard.readiness.method import classes
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.wording import N_

ORIGINS = {
    "reported": N_("reported"),
    "public_source": N_("public source"),
    "synthetic": N_("synthetic"),
}


def name_column(label: str, prefix: str = "name") -> TableColumn:
    """Return a place's name in the reader's language (`name_ar`, else `name_fr`)."""
    column = f"{prefix}_ar" if state.view().lang == "ar" else f"{prefix}_fr"
    return TableColumn(
        label, lambda row: text(getattr(row, column)), lambda row: getattr(row, column)
    )


def text_column(label: str, words: Callable[[Any], str]) -> TableColumn:
    """Return a column of words, sorted by them; an empty one is not reported."""
    return TableColumn(label, words, lambda row: words(row) or None)


def label_column(label: str, prefix: str) -> TableColumn:
    """Return a column of the product's own names, written in every language of the labels."""
    field = f"{prefix}_{state.wording().label_language}"
    return text_column(label, lambda row: text(getattr(row, field)))


def number_column(label: str, field: str, decimals: int = 0) -> TableColumn:
    """Return a column of numbers."""
    _ = state.wording()
    return TableColumn(
        label,
        lambda row: _.number(number(getattr(row, field)), decimals),
        lambda row: number(getattr(row, field)),
        kind="number",
    )


def share_column(label: str, field: str) -> TableColumn:
    """Return a column of shares, written as percentages."""
    _ = state.wording()
    return TableColumn(
        label,
        lambda row: _.share(number(getattr(row, field))),
        lambda row: number(getattr(row, field)),
        kind="number",
    )


def persons_column(label: str, field: str) -> TableColumn:
    """Return a column of published counts of persons; it sorts by what is published."""
    _ = state.wording()
    return TableColumn(
        label,
        lambda row: shown(number(getattr(row, field)), _),
        lambda row: number(getattr(row, field)),
        kind="number",
    )


def date_column(label: str, field: str) -> TableColumn:
    """Return a column of days."""
    _ = state.wording()
    return TableColumn(
        label,
        lambda row: _.date(day(getattr(row, field)), "medium"),
        lambda row: day(getattr(row, field)),
    )


def class_column(label: str) -> TableColumn:
    """Return the readiness class of the low end with its colour, or why there is none."""
    return TableColumn(
        label, class_words, lambda row: number(row.class_no), kind="class", swatch=class_colour
    )


def range_column(label: str) -> TableColumn:
    """Return the range of the score, in words."""
    _ = state.wording()
    return TableColumn(label, range_words, lambda row: number(row.low), kind="number")


def step_column(label: str) -> TableColumn:
    """Return the next step with its date."""
    return text_column(label, step_words)


def class_words(row: Any) -> str:
    """Return the word of a row's class, or of the reason why it has none."""
    _ = state.wording()
    if isinstance(row.state, str):
        return state_words(row.state)
    return classes()[int(row.class_no) - 1].name(_.language)


def standing_words(row: Any) -> str:
    """Return class, score, range and reliability of a unit in one line, and what limits it."""
    _ = state.wording()
    said = [class_words(row)]
    if number(row.score) is not None:
        said.append(_("score {score} of 100", score=round(row.score)))
    said.append(_("range {range}", range=range_words(row)))
    said.append(_("reliability {n} of 100", n=round(row.reliability)))
    limited = cap_sentence(row.class_limited_by, row.grain)
    return " ".join([_.join(said) + ".", *([_(limited)] if limited else [])])


def class_colour(row: Any) -> str | None:
    """Return the colour of a row's class; None where it has none."""
    if isinstance(row.state, str):
        return None
    return tokens.colour(f"readiness.{int(row.class_no)}")


def range_words(row: Any) -> str:
    """Return «from 31 to 56», or that nothing is known."""
    _ = state.wording()
    if number(row.low) is None or row.state == "no_data":
        return _("not reported")
    low, high = round(row.low), round(row.high)
    return _.number(low) if low == high else _("{low} to {high}", low=low, high=high)


def step_words(row: Any) -> str:
    """Return the next step of a row, with the date it is about."""
    _ = state.wording()
    if not isinstance(row.next_step, str):
        return ""
    step, about = _(NEXT_STEPS[row.next_step]), day(row.next_step_on)
    return _("{step} ({day})", step=step, day=about) if about else step


def state_words(why: str) -> str:
    """Return why there is no value, in words."""
    words: Mapping[State, str] = STATE_WORDS
    return state.wording()(words[why])  # type: ignore[index]


def value_words(table: str, column: str, code: Any) -> str:
    """Return the label of an enumeration's value in the reader's language."""
    _ = state.wording()
    if not isinstance(code, str):
        return ""
    known = contracts()[table].by_name[column].by_code.get(code)
    return known.labels[_.language] if known else code


def source_words(row: Any) -> str:
    """Return where a row comes from: origin, batch, file."""
    _ = state.wording()
    origin = _(ORIGINS[row.origin]) if isinstance(row.origin, str) else ""
    said = _("batch {number}, {origin}", number=int(row.last_batch_no), origin=origin)
    return _.join([said, _.isolate(row.file_name)]) if isinstance(row.file_name, str) else said


def number(value: Any) -> Any:
    """Return a number of a row, None where it is missing."""
    return None if value is None or pd.isna(value) else value


def day(value: Any) -> Any:
    """Return a day of a row, None where it is missing."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def local(row: Any, prefix: str) -> str:
    """Return a place's name in the reader's language: `name_ar`, else `name_fr`."""
    return text(getattr(row, f"{prefix}_ar" if state.view().lang == "ar" else f"{prefix}_fr"))


def text(value: Any) -> str:
    """Return a text of a row, empty where it is missing."""
    return value if isinstance(value, str) else ""
