"""Rows of one place: asked for all places at once and cut out, or asked for that place alone."""

import datetime as dt

import pandas as pd
import pytest

from dashboard.questions import parameters_of
from dashboard.questions.rows import records
from dashboard.questions.standing import Standing
from dashboard.state.places import rows_of

DAY, KNOWN = dt.date(2026, 11, 23), dt.datetime(2026, 11, 24)
FES, ARRONDISSEMENT = "03.231.01.0", "03.231.01.01"
PLACES = ("03.231.81.03", "03.561.01.05", FES, ARRONDISSEMENT)
OF_PLACES = (
    "score_steps", "territory_bodies", "territory_decisions", "territory_indicators",
    "territory_meetings", "territory_members",
)  # fmt: skip


def asked(standing, name, scope, territory):
    given = {"exact": False, "sees_candidacies": True, "scope": scope, "territory": territory}
    taken = parameters_of([name])
    return standing.ask([name], **{key: one for key, one in given.items() if key in taken})[name]


def written(rows):
    return [[cell(value) for value in row] for row in records(rows)]


def cell(value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return None if value != value else round(float(value), 9)
    return None if value is None or value is pd.NaT else str(value)


@pytest.mark.parametrize("scope", [("03",), ("03.231",)])
def test_rows_cut_out_are_those_of_the_place_asked_alone(demo_store, scope):
    standing, found = Standing(demo_store, [DAY], KNOWN), 0
    for name in OF_PLACES:
        every = asked(standing, name, scope, "03")
        for place in PLACES:
            alone = rows_of(place, asked(standing, name, scope, place))
            cut = rows_of(place, every)
            assert written(cut) == written(alone), (name, place)
            found += len(cut)
    assert found > 50


def test_who_sees_one_province_is_given_no_place_of_another(demo_store):
    standing = Standing(demo_store, [DAY], KNOWN)
    for name in OF_PLACES:
        every = asked(standing, name, ("03.231",), "03")
        assert rows_of("03.561.01.05", every).empty, name
        assert not every.empty, name


def test_an_arrondissement_is_part_of_its_commune_where_rows_say_only_where_they_lie(demo_store):
    every = asked(Standing(demo_store, [DAY], KNOWN), "territory_members", ("03",), "03")
    whole = set(rows_of(FES, every)["territory_code"])
    assert ARRONDISSEMENT in whole
    assert set(rows_of(ARRONDISSEMENT, every)["territory_code"]) == {ARRONDISSEMENT}


def test_rows_one_by_one_are_those_of_pandas(demo_store):
    standing = Standing(demo_store, [DAY], KNOWN)
    for name in (*OF_PLACES, "commune_table"):
        rows = asked(standing, name, ("03",), "03").head(300)
        for ours, theirs in zip(records(rows), rows.itertuples(index=False), strict=True):
            assert ours._fields == theirs._fields
            same = [a is b or a == b or (a != a and b != b)
                    for a, b in zip(ours, theirs, strict=True)]  # fmt: skip
            assert all(same), (name, ours)
