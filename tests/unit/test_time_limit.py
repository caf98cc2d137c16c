"""No question runs for ever, and no browser is sent more rows than it bears."""

import datetime as dt
import threading

import pandas as pd
import pytest

from dashboard import questions
from dashboard.errors import UserError
from dashboard.questions import ask, time_limit
from dashboard.questions.time_limit import bounded
from dashboard.store import Store

ENDLESS = (
    "select count(*) from range(1_000_000) a, range(1_000_000) b where (a.range + b.range) % 7 = 9"
)


@pytest.fixture(scope="module")
def store():
    with Store.open(None) as opened:
        yield opened


def test_what_never_ends_is_stopped_and_said(store):
    cursor = store.cursor()
    with pytest.raises(UserError) as stopped, bounded(cursor, 0.1):
        cursor.execute(ENDLESS).fetchall()

    assert "was stopped" in str(stopped.value.said)
    assert cursor.execute("select 1").fetchone() == (1,)


def test_every_question_is_bounded(store, monkeypatch):
    monkeypatch.setattr(time_limit, "MOST_SECONDS", 0.1)
    monkeypatch.setattr(questions, "answered", lambda cursor, *_: cursor.execute(ENDLESS).df())

    with pytest.raises(UserError):
        ask(store, "coverage_groups", as_of=dt.date(2026, 11, 23), scope=["03"])


def test_what_ends_in_time_leaves_nothing_running(store):
    before = threading.active_count()
    with bounded(store.cursor()) as nothing:
        assert nothing is None
    assert threading.active_count() == before


def test_a_long_table_is_cut_and_says_so(monkeypatch):
    from dashboard.figures.tables import TableColumn, table
    from dashboard.screens import _table

    sent, said = [], []
    monkeypatch.setattr(_table, "_COMPONENT", lambda **given: sent.append(given["data"]["rows"]))
    monkeypatch.setattr(_table, "note", said.append)
    for count in (_table.MOST_ROWS, _table.MOST_ROWS + 1):
        rows = pd.DataFrame({"n": range(count)})
        column = TableColumn("n", lambda row: str(row.n), lambda row: row.n)
        _table.show_table(table(rows, [column], caption="c", id_column="n"), key="t")

    assert [len(rows) for rows in sent] == [_table.MOST_ROWS] * 2
    assert len(said) == 1
