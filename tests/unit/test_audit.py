"""The audit: appended, sealed, and every change from outside found."""

import datetime as dt
import threading
from unittest.mock import Mock

import pytest

from dashboard.errors import UserError
from dashboard.state import audit
from dashboard.store import Store, check_integrity
from dashboard.store.audit import (
    Event,
    audit_rows,
    forget_before,
    forget_old,
    newest_digest,
    record,
)

FIRST = dt.datetime(2026, 10, 1, 8, 0)


def events(count):
    return [
        Event(f"a{number % 3}", "delivered", f"page-{number}", FIRST + dt.timedelta(days=number))
        for number in range(count)
    ]


@pytest.fixture
def kept(store):
    record(store, events(4))
    record(store, events(7)[4:])
    return store


def test_entries_are_in_order_and_the_chain_is_whole(kept):
    rows = audit_rows(kept)

    assert list(rows["entry_no"]) == [7, 6, 5, 4, 3, 2, 1]
    assert list(rows["previous"][:-1]) == list(rows["digest"][1:])
    assert newest_digest(kept) == rows["digest"][0]
    assert list(audit_rows(kept, account="a1")["subject"]) == ["page-4", "page-1"]
    assert check_integrity(kept) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("update app.app_audit set subject = 'other' where entry_no = 3", "3"),
        ("update app.app_audit set account = 'a9' where entry_no = 1", "1"),
        ("update app.app_audit set happened_at = '2026-01-01' where entry_no = 7", "7"),
        ("delete from app.app_audit where entry_no = 4", "5"),
        ("delete from app.app_audit where entry_no < 3", "3"),
        ("update app.app_audit set entry_no = 9 where entry_no = 7", "9"),
        ("""insert into app.app_audit
            select 8, happened_at, account, action, subject, digest, digest
            from app.app_audit where entry_no = 7""", "8"),
    ],
)  # fmt: skip
def test_a_change_from_outside_is_found_where_it_was_made(kept, change, found):
    kept.write(lambda cursor: cursor.execute(change))

    (problem,) = check_integrity(kept)
    assert (problem.code, problem.found) == ("audit.broken", found)


def test_what_is_forgotten_leaves_a_whole_chain_and_says_so(kept):
    now = FIRST + dt.timedelta(days=60)
    gone = forget_before(kept, FIRST + dt.timedelta(days=3), account="a0", at=now)

    rows = audit_rows(kept)
    assert gone == 3
    assert list(rows["entry_no"]) == [8, 7, 6, 5, 4]
    assert rows["action"][0] == "forgotten"
    assert rows["subject"][0] == f"2026-10-04 3 3 {rows['previous'].iloc[-1]}"
    assert check_integrity(kept) == []
    assert forget_before(kept, FIRST, account="a0", at=now) == 0


def test_entries_taken_out_before_a_closing_are_found(kept):
    now = FIRST + dt.timedelta(days=60)
    forget_before(kept, FIRST + dt.timedelta(days=3), account="a0", at=now)
    kept.write(lambda cursor: cursor.execute("delete from app.app_audit where entry_no = 4"))

    assert [problem.found for problem in check_integrity(kept)] == ["5"]
    closed_again = forget_old(kept, 1, account="a0", now=now)
    assert closed_again == 3
    assert list(audit_rows(kept)["action"]) == ["forgotten", "forgotten"]


def test_a_subject_is_cut_and_an_unknown_action_refused(store):
    record(store, [Event("a0", "exported", "x" * 500, FIRST)])

    assert len(audit_rows(store)["subject"][0]) == 200
    with pytest.raises(ValueError, match="looked at"):
        Event("a0", "looked at", "page", FIRST)


def test_all_of_it_is_forgotten_but_that_it_was(kept):
    after = FIRST + dt.timedelta(days=60)

    assert forget_before(kept, after - dt.timedelta(days=1), account="a0", at=after) == 7
    assert list(audit_rows(kept)["action"]) == ["forgotten"]
    assert check_integrity(kept) == []


def test_two_stores_of_one_file_go_on_with_one_chain(tmp_path):
    with Store.open(tmp_path / "a.duckdb") as one, Store.open(tmp_path / "a.duckdb") as other:
        record(one, events(2))
        record(other, events(4)[2:])
        assert len(audit_rows(one)) == 4
        assert check_integrity(one) == []


def test_what_waits_is_written_once_whoever_writes_and_whatever_fails_after(tmp_path, monkeypatch):
    database = tmp_path / "audited.duckdb"
    monkeypatch.setattr(audit, "default_store", lambda: database)
    monkeypatch.setattr(audit, "forget_old", Mock(side_effect=UserError("full")))
    desk, waiting = audit._Desk(), events(300)
    for one in waiting:
        desk.take(one)
    writers = [threading.Thread(target=desk.write_down) for _ in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    desk.write_down()

    with Store.open(database) as store:
        rows = audit_rows(store)
        assert check_integrity(store) == []
    assert sorted(rows["subject"]) == sorted(one.subject for one in waiting)


def test_what_is_sent_again_and_again_does_not_fill_the_audit(monkeypatch):
    taken = []
    monkeypatch.setattr(audit, "is_server", lambda: True)
    monkeypatch.setattr(audit, "_take", lambda *said: taken.append(said))
    monkeypatch.setattr(audit, "_told_outside", audit.Counter())
    for account in ("a1", "a2"):
        for _time in range(500):
            audit.noted_of(account, "refused", "upload")

    assert [one[0] for one in taken].count("a1") == audit._MOST_TOLD
    assert [one[0] for one in taken].count("a2") == audit._MOST_TOLD
