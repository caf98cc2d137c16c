"""The glossary: the words of the pages, each with a plain definition, from `data/glossary.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.labels import Labels, labels_of
from dashboard.paths import DATA

# In the order of the page, with the headings of the document.
CHAPTERS = {
    "readiness": "Readiness",
    "times": "Two times",
    "counts": "Counts of persons",
    "organisation": "Organisation",
    "territory": "Territory",
    "elections": "Elections",
    "data": "Bringing data in",
}
_EVERY_PAGE = "*"


@dataclass(frozen=True)
class Term:
    """A word with its definition in each language, and the pages that use it."""

    code: str
    chapter: str
    names: Labels
    abouts: Labels
    pages: frozenset[str]

    def is_used_on(self, page: str) -> bool:
        """Tell whether a page uses the word."""
        return page in self.pages or _EVERY_PAGE in self.pages


@cache
def glossary() -> Mapping[str, Term]:
    """Return the terms by code, in the order of the file."""
    with (DATA / "glossary.csv").open(encoding="utf-8", newline="") as lines:
        return {row["term"]: _term(row) for row in csv.DictReader(lines)}


def _term(row: dict[str, str]) -> Term:
    return Term(
        row["term"], row["chapter"], labels_of(row), labels_of(row, "about"),
        frozenset(row["pages"].split()),
    )  # fmt: skip


def glossary_page() -> str:
    """Return the glossary as Markdown: the word in three languages, what it means in English."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Glossary\n"
    yield ("The words of the product, each with a definition that the app gives in the reader's "
           "language on its page *Glossary*.\nThis page is made from `data/glossary.csv` by "
           "`jahiziya glossary`.")  # fmt: skip
    for chapter, title in CHAPTERS.items():
        yield f"\n## {title}\n"
        yield "| English | العربية | Français | Meaning |"
        yield "|---|---|---|---|"
        for term in glossary().values():
            if term.chapter == chapter:
                names = (term.names[language] for language in ("en", "ar", "fr"))
                yield f"| {' | '.join((*names, term.abouts['en']))} |"
