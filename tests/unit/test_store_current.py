"""The current rows against a slow, obviously right walk, over random histories.

The walk is written from the wording of the contracts («walk the accepted batches from the highest
number to the lowest…»), on Python lists, and never looks at what the store has stored.
"""

import csv
import datetime as dt
import os
import random

import pytest

from dashboard.contracts import contracts
from dashboard.paths import REFERENCE
from dashboard.store import (
    Batch,
    HangingError,
    Part,
    Row,
    Scope,
    Store,
    commit,
    current_select,
    keep,
    kept_select,
    redo,
    undo,
)
from tests.lakes import a_store

START = dt.datetime(2026, 1, 10, 8)
MEKNES, FES, AGDAL, MECHOUAR = "03.061.01.01", "03.231.01.0", "03.231.01.01", "03.231.01.03"
RURAL, CERCLE = "03.061.03.01", "03.061.03"
NORD, SUD = "legislative:fes-nord", "legislative:fes-sud"
MONTHS = ("2026-01", "2026-02", "2026-03")
DAYS = tuple(
    dt.date(2026, month, day) for month in (1, 2, 3) for day in (5, 31 if month != 2 else 28)
)


# ------------------------------------------------------------------ what lies in what, by hand
def _csv(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _containers():
    """Every territory's containers, from the parent columns alone."""
    above = {"MA": {"MA"}}
    for name in ("regions", "provinces", "cercles", "communes", "arrondissements"):
        for place in _csv(name):
            above[place["code"]] = {place["code"], "MA"} | {
                place[parent]
                for parent in ("region_code", "province_code", "cercle_code", "commune_code")
                if place.get(parent)
            }
    return above


ABOVE = _containers()
SEATS = {}
for _row in _csv("constituency_units"):
    SEATS.setdefault(_row["constituency_id"], set()).add(_row["unit_code"])


def lies_in(unit, territory):
    if unit in SEATS:
        return unit == territory or all(lies_in(one, territory) for one in SEATS[unit])
    if territory in SEATS:
        return any(lies_in(unit, one) for one in SEATS[territory])
    return territory in ABOVE[unit]


def covered(unit, territories):
    if any(lies_in(unit, territory) for territory in territories):
        return True
    return unit in SEATS and all(covered(one, territories) for one in SEATS[unit])


# ------------------------------------------------------------------ the walk
class History:
    """Batches as they were given, with their states: a list, looked at from the end."""

    def __init__(self):
        self.batches = []  # (parts by table, states [(happened_at, state)], day)

    def accepted(self, known_at):
        """Numbers of the batches that count, highest first."""
        counting = []
        for number, (_parts, states, _day) in enumerate(self.batches, 1):
            known = [state for at, state in states if at <= known_at]
            if known and known[-1] == "accepted":
                counting.append(number)
        return counting[::-1]

    def ever(self, table, key, before):
        """The rows given for a key by any batch before a number, oldest first."""
        for parts, _states, _day in self.batches[: before - 1]:
            part = parts.get(table)
            if part and part.mode != "remove":
                yield from (row for row in part.rows if key_of(table, row) == key)

    def meeting_day(self, key, before):
        """The first planned_on ever stored, else held_on."""
        rows = list(self.ever("meetings", key, before))
        planned = [row.values["planned_on"] for row in rows if row.values.get("planned_on")]
        held = [row.values["held_on"] for row in rows if row.values.get("held_on")]
        return next(iter(planned + held), None)

    def covers(self, number, table, key, scope):
        """Whether the scope of a batch covers a key."""
        contract = contracts()[table]
        stored = list(self.ever(table, key, len(self.batches) + 1))
        place = stored[0].values[contract.place]
        if not covered(place, scope.territories):
            return False
        if scope.first is None and scope.last is None:
            return True
        if table == "meetings":
            day = self.meeting_day(key, number)
            if day is None:
                return False  # first stored later: nothing older to stop
        else:
            day = dt.date.fromisoformat(stored[0].values["period"] + "-01")
        after = scope.first is None or scope.first <= day
        return after and (scope.last is None or day <= scope.last)

    def current(self, table, known_at, as_of=None):
        keys = {
            key_of(table, row)
            for parts, _states, _day in self.batches
            if table in parts and parts[table].mode != "remove"
            for row in parts[table].rows
        }
        walked = {key: self.walk(table, key, known_at, as_of) for key in keys}
        return {key: cells for key, cells in walked.items() if cells is not None}

    def walk(self, table, key, known_at, as_of):
        met = self.met(table, key, known_at)
        if not met:
            return None
        full = {}
        for column in contracts()[table].facts:
            seen = [row for row, reported in met if not column.is_undated or reported <= as_of]
            full[column.name] = first_told(column.name, seen)
        return self.of_structures(full, met, as_of) if table == "structures" else full

    def met(self, table, key, known_at):
        """The rows of a key met before a stop, with the day each reports for."""
        met = []
        for number in self.accepted(known_at):
            parts, _states, day = self.batches[number - 1]
            part = parts.get(table)
            if part is None:
                continue
            row = next((row for row in part.rows if key_of(table, row) == key), None)
            if row and part.mode == "remove":
                break
            if row:
                met.append((row, row.values.get("reported_on") or day))
            elif part.mode == "replace" and self.covers(number, table, key, part.scope):
                break
        return met

    def of_structures(self, full, met, as_of):
        reports = [reported for _row, reported in met]
        past = [day for day in reports if day <= as_of]
        full["reported_on"] = max(past) if past else min(reports)
        if full["first_planned_on"] is None:
            plans = [row.values.get("planned_on") for row, _day in reversed(met)]
            full["first_planned_on"] = next((plan for plan in plans if plan), None)
        return full

    def hangs(self):
        """Whether a current row refers to nothing."""
        now = dt.datetime.max
        held = {
            table: self.current(table, now, dt.date.max) for table in ("structures", "meetings")
        }
        decisions = self.current("decisions", now)
        meetings = {key[0] for key in held["meetings"]}
        structures = {key[0] for key in held["structures"]}
        numbers = self.latest_meeting(decisions, now)
        return any(one not in meetings for one in numbers) or any(
            cells["structure_id"] and cells["structure_id"] not in structures
            for cells in held["meetings"].values()
        )

    def latest_meeting(self, decisions, known_at):
        return [f"m.{key[0].split('.', 1)[1].rsplit('.', 1)[0]}" for key in decisions]


def first_told(name, rows):
    """The first value or erasure met; an empty cell is passed over."""
    for row in rows:
        if name in row.erased:
            return None
        if row.values.get(name) is not None:
            return row.values[name]
    return None


def key_of(table, row):
    return tuple(row.values[name] for name in contracts()[table].key)


# ------------------------------------------------------------------ random histories
class Dice:
    """Random rows over a few units: Fès, two of its arrondissements, its constituencies, Meknès."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.units = [MEKNES, FES, AGDAL, MECHOUAR, RURAL, CERCLE]

    def maybe(self, share, value):
        return value if self.random.random() < share else None

    def rows(self, table, mode, scope):
        keys = self.random.sample(self.keys(table), self.random.randint(0, 6))
        keys = [key for key in keys if mode != "replace" or self.inside(table, key, scope)]
        return [self.row(table, mode, key, number) for number, key in enumerate(keys, 1)]

    def keys(self, table):
        if table == "membership":
            return [(unit, month) for unit in self.units for month in MONTHS]
        if table == "returns":
            return [
                (unit, name, month)
                for unit in self.units[:4]
                for month in MONTHS
                for name in ("meetings", "decisions")
            ]
        units = [*self.units[:4], NORD, SUD]
        if table == "structures":
            return [(f"s.{unit}", unit) for unit in units]
        meetings = [(f"m.{unit}.{n}", unit) for unit in units[:5] for n in (1, 2)]
        if table == "meetings":
            return meetings
        return [
            (f"d.{meeting[2:]}.{n}", meeting, unit) for meeting, unit in meetings for n in (1, 2)
        ]

    def inside(self, table, key, scope):
        place = {"membership": 0, "returns": 0, "structures": 1, "meetings": 1, "decisions": 2}
        unit = FES if table == "decisions" and key[2] == NORD else key[place[table]]
        if not covered(unit, scope.territories):
            return False
        if table in ("membership", "returns"):
            day = dt.date.fromisoformat(key[-1] + "-01")
            return (scope.first or day) <= day <= (scope.last or day)
        return True

    def row(self, table, mode, key, number):
        contract = contracts()[table]
        values = getattr(self, f"_{table}")(key)
        if mode == "remove":
            kept = {*contract.identity, contract.place}
            return Row(number, {name: value for name, value in values.items() if name in kept})
        optional = [column.name for column in contract.facts if column.name != contract.place]
        optional = [name for name in optional if name not in ("held_on", "planned_on")]
        erased = self.random.sample(optional, self.random.choice((0, 0, 1, 2)))
        return Row(
            number,
            {name: value for name, value in values.items() if name not in erased},
            tuple(erased),
        )

    def _membership(self, key):
        counts = {
            name: self.maybe(0.6, self.random.randint(0, 90))
            for name in ("members", "women", "under_35")
        }
        return {"territory_code": key[0], "period": key[1], **counts}

    def _returns(self, key):
        return {
            "territory_code": key[0],
            "table_name": key[1],
            "period": key[2],
            "rows_declared": self.maybe(0.5, self.random.randint(0, 9)),
            "received_on": self.maybe(0.7, self.random.choice(DAYS)),
            "is_nil": self.maybe(0.5, self.random.random() < 0.5),
        }

    def _structures(self, key):
        pick = self.random.choice
        return {
            "structure_id": key[0],
            "unit_code": key[1],
            "kind": "local_secretariat",
            "number": 1,
            "label": self.maybe(0.3, pick(("a", "b"))),
            "covers": self.maybe(0.3, self.random.sample(self.units, 2)),
            "status": self.maybe(0.3, pick(("planned", "dormant"))),
            "first_planned_on": self.maybe(0.1, pick(DAYS)),
            "planned_on": self.maybe(0.5, pick(DAYS)),
            "founded_on": self.maybe(0.4, pick(DAYS)),
            "renewals": self.maybe(0.2, [pick(DAYS)]),
            "reported_on": self.maybe(0.7, pick(DAYS)),
            "bureau_members": self.maybe(0.5, self.random.randint(5, 15)),
            "offices_total": self.maybe(0.5, self.random.randint(5, 15)),
        }

    def _meetings(self, key):
        # the day it was held never changes here: half of the meetings were never planned
        held = DAYS[sum(map(ord, key[0])) % len(DAYS)]
        planned = self.maybe(0.4, self.random.choice(DAYS))
        return {
            "meeting_id": key[0],
            "kind": "ordinary",
            "body_kind": "local_secretariat",
            "body_unit_code": key[1],
            "structure_id": self.maybe(0.3, f"s.{key[1]}"),
            "status": self.random.choice(("planned", "held", "postponed")),
            "planned_on": planned,
            "held_on": held,
            "topics": self.maybe(0.4, self.random.sample(["a", "b", "c"], 2)),
            "attendees_total": self.maybe(0.4, self.random.randint(0, 60)),
        }

    def _decisions(self, key):
        return {
            "decision_id": key[0],
            "meeting_id": key[1],
            "number": int(key[0][-1]),
            "territory_code": FES if key[2] == NORD else key[2],
            "summary": self.maybe(0.6, self.random.choice(("x", "y"))),
            "done_on": self.maybe(0.3, self.random.choice(DAYS)),
            "status": self.maybe(0.6, self.random.choice(("open", "done"))),
        }

    def scope(self, table):
        pool = [
            MEKNES,
            FES,
            AGDAL,
            MECHOUAR,
            CERCLE,
            "03.061",
            "03.231",
            "03",
            "MA",
            NORD,
            *[sorted(SEATS[NORD])],
        ]
        picked = self.random.sample(pool, self.random.choice((1, 1, 2)))
        territories = tuple(
            one for group in picked for one in (group if isinstance(group, list) else [group])
        )
        if table in ("structures", "decisions", "meetings") and self.random.random() < 0.7:
            return Scope(territories)
        if table in ("structures", "decisions"):
            return Scope(territories)
        first, last = sorted(self.random.sample(DAYS, 2))
        return Scope(territories, self.maybe(0.7, first), self.maybe(0.7, last))

    def batch(self, history):
        """The number of a batch to undo or redo, half of the time one that is undone."""
        states = [states[-1][1] for _parts, states, _day in history.batches]
        undone = [n for n, state in enumerate(states, 1) if state == "undone"]
        return self.random.choice(
            undone if undone and self.maybe(0.5, True) else range(1, len(states) + 1)
        )

    def part(self, table):
        mode = self.random.choice(("upsert", "upsert", "upsert", "replace", "replace", "remove"))
        scope = self.scope(table) if mode == "replace" else None
        rows = self.rows(table, mode, scope)
        if table == "meetings" and scope and (scope.first or scope.last):
            rows = []  # a meeting's day depends on the past: here only what a replace drops
        return Part(table, mode, rows, scope)


TABLES = ("membership", "structures", "meetings", "decisions", "returns")
KEPT = [contracts()[table] for table in TABLES if table != "structures"]


def play(store, seed):
    """Run one random history in the store and in the walk; return the walk and its moments."""
    dice, history, now, moments = Dice(seed), History(), START, [START]
    clear(store)
    for _ in range(dice.random.randint(4, 14)):
        now += dt.timedelta(hours=dice.random.randint(1, 400))
        if history.batches and dice.random.random() < 0.45:
            change(store, history, dice.batch(history), now)
        else:
            add(store, history, dice, now)
        moments.append(now)
        if dice.random.random() < 0.6:
            keep(store, KEPT, now)
    return history, moments


def known_to_store(history, part):
    """Leave out removes of ids that were never stored: the store refuses those."""
    if part.mode != "remove" or not contracts()[part.table].id_column:
        return part
    end = len(history.batches) + 1
    rows = [row for row in part.rows if any(history.ever(part.table, key_of(part.table, row), end))]
    return Part(part.table, "remove", rows)


def add(store, history, dice, now):
    tables = dice.random.sample(TABLES, dice.random.choice((1, 1, 2)))
    parts = [known_to_store(history, dice.part(table)) for table in tables]
    history.batches.append(({part.table: part for part in parts}, [(now, "accepted")], now.date()))
    if history.hangs():
        history.batches.pop()
        with pytest.raises(HangingError):
            commit(store, [Batch(parts, "synthetic")], at=now)
        return
    assert commit(store, [Batch(parts, "synthetic")], at=now) == [len(history.batches)]


def change(store, history, number, now):
    states = history.batches[number - 1][1]
    turn, state = (redo, "accepted") if states[-1][1] == "undone" else (undo, "undone")
    states.append((now, state))
    if history.hangs():
        states.pop()
        with pytest.raises(HangingError):
            turn(store, number, at=now)
        return
    turn(store, number, at=now)


def clear(store):
    cursor = store.cursor()
    for table in ("batches", "batch_parts", "batch_units", "batch_states"):
        cursor.execute(f"delete from app.{table}")  # noqa: S608
    for table in TABLES:
        cursor.execute(f"delete from app.{table}_rows")  # noqa: S608
    cursor.execute("delete from reference.kept_states")


def asked(store, table, known_at, days, *, kept=False):
    contract = contracts()[table]
    values = {"known_at": known_at}
    if table == "structures":
        values["as_of"] = list(days)
    cursor = store.cursor()
    if kept:
        found = cursor.execute(kept_select(cursor, contract, known_at))
    else:
        found = cursor.execute(current_select(contract), values)
    names = [column[0] for column in found.description]
    rows = {}
    for row in found.fetchall():
        cells = dict(zip(names, row, strict=True))
        key = (cells.pop("as_of", None), tuple(cells[name] for name in contract.key))
        assert key not in rows, "two current rows of one key"
        rows[key] = {column.name: cells[column.name] for column in contract.facts}
    return rows


def compare(store, history, known_at, days):
    for table in TABLES:
        expected = {
            (day, key): cells
            for day in (days if table == "structures" else (None,))
            for key, cells in history.current(table, known_at, day).items()
        }
        assert asked(store, table, known_at, days) == expected, (table, known_at)


def compare_kept(store, history, now):
    """What is kept in memory, brought up step by step, is what the walk finds."""
    keep(store, KEPT, now)
    for contract in KEPT:
        walked = {(None, key): cells for key, cells in history.current(contract.table, now).items()}
        assert asked(store, contract.table, now, (), kept=True) == walked, contract.table


@pytest.fixture(scope="module")
def one_store():
    with Store.open(None) as opened:
        yield opened


def check_histories(store, seeds):
    for seed in seeds:
        history, moments = play(store, seed)
        dice = random.Random(seed)
        for known_at in {moments[-1], dice.choice(moments)}:
            compare(store, history, known_at, sorted(set(dice.sample(DAYS, 2))))
        compare_kept(store, history, moments[-1])


def test_current_rows_are_those_of_the_plain_walk(one_store):
    check_histories(one_store, range(12))


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_current_rows_are_those_of_the_plain_walk_over_thousands(one_store):
    count = int(os.environ.get("JAHIZIYA_SOAK_HISTORIES", "5000"))
    check_histories(one_store, range(1000, 1000 + count))


@pytest.mark.soak
def test_current_rows_of_a_lake_are_those_of_the_plain_walk():
    with a_store("lake") as store:
        check_histories(store, range(5))
