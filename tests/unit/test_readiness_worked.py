"""The worked example at the end of indicators.md, by hand: communes A, B, C of province P.

As of and known at 2026-12-31, term 48 months. 10,000 adults: A 5,000, B 3,000, C 2,000, all rural.

ORGANISATIONAL (structures .45, activity .30, people .25)

Decisions: the region closed January to November 2026, the 11 months that lie in the last 12 months
and began more than 45 days ago: known, and none was due, so decisions_on_time is not applicable
everywhere and gives its weight to the rest of activity. Milestones: closed, none dated: likewise.
  Commune w: secretariat .27, mandate .09, agenda_late .09, recent_meeting .30, members .25.
  Province w: secretariat .27, mandate .09, agenda_late .09, activity .4 and .2 left of 1, so
  recent_meeting .30 x 4/6 = .20 and rotation .30 x 2/6 = .10, members .25.

A  K (seat: cercle L) covers it, founded 2024-03-10, in term to 2028-03-10.
   secretariat     another body's, in term         .5    k 1   .27 x  50 = 13.5
   mandate_current 1 in term / 1 founded           1     k 1   .09 x 100 =  9
   agenda_late     covered                         0     k 1   .09 x 100 =  9   (floor 1, target 0)
   recent_meeting  2026-11-20 is in the 90 days    1/1   k 1   .30 x 100 = 30
   members         published(60) = 60; 60/5000     12    k 1   .25 x 100 = 25   (bounded: target 5)
   known weight 1, score = low = high = 86.5, class 5, no cap. Facts of 2026-11-30 are 31 days
   old: fresh.
   reliability 100.
B  own body founded 2022-11-05: over since 2026-11-05. First planned for 2022-10-01, but founded.
   secretariat     own, out of term                .5    k 1   .27 x  50 = 13.5
   mandate_current 0 / 1                           0     k 1   .09 x   0 =  0
   agenda_late     covered                         0     k 1   .09 x 100 =  9
   recent_meeting  last 2026-09-15: 107 days; November, the one month wholly in the window that
                   began more than 45 days ago, is returned: none   0/1   k 1   .30 x 0 = 0
   members         published(7) = 5; 5/3000        1.667 k 1   .25 x 33.333 = 8.333
   known weight 1, score = low = high = 30.8333, class 2. reliability 100.
C  nothing names it and it never returned: structures and recent_meeting unknown, members unknown,
   decisions not applicable. known weight 0: not assessable, range 0 to 100, reliability 0.
P  k = 8,000 / 10,000 = .8 for what A and B know.
   secretariat     mean of .5 and .5               .5    k .8  .27 x 50   x .8 = 10.8
   mandate_current K in term, B's not: 1 / 2       .5    k .8  .09 x 50   x .8 =  3.6
   agenda_late     0 / 2                           0     k .8  .09 x 100  x .8 =  7.2
   recent_meeting  1 / 2 = .5, target .8           .5    k .8  .20 x 62.5 x .8 = 10
   rotation        region's meetings closed 11/11, none hosted   0   k 1   .10 x 0 = 0
   members         65 x 1000 / 8000                8.125 k .8  .25 x 100  x .8 = 20
   low = 51.6; known weight = .8 x .90 + .10 = .82; score = 51.6 / .82 = 62.926829;
   high = 51.6 + 18 = 69.6. Classes: score 3, low 3, high 3.
   Adults covered among the known: all, no cap.
   reliability = 100 x .82 = 82 (all fresh, no warning).

COMMUNAL (structures .20, activity .10, people .10, candidacies .30, polling .15, electorate .10,
response .05), of a reader who may see candidacies:
   seats_covered        P: 30/48 = .625, target .9 (uninominal): 69.4444 points;
                        inherited by A, B, C
   women_seats_covered  6/15 = .4: 40 points; inherited.   files_complete: expected empty: unknown
   stations_covered     B 7/8: 87.5; representatives_trained B 2/8: 25; A, C unknown; P: k = .3
   registration_rate    A .82: (.82 - .7)/.3 = .4: 40; B .966667: 88.8889; P 7000/8000 = .875:
                        58.3333
   constraints_closed   months 2025-11 to 2026-09 are wanted; communes returned October and November
                        2026 and the region's closing covers its own only: unknown everywhere,
                        whatever B's one closed constraint says
   liaison_answered     opened 60 to 425 days ago: 2025-11-01 to 2026-11-01; 12 months wanted,
                        10 closed (83 %): known; 1/2 = .5, target .7: 71.4286; inherited by the
                        communes
   advocacy_fed_back    180 to 545 days old: 2025-07-04 to 2026-07-04; 11 months wanted, 6 closed
                        (55 %): unknown
   w: secretariat .12, mandate .04, agenda .04, recent .10 (P .0666667, rotation .0333333),
   members .10, seats .18, women's .06, files .06, stations .105, trained .045, registration .10,
   constraints .03, liaison .01, advocacy .01.
A  6 + 4 + 4 + 10 + 10 + 12.5 + 2.4 + 4 + .714286 = 53.614286; known .75; score 71.485714;
   high 53.614286 + 25 = 78.614286; classes: score 4, low 3, high 4.
   reliability: own .12+.04+.04+.10+.10+.10 = .50, inherited (.18+.06+.01)/2 = .125: 62.5
B  6 + 0 + 4 + 0 + 3.333333 + 12.5 + 2.4 + 9.1875 + 1.125 + 8.888889 + .714286 = 48.149008;
   known .90; score 53.498898; high 58.149008; classes 3, 2, 3; reliability 100 (.65 + .125) = 77.5
C  inherited only: 12.5 + 2.4 + .714286 = 15.614286; known .25: not assessable; high 90.614286;
   reliability 12.5
P  .8 (6 + 2 + 4 + 4.166667 + 10) + 0 + 12.5 + 2.4 + .3 (9.1875 + 1.125) + .8 x 5.833333 + .714286
   = 20.933333 + 14.9 + 3.09375 + 4.666667 + .714286 = 44.308036;
   known = .8 x .366667 + .033333 + .24 + .3 x .15 + .8 x .10 + .01 = .701667; score 63.146845;
   high = 44.308036 + 29.833333 = 74.141369; classes 3, 2, 4;
   reliability 70.1667 (nothing inherited at P)
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from dashboard.paths import REFERENCE
from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, Store, commit

A, B, C, P, R, L = "09.1.01.01", "09.1.01.03", "09.1.01.05", "09.1", "09", "09.1.01"
E = "communal.2027"
AS_OF = dt.date(2026, 12, 31)
AT = dt.datetime(2026, 12, 1)
METHOD = ("indicators", "indicator_weights", "pillar_weights", "pillars", "classes", "method")
REGIONS_OWN = ("decisions", "directives", "liaison_requests", "advocacy_items", "milestones",
               "constraint_reports", "meetings")  # fmt: skip
PLACES = {
    "regions": f"code,name_fr,name_ar\n{R},R,R\n",
    "provinces": f"code,name_fr,name_ar,region_code\n{P},P,P,{R}\n",
    "cercles": f"code,name_fr,name_ar,region_code,province_code\n{L},L,L,{R},{P}\n",
    "communes": "code,name_fr,name_ar,region_code,province_code,cercle_code,milieu,adults_18_plus,"
    "population_2024,women_18_plus,men_18_plus\n"
    + "".join(
        f"{code},{name},{name},{R},{P},{L},rural,{adults},9000,{adults // 2},{adults // 2}\n"
        for code, name, adults in ((A, "A", 5000), (B, "B", 3000), (C, "C", 2000))
    ),
    "arrondissements": "code,name_fr,name_ar,region_code,province_code,commune_code,milieu,"
    "adults_18_plus,population_2024,women_18_plus,men_18_plus\n",
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def returns() -> list[dict[str, object]]:
    by_commune = [
        {"territory_code": unit, "table_name": table, "period": period}
        for unit in (A, B)
        for table in ("structures", "membership", "meetings", "constraint_reports")
        for period in ("2026-10", "2026-11")
    ]
    by_region = [
        {"territory_code": R, "table_name": table, "period": f"2026-{month:02}"}
        for table in REGIONS_OWN
        for month in range(1, 12)
    ]
    return by_commune + by_region


def facts() -> dict[str, list[dict[str, object]]]:
    body = {"kind": "local_secretariat", "number": 1, "reported_on": day("2026-11-30")}
    held = {"kind": "ordinary", "body_kind": "local_secretariat", "status": "held"}
    return {
        "structures": [
            {
                **body,
                "structure_id": "K",
                "unit_code": L,
                "covers": [A],
                "founded_on": day("2024-03-10"),
            },
            {
                **body,
                "structure_id": "BB",
                "unit_code": B,
                "first_planned_on": day("2022-10-01"),
                "planned_on": day("2022-10-01"),
                "founded_on": day("2022-11-05"),
            },
        ],
        "membership": [
            {"territory_code": A, "period": "2026-11", "members": 60},
            {"territory_code": B, "period": "2026-11", "members": 7},
        ],
        "meetings": [
            {**held, "meeting_id": "m1", "body_unit_code": L, "held_on": day("2026-11-20")},
            {**held, "meeting_id": "m2", "body_unit_code": B, "held_on": day("2026-09-15")},
        ],
        "returns": returns(),
        "elections": [{"election_id": E, "kind": "communal", "date_status": "expected"}],
        "seats": [{"election_id": E, "unit_code": P, "seats": 48, "seats_reserved_women": 15}],
        "candidacies": [
            {"election_id": E, "unit_code": P, "counted_on": day("2026-12-15"), "seats_covered": 30,
             "seats_reserved_women_covered": 6}
        ],
        "polling_coverage": [
            {"election_id": E, "territory_code": B, "counted_on": day("2026-12-01"), "stations": 8,
             "agents_assigned": 7, "agents_trained": 2}
        ],
        "electorate": [
            {"territory_code": A, "counted_on": day("2026-03-31"), "registered": 4100},
            {"territory_code": B, "counted_on": day("2026-03-31"), "registered": 2900},
        ],
        "constraint_reports": [
            {"constraint_id": "c1", "territory_code": B, "raised_on": day("2026-07-01"),
             "category": "organisation", "number": 1, "status": "closed",
             "closed_on": day("2026-09-20")}
        ],
        "liaison_requests": [
            {"request_id": f"l{n}", "territory_code": P, "sector_code": "justice", "number": n,
             "opened_on": day("2026-06-01"), "answered_on": answered}
            for n, answered in ((1, day("2026-07-15")), (2, None))
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("reference")
    for name in METHOD:
        shutil.copy(REFERENCE / f"{name}.csv", folder)
    for name, text in PLACES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    parts = tuple(
        Part(table, "upsert", tuple(Row(n, values) for n, values in enumerate(rows, 1)))
        for table, rows in facts().items()
    )
    with Store.open(None, reference=folder) as opened:
        commit(opened, [Batch(parts, "reported")], at=AT)
        yield opened


@pytest.fixture(scope="module")
def scores(store):
    rows = ask(store, "territory_score", as_of=AS_OF, known_at=AS_OF_TIME, scope=[R], territory=P)
    communes = ask(store, "readiness_map", as_of=AS_OF, known_at=AS_OF_TIME, scope=[R])
    return {
        row["unit_code"]: row for row in [*rows.to_dict("records"), *communes.to_dict("records")]
    }


AS_OF_TIME = dt.datetime(2026, 12, 31, 23)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (A, {"secretariat": 0.5, "mandate_current": 1, "agenda_late": 0, "recent_meeting": 1,
             "members_per_1000": 12}),
        (B, {"secretariat": 0.5, "mandate_current": 0, "agenda_late": 0, "recent_meeting": 0,
             "members_per_1000": 5 / 3}),
        (C, {}),
        (P, {"secretariat": 0.5, "mandate_current": 0.5, "agenda_late": 0, "recent_meeting": 0.5,
             "rotation": 0, "members_per_1000": 8.125}),
    ],
)  # fmt: skip
def test_values_and_weights_are_those_worked_by_hand(store, unit, expected):
    rows = ask(
        store, "territory_indicators", as_of=AS_OF, known_at=AS_OF_TIME, scope=[R], territory=unit
    )
    found = rows[rows.w.notna() & (rows.unit_code == unit)].set_index("indicator")
    known = found[found.k > 0]
    weights = {"secretariat": 0.27, "mandate_current": 0.09, "agenda_late": 0.09,
               "recent_meeting": 0.20 if unit == P else 0.30, "rotation": 0.10,
               "members_per_1000": 0.25}  # fmt: skip
    state = {"decisions_on_time": "not_applicable"} | (
        {"milestone_tasks": "not_applicable"} if unit == P else {}
    )
    values = {
        indicator: row.numerator / row.denominator if row.denominator else 0.0
        for indicator, row in known.iterrows()
        if unit != B or indicator != "members_per_1000"
    }

    assert values == pytest.approx({i: v for i, v in expected.items() if i in values})
    assert set(known.index) == set(expected)
    assert {i: found.w[i] for i in weights if i in found.index} == pytest.approx(
        {i: weights[i] for i in weights if i in found.index}
    )
    assert {i: s for i, s in found.state.items() if s == "not_applicable"} == state
    assert {found.k[i] for i in expected if i != "rotation"} <= ({0.8} if unit == P else {1.0})


def test_a_value_from_a_masked_count_is_said_masked_and_its_points_kept(store):
    rows = ask(
        store, "territory_indicators", as_of=AS_OF, known_at=AS_OF_TIME, scope=[R], territory=B
    )
    members = rows.set_index("indicator").loc["members_per_1000"]

    assert members.state == "masked"
    assert members.points == pytest.approx(
        100 / 3
    )  # published 5 of 3,000 adults, target 5 per 1,000


@pytest.mark.parametrize(
    ("unit", "score", "low", "high", "known", "classes", "reliability"),
    [
        (A, 86.5, 86.5, 86.5, 1, (5, 5, 5), 100),
        (B, 30.833333333, 30.833333333, 30.833333333, 1, (2, 2, 2), 100),
        (P, 62.926829268, 51.6, 69.6, 0.82, (3, 3, 3), 82),
    ],
)
def test_organisational_score(scores, unit, score, low, high, known, classes, reliability):
    row = scores[unit]

    assert (row["score"], row["low"], row["high"]) == pytest.approx((score, low, high))
    assert row["known_weight"] == pytest.approx(known)
    assert (row["class_of_score"], row["class_no"], row["class_high"]) == classes
    assert row["class_limited_by"] is None or row["class_limited_by"] != row["class_limited_by"]
    assert row["reliability"] == pytest.approx(reliability)
    assert row["warnings"] == 0


def test_c_of_which_nothing_is_known_is_not_assessable_and_never_zero(scores):
    row = scores[C]

    assert row["score"] != row["score"]
    assert (row["low"], row["high"], row["known_weight"], row["reliability"]) == (0, 100, 0, 0)
    assert row["state"] == "no_data"
    assert row["next_step"] == "send_return"


def test_next_steps_follow_from_the_facts(scores):
    assert scores[A]["next_step"] == "none"
    assert (scores[B]["next_step"], scores[B]["next_step_on"].date()) == (
        "renew",
        day("2026-11-05"),
    )


def test_headline_figures_count_the_known_only(store):
    rows = ask(store, "headline_figures", as_of=AS_OF, known_at=AS_OF_TIME, scope=[R])
    region = rows.set_index("unit_code").loc[R]

    assert (region.communes, region.communes_known) == (3, 2)
    assert (region.communes_own, region.communes_covered, region.communes_without) == (1, 2, 0)
    assert (region.adults_covered, region.adults_known, region.adults) == (8000, 8000, 10000)
    assert (region.bodies_founded, region.bodies_known, region.bodies_met) == (2, 2, 1)
    assert (region.members, region.members_margin) == (65, 2 + 4)  # 60 ± 2 and 5 ± 4


# indicator, unit, value, k, inherited, points
REPORTED = [
    *(("seats_covered", unit, 0.625, 1, unit != P, 69.444444444) for unit in (A, B, C, P)),
    *(("women_seats_covered", unit, 0.4, 1, unit != P, 40) for unit in (A, B, C, P)),
    ("stations_covered", B, 7 / 8, 1, False, 87.5),
    ("stations_covered", P, 7 / 8, 0.3, False, 87.5),
    ("representatives_trained", B, 2 / 8, 1, False, 25),
    ("representatives_trained", P, 2 / 8, 0.3, False, 25),
    ("registration_rate", A, 4100 / 5000, 1, False, 40),
    ("registration_rate", B, 2900 / 3000, 1, False, 88.888888889),
    ("registration_rate", P, 7000 / 8000, 0.8, False, 58.333333333),
    *(("liaison_answered", unit, 0.5, 1, unit != P, 71.428571429) for unit in (A, B, C, P)),
]


def communal_rows(store, question, **parameters):
    rows = ask(
        store,
        question,
        as_of=AS_OF,
        known_at=AS_OF_TIME,
        scope=[R],
        profile="communal",
        **parameters,
    )
    if "territory" in parameters:
        rows = rows[rows["unit_code"] == parameters["territory"]]
    return rows.set_index("indicator" if "indicator" in rows else "unit_code")


@pytest.fixture(scope="module")
def communal(store):
    return communal_rows(store, "score_series", sees_candidacies=True)


@pytest.mark.parametrize(("indicator", "unit", "value", "k", "is_inherited", "points"), REPORTED)
def test_reported_indicators_are_those_worked_by_hand(
    store, indicator, unit, value, k, is_inherited, points
):
    rows = communal_rows(store, "territory_indicators", sees_candidacies=True, territory=unit)
    row = rows.loc[indicator]

    assert (row.value, row.k, row.points) == pytest.approx((value, k, points))
    assert row.is_inherited == is_inherited


@pytest.mark.parametrize("unit", [A, B, C, P])
def test_what_no_return_says_is_unknown(store, unit):
    rows = communal_rows(store, "territory_indicators", sees_candidacies=True, territory=unit)

    assert {
        rows.state[i] for i in ("files_complete", "constraints_closed", "advocacy_fed_back")
    } == {"no_data"}


def test_who_may_not_see_candidacies_gets_the_figure_without_that_pillar(store):
    rows = communal_rows(store, "territory_indicators", territory=B)
    kept = rows[rows.pillar != "candidacies"]

    assert set(rows[rows.pillar == "candidacies"].state) == {"not_applicable"}
    assert kept.w.sum() == pytest.approx(1)
    assert rows.w["stations_covered"] == pytest.approx(0.105 / 0.7)


@pytest.mark.parametrize(
    ("unit", "score", "low", "high", "known", "classes", "reliability"),
    [
        (A, 71.485714286, 53.614285714, 78.614285714, 0.75, (4, 3, 4), 62.5),
        (B, 53.498897707, 48.149007937, 58.149007937, 0.90, (3, 2, 3), 77.5),
        (P, 63.146844, 44.308036, 74.141369, 0.701666667, (3, 2, 4), 70.166666667),
    ],
)
def test_communal_score_of_the_full_example(
    communal, unit, score, low, high, known, classes, reliability
):
    row = communal.loc[unit]

    assert (row.score, row.low, row.high) == pytest.approx((score, low, high), abs=1e-5)
    assert row.known_weight == pytest.approx(known)
    assert (row.class_no, row.class_low, row.class_high) == classes
    assert row.reliability == pytest.approx(reliability)


def test_communal_c_knows_only_what_is_inherited(communal):
    row = communal.loc[C]

    assert not row.is_assessable
    assert (row.low, row.high, row.known_weight) == pytest.approx(
        (15.614285714, 90.614285714, 0.25)
    )
    assert row.reliability == pytest.approx(12.5)
