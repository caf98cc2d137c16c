"""Names of persons and the words around them, as `data/person_names.toml` lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Literal

from dashboard.paths import REFERENCE

Words = Literal[
    "given_latin",
    "given_arabic",
    "family_latin",
    "family_arabic",
    "ambiguous",
    "titles_latin",
    "titles_arabic",
    "before_place",
    "ordinary_latin",
    "ordinary_arabic",
]


@cache
def _lists() -> dict[str, str | list[str]]:
    file = REFERENCE.parent / "person_names.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def listed(*kinds: Words) -> frozenset[str]:
    """Return the words of some lists as they are written there."""
    return frozenset(word for kind in kinds for word in str(_lists()[kind]).split())


def public_names() -> tuple[str, ...]:
    """Return public names of streets, universities and places that are nobody's own."""
    return tuple(_lists()["public"])
