"""The answers of every region that the reader may look at, each kept until a batch touches it."""

from __future__ import annotations

from functools import partial

import pandas as pd

from dashboard import state
from dashboard.settings import default_store
from dashboard.state import asking, reading
from dashboard.store import touched
from dashboard.store.acknowledged import newest_acknowledgement


def answers_by_region(names: tuple[str, ...]) -> dict[str, dict[str, pd.DataFrame]]:
    """Return the answers of questions by region, for the view's days.

    What comes in for one region leaves the answers of the others as they are. Candidacies that
    are confidential are left out.
    """
    now, known, who = state.view(), state.store(), state.reader()
    found: dict[str, dict[str, pd.DataFrame]] = {}
    for region in state.regions():
        given = {
            "profile": state.profile(),
            "scope": reading.scope_in(region, who),
            "sees_candidacies": False,
        }
        asked = asking.taken(sorted(given.items()), names)
        newest = touched.state_of_region(known, region)
        version = (f"{default_store()} {region}", newest, newest_acknowledgement(known))

        ask = partial(asking.ask_anew, region, known, (now.day,), now.known_until, asked)
        wanted = {name: asking.taken(asked, (name,)) for name in names}
        found[region] = asking.shelf(version, (now.day,), now.known_until).take(wanted, ask)
    return found
