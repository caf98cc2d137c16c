"""What a replace covers: its territories with all within them, and its days.

Matched by the table of what lies in what, never by the beginning of a code: the commune
03.231.01.03 begins with Fès's 03.231.01.0 and is no part of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dashboard.contracts import Contract
from dashboard.errors import Problem, Refused, Said
from dashboard.store.batch import Part, Scope
from dashboard.store.current import STEP
from dashboard.store.files import Cursor
from dashboard.store.schema import fact_table


class Reach:
    """The units and days that a part may write, for one table."""

    def __init__(
        self, contract: Contract, scope: Scope, units: set[str], all_units: set[str]
    ) -> None:
        """Take the units covered, and all that the reference tables know."""
        self.contract, self.scope, self.units, self._all = contract, scope, units, all_units

    def is_unit(self, code: str) -> bool:
        """Whether the reference tables know the territory or constituency."""
        return code in self._all

    def covers(self, values: Mapping[str, Any]) -> bool:
        """Whether a row, completed, lies inside."""
        place, dated_by = self.contract.place, self.contract.dated_by
        if place and values.get(place) not in self.units:
            return False
        if not dated_by or not self.scope.has_days:
            return True
        day = _day(values.get(dated_by))
        first, last = self.scope.first or dt.date.min, self.scope.last or dt.date.max
        return day is not None and first <= day <= last


def reach_of(cursor: Cursor, contract: Contract, part: Part) -> Reach:
    """Return what a part may write; the units of a replace as the reference tables stand now.

    Raises:
        Refused: a replace without a scope, or with one its table cannot have.
    """
    known = {
        code
        for (code,) in cursor.execute(
            "select distinct unit_code from reference.unit_within"
        ).fetchall()
    }
    if part.mode != "replace":
        return Reach(contract, Scope(), set(), known)
    scope = part.scope or Scope()
    _refuse_wrong(contract, scope, known)
    return Reach(contract, scope, _units(cursor, scope.territories), known)


def keep_units(cursor: Cursor, batch_no: int, table: str, reach: Reach) -> None:
    """Store the units a replace covers, so that a later change of the map changes no past."""
    cursor.execute(
        "insert into app.batch_units select $batch_no, $table, unnest($units::varchar[])",
        {"batch_no": batch_no, "table": table, "units": sorted(reach.units)},
    )


def drop_the_rest(
    cursor: Cursor,
    batch_no: int,
    contract: Contract,
    reach: Reach,
    day: dt.date,
    names: tuple[str, ...],
) -> None:
    """Append a remove row for every key ever stored in a replace's scope that it does not hold.

    Ever stored, by an accepted batch or an undone one: else undoing an older remove, or redoing
    an older batch, would bring a row back past this replace.
    """
    carried = [name for name in names if name not in contract.key]
    key = ", ".join(f'"{name}"' for name in contract.key)
    newest = "".join(f', arg_max("{name}", {STEP}) as "{name}"' for name in carried)
    listed = ", ".join(f'"{name}"' for name in (*contract.key, *carried))
    where, values = _inside(contract, reach)
    cursor.execute(
        f"""insert into {fact_table(contract)}
          (batch_no, row_no, row_kind, committed_on, {listed})
        select $batch_no, 1 - row_number() over (order by {key}), 'remove', $day, {listed}
        from (
          select {key}{newest} from {fact_table(contract)} where batch_no < $batch_no group by {key}
        ) k
        anti join (select {key} from {fact_table(contract)} where batch_no = $batch_no) h
          using ({key})
        where {where}""",  # noqa: S608
        {"batch_no": batch_no, "day": day, **values},
    )


def _inside(contract: Contract, reach: Reach) -> tuple[str, dict[str, Any]]:
    tests, values = ["true"], dict[str, Any]()
    if contract.place:
        tests.append(f'list_contains($units::varchar[], k."{contract.place}")')
        values["units"] = sorted(reach.units)
    if contract.dated_by and reach.scope.has_days:
        column = contract.by_name.get(contract.dated_by)
        is_month = column is not None and column.type == "period"
        dated = f'k."{contract.dated_by}"' + (" || '-01'" if is_month else "")
        tests.append(f"cast({dated} as date) between $first and $last")
        values["first"] = reach.scope.first or dt.date.min
        values["last"] = reach.scope.last or dt.date.max
    return " and ".join(tests), values


def _units(cursor: Cursor, territories: tuple[str, ...]) -> set[str]:
    found = cursor.execute(
        """with direct as (
            select distinct unit_code from reference.unit_within
            where list_contains($territories::varchar[], territory_code)
        )
        select unit_code from direct
        union
        select u.constituency_id
        from reference.constituency_units u left join direct d on d.unit_code = u.unit_code
        group by u.constituency_id
        having count(*) = count(d.unit_code)""",
        {"territories": list(territories)},
    ).fetchall()
    return {code for (code,) in found}


def _refuse_wrong(contract: Contract, scope: Scope, known: set[str]) -> None:
    problems = []
    if contract.place and not scope.territories:
        problems.append(_problem("scope.no_territory", Said("No territory is given.")))
    if not contract.place and scope.territories:
        said = Said("The rows of {table} lie in no territory.", table=contract.table)
        problems.append(_problem("scope.territory", said))
    if not contract.dated_by and scope.has_days:
        said = Said("The rows of {table} have no date of their own.", table=contract.table)
        problems.append(_problem("scope.days", said))
    if scope.first and scope.last and scope.first > scope.last:
        problems.append(_problem("scope.order", Said("The first day is after the last.")))
    for code in scope.territories:
        if code not in known:
            said = Said("{found} is no territory or constituency of this database.", found=code)
            problems.append(_problem("territory.unknown", said))
    if problems:
        raise Refused(Said("What this file replaces is not clear."), problems)


def _problem(code: str, said: Said) -> Problem:
    return Problem(code, "error", said, Said("Say which territories and which days it replaces."))


def _day(value: object) -> dt.date | None:
    """Return a day; a month (YYYY-MM) counts from its first."""
    if isinstance(value, str):
        return dt.date.fromisoformat(f"{value}-01")
    return value if isinstance(value, dt.date) else None
