"""Votes by list as pasted, and the published results the calculator starts from."""

from __future__ import annotations

import pytest

from dashboard.elections.allocation import allocate
from dashboard.elections.list_votes import published, read_votes, written
from dashboard.errors import UserError


@pytest.mark.parametrize(
    "text",
    ["PAM 12 500\nRNI;11 200", "PAM\t12500\n\nRNI : 11.200", "PAM ١٢٥٠٠\nRNI | 11\u202f200"],
)
def test_usual_ways_to_write_votes(text):
    assert read_votes(text) == {"PAM": 12_500, "RNI": 11_200}


def test_an_arabic_name_with_a_number_in_it():
    assert read_votes("لائحة 2021 المستقلة 340") == {"لائحة 2021 المستقلة": 340}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PAM", "Line 1: «PAM» is not a name"),
        ("\n12500", "Line 2: «12500» is not a name"),
        ("PAM 1\nPAM 2", "Line 2: the list PAM is there twice"),
        ("PAM 12,5", "Line 1: .*decimals"),
        ("PAM 99999999999999", "Line 1: This number is too large"),
        ("\n".join(f"L{chr(97 + n // 26)}{chr(97 + n % 26)} 5" for n in range(61)), "61 lists"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, said):
    with pytest.raises(UserError, match=said):
        read_votes(text)


@pytest.mark.parametrize("one", published().values(), ids=lambda one: one.code)
def test_published_results_are_reproduced(one):
    found = allocate(one.votes, one.ballot)

    assert {each.name: each.seats for each in found.lists if each.seats} == one.seats
    assert read_votes(written(one.votes)) == one.votes
    assert one.source
