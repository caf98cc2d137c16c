"""The drop-downs of the workbook, their values on its hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.contracts import contracts
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.layout import SheetColumn, SheetLayout, secretariat_labels
from dashboard.intake.monthly.places import unit_name
from dashboard.intake.monthly.sheet_look import put
from dashboard.wording import Language

HIDDEN = "_jahiziya"
TICK = "✓"


class DropDowns:
    """The drop-downs' values, written once to the hidden sheet, and where they stand."""

    def __init__(self, hidden: Worksheet, last: LastKnown, language: Language) -> None:
        self._hidden, self._next = hidden, 4
        places = [unit_name(code, language) for code in
                  (last.province.code, *(unit.code for unit in last.units))]  # fmt: skip
        self.at = {
            ("tick", ""): self._write([TICK]),
            ("communes", "secretariat"): self._write(list(secretariat_labels(language).values())),
            ("meetings", "body"): self._write([body.name(language) for body in last.bodies]),
            ("meetings", "status"): self._write(_labels("meetings", "status", language)),
            ("constraints", "territory"): self._write(places),
            ("constraints", "category"): self._write(
                _labels("constraint_reports", "category", language)
            ),
            ("constraints", "status"): self._write(
                _labels("constraint_reports", "status", language)
            ),
        }

    def of(self, sheet: str, column: SheetColumn) -> str | None:
        """Return the range of a column's list, None when it has none."""
        return self.at.get(("tick", "") if column.kind == "tick" else (sheet, column.name))

    def _write(self, values: Sequence[str]) -> str:
        self._next += 1
        for row, value in enumerate(values, 1):
            put(self._hidden.cell(row, self._next), value)
        letter = self._hidden.cell(1, self._next).column_letter
        return f"'{HIDDEN}'!${letter}$1:${letter}${len(values)}"

    def rule(self, one: SheetLayout, column: SheetColumn) -> DataValidation | None:
        """Return what a column offers; other values are still taken, and checked when read."""
        where = self.of(one.name, column)
        if where is not None:
            return DataValidation("list", formula1=where, allow_blank=True, showErrorMessage=False)
        if column.kind == "count":
            return DataValidation(
                "whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True,
                errorStyle="warning", showErrorMessage=True,
            )  # fmt: skip
        return None


def _labels(table: str, column: str, language: Language) -> list[str]:
    return [value.labels[language] for value in contracts()[table].by_name[column].values]
