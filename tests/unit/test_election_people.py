"""Candidacies, polling stations, rolls and seats held, worked out by hand in a tiny store."""

import datetime as dt

import pandas as pd
import pytest

from dashboard.elections import candidacies, councils, rolls, stations
from dashboard.elections.reach import places_listed, reach
from dashboard.elections.seat_rule import seat_rules
from dashboard.elections.seat_table import seat_rows
from dashboard.elections.units import units
from dashboard.figures.tables import records
from dashboard.intake.entered import EntrySender, check_entered
from dashboard.questions import ask

EARLY, LATE = dt.datetime(2026, 11, 1), dt.datetime(2027, 6, 1)
OCTOBER, NOVEMBER, TODAY = dt.date(2026, 10, 15), dt.date(2026, 11, 12), dt.date(2026, 11, 23)
ELECTION, PAST, BY = "communal.2027", "legislative.2026", "communal.2021.by.03.271.01.01.01"
IFRANE, AZROU, TOWN, LEUH = "03.271", "03.271.01.01", "03.271.01.03", "03.271.03.01"
YACOUB, FES, AGDAL, SAISS = "03.591", "03.231.01.0", "03.231.01.01", "03.231.01.05"
SCOPE = {"scope": ["03"]}


def on(text):
    return dt.date.fromisoformat(text)


def stand(unit, day, covered, women=None, expected=None, complete=None, agent=None):
    return {"election_id": ELECTION, "unit_code": unit, "counted_on": on(day),
            "seats_covered": covered, "seats_reserved_women_covered": women,
            "files_expected": expected, "files_complete": complete,
            "finance_agent_named": agent}  # fmt: skip


def posts(unit, day, n, assigned, trained=None, reserve=None, election=ELECTION):
    return {"election_id": election, "territory_code": unit, "counted_on": on(day), "stations": n,
            "agents_assigned": assigned, "agents_trained": trained,
            "reserve_agents": reserve}  # fmt: skip


def seat(unit, n, women):
    return {"election_id": ELECTION, "unit_code": unit, "seats": n, "seats_reserved_women": women,
            "is_estimate": False, "source": "BO"}  # fmt: skip


def election(code, status, polling=None, closes=None):
    return {"election_id": code, "kind": code.split(".")[0], "is_by_election": ".by." in code,
            "date_status": status, "polling_on": polling and on(polling),
            "nominations_close_on": closes and on(closes), "source": "s"}  # fmt: skip


@pytest.fixture
def filled(desk):
    desk.put("elections", election(ELECTION, "expected"), election(PAST, "held", "2026-09-23"),
             election(BY, "official", "2026-12-20", "2026-11-12"),
             at=dt.datetime(2026, 9, 25))  # fmt: skip
    desk.put("seats", seat(AZROU, 30, 5), seat(TOWN, 20, 5), seat(YACOUB, 225, 55),
             at=dt.datetime(2026, 9, 26))  # fmt: skip
    desk.put(
        "candidacies",
        stand(AZROU, "2026-10-01", 10, 2),
        stand(AZROU, "2026-11-10", 25, 3, expected=25, complete=12, agent=True),
        stand(TOWN, "2026-11-10", 20, 5, expected=0, complete=0, agent=False),
        stand(YACOUB, "2026-11-10", 100, 20),
        stand(AZROU, "2026-11-10", 2) | {"election_id": BY},
        at=dt.datetime(2026, 11, 11),
    )
    return desk


def asked(store, name, day=TODAY, known_at=LATE, **more):
    return records(ask(store, name, as_of=day, known_at=known_at, **SCOPE, **more))


def by(rows, column, election_id=ELECTION):
    return {getattr(row, column): row for row in rows if row.election_id == election_id}


def stood(store, day=TODAY, known_at=LATE):
    counted = by(asked(store, "candidacies_counted", day, known_at, sees_candidacies=True),
                 "unit_code")  # fmt: skip
    given = asked(store, "seats_given", day, known_at)
    seats = seat_rows(units("communal", 2027, seat_rules()), given, [])
    found = candidacies.stands(seats, counted, {row.unit_code: row for row in given})
    return found, [row.unit.unit_code for row in seats]


def test_candidacies_of_units_and_their_sums(filled):
    found, codes = stood(filled.store)
    azrou, town, leuh = found[AZROU], found[TOWN], found[LEUH]

    assert (azrou.gap, azrou.women_gap, azrou.files_gap, azrou.step) == (5, 2, 13, "women")
    assert (town.gap, town.women_gap, town.files_gap, town.step) == (0, 0, 0, "agent")
    assert (leuh.covered, leuh.gap, leuh.step) == (None, None, "report")
    # A province given as one sum stands for its communes, with the seats given for it.
    assert (found[YACOUB].seats, found[YACOUB].gap) == (225, 125)
    assert (found["03.591.01.03"].summed_in, found["03.591.01.03"].step) == (YACOUB, "sum")

    ifrane = candidacies.together(IFRANE, found, [one for one in codes if one.startswith(IFRANE)])
    assert (ifrane.units_known, ifrane.units) == (2, 10)
    assert (ifrane.covered, ifrane.seats_known, ifrane.gap) == (45, 50, 5)
    assert (ifrane.women_covered, ifrane.women_seats) == (8, 10)
    assert (ifrane.files_complete, ifrane.files_expected, ifrane.files_said) == (12, 25, 2)
    assert (ifrane.agents, ifrane.agents_said) == (1, 2)
    assert ifrane.step == ("women", 2)
    # 8 communes say nothing: their seats by rule make the range, not the share.
    unknown = sum(found[one].seats for one in codes if one.startswith(IFRANE)) - 50
    low, high = ifrane.bounds
    assert ifrane.share == pytest.approx(0.9)
    assert (low, high) == pytest.approx((45 / (50 + unknown), (45 + unknown) / (50 + unknown)))
    whole = candidacies.together("03", found, codes)
    assert (whole.covered, whole.seats_known, whole.units_known) == (145, 275, 13)
    assert (whole.women_covered, whole.women_seats) == (28, 65)
    order = [row.unit_code for row in candidacies.gaps_first(found[one] for one in codes)]
    assert order[0] == AZROU
    assert order.index(FES) < order.index(TOWN) < order.index("03.591.01.03")


def test_candidacies_of_an_earlier_day_and_as_known_then(filled):
    found, _codes = stood(filled.store, OCTOBER)
    assert (found[AZROU].covered, found[TOWN].covered) == (10, None)
    found, _codes = stood(filled.store, TODAY, EARLY)
    assert found[AZROU].covered is None


def test_a_new_count_of_every_commune_takes_the_place_of_the_sum(filled):
    inside = [one.unit_code for one in units("communal", 2027, seat_rules())
              if one.unit_code.startswith(YACOUB)]  # fmt: skip
    filled.put("candidacies", *(stand(one, "2026-11-20", 1) for one in inside[1:]))
    assert stood(filled.store)[0][inside[1]].summed_in == YACOUB
    filled.put("candidacies", stand(inside[0], "2026-11-20", 1))
    found, _codes = stood(filled.store)
    assert found[inside[1]].covered == 1
    assert candidacies.together(YACOUB, found, inside).covered == len(inside)


def test_confidential_candidacies_leave_the_store_for_nobody_else(filled):
    hidden = asked(filled.store, "candidacies_counted", NOVEMBER, sees_candidacies=False)
    assert hidden == []
    # Nominations of the by-election closed on the 12th: on the 13th it is public.
    later = asked(filled.store, "candidacies_counted", on("2026-11-13"), sees_candidacies=False)
    assert {(row.election_id, row.seats_covered) for row in later} == {(BY, 2)}
    closed = {row.election_id: row.is_confidential
              for row in records(ask(filled.store, "elections_counted", as_of=TODAY))}  # fmt: skip
    assert closed == {ELECTION: True, BY: False, PAST: False}


def test_stations_of_places_sums_and_the_reserve(filled):
    filled.put(
        "polling_coverage",
        posts(AZROU, "2026-10-01", 40, 10),
        posts(AZROU, "2026-11-10", 41, 30, trained=20, reserve=2),
        posts(TOWN, "2026-11-10", 10, 10, trained=10, reserve=1),
        posts(YACOUB, "2026-11-10", 200, 120),
        posts(AGDAL, "2026-11-10", 100, 80, trained=60),
        posts(AZROU, "2026-09-20", 41, 33, election=PAST),
        posts(AZROU, "2026-10-20", 41, 41, election=PAST),
    )
    rows = by(asked(filled.store, "stations_counted"), "territory_code")
    found = {row.unit_code: row for row in stations.posted(rows, "03", 0.10)}

    azrou = found[AZROU]
    assert (azrou.missing, azrou.untrained, azrou.reserve_wanted) == (11, 21, 5)
    assert stations.network(IFRANE, rows, 0.10).step == ("name", 11)
    assert stations.network("03.451", rows, 0.10).step == ("report", 23)
    assert stations.network(YACOUB, rows, 0.10).step == ("sum", 0)
    assert (azrou.reserve_missing, azrou.step) == (3, "name")
    assert (found[TOWN].missing, found[TOWN].step) == (0, "none")
    assert (found[LEUH].stations, found[LEUH].step) == (None, "report")
    assert (found["03.591.01.03"].summed_in, found["03.591.01.03"].step) == (YACOUB, "sum")
    assert (len(found), FES in found, SAISS in found) == (199, False, True)

    ifrane = stations.network(IFRANE, rows, 0.10)
    assert (ifrane.assigned, ifrane.stations, ifrane.missing) == (40, 51, 11)
    assert (ifrane.trained, ifrane.trained_of) == (30, 51)
    assert (ifrane.reserve, ifrane.reserve_wanted) == (3, 6)
    assert (ifrane.places_known, ifrane.places, ifrane.since) == (2, 10, NOVEMBER - 2 * DAY)
    whole = stations.network("03", rows, 0.10)
    assert (whole.assigned, whole.stations, whole.places_known) == (240, 351, 14)
    # Those who do not say it are no part of what is trained: 90 of 151.
    assert (whole.trained, whole.trained_of) == (90, 151)
    assert [row.unit_code for row in stations.sums_given(rows, "03", 0.10)] == [YACOUB]
    missing = stations.missing_places(stations.posted(rows, IFRANE, 0.10))
    assert (missing[0].unit_code, len(missing)) == (AZROU, 9)

    # What was counted after polling day changes nothing of a past election.
    past = by(asked(filled.store, "stations_counted"), "territory_code", PAST)
    assert past[AZROU].agents_assigned == 33
    # The indicator says the same.
    told = {row.indicator: row for row in records(ask(
        filled.store, "territory_indicators", as_of=TODAY, known_at=LATE, territory=IFRANE,
        profile="communal", sees_candidacies=True, **SCOPE))
            if row.unit_code == IFRANE}  # fmt: skip
    assert told["stations_covered"].value == pytest.approx(40 / 51)
    assert told["seats_covered"].value == pytest.approx(45 / 50)


DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("assigned", "reserve", "codes"),
    [(11, 0, ["count.part_above_whole"]), (10, 40, [])],
)
def test_more_representatives_than_stations_are_refused_a_reserve_is_not(
    filled, assigned, reserve, codes
):
    row = posts(AZROU, "2026-11-10", 10, assigned, reserve=reserve)
    checked = check_entered(filled.store, {"polling_coverage": [row]}, EntrySender(today=TODAY))

    assert [one.code for _table, one in checked.errors] == codes
    assert checked.refused is bool(codes)


def voters(unit, day, n, women=None):
    return {"territory_code": unit, "counted_on": on(day), "registered": n,
            "registered_women": women}  # fmt: skip


def test_rolls_above_the_adults_are_flagged_and_never_clipped(filled):
    filled.put(
        "electorate",
        voters(AZROU, "2025-03-31", 20_000, 9_000),
        voters(AZROU, "2026-03-31", 21_000, 10_000),
        voters(LEUH, "2026-03-31", 7_000, 3_000),
        voters(TOWN, "2026-03-31", 6_000),
        voters(AZROU, "2026-12-31", 99, 1),
    )
    rows = {row.territory_code: row for row in asked(filled.store, "rolls_counted")}
    found = {row.unit_code: row for row in rolls.rolls(rows, IFRANE)}
    azrou, leuh, town = found[AZROU], found[LEUH], found[TOWN]

    # Azrou, urban: 41,170 adults (22,128 women, 19,024 men), target 70 % = 28,819.
    assert (azrou.registered, azrou.before, azrou.short) == (21_000, 20_000, 7_819)
    assert azrou.rate == pytest.approx(21_000 / 41_170)
    assert azrou.gap == pytest.approx(10_000 / 22_128 - 11_000 / 19_024)
    assert (azrou.change, azrou.step) == (pytest.approx(0.05), "register")
    # Ain Leuh, rural: 7,000 for 6,518 adults; target 100 %.
    assert leuh.rate == pytest.approx(7_000 / 6_518)
    assert (leuh.is_above, leuh.short, leuh.step, leuh.change) == (True, 0, "above", None)
    assert (town.women_rate, town.gap) == (None, None)
    unknown = found["03.271.03.03"]
    assert (unknown.registered, unknown.rate, unknown.short) == (None, None, None)
    assert unknown.step == "report"

    whole = rolls.roll_of(IFRANE, rows)
    adults = 41_170 + 9_797 + 6_518
    assert (whole.registered, whole.adults) == (34_000, adults)
    assert (whole.places_known, whole.places) == (3, 10)
    assert whole.target == pytest.approx((0.7 * (41_170 + 9_797) + 6_518) / adults)
    # The gap is of the places that say women's figure, the change of those with two rolls.
    assert whole.women_rate == pytest.approx(13_000 / (22_128 + 3_421))
    assert (whole.before, whole.again) == (20_000, 21_000)
    assert rolls.roll_of(YACOUB, rows).rate is None


def test_a_commune_counts_for_its_arrondissements_or_they_for_it(filled):
    filled.put("electorate", voters(AGDAL, "2026-03-31", 60_000), voters(FES, "2025-03-31", 1))
    rows = {row.territory_code: row for row in asked(filled.store, "rolls_counted")}

    # Six places, one of them newer: the commune's own row still stands for all six.
    assert reach(FES, rows).is_own
    assert (FES in places_listed(rows, "03.231"), AGDAL in places_listed(rows, "03.231")) == (
        True,
        False,
    )
    assert AGDAL in places_listed({}, "legislative:fes-sud")
    assert len(places_listed(rows, "legislative:fes-sud")) == 6
    del rows[FES]
    assert reach(FES, rows).places_known == 1
    assert (FES in places_listed(rows, "03.231"), AGDAL in places_listed(rows, "03.231")) == (
        False,
        True,
    )


def mandate(kind, unit, day, seats, held, women=None, presides=None):
    return {"council_kind": kind, "unit_code": unit, "term_start": on("2021-09-08"),
            "counted_on": on(day), "seats": seats, "party_seats": held, "party_women": women,
            "party_presidency": presides}  # fmt: skip


def test_seats_held_presidencies_and_women(filled):
    filled.put(
        "mandates",
        mandate("communal", AZROU, "2021-09-08", 30, 10, 3, True),
        mandate("communal", AZROU, "2026-11-01", 30, 12, 4, True),
        mandate("communal", TOWN, "2026-11-01", 20, 0, 0, False),
        mandate("communal", LEUH, "2026-11-01", 16, 4, None, None),
        mandate("regional", "regional:03.271", "2026-11-01", 5, 2, 1, True),
    )
    rows = asked(filled.store, "seats_held")
    own = {row.unit_code: row for row in rows if row.council_kind == "communal"}
    found = councils.councils("communal", units("communal", 2026, seat_rules()), own, TODAY)
    here = [row for code, row in found.items() if code.startswith(IFRANE)]
    sums = councils.held_in("communal", IFRANE, here)

    assert (sums.held, sums.seats, sums.known, sums.units) == (16, 66, 3, 10)
    assert (sums.women, sums.women_of) == (4, 12)
    assert (sums.presided, sums.presided_of) == (1, 2)
    steps = [found[one].step for one in (AZROU, TOWN, LEUH, "03.271.03.03")]
    assert steps == ["none", "none_held", "presidency", "report"]
    assert councils.gaps_first(here)[0].held is None
    region = {row.unit_code: row for row in rows if row.council_kind == "regional"}
    one = councils.councils("regional", units("regional", 2026, seat_rules()), region, TODAY)
    # A province's members are no council of their own: no presidency is counted.
    assert councils.held_in("regional", "03", list(one.values())).presided is None


def test_results_are_those_of_past_elections_and_missing_is_unknown(filled):
    past = {"election_id": PAST, "unit_code": "legislative:ifrane", "valid_votes": 30_000,
            "party_votes": 9_000}  # fmt: skip
    filled.put("results", past, past | {"unit_code": "legislative:taza", "party_votes": None},
               past | {"election_id": BY, "unit_code": AZROU})  # fmt: skip
    rows = asked(filled.store, "results_published")

    assert {row.unit_code for row in rows} == {"legislative:ifrane", "legislative:taza"}
    assert [pd.isna(row.party_votes) for row in rows] == [False, True]
    assert asked(filled.store, "results_published", on("2026-09-22")) == []
