"""The store: one database file, batches as the one way to write, current rows by cell."""

from dashboard.store.backup import backup
from dashboard.store.batch import Batch, Mode, Origin, Part, PendingRow, Row, Scope
from dashboard.store.batches import StaleCheckError, commit, remove_hanging
from dashboard.store.connection import Store
from dashboard.store.copied import for_questions
from dashboard.store.current import current_select
from dashboard.store.files import Cursor
from dashboard.store.imports import imports
from dashboard.store.integrity import check_integrity
from dashboard.store.kept import keep, kept_select, kept_still
from dashboard.store.pending import keep_pending, pending
from dashboard.store.references import HangingError, HangingRow, hanging_rows
from dashboard.store.restoring import Loss, WouldLoseError, restore
from dashboard.store.states import batch_state
from dashboard.store.undo_effect import undo_effect
from dashboard.store.undoing import redo, undo
from dashboard.store.writer import NotAllowedError, Writer

__all__ = [
    "Batch",
    "Cursor",
    "HangingError",
    "HangingRow",
    "Loss",
    "Mode",
    "NotAllowedError",
    "Origin",
    "Part",
    "PendingRow",
    "Row",
    "Scope",
    "StaleCheckError",
    "Store",
    "WouldLoseError",
    "Writer",
    "backup",
    "batch_state",
    "check_integrity",
    "commit",
    "current_select",
    "for_questions",
    "hanging_rows",
    "imports",
    "keep",
    "keep_pending",
    "kept_select",
    "kept_still",
    "pending",
    "redo",
    "remove_hanging",
    "restore",
    "undo",
    "undo_effect",
]
