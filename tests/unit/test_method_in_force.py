"""A method with a fault is refused at start; the last good one stays in force."""

import datetime as dt
import shutil

import pytest

from dashboard.errors import UserError
from dashboard.paths import REFERENCE
from dashboard.questions import ask
from dashboard.readiness.method import method, use
from dashboard.readiness.method_checks import METHOD_FILES, method_faults
from dashboard.readiness.method_in_force import put_in_force
from dashboard.store import Store

DAY = dt.date(2026, 11, 23)
FAULTS = {
    "sum": (
        "pillar_weights",
        "communal,response,0.05",
        "communal,response,0.06",
        "101.0 %, not to",
    ),
    "indicator": ("indicator_weights", "people,members_per_1000", "people,luck", "luck is no"),
    "aim": ("indicators", "share,up,0,1,0.8", "share,up,0.8,1,0.8", "is its floor"),
    "number": ("pillar_weights", "communal,response,0.05", "communal,response,much", "no number"),
    "seats": ("constituencies", None, None, "no seats known"),
    "empty": ("classes", None, "", "missing or empty"),
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reference"
    made.mkdir()
    for path in REFERENCE.glob("*.csv"):
        shutil.copy(path, made)
    yield made
    use({})


def spoil(folder, fault):
    name, found, other, said = FAULTS[fault]
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    if fault == "seats":
        header, row, *rest = text.splitlines()
        cells = row.split(",")
        cells[header.split(",").index("seats")] = "0"
        text = "\n".join([header, ",".join(cells), *rest, ""])
    else:
        assert found is None or found in text
        text = other if found is None else text.replace(found, other)
    path.write_text(text, encoding="utf-8")
    return said


def test_the_method_that_ships_has_no_fault():
    files = {name: (REFERENCE / f"{name}.csv").read_text(encoding="utf-8") for name in METHOD_FILES}
    assert method_faults(files, (REFERENCE / "constituencies.csv").read_text("utf-8")) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_a_sentence_where_no_method_was_in_force(folder, fault):
    said = spoil(folder, fault)
    with Store.open(None, reference=folder) as store, pytest.raises(UserError, match=said):
        put_in_force(store, folder=folder)


@pytest.mark.parametrize("fault", ["sum", "indicator", "number", "empty"])
def test_the_last_good_method_stays_in_force(tmp_path, folder, fault):
    file = tmp_path / "kept.duckdb"
    with Store.open(file, reference=folder) as store:
        assert put_in_force(store, folder=folder) == []
        assert put_in_force(store, folder=folder) == []
        (kept,) = store.cursor().execute("select count(*) from app.app_methods").fetchone()
        good = ask(store, "indicator_catalogue", as_of=DAY, profile="communal")
    said = spoil(folder, fault)
    (folder / "method.csv").write_text(
        (folder / "method.csv").read_text("utf-8").replace("2026.1", "2027.1"), encoding="utf-8"
    )
    with Store.open(file, reference=folder) as store:
        (told, *_others) = put_in_force(store, folder=folder)
        now = ask(store, "indicator_catalogue", as_of=DAY, profile="communal")

    assert kept == 1
    assert said in str(told)
    assert now.equals(good)
    assert method().version == "2026.1"
