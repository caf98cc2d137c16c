"""A second world by hand: a commune that opens into arrondissements, as Fès does, near polling day.

Province P, 10,000 adults: F (6,000, urban, 200,000 inhabitants) opens into F1 (2,000), F2 (4,000).
X (4,000, rural, 6,000 inhabitants) is alone in cercle L. Constituency C holds F2 and X. As of
2027-05-20, term 48 months. Communal and arrondissement elections on 2027-05-30, nominations closed
on 2027-05-10: as of lies in the 30 days before that to polling, and in the 14 days before polling.

WHAT IS KNOWN
Bodies: K1 on F1, founded 2025-01-10: in term. KL on cercle L, so it covers X, founded 2022-03-01:
over since 2026-03-01. F2 returned structures: none there.
Meetings: K1 on 2027-05-02. X returned March and April, the two months of the window that count: KL,
which covers X only, did not meet; nor in 12 months: a warning on X, and on P, where cercle L lies.
Decisions: the region closed June 2026 to April 2027, all 11 months; F1's one was done in time.
Regional meetings closed likewise; one was hosted in X. Milestones closed, none dated: P's share of
the tasks is not applicable.
Members of April: F1 7, published 5; F2 21, published 20; cercle L 12, published 10.
Registered: F1 1,200; X 3,400. Constraints: X returned, one raised, closed in 61 days. Liaison
closed: two requests in P, one answered in 45 days. Advocacy: silence.
Communal: P counts 16 of 40 seats, 6 of 10 files, nothing of the 8 reserved seats; X counts 8 of 11
seats, none reserved, nothing of files. Polling stations: F1 10, 4 with a representative, 2 trained.
Arrondissement: F1 18 of 20 seats, none reserved, nothing of files; the same stations.
Legislative (no date published): C 3 seats of the 3 that the constituency has.

VALUES            F1     F2     F (adults)            X     P                           C (F2 and X)
secretariat       1      0      (1x2+0x4)/6 = 1/3     .25   mean(1/3, 1/4) = 7/24         1/8
mandate_current   1      0      1 of 1                0     1 of 2                        0 of 1
agenda_late       0      1      4/6                   0     mean(2/3, 0) = 1/3            1/2
recent_meeting    1      0      1 of 1                0     1 of 2 (target .8: 62.5)      0 of 1
decisions         1      n/a    1                     n/a   1 (k 6/6: only F had one)     n/a
rotation                                                    1                             1 of P
members/1,000     2.5    5      25/6,000 = 25/6       ?     35/10,000: with the cercle    30/8,000
seats_covered     .4 of P .4    .4 of P               8/11  .4; target .9x.4 + 1x.6 = .96
stations_covered  .4     ?      .4, partial           ?     .4, k 2,000/10,000
trained           .2     ?      .2                    ?     .2, k .2
registration      .6     ?      .6, partial           .85   4,600/6,000, k .6             .85, k .5
  of which the floor is that of who is known: P (2 x .4 + 4 x .7)/6 = .6, target .9
constraints       ?      ?      ?                     1     1, k .4                       1, k .5
liaison           .5 of P: 71.428571 points everywhere, inherited but at P

ORGANISATIONAL
F   .27x33.333 + .09x100 + .09x33.333 + .21x100 + .09x100 + .25x83.333 = 71.833333; class 4
F2  decisions give their weight to meetings: only members: .25x100 = 25; class 2, where
    its secretariat, known and 0, would hold it anyway
X   .27x25 + 0 + .09x100 + .30x0 = 15.75; known .75: score 21, high 40.75; reliability 75 x .9
P   activity without milestones .4, .2, .2 of .8: .27x29.167 + .09x50 + .09x66.667 + .15x62.5
    + .075x100 + .075x100 + .25x70 = 60.25; its warnings: (.6x1 + .4x.9) x .9 = .864

COMMUNAL
F1  20 + 7 + 3 + 5 + .18x41.667 + .06x60 + .105x40 + .045x20 + .10x66.667 + .01x71.429 = 58.580952;
    known .90; score 65.089947: class 3, held at 2 by seats (.4 < .5); reliability .65 + .25/2
F2  10 + 7.5 + 3.6 + .714286 = 21.814286; known .65; score 33.560440; high 56.814286 (class 3)
    held at 2: by its secretariat first; reliability .40 + .125
F   4 + 4 + 1.333 + 7 + 3 + 8.333 + 7.5 + 3.6 + 4.2 + .9 + 6.667 + .714 = 51.247619; known .90
X   no reserved seat: seats .225, files .075: 3 + 4 + .225x80.808 + .075x60 + 5 + 3 + .714
    = 38.396104; known .74; its own 8/11 is no cap; reliability (.655 + .085/2) x .9
P   3.5 + 2 + 2.667 + 3.125 + 2.5 + 2.5 + 7 + 7.5 + 3.6 + .2(4.2 + .9) + .6x5.556 + .4x3 + .714
    = 40.659286; known .752; held at 2 by seats, not at 3 by stations: the lowest cap
ARRONDISSEMENT
F1  20 + 7 + 3 + 5 + .225x90 + 4.2 + .9 + 6.667 + .714 = 67.730952; known .885; score 76.532149 is
    class 4, held at 3 by stations; X holds no arrondissement: no readiness
LEGISLATIVE
C   1.5 + 0 + 2 + .0667x0 + .0333x100 of P + 7.5 + .06x100 + .15x.5x50 + .03x.5x100 + .714
    = 26.297619; known .56: not assessable; reliability (.516667 + .043333/2) x (1 + .9)/2
"""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, Store, commit
from tests.small_reference import small_reference

R, P, L, F, F1, F2, X = (
    "09",
    "09.1",
    "09.1.81",
    "09.1.01.0",
    "09.1.01.01",
    "09.1.01.03",
    "09.1.81.01",
)
C = "legislative:c"
AS_OF = dt.date(2027, 5, 20)
AT = dt.datetime(2027, 5, 19)
METHOD = ("indicators", "indicator_weights", "pillar_weights", "pillars", "classes", "method")
ADULTS = "adults_18_plus,women_18_plus,men_18_plus\n"
COMMUNE = f"milieu,population_2024,{ADULTS}"
PLACES = {
    "regions": f"code,name_fr,name_ar,{ADULTS}{R},R,R,10000,5000,5000\n",
    "provinces": f"code,name_fr,name_ar,region_code,{ADULTS}{P},P,P,{R},10000,5000,5000\n",
    "cercles": f"code,name_fr,name_ar,region_code,province_code,{ADULTS}"
    f"{L},L,L,{R},{P},4000,2000,2000\n",
    "communes": f"code,name_fr,name_ar,region_code,province_code,cercle_code,{COMMUNE}"
    f"{F},F,F,{R},{P},,urban,200000,6000,3000,3000\n{X},X,X,{R},{P},{L},rural,6000,4000,2000,2000\n",
    "arrondissements": f"code,name_fr,name_ar,region_code,province_code,commune_code,{COMMUNE}"
    f"{F1},F1,F1,{R},{P},{F},urban,70000,2000,1000,1000\n"
    f"{F2},F2,F2,{R},{P},{F},urban,130000,4000,2000,2000\n",
    "constituencies": "id,kind,name_fr,name_ar,seats,seats_source,source\n"
    f"{C},legislative,C,C,3,s,s\n",
    "constituency_units": f"constituency_id,unit_code\n{C},{F2}\n{C},{X}\n",
}  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def months(first: str, last: str) -> list[str]:
    (y, m), (end_y, end_m) = (map(int, text.split("-")) for text in (first, last))
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(y * 12 + m - 1, end_y * 12 + end_m)]


def returned(unit: str, table: str, first: str, last: str = "2027-04") -> list[dict[str, object]]:
    return [
        {"territory_code": unit, "table_name": table, "period": one} for one in months(first, last)
    ]


def structures() -> list[dict[str, object]]:
    body = {"kind": "local_secretariat", "number": 1, "reported_on": day("2027-04-30")}
    return [
        {**body, "structure_id": "K1", "unit_code": F1, "founded_on": day("2025-01-10")},
        {**body, "structure_id": "KL", "unit_code": L, "founded_on": day("2022-03-01")},
    ]


def activity() -> dict[str, list[dict[str, object]]]:
    held = {"kind": "ordinary", "status": "held"}
    local = {**held, "body_kind": "local_secretariat"}
    regional = {**held, "body_kind": "regional_secretariat", "body_unit_code": R}
    return {
        "meetings": [
            {**local, "meeting_id": "m1", "body_unit_code": F1, "held_on": day("2027-05-02")},
            {**regional, "meeting_id": "m2", "held_on": day("2026-09-09"),
             "host_territory_code": X},
        ],
        "decisions": [
            {"decision_id": "d1", "meeting_id": "m2", "number": 1, "theme": "t", "summary": "s",
             "owner_function": "f", "territory_code": F1, "due_on": day("2027-01-31"),
             "done_on": day("2027-01-30"), "status": "done"},
        ],
        "membership": [
            {"territory_code": unit, "period": "2027-04", "members": members}
            for unit, members in ((F1, 7), (F2, 21), (L, 12))
        ],
        "returns": [
            *returned(F2, "structures", "2027-04"),
            *returned(X, "meetings", "2027-03"),
            *returned(X, "constraint_reports", "2026-04"),
            *returned(R, "decisions", "2026-06"),
            *returned(R, "meetings", "2026-06"),
            *returned(R, "milestones", "2027-04"),
            *returned(R, "liaison_requests", "2026-06"),
        ],
    }  # fmt: skip


def elections() -> dict[str, list[dict[str, object]]]:
    dated = {"date_status": "official", "polling_on": day("2027-05-30"), "source": "s",
             "nominations_close_on": day("2027-05-10")}  # fmt: skip
    counted = {"counted_on": day("2027-05-15")}
    near = {"counted_on": day("2027-05-10"), "stations": 10, "agents_assigned": 4}
    seats = {"is_estimate": False, "source": "s"}
    return {
        "elections": [
            {**dated, "election_id": "communal.2027", "kind": "communal"},
            {**dated, "election_id": "arrondissement.2027", "kind": "arrondissement"},
            {"election_id": "legislative.2027", "kind": "legislative", "source": "s"},
        ],
        "seats": [
            {**seats, "election_id": election, "unit_code": unit, "seats": number,
             "seats_reserved_women": women}
            for election, unit, number, women in (
                ("communal.2027", P, 40, 8), ("communal.2027", X, 11, 0),
                ("arrondissement.2027", F1, 20, 0),
            )
        ],
        "candidacies": [
            {**counted, "election_id": "communal.2027", "unit_code": P, "seats_covered": 16,
             "files_expected": 10, "files_complete": 6},
            {**counted, "election_id": "communal.2027", "unit_code": X, "seats_covered": 8},
            {**counted, "election_id": "arrondissement.2027", "unit_code": F1, "seats_covered": 18},
            {**counted, "election_id": "legislative.2027", "unit_code": C, "seats_covered": 3},
        ],
        "polling_coverage": [
            {**near, "election_id": election, "territory_code": F1, "agents_trained": 2}
            for election in ("communal.2027", "arrondissement.2027")
        ],
        "electorate": [
            {"territory_code": unit, "counted_on": day("2027-03-31"), "registered": registered}
            for unit, registered in ((F1, 1200), (X, 3400))
        ],
    }  # fmt: skip


def response() -> dict[str, list[dict[str, object]]]:
    asked = {"sector_code": "employment", "channel": "letter", "summary": "s", "number": 1}
    return {
        "constraint_reports": [
            {"constraint_id": "c1", "raised_on": day("2026-06-01"), "territory_code": X,
             "category": "resources", "number": 1, "summary": "s", "status": "closed",
             "closed_on": day("2026-08-01")},
        ],
        "liaison_requests": [
            {**asked, "request_id": "l1", "territory_code": X, "opened_on": day("2026-10-01"),
             "status": "answered", "answered_on": day("2026-11-15")},
            {**asked, "request_id": "l2", "territory_code": P, "opened_on": day("2026-12-01"),
             "status": "open"},
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small_reference(tmp_path_factory.mktemp("reference"), METHOD, PLACES)


@pytest.fixture(scope="module")
def store(folder):
    facts = {"structures": structures(), **activity(), **elections(), **response()}
    with Store.open(None, reference=folder) as opened:
        give(opened, facts)
        yield opened


def give(store, facts):
    parts = tuple(
        Part(table, "upsert", tuple(Row(n, values) for n, values in enumerate(rows, 1)))
        for table, rows in facts.items()
    )
    commit(store, [Batch(parts, "reported")], at=AT)


def asked(store, name, profile):
    return ask(
        store, name, as_of=AS_OF, known_at=dt.datetime(2027, 5, 20), scope=[R], profile=profile,
        sees_candidacies=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def values(store):
    kinds = ("communal", "legislative")
    return {
        (kind, row.unit_code, row.indicator): row
        for kind in kinds
        for row in asked(store, "indicator_map", kind).itertuples()
    }


@pytest.mark.parametrize(
    ("indicator", "unit", "value", "k", "is_inherited"),
    [
        ("secretariat", F, 1 / 3, 1, False),
        ("secretariat", X, 0.25, 1, False),
        ("secretariat", P, 7 / 24, 1, False),
        ("mandate_current", P, 0.5, 1, False),
        ("agenda_late", F, 2 / 3, 1, False),
        ("agenda_late", P, 1 / 3, 1, False),
        ("recent_meeting", X, 0, 1, False),
        ("recent_meeting", P, 0.5, 1, False),
        ("decisions_on_time", P, 1, 1, False),
        ("rotation", P, 1, 1, False),
        ("members_per_1000", F, 25 / 6, 1, False),
        ("members_per_1000", P, 3.5, 1, False),
        ("seats_covered", F1, 0.4, 1, True),
        ("seats_covered", X, 8 / 11, 1, False),
        ("files_complete", X, 0.6, 1, True),
        ("stations_covered", F, 0.4, 1, False),
        ("stations_covered", P, 0.4, 0.2, False),
        ("representatives_trained", P, 0.2, 0.2, False),
        ("registration_rate", F, 0.6, 1, False),
        ("registration_rate", P, 4600 / 6000, 0.6, False),
        ("constraints_closed", P, 1, 0.4, False),
        ("liaison_answered", F2, 0.5, 1, True),
        ("liaison_answered", P, 0.5, 1, False),
    ],
)
def test_communal_values_worked_by_hand(values, indicator, unit, value, k, is_inherited):
    row = values["communal", unit, indicator]

    assert (row.value, row.k, row.is_inherited) == pytest.approx((value, k, is_inherited))


@pytest.mark.parametrize(
    ("indicator", "value", "k", "is_inherited"),
    [
        ("secretariat", 1 / 8, 1, False),
        ("agenda_late", 1 / 2, 1, False),
        ("recent_meeting", 0, 1, False),
        ("members_per_1000", 3.75, 1, False),
        ("rotation", 1, 1, True),
        ("seats_covered", 1, 1, False),
        ("registration_rate", 0.85, 0.5, False),
        ("constraints_closed", 1, 0.5, False),
    ],
)
def test_values_of_a_constituency(values, indicator, value, k, is_inherited):
    row = values["legislative", C, indicator]

    assert (row.value, row.k, row.is_inherited) == pytest.approx((value, k, is_inherited))


@pytest.mark.parametrize(
    ("unit", "indicator", "state"),
    [
        (F1, "members_per_1000", "masked"),
        (X, "members_per_1000", "no_data"),
        (X, "women_seats_covered", "not_applicable"),
        (F1, "women_seats_covered", "no_data"),
        (F2, "decisions_on_time", "not_applicable"),
        (P, "milestone_tasks", "not_applicable"),
        (F2, "stations_covered", "no_data"),
        (P, "advocacy_fed_back", "no_data"),
    ],
)
def test_what_is_masked_unknown_or_not_applicable(values, unit, indicator, state):
    row = values.get(("communal", unit, indicator))  # of what nobody reported there is no row

    assert (row.state if row else "no_data") == state


def test_what_only_some_arrondissements_report_is_said_partial(values):
    assert values["communal", F, "stations_covered"].is_partial
    assert values["communal", F, "registration_rate"].is_partial


@pytest.mark.parametrize(
    ("profile", "unit", "score", "low", "high", "known", "classes", "limited_by", "reliability"),
    [
        ("organisational", F, 71.833333333, 71.833333333, 71.833333333, 1, (4, 4, 4), None, 100),
        ("organisational", F2, 25, 25, 25, 1, (2, 2, 2), None, 100),
        ("organisational", X, 21, 15.75, 40.75, 0.75, (1, 1, 2), None, 67.5),
        ("organisational", P, 60.25, 60.25, 60.25, 1, (3, 3, 3), None, 86.4),
        ("communal", F1, 65.089947090, 58.580952381, 68.580952381, 0.90, (2, 2, 2),
         "seats_covered", 77.5),
        ("communal", F2, 33.560439560, 21.814285714, 56.814285714, 0.65, (2, 1, 2),
         "secretariat", 52.5),
        ("communal", F, 56.941798942, 51.247619048, 61.247619048, 0.90, (2, 2, 2),
         "seats_covered", 77.5),
        ("communal", X, 51.886627, 38.396103896, 64.396103896, 0.74, (3, 2, 3), None, 62.775),
        ("communal", P, 54.068199088, 40.659285714, 65.459285714, 0.752, (2, 2, 2),
         "seats_covered", 64.9728),
        ("arrondissement", F1, 76.532149583, 67.730952381, 79.230952381, 0.885, (3, 3, 3),
         "stations_covered", 88),
    ],
)  # fmt: skip
def test_scores_worked_by_hand(
    store, profile, unit, score, low, high, known, classes, limited_by, reliability
):
    row = asked(store, "score_series", profile).set_index("unit_code").loc[unit]

    assert (row.score, row.low, row.high) == pytest.approx((score, low, high), abs=1e-5)
    assert row.known_weight == pytest.approx(known)
    assert (row.class_no, row.class_low, row.class_high) == classes
    assert (row.class_limited_by if row.class_limited_by == row.class_limited_by else None) == (
        limited_by
    )
    assert row.reliability == pytest.approx(reliability)


def test_a_constituency_of_which_too_little_is_known_is_not_assessable(store):
    row = asked(store, "score_series", "legislative").set_index("unit_code").loc[C]

    assert not row.is_assessable
    assert (row.low, row.high, row.known_weight) == pytest.approx((26.297619, 70.297619, 0.56))
    assert row.reliability == pytest.approx(51.141667)


def test_a_commune_has_no_readiness_for_the_election_of_arrondissements(store):
    rows = asked(store, "score_series", "arrondissement").set_index("unit_code")

    assert rows.state[X] == "not_applicable"
    assert rows.score[X] != rows.score[X]


ELECTION = [{"election_id": "legislative.2027", "kind": "legislative", "source": "s"}]


@pytest.mark.parametrize(("said_by", "states"), [((F, X, C), ["not_applicable"]), ((F, C), [])])
def test_nothing_to_measure_holds_where_one_layer_says_it_of_all(folder, said_by, states):
    """F and X are all of P. F and C reach all of it too, but no layer alone: nothing is said."""
    nothing = {"counted_on": day("2027-05-15"), "seats_covered": 0, "files_expected": 0,
               "election_id": "legislative.2027"}  # fmt: skip
    rows = [{**nothing, "unit_code": unit} for unit in said_by]
    with Store.open(None, reference=folder) as other:
        give(other, {"elections": ELECTION, "candidacies": rows})
        found = asked(other, "indicator_map", "legislative")
    of_files = found[(found.indicator == "files_complete") & (found.unit_code == P)]

    assert [*of_files.state] == states


def test_a_commune_that_reports_never_makes_its_province_less_fresh(folder):
    """Fresh as the mean by adults: X (4,000) 1, F (6,000) (1,600 - 1,095) / 1,200 = .420833."""
    fresh = {"territory_code": X, "counted_on": AS_OF, "registered": 3400}
    old = {"territory_code": F, "counted_on": day("2024-05-20"), "registered": 3000}
    reliability = []
    with Store.open(None, reference=folder) as other:
        for row in (fresh, old):
            give(other, {"electorate": [row]})
            found = asked(other, "indicator_map", "communal").set_index(["indicator", "unit_code"])
            reliability.append(found.reliability["registration_rate", P])

    assert reliability == pytest.approx([40, 40 + 60 * 0.4208333333])
