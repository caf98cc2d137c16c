"""Texts by language as the project's own files hold them; French stands in for a missing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# The languages in which every label of the project's files is written.
LABEL_LANGUAGES = ("ar", "fr", "en")
FALLBACK = "fr"


class Labels(dict[str, str]):
    """Texts by language code: in a language that a file does not have, the French one."""

    def __missing__(self, language: str) -> str:
        """Return the French text; KeyError when there is none either."""
        if language == FALLBACK:
            raise KeyError(language)
        return self[FALLBACK]


def labels_of(row: Mapping[str, str], prefix: str = "name") -> Labels:
    """Return the texts of a row's columns `name_ar`, `name_fr` and so on, whatever there are."""
    told = {name.removeprefix(f"{prefix}_"): text for name, text in row.items()
            if name.startswith(f"{prefix}_")}  # fmt: skip
    return Labels({
        language: text for language, text in told.items()
        if language in LABEL_LANGUAGES or (text and language.isalpha() and len(language) <= 3)
    })  # fmt: skip


def with_labels(value: Any) -> Any:
    """Return what a TOML file holds, each table of texts in Arabic and French as `Labels`."""
    if isinstance(value, list):
        return [with_labels(one) for one in value]
    if not isinstance(value, dict):
        return value
    told = {name: with_labels(one) for name, one in value.items()}
    return Labels(told) if {"ar", "fr"} <= told.keys() else told
