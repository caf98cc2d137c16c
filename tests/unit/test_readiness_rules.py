"""A world of three communes, by hand: what is known, what is none, what is silent.

Province P, 10,000 adults: X (1,000) and Y (3,000) in cercle L, and F (6,000), which opens into the
arrondissements F1 (2,000) and F2 (4,000), as Fès does.
"""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd
import pytest

from dashboard.questions import ask, ask_many
from dashboard.store import Batch, Part, Row, Scope, Store, commit, redo, undo
from tests.lakes import a_store
from tests.small_reference import small_reference

R, P, L, X, Y, F, F1, F2 = (
    "09",
    "09.1",
    "09.1.81",
    "09.1.81.01",
    "09.1.81.03",
    "09.1.01.0",
    "09.1.01.01",
    "09.1.01.03",
)
AS_OF = dt.date(2026, 12, 31)
KNOWN = dt.datetime(2027, 6, 1)
METHOD = ("indicators", "indicator_weights", "pillar_weights", "pillars", "classes", "method")
PLACES = {
    "regions": f"code,name_fr,name_ar\n{R},R,R\n",
    "provinces": f"code,name_fr,name_ar,region_code\n{P},P,P,{R}\n",
    "cercles": f"code,name_fr,name_ar,region_code,province_code\n{L},L,L,{R},{P}\n",
    "communes": "code,name_fr,name_ar,region_code,province_code,cercle_code,milieu,adults_18_plus,"
    "population_2024,women_18_plus,men_18_plus\n"
    f"{X},X,X,{R},{P},{L},urban,1000,1500,500,500\n"
    f"{Y},Y,Y,{R},{P},{L},rural,3000,4500,1500,1500\n"
    f"{F},F,F,{R},{P},,urban,6000,90000,3000,3000\n",
    "arrondissements": "code,name_fr,name_ar,region_code,province_code,commune_code,milieu,"
    "adults_18_plus,population_2024,women_18_plus,men_18_plus\n"
    f"{F1},F1,F1,{R},{P},{F},urban,2000,30000,1000,1000\n"
    f"{F2},F2,F2,{R},{P},{F},urban,4000,60000,2000,2000\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    return small_reference(tmp_path_factory.mktemp("reference"), METHOD, PLACES)


@pytest.fixture
def store(store_kind, reference):
    with a_store(store_kind, reference) as opened:
        yield opened


def day(text):
    return dt.date.fromisoformat(text)


def give(store, table, *rows, mode="upsert", scope=None, at=dt.datetime(2026, 1, 1), erased=()):
    listed = tuple(Row(n, row, erased) for n, row in enumerate(rows, 1))
    (number,) = commit(store, [Batch((Part(table, mode, listed, scope),), "reported")], at=at)
    return number


def body(seat, identity=None, **values):
    given = {
        "structure_id": identity or f"s.{seat}",
        "kind": "local_secretariat",
        "unit_code": seat,
    }
    return {"number": 1, "reported_on": day("2026-11-30"), **given, **values}


def meeting(seat, held_on=None, planned_on=None, kind="local_secretariat", host=None):
    status = "held" if held_on else "planned"
    return {
        "meeting_id": f"{kind}.{seat}.{held_on or planned_on}", "kind": "ordinary",
        "body_kind": kind,
        "body_unit_code": seat, "status": status, "held_on": held_on and day(held_on),
        "planned_on": planned_on and day(planned_on), "host_territory_code": host,
    }  # fmt: skip


def closed(unit, table, *periods):
    return [{"territory_code": unit, "table_name": table, "period": period} for period in periods]


def values(store, as_of=AS_OF, known_at=KNOWN):
    rows = ask(store, "indicator_map", as_of=as_of, known_at=known_at, scope=[R])
    rows["state"] = rows.state.astype(object).where(rows.state.notna(), None)
    return {(row.indicator, row.unit_code): row for row in rows.itertuples()}


def scores(store, as_of=AS_OF, known_at=KNOWN):
    rows = ask(store, "score_series", as_of=as_of, known_at=known_at, scope=[R])
    return {row.unit_code: row for row in rows.itertuples()}


def states(found, indicator, *units):
    return tuple(found[indicator, unit].state for unit in units)


def test_silence_is_unknown_and_none_is_zero(store):
    give(store, "returns", *closed(X, "structures", "2026-11"))

    found = values(store)

    assert found["secretariat", X].value == 0
    assert found["agenda_late", X].value == 1  # no founded body, no date planned
    assert states(found, "secretariat", Y, F) == ("no_data", "no_data")
    assert found["secretariat", P].value == 0
    assert found["secretariat", P].k == pytest.approx(0.1)  # 1,000 of 10,000 adults


def test_a_body_of_another_kind_says_nothing_of_the_local_secretariat(store):
    give(store, "structures", body(X, kind="youth_organisation", founded_on=day("2025-01-01")))

    assert values(store)["secretariat", X].state == "no_data"


def test_no_founded_body_has_no_meeting_and_needs_no_return_of_meetings(store):
    give(store, "returns", *closed(X, "structures", "2026-11"))

    assert values(store)["recent_meeting", X].value == 0


def test_a_founded_body_whose_months_are_silent_is_unknown(store):
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    give(store, "meetings", meeting(X, planned_on="2026-11-10"))

    assert values(store)["recent_meeting", X].state == "no_data"  # a plan makes nothing known


def test_a_held_meeting_makes_its_own_window_known(store):
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    give(store, "meetings", meeting(X, "2026-10-03"))  # the 90th day, as-of counted

    assert values(store)["recent_meeting", X].value == 1
    assert values(store, as_of=day("2027-01-01"))["recent_meeting", X].state == "no_data"


def test_a_meeting_of_another_body_of_the_commune_says_nothing(store):
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    give(store, "meetings", meeting(X, "2026-11-20", kind="youth_organisation"))

    assert values(store)["recent_meeting", X].state == "no_data"


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        ("2026-11-01", "2026-11-30", None),
        ("2026-11-02", "2026-11-30", "no_data"),
        ("2026-11-01", None, "no_data"),
    ],
)
def test_a_replace_makes_known_the_whole_months_between_both_bounds(store, first, last, state):
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    give(store, "meetings", mode="replace", scope=Scope((L,), day(first), last and day(last)))

    found = values(store)["recent_meeting", X]

    assert found.state == state
    assert state or found.value == 0


def test_the_regions_own_closing_does_not_turn_communes_silence_into_none(store):
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    give(store, "returns", *closed(R, "meetings", *(f"2026-{n:02}" for n in range(1, 12))))

    found = values(store)

    assert found["recent_meeting", X].state == "no_data"
    assert found["rotation", P].value == 0  # the region's own meetings are known: none hosted


def test_a_provinces_return_covers_its_communes(store):
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    give(store, "returns", *closed(P, "meetings", "2026-11"))

    assert values(store)["recent_meeting", X].value == 0


def test_rotation_needs_eight_tenths_of_eleven_months_unless_a_meeting_was_hosted(store):
    eight = [f"2026-{n:02}" for n in range(1, 9)]
    give(store, "returns", *closed(R, "meetings", *eight))
    assert values(store)["rotation", P].state == "no_data"  # 8 of 11 = 73 %

    give(store, "returns", *closed(R, "meetings", "2026-09"))
    assert values(store)["rotation", P].value == 0  # 9 of 11 = 82 %

    give(store, "meetings", meeting(R, "2026-03-03", kind="regional_secretariat", host=X))
    found = values(store)
    assert (found["rotation", P].value, found["rotation", R].value) == (1, 1)  # 1 of 1 province


def test_cercle_body_covers_its_communes_and_half_counts(store):
    give(store, "structures", body(L, founded_on=day("2025-01-01")))

    found = values(store)

    assert (found["secretariat", X].value, found["secretariat", Y].value) == (0.5, 0.5)
    assert found["secretariat", F].state == "no_data"
    assert found["mandate_current", X].value == 1
    headline = ask(store, "headline_figures", as_of=AS_OF, known_at=KNOWN, scope=[R]).iloc[0]
    assert (headline.communes_own, headline.communes_covered, headline.communes_known) == (0, 2, 2)


def test_own_body_in_term_is_one_and_out_of_term_half_and_another_out_of_term_a_quarter(store):
    give(
        store, "structures",
        body(L, founded_on=day("2022-01-01"), covers=[Y]),
        body(X, founded_on=day("2022-01-01"), renewals=[day("2025-06-01")]),
    )  # fmt: skip

    found = values(store)
    assert (found["secretariat", X].value, found["secretariat", Y].value) == (1, 0.25)
    assert values(store, as_of=day("2025-05-31"))["secretariat", X].value == 1  # 41 months
    late = values(store, as_of=day("2029-06-01"))
    assert late["secretariat", X].value == 0.5  # 48 months after the renewal, to the day


@pytest.mark.parametrize("end", ["dormant_since", "dissolved_on"])
def test_a_dormant_or_dissolved_body_covers_nothing_but_is_known(store, end):
    give(store, "structures", body(X, founded_on=day("2025-01-01"), **{end: day("2026-06-01")}))

    assert values(store)["secretariat", X].value == 0
    assert values(store, as_of=day("2026-05-31"))["secretariat", X].value == 1


def test_fes_counts_by_the_adult_share_of_its_covered_arrondissements(store):
    give(store, "structures", body(F1, founded_on=day("2025-01-01")))
    assert values(store)["secretariat", F].state == "no_data"  # F2 is silent

    give(store, "returns", *closed(F2, "structures", "2026-11"))
    found = values(store)
    headline = ask(store, "headline_figures", as_of=AS_OF, known_at=KNOWN, scope=[R]).iloc[0]

    assert found["secretariat", F].value == pytest.approx(2000 / 6000)
    assert found["agenda_late", F].value == pytest.approx(4000 / 6000)
    assert (headline.communes_own, headline.units_own) == (0, 1)  # of 194 at share 1, of 200 each
    assert headline.adults_covered == 2000
    assert (headline.communes_covered, headline.communes_without) == (0, 0)  # covered in part


def test_fes_members_are_the_partial_sum_of_its_arrondissements_or_its_own_row(store):
    give(store, "membership", {"territory_code": F1, "period": "2026-10", "members": 31})
    found = values(store)["members_per_1000", F]
    assert found.value == pytest.approx(30 / 6000 * 1000)  # 31 is published as 30
    assert found.is_partial

    give(store, "membership", {"territory_code": F, "period": "2026-10", "members": 90})
    found = values(store)
    assert found["members_per_1000", F].value == pytest.approx(15)
    assert found["members_per_1000", F1].state == "no_data"  # only the level that counts


def test_a_cercles_members_enter_the_sum_alone_and_are_never_shared_out(store):
    give(
        store, "membership",
        {"territory_code": L, "period": "2026-11", "members": 52},
        {"territory_code": X, "period": "2026-11", "members": 20},
    )  # fmt: skip

    found = values(store)
    people = ask(store, "headline_figures", as_of=AS_OF, known_at=KNOWN, scope=[R]).iloc[0]

    assert found["members_per_1000", X].value == 20
    assert found["members_per_1000", Y].state == "no_data"
    assert (people.members, people.members_margin) == (50, 2)
    assert found["members_per_1000", P].value == pytest.approx(50 / 4000 * 1000)
    assert found["members_per_1000", P].k == pytest.approx(0.4)


def test_members_hold_for_six_months_and_an_erased_figure_is_not_zero(store):
    give(store, "membership", {"territory_code": X, "period": "2026-06", "members": 40})
    assert values(store)["members_per_1000", X].value == 40
    assert values(store, as_of=day("2027-01-01"))["members_per_1000", X].state == "no_data"

    give(store, "membership", {"territory_code": X, "period": "2026-06"}, erased=("members",))
    assert values(store)["members_per_1000", X].state == "no_data"


def test_zero_members_are_zero(store):
    give(store, "membership", {"territory_code": X, "period": "2026-11", "members": 0})

    found = values(store)["members_per_1000", X]
    assert (found.value, found.state) == (0, None)


def test_two_times_of_knowing_give_two_answers(store):
    give(
        store,
        "membership",
        {"territory_code": X, "period": "2026-11", "members": 40},
        at=dt.datetime(2026, 12, 1),
    )
    give(
        store,
        "membership",
        {"territory_code": X, "period": "2026-11", "members": 80},
        at=dt.datetime(2026, 12, 9),
    )

    assert values(store, known_at=dt.datetime(2026, 12, 5))["members_per_1000", X].value == 40
    assert values(store, known_at=dt.datetime(2026, 12, 9))["members_per_1000", X].value == 80
    assert (
        values(store, known_at=dt.datetime(2026, 11, 1))["members_per_1000", X].state == "no_data"
    )


def decided(store, *rows):
    give(store, "meetings", meeting(P, "2026-01-15", kind="provincial_secretariat"))
    base = {
        "meeting_id": f"provincial_secretariat.{P}.2026-01-15",
        "theme": "t",
        "summary": "s",
        "owner_function": "f",
    }
    give(
        store, "decisions",
        *({**base, "decision_id": f"d{n}", "number": n, **row} for n, row in enumerate(rows, 1)),
    )  # fmt: skip


def test_decisions_kept_on_time(store):
    decided(
        store,
        {
            "territory_code": X,
            "due_on": day("2026-03-01"),
            "done_on": day("2026-03-01"),
            "status": "done",
        },
        {
            "territory_code": X,
            "due_on": day("2026-04-01"),
            "done_on": day("2026-04-02"),
            "status": "done",
        },
        {"territory_code": X, "due_on": day("2026-05-01"), "status": "dropped"},
        {
            "territory_code": P,
            "due_on": day("2026-06-01"),
            "done_on": day("2026-05-01"),
            "status": "done",
        },
        {"territory_code": X, "due_on": None, "status": "open"},
    )
    assert values(store)["decisions_on_time", X].state == "no_data"

    give(store, "returns", *closed(R, "decisions", *(f"2026-{n:02}" for n in range(1, 12))))
    found = values(store)
    assert found["decisions_on_time", X].value == 0.5
    assert found["decisions_on_time", Y].state == "not_applicable"
    assert found["decisions_on_time", P].value == pytest.approx(2 / 3)  # X's two and its own
    assert found["decisions_on_time", P].k == 1  # over X, the one commune where some were due


def test_what_is_not_applicable_gives_its_weight_to_its_pillar(store):
    give(store, "returns", *closed(R, "decisions", *(f"2026-{n:02}" for n in range(1, 12))))

    rows = ask_many(
        store, ("territory_indicators",), as_of=AS_OF, known_at=KNOWN, scope=[R], territory=X
    )["territory_indicators"].set_index("indicator")  # fmt: skip

    assert rows.w["decisions_on_time"] == 0
    assert rows.w["recent_meeting"] == pytest.approx(0.30)
    assert rows.w.sum() == pytest.approx(1)


def test_a_pillar_wholly_not_applicable_gives_its_weight_to_the_others(store):
    give(store, "returns", *closed(R, "decisions", *(f"2026-{n:02}" for n in range(1, 12))))
    rows = ask(store, "pillar_figures", as_of=AS_OF, known_at=KNOWN, scope=[R])

    assert rows[rows.unit_code == X].weight.tolist() == pytest.approx([0.45, 0.30, 0.25])


def test_milestone_tasks_due_within_sixty_days(store):
    give(store, "returns", *closed(R, "milestones", "2026-11"))
    assert values(store)["milestone_tasks", P].state == "not_applicable"

    milestone = {
        "milestone_id": "m",
        "kind": "congress",
        "territory_code": R,
        "cycle": "2027.1",
        "number": 1,
    }
    give(
        store,
        "milestones",
        {**milestone, "title": "t", "happens_on": day("2027-02-28"), "date_status": "confirmed"},
    )
    task = {"milestone_id": "m", "territory_code": P, "summary": "s", "owner_function": "f"}
    give(
        store, "milestone_tasks",
        {**task, "number": 1, "days_before": 30, "done_on": day("2026-12-30")},  # due 2027-01-29
        {**task, "number": 2, "days_before": 90},  # overdue since 2026-11-30
        {**task, "number": 3, "days_before": 0},  # due 2027-02-28: 59 days away
        {**task, "number": 4, "days_before": -30},  # due 2027-03-30: not yet
    )  # fmt: skip
    assert values(store)["milestone_tasks", P].value == pytest.approx(1 / 3)


def full_but_empty(store):
    """X reports everything: no secretariat, members 5 per 1,000 and more."""
    give(store, "returns", *closed(X, "structures", "2026-11"), *closed(X, "meetings", "2026-11"))
    give(store, "returns", *closed(R, "decisions", *(f"2026-{n:02}" for n in range(1, 12))))
    give(store, "membership", {"territory_code": X, "period": "2026-11", "members": 100})


def test_the_score_of_a_commune_without_secretariat_by_hand(store):
    full_but_empty(store)

    row = scores(store)[X]

    # secretariat 0, mandate 0, agenda_late 1 (0 points), recent_meeting 0, members 100 x .25
    assert (row.score, row.low, row.high) == (25, 25, 25)
    assert row.class_no == 2
    assert row.reliability == pytest.approx(100)


def test_not_assessable_under_six_tenths(store):
    give(store, "returns", *closed(X, "structures", "2026-11"))

    row = scores(store)[X]

    # structures .45 and recent_meeting .21 are known: .66; decisions .09 and members .25 are not
    assert row.known_weight == pytest.approx(0.66)
    assert row.is_assessable
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    row = scores(store)[X]
    assert row.known_weight == pytest.approx(0.45)  # now its meetings are unknown
    assert not row.is_assessable
    assert row.score != row.score


def test_the_cap_holds_the_class_at_two_above_the_commune(store):
    give(store, "structures", body(X, founded_on=day("2025-01-01")))
    give(store, "returns", *closed(P, "structures", "2026-11"), *closed(P, "meetings", "2026-11"))
    give(store, "returns", *closed(R, "decisions", *(f"2026-{n:02}" for n in range(1, 12))))
    give(store, "returns", *closed(R, "milestones", "2026-11"))
    give(
        store,
        "meetings",
        meeting(X, "2026-12-01"),
        meeting(R, "2026-05-01", kind="regional_council", host=X),
    )
    give(
        store,
        "membership",
        *({"territory_code": u, "period": "2026-11", "members": 100} for u in (X, Y, F)),
    )

    row = ask(store, "territory_score", as_of=AS_OF, known_at=KNOWN, scope=[R], territory=P).iloc[0]

    # secretariat 1/3 x .27, mandate .09, agenda_late 2/3 late: 1/3 x .09, meeting .20,
    # rotation .10, members .25
    assert row.score == pytest.approx(9 + 9 + 3 + 20 + 10 + 25)
    assert (row.class_of_score, row.class_limited_by) == (
        2,
        "secretariat",
    )  # 1,000 of 10,000 adults


def test_freshness_falls_from_the_rhythm_to_four_times_it(store):
    full_but_empty(store)

    # At 2027-02-28 facts of 2026-11-30 are 90 days old. Of rhythm 184 (structures): fresh.
    # members, recent_meeting: rhythm 45: (180 - 90) / 135 = 2/3. Decisions: 8 of the 10 months from
    # April to January are closed, April to November: not applicable still.
    row = scores(store, as_of=day("2027-02-28"))[X]

    assert row.known_weight == 1
    assert row.reliability == pytest.approx(100 * (0.45 + (0.30 + 0.25) * 2 / 3))


def codes(store, unit, as_of=AS_OF):
    rows = ask(store, "open_warnings", as_of=as_of, known_at=KNOWN, scope=[R])
    return set(rows[rows.unit_code == unit].code)


def test_each_warning_opens_when_it_should(store):
    give(
        store, "structures",
        body(X, planned_on=day("2026-10-01")),
        body(Y, founded_on=day("2025-01-01"), status="not_started"),
    )  # fmt: skip
    give(store, "meetings", meeting(Y, planned_on="2026-12-01"))
    give(
        store, "membership",
        {"territory_code": X, "period": "2026-10", "members": 200},
        {"territory_code": X, "period": "2026-11", "members": 130},
        {"territory_code": Y, "period": "2026-10", "members": 9},
        {"territory_code": Y, "period": "2026-11", "members": 10},
    )  # fmt: skip

    assert codes(store, X) == {
        "planned_date_gone_by",
        "members_above_tenth_of_adults",
        "change_above_30_percent",
    }
    assert codes(store, Y) == {
        "status_contradicts_dates",
        "no_meeting_in_12_months",
        "meeting_outcome_unknown",
    }
    assert "planned_date_gone_by" not in codes(store, X, as_of=day("2026-10-01"))


def test_open_warnings_lower_reliability_by_a_tenth_each(store):
    full_but_empty(store)
    give(store, "structures", body(X, planned_on=day("2026-10-01")))

    assert scores(store)[X].reliability == pytest.approx(90)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "programme_founding"),
        ({"planned_on": day("2026-10-01")}, "set_new_date"),
        ({"planned_on": day("2027-02-01")}, "prepare_founding"),
        ({"convened_on": day("2026-12-01")}, "hold_founding"),
        ({"founded_on": day("2022-12-31")}, "renew"),
        ({"founded_on": day("2025-12-31")}, "send_return"),
    ],
)
def test_next_step(store, given, expected):
    give(store, "structures", body(X, **given))

    rows = ask(store, "readiness_map", as_of=AS_OF, known_at=KNOWN, scope=[R]).set_index(
        "unit_code"
    )

    assert (rows.next_step[X], rows.next_step[Y]) == (expected, "send_return")


def test_scope_shows_its_own_units_only(store):
    rows = ask(store, "readiness_map", as_of=AS_OF, known_at=KNOWN, scope=[L])

    assert set(rows.unit_code) == {X, Y}


def random_history(seed):
    pick = random.Random(seed)
    units = (X, Y, F1, F2)
    period = [f"2026-{n:02}" for n in range(8, 13)]
    bodies = [
        body(u, founded_on=pick.choice([None, day("2022-03-01"), day("2025-01-01")]),
             planned_on=pick.choice([None, day("2026-05-01"), day("2027-05-01")]))
        for u in pick.sample(units, 3)
    ]  # fmt: skip
    return {
        "structures": bodies,
        "membership": [
            {"territory_code": u, "period": p, "members": pick.randrange(60)}
            for u in units for p in period if pick.random() < 0.4
        ],
        "meetings": [
            meeting(u, f"2026-{pick.randrange(6, 13):02}-{n:02}") for n, u in enumerate(units, 1)
        ],
        "returns": [
            row for u in units for t in ("structures", "meetings") for p in period
            for row in closed(u, t, p) if pick.random() < 0.4
        ],
    }  # fmt: skip


def load(store, history, shuffle=None):
    for table, rows in history.items():
        listed = list(rows)
        if shuffle:
            shuffle.shuffle(listed)
        give(store, table, *listed)


def figures(store):
    return ask(store, "score_series", as_of=[AS_OF, day("2026-09-30")], known_at=KNOWN, scope=[R])


@pytest.mark.parametrize("seed", range(5))
def test_order_of_rows_and_undo_then_redo_change_nothing(reference, seed):
    history = random_history(seed)
    with (
        Store.open(None, reference=reference) as one,
        Store.open(None, reference=reference) as other,
    ):
        load(one, history)
        load(other, history, random.Random(seed))
        before = figures(one)
        pd.testing.assert_frame_equal(before, figures(other))

        undo(one, 2, at=dt.datetime(2026, 2, 1))
        redo(one, 2, at=dt.datetime(2026, 2, 2))
        pd.testing.assert_frame_equal(before, figures(one))


@pytest.mark.parametrize("seed", range(5))
def test_a_value_nearer_its_target_never_lowers_a_score(reference, seed):
    history = random_history(seed)
    with Store.open(None, reference=reference) as store:
        load(store, history)
        before = figures(store)
        unit = history["membership"][0]["territory_code"]
        last = max(r["period"] for r in history["membership"] if r["territory_code"] == unit)
        give(store, "membership", {"territory_code": unit, "period": last, "members": 500})
        after = figures(store)

    assert (after.low >= before.low - 1e-6).all()
    both = before.score.notna() & after.score.notna()
    assert (after.score[both] >= before.score[both] - 1e-6).all()


@pytest.mark.parametrize("seed", range(5))
def test_a_report_that_replaces_silence_narrows_the_range_and_never_lowers_reliability(
    reference, seed
):
    """The range is claimed for communes and arrondissements only.

    Above them an indicator over its known communes cannot keep it: a commune with 90 members per
    1,000 adults lifts the rate of a province by more than its share of adults (high end), and the
    unweighted mean of `secretariat` falls with each small commune without one (low end).
    """
    history = random_history(seed)
    history["membership"] = [r for r in history["membership"] if r["territory_code"] != X]
    with Store.open(None, reference=reference) as store:
        load(store, history)
        before = figures(store)
        members = random.Random(seed).randrange(90)  # under 10 % of X's 1,000 adults: no warning
        give(store, "membership", {"territory_code": X, "period": "2026-09", "members": members})
        after = figures(store)

    one = before.grain.isin(["commune", "arrondissement"])
    assert (after.low >= before.low - 1e-6)[one].all()
    assert (after.high <= before.high + 1e-6)[one].all()
    assert (after.reliability >= before.reliability - 1e-6).all()
    assert after.known_weight.sum() > before.known_weight.sum()
