"""What a reader is likely to ask next, asked while the page is read: one thread, the newest wish.

A wish waits until the reader's page stands a moment; a newer one, of whichever reader, takes its
place. It is dropped when its session has gone. A fault in it is in the log and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import state
from dashboard.state import asking
from dashboard.state.shelf import Version
from dashboard.store import Store

WAIT = 1.0  # seconds that a page stands before what lies beside it is asked


class Ahead:
    """The one wish that waits, and the thread that asks; it begins with the first wish."""

    def __init__(self, wait: float = WAIT) -> None:
        self._wait = wait
        self._changed = threading.Condition()
        self._wish: tuple[Sequence[Callable[[], object]], Callable[[], bool]] | None = None
        self._thread: threading.Thread | None = None

    def wish(self, asks: Sequence[Callable[[], object]], is_there: Callable[[], bool]) -> None:
        """Ask these in turn, in the place of what still waits; none once nobody is there."""
        with self._changed:
            self._wish = (asks, is_there)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            self._ask(*self._next())

    def _next(self) -> tuple[Sequence[Callable[[], object]], Callable[[], bool]]:
        """Return the newest wish, once no newer one has come for a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._wish is not None)
            while self._changed.wait(self._wait):
                pass
            assert self._wish is not None
            newest, self._wish = self._wish, None
            return newest

    def _ask(self, asks: Sequence[Callable[[], object]], is_there: Callable[[], bool]) -> None:
        for ask in asks:
            try:
                if self._wish is not None or not is_there():
                    return
                ask()
            except Exception:
                logging.getLogger("jahiziya").warning("asked ahead, and failed", exc_info=True)


_ahead = Ahead()


def ask_ahead(names: tuple[str, ...], days: Sequence[dt.date]) -> None:
    """Let questions of the view be asked for other days too, while its reader reads.

    They are what `state.answers` then finds: of the reader's own scope and rights, for this state
    of the data. Nothing is asked for a page that no browser holds.
    """
    context = get_script_run_ctx()
    if not days or context is None or not exists():
        return
    _on, known_at, asked = state.as_asked(names, (), None, {})
    given = state.settings().region_code, state.store(), state.data_version()
    ask = partial(keep, *given, days, known_at, asked, names)
    runtime, session = get_instance(), context.session_id
    # Exactly true: a page that a test draws has a stand-in of a server, which says neither.
    _ahead.wish([ask], lambda: runtime.is_active_session(session) is True)


def keep(
    region: str,
    store: Store,
    version: Version,
    days: Sequence[dt.date],
    known_at: dt.datetime | None,
    asked: asking.Asked,
    names: tuple[str, ...],
) -> None:
    """Put answers of each day on its shelf, from whatever thread.

    They are asked together: thirty-six months cost what three do one by one.
    """
    wanted = {name: asking.taken(asked, (name,)) for name in names}
    shelves = {day: asking.shelf(version, (day,), known_at) for day in days}
    missing = [day for day, shelf in shelves.items() if not shelf.holds(wanted)]
    if missing:
        found = asking.ask_days(region, store, missing, known_at, asked, names)
        for day, answers in found.items():
            shelves[day].put(wanted, answers)
