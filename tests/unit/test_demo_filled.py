"""The demonstration is plausible, says that it is synthetic, and tells what was known when."""

import datetime as dt
from collections import Counter

import pytest

from dashboard.contracts import contracts
from dashboard.demo.generate import fill
from dashboard.demo.history import history, parameters
from dashboard.demo.organisation import never_heard
from dashboard.store import Store, check_integrity, current_select, imports
from dashboard.territory.register import register

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23)
SILENT, LATE, FES = "03.131", "03.531", "03.231.01.0"


@pytest.fixture(scope="module")
def filled():
    with Store.open(None) as store:
        yield store, fill(store, today=TODAY)


def current(store, table, known_at=NOW):
    contract, values = contracts()[table], {"known_at": known_at}
    if table == "structures":
        values["as_of"] = [TODAY]
    found = store.cursor().execute(current_select(contract), values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def province(code):
    place = register().place(code)
    return place.province_code if place else "03.231"


def months(rows, where):
    return {row["period"] for row in rows if province(row["territory_code"]) == where}


def test_every_invented_batch_is_synthetic_and_its_note_says_so(filled):
    store, result = filled
    listed = imports(store)

    invented = listed[listed["origin"] == "synthetic"]
    public = listed[listed["origin"] != "synthetic"]
    assert set(public["origin"]) == {"public_source"}
    assert len(public) == 3
    assert all("معطيات اصطناعية" in note and "synthétiques" in note for note in invented["note"])
    assert len(listed) == result.batches
    assert 100 <= result.batches <= 250


def test_database_is_whole(filled):
    store, _ = filled

    assert check_integrity(store) == []


def test_nothing_arrives_after_today(filled):
    store, _ = filled

    assert imports(store)["last_state_at"].max() < NOW


def test_two_in_five_communes_have_their_own_secretariat(filled):
    rows = current(filled[0], "structures")
    own = {r["unit_code"] for r in rows if r["kind"] == "local_secretariat" and r["founded_on"]}
    communes = own & {one.code for one in register().communes()}
    arrondissements = own & {one.code for one in register().arrondissements()}

    assert 0.38 * 194 <= len(communes) <= 0.48 * 194
    assert len(arrondissements) == 4
    assert FES not in own
    assert own & {one.code for one in register().cercles()} == {
        "03.451.03", "03.451.05", "03.451.07", "03.591.05",
    }  # fmt: skip


def test_every_status_of_a_structure_is_met(filled):
    rows = current(filled[0], "structures")
    local = Counter(r["status"] for r in rows if r["kind"] == "local_secretariat")

    assert set(local) == {
        "not_started", "planned", "convened", "founded", "renewal_due", "dormant",
    }  # fmt: skip
    assert local["dormant"] == 5
    assert 2 <= local["renewal_due"] <= 12
    planned = [row for row in rows if row["status"] == "planned"]
    assert sum(row["planned_on"] < TODAY for row in planned) >= 10
    assert sum(row["planned_on"] > TODAY for row in planned) >= 10
    assert any(row["first_planned_on"] < row["planned_on"] for row in planned)
    assert any(row["renewals"] for row in rows)


def test_founding_speeds_up_from_the_regional_meeting_on(filled):
    rows = current(filled[0], "structures")
    founded = [
        row["founded_on"]
        for row in rows
        if row["kind"] == "local_secretariat" and row["founded_on"]
    ]
    after = sum(day >= dt.date(2025, 5, 18) for day in founded)

    # 18 months of the 58 hold about half of the foundings
    assert 0.4 <= after / len(founded) <= 0.65
    assert min(founded) < dt.date(2023, 1, 1)


def test_the_provincial_level_of_fes_sits_on_its_two_constituencies(filled):
    rows = current(filled[0], "structures")
    seats = {row["unit_code"] for row in rows if row["kind"] == "provincial_secretariat"}

    assert len(seats) == 10
    assert {"legislative:fes-nord", "legislative:fes-sud"} < seats
    assert "03.231" not in seats


def test_two_months_of_silence_are_silence_not_zero(filled):
    store, _ = filled
    returns, members = current(store, "returns"), current(store, "membership")

    assert max(months(returns, "03.451")) == "2026-10"
    assert max(months(returns, SILENT)) == max(months(members, SILENT)) == "2026-08"
    assert not any(
        province(row["body_unit_code"]) == SILENT and row["held_on"] >= dt.date(2026, 9, 1)
        for row in current(store, "meetings")
        if row["body_kind"] == "local_secretariat" and row["held_on"]
    )


def test_one_province_is_always_late(filled):
    returns = current(filled[0], "returns")
    october = dt.date(2026, 10, 31)

    assert max(months(returns, LATE)) == "2026-09"
    assert october + dt.timedelta(days=36) > TODAY
    known_then = current(filled[0], "returns", dt.datetime(2026, 10, 20))
    assert max(months(known_then, LATE)) == "2026-08"
    assert max(months(known_then, "03.061")) == "2026-09"


def test_some_communes_are_never_heard_of_and_some_sheets_miss_communes(filled):
    returns = current(filled[0], "returns")
    silent = never_heard(history(TODAY))
    heard = {row["territory_code"] for row in returns}
    by_month = Counter(row["period"] for row in returns if row["table_name"] == "structures")

    assert len(silent) == 4
    assert not silent & heard
    # 193 communes and six arrondissements, less four: a month is never whole
    assert all(150 <= by_month[f"2026-{month:02d}"] < 195 for month in range(1, 9))
    assert FES not in heard


def test_members_grow_and_are_few_in_some_communes(filled):
    rows = current(filled[0], "membership")
    by_month = Counter()
    for row in rows:
        by_month[row["period"]] += row["members"]
    adults = register().region().adults_18_plus

    assert by_month["2026-08"] > 1.3 * by_month["2024-08"]
    assert 1.5 <= 1000 * by_month["2026-08"] / adults <= 5
    few = [row for row in rows if row["period"] == "2026-08" and 1 <= row["members"] <= 9]
    assert len(few) >= 10


def test_a_cercle_reports_for_two_communes_and_holds_at_least_the_sum_of_the_others(filled):
    rows = current(filled[0], "membership")
    cercle, inside = (
        parameters()["membership"]["cercle"],
        parameters()["membership"]["inside_cercle"],
    )
    codes = {one.code for one in register().communes() if one.cercle_code == cercle}
    reported = {row["territory_code"] for row in rows}

    assert len(inside) == 2
    assert set(inside) < codes
    assert not set(inside) & reported
    for row in rows:
        if row["territory_code"] == cercle:
            of_month = [r for r in rows if r["period"] == row["period"]]
            assert row["members"] >= sum(
                r["members"] for r in of_month if r["territory_code"] in codes
            )


def test_late_correction_is_known_only_from_its_day_on(filled):
    store, _ = filled

    def corrected(known_at):
        rows = current(store, "membership", known_at)
        return {
            row["territory_code"]: row["members"]
            for row in rows
            if row["period"] == "2026-04" and province(row["territory_code"]) == "03.061"
        }

    before, after = corrected(dt.datetime(2026, 6, 10)), corrected(dt.datetime(2026, 6, 20))
    changed = [code for code in after if after[code] != before.get(code)]
    assert 2 <= len(changed) <= 3
    assert all(after[code] < before[code] for code in changed if code in before)


def test_the_sheet_sent_by_mistake_counts_no_more(filled):
    store, result = filled
    listed = imports(store)
    undone = listed[listed["state"] == "undone"]

    assert list(undone["batch_no"]) == result.undone
    assert len(undone) == 1
    assert not any(row["last_batch_no"] in result.undone for row in current(store, "membership"))


def test_meetings_turn_over_the_provinces_and_decisions_are_in_every_state(filled):
    store, _ = filled
    meetings = current(store, "meetings")
    # what the communiqué decided has no day it is due by
    decisions = [row for row in current(store, "decisions") if row["due_on"]]
    hosts = {
        row["host_territory_code"]
        for row in meetings
        if row["body_kind"] == "regional_secretariat" and row["held_on"] > dt.date(2025, 11, 23)
    }

    assert 5 <= len(hosts) <= 7
    assert {row["status"] for row in meetings} == {"held", "planned", "postponed", "cancelled"}
    due = [row for row in decisions if row["due_on"] <= TODAY and row["status"] != "dropped"]
    on_time = sum(bool(row["done_on"]) and row["done_on"] <= row["due_on"] for row in due)
    assert 0.45 <= on_time / len(due) <= 0.75
    assert any(row["due_on"] > TODAY for row in decisions)
    assert {row["status"] for row in decisions} == {"open", "in_progress", "done", "dropped"}


def test_milestones_have_tasks_done_and_tasks_due(filled):
    store, _ = filled
    milestones, tasks = current(store, "milestones"), current(store, "milestone_tasks")

    assert {row["date_status"] for row in milestones} == {
        "held", "confirmed", "expected", "unknown",
    }  # fmt: skip
    near = {row["milestone_id"] for row in milestones if row["happens_on"]}
    near -= {row["milestone_id"] for row in milestones if row["date_status"] == "held"}
    assert {row["milestone_id"] for row in tasks} >= near != set()
    assert len({row["territory_code"] for row in tasks}) == 9
    assert {bool(row["done_on"]) for row in tasks} == {True, False}
