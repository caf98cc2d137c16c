"""What each column of a template means: the second sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.contracts import Column, Conditions, Contract, contracts
from dashboard.dictionary import TYPES, required
from dashboard.intake.faults import CellFault
from dashboard.intake.places import ANY, place_code
from dashboard.labels import FALLBACK
from dashboard.territory.register import register
from dashboard.wording import Language, Wording

YES_NO = {"ar": ("نعم", "لا"), "fr": ("oui", "non"), "en": ("yes", "no")}


def meanings(
    contract: Contract, columns: Iterable[Column], wording: Wording
) -> Iterator[list[str]]:
    """Yield the header of the sheet, then a row a column of the template, in its order."""
    _ = wording
    yield [
        *(_("Column"), _("Required"), _("Type"), _("Meaning")),
        *(_("Values and limits"), _("Example")),
    ]
    for column in columns:
        yield [
            contract.label(column.name, _.language),
            required(contract, column, _),
            _(TYPES[column.type]),
            column.about[_.language],
            "\n".join((*choices(column, _.language), *_limits(contract, column, _))),
            _example(column, _.language),
        ]


def choices(column: Column, language: Language) -> list[str]:
    """Return what a cell may hold, in the words of a language: a list's values, yes or no."""
    if column.type == "boolean":
        return list(YES_NO.get(language, YES_NO[FALLBACK]))
    return [value.labels[language] for value in column.values]


def _limits(contract: Contract, column: Column, _: Wording) -> Iterator[str]:
    known = contract.by_name
    if column.refers_to:
        yield _("Refers to {table}.", table=contracts()[column.refers_to].title[_.language])
    if column.part_of:
        yield _("Never above {column}.", column=contract.label(column.part_of, _.language))
    if column.least_whole:
        yield _("Only where that is {n} or more.", n=column.least_whole)
    if column.not_before in known:
        yield _("Never before {column}.", column=contract.label(column.not_before, _.language))
    if column.past:
        yield _("Not after today.")
    if column.least is not None:
        yield _("At least {n}.", n=column.least)
    if column.most is not None:
        yield _("At most {n}.", n=column.most)
    if column.max_length:
        yield _("At most {n} characters.", n=column.max_length)
    yield from _conditions(contract, column, _)


def _conditions(contract: Contract, column: Column, _: Wording) -> Iterator[str]:
    for name, values in _said(contract, column.only_when, _):
        yield _("Only when {column} is {values}.", column=name, values=values)
    for name, values in _said(contract, column.required_when, _):
        yield _("Required when {column} is {values}.", column=name, values=values)
    if column.default:
        yield _(
            "Where empty in a new row: {value}.", value=_word(column, column.default, _.language)
        )
    if column.default_from:
        other = contract.label(column.default_from, _.language)
        yield _("Where empty in a new row: that of {column}.", column=other)


def _said(contract: Contract, conditions: Conditions, _: Wording) -> Iterator[tuple[str, str]]:
    for name, codes in conditions.items():
        labels = (contract.by_name[name].by_code[code].labels[_.language] for code in codes)
        yield contract.label(name, _.language), _.join(labels)


def _example(column: Column, language: Language) -> str:
    """The example as it would be typed in a language."""
    if column.type in ("code", "unit") and column.example:
        return _place_name(column.example, language)
    return " | ".join(_word(column, part.strip(), language) for part in column.example.split("|"))


def _word(column: Column, text: str, language: Language) -> str:
    if column.type == "boolean" and text:
        return YES_NO.get(language, YES_NO[FALLBACK])[text not in ("yes", "true")]
    value = column.by_code.get(text)
    return value.labels[language] if value else text


def _place_name(example: str, language: Language) -> str:
    try:
        place = register().place(place_code(example, None, ANY))
    except CellFault:
        return example  # Taza alone is a province and a commune: it stands as it is
    return place.name(language) if place else example
