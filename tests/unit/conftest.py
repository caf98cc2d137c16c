"""Fixtures of the unit tests: a store in memory, and short ways to write and read it."""

import datetime as dt

import pytest

from dashboard.contracts import contracts
from dashboard.store import Batch, Part, Row, Store, commit, current_select

ALWAYS = dt.datetime(9999, 1, 1)


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


class Desk:
    """A store with the two things a test does to it: put rows in, read current rows."""

    def __init__(self, store):
        self.store = store

    def put(self, table, *rows, mode="upsert", scope=None, erased=(), **batch):
        given = [Row(number, values, tuple(erased)) for number, values in enumerate(rows, 1)]
        at = batch.pop("at", None)
        one = Batch([Part(table, mode, given, scope)], batch.pop("origin", "reported"), **batch)
        return commit(self.store, [one], at=at)[0]

    def rows(self, table, known_at=ALWAYS, as_of=None):
        contract = contracts()[table]
        values = {"known_at": known_at}
        if any(column.is_undated for column in contract.columns):
            values["as_of"] = [as_of or dt.date(2030, 1, 1)]
        found = self.store.cursor().execute(current_select(contract), values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def facts(self):
        """Everything that is current, in an order of its own: to compare two moments."""
        return {
            table: sorted(
                tuple(repr(value) for name, value in row.items()) for row in self.rows(table)
            )
            for table in contracts()
        }


@pytest.fixture
def desk(store):
    return Desk(store)
