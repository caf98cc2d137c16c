"""Who writes through a store: the account, what it may do, and where.

On a laptop one user may do everything everywhere. On a server every session writes through a store
of its own account, so that what an account may not write is refused where it would be written,
whatever a page or a forged message asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dashboard.contracts import Contract, contracts
from dashboard.errors import Named, Said, UserError
from dashboard.store.batch import Batch, Part, PendingRow
from dashboard.store.files import Cursor
from dashboard.store.schema import fact_table

# Which of the rights an action of `commit` and of the registers needs: one of them.
NEEDED: Final = {
    "imported": ("import",),
    "reported": ("report",),
    "corrected": ("import", "report"),
    "planned": ("plan",),
    "undone": ("undo",),
    "redone": ("undo",),
    "removed": ("undo",),
    "acknowledged": ("import", "report"),
    "reopened": ("import", "report"),
}
# Where a row is about elsewhere than it belongs: a body of one province meets in another.
_ELSEWHERE: Final = frozenset({"host_territory_code"})


class NotAllowedError(UserError):
    """The account may not do this, or not there; nothing was written."""


@dataclass(frozen=True)
class Writer:
    """An account that writes: `rights` and `units` it has; None is all of them."""

    account: str = "local"
    rights: frozenset[str] | None = None
    units: frozenset[str] | None = None

    @property
    def is_audited(self) -> bool:
        """Whether what it does is written down: every account of a server."""
        return self.rights is not None

    @property
    def owner(self) -> str | None:
        """The account whose saved plans and answers are read: its own; None on a laptop: all."""
        return self.account if self.is_audited else None

    def need(self, action: str) -> None:
        """Go on only with a right that allows the action; KeyError for one there is not.

        Raises:
            NotAllowedError: the account has none of them.
        """
        if self.rights is not None and not self.rights & set(NEEDED[action]):
            raise NotAllowedError(
                Said(
                    "Your account may not do this; nothing was changed. Ask whoever keeps the "
                    "accounts."
                )
            )

    def refuse_units(self, codes: Iterable[str]) -> None:
        """Refuse what is said of another territory's units.

        Raises:
            NotAllowedError: which territory.
        """
        for code in codes:
            if self.units is not None and code not in self.units:
                raise _elsewhere("", code)

    def refuse_elsewhere(self, batches: Iterable[Batch], kept: Iterable[PendingRow] = ()) -> None:
        """Refuse a batch that writes, or keeps aside, a row of another territory, or one without.

        Raises:
            NotAllowedError: which table and which territory.
        """
        if self.units is None:
            return
        for batch in batches:
            for part in batch.parts:
                self._refuse_part(contracts()[part.table], part)
        for row in kept:
            values = json.loads(row.row_json)["values"]
            names = _places(contracts()[row.table])
            self._refuse_codes(row.table, [values.get(name) for name in names])

    def refuse_batch(self, cursor: Cursor, batch_no: int) -> None:
        """Refuse to undo or redo a batch that holds a row of another territory.

        Raises:
            NotAllowedError: which table and which territory.
        """
        if self.units is None:
            return
        held = cursor.execute(
            "select table_name from app.batch_parts where batch_no = $no", {"no": batch_no}
        ).fetchall()
        for (table,) in held:
            contract = contracts()[table]
            names = _places(contract)
            if not names:
                raise _elsewhere(table, "")
            listed = ", ".join(f'"{name}"' for name in names)
            found = cursor.execute(
                f"select distinct {listed} from {fact_table(contract)} where batch_no = $no",  # noqa: S608
                {"no": batch_no},
            ).fetchall()
            for row in found:
                self._refuse_codes(table, row)

    def _refuse_part(self, contract: Contract, part: Part) -> None:
        names = _places(contract)
        if not names:
            raise _elsewhere(contract.table, "")
        if part.scope is not None:
            self._refuse_codes(contract.table, part.scope.territories)
        for row in part.rows:
            self._refuse_codes(contract.table, [row.values.get(name) for name in names], row.row_no)
        if part.columns is not None:
            there = [name for name in names if name in part.columns.column_names]
            for line in part.columns.select(there).group_by(there).aggregate([]).to_pylist():
                self._refuse_codes(contract.table, list(line.values()))

    def _refuse_codes(self, table: str, codes: Iterable[object], row: int = 0) -> None:
        """Refuse codes elsewhere; a row without any says nothing of where it belongs."""
        given = [str(code) for code in codes if code is not None]
        for code in given:
            if code not in (self.units or ()):
                raise _elsewhere(table, code, row)
        if not given:
            raise _elsewhere(table, "", row)


def _places(contract: Contract) -> list[str]:
    return [
        column.name
        for column in contract.columns
        if column.type in ("code", "unit") and column.name not in _ELSEWHERE
    ]


def _elsewhere(table: str, code: str, row: int = 0) -> NotAllowedError:
    """Return what is said: of which table and, where it is known, of which row of the file."""
    if not table:
        return NotAllowedError(
            Said("{code} is not a territory of your account; nothing was changed.", code=code)
        )
    where: Said = Named(contracts()[table].title)
    if row > 0:
        where = Said("{table}, row {row}", table=where, row=row)
    if not code:
        return NotAllowedError(
            Said(
                "{where}: it belongs to no territory of your account; nothing was changed. Ask the "
                "regional office to enter it.",
                where=where,
            )
        )
    return NotAllowedError(
        Said(
            "{where}: {code} is not a territory of your account; nothing was changed. Leave it "
            "out, or ask the regional office to enter it.",
            where=where,
            code=code,
        )
    )
