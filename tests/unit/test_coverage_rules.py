"""Coverage, life and living rules, worked out by hand on a small world.

Province P has the cercle L with the communes X (1,000 adults) and Y (3,000), the commune Z (2,000)
outside it, and F (6,000) which opens into the arrondissements F1 (2,000) and F2 (4,000), as Fès
does. As-of is 31 December 2026; terms last 48 months.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, commit
from tests.lakes import a_store
from tests.small_reference import small_reference

R, P, L, X, Y, Z, F, F1, F2 = (
    "09", "09.1", "09.1.81", "09.1.81.01", "09.1.81.03", "09.1.01.05",
    "09.1.01.0", "09.1.01.01", "09.1.01.03",
)  # fmt: skip
AS_OF = dt.date(2026, 12, 31)
KNOWN = dt.datetime(2027, 6, 1)
METHOD = (
    "indicators", "indicator_weights", "pillar_weights", "pillars", "classes", "method",
    "living_rules", "planning_method", "population_bands",
)  # fmt: skip
PLACES = {
    "constituencies": "id,kind,name_fr,name_ar\n",
    "regions": f"code,name_fr,name_ar\n{R},R,R\n",
    "provinces": f"code,name_fr,name_ar,region_code\n{P},P,P,{R}\n",
    "cercles": f"code,name_fr,name_ar,region_code,province_code\n{L},L,L,{R},{P}\n",
    "communes": "code,name_fr,name_ar,region_code,province_code,cercle_code,milieu,"
    "population_2024,adults_18_plus,women_18_plus,men_18_plus\n"
    f"{X},X,X,{R},{P},{L},urban,1500,1000,500,500\n"
    f"{Y},Y,Y,{R},{P},{L},rural,5000,3000,1500,1500\n"
    f"{Z},Z,Z,{R},{P},,rural,4999,2000,1000,1000\n"
    f"{F},F,F,{R},{P},,urban,50001,6000,3000,3000\n",
    "arrondissements": "code,name_fr,name_ar,region_code,province_code,commune_code,milieu,"
    "population_2024,adults_18_plus,women_18_plus,men_18_plus\n"
    f"{F1},F1,F1,{R},{P},{F},urban,20000,2000,1000,1000\n"
    f"{F2},F2,F2,{R},{P},{F},urban,30001,4000,2000,2000\n",
}


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    return small_reference(tmp_path_factory.mktemp("reference"), METHOD, PLACES)


@pytest.fixture
def store(store_kind, reference):
    with a_store(store_kind, reference) as opened:
        yield opened


def day(text):
    return dt.date.fromisoformat(text)


def give(store, table, *rows, at=dt.datetime(2026, 1, 1)):
    part = Part(table, "upsert", tuple(Row(n, row, ()) for n, row in enumerate(rows, 1)), None)
    commit(store, [Batch((part,), "reported")], at=at)


def body(seat, **values):
    dated = {
        name: [day(one) for one in value] if name == "renewals" else day(value)
        for name, value in values.items()
        if name.endswith(("_on", "_since")) or name == "renewals"
    }
    given = {"structure_id": f"s.{seat}.{values.get('number', 1)}", "number": 1}
    given |= {"kind": "local_secretariat", "unit_code": seat, "reported_on": day("2026-11-30")}
    return given | values | dated


def met(seat, on):
    return {
        "meeting_id": f"m.{seat}.{on}", "kind": "ordinary", "body_kind": "local_secretariat",
        "body_unit_code": seat, "status": "held", "held_on": day(on),
    }  # fmt: skip


def returned(unit, table, *periods):
    return [{"territory_code": unit, "table_name": table, "period": one} for one in periods]


def rows(store, question, as_of=AS_OF, **parameters):
    asked = {"scope": [R]} if question != "target_days" else {}
    return ask(store, question, as_of=as_of, known_at=KNOWN, **asked, **parameters)


def by(found, *keys):
    names = keys if len(keys) > 1 else keys[0]
    return {
        (tuple(getattr(row, key) for key in keys) if len(keys) > 1 else getattr(row, names)): row
        for row in found.itertuples()
    }


def known(value):
    return None if pd.isna(value) else value


def life(store, seat, as_of=AS_OF):
    found = by(rows(store, "body_life", as_of), "structure_id")
    return found[f"s.{seat}.1"]


def rules(store, seat, as_of=AS_OF):
    found = rows(store, "body_rules", as_of)
    here = found[found["structure_id"] == f"s.{seat}.1"]
    return dict(zip(here["rule_id"], here["state"], strict=True))


def test_a_cercles_body_covers_its_communes_and_an_own_one_stands_beside_it(store):
    give(
        store, "structures",
        body(L, founded_on="2025-03-01"), body(X, founded_on="2025-05-01"),
        body(F1, founded_on="2026-02-01"), body(F2, status="not_started"),
    )  # fmt: skip

    found = by(rows(store, "coverage_units"), "unit_code")

    assert {code: row.state for code, row in found.items()} == {
        X: "own", Y: "other", Z: "unknown", F: "part", F1: "own", F2: "none",
    }  # fmt: skip
    assert [row.unit_code for row in rows(store, "coverage_units").itertuples()] == [
        F2, F, Z, Y, F1, X,
    ]  # fmt: skip  # empty, partly, unknown, covered by another, own; the most adults first


def test_counts_of_194_and_of_200_and_adults_by_group(store):
    give(
        store, "structures",
        body(L, founded_on="2025-03-01"), body(X, founded_on="2025-05-01"),
        body(F1, founded_on="2026-02-01"), body(F2, status="not_started"),
    )  # fmt: skip

    found = by(rows(store, "coverage_groups"), "within_code", "dimension", "group_code")
    every = found[R, "all", R]

    assert (every.communes, every.units) == (4, 6)
    assert (every.communes_own, every.communes_other, every.communes_part) == (1, 1, 1)
    assert (every.communes_none, every.communes_unknown) == (0, 1)
    assert (every.units_own, every.units_none, every.units_part) == (2, 1, 1)
    # Known: X 1,000, Y 3,000, F 6,000; of F a third of the adults, F1's 2,000 of 6,000.
    assert (every.adults, every.adults_known) == (12_000, 10_000)
    assert (every.adults_own, every.adults_covered) == (1_000 + 2_000, 1_000 + 3_000 + 2_000)
    assert found[R, "milieu", "rural"].communes == found[R, "milieu", "urban"].communes == 2
    # 1,500 and 4,999 lie under 5,000; 5,000 in the next band; 50,001 votes by list.
    assert found[R, "band", "under_5000"].communes == 2
    assert found[R, "band", "to_10000"].communes == 1
    assert found[R, "band", "over_50000"].communes == 1
    assert found[P, "all", P].communes == 4
    assert (P, "province", P) not in found


def test_a_dissolved_body_still_covered_in_march(store):
    give(store, "structures", body(Z, founded_on="2024-01-10", dissolved_on="2026-06-15"))

    in_march = by(rows(store, "coverage_units", day("2026-03-15")), "unit_code")
    now = by(rows(store, "coverage_units"), "unit_code")

    assert (in_march[Z].state, now[Z].state) == ("own", "none")
    assert life(store, Z, day("2026-03-15")).status == "founded"
    assert life(store, Z).status == "dissolved"
    assert life(store, Z).days_in_status == 199  # 15 June to 31 December
    assert life(store, Z).founded_days == 887  # 10 January 2024 to 15 June 2026


def test_a_body_that_covers_nothing_and_a_place_covered_twice_are_said(store):
    give(
        store, "structures",
        body(P, founded_on="2025-01-01"), body(L, founded_on="2025-03-01"),
        body(X, founded_on="2025-05-01"), body(Y, planned_on="2027-03-01"),
    )  # fmt: skip

    found = rows(store, "coverage_faults")

    assert [(row.fault, row.unit_code) for row in found.itertuples()] == [
        ("covered_twice", X),
        ("covers_nothing", P),
    ]
    assert list(found["seats"].iloc[0]) == [L, X]


def test_an_arrondissement_under_a_body_of_its_commune_is_covered_twice(store):
    give(store, "structures", body(F, founded_on="2025-01-01"), body(F1, founded_on="2025-02-01"))

    found = rows(store, "coverage_faults")

    assert list(found["subject"]) == [F1]


def test_the_life_of_a_body_renewed_late(store):
    # Term over on 10 March 2026, renewed on 9 April: 30 days of renewal due.
    give(
        store, "structures",
        body(X, note_on="2021-12-01", convened_on="2022-02-24", first_planned_on="2022-03-01",
             founded_on="2022-03-10", renewals=["2026-04-09"]),
    )  # fmt: skip

    found = life(store, X)

    assert (found.status, found.days_in_status) == ("founded", 266)  # 9 April to 31 December
    assert found.planned_days == 85  # 1 December to 24 February
    assert found.convened_days == 14
    assert found.founded_days == 1461 + 266
    assert found.renewal_due_days == 30
    assert found.slippage_days == 9
    assert found.term_ends_on.date() == day("2030-04-09")
    assert known(found.term_alarm) is None


@pytest.mark.parametrize(
    ("founded_on", "status", "alarm"),
    [
        ("2022-12-30", "renewal_due", "over"),  # expired yesterday
        ("2022-12-31", "renewal_due", "over"),  # the day itself
        ("2023-01-01", "founded", "soon"),
        ("2023-06-29", "founded", "soon"),  # 180 days before the end
        ("2023-06-30", "founded", None),
    ],
)
def test_a_mandate_expires_and_says_so_beforehand(store, founded_on, status, alarm):
    give(store, "structures", body(X, founded_on=founded_on))

    found = life(store, X)

    assert found.status == status
    assert known(found.term_alarm) == alarm


def test_the_term_is_a_setting(store):
    give(store, "structures", body(X, founded_on="2023-06-30"))

    found = by(rows(store, "body_life", term_months=36), "structure_id")

    assert found[f"s.{X}.1"].status == "renewal_due"


def test_a_body_asleep_stays_asleep_when_its_term_ends(store):
    give(store, "structures", body(X, founded_on="2022-01-10", dormant_since="2025-10-01"))

    found = life(store, X)

    assert (found.status, found.days_in_status) == ("dormant", 456)
    assert known(found.renewal_due_days) is None
    assert known(found.verdict) is None  # neither living nor on paper: dormant


def test_a_status_without_its_day_has_no_days(store):
    give(store, "structures", body(X, founded_on="2025-01-10", status="dormant"))

    found = life(store, X)

    assert found.status == "dormant"
    assert known(found.days_in_status) is None


@pytest.mark.parametrize(
    ("dates", "slippage", "is_slipping"),
    [
        ({"planned_on": "2026-12-01"}, 30, True),  # gone by, and growing
        ({"first_planned_on": "2026-12-01", "planned_on": "2027-01-10"}, 40, False),  # set again
        ({"planned_on": "2027-01-10"}, 0, False),
        ({"first_planned_on": "2026-10-11", "founded_on": "2026-10-04"}, -7, False),  # a week early
        ({"founded_on": "2026-10-04"}, None, False),
    ],
)
def test_slippage_against_the_first_day_ever_planned(store, dates, slippage, is_slipping):
    give(store, "structures", body(X, **dates))

    found = life(store, X)

    assert known(found.slippage_days) == slippage
    assert bool(found.is_slipping) is is_slipping


def test_the_founding_file_is_present_missing_or_not_due(store):
    give(
        store, "structures",
        body(X, note_on="2026-09-01", founded_on="2026-12-01", minutes_filed_on="2026-12-05"),
        body(Y, planned_on="2027-02-01"),
        body(Z, convened_on="2026-05-01", founded_on="2026-05-10"),
    )  # fmt: skip

    def papers(seat):
        found = life(store, seat)
        names = ("note", "convening", "assembly", "list", "minutes")
        return tuple(getattr(found, f"{name}_state") for name in names)

    # X: the bureau list has 30 days from the founding, 31 December included.
    assert papers(X) == ("filed", "missing", "filed", "not_due", "filed")
    assert papers(Y) == ("missing", "not_due", "not_due", "not_due", "not_due")
    assert papers(Z) == ("missing", "filed", "filed", "missing", "missing")
    assert life(store, X).minutes_on.date() == day("2026-12-05")


def test_offices_filled_and_vacant_and_unknown(store):
    give(
        store, "structures",
        body(X, founded_on="2025-01-10", offices_total=9, offices_filled=7),
        body(Y, founded_on="2025-01-10"),
    )  # fmt: skip

    assert life(store, X).offices_vacant == 2
    assert rules(store, X)["bureau_complete"] == "broken"
    assert rules(store, Y)["bureau_complete"] == "unknown"


def test_a_body_that_keeps_every_rule_lives(store):
    give(
        store, "structures",
        body(X, founded_on="2025-01-10", offices_total=9, offices_filled=9,
             minutes_filed_on="2025-01-20"),
    )  # fmt: skip
    give(store, "meetings", met(X, "2026-12-05"))
    give(store, "returns", *returned(X, "structures", "2026-11"))

    assert set(rules(store, X).values()) == {"kept"}
    assert life(store, X).verdict == "living"
    assert by(rows(store, "coverage_units"), "unit_code")[X].verdict == "living"


def test_silence_never_puts_a_body_on_paper(store):
    give(store, "structures", body(X, founded_on="2025-01-10"))

    assert rules(store, X) == {
        "met_recently": "unknown", "mandate_current": "kept", "bureau_complete": "unknown",
        "minutes_filed": "unknown", "return_sent": "broken",
    }  # fmt: skip
    assert life(store, X).verdict == "unknown"


def test_a_body_known_not_to_have_met_is_on_paper_and_a_meeting_brings_it_back(store):
    give(
        store, "structures",
        body(X, founded_on="2025-01-10", offices_total=9, offices_filled=9,
             minutes_filed_on="2025-01-20"),
    )  # fmt: skip
    give(store, "returns", *returned(X, "structures", "2026-11"))
    give(store, "returns", *returned(X, "meetings", *(f"2026-{n:02}" for n in range(1, 12))))

    assert life(store, X).verdict == "on_paper"
    assert list(life(store, X).broken) == ["met_recently"]

    give(store, "meetings", met(X, "2026-12-20"))
    assert life(store, X).verdict == "living"


def test_a_broken_rule_has_its_days_of_grace(store):
    # Met on 15 September: the 90 days end on 14 December, the grace on 13 January.
    give(store, "structures", body(X, founded_on="2025-01-10", minutes_filed_on="2025-01-20",
                                   offices_total=9, offices_filled=9))  # fmt: skip
    give(store, "returns", *returned(X, "structures", "2026-11", "2026-12"))
    give(store, "returns", *returned(X, "meetings", *(f"2026-{n:02}" for n in range(1, 13))))
    give(store, "meetings", met(X, "2026-09-15"))

    found = life(store, X)

    assert found.verdict == "watched"
    assert list(found.graced) == ["met_recently"]
    assert found.grace_until.date() == day("2027-01-13")
    assert life(store, X, day("2027-01-13")).verdict == "watched"
    assert life(store, X, day("2027-01-14")).verdict == "on_paper"


def test_half_a_weight_is_watched_and_two_halves_are_on_paper(store):
    give(
        store, "structures",
        body(X, founded_on="2025-01-10", offices_total=9, offices_filled=8,
             minutes_filed_on="2025-01-20"),
        body(Y, founded_on="2025-01-10", offices_total=9, offices_filled=8,
             bureau_list_filed_on="2025-01-20"),
    )  # fmt: skip
    give(
        store,
        "returns",
        *returned(X, "structures", "2026-11"),
        *returned(Y, "structures", "2026-11"),
    )
    give(store, "meetings", met(X, "2026-12-05"), met(Y, "2026-12-05"))

    assert (life(store, X).verdict, life(store, Y).verdict) == ("watched", "on_paper")
    # The list came without the minutes: so they are known to be missing.
    assert rules(store, Y)["minutes_filed"] == "broken"


def test_a_return_of_the_whole_province_makes_missing_minutes_known(store):
    give(store, "structures", body(X, founded_on="2025-01-10"))
    assert rules(store, X)["minutes_filed"] == "unknown"

    give(store, "returns", *returned(P, "structures", "2026-11"))
    assert rules(store, X)["minutes_filed"] == "broken"


def test_a_young_body_is_not_asked_yet(store):
    give(store, "structures", body(X, founded_on="2026-12-20"))
    give(store, "returns", *returned(X, "meetings", *(f"2026-{n:02}" for n in range(1, 13))))

    assert rules(store, X)["met_recently"] == "not_due"
    assert rules(store, X)["minutes_filed"] == "not_due"
    assert rules(store, X)["return_sent"] == "not_due"


def test_the_same_rules_for_a_cercles_body_need_all_its_communes(store):
    give(store, "structures", body(L, founded_on="2025-01-10"))
    give(store, "returns", *returned(X, "structures", "2026-11"))
    assert rules(store, L)["return_sent"] == "broken"

    give(store, "returns", *returned(Y, "structures", "2026-11"))
    assert rules(store, L)["return_sent"] == "kept"
