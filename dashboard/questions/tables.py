"""The tables a question stands on: built as temporary tables on its cursor, each once, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from dashboard.contracts import Contract, contracts
from dashboard.paths import QUERIES
from dashboard.query_files import NAMES, Query, read
from dashboard.settings import installed_regions
from dashboard.store import Cursor, Store, current_select, keep, kept_select, kept_still

_TABLES = QUERIES / "tables"
_CURRENT = "_at"


class QuestionError(LookupError):
    """A question was asked that does not exist, or with parameters it does not take."""


def build(
    cursor: Cursor,
    asked: Iterable[Query],
    values: Mapping[str, Any],
    given: Iterable[str] = (),
    reading: Callable[[str], str] = str,
) -> None:
    """Build the temporary tables the queries read, in order, on a cursor; not those `given`.

    `reading` gives the SQL that is run for the SQL of a file.
    """
    for name in _in_order(asked, set(given)):
        if _is_current(name) and _from_kept(cursor, name, values):
            continue
        sql, given_values = _table(name, values)
        kind = "view" if _is_view(name) else "table"
        cursor.execute(f"create temp {kind} {name} as {reading(sql)}", given_values)


def _from_kept(cursor: Cursor, name: str, values: Mapping[str, Any]) -> bool:
    """Copy a table's kept rows; return False where they have to be walked, with nobody waiting."""
    contract = contracts()[name.removesuffix(_CURRENT)]
    with kept_still():
        kept = kept_select(cursor, contract, values["known_at"])
        if kept:
            cursor.execute(f"create temp table {name} as {kept} where {_inside(contract)}")
    return kept is not None


def drop(cursor: Cursor, asked: Iterable[Query], given: Iterable[str] = ()) -> None:
    """Drop what was built on a cursor for these queries; not what was `given`."""
    for name in reversed(_in_order(asked, set(given))):
        cursor.execute(f"drop {'view' if _is_view(name) else 'table'} temp.main.{name}")


def question(name: str) -> Query:
    """Return a question by name.

    Raises:
        QuestionError: there is no such file.
    """
    path = QUERIES / f"{name}.sql"
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in QUERIES.glob("*.sql")))
        raise QuestionError(f"no question {name!r}; the questions are {known}")
    return read(path)


def tables_of(asked: Iterable[Query]) -> tuple[str, ...]:
    """Return the temporary tables the queries stand on, each after those it reads."""
    return tuple(_in_order(asked, set()))


def _in_order(asked: Iterable[Query], done: set[str]) -> list[str]:
    order: list[str] = []
    for query in asked:
        for name in query.reads:
            if name in done:
                continue
            table = _TABLES / f"{name}.sql"
            if table.is_file():
                order += _in_order([read(table)], done)
            elif not _is_current(name):
                continue
            done.add(name)
            order.append(name)
    return order


def _is_view(name: str) -> bool:
    return not _is_current(name) and read(_TABLES / f"{name}.sql").is_view


def _is_current(name: str) -> bool:
    return name.endswith(_CURRENT) and name.removesuffix(_CURRENT) in contracts()


def _table(name: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    if not _is_current(name):
        query = read(_TABLES / f"{name}.sql")
        return query.sql, bound(query, values)
    sql = _walked(contracts()[name.removesuffix(_CURRENT)])
    return sql, {one: values[one] for one in set(NAMES.findall(sql))}


def keep_for(store: Store, asked: Iterable[Query], values: Mapping[str, Any]) -> None:
    """Keep in memory the current rows that queries read, before a cursor asks for them."""
    tables = [
        contracts()[one.removesuffix(_CURRENT)] for one in tables_of(asked) if _is_current(one)
    ]
    keep(store, tables, values["known_at"])


def _inside(contract: Contract) -> str:
    """Return what is true of the rows of the region in force."""
    if len(installed_regions()) == 1 or not contract.place:
        return "true"
    return f'"{contract.place}" in (select unit_code from reference.unit_within)'  # noqa: S608


def _walked(contract: Contract) -> str:
    """Return the SELECT of the current rows of the region in force, from all stored rows."""
    inside = _inside(contract)
    if contract.place in (*contract.key, *contract.identity):
        return current_select(contract, where=inside)
    sql = current_select(contract)
    return sql if inside == "true" else f"select * from ({sql}) where {inside}"  # noqa: S608


def bound(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters a query takes, of all that are given."""
    return {name: values[name] for name in query.parameters}


def parameters_of(names: Iterable[str]) -> set[str]:
    """Return the parameters that questions take, their tables' included."""
    return set().union(*(_parameters(name) for name in names))


@cache
def _parameters(name: str) -> frozenset[str]:
    return frozenset(declared_by([question(name)]))


def declared_by(asked: Sequence[Query]) -> set[str]:
    """Return the parameters of the queries and of the tables they stand on."""
    own = {name for query in asked for name in query.parameters}
    return own | taken_by_tables(asked)


def taken_by_tables(asked: Sequence[Query]) -> set[str]:
    """Return the parameters of the tables that queries stand on, without their own."""
    built = [read(_TABLES / f"{one}.sql") for one in tables_of(asked) if not _is_current(one)]
    return {name for query in built for name in query.parameters}
