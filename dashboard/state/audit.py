"""What an account is shown and does, written down on a server: gathered, and appended together.

A view is noted once as long as it stays the same. Entries wait a moment in memory so that a rerun
does not wait for the disk; they are appended by one thread, and at the end of the process.
"""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from functools import cache

import duckdb
import streamlit as st

from dashboard.errors import UserError
from dashboard.settings import default_store, settings
from dashboard.state.reading import is_server, reader
from dashboard.state.views import View
from dashboard.store import Store
from dashboard.store.audit import KEEPER, Event, forget_old, record

UNKNOWN = "-"  # the account of whoever the role file does not know
_EVERY_SECONDS = 2.0
_MOST_TOLD = 200  # of one session: an address can be forged again and again
_told_outside: Counter[tuple[str, dt.date]] = Counter()


class _Desk:
    """The entries that wait, and the thread that appends them."""

    def __init__(self) -> None:
        self._waiting: deque[Event] = deque()
        self._writing = threading.Lock()
        self._called = threading.Event()
        self._forgotten_on: dt.date | None = None
        threading.Thread(target=self._work, name="audit", daemon=True).start()
        atexit.register(self.write_down)

    def take(self, event: Event) -> None:
        self._waiting.append(event)
        self._called.set()

    def write_down(self) -> None:
        """Append what waits, each once; what cannot be written stays and is tried again."""
        with self._writing:
            events = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not events:
                return
            try:
                with Store.open(default_store()) as store:
                    record(store, events)
                    events = []
                    self._forget(store)
            except (UserError, duckdb.Error, OSError):
                self._waiting.extendleft(reversed(events))
                self._called.set()  # again in a moment
                logging.getLogger("jahiziya").exception("the audit could not be written")

    def _forget(self, store: Store) -> None:
        """Close what is older than the settings keep, once a day."""
        today = dt.datetime.now(dt.UTC).date()
        if today != self._forgotten_on:
            self._forgotten_on = today
            forget_old(store, settings().audit_keep_months, account=KEEPER)

    def _work(self) -> None:
        while True:
            self._called.wait()
            self._called.clear()
            threading.Event().wait(_EVERY_SECONDS)
            self.write_down()


@cache
def _desk() -> _Desk:
    return _Desk()


def noted_once(action: str, subject: str) -> None:
    """Write down what the reader does or asks for, once in a session."""
    told = st.session_state.setdefault("audit_told", set())
    if is_server() and (action, subject) not in told and len(told) < _MOST_TOLD:
        told.add((action, subject))
        noted(action, subject)


def turned_away() -> None:
    """Write down, once in a session, that an account that is not known was shown the door."""
    if is_server() and not st.session_state.get("audit_away"):
        st.session_state["audit_away"] = True
        _take(UNKNOWN, "refused", "sign-in")


def noted_of(account: str, action: str, subject: str) -> None:
    """Write down what an account does outside a session, so often a day: it may be sent again."""
    if is_server():
        today = (account, dt.datetime.now(dt.UTC).date())
        _told_outside[today] += 1
        if _told_outside[today] <= _MOST_TOLD:
            _take(account, action, subject)


def noted(action: str, subject: str) -> None:
    """Write down what the reader does; on a laptop nothing is."""
    who = reader() if is_server() else None
    if who is not None:
        _take(who.account, action, subject)


def _take(account: str, action: str, subject: str) -> None:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    _desk().take(Event(account, action, subject, now))


def leaving(name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return what makes a file and writes down that it left; for another thread."""
    who = reader() if is_server() else None
    if who is None:
        return make

    def made() -> bytes:
        _take(who.account, "exported", name)
        return make()

    return made


def delivered(page: str, now: View, asked: Sequence[str]) -> None:
    """Write down that a page of a place and day goes to the reader's browser.

    `asked`: what the address asks for besides, and the reader may not see.
    """
    if not is_server():
        return
    noted_once("signed_in", "")
    for subject in asked:
        noted_once("refused", subject)
    parts = (page, now.commune or now.province or "", now.day.isoformat(), now.known_at or "")
    subject = " ".join(str(part) for part in parts if part)
    if st.session_state.get("audit_last") != subject:
        st.session_state["audit_last"] = subject
        noted("delivered", subject)


def write_down() -> None:
    """Append what waits now."""
    if is_server():
        _desk().write_down()
