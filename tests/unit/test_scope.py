"""What a reader of one province is shown: the rows of the whole region's reader, fewer of them."""

import datetime as dt
import re

import pandas as pd
import pytest

from dashboard.paths import QUERIES
from dashboard.questions import ask_many, parameters_of
from dashboard.settings import settings
from dashboard.territory.register import register

DAY, KNOWN = dt.date(2026, 11, 23), dt.datetime(2026, 11, 24)
REGION = settings().region_code
PROVINCES = [place.code for place in register().provinces()]
GIVEN = {
    "sees_candidacies": False,
    "exact": False,
    "body_kind": "provincial_secretariat",
    "since": dt.date(2026, 8, 31),
    "variant_codes": [],
    "variant_units": [],
}
QUESTIONS = [
    path.stem for path in sorted(QUERIES.glob("*.sql")) if "scope" in parameters_of((path.stem,))
]
# They count what the reader may see of a paper or a milestone, and say of how many.
COUNT_THE_SCOPE = {"directive_register", "milestones_coming"}
# Figures of every province and of the region: for every reader.
FOR_ALL = {
    "province_table": "unit_code",
    "headline_figures": "unit_code",
    "founding_pace": "unit_code",
    "election_matrix": "unit_code",
    "constraint_heat": "unit_code",
    "liaison_matrix": "unit_code",
    "coverage_groups": "within_code",
    "freshness": "province_code",
    "quality_returns": "province_code",
}


def asked(store, scope, territory):
    taken = parameters_of(QUESTIONS)
    given = {**GIVEN, "territory": territory, "scope": (scope,)}
    given = {key: value for key, value in given.items() if key in taken}
    return ask_many(store, QUESTIONS, as_of=DAY, known_at=KNOWN, **given)


def written(value):
    """A cell as text, the same whatever type a column of few rows was given."""
    if isinstance(value, list) or getattr(value, "ndim", 0):
        return str(list(value))
    if pd.isna(value):
        return ""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return (
        f"{float(value):.7g}"
        if isinstance(value, bool | int | float) or (kind in "fiub" and kind)
        else str(value)
    )


def rows_of(frame):
    return [tuple(map(written, row)) for row in frame.itertuples(index=False)]


@pytest.mark.parametrize(
    "province",
    [PROVINCES[3], *(pytest.param(one, marks=pytest.mark.soak) for one in PROVINCES)],
)
def test_a_reader_of_one_province_sees_its_rows_and_the_figures_of_all(demo_store, province):
    mine, whole = asked(demo_store, province, province), asked(demo_store, REGION, province)
    places = (*register().communes(), *register().arrondissements())
    others = {place.code for place in places if place.province_code != province}
    elsewhere = re.compile(r"\d+(?:\.\d+)+")

    for name, rows in mine.items():
        cells = {cell for row in rows_of(rows) for cell in row}
        assert not {code for cell in cells for code in elsewhere.findall(cell)} & others, name
        if name not in COUNT_THE_SCOPE:
            assert set(rows_of(rows)) <= set(rows_of(whole[name])), name
        if "summary" in rows.columns:
            columns = [one for one in ("territory_code", "body_unit_code") if one in rows.columns]
            seen = {code for one in columns for code in rows[one].dropna()}
            assert not seen & (set(PROVINCES) - {province}), name
    for name, column in FOR_ALL.items():
        assert set(mine[name][column]) == set(whole[name][column]), name


def test_a_reader_of_nothing_sees_figures_and_no_row(demo_store):
    found = asked(demo_store, "03.999", PROVINCES[0])

    assert len(found["province_table"]) == 1 + len(PROVINCES)
    for name in ("commune_table", "readiness_map", "meeting_register", "decision_register"):
        assert found[name].empty, name


def test_an_official_sees_the_candidacies_of_its_own_units_and_no_other(demo_store):
    province = PROVINCES[3]
    inside = register().units_within(province)
    names = ("candidacies_counted", "election_countdown")

    def told(scope, *, sees):
        return ask_many(
            demo_store, names, as_of=DAY, known_at=KNOWN, scope=(scope,), sees_candidacies=sees,
            profile=("communal",),
        )  # fmt: skip

    mine, whole, blind = (
        told(province, sees=True),
        told(REGION, sees=True),
        told(REGION, sees=False),
    )
    for name in names:
        assert set(mine[name]["unit_code"]) <= inside, name
        assert set(rows_of(mine[name])) <= set(rows_of(whole[name])), name
    seen, hidden = mine["candidacies_counted"], blind["candidacies_counted"]
    assert len(seen) > 10
    assert not set(seen["election_id"]) <= set(hidden["election_id"])  # one is confidential still
    assert "hidden" in set(blind["election_countdown"]["state"])
    assert "hidden" not in set(mine["election_countdown"]["state"])
