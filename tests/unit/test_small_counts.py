"""Counts of persons leave as 0, fewer than 10, or the nearest 5; in SQL as in Python."""

from __future__ import annotations

import pytest

from dashboard.access.small_counts import margin, published, shown, shown_sum
from dashboard.store import Store
from dashboard.wording import wording

ENGLISH = wording("en")


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        (None, None),
        (0, 0),
        (1, 5),
        (9, 5),
        (10, 10),
        (12, 10),
        (13, 15),
        (17, 15),
        (18, 20),
        (499, 500),
    ],
)
def test_published(exact, expected):
    assert published(exact) == expected


def test_sql_publishes_as_python_does():
    with Store.open(None) as store:
        rows = (
            store.cursor()
            .execute("select n, published(n) from range(501) as counted(n)")
            .fetchall()
        )
        nothing = store.cursor().execute("select published(null::integer)").fetchall()

    assert rows == [(n, published(n)) for n in range(501)]
    assert nothing == [(None,)]


@pytest.mark.parametrize("exact", range(501))
def test_the_exact_count_lies_within_the_margin(exact):
    assert abs(published(exact) - exact) <= margin(published(exact))


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (5, 4), (10, 2), (1240, 2)])
def test_margin(count, expected):
    assert margin(count) == expected


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        (None, "not reported"),
        (float("nan"), "not reported"),
        (0, "0"),
        (3, "fewer than 10"),
        (123, "125"),
    ],
)
def test_shown(exact, expected):
    assert shown(exact, ENGLISH) == expected


@pytest.mark.parametrize(
    ("total", "margins", "expected"),
    [(1240, 24, "≈ 1,240 (± 24)"), (0, 0, "0"), (None, 0, "not reported")],
)
def test_shown_sum(total, margins, expected):
    assert shown_sum(total, margins, ENGLISH).replace("\u202f", ",") == expected
