"""The best use of the days: as good as every choice tried, the same each time, within the days."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.readiness.bundles import Bundle, Unit
from dashboard.readiness.gains import Gain, Standing
from dashboard.readiness.portfolio import best_portfolio, worth


def gain(code, adults, days, points, grain="commune", name="hold_meeting"):
    unit = Unit(code, grain, "03.1", adults, "hold_meeting", {})
    before, after = (Standing(low, low, low, 1, None) for low in (0.0, points))
    return Gain(Bundle(unit, (name,), days, {}, {}), before, after, after)


bundles = st.tuples(
    st.integers(1, 40).map(lambda n: n / 4), st.floats(0, 60, allow_nan=False, width=16)
)
communes = st.tuples(st.integers(500, 50_000), st.lists(bundles, min_size=1, max_size=4))
worlds = st.lists(communes, min_size=1, max_size=5)


def choices(world):
    return [
        [gain(f"c{n}", adults, *one, name=f"a{k}") for k, one in enumerate(offers)]
        for n, (adults, offers) in enumerate(world)
    ]


@settings(max_examples=150, deadline=None)
@given(world=worlds, budget=st.integers(0, 40))
def test_nothing_tried_by_hand_is_better(world, budget):
    by_commune = choices(world)
    tried = product(*([None, *offers] for offers in by_commune))
    within = [
        [one for one in some if one]
        for some in tried
        if sum(one.bundle.days for one in some if one) <= budget
    ]
    best = max(sum(worth(one) for one in some) for some in within)

    found = best_portfolio([one for offers in by_commune for one in offers], budget)

    assert found.is_proven
    assert found.gap == 0
    assert abs(found.value - best) <= 1e-6 * max(1, best)
    assert found.days <= budget
    codes = [one.bundle.unit.code for one in found.chosen]
    assert len(codes) == len(set(codes))


def test_the_choice_does_not_depend_on_the_order_it_is_given_in():
    offers = [gain(f"c{n}", 1000, 1 + n % 3, 10 + n % 4) for n in range(30)]
    first, second = best_portfolio(offers, 17), best_portfolio(offers[::-1], 17)

    assert first == second
    assert first.days <= 17


def test_what_brings_nothing_is_not_chosen_and_provinces_are_left_out():
    nothing = gain("c1", 1000, 1, 0)
    province = gain("03.1", 90_000, 1, 50, grain="province")

    assert best_portfolio([nothing, province], 10).chosen == ()


def test_adults_decide_between_equal_points():
    small, large = gain("c1", 1000, 5, 20), gain("c2", 9000, 5, 20)

    found = best_portfolio([small, large], 5)

    assert [one.bundle.unit.code for one in found.chosen] == ["c2"]
    assert found.value == 9000 * 20
    assert found.points_per_adult == 20
