"""Answers for every kind of election at once: each is then found where a page asks for it alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from dashboard import state
from dashboard.state import asking


def answers_by_profile(
    names: tuple[str, ...], profiles: Sequence[str]
) -> dict[str, dict[str, pd.DataFrame]]:
    """Return what `state.answers` does for each profile; those not kept are asked for together."""
    on, known_at, asked = state.as_asked(names, (), None, {})
    of_profile = {
        one: tuple((key, one if key == "profile" else value) for key, value in asked)
        for one in profiles
    }
    wanted = {
        one: {name: asking.taken(given, (name,)) for name in names}
        for one, given in of_profile.items()
    }
    version, region, store = state.data_version(), state.settings().region_code, state.store()
    shelf = asking.shelf(version, on, known_at)
    missing = [one for one in profiles if not shelf.holds(wanted[one])]
    if missing:
        found = asking.ask_profiles(region, store, on, known_at, asked, names, missing)
        for one, answers in found.items():
            shelf.put(wanted[one], answers)
    return {
        one: shelf.take(
            wanted[one], partial(asking.ask_anew, region, store, on, known_at, of_profile[one])
        )
        for one in profiles
    }
