"""The catalogue of elections, seats given and held, at several days and as known on two."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from dashboard.elections.seat_rule import changes, seat_rules
from dashboard.elections.seat_table import seat_rows, total
from dashboard.elections.terms import current_terms, years_after
from dashboard.elections.units import units
from dashboard.figures.seat_layers import commune_layers, seat_layers
from dashboard.figures.tables import records
from dashboard.questions import ask
from dashboard.territory.register import register
from dashboard.wording import wording

EARLY, LATE = dt.datetime(2026, 10, 1), dt.datetime(2027, 6, 1)
NOVEMBER, AUGUST = dt.date(2026, 11, 29), dt.date(2027, 8, 1)
MEKNES, FES = "03.061.01.01", "03.231.01.0"
BY = f"communal.2021.by.{MEKNES}.01"


def election(code, status, on=None, **more):
    return {"election_id": code, "kind": code.split(".")[0], "is_by_election": ".by." in code,
            "date_status": status, "polling_on": on and dt.date.fromisoformat(on), "source": "s",
            **more}  # fmt: skip


@pytest.fixture
def filled(desk):
    desk.put(
        "elections",
        election("communal.2021", "held", "2021-09-08"),
        election("communal.2027", "expected"),
        election("legislative.2026", "held", "2026-09-23"),
        election("regional.2027", "unknown", basis="assumed"),
        election(BY, "official", "2026-11-10"),
        at=dt.datetime(2026, 9, 25),
    )
    desk.put(
        "seats",
        {"election_id": "communal.2027", "unit_code": MEKNES, "seats": 61, "is_estimate": False,
         "source": "BO"},
        {"election_id": "communal.2027", "unit_code": "03.271", "seats": 200, "is_estimate": True,
         "source": "s"},
        at=dt.datetime(2026, 9, 26),
    )  # fmt: skip
    held = {"council_kind": "communal", "unit_code": MEKNES, "seats": 61,
            "term_start": dt.date(2021, 9, 8)}  # fmt: skip
    desk.put("mandates", held | {"counted_on": dt.date(2021, 9, 8), "party_seats": 20},
             held | {"counted_on": dt.date(2026, 12, 1), "party_seats": 12},
             at=dt.datetime(2026, 9, 27))  # fmt: skip
    desk.put("elections", election("communal.2027", "official", "2027-09-08", basis="sourced"),
             at=dt.datetime(2027, 2, 1))  # fmt: skip
    return desk.store


def listed(store, day, known_at):
    rows = ask(store, "elections_listed", as_of=day, known_at=known_at)
    return {row.election_id: row for row in records(rows)}, list(rows["election_id"])


def test_states_and_certainty_before_a_day_is_published(filled):
    rows, order = listed(filled, NOVEMBER, EARLY)

    assert {code: row.state for code, row in rows.items()} == {
        "communal.2021": "held", "communal.2027": "undated", "legislative.2026": "held",
        "regional.2027": "undated", BY: "gone_by",
    }  # fmt: skip
    assert {code: row.basis for code, row in rows.items()} == {
        "communal.2021": "sourced", "communal.2027": "inferred", "legislative.2026": "sourced",
        "regional.2027": "assumed", BY: "sourced",
    }  # fmt: skip
    assert order == ["communal.2027", "regional.2027", BY, "legislative.2026", "communal.2021"]
    assert rows["legislative.2026"].days_to == -67
    assert rows["legislative.2026"].origin == "reported"


def test_a_day_published_later_changes_the_state_and_not_the_id(filled):
    rows, order = listed(filled, AUGUST, LATE)

    assert order[0] == "communal.2027"
    assert (rows["communal.2027"].state, rows["communal.2027"].days_to) == ("official", 38)
    assert rows["communal.2027"].basis == "sourced"
    # An election that is past today was to come on an earlier day.
    before, _order = listed(filled, dt.date(2026, 9, 1), LATE)
    assert (before["legislative.2026"].state, before["legislative.2026"].days_to) == (
        "official",
        22,
    )


def test_the_newest_count_up_to_the_day_is_what_is_held(filled):
    scope = {"scope": ["03"], "known_at": LATE}
    (first,) = records(ask(filled, "seats_held", as_of=NOVEMBER, **scope))
    (then,) = records(ask(filled, "seats_held", as_of=AUGUST, **scope))

    assert (first.party_seats, then.party_seats) == (20, 12)
    assert ask(filled, "seats_held", as_of=AUGUST, known_at=LATE, scope=["03.271"]).empty


def test_what_is_given_stands_before_the_estimate_and_both_are_shown(filled):
    given = records(ask(filled, "seats_given", as_of=NOVEMBER, known_at=LATE, scope=["03"]))
    held = records(ask(filled, "seats_held", as_of=NOVEMBER, known_at=LATE, scope=["03"]))
    rows = seat_rows(units("communal", 2027, seat_rules()), given, held)
    one = {row.unit.unit_code: row for row in rows}
    meknes, fes = one[MEKNES], one[FES]

    assert (meknes.seats, meknes.unit.seats, meknes.difference, meknes.step) == (61, 61, 0, "none")
    assert (meknes.is_estimate, meknes.basis, meknes.party_seats) == (False, "sourced", 20)
    assert (fes.seats, fes.given, fes.step) == (91, None, "replace")
    sums = total(rows)
    assert (sums.known, sums.units, sums.estimates, sums.given) == (194, 194, 193, 1)
    # The province's sum is no unit of the election: it is added to nothing.
    assert sums.seats == sum(row.seats for row in rows)


def test_next_steps_of_seats():
    unit = units("communal", 2027, seat_rules())[0]
    told = {"unit_code": unit.unit_code, "seats_reserved_women": float("nan"), "is_estimate": True,
            "source": "s", "last_batch_no": 1, "origin": "reported", "file_name": None}  # fmt: skip
    held = SimpleNamespace(unit_code=unit.unit_code, party_seats=20, counted_on=None)

    def step(seats, *party):
        given = [SimpleNamespace(**told, seats=seats)] if seats else []
        (row,) = seat_rows([unit], given, party)
        return row.step

    assert step(unit.seats + 2) == "compare"
    assert step(11, held) == "correct"
    assert step(None) == "replace"
    (unknown,) = seat_rows([units("councillors", 2027, seat_rules())[0]], [], [])
    assert unknown.step == "give"


def test_terms_are_inferred_from_the_last_election_held():
    held = [
        SimpleNamespace(kind="communal", polling_on=dt.date(2015, 9, 4)),
        SimpleNamespace(kind="communal", polling_on=dt.date(2021, 9, 8)),
        SimpleNamespace(kind="legislative", polling_on=dt.date(2026, 9, 23)),
    ]
    terms = current_terms(held)

    assert terms["communal"].ends_on == dt.date(2027, 9, 8)
    assert (terms["legislative"].years, terms["legislative"].ends_on.year) == (5, 2031)
    assert years_after(dt.date(2024, 2, 29), 5) == dt.date(2029, 2, 28)


def test_layers_of_the_maps_of_seats():
    rules, words = seat_rules(), wording("en")
    house = seat_rows(units("legislative", 2026, rules), [], [])
    seats, per_seat = seat_layers("legislative", house, words)
    assert seats.values["legislative:meknes"] == 6
    assert per_seat.values["legislative:fes-nord"] == pytest.approx(629_954 / 4)
    assert seats.number("legislative:meknes") == 5

    rows = seat_rows(units("communal", 2027, rules), [], [])
    moved = {one.unit_code: one for one in changes(register().communes(), rules)}
    ballot, bands = commune_layers(rows, moved, words)
    assert sum(n == 2 for n in ballot.numbers.values()) == 8
    assert ballot.number("03.231.01.15") == 2
    assert bands.number("03.231.01.15") == 3
    assert sum(n != 2 for n in bands.numbers.values()) <= 36
