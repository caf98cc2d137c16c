"""What a catalog holds, so that a copy can be compared with what it was made from."""

from __future__ import annotations

from dashboard.store.files import Cursor

Contents = dict[str, tuple[int, int]]  # rows and a sum of row hashes, by table


def contents(cursor: Cursor, catalog: str) -> Contents:
    """Return the number of rows and a sum of row hashes of every table of a catalog."""
    names = cursor.execute(
        "select table_name from duckdb_tables() where database_name = $catalog order by all",
        {"catalog": catalog},
    ).fetchall()
    found: Contents = {}
    for (name,) in names:
        row = cursor.execute(
            f'select count(*), coalesce(sum(hash(t)), 0) from {catalog}."{name}" t'  # noqa: S608
        ).fetchone()
        found[name] = (int(row[0]), int(row[1])) if row else (0, 0)
    return found
