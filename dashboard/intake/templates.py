"""Templates: an empty file of a table that a spreadsheet opens well and the import reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from dashboard.contracts import Column, Contract, contracts
from dashboard.errors import Refused, Said
from dashboard.labels import Labels
from dashboard.territory.folding import fold
from dashboard.territory.register import Place, register
from dashboard.wording import Language

# The header of the helper column, which says in which province a name is looked for.
PROVINCE_HEADERS = Labels(
    {"ar": "العمالة أو الإقليم", "fr": "Province ou préfecture", "en": "province"}
)
# Excel splits by the list separator of the machine's region: `;` where `,` is the decimal sign.
_SEPARATORS = Labels({"ar": ";", "fr": ";", "en": ","})
_BOM = "\ufeff"
# Said before a commune that bears a province's name: «Taza» alone would be ambiguous.
_COMMUNE_OF = Labels({"ar": "جماعة ", "fr": "Commune de ", "en": "Commune of "})
_PROVINCE_OF = Labels({"ar": "إقليم ", "fr": "Province de ", "en": "Province of "})
_COMMUNES_ONLY = ("membership", "market_days")


def template_csv(
    table: str, language: Language, *, territories: Sequence[str] | None = None
) -> bytes:
    """Return a table's template: its headers, and a row a commune of the territories if given.

    UTF-8 with a byte order mark. Rows hold the name and the province alone, ordered by code, the
    arrondissements of Fès after their commune; there is no example row that could be imported.

    Args:
        table: the name of a contract.
        language: of the headers and names.
        territories: codes of provinces, cercles, communes or the region.

    Raises:
        Refused: no such table, no such territory, or a table without a territory column.
    """
    contract = contract_of(table)
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=_SEPARATORS[language], lineterminator="\r\n")
    writer.writerow(headers(contract, language))
    for place in places_of(contract, territories or ()):
        writer.writerow(row_of(contract, place, language))
    return (_BOM + lines.getvalue()).encode()


def headers(contract: Contract, language: Language) -> list[str]:
    """Return the headers of a table's template in a language, as the import recognises them."""
    return [
        PROVINCE_HEADERS[language] if column is None else column.labels[language]
        for column in columns_in_order(contract)
    ]


def columns_in_order(contract: Contract) -> Iterator[Column | None]:
    """Yield the columns in the template's order: the province (None) after the place, id last."""
    for column in contract.columns:
        if column.name != contract.id_column or column.required:
            yield column
        if column.name == contract.place:
            yield None
    if contract.id_column:
        yield contract.by_name[contract.id_column]


def row_of(contract: Contract, place: Place, language: Language) -> list[str]:
    """Return the cells of a territory's row: its name and its province, the others empty."""
    province = register().place(place.province_code or "")
    name = province.name(language) if province else ""
    at_place = {None: name, contract.place: clear_name(place, language)}
    keys = (column.name if column else None for column in columns_in_order(contract))
    return [at_place.get(key, "") for key in keys]


def place_names(contract: Contract, language: Language, territories: Sequence[str]) -> list[str]:
    """Return the names a drop-down offers, each said so that the import reads that place alone.

    Communes and arrondissements of the territories (of the region when there are none); for tables
    that take them, the provinces these lie in and the region too.
    """
    units = units_of(territories or [register().region().code])
    names = [clear_name(place, language) for place in units]
    if contract.table in _COMMUNES_ONLY:
        return names
    held = {place.province_code for place in units}
    provinces = [one.name(language) for one in register().provinces() if one.code in held]
    names += [_PROVINCE_OF[language] + name for name in provinces]
    return [*names, register().region().name(language)]


def clear_name(place: Place, language: Language) -> str:
    """Return a commune's name as the import reads it: said to be one where a province shares it."""
    name = place.name(language)
    coarse = {fold(one.name(language)) for one in (*register().provinces(), register().region())}
    if fold(name) not in coarse:
        return name
    is_elided = language == "fr" and name[0] in "AEIOUÉ"
    return ("Commune d'" if is_elided else _COMMUNE_OF[language]) + name


def contract_of(table: str) -> Contract:
    """Return the contract of a table; `Refused` names those there are."""
    if table not in contracts():
        known = ", ".join(contracts())
        raise Refused(
            Said("No table is called {table}. Tables: {known}.", table=table, known=known)
        )
    return contracts()[table]


def places_of(contract: Contract, territories: Sequence[str]) -> list[Place]:
    """Return the communes and arrondissements to fill a table with; none without territories."""
    if territories and not contract.place:
        said = Said("Table {table} has no territory, so no rows to fill in.", table=contract.table)
        raise Refused(said)
    return units_of(territories)


def units_of(territories: Sequence[str]) -> list[Place]:
    """Return the communes and arrondissements of territories, those of a commune after it."""
    for code in territories:
        if register().place(code) is None:
            raise Refused(Said("No territory has the code {code}.", code=code))
    within = frozenset().union(*(register().units_within(code) for code in territories))
    units = (*register().communes(), *register().arrondissements())
    return sorted((unit for unit in units if unit.code in within), key=_after_its_commune)


def _after_its_commune(place: Place) -> tuple[str, str]:
    return (place.commune_code or place.code, place.code if place.commune_code else "")
