"""The matrix, readiness by weight, and the countdown: by hand, on stores of a few rows."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.elections.countdown import lines, soon, tasks
from dashboard.elections.kinds import kinds
from dashboard.figures.grid_table import GridCell, grid_table
from dashboard.figures.priority_layer import priority_layer, priority_square
from dashboard.figures.tables import records
from dashboard.questions import ask
from dashboard.readiness.priority import CORNERS, pair_number, pairs, weight_bands
from dashboard.territory.register import register
from dashboard.wording import wording

DAY = dt.date(2026, 11, 23)
SCOPE = {"scope": ["03"], "sees_candidacies": True}
KINDS = list(kinds())
MEKNES = "03.061"


def election(code, status, on=None, **more):
    return {"election_id": code, "kind": code.split(".")[0], "is_by_election": False,
            "date_status": status, "polling_on": on and dt.date.fromisoformat(on), "source": "s",
            **more}  # fmt: skip


def countdown(store, day=DAY, **more):
    asked = {"profile": KINDS, "known_at": dt.datetime(2028, 1, 1), **SCOPE, **more}
    rows = ask(store, "election_countdown", as_of=day, **asked)
    return {(row.profile, row.task, row.unit_code): row for row in records(rows)}, rows


def test_every_pair_has_a_number_and_the_heaviest_and_weakest_has_the_highest():
    assert [pair_number(*pair) for pair in pairs()] == list(range(1, 10))
    assert pairs()[-1] == (3, 1)
    assert CORNERS[pairs()[-1]] == "act first"
    assert [band.low for band in weight_bands()] == [0, 5000, 12000]


@pytest.fixture
def weighed(desk):
    """Three communes told of: a large one by its voters, two by their adults."""
    places = sorted(register().communes(), key=lambda one: one.adults_18_plus)
    small, large = places[0], places[-3]
    medium = next(one for one in places if 5000 <= one.adults_18_plus < 12000)
    desk.put(
        "electorate",
        # The smallest commune has as many voters as a large one: voters stand before adults.
        {"territory_code": small.code, "counted_on": dt.date(2026, 3, 31), "registered": 12000},
        {"territory_code": small.code, "counted_on": dt.date(2026, 12, 1), "registered": 4000},
        at=dt.datetime(2026, 10, 1),
    )
    return desk.store, small, medium, large


def test_weight_is_the_voters_registered_up_to_the_day_else_the_adults(weighed):
    store, small, medium, large = weighed

    def told(day):
        rows = records(ask(store, "electoral_priority", as_of=day, **SCOPE))
        return {row.unit_code: row for row in rows}

    now, later, before = (told(dt.date(2026, *on)) for on in ((11, 23), (12, 31), (3, 1)))
    assert (now[small.code].weight, now[small.code].weight_of) == (12000, "registered")
    assert (now[small.code].weight_no, later[small.code].weight_no) == (3, 1)
    assert later[small.code].weight == 4000
    assert before[small.code].weight_of == "adults"
    assert before[small.code].weight == small.adults_18_plus
    assert now[medium.code].weight_no == 2
    assert now[large.code].weight_no == 3
    # Nothing is assessable: no pair, and the large ones are called silent, never ready or weak.
    assert now[large.code].priority == now[small.code].priority == "silent"
    assert now[medium.code].priority == "other"
    assert {row.next_step for row in now.values()} == {"send_return"}


def test_the_layer_has_one_marker_for_what_is_unknown_and_the_square_counts_what_is_known(weighed):
    store, small, medium, large = weighed
    rows = ask(store, "electoral_priority", as_of=DAY, **SCOPE)
    known = {small.code: (3, 1), medium.code: (2, 2), large.code: (3, 3)}
    for code, (_weight, ready) in known.items():
        rows.loc[rows["unit_code"] == code, "readiness_no"] = ready
    layer = priority_layer(rows, wording("fr"))

    assert {code: layer.number(code) for code in known} == {
        code: pair_number(*pair) for code, pair in known.items()
    }
    assert layer.colours()[8] == "bivariate.3.1"
    assert layer.classes[8].word.endswith("à traiter en premier")
    assert {layer.state(row.unit_code) for row in records(rows)} == {None, "not_assessable"}
    square = priority_square(rows[rows["grain"] == "commune"], "c", wording("fr"))
    assert square.count("<b>1</b>") == 3
    assert square.count("<b>0</b>") == 6


def test_the_matrix_has_every_election_of_every_province_and_says_what_is_not_held(desk):
    desk.put("elections", election("legislative.2026", "held", "2026-09-23"),
             election("communal.2027", "expected"), at=dt.datetime(2026, 9, 25))  # fmt: skip
    rows = ask(desk.store, "election_matrix", as_of=DAY, profile=KINDS, **SCOPE)

    assert len(rows) == len(KINDS) * 10  # nine provinces and the region
    not_held = rows[rows["state"] == "not_applicable"]
    assert set(not_held["profile"]) == {"arrondissement"}
    assert len(not_held) == 8  # all provinces but Fès
    past = rows[rows["is_past"].eq(True)]
    assert set(past["profile"]) == {"legislative"}
    assert rows["class_no"].isna().all()  # nothing is reported: no class, and not the lowest


def test_a_cell_of_the_grid_links_and_its_words_stay_words():
    cell = GridCell("<b>", colour="readiness.4", ink="readiness_text.4", link="r?a=1&b=2")
    drawn = grid_table("c", ["h", "k"], [("n", [cell])])

    assert 'href="r?a=1&amp;b=2" target="_self">&lt;b&gt;</a>' in drawn
    assert "background:var(--jz-readiness-4);color:var(--jz-readiness-text-4)" in drawn


def test_every_task_is_an_assumption_with_its_source_and_three_names():
    for task in tasks().values():
        assert task.basis == "assumed"
        assert task.source.startswith("own suggestion")
        assert all(task.names.values())


def test_tasks_of_the_lists_count_back_from_the_revision_that_closes_next(desk):
    desk.put(
        "electorate",
        *({"territory_code": one.code, "counted_on": dt.date(2026, 3, 31), "registered": 10}
          for one in register().communes() if one.province_code == MEKNES),
        at=dt.datetime(2026, 10, 1),
    )  # fmt: skip
    found, _rows = countdown(desk.store)
    # The last day to apply, 31 December 2026 (inferred), less 60, 30 and 10 days.
    reported = found["rolls", "rolls_reported", MEKNES]
    assert (reported.state, str(reported.due_on.date())) == ("done", "2026-11-01")
    silent = found["rolls", "rolls_reported", "03.271"]
    assert (silent.state, silent.days_late, silent.k) == ("late", 22, 0)
    campaign = found["rolls", "rolls_campaign", MEKNES]
    assert (campaign.state, str(campaign.due_on.date())) == ("due", "2026-12-01")
    # A period counts to its last day, and what no figure follows is late to nobody's knowledge.
    assert str(found["rolls", "rolls_tables", MEKNES].due_on.date()) == "2027-01-17"
    later, _rows = countdown(desk.store, dt.date(2026, 12, 25))
    assert later["rolls", "rolls_transfers", MEKNES].state == "unfollowed"
    assert later["rolls", "rolls_campaign", MEKNES].state == "late"  # 10 voters of its adults
    assert later["rolls", "rolls_campaign", "03.271"].state == "unknown"
    # After 31 March 2027 no revision lies ahead in the file: no task of the lists, none made up.
    after, _rows = countdown(desk.store, dt.date(2027, 4, 1))
    assert not after


def test_without_a_day_tasks_wait_and_the_end_of_the_term_is_only_said(desk):
    desk.put("elections", election("communal.2021", "held", "2021-09-08"),
             election("communal.2027", "expected"), at=dt.datetime(2026, 9, 25))  # fmt: skip
    found, _rows = countdown(desk.store)
    one = found["communal", "secretariats", MEKNES]

    # Six years after 8 September 2021 is 8 September 2027; 180 days before is 12 March 2027.
    assert (one.state, str(one.term_due_on.date())) == ("waiting", "2027-03-12")
    assert one.due_on != one.due_on
    by_nominations = found["communal", "seats_half", MEKNES]
    assert (by_nominations.state, by_nominations.term_due_on != by_nominations.term_due_on) == (
        "waiting", True,
    )  # fmt: skip
    assert not any(profile == "regional" for profile, _task, _unit in found)


@pytest.fixture
def dated(desk):
    """A communal election with its days; candidacies and stations of one province."""
    desk.put(
        "elections",
        election("communal.2027", "official", "2027-09-08",
                 nominations_close_on=dt.date(2027, 8, 20),
                 campaign_open_on=dt.date(2027, 8, 28)),
        at=dt.datetime(2027, 2, 1),
    )  # fmt: skip
    communal = {"election_id": "communal.2027"}
    desk.put("seats", communal | {"unit_code": MEKNES, "seats": 100, "seats_reserved_women": 20,
                                  "is_estimate": False, "source": "s"})  # fmt: skip
    desk.put("candidacies", communal | {"unit_code": MEKNES, "counted_on": dt.date(2027, 6, 1),
                                        "seats_covered": 60,
                                        "seats_reserved_women_covered": 5})  # fmt: skip
    desk.put("polling_coverage", communal | {"territory_code": MEKNES, "stations": 200,
                                             "counted_on": dt.date(2027, 7, 1),
                                             "agents_assigned": 90})  # fmt: skip
    return desk.store


def test_what_is_done_and_late_is_read_from_what_is_reported(dated):
    found, rows = countdown(dated, dt.date(2027, 7, 30))

    def told(task, unit=MEKNES):
        row = found["communal", task, unit]
        return row.state, row.due_on.date().isoformat()

    assert told("seats_half") == ("done", "2027-06-21")  # 60 of 100
    assert told("women_seats") == ("late", "2027-07-21")  # 5 of 20
    assert told("seats_all") == ("due", "2027-07-30")  # on its last day it is not late
    assert told("representatives_half") == ("late", "2027-07-25")  # 90 of 200
    assert told("representatives_half", "03.271") == ("unknown", "2027-07-25")
    assert told("accreditation", "03") == ("unfollowed", "2027-05-22")
    assert told("representatives_all") == ("due", "2027-08-24")
    assert found["communal", "women_seats", MEKNES].days_late == 9
    assert rows["state"].iloc[0] == "late"


def test_candidacies_are_hidden_from_whoever_may_not_see_them(dated):
    found, _rows = countdown(dated, dt.date(2027, 7, 30), sees_candidacies=False)
    row = found["communal", "seats_half", MEKNES]

    assert (row.state, row.value != row.value) == ("hidden", True)
    # Once nominations have closed they are no secret.
    after, _rows = countdown(dated, dt.date(2027, 8, 21), sees_candidacies=False)
    assert after["communal", "seats_half", MEKNES].state == "done"


def test_one_line_a_task_with_the_places_of_each_state_the_late_first(dated):
    day = dt.date(2027, 7, 30)
    _found, rows = countdown(dated, day)
    found = lines(records(rows))
    one = next(line for line in found if line.row.task == "representatives_half")

    assert one.places["late"] == (MEKNES,)
    assert (one.state, one.counts["unknown"], one.total) == ("late", 8, 9)
    pressing = [line.state in ("late", "unknown", "unfollowed") for line in found]
    assert pressing == sorted(pressing, reverse=True)
    assert soon(one, day)
    ahead = next(line for line in found if line.state == "due")
    assert soon(ahead, ahead.due_on - dt.timedelta(days=60))
    assert not soon(ahead, ahead.due_on - dt.timedelta(days=61))
