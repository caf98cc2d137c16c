"""How many writes a database file has seen, noted beside it: a lost log is found.

What was committed last stands in the log beside the file (`.wal`) until DuckDB takes it over. A
file that is copied or kept without its log opens as if nothing were missing. After every write the
store notes the number of writes in `<file>.written`; a file that has seen fewer has lost some.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

ENDING = ".written"


def note_writes(path: Path, writes: int) -> None:
    """Note the number of writes, unless a higher one stands there: a loss stays visible.

    A note that cannot be written is left out; it never stops what was committed.
    """
    if noted_writes(path) > writes:
        return
    place = _mark(path)
    near = place.with_name(f".{place.name}.part")
    with contextlib.suppress(OSError):
        near.write_text(str(writes), encoding="ascii")
        near.replace(place)


def noted_writes(path: Path) -> int:
    """Return the number that was noted, 0 when there is none."""
    try:
        return int(_mark(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def forget_mark(path: Path) -> None:
    """Forget the note: another database takes this name."""
    _mark(path).unlink(missing_ok=True)


def _mark(path: Path) -> Path:
    return path.with_name(path.name + ENDING)
