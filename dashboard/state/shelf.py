"""Answers kept until the data change, each asked once whichever page wants it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from threading import Lock

import pandas as pd

MOST = 256


class Shelf:
    """The answers about one state of the data and one set of days, by what was asked.

    Pages that ask for questions in other groups share what one of them has asked before.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Hashable], pd.DataFrame] = {}
        self._lock = Lock()

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
                found = ask(tuple(name for name, _ in missing))
                self._kept.update({(name, of): found[name] for name, of in missing})
            answers = {name: self._kept[name, of] for name, of in wanted.items()}
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))
            return answers
