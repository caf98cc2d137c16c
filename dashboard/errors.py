"""What can go wrong in front of a user, as sentences that can be said in any of the languages.

A message is kept as `Said`: its English sentence (the key of the catalogue) and its values. It
becomes text only where a language is known, so a refused file reads the same in the app and on the
command line, and a log never depends on who was looking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol


class Speaker(Protocol):
    """What turns a sentence of the catalogue into text (`dashboard.wording.Wording`)."""

    @property
    def language(self) -> str:
        """The code of the language it speaks."""

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Return the sentence in the speaker's language with its values filled in."""

    def join(self, parts: Iterable[str]) -> str:
        """Join names into a list, with the comma of the language."""


class Said:
    """A sentence of the catalogue with its values, not yet in any language."""

    def __init__(self, sentence: str, /, **values: Any) -> None:
        self.sentence, self.values = sentence, values

    def text(self, speak: Speaker) -> str:
        """Return the text in the language of `speak`; values that are `Said` are said too."""
        return speak(self.sentence, **{name: _plain(v, speak) for name, v in self.values.items()})

    def __str__(self) -> str:
        """Return the English text."""
        return self.text(_InEnglish())

    def __repr__(self) -> str:
        """Return the text as it shows in a failing test."""
        return f"Said({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        """Compare sentence and values."""
        return isinstance(other, Said) and (self.sentence, self.values) == (
            other.sentence,
            other.values,
        )

    def __hash__(self) -> int:
        """Return a hash of the sentence and the names of its values."""
        return hash((self.sentence, tuple(sorted(self.values))))


class Named(Said):
    """A name that a contract gives in every language, said in the reader's."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__("{en}", **labels)

    def text(self, speak: Speaker) -> str:
        """Return the name in the language of `speak`."""
        return str(self.values[speak.language])


class _InEnglish:
    """What a log and a failing test read."""

    language = "en"

    def __call__(self, sentence: str, /, **values: object) -> str:
        return sentence.format(**values)

    def join(self, parts: Iterable[str]) -> str:
        return ", ".join(parts)


def _plain(value: Any, speak: Speaker) -> Any:
    if isinstance(value, Said):
        return value.text(speak)
    if isinstance(value, list | tuple):
        return speak.join(str(_plain(item, speak)) for item in value)
    return value


@dataclass(frozen=True)
class Problem:
    """One fault of a file: what, where, what was found, what was expected, what to do.

    `row` counts as the spreadsheet does, the header being row 1; None for a fault of the whole
    file, `sheet` is named where a file has several. `code` is stable (`territory.unknown`) and is
    what tests and `--json` name. `found` is the cell as typed, a small count of
    persons as it may be said. A `warning` is kept and shown; an
    `error` refuses the file.
    """

    code: str
    level: Literal["error", "warning"]
    message: Said
    remedy: Said
    row: int | None = None
    column: str | None = None
    found: str | Said | None = None
    expected: Said | None = None
    candidates: tuple[str, ...] = ()
    sheet: str | None = None


class UserError(Exception):
    """Base of every error a user may see: shown without a traceback, in the user's language."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(str(said))


class Month(str):
    """A month `YYYY-MM` as a value of a sentence: it is written in the words of the language."""

    __slots__ = ()


class Refused(UserError):
    """An input is refused whole; nothing was written. Lists every problem, not the first."""

    def __init__(self, said: Said, problems: Sequence[Problem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(said)


class StoreBusyError(UserError):
    """The database file is open in another process."""


class StoreError(UserError):
    """The database cannot be opened, migrated, backed up or restored."""
