"""The current rows of a table: for every cell, the first value or erasure met going backwards.

A stop is always a stored `remove` row: a `replace` writes one at commit for each key it drops, so
reading needs no scope. A remove row is read as one that erases every column, and the newest row of
a key decides whether it exists. `arg_max` would skip a null and bring an erased figure back, hence
`arg_max_null`.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.contracts import Column, Contract
from dashboard.store.schema import fact_table

# Numbers of rows of one batch fit between two steps; rows written by the product count from 0 down.
STEP = "batch_no * 10000000 + row_no"


def current_select(contract: Contract, *, what_if: bool = False, where: str = "true") -> str:
    """Return the SELECT of a table's current rows.

    Grain: the contract's; `structures`, one set of rows a day of `$as_of`, in the column `as_of`.
    Columns: the contract's, the product's own dates (`key_on`, `meeting_on`), `last_batch_no` (the
    newest accepted batch that holds the row). Parameters: `$known_at` (timestamp, UTC, inclusive);
    `structures` also `$as_of` (date[]); with `what_if` also `$undo` and `$redo`, batch numbers
    taken as undone and as accepted. `where` limits the stored rows walked, to whole keys.
    """
    if is_by_day(contract):
        return _by_day(contract, what_if, where)
    key = _listed(contract.key)
    cells = [
        *(_latest(name) for name in _carried(contract)),
        *(_cell(column.name, stops=True) for column in _facts(contract)),
    ]
    return (
        f"select {key},\n  {_lines(cells)},\n  max(batch_no) as last_batch_no\n"
        f"from ({_walk(contract, what_if, where)})\ngroup by {key}\nhaving not arg_max(gone, step)"
    )


def is_by_day(contract: Contract) -> bool:
    """Return whether the current rows depend on the days asked about."""
    return any(column.is_undated for column in contract.columns)


def current_cells(contract: Contract, names: Iterable[str]) -> str:
    """Return the SELECT of current keys with a few columns that do not depend on the day.

    Parameters: `$known_at`, `$undo`, `$redo`.
    """
    key = _listed(contract.key)
    held = [name for name in names if name not in contract.key]
    cells = "".join(
        f", {_latest(name) if name in contract.identity else _cell(name, stops=True)}"
        for name in held
    )
    return (
        f"select {key}{cells} from ({_walk(contract, True)})\n"  # noqa: S608
        f"group by {key} having not arg_max(gone, step)"
    )


def standing_select(contract: Contract) -> str:
    """Return the SELECT of current keys with the accepted batches each stands on.

    Columns: the key, `batch_nos` (all of them must go for the row to go). Parameters: `$known_at`,
    `$undo`, `$redo`.
    """
    key = _listed(contract.key)
    return f"""select {key}, list_sort(list(distinct batch_no)) as batch_nos
from ({_alive(contract, what_if=True)}) group by {key}"""  # noqa: S608


def _by_day(contract: Contract, what_if: bool, where: str) -> str:
    """Cells that are not dated themselves are true from their row's report day on."""
    key = _listed(contract.key)
    undated = [column for column in _facts(contract) if column.is_undated]
    lasting = [
        column
        for column in _facts(contract)
        if not column.is_undated and column.name not in ("reported_on", "first_planned_on")
    ]
    cells = [
        *(_latest(name) for name in _carried(contract)),
        *(_cell(column.name) for column in lasting),
        # The first plan stored after the last stop stays, unless a file gives it: slippage shows.
        f"coalesce({_value('first_planned_on')}, arg_min(planned_on, step)) as first_planned_on",
        "min(reported_from) as first_reported_on",
        "max(batch_no) as last_batch_no",
    ]
    shown = ", ".join(
        "coalesce(d.reported_on, l.first_reported_on) as reported_on"
        if column.name == "reported_on"
        else f'{"d" if column.is_undated else "l"}."{column.name}"'
        for column in contract.columns
    )
    same = " and ".join(f'd."{name}" = l."{name}"' for name in contract.key)
    return f"""with alive as materialized ({_alive(contract, what_if, where)}),
days as (select distinct unnest($as_of::date[]) as as_of),
lasting as (select {key}, {_lines(cells)} from alive group by {key}),
dated as (
  select as_of, {key}, {_lines(_cell(column.name) for column in undated)},
    max(reported_from) as reported_on
  from alive join days on reported_from <= as_of
  group by as_of, {key}
)
select days.as_of, {shown}, l.last_batch_no
from lasting l cross join days left join dated d on d.as_of = days.as_of and {same}"""  # noqa: S608


def _walk(contract: Contract, what_if: bool, where: str = "true") -> str:
    lists = "$undo::bigint[], $redo::bigint[]" if what_if else "[]::bigint[], []::bigint[]"
    return (
        f"select *, {STEP} as step, row_kind = 'remove' as gone from {fact_table(contract)} "  # noqa: S608
        f"where {where} "
        f"and batch_no in (select batch_no from accepted_batches($known_at, {lists}))"
    )


def _alive(contract: Contract, what_if: bool, where: str = "true") -> str:
    """The rows after the last stop of their key."""
    return f"""select * from (
  select *, max(step) filter (where gone) over (partition by {_listed(contract.key)}) as stop_step
  from ({_walk(contract, what_if, where)})
) where not gone and (stop_step is null or step > stop_step)"""  # noqa: S608


def _carried(contract: Contract) -> list[str]:
    """Columns every stored row carries besides the key: the rest of the identity, dates of it."""
    own = [name for name in contract.product if name != "reported_from"]
    return [name for name in (*contract.identity, *own) if name not in contract.key]


def _facts(contract: Contract) -> list[Column]:
    return [column for column in contract.facts if column.name not in contract.product]


def _latest(name: str) -> str:
    return f'arg_max("{name}", step) as "{name}"'


def _cell(name: str, *, stops: bool = False) -> str:
    return f'{_value(name, stops=stops)} as "{name}"'


def _value(name: str, *, stops: bool = False) -> str:
    value = f'case when not gone then "{name}" end' if stops else f'"{name}"'
    stop = "gone or " if stops else ""
    return (
        f"arg_max_null({value}, step) "
        f"filter (where {stop}\"{name}\" is not null or list_contains(erased, '{name}'))"
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _lines(cells: Iterable[str]) -> str:
    return ",\n  ".join(cells)
