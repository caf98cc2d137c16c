"""The reader's score: never below what is written here, and the docs say what is computed."""

import functools

import pytest

from dashboard.paths import ROOT
from tests.communiques.scoring import FIELDS, scored, table

# Precision and recall on the texts the rules were made with: the least that a change may leave.
LEAST = dict.fromkeys(FIELDS, (0.97, 0.97)) | {"places": (1.0, 0.98)}
score_of = functools.cache(scored)


@pytest.mark.parametrize("name", FIELDS)
def test_the_development_texts_are_read_as_well_as_before(name):
    score = score_of("development")
    precision, recall = LEAST[name]
    assert score.share(name, score.drafted) >= precision
    assert score.share(name, score.gold) >= recall


def test_the_docs_say_the_score_of_the_held_out_texts():
    page = (ROOT / "docs" / "communique-reader.md").read_text(encoding="utf-8")
    assert table(score_of("held_out")) in page


def test_the_first_score_stays_in_the_docs():
    page = (ROOT / "docs" / "communique-reader.md").read_text(encoding="utf-8")
    assert "| constraints | 26 | 6 | 6 | 1.00 | 0.23 |" in page
    assert "| decisions | 24 | 28 | 16 | 0.57 | 0.67 |" in page
