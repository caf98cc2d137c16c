"""What a file would do, said before it is committed: by hand, over the real register."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.contracts import contracts
from dashboard.errors import Refused
from dashboard.intake.importing import check, commit
from dashboard.readiness.impact import impact
from dashboard.store import Scope
from dashboard.store.schema import fact_table

TODAY = dt.date(2026, 11, 23)
IFRANE, AZROU = "03.271", "03.271.01.01"
BODIES = "kind,unit_code,founded_on,reported_on\n"
MEMBERS = "territory_code,period,members,women\n"


@pytest.fixture
def checked(store):
    def of(table, text, **asked):
        return check(store, table, text.encode(), file_name=f"{table}.csv", today=TODAY, **asked)

    return of


def everything(store):
    cursor = store.cursor()
    tables = [*(fact_table(one) for one in contracts().values()), "app.batches",
              "app.batch_states", "app.batch_parts", "app.batch_units", "app.app_lock"]  # fmt: skip
    return {name: cursor.execute(f"select * from {name}").fetchall() for name in tables}  # noqa: S608


def test_a_founded_body_covers_its_commune_and_leaves_no_trace(store, checked):
    file = checked("structures", BODIES + f"local_secretariat,{AZROU},2025-03-10,2026-11-01\n")
    assert not file.refused, file.problems
    before = everything(store)

    found = impact(store, file)

    assert everything(store) == before
    assert store.state_no() == 0
    assert [one.unit_code for one in found.provinces] == ["03", IFRANE]
    change = found.provinces[1]
    assert (change.before.communes_known, change.after.communes_known) == (0, 1)
    assert (change.before.communes_covered, change.after.communes_covered) == (0, 1)
    assert change.before.score is None
    assert change.after.communes == 10
    assert not found.changes_much
    assert not found.changes_nothing


def test_what_is_foretold_is_what_the_commit_does(store, checked):
    file = checked("structures", BODIES + f"local_secretariat,{AZROU},2025-03-10,2026-11-01\n")
    foretold = impact(store, file)
    commit(store, file)
    later = checked(
        "structures", BODIES + f"local_secretariat,{IFRANE}.01.03,2025-03-10,2026-11-01\n"
    )

    assert impact(store, later).provinces[1].before == foretold.provinces[1].after


def test_nobody_else_sees_it(store, checked, monkeypatch):
    from dashboard.store import rehearsal

    seen = []
    append = rehearsal.append_batches

    def append_and_look(cursor, batches):
        numbers = append(cursor, batches)
        seen.append(store.state_no())
        return numbers

    monkeypatch.setattr(rehearsal, "append_batches", append_and_look)
    impact(store, checked("membership", MEMBERS + f"{AZROU},2026-10,40,12\n"))

    assert seen == [0]


def test_the_file_on_disk_keeps_its_bytes(tmp_path):
    from dashboard.store import Store

    path = tmp_path / "kept.duckdb"
    with Store.open(path) as made:
        rows = MEMBERS + f"{AZROU},2026-10,40,12\n"
        commit(made, check(made, "membership", rows.encode(), file_name="a.csv", today=TODAY))
    with Store.open(path) as opened:
        bytes_before = path.read_bytes()
        other = MEMBERS + f"{AZROU},2026-10,80,24\n"
        impact(
            opened,
            check(opened, "membership", other.encode(), file_name="b.csv", today=TODAY),
        )
        wal = path.with_name(path.name + ".wal")
        assert path.read_bytes() == bytes_before
        assert not wal.exists() or wal.stat().st_size == 0


def test_more_than_thirty_percent_of_the_values_is_said(store, checked):
    commit(store, checked("membership", MEMBERS + "".join(
        f"{IFRANE}.01.{n:02},2026-10,100,40\n" for n in (1, 3)
    )))  # fmt: skip
    third = impact(store, checked("membership", MEMBERS
        + f"{IFRANE}.01.01,2026-10,105,40\n{IFRANE}.01.03,2026-10,100,40\n"))  # fmt: skip
    half = impact(store, checked("membership", MEMBERS
        + f"{IFRANE}.01.01,2026-10,105,41\n{IFRANE}.01.03,2026-10,100,40\n"))  # fmt: skip

    assert (third.values_changed, third.values_present) == (1, 4)
    assert not third.changes_much
    assert (half.values_changed, half.values_present) == (2, 4)
    assert half.changes_much


def test_a_file_that_changes_nothing_says_so(store, checked):
    commit(store, checked("membership", MEMBERS + f"{AZROU},2026-10,40,12\n"))

    found = impact(store, checked("membership", MEMBERS + f"{AZROU},2026-10,40,12\n\n"))

    assert found.changes_nothing
    assert found.provinces == ()


def test_rows_that_a_replace_drops_are_listed(store, checked):
    commit(store, checked("membership", MEMBERS
        + f"{IFRANE}.01.01,2026-10,100,40\n{IFRANE}.01.03,2026-10,100,40\n"))  # fmt: skip
    scope = Scope((IFRANE,), dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    file = checked("membership", MEMBERS + f"{AZROU},2026-10,100,40\n", mode="replace", scope=scope)

    found = impact(store, file)

    assert found.gone_count == 1
    assert [(row.table, row.place, row.dated) for row in found.gone] == [
        ("membership", f"{IFRANE}.01.03", "2026-10")
    ]
    assert (found.values_changed, found.values_present) == (2, 4)
    assert found.changes_much


def test_a_part_of_a_province_is_asked_about_and_a_whole_one_is_not(store, checked):
    some = checked(
        "membership", MEMBERS + f"{IFRANE}.01.01,2026-10,100,40\n{IFRANE}.01.03,2026-10,9,4\n"
    )

    (part,) = impact(store, some).parts

    assert (part.province_code, part.month) == (IFRANE, "2026-10")
    assert (part.communes_in_file, part.communes) == (2, 10)

    from dashboard.territory.register import register

    every = [one.code for one in register().communes() if one.province_code == IFRANE]
    whole = checked("membership", MEMBERS + "".join(f"{code},2026-10,20,4\n" for code in every))
    assert impact(store, whole).parts == ()


def test_an_arrondissement_stands_for_its_commune(store, checked):
    (part,) = impact(store, checked("membership", MEMBERS + "03.231.01.01,2026-10,30,4\n")).parts

    assert (part.province_code, part.communes_in_file) == ("03.231", 1)


def test_a_refused_file_has_no_impact(store, checked):
    with pytest.raises(Refused):
        impact(store, checked("membership", MEMBERS + f"{AZROU},2026-10,40,99\n"))
