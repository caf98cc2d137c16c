"""Leaving a warning as it is, with a note: from then on it lowers no reliability."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.errors import Said, UserError
from dashboard.intake.names_asked import looks_like_a_name
from dashboard.intake.personal import holds_personal
from dashboard.store import Store
from dashboard.store.acknowledged import Warned, acknowledge


def acknowledge_warnings(
    store: Store,
    warnings: Sequence[Warned],
    note: str,
    *,
    account: str | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Keep that warnings are known and why (`at` in UTC, default now).

    Raises:
        UserError: no note, one that is too long, or one that seems to name a person.
    """
    if holds_personal(note) or looks_like_a_name(note):
        raise UserError(Said("The note seems to name a person. Write the function instead."))
    acknowledge(store, warnings, note=note, account=account, at=at)
