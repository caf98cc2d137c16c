"""What a score is made of adds up to it, and what moved it adds up to the difference."""

import datetime as dt

import pytest

from dashboard.questions import ask
from dashboard.readiness.explaining import MOST_ROWS, compare, explain
from dashboard.readiness.steps_said import moved_sentences, step_sentence
from dashboard.wording import LANGUAGES, wording

DAY, EARLIER = dt.date(2026, 11, 23), dt.date(2026, 7, 31)
EVERY = 7  # of units and profiles one is looked at: prime to three profiles, so all come up
PROFILES = ["organisational", "communal", "professional_chambers"]


def asked(store, name="score_steps", as_of=DAY, known_at=None, **given):
    values = {"scope": ["03"], "territory": "03", "profile": PROFILES} | given
    return ask(store, name, as_of=as_of, known_at=known_at, **values)


def of_unit(rows, unit, profile="organisational"):
    return rows[(rows["unit_code"] == unit) & (rows["profile"] == profile)]


@pytest.fixture(scope="module")
def steps(demo_store):
    return asked(demo_store)


def test_steps_add_up_to_the_score_and_the_unknown_to_the_high_end(demo_store, steps):
    results = asked(demo_store, "score_results")
    scored = 0
    for row in results.iloc[::EVERY].itertuples():
        found = explain(of_unit(steps, row.unit_code, row.profile))
        low = explain(of_unit(steps, row.unit_code, row.profile), "low")
        assert low.total == pytest.approx(row.low, abs=1e-9)
        assert low.total + low.unknown == pytest.approx(row.high, abs=1e-9)
        if row.score == row.score:
            scored += 1
            assert found.of == "score"
            assert found.total == pytest.approx(row.score, abs=1e-9)
            assert sum(step.possible for step in found.steps) == pytest.approx(100, abs=1e-6)
        else:
            assert found.of == "low"
    assert 50 < scored < len(results)


def test_a_contribution_is_weight_times_known_share_times_points_over_the_known_weight(
    steps, demo_store
):
    known = asked(demo_store, "score_results").set_index(["profile", "unit_code"])["known_weight"]
    for row in steps[steps["contribution"].notna()].itertuples():
        by_hand = row.w * row.k * (row.points if row.k else 0) / known[row.profile, row.unit_code]
        assert row.contribution == pytest.approx(by_hand, abs=1e-6)


def test_at_most_eight_rows_and_the_others_hold_the_rest(steps):
    found = explain(of_unit(steps, "03.061", "communal"))
    shown = found.shown()

    assert len(shown) == MOST_ROWS + 1
    assert shown[-1].row is None
    assert sum(step.points for step in shown) == pytest.approx(found.total, abs=1e-9)
    assert sum(step.unknown for step in shown) == pytest.approx(found.unknown, abs=1e-9)


def test_parts_and_indicators_of_a_change_add_up_to_the_difference(demo_store, steps):
    then = dt.datetime.combine(EARLIER, dt.time.max)
    known_then, known_now = (
        asked(demo_store, as_of=EARLIER, known_at=then),
        asked(demo_store, as_of=EARLIER),
    )
    arrived = facts = 0
    for unit in steps.loc[steps["profile"] == "communal", "unit_code"].unique()[::5]:
        moments = [of_unit(rows, unit, "communal") for rows in (known_then, known_now, steps)]
        change = compare(*moments)
        parts = change.arrived + change.facts
        assert change.before + parts == pytest.approx(change.after, abs=1e-9)
        assert change.method == 0
        assert sum(one.arrived for one in change.moved) == pytest.approx(change.arrived, abs=1e-9)
        assert sum(one.facts for one in change.moved) == pytest.approx(change.facts, abs=1e-9)
        arrived, facts = arrived + (change.arrived != 0), facts + (change.facts != 0)
    assert arrived
    assert facts


def test_the_same_day_twice_moved_nothing(steps):
    rows = of_unit(steps, "03.061.01.01")
    change = compare(rows, rows, rows)

    assert (change.arrived, change.facts, change.method) == (0, 0, 0)
    assert not [said for one in change.moved for said in moved_sentences(one, wording("en"))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_has_a_sentence_with_its_figures(steps, lang):
    words = wording(lang)
    for (unit, profile), rows in list(steps.groupby(["unit_code", "profile"]))[::EVERY]:
        for step in explain(rows).steps:
            said = step_sentence(step, words)
            assert getattr(step.row, f"indicator_{lang}") in said, (unit, profile)
            assert "nan" not in said
            if step.row.k:
                assert words.signed(step.points, 1) in said


def test_the_sentence_of_a_secretariat_says_whose_it_is(steps):
    rows = steps[(steps["indicator"] == "secretariat") & (steps["profile"] == "organisational")]
    leaves = rows[rows["grain"] == "commune"]
    said = {}
    for unit in leaves["unit_code"]:
        step = explain(of_unit(steps, unit)).steps[0]
        if step.row.k:
            said.setdefault(step.row.value, step_sentence(step, wording("en")))

    assert said[1.0].startswith("Local secretariat: own, in term: +")
    assert said[0.0].startswith("Local secretariat: none: 0 points of ")
