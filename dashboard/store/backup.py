"""Save the whole database to one file, read back and compared before it bears its name."""

from __future__ import annotations

from pathlib import Path

from dashboard.errors import Said, StoreError
from dashboard.store.connection import Store
from dashboard.store.copying import copy_whole, move_whole, scratch


def backup(store: Store, file: Path, *, force: bool = False) -> None:
    """Save the store to a new file while it goes on being read; writers wait.

    Never a copy of the database file itself, which would miss what is still in its log.

    Raises:
        StoreError: the file exists (and not `force`), cannot be written, or does not read back
            as it was saved.
    """
    place = file.expanduser().resolve()
    _refuse_target(place, store, force)
    with store.quiet() as cursor, scratch(store.scratch):
        saved = copy_whole(cursor, "app", store.scratch)
        move_whole(store.scratch, place, saved)


def _refuse_target(place: Path, store: Store, force: bool) -> None:
    if place == store.path:
        raise StoreError(Said("{path} is the database itself. Name another file.", path=str(place)))
    if place.is_dir():
        raise StoreError(Said("{path} is a folder. Name a file in it.", path=str(place)))
    if place.exists() and not force:
        raise StoreError(
            Said(
                "{path} exists already. Name a new file: nothing is written over.", path=str(place)
            )
        )
