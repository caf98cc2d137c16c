"""Columns that several tables share: names, scores, classes, dates, origins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard import state
from dashboard.access.small_counts import shown
from dashboard.contracts import contracts
from dashboard.figures import tokens
from dashboard.figures.tables import TableColumn
from dashboard.readiness.method import class_of
from dashboard.reports import row_words
from dashboard.reports.row_words import day as day
from dashboard.reports.row_words import number as number
from dashboard.reports.row_words import text as text
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
    _ = state.wording()
    return TableColumn(label, lambda row: _.held(words(row)), lambda row: words(row) or None)


def label_column(label: str, prefix: str) -> TableColumn:
    """Return a column of the product's own names, written in every language of the labels."""
    field = f"{prefix}_{state.wording().label_language}"
    return text_column(label, lambda row: text(getattr(row, field)))


def said_column(label: str, field: str) -> TableColumn:
    """Return a column of texts as they were entered, empty where there is none."""
    return text_column(label, lambda row: text(getattr(row, field)))


def value_column(label: str, of: str, field: str, none: str = "") -> TableColumn:
    """Return a column of labels: `of` is the table and column of the contract that lists them.

    `none` is said where there is no value.
    """
    table, column = of.split(".")
    return text_column(label, lambda row: value_words(table, column, getattr(row, field)) or none)


def day_column(label: str, field: str, none: str) -> TableColumn:
    """Return a column of days of which some are not to be: `none` is said there."""
    _ = state.wording()

    def words(row: Any) -> str:
        on = day(getattr(row, field))
        return _.date(on, "medium") if on else none

    return TableColumn(label, words, lambda row: day(getattr(row, field)))


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


def score_column(label: str) -> TableColumn:
    """Return the score with its range; it sorts by the low end, as ranks do."""
    _ = state.wording()
    return TableColumn(label, score_words, lambda row: number(row.low), kind="number")


def standing_columns(label: str) -> list[TableColumn]:
    """Return how a province or region stands: name, class, score, reliability, communes known."""
    _ = state.wording()
    return [
        name_column(label),
        class_column(_("Class")),
        score_column(_("Score of 100 (range)")),
        number_column(_("Reliability of 100"), "reliability"),
        TableColumn(
            _("Communes known"),
            lambda row: _("{n} of {all}", n=row.communes_known, all=row.communes),
            lambda row: row.communes_known / row.communes,
            kind="number",
        ),
    ]


def step_column(label: str) -> TableColumn:
    """Return the next step with its date."""
    return text_column(label, step_words)


def class_words(row: Any) -> str:
    """Return the word of a row's class and whether a cap lowered it, or why it has none."""
    _ = state.wording()
    name = row_words.class_words(row, _)
    return _("{name}, limited", name=name) if is_limited(row) else name


def is_limited(row: Any) -> bool:
    """Return whether a cap lowered the class that is shown, that of the low end."""
    by = getattr(row, "class_limited_by", None)
    return (
        isinstance(by, str)
        and not isinstance(row.state, str)
        and class_of(row.low).number > row.class_no
    )


def class_colour(row: Any) -> str | None:
    """Return the colour of a row's class; None where it has none."""
    if isinstance(row.state, str):
        return None
    return tokens.css_colour(f"readiness.{int(row.class_no)}")


def range_words(row: Any) -> str:
    """Return «from 31 to 56», or that nothing is known."""
    return row_words.range_words(row, state.wording())


def score_words(row: Any) -> str:
    """Return «58 (53 to 61)», the range alone where not assessable, or that nothing is known."""
    return row_words.score_words(row, state.wording())


def step_words(row: Any) -> str:
    """Return the next step of a row, with the date it is about."""
    return row_words.step_words(row, state.wording())


def state_words(why: str) -> str:
    """Return why there is no value, in words."""
    return row_words.state_words(why, state.wording())


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


def slippage_words(row: Any, *, is_growing: bool) -> str:
    """Return by how many days a row is late, or early, against the day first planned."""
    _ = state.wording()
    n = number(row.slippage_days)
    if n is None:
        return _("not reported")
    if n == 0:
        return _("none")
    if n < 0:
        return _.count("{n} day early", "{n} days early", int(-n))
    if is_growing:
        return _.count("{n} day and growing", "{n} days and growing", int(n))
    return _.count("{n} day", "{n} days", int(n))


def local(row: Any, prefix: str) -> str:
    """Return a place's name in the reader's language: `name_ar`, else `name_fr`."""
    return row_words.local(row, prefix, state.wording())
