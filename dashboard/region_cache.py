"""What a function returns, kept for each region: what follows the region in force."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from dashboard.settings import settings

P = ParamSpec("P")
R = TypeVar("R")


def kept_by_region(size: int | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returns by its arguments and the region in force."""

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=size)
        def kept(region: str, args: tuple[Any, ...], given: tuple[tuple[str, Any], ...]) -> R:
            return function(*args, **dict(given))

        @wraps(function)
        def asked(*args: P.args, **given: P.kwargs) -> R:
            return kept(settings().region_code, args, tuple(sorted(given.items())))

        return asked

    return keep
