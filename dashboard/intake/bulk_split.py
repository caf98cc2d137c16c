"""The large file of an upload: what is plainly right apart from what is looked at row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.contracts import Contract
from dashboard.errors import Problem
from dashboard.intake.bulk import BulkRows
from dashboard.intake.bulk_check import BulkCheck, Plain, more_odd, odd_lines
from dashboard.intake.bulk_values import Typist
from dashboard.intake.headers import Columns
from dashboard.intake.papers import issued_days
from dashboard.intake.reading import Sheet
from dashboard.intake.staging import Stager

if TYPE_CHECKING:
    from dashboard.intake.place_answers import PlaceAnswers
    from dashboard.intake.uploads import Told, Upload


def split(
    upload: Upload,
    contract: Contract,
    sheet: Sheet,
    columns: Columns,
    places: PlaceAnswers,
    told: Told,
) -> tuple[Sheet, Plain | None, list[Problem]]:
    """Return the sheet with its odd rows as lines, the plain rows, and problems of the whole.

    A file that lacks a column it must have is not looked into: its header is to be corrected.
    """
    if sheet.bulk is None or any(one.code == "column.missing" for one in columns.problems):
        return sheet, None, []
    has_references = any(column.name in columns.at for column in contract.references)
    targets = upload.targets_of(contract) if has_references else {}
    stager = Stager(contract, columns, places)
    typed = Typist(contract, columns, stager, targets).typed(sheet.bulk.table)
    check = BulkCheck(upload.store.cursor(), contract, typed, upload.today, issued_days(targets))
    answered = {row for row, _ in (*told.cells.edited, *told.cells.dropped, *told.cells.kept)}
    plain = check.plain(answered)
    lines = odd_lines(sheet.bulk, check.odd, len(sheet.header))
    texts = BulkRows(sheet.bulk.table.slice(0, 0))  # they are read: the memory is given back
    return replace(sheet, lines=lines, bulk=texts), plain, more_odd(check.odd)
