"""Current rows kept in memory: of one moment, never another's, and no larger than they need be."""

import datetime as dt

import duckdb
import pytest

from dashboard.contracts import contracts
from dashboard.questions import ask, tables
from dashboard.questions.standing import Standing
from dashboard.store import keep, kept, kept_select, undo
from dashboard.store.states import append_state

CONTRACT = contracts()["membership"]
DAY, AT = dt.date(2026, 11, 23), dt.datetime(2026, 11, 20, 9)
LATER = dt.datetime(2026, 11, 22)
PLACE = "03.061.01.07"


def month(number, members, place=PLACE):
    return {"territory_code": place, "period": f"2026-{number:02d}", "members": members}


def kept_members(store):
    sql = kept_select(store.cursor(), CONTRACT, LATER)
    return sql and sorted(store.cursor().execute(sql).df()["members"])


def test_what_is_committed_while_rows_are_kept_waits_for_the_next_question(desk, monkeypatch):
    """Also with a clock that went back, so that both states are of the same moment."""
    desk.put("membership", month(1, 10), at=AT)
    bring = kept._bring

    def and_meanwhile(*given):
        monkeypatch.setattr(kept, "_bring", bring)
        desk.put("membership", month(2, 20), at=AT)
        bring(*given)

    monkeypatch.setattr(kept, "_bring", and_meanwhile)
    keep(desk.store, [CONTRACT], LATER)

    held = desk.store.cursor().execute("select members from reference.kept_membership").fetchall()
    assert held == [(10,)]
    assert kept_members(desk.store) is None, "a state more is there than is kept"
    keep(desk.store, [CONTRACT], LATER)
    assert kept_members(desk.store) == [10, 20]


def test_a_rehearsal_is_not_given_the_rows_of_a_commit_of_the_same_number(desk):
    desk.put("membership", month(1, 10), at=AT)
    rehearsal = desk.store.cursor()
    rehearsal.execute("begin transaction")
    append_state(rehearsal, 1, "undone", "local", AT + dt.timedelta(hours=1))
    desk.put("membership", month(2, 20), at=AT + dt.timedelta(hours=2))
    keep(desk.store, [CONTRACT], LATER)

    assert kept_members(desk.store) == [10, 20]
    assert kept_select(rehearsal, CONTRACT, LATER) is None
    rehearsal.execute("rollback")


def test_a_failed_transaction_leaves_what_was_kept(desk, monkeypatch):
    desk.put("membership", month(1, 10), at=AT)
    keep(desk.store, [CONTRACT], LATER)
    undo(desk.store, 1, at=AT)
    with monkeypatch.context() as patched:
        patched.setattr(kept, "current_select", lambda *_, **__: "select $known_at, nothing")
        with pytest.raises(duckdb.BinderException):
            keep(desk.store, [CONTRACT], LATER)
    assert kept_members(desk.store) is None
    keep(desk.store, [CONTRACT], LATER)
    assert kept_members(desk.store) == []


def test_rows_that_are_said_again_and_again_do_not_fill_the_memory(desk, monkeypatch):
    monkeypatch.setattr(kept, "_DEAD_AT_MOST", 10)
    for number in range(40):
        desk.put("membership", month(1, number), month(2, number), at=AT)
        keep(desk.store, [CONTRACT], LATER)
    last = desk.store.cursor().execute("select max(rowid) from reference.kept_membership")
    assert last.fetchone()[0] <= 2 * 2 + 10 + 2
    assert kept_members(desk.store) == [39, 39]


def test_nobody_waits_while_the_rows_of_an_earlier_moment_are_walked(desk, monkeypatch):
    desk.put("membership", month(1, 10), at=AT)
    desk.put("membership", month(1, 20), at=AT + dt.timedelta(days=1))
    walks = []
    walk = tables.current_select

    def watched(*given, **others):
        walks.append(kept._lock.locked())
        return walk(*given, **others)

    monkeypatch.setattr(tables, "current_select", watched)
    found = ask(desk.store, "territory_members", as_of=DAY, known_at=AT, territory=PLACE,
                scope=("03",), exact=True)  # fmt: skip
    assert set(found["members"].dropna()) == {10}
    assert walks
    assert not any(walks)


def test_standing_tables_begin_again_after_any_fault(desk, monkeypatch):
    """What is rolled back is not taken for built, whatever it was that failed."""
    desk.put("membership", month(10, 10), at=AT)
    given = {"territory": PLACE, "scope": ("03",), "exact": True}
    standing = Standing(desk.store, [DAY], LATER)
    with monkeypatch.context() as patched:
        patched.setattr("dashboard.questions.standing.answered", lambda *_: {}["no memory"])
        with pytest.raises(KeyError):
            standing.ask(["territory_members"], **given)
    assert not standing.ask(["territory_members"], **given)["territory_members"].empty
