"""Committing, undoing and redoing: what is refused, what is named, what comes back."""

import datetime as dt
import itertools

import pytest

from dashboard.contracts import contracts
from dashboard.errors import Refused
from dashboard.store import (
    Batch,
    HangingError,
    Part,
    PendingRow,
    Row,
    Scope,
    StaleCheckError,
    batch_state,
    commit,
    hanging_rows,
    imports,
    pending,
    redo,
    remove_hanging,
    undo,
    undo_effect,
)

FES, AGDAL, MECHOUAR, MEKNES = "03.231.01.0", "03.231.01.01", "03.231.01.03", "03.061.01.01"
NORD = "legislative:fes-nord"
MAY = dt.date(2026, 5, 1), dt.date(2026, 5, 31)


def members(unit, period="2026-05", **cells):
    return {"territory_code": unit, "period": period, **cells}


def meeting(**cells):
    return {
        "meeting_id": "m1",
        "kind": "ordinary",
        "body_kind": "local_secretariat",
        "body_unit_code": MEKNES,
        "status": "held",
        "held_on": dt.date(2026, 3, 12),
        **cells,
    }


def decision(**cells):
    return {
        "decision_id": "d1",
        "meeting_id": "m1",
        "territory_code": MEKNES,
        "summary": "open a local office",
        "status": "open",
        **cells,
    }


def body(**cells):
    return {"structure_id": "s1", "kind": "local_secretariat", "unit_code": MEKNES, **cells}


def codes(refused):
    return {problem.code for problem in refused.value.problems}


def test_an_empty_cell_keeps_and_an_erased_cell_forgets(desk):
    desk.put("membership", members(MEKNES, members=120, women=45))
    desk.put("membership", members(MEKNES, women=50))
    assert desk.rows("membership")[0] | {"last_batch_no": 0} == {
        "territory_code": MEKNES, "period": "2026-05", "members": 120, "women": 50,
        "under_35": None, "new_members": None, "renewed_members": None, "last_batch_no": 0,
    }  # fmt: skip
    desk.put("membership", members(MEKNES), erased=("members",))
    (row,) = desk.rows("membership")
    assert (row["members"], row["women"], row["last_batch_no"]) == (None, 50, 3)


def test_a_replace_of_fes_leaves_the_commune_whose_code_begins_like_it(desk):
    desk.put("membership", *[members(unit, members=70) for unit in (FES, AGDAL, MECHOUAR, MEKNES)])
    desk.put("membership", mode="replace", scope=Scope((FES,), *MAY))
    assert {row["territory_code"] for row in desk.rows("membership")} == {MECHOUAR, MEKNES}


def test_a_replace_keeps_what_is_outside_its_days(desk):
    desk.put(
        "membership", *[members(MEKNES, f"2026-0{month}", members=month) for month in (4, 5, 6)]
    )
    desk.put("membership", mode="replace", scope=Scope(("03.061",), *MAY))
    assert [
        row["period"] for row in sorted(desk.rows("membership"), key=lambda r: r["period"])
    ] == [
        "2026-04",
        "2026-06",
    ]
    desk.put("membership", mode="replace", scope=Scope(("03",), None, dt.date(2026, 5, 31)))
    assert [row["period"] for row in desk.rows("membership")] == ["2026-06"]


def test_a_constituency_is_covered_when_all_its_units_are(desk, store):
    units = store.cursor().execute(
        "select unit_code from reference.constituency_units where constituency_id = $id",
        {"id": NORD},
    )
    inside = [code for (code,) in units.fetchall()]
    assert len(inside) > 1
    desk.put("structures", body(unit_code=NORD))
    desk.put("structures", mode="replace", scope=Scope(tuple(inside[:-1])))
    assert len(desk.rows("structures")) == 1
    desk.put("structures", mode="replace", scope=Scope(tuple(inside)))
    assert desk.rows("structures") == []


def test_a_replace_stops_rows_that_were_undone_when_it_was_committed(desk, store):
    first = desk.put("membership", members(MEKNES, members=10))
    undo(store, first)
    desk.put("membership", mode="replace", scope=Scope(("03.061",)))
    redo(store, first)
    assert desk.rows("membership") == []


def test_undo_then_redo_is_nothing_and_a_redone_batch_returns_to_its_place(desk, store):
    first = desk.put("membership", members(MEKNES, members=10, women=4))
    desk.put("membership", members(MEKNES, members=20))
    before = desk.facts()
    undo(store, first)
    assert desk.rows("membership")[0]["women"] is None
    redo(store, first)
    assert desk.facts() == before  # members stays 20: the redone batch is not on top


def test_the_order_of_undo_does_not_matter(desk, store):
    for n in (1, 2, 3):
        desk.put("membership", members(MEKNES, members=n), members(FES, women=n))
    desk.put("membership", members(MEKNES), mode="remove")
    seen = []
    for order in itertools.permutations((2, 3, 4)):
        for number in order:
            undo(store, number)
        seen.append(desk.facts())
        for number in order:
            redo(store, number)
    assert all(facts == seen[0] for facts in seen)
    assert {row["territory_code"]: row["members"] for row in desk.rows("membership")} == {FES: None}


def test_known_at_sees_what_was_accepted_then(desk, store):
    days = [dt.datetime(2026, 6, day) for day in range(1, 6)]
    first = desk.put("membership", members(MEKNES, members=10), at=days[0])
    undo(store, first, at=days[2])
    redo(store, first, at=days[4])
    there = [len(desk.rows("membership", known_at=day)) for day in days]
    assert there == [1, 1, 0, 0, 1]
    assert desk.rows("membership", known_at=days[0] - dt.timedelta(microseconds=1)) == []


def test_an_import_is_never_dated_before_the_newest_state(desk):
    desk.put("membership", members(MEKNES, members=1), at=dt.datetime(2026, 6, 2))
    with pytest.raises(Refused, match="later than"):
        desk.put("membership", members(MEKNES, members=2), at=dt.datetime(2026, 6, 1))
    assert desk.rows("membership")[0]["members"] == 1


def test_a_file_is_imported_once_and_an_undone_one_is_offered_for_redo(desk, store):
    first = desk.put("membership", members(MEKNES, members=1), file_sha256="f" * 64)
    with pytest.raises(Refused, match="already imported, as batch 1"):
        desk.put("membership", members(MEKNES, members=1), file_sha256="f" * 64)
    undo(store, first)
    with pytest.raises(Refused, match=r"batch 1, which is undone\. Redo"):
        desk.put("membership", members(MEKNES, members=1), file_sha256="f" * 64)
    again = Batch(
        [Part("membership", "upsert", [Row(1, members(FES))])], "reported", file_sha256="f" * 64
    )
    assert commit(store, [again], again=True) == [2]
    with pytest.raises(Refused, match="already imported, as batch 2"):
        redo(store, first)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([redo], "counts already"),
        ([undo, undo], "undone already"),
        ([undo, redo, redo], "counts already"),
    ],
)
def test_a_state_is_not_set_twice(desk, store, steps, said):
    number = desk.put("membership", members(MEKNES))
    *before, last = steps
    for step in before:
        step(store, number)
    with pytest.raises(Refused, match=said):
        last(store, number)
    with pytest.raises(Refused, match="no batch 99"):
        last(store, 99)


def test_a_file_checked_on_older_data_is_not_committed(desk, store):
    checked = store.state_no()
    desk.put("membership", members(MEKNES))
    late = Batch([Part("membership", "upsert", [Row(1, members(FES))])], "reported")
    with pytest.raises(StaleCheckError):
        commit(store, [late], checked_at_state=checked)
    assert commit(store, [late], checked_at_state=store.state_no()) == [2]


def test_several_files_are_one_transaction(desk, store):
    good = Batch([Part("meetings", "upsert", [Row(1, meeting())])], "reported")
    needs = Batch([Part("decisions", "upsert", [Row(1, decision())])], "reported")
    bad = Batch([Part("membership", "upsert", [Row(1, {"period": "2026-05"})])], "reported")
    with pytest.raises(Refused):
        commit(store, [good, needs, bad])
    assert (store.state_no(), desk.rows("meetings")) == (0, [])
    assert commit(store, [good, needs]) == [1, 2]
    assert desk.rows("decisions")[0]["meeting_on"] == dt.date(2026, 3, 12)


def test_rows_are_refused_all_at_once(desk):
    rows = [
        members(None),
        members(MEKNES, members=1),
        members(MEKNES, members=2),
        members("03.999.01.01"),
        members(FES),
    ]
    with pytest.raises(Refused) as refused:
        desk.put("membership", *rows, mode="replace", scope=Scope(("03.061",), *MAY))
    assert [(one.row, one.code) for one in refused.value.problems] == [
        (1, "identity.missing"),
        (3, "row.duplicate_key"),
        (4, "territory.unknown"),
        (4, "row.outside_scope"),
        (5, "row.outside_scope"),
    ]
    assert desk.store.state_no() == 0


def test_what_says_which_row_it_is_cannot_be_erased(desk):
    with pytest.raises(Refused) as refused:
        desk.put("structures", body(), erased=("unit_code",))
    assert codes(refused) == {"identity.erased"}


@pytest.mark.parametrize(
    ("table", "scope", "code"),
    [
        ("membership", None, "scope.no_territory"),
        ("membership", Scope(("atlantis",)), "territory.unknown"),
        ("membership", Scope(("03",), MAY[1], MAY[0]), "scope.order"),
        ("structures", Scope(("03",), *MAY), "scope.days"),
        ("directives", Scope(("03",)), "scope.territory"),
    ],
)
def test_a_scope_its_table_cannot_have_is_refused(desk, table, scope, code):
    with pytest.raises(Refused) as refused:
        desk.put(table, mode="replace", scope=scope)
    assert codes(refused) == {code}


def test_an_id_stays_in_its_territory(desk, store):
    number = desk.put("structures", body(bureau_members=7))
    undo(store, number)  # also when the batch that stored it first does not count
    with pytest.raises(Refused) as refused:
        desk.put("structures", body(unit_code=FES))
    assert codes(refused) == {"id.other_territory"}


def test_an_id_alone_names_the_row(desk):
    desk.put("structures", body(bureau_members=7, number=2))
    desk.put("structures", {"structure_id": "s1", "status": "dormant"})
    (row,) = desk.rows("structures")
    assert (row["unit_code"], row["number"], row["bureau_members"], row["status"]) == (
        MEKNES,
        2,
        7,
        "dormant",
    )


def test_undo_is_refused_while_a_row_stands_on_it_and_two_ways_out_are_offered(desk, store):
    desk.put("meetings", meeting())
    desk.put("decisions", decision())
    desk.put("decisions", decision(status="done"))
    with pytest.raises(HangingError) as refused:
        undo(store, 1)
    (row,) = refused.value.rows
    assert (row.table, row.row, row.missing, row.batch_nos) == ("decisions", "d1", "m1", (2, 3))
    assert "d1" in str(refused.value.problems[0].message)
    assert refused.value.problems[0].candidates == ("2", "3")
    assert batch_state(store.cursor(), 1) == "accepted"

    assert remove_hanging(store, refused.value.rows) == 4
    undo(store, 1)
    assert (desk.rows("decisions"), desk.rows("meetings")) == ([], [])
    with pytest.raises(HangingError):
        undo(store, 4)  # the decision would come back without its meeting
    redo(store, 1)
    undo(store, 4)
    assert desk.rows("decisions")[0]["status"] == "done"


def test_undoing_the_other_batches_is_the_other_way_out(desk, store):
    desk.put("meetings", meeting())
    desk.put("decisions", decision())
    assert [row.batch_nos for row in hanging_rows(store.cursor(), undo=[1])] == [(2,)]
    undo(store, 2)
    undo(store, 1)
    with pytest.raises(HangingError):
        redo(store, 2)


@pytest.mark.parametrize("mode", ["remove", "replace"])
def test_remove_and_replace_leave_nothing_hanging(desk, mode):
    desk.put("meetings", meeting())
    desk.put("decisions", decision())
    rows, scope = ([meeting()], None) if mode == "remove" else ([], Scope(("03.061",)))
    with pytest.raises(HangingError):
        desk.put("meetings", *rows, mode=mode, scope=scope)
    assert len(desk.rows("meetings")) == 1


def test_a_new_row_must_refer_to_something(desk):
    with pytest.raises(HangingError) as refused:
        desk.put("meetings", meeting(directive_ids=["x", "y"], structure_id="s9"))
    assert {(row.column, row.missing) for row in refused.value.rows} == {
        ("directive_ids", "x"),
        ("directive_ids", "y"),
        ("structure_id", "s9"),
    }


def test_undated_cells_of_a_body_are_true_from_their_report_day_on(desk):
    march, june = dt.date(2026, 3, 31), dt.date(2026, 6, 30)
    desk.put(
        "structures", body(reported_on=march, bureau_members=5, founded_on=dt.date(2026, 2, 1))
    )
    desk.put("structures", body(reported_on=june, bureau_members=9))
    at = {day: desk.rows("structures", as_of=day)[0] for day in (dt.date(2026, 1, 1), march, june)}
    assert [row["bureau_members"] for row in at.values()] == [None, 5, 9]
    assert [row["reported_on"] for row in at.values()] == [march, march, june]
    assert {row["founded_on"] for row in at.values()} == {dt.date(2026, 2, 1)}


def test_the_first_plan_stays_so_that_slippage_shows(desk):
    days = [dt.date(2026, month, 1) for month in (3, 4, 5)]
    for day in days:
        desk.put("structures", body(planned_on=day))
    assert desk.rows("structures")[0]["first_planned_on"] == days[0]
    desk.put("structures", body(), mode="remove")
    desk.put("structures", body(planned_on=days[1]))
    assert desk.rows("structures")[0]["first_planned_on"] == days[1]
    desk.put("structures", body(first_planned_on=days[2]))
    assert desk.rows("structures")[0]["first_planned_on"] == days[2]


def test_a_postponed_meeting_keeps_the_day_of_its_key(desk):
    planned, moved = dt.date(2026, 3, 10), dt.date(2026, 4, 2)
    desk.put("meetings", meeting(status="planned", planned_on=planned, held_on=None))
    desk.put("meetings", meeting(status="postponed", planned_on=moved, held_on=None))
    desk.put("meetings", meeting(held_on=moved))
    (row,) = desk.rows("meetings")
    assert (row["key_on"], row["planned_on"], row["held_on"]) == (planned, moved, moved)


def test_a_replace_of_days_looks_at_the_first_plan_of_a_meeting(desk):
    planned, moved = dt.date(2026, 3, 10), dt.date(2026, 5, 2)
    desk.put("meetings", meeting(status="planned", planned_on=planned, held_on=None))
    desk.put("meetings", meeting(status="postponed", planned_on=moved, held_on=None))
    desk.put("meetings", mode="replace", scope=Scope(("03.061",), *MAY))
    assert len(desk.rows("meetings")) == 1
    desk.put("meetings", mode="replace", scope=Scope(("03.061",), None, planned))
    assert desk.rows("meetings") == []


def test_imports_lists_every_batch(desk, store):
    desk.put("membership", members(MEKNES), members(FES), file_name="may.csv", note="by phone")
    undo(store, desk.put("membership", mode="replace", scope=Scope(("03.061",))))
    listed = imports(store)
    assert listed[["batch_no", "state", "rows", "dropped"]].values.tolist() == [
        [2, "undone", 0, 1],
        [1, "accepted", 2, 0],
    ]
    assert listed.loc[1, ["file_name", "note", "account", "origin"]].tolist() == [
        "may.csv",
        "by phone",
        "local",
        "reported",
    ]
    assert [list(modes) for modes in listed["modes"]] == [["replace"], ["upsert"]]


def test_pending_rows_are_kept_until_a_batch_takes_them_in(store):
    waiting = PendingRow("decisions", '{"meeting": "?"}', "meeting of 12/03/2026", "reported")
    assert commit(store, [], keep=[waiting]) == []
    (kept,) = pending(store)
    assert (kept, kept.pending_no, imports(store).empty) == (waiting, 1, True)
    batch = Batch([Part("membership", "upsert", [Row(1, members(MEKNES))])], "reported")
    commit(store, [batch], settles=[kept.pending_no])
    assert pending(store) == []


def test_every_column_of_every_contract_is_stored_and_read_back(desk):
    sample = {
        "integer": 3, "boolean": True, "date": dt.date(2026, 5, 2), "period": "2026-05",
        "code": MEKNES, "unit": MEKNES, "units": [MEKNES, FES], "texts": ["a|b", "é\"'"],
        "dates": [dt.date(2026, 1, 2)], "text": "ّنصّ 'x' \"y\"", "id": "i1", "enum": "e",
    }  # fmt: skip
    for contract in contracts().values():
        if contract.references:
            continue
        row = {column.name: sample[column.type] for column in contract.columns}
        desk.put(contract.table, row)
        (found,) = desk.rows(contract.table)
        assert {name: found[name] for name in row} == row


def test_what_an_undo_would_do_is_told_and_not_done(desk):
    desk.put("membership", members(FES, members=100), members(MEKNES, members=50))
    second = desk.put("membership", members(FES, members=120, women=40), members(AGDAL, members=9))
    before, state_no = desk.rows("membership"), desk.store.state_no()

    undone = undo_effect(desk.store, second, "undone")
    assert (undone.gone, undone.back, undone.values) == (1, 0, 2)
    assert (desk.rows("membership"), desk.store.state_no()) == (before, state_no)

    undo(desk.store, second)
    again = undo_effect(desk.store, second, "accepted")
    assert (again.gone, again.back, again.values) == (0, 1, 2)
    with pytest.raises(Refused):
        undo_effect(desk.store, second, "undone")


def test_an_undo_that_leaves_a_row_without_what_it_refers_to_is_told_before(desk):
    first = desk.put("meetings", meeting())
    desk.put("decisions", decision())

    with pytest.raises(HangingError):
        undo_effect(desk.store, first, "undone")
