"""What a paper is made with: the days and scores of the view, and what asks from any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from threading import Lock
from typing import Any, Generic, TypeVar

import streamlit as st

from dashboard import state
from dashboard.readiness.profiles_said import ORGANISATIONAL
from dashboard.reports.gathered import Ask, asker
from dashboard.reports.occasion import Occasion

T = TypeVar("T")


def occasion() -> Occasion:
    """Return the days and the scores of the view, and what a paper says of its sources."""
    now, newest = state.view(), state.latest_batch_at()
    return Occasion(
        day=now.day,
        known_on=now.known_at or state.today(),
        profile=state.profile(),
        lacks_candidacies=_lacks_candidacies(),
        is_synthetic=state.is_synthetic(),
        newest_on=newest.date() if newest else None,
    )


def asking() -> Ask:
    """Return what asks as the view would, without candidacies that are confidential."""
    return asker(state.store(), state.view().known_until, state.profile(), state.scope())


class Made(Generic[T]):
    """What is made when it is first wanted, and then kept."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: T | None = None

    def take(self, make: Callable[[], T]) -> T:
        """Return what is kept; two readers who want it at once wait for one making."""
        with self._lock:
            if self._held is None:
                self._held = make()
            return self._held


def kept(of: Occasion, name: str) -> Made[Any]:
    """Return the place of one thing made for the view; a new one once a batch changes state."""
    return _made((state.data_version(), state.view().known_until, state.scope(), astuple(of)), name)


@st.cache_resource(show_spinner=False, max_entries=32)
def _made(version: tuple[Any, ...], name: str) -> Made[Any]:
    return Made()


def _lacks_candidacies() -> bool:
    if state.profile() == ORGANISATIONAL:
        return False
    return bool(state.answer("elections_prepared")["is_confidential"].iloc[0])
