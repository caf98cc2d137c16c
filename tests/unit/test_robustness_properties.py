"""What must hold of the scoring arithmetic, under any method that may be drawn (indicators.md)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

from dashboard.readiness.robustness.choices import choices
from dashboard.readiness.robustness.draws import GROUPS, base_draw, concentration, random_draws
from dashboard.readiness.robustness.parts import NOWHERE, Parts
from dashboard.readiness.robustness.ranks import quantiles, ranks
from dashboard.readiness.robustness.scoring import (
    base_scores,
    classes_of,
    known_weights,
    lows,
)

PILLAR_OF = np.array([0, 0, 0, 1, 1, 2])
SHAPE = (4, len(PILLAR_OF))
SHARES = st.floats(0, 1).map(lambda x: round(x, 3))
EXACT = 1e-9


@st.composite
def parts(draw):
    is_applicable = draw(arrays(bool, SHAPE, elements=st.sampled_from([True, True, True, False])))
    known = draw(arrays(float, SHAPE, elements=st.sampled_from([0, 0.3, 1, 1, 1]))) * is_applicable
    position = draw(arrays(float, SHAPE, elements=st.floats(-0.5, 1.5)))
    return Parts(
        units=tuple("ABCD"),
        indicators=tuple("uvwxyz"),
        pillars=("p", "q", "r"),
        pillar_of=PILLAR_OF,
        pillar_weights=np.array([0.45, 0.3, 0.25]),
        inner_weights=np.array([0.6, 0.2, 0.2, 0.7, 0.3, 1]),
        is_applicable=is_applicable,
        known=known,
        position=np.where(known > 0, position, NOWHERE),
        highest_class=draw(arrays(np.int64, SHAPE[0], elements=st.sampled_from([2, 3, 5]))),
        is_held=np.ones(SHAPE[0], dtype=bool),
    )


def methods(given_parts, seed, count=6):
    return random_draws(given_parts, choices(), np.random.default_rng(seed), count)


CELLS = st.tuples(st.integers(0, SHAPE[0] - 1), st.integers(0, SHAPE[1] - 1))


@settings(deadline=None)
@given(parts(), CELLS, st.floats(0, 1), st.integers(0, 99))
def test_moving_a_value_towards_its_target_never_lowers_anything(before, cell, step, seed):
    better = before.position.copy()
    if before.known[cell]:
        better[cell] += step
    after = replace(before, position=better)
    draws = methods(before, seed)

    assert np.all(lows(after, draws, 1) >= lows(before, draws, 1) - EXACT)
    assert np.all(_scores(after) >= _scores(before) - EXACT)


@settings(deadline=None)
@given(parts(), CELLS, st.floats(-0.5, 1.5), st.integers(0, 99))
def test_reporting_never_lowers_the_low_end_and_never_raises_the_high_one(
    before, cell, value, seed
):
    known, position = before.known.copy(), before.position.copy()
    if before.is_applicable[cell] and not known[cell]:
        known[cell], position[cell] = 1, value
    after = replace(before, known=known, position=position)
    draws = methods(before, seed)

    assert np.all(lows(after, draws, 1) >= lows(before, draws, 1) - EXACT)
    assert np.all(base_scores(after, 0).high <= base_scores(before, 0).high + 4 * EXACT)


@settings(deadline=None)
@given(parts())
def test_the_range_holds_the_score_and_stays_between_0_and_100(some):
    found = base_scores(some, EXACT)
    known = found[found.score.notna()]

    assert (known.low <= known.score + EXACT).all()
    assert (known.score <= known.high + EXACT).all()
    assert found.low.between(0, 100).all()
    assert found.high.between(-EXACT, 100 + EXACT).all()


@settings(deadline=None)
@given(parts(), st.integers(0, 99))
def test_weights_sum_to_one_after_what_is_not_applicable(some, seed):
    everything = replace(some, known=some.is_applicable.astype(float))
    found = known_weights(everything, methods(some, seed))

    measured = some.is_applicable.any(axis=1).astype(float)

    assert found == pytest.approx(np.broadcast_to(measured, found.shape))


@settings(deadline=None)
@given(parts(), st.integers(0, 99))
def test_draws_are_methods(some, seed):
    draws = methods(some, seed, 50)

    assert draws.pillar.sum(axis=1) == pytest.approx(1)
    for pillar in range(3):
        assert draws.inner[:, pillar == PILLAR_OF].sum(axis=1) == pytest.approx(1)
    assert np.abs(draws.floor_shift).max() <= choices().goalpost_shift
    assert np.abs(draws.target_shift).max() <= choices().goalpost_shift


@settings(deadline=None)
@given(arrays(float, (5, 7), elements=st.integers(0, 20).map(float)))
def test_ranks_are_those_of_a_slow_ranking(values):
    slow = [rankdata(-row, method="min") for row in values]

    assert np.array_equal(ranks(values), slow)


def test_ends_that_agree_to_nine_decimals_are_one_rank():
    assert [*ranks(np.array([[50, 50 + 1e-11, 49.999]]))[0]] == [1, 1, 3]


@settings(deadline=None)
@given(arrays(np.int32, (3, 40), elements=st.integers(1, 9)), SHARES)
def test_quantiles_are_the_smallest_rank_that_the_share_reaches(values, share):
    for row, found in zip(values, quantiles(values, (share,)), strict=True):
        reached = (row <= found[0]).mean()
        assert reached >= share - EXACT
        assert found[0] == row.min() or (row < found[0]).mean() < share


@settings(deadline=None)
@given(parts(), st.integers(0, 99))
def test_taking_every_group_from_other_draws_gives_the_other_draws(some, seed):
    one, other = methods(some, seed), methods(some, seed + 1000)
    mixed = one
    for group in GROUPS:
        mixed = mixed.taking(group, other)

    assert np.array_equal(lows(some, mixed, 1), lows(some, other, 1))


def test_a_weight_of_average_size_spreads_as_the_setting_says():
    rng = np.random.default_rng(1)
    shares = rng.dirichlet(np.full(5, concentration(5, 0.2) / 5), 200_000)

    assert shares.std(axis=0) / shares.mean(axis=0) == pytest.approx(0.2, rel=0.01)


def test_drawn_weights_average_to_those_of_the_method():
    some = _worked()
    draws = random_draws(some, choices(), np.random.default_rng(1), 100_000)

    assert draws.pillar.mean(axis=0) == pytest.approx(some.pillar_weights, rel=0.01)
    spread = draws.pillar.std(axis=0) / draws.pillar.mean(axis=0)
    # sqrt((1 - p) / p / 50) of .45, .30, .25
    assert spread == pytest.approx([0.1563, 0.2160, 0.2449], rel=0.02)


def test_a_cap_acts_on_the_class_and_nothing_else():
    low = np.array([[86.0, 86.0, 24.9999999999, 25.0]])

    bounds = np.array([0, 25, 50, 70, 85])

    assert [*classes_of(low, bounds, np.array([5, 2, 5, 5]))[0]] == [5, 2, 2, 2]


def test_multiplied_by_hand():
    """Pillars 100, 0 (at least 1), and unknown (at least 1): 100^.45 x 1^.30 x 1^.25 = 7.943."""
    some = _worked()
    draw = replace(base_draw(some), is_geometric=np.array([True]))

    assert lows(some, draw, 1)[0] == pytest.approx([100**0.45])
    assert lows(some, base_draw(some), 1)[0] == pytest.approx([45])


def test_goalposts_moved_by_hand():
    """Value .5 between 0 and 1; floor .1 higher, target .1 lower: (.5 - .1) / (.9 - .1) = .5."""
    some = replace(_worked(), position=np.array([[0.5] * 3 + [0.2] * 3]), known=np.ones((1, 6)))
    moved = replace(
        base_draw(some), floor_shift=np.full((1, 6), 0.1), target_shift=np.full((1, 6), -0.1)
    )

    assert lows(some, moved, 1)[0] == pytest.approx([100 * (0.45 * 0.5 + 0.55 * 0.125)])


def _worked():
    known = np.array([[1.0, 1, 1, 1, 1, 0]])
    return Parts(
        units=("A",), indicators=tuple("uvwxyz"), pillars=("p", "q", "r"), pillar_of=PILLAR_OF,
        pillar_weights=np.array([0.45, 0.3, 0.25]),
        inner_weights=np.array([0.6, 0.2, 0.2, 0.7, 0.3, 1]),
        is_applicable=np.ones((1, 6), dtype=bool), known=known,
        position=np.array([[1.0, 1, 1, 0, 0, NOWHERE]]), highest_class=np.array([5]),
        is_held=np.array([True]),
    )  # fmt: skip


def _scores(some):
    return base_scores(some, EXACT).score.fillna(0).to_numpy()
