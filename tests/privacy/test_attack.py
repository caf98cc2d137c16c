"""A curious reader recovers nothing, and does recover what a planted leak gives away."""

import datetime as dt
import random
import shutil

import pandas as pd
import pytest

from dashboard.paths import QUERIES
from dashboard.questions import tables
from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.territory.register import register
from tests.privacy.attack import attack

DAY, KNOWN = dt.date(2026, 11, 23), dt.datetime(2026, 11, 24)
MONTH_ENDS = [day.date() for day in pd.date_range("2023-12-01", "2026-10-31", freq="ME")]
PICK = random.Random(20261129)

CERCLE = "03.171.07"
IN_CERCLE = [one.code for one in register().communes() if one.cercle_code == CERCLE]
ALONE = "03.131.01.01"  # the one commune of its province that reports
TWO = ("03.271.01.01", "03.271.01.03")
FES = [one.code for one in register().arrondissements()]

# Where exact counts would come from: the counted rows beside what people say of them.
_EXACT = """(select q.* replace (x.members::bigint as members) from people q
        join membership_at x on x.territory_code = q.unit_code
            and x.period = strftime(q.month, '%Y-%m')) p"""


def members(*rows, period="2026-10", **more):
    """Rows of membership: a territory and its exact count each."""
    return [{"territory_code": code, "period": period, "members": n, **more} for code, n in rows]


def stored(store, rows, at=dt.datetime(2026, 11, 20)):
    given = [Row(number, row) for number, row in enumerate(rows, 1)]
    return commit(store, [Batch([Part("membership", "upsert", given)], "reported")], at=at)


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


def planted(monkeypatch, folder, file, *changes):
    """Let questions be asked of SQL in which something is given away."""
    shutil.copytree(QUERIES, folder)
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "QUERIES", folder)
    monkeypatch.setattr(tables, "_TABLES", folder / "tables")


def leaks(found):
    return {(*cell[:3], span) for cell, span in found.narrowed().items()}


@pytest.mark.parametrize(
    ("days", "moments"),
    [
        ([DAY, *PICK.sample(MONTH_ENDS, 1)], [KNOWN, dt.datetime(2026, 6, 1)]),
        pytest.param(
            [DAY, *MONTH_ENDS],
            [KNOWN, *(dt.datetime.combine(day, dt.time(12)) for day in MONTH_ENDS[1::3])],
            marks=pytest.mark.soak,
        ),
    ],
)
def test_nothing_of_the_demonstration_is_recovered(demo_file, tmp_path, days, moments):
    with Store.open(shutil.copy(demo_file, tmp_path / "demo.duckdb")) as opened:
        found = attack(opened, days, moments)

    assert len(found.bounds) > 15_000
    assert found.sums == []  # published cells explain every figure
    assert len(found.recovered()) == 0
    assert len(found.narrowed()) == 0


# Each in a month of its own, so that all are attacked at once.
WORLDS = (
    members((TWO[0], 9), (TWO[1], 9), (ALONE, 3), women=2, period="2026-10"),
    members((TWO[0], 12), women=12, under_35=11, new_members=1, period="2026-09"),
    members((TWO[0], 13), (CERCLE, 7), *((code, 1) for code in IN_CERCLE[:7]), period="2026-08"),
    members((CERCLE, 12), (IN_CERCLE[0], 12), women=9, period="2026-07"),
    members((CERCLE, 60), (IN_CERCLE[0], 9), period="2026-06"),
    members(("03.231.01.0", 9), *((code, 1) for code in FES), period="2026-05"),
)


def test_nothing_of_hostile_worlds_is_recovered(store):
    """Sums of two, one alone in its province, parts like wholes, cercles and Fès with theirs."""
    stored(store, [row for rows in WORLDS for row in rows])

    found = attack(store, [day for day in MONTH_ENDS if day.isoformat() > "2026-05"], [KNOWN])

    assert len({cell[1] for cell in found.bounds}) == len(WORLDS)
    assert found.sums == []
    assert leaks(found) == set()


def test_a_correction_tells_no_more_than_both_of_its_cells(store):
    """What was known before and is known now are two cells: 10 to 12, then 13 to 17."""
    stored(store, members((ALONE, 12)), at=dt.datetime(2026, 11, 1))
    stored(store, members((ALONE, 13)), at=dt.datetime(2026, 11, 10))

    found = attack(store, [DAY], [dt.datetime(2026, 11, 5), KNOWN])

    assert sorted(found.bounds.values()) == [(10, 12), (13, 17)]
    assert leaks(found) == set()


def test_a_cercle_that_would_narrow_its_communes_is_published_alone(store):
    crowded = members((CERCLE, 7), *((code, 1) for code in IN_CERCLE[:7]))
    stored(store, [*crowded, *members((CERCLE, 60), (IN_CERCLE[0], 9), period="2026-09")])

    shown = {cell[:2] for cell in attack(store, [DAY], [KNOWN]).bounds}

    assert shown == {(CERCLE, "2026-10"), (CERCLE, "2026-09"), (IN_CERCLE[0], "2026-09")}


LEAKS = {
    "an_exact_cell": (
        "tables/membership_published.sql",
        [("    published(m.members) as members,\n", "    m.members as members,\n")],
        members((TWO[0], 7)),
        {(TWO[0], "2026-10", "members", (7, 7))},
    ),
    "an_exact_total_of_a_province": (
        "tables/people_above.sql",
        [
            ("left join people p on", f"left join {_EXACT} on"),
            ("membership_last, cercles", "membership_last, cercles, membership_at"),
        ],
        members((ALONE, 3), (TWO[0], 9), (TWO[1], 9)),
        {
            (ALONE, "2026-10", "members", (3, 3)),
            (TWO[0], "2026-10", "members", (9, 9)),
            (TWO[1], "2026-10", "members", (9, 9)),
        },
    ),
    "an_exact_rate_and_score": (
        "tables/commune_values.sql",
        [
            ("left join people p on", f"left join {_EXACT} on"),
            ("people, indicators", "people, indicators, membership_at"),
        ],
        members((TWO[0], 17)),
        {(TWO[0], "2026-10", "members", (17, 17))},
    ),
    "a_cercle_beside_its_communes": (
        "tables/membership_published.sql",
        [("having sum(i.low) > k.low or", "having false and sum(i.low) > k.low or false and")],
        members((CERCLE, 9), *((code, 1) for code in IN_CERCLE[:9])),
        {(CERCLE, "2026-10", "members", (len(IN_CERCLE[:9]), 9))},
    ),
}


@pytest.mark.parametrize(("file", "changes", "rows", "given_away"), LEAKS.values(), ids=LEAKS)
def test_a_planted_leak_is_found(monkeypatch, tmp_path, store, file, changes, rows, given_away):
    stored(store, rows)
    planted(monkeypatch, tmp_path / "queries", file, *changes)

    assert given_away <= leaks(attack(store, [DAY], [KNOWN]))


@pytest.mark.soak
def test_a_planted_leak_is_found_in_the_demonstration(monkeypatch, tmp_path, demo_file):
    """The exact totals of provinces on two days."""
    file, changes = LEAKS["an_exact_total_of_a_province"][:2]
    planted(monkeypatch, tmp_path / "queries", file, *changes)
    with Store.open(shutil.copy(demo_file, tmp_path / "demo.duckdb")) as opened:
        found = attack(opened, [DAY, dt.date(2026, 7, 31)], [KNOWN])

    assert len(found.sums) > 10
