"""An account writes what it may, where it may: refused at the store, whatever asked for it."""

import datetime as dt

import pytest

from dashboard.store import Batch, NotAllowedError, Part, Row, Scope, Writer, commit, redo, undo
from dashboard.store.acknowledged import Warned, acknowledge
from dashboard.store.agendas import save_agenda, saved_agendas
from dashboard.store.scenarios import save_scenario

MINE, OTHER = "03.061.01.01", "03.561.01.01"
MONTH = "2026-10"
ANALYST = Writer("a1", frozenset({"import", "report", "undo", "plan"}), frozenset({MINE, "03.061"}))
LEADER = Writer("l1", frozenset({"view"}), None)


def members(code, period=MONTH):
    return {"territory_code": code, "period": period, "members": 20}


def batch(*rows, table="membership", mode="upsert", scope=None):
    return Batch(
        [Part(table, mode, [Row(n, row) for n, row in enumerate(rows, 1)], scope)], "reported"
    )


def test_what_is_written_carries_the_account(store):
    number = commit(store.written_by(ANALYST), [batch(members(MINE))])[0]

    kept = store.cursor().execute(
        "select account from app.batches where batch_no = $n", {"n": number}
    )
    assert kept.fetchone() == ("a1",)


@pytest.mark.parametrize(
    "refused",
    [
        batch(members(MINE), members(OTHER)),
        batch(members(OTHER), mode="replace",
              scope=Scope((OTHER,), dt.date(2026, 10, 1), dt.date(2026, 10, 31))),
        batch(members(MINE), mode="replace",
              scope=Scope(("03",), dt.date(2026, 10, 1), dt.date(2026, 10, 31))),
        batch({"kind": "local_secretariat", "unit_code": OTHER}, table="structures"),
        batch({"kind": "communique", "issued_on": dt.date(2026, 10, 1),
               "body": "regional_secretariat", "number": 1, "title": "x"}, table="directives"),
    ],
)  # fmt: skip
def test_rows_of_another_territory_or_of_none_are_refused_whole(store, refused):
    with pytest.raises(NotAllowedError):
        commit(store.written_by(ANALYST), [refused])

    assert store.cursor().execute("select count(*) from app.batches").fetchone() == (0,)


def test_the_refusal_names_table_row_and_territory(store):
    with pytest.raises(NotAllowedError) as refused:
        commit(store.written_by(ANALYST), [batch(members(MINE), members(OTHER))])

    said = str(refused.value.said)
    assert "row 2" in said
    assert OTHER in said


def test_who_may_only_look_writes_nothing(store):
    looking = store.written_by(LEADER)
    for write in (
        lambda: commit(looking, [batch(members(MINE))]),
        lambda: undo(looking, 1),
        lambda: redo(looking, 1),
        lambda: acknowledge(looking, [Warned("w", MINE, "")], note="known"),
        lambda: save_agenda(looking, "tour", "{}"),
        lambda: save_scenario(looking, "more", "{}"),
    ):
        with pytest.raises(NotAllowedError):
            write()
    assert saved_agendas(store) == []


def test_a_batch_that_holds_another_territory_is_not_undone_by_one_of_its_readers(store):
    both = commit(store, [batch(members(MINE), members(OTHER))])[0]
    own = commit(store, [batch(members(MINE, "2026-09"))])[0]
    analyst = store.written_by(ANALYST)

    with pytest.raises(NotAllowedError, match=OTHER.replace(".", r"\.")):
        undo(analyst, both)
    undo(analyst, own)
    redo(analyst, own)
    states = store.cursor().execute(
        "select batch_no, state, account from app.batch_states order by state_no"
    )
    assert states.fetchall()[-2:] == [(own, "undone", "a1"), (own, "accepted", "a1")]


def test_warnings_of_another_territory_are_not_left(store):
    analyst = store.written_by(ANALYST)
    acknowledge(analyst, [Warned("w", MINE, "")], note="known")

    with pytest.raises(NotAllowedError):
        acknowledge(analyst, [Warned("w", OTHER, "")], note="known")


def test_a_store_of_the_laptop_writes_everything_everywhere(store):
    assert commit(store, [batch(members(MINE), members(OTHER))]) == [1]
    assert save_agenda(store, "tour", "{}") == 1
