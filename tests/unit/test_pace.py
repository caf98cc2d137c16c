"""The founding pace: against hand computation, against simulated histories, and when too little."""

from __future__ import annotations

import datetime as dt
import statistics
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import integrate, stats

from dashboard.planning.delays import delays
from dashboard.planning.method import living_rules, planning_method, population_bands
from dashboard.planning.neighbours import Located, Neighbour, distance_km, neighbours
from dashboard.planning.outlook import fan, month_ends_before, planned
from dashboard.planning.pace import Finish, finish, founding_pace, months_between, needed
from dashboard.planning.provinces import outlook

AS_OF = dt.date(2026, 12, 31)


def exact_poisson(n, months, share):
    """Garwood's interval, without a prior: what the other is held against."""
    tail = (1 - share) / 2
    low = stats.chi2.ppf(tail, 2 * n) / 2 / months if n else 0.0
    return low, stats.chi2.ppf(1 - tail, 2 * n + 2) / 2 / months


def province(**values):
    given = {"unit_code": "03.061", "places": 20, "places_known": 20, "covered": 10, "own": 9,
             "empty": 10, "without_own": 11, "months_known": 12.0, "foundings": 6}  # fmt: skip
    return SimpleNamespace(**(given | values))


def test_the_rate_is_the_gamma_of_the_prior_and_the_foundings():
    pace = founding_pace(6, 12.0)  # prior: 1 in 2 months, so 7 in 14

    found = pace.rate(0.8)

    assert pace.observed == 0.5
    assert (pace.shape, pace.months_with_prior) == (7, 14)
    # The integral of the density between the bounds, without the library's own quantiles.
    density = lambda x: 14**7 * x**6 * np.exp(-14 * x) / 720  # noqa: E731
    assert integrate.quad(density, found.low, found.high)[0] == pytest.approx(0.8, abs=1e-6)
    assert integrate.quad(density, 0, found.middle)[0] == pytest.approx(0.5, abs=1e-6)


def test_one_more_founding_follows_the_lomax_law():
    # One left: P(T > t) = (b / (b + t))^a, whose median is b (2^(1/a) - 1).
    pace = founding_pace(6, 12.0)

    assert pace.months_to(1, 0.8).middle == pytest.approx(14 * (2 ** (1 / 7) - 1))
    assert pace.chance(1, 3.0) == pytest.approx(1 - (14 / 17) ** 7)


def test_dates_and_counts_say_the_same():
    """Ten are founded by month m with the chance that at least ten are founded within m."""
    pace = founding_pace(6, 12.0)
    by_hand = 1 - sum(
        stats.nbinom.pmf(n, pace.shape, pace.months_with_prior / (pace.months_with_prior + 24))
        for n in range(10)
    )
    assert pace.chance(10, 24) == pytest.approx(by_hand)


def test_the_dates_carry_the_uncertainty_of_the_rate():
    draw = np.random.default_rng(5)
    pace = founding_pace(6, 12.0)
    rates = draw.gamma(pace.shape, 1 / pace.months_with_prior, 40_000)
    months = draw.gamma(10, 1 / rates)

    found = pace.months_to(10, 0.8)

    assert np.quantile(months, [0.1, 0.5, 0.9]) == pytest.approx(
        [found.low, found.middle, found.high], rel=0.03
    )


def test_on_500_histories_the_interval_holds_the_truth_of_rate_and_date(record_property):
    says, draw = planning_method(), np.random.default_rng(20250518)
    held_rate = held_date = 0
    widths, exact = [], []
    for rate in draw.gamma(says.prior_shape, 1 / says.prior_months, 500):
        months, remaining = float(draw.uniform(6, 12)), int(draw.integers(1, 30))
        pace = founding_pace(int(draw.poisson(rate * months)), months)
        found, when = pace.rate(0.8), pace.months_to(remaining, 0.8)
        held_rate += found.low <= rate <= found.high
        held_date += when.low <= draw.gamma(remaining, 1 / rate) <= when.high
        widths.append(found.high - found.low)
        low, high = exact_poisson(pace.foundings, months, 0.8)
        exact.append(high - low)

    said = (
        f"holds {held_rate / 5:.1f} % of rates, {held_date / 5:.1f} % of dates; median width "
        f"{statistics.median(widths):.3f} a month, exact Poisson {statistics.median(exact):.3f}"
    )
    record_property("pace", said)
    print(said)
    assert held_rate >= 390, said
    assert held_date >= 390, said
    assert statistics.median(widths) < statistics.median(exact)


@pytest.mark.parametrize(
    ("foundings", "months", "is_enough"), [(3, 6.0, True), (2, 12.0, False), (9, 5.9, False)]
)
def test_too_few_foundings_name_no_date(foundings, months, is_enough):
    found = outlook(
        province(foundings=foundings, months_known=months),
        provinces=1, as_of=AS_OF, until=dt.date(2027, 6, 30),
    )  # fmt: skip

    assert found.is_enough is is_enough
    assert (found.finish is None) is not is_enough
    assert (found.chance is None) is not is_enough
    assert found.needed == pytest.approx(10 / months_between(AS_OF, dt.date(2027, 6, 30)))


def test_unknown_places_are_not_empty_but_their_date_is_told():
    found = outlook(province(places_known=16), provinces=1, as_of=AS_OF, until=dt.date(2027, 6, 30))

    assert (found.empty, found.unknown) == (10, 4)
    assert found.finish.middle < found.finish_own.middle < found.finish_all.middle
    # 14 empty: as if the four unknown had none.
    assert found.finish_all == finish(founding_pace(6, 12.0), 14, AS_OF, 0.8)


def test_nothing_left_is_done_today_and_a_day_gone_by_needs_nothing():
    done = outlook(province(empty=0), provinces=1, as_of=AS_OF, until=AS_OF)

    assert done.finish == Finish(AS_OF, AS_OF, AS_OF)
    assert done.needed is None
    assert needed(5, AS_OF, AS_OF - dt.timedelta(days=1)) is None
    assert founding_pace(6, 12.0).chance(3, -1) == 0


def test_a_date_beyond_the_horizon_is_not_named():
    found = finish(founding_pace(3, 12.0), 40, AS_OF, 0.8)

    assert found.low is not None
    assert found.middle is None or found.middle.year < 2037
    assert found.high is None


def test_the_prior_of_the_region_is_the_sum_of_its_provinces():
    assert founding_pace(0, 0.0, provinces=9).months_with_prior == pytest.approx(2 / 9)
    assert founding_pace(0, 0.0).observed is None


def test_the_fan_starts_at_what_is_covered_and_never_passes_what_is_known_empty():
    found = fan(
        founding_pace(6, 12.0), covered=10, empty=8, as_of=AS_OF, until=dt.date(2027, 6, 30)
    )

    assert found.days[0] == AS_OF
    assert [one[0] for one in (found.low, found.middle, found.high)] == [10, 10, 10]
    for low, inner_low, middle, inner_high, high in zip(
        found.low, found.inner_low, found.middle, found.inner_high, found.high, strict=True
    ):
        assert 10 <= low <= inner_low <= middle <= inner_high <= high <= 18
    assert found.low[-1] == 18


def test_the_plan_adds_up_and_fills_no_more_than_is_empty():
    days = [dt.date(2027, 1, 10), dt.date(2027, 2, 10), dt.date(2027, 3, 10)]

    found = planned(list(zip(days, (1, 5, 1), strict=True)), covered=10, empty=4, as_of=AS_OF)

    assert list(found.days) == [AS_OF, *days]
    assert list(found.places) == [10, 11, 14, 14]


def test_month_ends_before_a_day():
    assert month_ends_before(dt.date(2026, 3, 10), 3) == [
        dt.date(2025, 12, 31), dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 10),
    ]  # fmt: skip


def test_delays_by_hand():
    """Five plans: two held in time, one after 10 days, one waiting 20 days, one after 30.

    Held by day 0: 2/5. By day 10: 1 - 3/5 × 2/3 = 3/5. The one that waits leaves at 20; by day 30
    the last at risk is held: 1. Greenwood at day 10: S² (2/(5·3) + 1/(3·2)) = 0.16 × 0.3 = 0.048.
    """
    found = delays([0, 0, 10, 20, 30], [True, True, True, False, True], 0.8)

    assert found.days == (0, 10, 30)
    assert found.held == pytest.approx((0.4, 0.6, 1.0))
    assert (found.in_time, found.held_within(29)) == pytest.approx((0.4, 0.6))
    assert (found.planned, found.founded, found.seen_days) == (5, 4, 30)
    z, waiting = 1.2815515655, 0.4
    spread = z * np.sqrt(0.048) / (waiting * -np.log(waiting))
    by_hand = 1 - waiting ** np.exp(-spread), 1 - waiting ** np.exp(spread)
    assert found.bounds_within(10) == pytest.approx(by_hand)


def test_delays_with_nothing_held_or_nothing_at_all():
    waiting = delays([5, 9], [False, False], 0.8)

    assert (waiting.planned, waiting.founded, waiting.days, waiting.seen_days) == (2, 0, (), 9)
    assert waiting.held_within(100) == 0
    assert delays([], [], 0.8).planned == 0


def test_a_plan_that_waits_is_not_left_out():
    """Leaving it out would make plans look better kept than they are."""
    with_it = delays([0, 10, 40], [True, True, False], 0.8).held_within(30)
    without = delays([0, 10], [True, True], 0.8).held_within(30)

    assert with_it == pytest.approx(2 / 3)
    assert without == 1


def test_reference_files_have_the_words_of_three_languages():
    for one in (*living_rules().values(), *population_bands().values()):
        assert all(one.name(language) for language in ("ar", "fr", "en"))
    assert all(rule.remedy("ar") for rule in living_rules().values())
    assert all(planning_method().notes.values())
    # The threshold of the meeting is that of the window whose silence is known.
    assert living_rules()["met_recently"].threshold == 90
    # Silence about returns never tips a body over.
    weights = {code: rule.weight for code, rule in living_rules().items()}
    others = sorted({weight for code, weight in weights.items() if code != "return_sent"})
    assert others[0] + weights["return_sent"] < planning_method().paper_from_weight


def test_a_degree_along_a_meridian_is_a_known_distance():
    # A quarter of a great circle of the mean radius: 6371.0088 × π / 2 = 10,007.56 km.
    assert distance_km(Located("a", 0, 0), Located("b", 0, 90)) == pytest.approx(
        10007.557, abs=0.01
    )
    assert distance_km(Located("a", -5, 34), Located("b", -5, 34)) == 0


def test_the_nearest_body_sponsors_until_it_has_enough():
    near, far = Located("near", 0.0, 0.0), Located("far", 3.0, 0.0)
    empty = [Located(f"e{n}", 0.1 * n, 0.0) for n in (1, 2, 3)]

    found = neighbours(empty, [near, far], most=2)

    assert [found[f"e{n}"].nearest for n in (1, 2, 3)] == ["near", "near", "near"]
    assert [found[f"e{n}"].sponsor for n in (1, 2, 3)] == ["near", "near", "far"]
    assert found["e3"].sponsor_km == pytest.approx(distance_km(empty[2], far))
    assert neighbours(empty, [near], most=2)["e3"].sponsor is None
    assert neighbours(empty, [], most=2)["e1"] == Neighbour()
