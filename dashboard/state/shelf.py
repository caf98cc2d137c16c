"""Answers kept until the data change, each asked once whichever page wants it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock

import pandas as pd

MOST = 256
MOST_BYTES = 300_000_000

Version = tuple[str, int, int]


class Shelf:
    """The answers about one state of the data and one set of days, by what was asked.

    Pages that ask for questions in other groups share what one of them has asked before. `size`
    is what they take together, in bytes.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Hashable], pd.DataFrame] = {}
        self._lock = Lock()
        self.size = 0

    def take(
        self,
        wanted: Mapping[str, Hashable],
        ask: Callable[[tuple[str, ...]], Mapping[str, pd.DataFrame]],
    ) -> dict[str, pd.DataFrame]:
        """Return the answer of each question, those that are not kept asked for together.

        Two readers who want the same at once wait for one asking. What was asked longest ago goes
        when more than `MOST` answers are kept.

        Args:
            wanted: The parameters of each question by its name.
            ask: Asks the questions named.
        """
        with self._lock:
            missing = tuple(one for one in wanted.items() if one not in self._kept)
            if missing:
                self._put(missing, ask(tuple(name for name, _ in missing)))
            answers = {name: self._kept[name, of] for name, of in wanted.items()}
            while len(self._kept) > MOST:
                self._drop(next(iter(self._kept)))
            return answers

    def holds(self, wanted: Mapping[str, Hashable]) -> bool:
        """Return whether every answer is kept."""
        return self._kept.keys() >= set(wanted.items())

    def put(self, wanted: Mapping[str, Hashable], answers: Mapping[str, pd.DataFrame]) -> None:
        """Keep answers that were asked elsewhere, where there are none."""
        with self._lock:
            self._put((one for one in wanted.items() if one not in self._kept), answers)

    def _put(
        self, asked: Iterable[tuple[str, Hashable]], answers: Mapping[str, pd.DataFrame]
    ) -> None:
        for name, of in asked:
            self._kept[name, of] = answers[name]
            self.size += _size(answers[name])

    def _drop(self, one: tuple[str, Hashable]) -> None:
        self.size -= _size(self._kept.pop(one))


class Shelves:
    """The shelves by data version, days, and the moment as known at; together of a bounded size."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """Begin with none. `most`: the bytes from which on what was used longest ago goes."""
        self._kept: dict[tuple[Version, Hashable], Shelf] = {}
        self._lock = Lock()
        self._most = most

    def of(
        self, version: Version, as_of: tuple[dt.date, ...], known_at: dt.datetime | None
    ) -> Shelf:
        """Return a shelf; those of the same database whose state has passed are thrown away."""
        key = (version, (as_of, known_at))
        with self._lock:
            found = self._kept.pop(key, None)
            if found is None:
                found = Shelf()
                for old in [one for one in self._kept if _has_passed(one[0], version)]:
                    del self._kept[old]
            while self._kept and self.size > self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = found
        return found

    @property
    def size(self) -> int:
        """What is kept, in bytes."""
        return sum(one.size for one in self._kept.values())


def _has_passed(one: Version, now: Version) -> bool:
    return one[0] == now[0] and one[1:] < now[1:]


def _size(answer: pd.DataFrame) -> int:
    return int(answer.memory_usage(deep=True).sum())
