"""The rows of the return as they are filled before anybody ticks: typed, not yet in words."""

from __future__ import annotations

from dashboard.contracts import contracts
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import SheetName, secretariat_labels
from dashboard.intake.monthly.places import Body, unit_name
from dashboard.intake.reading import Cell

Rows = list[dict[str, Cell]]


def prefilled(last: LastKnown, sheet: SheetName, language: str) -> Rows:
    """Return the rows of a sheet as the workbook holds them, without ticks.

    Lists (secretariat, body, status, category) are in the words of the language.
    """
    if sheet == "communes":
        return [_commune(last, unit.code, language) for unit in last.units]
    return _meetings(last, language) if sheet == "meetings" else _constraints(last, language)


def _commune(last: LastKnown, code: str, language: str) -> dict[str, Cell]:
    cells = last.commune_cells(code)
    state = cells.get("secretariat")
    if state is not None:
        cells["secretariat"] = secretariat_labels(language)[str(state)]
    return {"territory": unit_name(code, language), **cells, "code": code}


def _meetings(last: LastKnown, language: str) -> Rows:
    return [
        {
            "body": Body(row["body_kind"], row["body_unit_code"], row["structure_label"]).name(
                language
            ),
            "date": row["planned_on"],
            "status": listed("meetings", "status", row["status"], language),
            "meeting_id": row["meeting_id"],
        }
        for row in last.planned_meetings
    ]


def _constraints(last: LastKnown, language: str) -> Rows:
    return [
        {
            "territory": unit_name(row["territory_code"], language),
            "raised_on": row["raised_on"],
            "category": listed("constraint_reports", "category", row["category"], language),
            "summary": row["summary"],
            "status": listed("constraint_reports", "status", row["status"], language),
            "constraint_id": row["constraint_id"],
        }
        for row in last.open_constraints
    ]


def listed(table: str, column: str, code: str, language: str) -> str:
    """Return the label of a value of a contract's list."""
    return contracts()[table].by_name[column].by_code[code].labels[language]
