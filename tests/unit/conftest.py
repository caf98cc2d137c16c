"""Fixtures of the unit tests: a store in memory, and short ways to write and read it."""

import datetime as dt
import shutil
import zlib
from functools import partial

import pytest

from dashboard.contracts import contracts
from dashboard.intake.decoding import read
from dashboard.intake.speaking import knows, speaks
from dashboard.paths import REFERENCE
from dashboard.store import Batch, Part, Row, commit, current_select
from tests.lakes import a_store

ALWAYS = dt.datetime(9999, 1, 1)

# The tests of these run on both kinds of store; on a lake one in `_SAMPLED`,
# all of them by soak.
_ON_BOTH = (
    "store_batches", "store_identities", "audit", "writer", "packing",
    "intake_importing", "intake_good_files", "coverage_rules", "readiness_rules", "registers",
    "correction", "decisions", "returned_file",
)  # fmt: skip
_SAMPLED = 40


def pytest_generate_tests(metafunc):
    """Ask for each kind of store where a test of those modules uses one."""
    if "store_kind" not in metafunc.fixturenames:
        return
    kinds = ["file"]
    if metafunc.module.__name__.rsplit("test_")[-1] in _ON_BOTH:
        kinds.append("lake")
    metafunc.parametrize("store_kind", kinds, indirect=True, scope="module")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Leave most tests on a lake to `make soak`: which ones is decided by their names."""
    for item in items:
        asked = getattr(item, "callspec", None)
        is_on_lake = asked is not None and asked.params.get("store_kind") == "lake"
        if is_on_lake and zlib.crc32(item.nodeid.encode()) % _SAMPLED:
            item.add_marker(pytest.mark.soak)


@pytest.fixture(scope="module")
def store_kind(request):
    """The kind of store a test runs on: `file` or `lake`."""
    return request.param


# A small world: one region, three provinces, four communes; the product's own method.
_SMALL = ("09.1.01.01", "09.1.01.03", "09.2.01.01", "09.3.01.01")
_METHOD = (
    "indicators", "indicator_weights", "pillar_weights", "pillars", "classes", "method",
    "living_rules", "planning_method", "population_bands", "constraint_levels", "sectors",
)  # fmt: skip
_COMMUNES = "".join(
    f"{code},{code},{code},09,{code[:4]},,rural,2000,1000,500,500\n" for code in _SMALL
)
_CONSTITUENCIES = (REFERENCE / "constituencies.csv").read_text("utf-8").splitlines()[0]
_PLACES = {
    "constituencies": f"{_CONSTITUENCIES}\n",
    "regions": "code,name_fr,name_ar\n09,R,R\n",
    "provinces": "code,name_fr,name_ar,region_code\n"
    + "".join(f"{code},{code},{code},09\n" for code in ("09.1", "09.2", "09.3")),
    "cercles": "code,name_fr,name_ar,region_code,province_code\n",
    "communes": "code,name_fr,name_ar,region_code,province_code,cercle_code,milieu,"
    f"population_2024,adults_18_plus,women_18_plus,men_18_plus\n{_COMMUNES}",
    "arrondissements": "code,name_fr,name_ar,region_code,province_code,commune_code,milieu,"
    "population_2024,adults_18_plus,women_18_plus,men_18_plus\n",
}


@pytest.fixture(scope="session")
def reference(tmp_path_factory):
    """The folder of reference files of the small world."""
    folder = tmp_path_factory.mktemp("reference")
    for name in _METHOD:
        shutil.copy(REFERENCE / f"{name}.csv", folder)
    for name, text in _PLACES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def store(store_kind):
    with a_store(store_kind) as opened:
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


@pytest.fixture
def read_here(monkeypatch):
    """Read files of members in this process: test_intake_isolation is about the child."""
    rule = contracts()["membership"]

    def here(content, _table, *, sheet=None, **_asked):
        return read(content, known=partial(knows, rule), speaks=partial(speaks, rule), sheet=sheet)

    monkeypatch.setattr("dashboard.intake.checking.read_apart", here)
