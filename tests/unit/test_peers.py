"""Standing among peers: the highest low end first, ties share a place, silence has none."""

import csv
import datetime as dt

import pandas as pd
import pytest

from dashboard.paths import REFERENCE
from dashboard.questions import ask_many
from dashboard.readiness.method import population_bands

DAY = dt.date(2025, 3, 31)


@pytest.fixture(scope="module")
def answers(demo_store):
    return ask_many(demo_store, ("peers", "readiness_map"), as_of=DAY, scope=["03"])


@pytest.fixture(scope="module")
def communes():
    with (REFERENCE / "communes.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def group_of(row, peer_group):
    if peer_group == "milieu":
        return row["milieu"]
    if peer_group == "province":
        return row["province_code"]
    inhabitants = int(row["population_2024"])
    (band,) = (
        one.code
        for one in population_bands().values()
        if one.low <= inhabitants and (one.high is None or inhabitants < one.high)
    )
    return band


def test_every_commune_has_its_three_groups_and_no_other_unit_has_any(answers, communes):
    rows = answers["peers"]

    assert len(rows) == 3 * 194
    assert set(rows["unit_code"]) <= set(communes)
    for row in rows.itertuples():
        assert row.peer_code == group_of(communes[row.unit_code], row.peer_group)


def test_a_place_is_one_more_than_those_with_a_higher_low_end(answers):
    lows = {
        row.unit_code: row.low for row in answers["readiness_map"].itertuples() if row.is_assessable
    }
    rows, shared = answers["peers"], 0
    for (_group, _code), peers in rows.groupby(["peer_group", "peer_code"]):
        known = [lows[unit] for unit in peers["unit_code"] if unit in lows]
        for row in peers.itertuples():
            assert (row.assessable, row.communes) == (len(known), len(peers))
            if row.unit_code not in lows:
                assert pd.isna(row.standing)
                continue
            mine = lows[row.unit_code]
            assert row.standing == 1 + sum(low > mine for low in known)
            assert row.sharing == sum(low == mine for low in known)
            shared += row.sharing > 1
    assert shared
    assert rows["standing"].isna().any()


def test_the_sizes_follow_each_other_without_a_gap():
    bands = list(population_bands().values())

    assert bands[0].low == 0
    assert bands[-1].high is None
    assert [band.high for band in bands[:-1]] == [band.low for band in bands[1:]]
