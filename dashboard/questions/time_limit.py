"""No question runs away with the server: after a while it is stopped, and that is said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import duckdb

from dashboard.errors import Said, UserError
from dashboard.store import Cursor

MOST_SECONDS: Final = 120.0  # of clock; a page of the demonstration asks for about one
_AGAIN = 0.05  # an interruption that falls between two statements is forgotten by the engine


@contextmanager
def bounded(cursor: Cursor, seconds: float | None = None) -> Iterator[None]:
    """Stop what runs on a cursor once `seconds` (`MOST_SECONDS`) are over.

    Raises:
        UserError: it was stopped.
    """
    most = MOST_SECONDS if seconds is None else seconds
    is_done = threading.Event()

    def watch() -> None:
        if not is_done.wait(most):
            while not is_done.wait(_AGAIN):
                cursor.interrupt()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except duckdb.InterruptException as fault:
        raise UserError(
            Said(
                "This view takes more than {seconds} seconds to work out and was stopped; nothing "
                "was changed. Choose fewer days or a smaller place, or try again when fewer "
                "people use the dashboard.",
                seconds=round(most),
            )
        ) from fault
    finally:
        is_done.set()
        watcher.join()
