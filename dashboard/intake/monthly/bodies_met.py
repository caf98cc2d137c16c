"""The body that a row of sheet 2 names: by the words of the drop-down, or by its kind and place."""

from __future__ import annotations

from functools import cache

from dashboard.errors import Said
from dashboard.intake.faults import CellFault
from dashboard.intake.monthly.filled import Filled, FilledRow, in_sheet, quotable
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.places import Body, bodies_by_name
from dashboard.intake.places import folded
from dashboard.intake.references import named_in


def body_of(filled: Filled, last: LastKnown, row: FilledRow) -> Body | None:
    """Return the body of a meeting; None with a problem noted when it is none of the province."""
    cell = row.cell("body")
    if cell is None:
        filled.fault(row, "body", "cell.missing", Said("This cell must be filled."),
                     Said("Fill it."))  # fmt: skip
        return None
    known = _by_name(tuple(last.bodies)).get(folded(str(cell)))
    if known is not None:
        return known
    try:
        named = named_in("structures", str(cell))
    except CellFault as fault:
        problem = fault.at(row.row, filled.title(row.sheet, "body"), quotable(cell))
        filled.problems.append(in_sheet(problem, filled.name(row.sheet)))
        return None
    if named.unit is None or named.unit not in last.inside:
        filled.fault(
            row, "body", "return.outside_province",
            Said("This lies outside the province of this return."),
            Said("Take the row out: each province sends its own return."),
        )  # fmt: skip
        return None
    return Body(named.kind, named.unit)


@cache
def _by_name(bodies: tuple[Body, ...]) -> dict[str, Body]:
    return bodies_by_name(list(bodies))
