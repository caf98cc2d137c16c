"""Which table a file is for, as far as its name or its headers tell: proposed, never taken."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.contracts import Contract, contracts
from dashboard.intake.header_names import column_named
from dashboard.intake.places import folded


def likely_table(file_name: str) -> str | None:
    """Return the one table whose name or title a file's name holds, None when none or several."""
    said = folded(file_name)
    found: dict[str, int] = {}
    for contract in contracts().values():
        names = {folded(contract.table), *map(folded, contract.title.values())}
        found[contract.table] = max(len(name) if name and name in said else 0 for name in names)
    return _alone(found)


def table_of_headers(header: Sequence[str], table: str) -> str | None:
    """Return the table that knows more of the headers than `table`, and misses none it needs."""
    known = contracts()
    found = {name: _known_of(known[name], header) for name in known}
    best = _alone(found)
    return best if best is not None and found[best] > _named(known[table], header) else None


def _known_of(contract: Contract, header: Sequence[str]) -> int:
    named = {column_named(contract, title) for title in header}
    needed = {column.name for column in contract.columns if column.required and not column.default}
    needed -= {contract.id_column}
    return _named(contract, header) if needed <= named else 0


def _named(contract: Contract, header: Sequence[str]) -> int:
    return len({column_named(contract, title) for title in header} - {None})


def _alone(merits: dict[str, int]) -> str | None:
    most = max(merits.values(), default=0)
    best = [name for name, merit in merits.items() if merit == most]
    return best[0] if most and len(best) == 1 else None
