"""What may be wrong with a return as a whole: sent before, of another month, nothing ticked."""

from __future__ import annotations

import datetime as dt

from dashboard.errors import Month, Problem, Said
from dashboard.intake.faults import error, warning
from dashboard.intake.monthly.filled import Filled
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.store import Store


def whole_problems(store: Store, filled: Filled, last: LastKnown, today: dt.date) -> list[Problem]:
    """Return what is wrong with the return as a whole."""
    problems = _already(store, filled.sha256)
    if last.first > today:
        said = Said("This month has not begun: {month}.", month=Month(filled.period))
        problems.append(error("return.month_ahead", said, Said("Choose the month it is of.")))
    elif last.last > today:
        said = Said("This month is not over: {month}.", month=Month(filled.period))
        remedy = Said("What happens until its end is not in it; send it again then.")
        problems.append(warning("return.month_not_over", said, remedy))
    if not filled.rows:
        said = Said("No row is ticked: nothing is read. {n} rows have no tick.", n=filled.unticked)
        remedy = Said("Tick the rows that are right: a pre-filled value is never a report.")
        problems.append(error("return.nothing_ticked", said, remedy))
    return problems


def _already(store: Store, sha256: str) -> list[Problem]:
    found = store.cursor().execute(
        """select batch_no, arg_max(state, state_no) as state
        from app.batches join app.batch_states using (batch_no)
        where file_sha256 = $sha256 group by batch_no order by state, batch_no""",
        {"sha256": sha256},
    ).fetchone()  # fmt: skip
    if found is None:
        return []
    if found[1] == "accepted":
        said = Said("This file is already imported, as batch {batch}.", batch=found[0])
        return [error("file.already_imported", said, Said("There is nothing to do."))]
    said = Said("This file was imported as batch {batch}, which is undone.", batch=found[0])
    return [error("file.undone", said, Said("Redo that batch."), candidates=(str(found[0]),))]
