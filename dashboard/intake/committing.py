"""Commit what was checked, as long as the store is what it was checked against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from dashboard import store as stores
from dashboard.errors import Said
from dashboard.store import Batch, Store

_TRIES = 3


class _Checked(Protocol):
    @property
    def state_no(self) -> int: ...


C = TypeVar("C", bound=_Checked)


def commit_checked(
    store: Store,
    checked: C,
    *,
    again: Callable[[C], C],
    refuse: Callable[[C], None],
    batch: Callable[[C], Batch],
) -> int:
    """Commit what was reported as one batch, in one transaction; return its number.

    When the store has moved since the check, it is checked again first.

    Args:
        store: the open store.
        checked: what was checked, and at which state of the store.
        again: checks it once more.
        refuse: raises where it may not go in.
        batch: the batch it makes.

    Raises:
        Refused: `refuse` said so; nothing was written.
        StaleCheckError: others kept committing meanwhile; nothing was written.
    """
    for _ in range(_TRIES):
        if checked.state_no != store.state_no():
            checked = again(checked)
        refuse(checked)
        try:
            found: Sequence[int] = stores.commit(
                store, [batch(checked)], checked_at_state=checked.state_no, doing="reported"
            )
        except stores.StaleCheckError:
            continue
        return found[0]
    raise stores.StaleCheckError(
        Said("The data keeps changing while this is entered. Try again in a moment.")
    )
