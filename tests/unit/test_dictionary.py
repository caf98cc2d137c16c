"""The dictionary says every column of every table, and the page in docs is the current one."""

from __future__ import annotations

import re

import pytest

from dashboard.contracts import contracts
from dashboard.dictionary import dictionary
from dashboard.paths import ROOT
from dashboard.wording import LANGUAGES, wording

PAGE = ROOT / "docs" / "dictionary.md"


def test_the_page_in_docs_is_current() -> None:
    """If this fails: `jahiziya dictionary --lang en > docs/dictionary.md`."""
    assert PAGE.read_text(encoding="utf-8") == dictionary(wording("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_there_with_its_headers_and_its_meaning(language) -> None:
    text = dictionary(wording(language))

    for contract in contracts().values():
        assert contract.about[language] in text
        for column in contract.columns:
            assert f"`{column.name}`" in text
            assert column.labels["ar"] in text
            assert column.labels["fr"] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_grid_has_as_many_cells_as_its_header(language) -> None:
    lines = dictionary(wording(language)).splitlines()

    width = 0
    for before, line in zip(["", *lines], lines, strict=False):
        cells = len(re.findall(r"(?<!\\)\|", line))
        if line.startswith("| "):
            width = width if before.startswith("| ") else cells
            assert cells == width > 4, line


def test_columns_that_a_pipe_or_an_angle_would_break_are_escaped() -> None:
    lines = dictionary(wording("en")).splitlines()

    covers = next(line for line in lines if line.startswith("| `covers`"))
    election = next(line for line in lines if line.startswith("| `election_id`"))
    assert "Azrou \\| Ben Smim" in covers
    assert "by.&lt;territory>" in election


def test_arabic_keeps_column_names_whole() -> None:
    text = dictionary(wording("ar"))

    assert "\u2066`structure_id`\u2069" in text
    assert text.count("\u2066") + text.count("\u2068") == text.count("\u2069")


def test_limits_are_said_in_words() -> None:
    lines = dictionary(wording("en")).splitlines()

    women = next(line for line in lines if line.startswith("| `bureau_women`"))
    held = next(line for line in lines if line.startswith("| `held_on`"))
    assert "Never above `bureau_members`. Only where that is 10 or more." in women
    assert "persons (masked below 10)" in women
    assert (
        "Not after today. Only when `status` is `held`. Required when `status` is `held`." in held
    )
