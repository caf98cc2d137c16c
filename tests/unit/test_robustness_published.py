"""The arithmetic reproduces figures that others printed, to the digits printed.

Sources:
  Handbook: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ISBN 978-92-64-04345-9:
    raw data of the Technology Achievement Index of 23 countries (table A.2), min-max of the years
    of school (table 15), correlations (table 6), Cronbach's alpha (section 4.3, table 11), the
    geometric example of section 6.11, ranks under two aggregations with equal weights (table 38),
    ranks without telephones and electricity and their absolute differences (table 41).
  Goalposts, and the index of Finland and the United States: Saisana, Saltelli and Tarantola,
    Journal of the Royal Statistical Society A 168 (2005), table 1 and section 4.1.
  COINr: the package's articles «Presenting Results» and «Sensitivity Analysis», ASEM example.

What the printed data round away is said where it shows. Monte Carlo outputs of either source stand
on draws that are not printed, and so cannot be reproduced.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.readiness.robustness.coherence import alpha, coherence
from dashboard.readiness.robustness.draws import base_draw
from dashboard.readiness.robustness.left_out import left_out
from dashboard.readiness.robustness.parts import Parts
from dashboard.readiness.robustness.ranks import quantiles, ranks
from dashboard.readiness.robustness.scoring import base_scores, lows

# country: patents, royalties, internet, exports, log telephones and electricity, school, university
TAI = {
    "Finland": (187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4),
    "United States": (289, 130, 179.1, 66.2, 3.00, 4.07, 12, 13.9),
    "Sweden": (271, 156.6, 125.8, 59.7, 3.10, 4.14, 11.4, 15.3),
    "Japan": (994, 64.6, 49, 80.8, 3.00, 3.86, 9.5, 10),
    "Korea": (779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2),
    "Netherlands": (189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5),
    "United Kingdom": (82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9),
    "Canada": (31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2),
    "Australia": (75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3),
    "Singapore": (8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2),
    "Germany": (235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4),
    "Norway": (103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2),
    "Ireland": (106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3),
    "Belgium": (72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6),
    "New Zealand": (103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1),
    "Austria": (165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6),
    "France": (205, 33.6, 36.4, 58.9, 2.97, 3.80, 7.9, 12.6),
    "Israel": (74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11),
    "Spain": (42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6),
    "Italy": (13, 9.8, 30.4, 51, 3.00, 3.65, 7.2, 13),
    "Czech Republic": (28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2),
    "Hungary": (26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7),
    "Slovenia": (105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6),
}
NAMES = ("patents", "royalties", "internet", "exports", "telephones", "electricity", "school",
         "university")  # fmt: skip
VALUES = np.array([*TAI.values()], dtype=float)
FLOORS = np.array([0, 0, 0, 0, np.log10(1), np.log10(22), 0.8, 0.1])
TARGETS = np.array([994, 272.6, 232.4, 80.8, np.log10(901), np.log10(6969), 12, 27.4])
# Table 38: geometric ranks of the countries above. Its linear ranks put Singapore eighth, Canada
# ninth and Australia tenth; everybody else stands in the order of table A.2.
LINEAR = [1, 2, 3, 4, 5, 6, 7, 9, 10, 8, *range(11, 24)]
GEOMETRIC = [2, 1, 3, 4, 16, 5, 6, 13, 14, 18, 8, 11, 7, 9, 17, 12, 10, 15, 19, 21, 23, 22, 20]
# Table 41.
WITHOUT_TWO = [1, 2, 3, 4, 5, 6, 7, 9, 10, 8, *range(11, 20), 22, 21, 20, 23]


def parts(position, *, pillar_of=None, units=None, names=None):
    """Complete data, equal weights: a pillar for each indicator unless said."""
    position = np.asarray(position, dtype=float)
    columns = position.shape[1]
    pillar_of = np.arange(columns) if pillar_of is None else np.asarray(pillar_of)
    pillars = int(pillar_of.max()) + 1
    return Parts(
        units=tuple(units or (str(n) for n in range(len(position)))),
        indicators=tuple(names or (f"i{n}" for n in range(columns))),
        pillars=tuple(f"p{n}" for n in range(pillars)),
        pillar_of=pillar_of,
        pillar_weights=np.ones(pillars),
        inner_weights=np.ones(columns),
        is_applicable=np.ones(position.shape, dtype=bool),
        known=np.ones(position.shape),
        position=position,
        highest_class=np.full(len(position), 5),
        is_held=np.ones(len(position), dtype=bool),
    )


def tai():
    return parts((VALUES - FLOORS) / (TARGETS - FLOORS), units=TAI, names=NAMES)


def multiplied(given, least_points=1.0):
    draw = replace(base_draw(given), is_geometric=np.array([True]))
    return lows(given, draw, least_points)[0]


@pytest.mark.parametrize(
    ("points", "printed"),
    [((21, 1, 1, 1), 2.14), ((21, 2, 1, 1), 2.54), ((6, 6, 6, 6), 6), ((6, 7, 6, 6), 6.23)],
)
def test_multiplying_gives_the_published_example(points, printed):
    given = parts([[one / 100 for one in points]])

    # The page cuts the digits off: 2.5457 is printed as 2.54 and 6.2357 as 6.23.
    assert np.floor(100 * multiplied(given)[0] + 1e-9) / 100 == printed


def test_the_published_example_is_worth_the_same_when_added():
    given = parts([[0.21, 0.01, 0.01, 0.01], [0.06] * 4])

    assert [*base_scores(given, 0.6).score] == [6, 6]


def test_taking_two_indicators_out_gives_the_published_shifts():
    less = tai().without("telephones").without("electricity")
    found = ranks(lows(less, base_draw(less), 0))[0]

    assert [*found] == WITHOUT_TWO
    assert [abs(a - b) for a, b in zip(found, LINEAR, strict=True)] == [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 0,
    ]  # fmt: skip


def test_min_max_is_the_published_one():
    school = VALUES[:, NAMES.index("school")]
    given = parts(((school - school.min()) / (school.max() - school.min()))[:, None])
    printed = [0.59, 1, 0.88, 0.49, 0.76, 0.47, 0.47, 0.92, 0.78, 0, 0.63, 0.98, 0.47, 0.45, 0.94,
               0.27, 0.16, 0.51, 0.04, 0.02, 0.49, 0.41, 0]  # fmt: skip

    assert [*(base_scores(given, 0.6).score / 100).round(2)] == printed


def test_correlations_are_the_published_ones():
    found = coherence(_ranged()).correlations
    printed = {
        ("patents", "royalties"): 0.13, ("patents", "internet"): -0.09,
        ("patents", "exports"): 0.45, ("patents", "school"): 0.22,
        ("patents", "university"): 0.08, ("royalties", "internet"): 0.46,
        ("royalties", "exports"): 0.25, ("royalties", "school"): 0.30,
        ("royalties", "university"): 0.06, ("internet", "exports"): -0.45,
        ("internet", "school"): 0.63, ("internet", "university"): 0.27,
        ("exports", "school"): -0.35, ("exports", "university"): -0.03,
        ("school", "university"): 0.08, ("internet", "electricity"): 0.84,
        ("telephones", "electricity"): 0.64,
    }  # fmt: skip

    assert {pair: round(found.loc[pair], 2) for pair in printed} == printed


def test_cronbachs_alpha_is_the_published_one():
    assert round(coherence(_ranged()).alpha, 2) == 0.70
    printed = (0.704, 0.645, 0.636, 0.774, 0.603, 0.624, 0.662, 0.706)
    found = [alpha(np.delete(VALUES, column, axis=1)) for column in range(len(NAMES))]

    # Telephones and electricity are printed as logarithms of two decimals: the third digit moves.
    assert found == pytest.approx(printed, abs=0.0015)
    assert round(found[NAMES.index("exports")], 3) == 0.774


def test_nested_equal_weights_give_coinrs_printed_index():
    printed = {  # Physical, ConEcFin, Political, Instit, P2P, Environ, Social, SusEcFin: Index
        "CHE": ((63.41, 32.87, 74.78, 85.94, 56.93, 77.21, 87.85, 56.88), 68.38),
        "NLD": ((64.87, 46.62, 84.55, 71.74, 41.92, 58.73, 86.58, 57.78), 64.82),
        "DNK": ((50.52, 30.43, 78.13, 75.35, 51.04, 69.83, 86.40, 61.29), 64.80),
        "NOR": ((58.18, 25.70, 80.03, 89.46, 33.80, 70.90, 87.00, 56.59), 64.47),
        "BEL": ((71.97, 48.22, 80.84, 75.60, 43.32, 53.01, 86.17, 50.09), 63.54),
        "SWE": ((51.51, 23.87, 80.98, 74.51, 38.50, 66.37, 87.74, 62.27), 63.00),
    }
    rows = [np.array(row) / 100 for row, _ in printed.values()]
    given = parts(rows, pillar_of=[0, 0, 0, 0, 0, 1, 1, 1], units=printed)
    found = base_scores(given, 0.6).score

    # The pillars are printed to two decimals: half a digit of theirs is half a digit here.
    assert [*found] == pytest.approx([index for _, index in printed.values()], abs=0.0101)
    assert [*ranks(found.to_numpy()[None, :])[0]] == [1, 2, 3, 4, 5, 6]


def test_what_is_left_out_alone_is_said_by_indicator():
    found = left_out(tai()).set_index("indicator")

    without = tai().without("patents")
    change = ranks(lows(without, base_draw(without), 0))[0] - np.array(LINEAR)
    assert found.loc["patents", "mean_shift"] == pytest.approx(np.abs(change).mean())
    assert found.loc["patents", "max_shift"] == np.abs(change).max()


def test_quantiles_are_ranks_that_were_reached():
    assert [*quantiles(np.array([[3, 1, 2, 2]]), (0.05, 0.5, 0.95))[0]] == [1, 2, 3]


def _ranged():
    """The data between their own ends, so that nothing is bounded: correlations are of the data."""
    least, most = VALUES.min(axis=0), VALUES.max(axis=0)
    return parts((VALUES - least) / (most - least), units=TAI, names=NAMES)
