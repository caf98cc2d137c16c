"""Files that a command opens: the database, a file to read, a file to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from dashboard.cli.printing import tell_refusal
from dashboard.errors import Said, UserError
from dashboard.readiness.method_in_force import put_in_force
from dashboard.settings import default_database
from dashboard.store import Store
from dashboard.wording import Wording

Missing = Literal["make", "empty", "empty_unless_named", "refuse"]


@contextmanager
def opened(named: Path | None, *, missing: Missing = "empty_unless_named") -> Iterator[Store]:
    """Open the database named, or the default one.

    Args:
        named: what `--db` says.
        missing: what a database that is not there means: `make` it; an `empty` one in memory, as on
            a new laptop; `empty_unless_named`, so that a file misspelt in `--db` never passes for
            an empty one; `refuse`.

    Raises:
        UserError: there is no such file, or it cannot be opened.
    """
    path = (named or default_database()).expanduser()
    if missing == "make" or path.exists():
        with Store.open(path) as store:
            yield store
    elif missing == "empty" or (missing == "empty_unless_named" and named is None):
        with Store.open(None) as store:
            yield store
    else:
        raise UserError(Said("There is no file {path}.", path=str(path)))


def method_in_force(store: Store, words: Wording) -> None:
    """Put the method in force before a figure is asked for; say why files of it were refused.

    Raises:
        UserError: they are refused and no method was ever in force in this database.
    """
    for fault in put_in_force(store):
        tell_refusal(
            Said(
                "The files of the method are refused, the last good one is in force: {fault}",
                fault=fault,
            ),
            words,
        )


def content_of(file: Path) -> bytes:
    """Return the bytes of a file a user named.

    Raises:
        UserError: it is not there, is a folder, or cannot be read.
    """
    if file.is_dir():
        raise UserError(Said("{path} is a folder. Name a file in it.", path=str(file)))
    try:
        return file.read_bytes()
    except FileNotFoundError as fault:
        raise UserError(Said("There is no file {path}.", path=str(file))) from fault
    except OSError as fault:
        said = Said("{path} cannot be read: {fault}.", path=str(file), fault=fault.strerror)
        raise UserError(said) from fault


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet: a template somebody has filled is never written over.

    Raises:
        UserError: it is there, is a folder, or cannot be written.
    """
    if file.is_dir():
        raise UserError(Said("{path} is a folder. Name a file in it.", path=str(file)))
    try:
        with file.open("xb") as out:
            out.write(content)
    except FileExistsError as fault:
        said = Said(
            "{path} exists already. Name a new file: nothing is written over.", path=str(file)
        )
        raise UserError(said) from fault
    except OSError as fault:
        said = Said("{path} could not be written: {fault}.", path=str(file), fault=fault.strerror)
        raise UserError(said) from fault
