"""Rows of a large file on their way into a fact table: columns in, one statement, no object a row.

They come from a check that found nothing to say of them; what every stored row carries is filled
in here as `rows` does for single ones.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dashboard.contracts import Contract
from dashboard.store.current import STEP
from dashboard.store.files import Cursor
from dashboard.store.row_checks import carried
from dashboard.store.schema import WRITTEN, fact_columns, fact_table

if TYPE_CHECKING:
    import pyarrow as pa


def append_columns(
    cursor: Cursor, batch_no: int, contract: Contract, rows: pa.Table, day: dt.date
) -> None:
    """Append typed columns: `row`, columns of the contract, `erased.<name>` where cells erase.

    An id that is stored lends what a row leaves out of its identity; a meeting keeps its first
    planned day as its key.
    """
    there = set(rows.column_names)
    columns = [name for name in fact_columns(contract) if name not in WRITTEN]
    cells = [_cell(contract, name, there) for name in columns]
    erased = [name.removeprefix("erased.") for name in sorted(there) if name.startswith("erased.")]
    names = ", ".join(f"case when u.\"erased.{name}\" then '{name}' end" for name in erased)
    listed = f"nullif(list_filter([{names}]::varchar[], lambda x: x is not null), [])"
    cursor.register("column_rows", rows)
    try:
        cursor.execute(
            f"""insert into {fact_table(contract)}
              (batch_no, row_no, row_kind, erased, committed_on, {_listed(columns)})
            select $batch_no, u.row, 'upsert', {listed if erased else "null"}, $day,
              {", ".join(cells)}
            from column_rows u left join ({_stored(contract)}) s
              on u."{contract.id_column}" = s."{contract.id_column}"
            order by u.row""",  # noqa: S608
            {"batch_no": batch_no, "day": day},
        )
    finally:
        cursor.unregister("column_rows")


def _stored(contract: Contract) -> str:
    """What is stored under each id, by any batch ever."""
    names = [name for name in carried(contract) if name != contract.id_column]
    cells = [f'arg_max("{name}", {STEP}) as "{name}"' for name in names]
    if "key_on" in contract.product:
        cells.append(f"arg_min(planned_on, {STEP}) as first_planned_on")
    return (
        f'select "{contract.id_column}", {", ".join(cells)} from {fact_table(contract)} '  # noqa: S608
        f'where "{contract.id_column}" in (select "{contract.id_column}" from column_rows) '
        "group by 1"
    )


def _cell(contract: Contract, name: str, there: set[str]) -> str:
    if name == "key_on":
        planned = "u.planned_on" if "planned_on" in there else "null::date"
        held = "u.held_on" if "held_on" in there else "null::date"
        return f"coalesce(s.first_planned_on, {planned}, s.key_on, {held})"
    given = f'u."{name}"' if name in there else "null"
    if name in carried(contract) and name != contract.id_column:
        return f'coalesce({given}, s."{name}")'
    return given


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
