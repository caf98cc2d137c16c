"""The arrays score as the SQL does: on the demonstration, and on values of any kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures.robustness_layer import robustness_layer
from dashboard.paths import QUERIES
from dashboard.questions import ask_many, build, read
from dashboard.readiness import profiles
from dashboard.readiness.robustness import (
    base_scores,
    coherence,
    finding_words,
    left_out,
    parts_of,
    robustness,
    sensitivity,
)
from dashboard.readiness.robustness.choices import choices
from dashboard.store import Store
from dashboard.wording import LANGUAGES, wording

TODAY = dt.date(2026, 11, 23)
ABOVE = ("province", "region")
EXACT = 1e-9
# Both sides round to nine decimals, and the score is a quotient of two rounded figures: where the
# tenth decimal is a 5 the ninth may go either way.
ROUNDED = 2.5e-9
# What stands on the values of indicators, each after what it reads.
STANDING = ("indicator_points", "pillar_sums", "pillar_shares", "weighted_indicators", "scores")


@pytest.fixture(scope="module")
def answers(demo_store):
    return ask_many(
        demo_store, ("score_parts", "score_series"), as_of=TODAY, scope=["03"],
        profile=tuple(profiles()), sees_candidacies=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def communes(answers):
    rows = answers["score_parts"]
    return parts_of(rows[rows.profile == "organisational"])


@pytest.fixture(scope="module")
def found(communes):
    return robustness(communes)


@pytest.mark.parametrize("grains", [("commune",), ("arrondissement",), ABOVE])
@pytest.mark.parametrize("profile", profiles())
def test_the_method_in_force_gives_the_scores_of_the_sql(answers, profile, grains):
    rows, scores = (answers[name] for name in ("score_parts", "score_series"))
    of_sql = scores[(scores.profile == profile) & scores.grain.isin(grains)]
    ours = base_scores(parts_of(rows[rows.profile == profile], grains), 0.6)
    both = of_sql.merge(ours, on="unit_code", suffixes=("", "_ours"))

    assert len(both) == len(of_sql) == len(ours) > 0
    for name in ("known_weight", "low", "high", "score"):
        assert both[f"{name}_ours"].to_numpy(float) == pytest.approx(
            both[name].to_numpy(float), abs=ROUNDED, nan_ok=True
        )
    assert (both.is_assessable == both.is_assessable_ours).all()


def test_ranks_and_chances_are_of_the_assessable_communes(found, answers):
    scores = answers["score_series"]
    here = scores[(scores.profile == "organisational") & (scores.grain == "commune")]
    both = found.merge(here, on="unit_code")
    sure = both[both.is_assessable]

    assert set(both[~both.is_assessable].verdict) == {"not_assessable"}
    assert both[~both.is_assessable]["rank"].isna().all()
    assert (sure["rank"] == sure.low.rank(ascending=False, method="min")).all()
    assert (sure.rank_low <= sure.rank_median).all()
    assert (sure.rank_median <= sure.rank_high).all()
    chances = sure[[f"class_{number}" for number in range(1, 6)]]
    assert chances.sum(axis=1).to_numpy() == pytest.approx(1)


def test_a_cap_holds_the_class_under_every_method_and_leaves_the_rank(communes, found):
    capped = robustness(replace(communes, highest_class=np.full(len(communes.units), 2)))

    pd.testing.assert_frame_equal(capped.filter(like="rank"), found.filter(like="rank"))
    assert capped[["class_3", "class_4", "class_5"]].dropna().to_numpy() == pytest.approx(0)
    assert set(capped.verdict) == {"surely_weak", "not_assessable"}


def test_verdicts_follow_from_the_chances(found):
    weak, ready = found.class_1 + found.class_2, found.class_4 + found.class_5
    expected = np.select(
        [found.class_1.isna(), weak >= 0.95 - EXACT, ready >= 0.95 - EXACT],
        ["not_assessable", "surely_weak", "surely_ready"],
        "undecided",
    )

    assert [*found.verdict] == [*expected]
    assert {"surely_weak", "undecided", "surely_ready"} <= {*found.verdict}


def test_the_same_seed_gives_the_same_figures(communes, found):
    pd.testing.assert_frame_equal(robustness(communes), found)


def test_sensitivity_orders_the_choices_and_says_how_sure_it_is(communes):
    effects = sensitivity(communes)

    pd.testing.assert_frame_equal(effects, sensitivity(communes))
    assert (effects.first_low <= effects["first"]).all()
    assert (effects["first"] <= effects.first_high).all()
    assert (effects.total_low <= effects.total).all()
    assert (effects.total <= effects.total_high).all()
    # Interactions are counted in every total they are part of, and in no first order.
    assert effects["first"].sum() <= 1.05
    assert effects.total.sum() >= 0.95
    assert (effects.alone <= effects.together).all()


def test_an_indicator_left_out_moves_ranks(communes):
    shifts = left_out(communes)

    assert [*shifts.indicator] == [*communes.indicators]
    assert (shifts.mean_shift <= shifts.max_shift).all()
    assert (shifts.max_shift == shifts.moved_by.abs()).all()


def test_findings_are_said_in_three_languages(communes):
    findings = coherence(communes).findings
    names = {name: name for name in communes.indicators}

    assert ("redundant", "mandate_current", "secretariat") in {
        (one.code, one.indicator, one.other) for one in findings
    }
    for language in LANGUAGES:
        for one in findings:
            said = finding_words(one, names, wording(language))
            assert one.indicator in said
            assert "{" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_layer_shows_a_verdict_or_why_there_is_none(found, language):
    layer = robustness_layer(found, wording(language))
    verdicts = dict(zip(found.unit_code, found.verdict, strict=True))

    assert len(layer.classes) == len(layer.colours()) == 3
    for code, verdict in verdicts.items():
        if verdict == "not_assessable":
            assert layer.state(code) == "not_assessable"
            assert layer.number(code) is None
        else:
            assert layer.number(code) == 1 + ("surely_weak", "undecided", "surely_ready").index(
                verdict
            )
            assert layer.notes[code]


def test_several_days_or_profiles_at_once_are_refused(answers):
    with pytest.raises(ValueError, match="several days or profiles"):
        parts_of(answers["score_parts"])


def test_nothing_assessable_gives_no_rank_and_no_effect(communes):
    silent = communes.of(np.zeros(len(communes.units), dtype=bool))

    assert robustness(silent).empty
    assert sensitivity(silent).empty
    assert left_out(silent).empty


@pytest.fixture(scope="module")
def scoring_step():
    """The SQL that scores, over values of indicators that a test hands to it."""
    with Store.open(None) as opened:
        cursor = opened.cursor()
        values = {
            "as_of": [TODAY], "known_at": dt.datetime(2027, 1, 1), "term_months": 48,
            "profile": ["organisational"], "sees_candidacies": True, "scope": ["03"],
        }  # fmt: skip
        asked = [read(QUERIES / f"{name}.sql") for name in ("score_parts", "score_series")]
        build(cursor, asked, values)

        def scored(rows):
            for name in reversed(STANDING):
                kind = "table" if name in _built(cursor, _TABLES) else "view"
                cursor.execute(f"drop {kind} temp.main.{name}")
            cursor.register("handed", rows)
            cursor.execute("delete from temp.main.indicator_values")
            cursor.execute("insert into indicator_values by name select * from handed")
            build(cursor, asked, values, given=_built(cursor, _TABLES) | _built(cursor, _VIEWS))
            return [
                cursor.execute(one.sql, {name: values[name] for name in one.parameters}).df()
                for one in asked
            ]

        yield scored


_TABLES = "select table_name from duckdb_tables() where temporary"
_VIEWS = "select view_name from duckdb_views() where temporary"
INDICATORS = ("secretariat", "mandate_current", "agenda_late", "recent_meeting",
              "decisions_on_time", "members_per_1000")  # fmt: skip


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 0.9), st.floats(0, 0.9))
def test_any_values_score_alike(scoring_step, communes, seed, unknown, idle):
    made, scores = scoring_step(_any_values(communes.units, seed, unknown, idle))
    made, of_sql = (rows[rows.grain == "commune"] for rows in (made, scores))
    ours = base_scores(parts_of(made), 0.6).set_index("unit_code")
    by_unit = made.groupby("unit_code")
    measured = by_unit.is_applicable.any().loc[ours.index]
    # Where nothing is applicable there is nothing to divide by, and SQL says null.
    of_sql = of_sql.set_index("unit_code").loc[ours.index][measured]

    assert by_unit.w.sum()[measured].to_numpy() == pytest.approx(1)
    for name in ("known_weight", "low", "high", "score"):
        assert ours[measured][name].to_numpy(float) == pytest.approx(
            of_sql[name].to_numpy(float), abs=ROUNDED, nan_ok=True
        )
    assert (of_sql.low <= of_sql.high + EXACT).all()


def _any_values(units, seed, unknown, idle):
    """Values of every commune and indicator, a share of them unknown, another not applicable."""
    rng = np.random.default_rng(seed)
    cells = pd.MultiIndex.from_product([units, INDICATORS], names=["unit_code", "indicator"])
    rows = cells.to_frame(index=False)
    is_applicable = rng.random(len(rows)) >= idle
    is_known = is_applicable & (rng.random(len(rows)) >= unknown)
    value = np.where(
        rng.random(len(rows)) < 0.5, rng.integers(0, 2, len(rows)), rng.random(len(rows))
    )
    return rows.assign(
        as_of=pd.Timestamp(TODAY), profile="", grain="commune", is_applicable=is_applicable,
        value=pd.Series(value).where(is_known), k=is_known.astype(float), is_inherited=False,
        is_masked=False, is_partial=False, freshness=1.0,
    )  # fmt: skip


def _built(cursor, listing):
    return {name for (name,) in cursor.execute(listing).fetchall()}


def test_the_settings_are_what_the_file_says():
    given_choices = choices()

    assert given_choices.draws == 10_000
    assert 0 < given_choices.interval_low < 0.5 < given_choices.interval_high < 1
    assert given_choices.sensitivity_draws.bit_count() == 1  # Saltelli's design wants a power of 2
