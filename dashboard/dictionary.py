"""The data dictionary: what every table holds, written from the contracts in any language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.contracts import Column, Contract, contracts, reference_list
from dashboard.labels import LABEL_LANGUAGES
from dashboard.wording import N_, Wording
from dashboard.wording.dictionary_rules import PRODUCT, RULES

TYPES = {
    "text": N_("text"),
    "enum": N_("one of a list"),
    "code": N_("territory: name or code"),
    "unit": N_("territory or constituency: name or code"),
    "id": N_("identifier"),
    "reference": N_("row of another table"),
    "period": N_("month"),
    "integer": N_("whole number"),
    "boolean": N_("yes or no"),
    "date": N_("date"),
    "units": N_("list of territories"),
    "texts": N_("list of texts"),
    "references": N_("list of rows of another table"),
    "dates": N_("list of dates"),
}
_CLASSES = {
    "person": N_("persons (masked below 10)"),
    "office": N_("offices (not masked)"),
    "public": N_("public figure (not masked)"),
    "confidential": N_("confidential"),
}
_ENTERED_BY = {
    "region": N_("Entered by the regional secretariat."),
    "province": N_("Comes with the province's monthly return, or is entered by the region."),
}
_LISTS = {
    "functions": N_("Functions"),
    "themes": N_("Themes"),
    "sectors": N_("Sectors"),
    "weekdays": N_("Days of the week"),
}


def dictionary(wording: Wording) -> str:
    """Return the dictionary as Markdown: the rules for all tables, the tables, the lists."""
    blocks = [*_front(wording)]
    for contract in contracts().values():
        blocks.extend(_table(contract, wording))
    for name in _LISTS:
        blocks.extend(_list(name, wording))
    return "\n\n".join(blocks) + "\n"


def _front(wording: Wording) -> Iterator[str]:
    _ = wording
    yield "# " + _("Data dictionary")
    yield _("What every table holds. This page is made from the contracts in data/contracts.")
    yield "## " + _("Rules for all tables")
    yield _bullets(_(rule) for rule in RULES)
    yield "## " + _("What the product adds to the rows")
    yield _bullets(f"{_code(name, _)}: {_(about)}" for name, about in PRODUCT.items())


def _table(contract: Contract, wording: Wording) -> Iterator[str]:
    _, language = wording, wording.language
    yield f"## {contract.title[language]} ({_code(contract.table, _)})"
    yield contract.about[language]
    yield _bullets(_facts(contract, _))
    titles = [
        _("Column"),
        _header("ar", _),
        _header("fr", _),
        _("Type"),
        _("Required"),
        _("Counts"),
    ]
    titles += [_("Meaning"), _("Values and limits"), _("Example")]
    yield _grid(titles, (_column(contract, column, _) for column in contract.columns))


def _facts(contract: Contract, _: Wording) -> Iterator[str]:
    yield _("One row is: {grain}.", grain=contract.grain[_.language])
    yield _(_ENTERED_BY[contract.entered_by])
    yield _("Key: {columns}.", columns=_codes(contract.natural_key, _))
    if contract.id_column:
        yield _("Identifier: {column}.", column=_code(contract.id_column, _))
    if contract.place:
        yield _("Territory of the row: {column}.", column=_code(contract.place, _))
    if contract.dated_by:
        yield _("Date of the row: {column}.", column=_code(contract.dated_by, _))
    if contract.label_kinds:
        kinds = _.join(
            contract.by_name["kind"].by_code[k].labels[_.language] for k in contract.label_kinds
        )
        yield _("The label is part of the key for: {kinds}.", kinds=kinds)
    for name, codes in contract.not_below_province_when.items():
        yield _(
            "Never finer than the province when {column} is {values}.",
            column=_code(name, _),
            values=_codes(codes, _),
        )
    if contract.is_confidential:
        yield _("Confidential: seen by cleared roles alone, never exported.")


def _column(contract: Contract, column: Column, _: Wording) -> tuple[str, ...]:
    headers = (_.isolate(column.labels[other]) for other in ("ar", "fr"))
    return (
        _code(column.name, _),
        *headers,
        _(TYPES[column.type]),
        required(contract, column, _),
        _counted(column, _),
        column.about[_.language],
        " ".join(_limits(column, _)),
        _.isolate(column.example),
    )


def required(contract: Contract, column: Column, wording: Wording) -> str:
    """Say whether a cell must be filled: yes, part of the key, or nothing."""
    if column.required:
        return wording("yes")
    return wording("part of the key") if column.name in contract.natural_key else ""


def _counted(column: Column, _: Wording) -> str:
    unit = column.unit[_.language] if column.unit else ""
    said = _(_CLASSES[column.count_class]) if column.count_class else ""
    return ": ".join(part for part in (unit, said) if part)


def _limits(column: Column, _: Wording) -> Iterator[str]:
    """The values a cell may take and the checks on it, a sentence each."""
    if column.values_from:
        yield _("One of the list {name}.", name=_(_LISTS[column.values_from]))
    elif column.values:
        yield _("One of: {values}.", values=_values(column, _))
    if column.refers_to:
        yield _("Refers to {table}.", table=_code(column.refers_to, _))
    if column.part_of:
        yield _("Never above {column}.", column=_code(column.part_of, _))
    if column.least_whole:
        yield _("Only where that is {n} or more.", n=column.least_whole)
    if column.not_before:
        yield _("Never before {column}.", column=_code(column.not_before, _))
    if column.past:
        yield _("Not after today.")
    yield from _bounds(column, _)
    yield from _conditions(column, _)
    yield from _text_limits(column, _)


def _bounds(column: Column, _: Wording) -> Iterator[str]:
    if column.least is not None:
        yield _("At least {n}.", n=column.least)
    if column.most is not None:
        yield _("At most {n}.", n=column.most)


def _conditions(column: Column, _: Wording) -> Iterator[str]:
    for name, codes in column.only_when.items():
        yield _("Only when {column} is {values}.", column=_code(name, _), values=_codes(codes, _))
    for name, codes in column.required_when.items():
        yield _(
            "Required when {column} is {values}.", column=_code(name, _), values=_codes(codes, _)
        )


def _text_limits(column: Column, _: Wording) -> Iterator[str]:
    if column.max_length:
        yield _("At most {n} characters.", n=column.max_length)
    if column.is_confidential_text:
        yield _("Shown only to roles of that territory; never exported.")
    if column.is_undated:
        yield _("True from the report day on.")
    if column.default:
        yield _("Where empty in a new row: {value}.", value=_code(column.default, _))
    if column.default_from:
        yield _("Where empty in a new row: that of {column}.", column=_code(column.default_from, _))


def _list(name: str, wording: Wording) -> Iterator[str]:
    _ = wording
    yield f"## {_(_LISTS[name])}"
    if name != "weekdays":
        yield _(
            "Reference list, own choice; it ships with the project and the party can change it."
        )
    titles = (_("Code"), *(_header(language, _) for language in LABEL_LANGUAGES))
    rows = (
        (_code(v.code, _), *(_.isolate(v.labels[one]) for one in LABEL_LANGUAGES))
        for v in reference_list(name)
    )
    yield _grid(titles, rows)


def _values(column: Column, _: Wording) -> str:
    return _.join(f"{_code(v.code, _)} {v.labels[_.language]}" for v in column.values)


def _header(language: str, _: Wording) -> str:
    names = {"ar": _("Arabic header"), "fr": _("French header"), "en": _("English")}
    return names[language]


def _code(name: str, _: Wording) -> str:
    return _.isolate(f"`{name}`")


def _codes(names: Iterable[str], _: Wording) -> str:
    return _.join(_code(name, _) for name in names)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _grid(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = [_escaped(title) for title in titles]
    lines = [head, ["---"] * len(head), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("<", "&lt;").replace("|", "\\|").replace("\n", " ")
