"""What may be wrong with a return as a whole: sent before, of another month, nothing ticked."""

from __future__ import annotations

import datetime as dt

from dashboard.errors import Month, Problem, Said
from dashboard.intake.faults import error, warning
from dashboard.intake.monthly.filled import Filled
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.same_file import already_known
from dashboard.store import Store


def whole_problems(store: Store, filled: Filled, last: LastKnown, today: dt.date) -> list[Problem]:
    """Return what is wrong with the return as a whole."""
    problems = already_known(store, filled.sha256)
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
