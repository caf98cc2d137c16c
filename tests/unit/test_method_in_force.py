"""A method with a fault is refused at start; the last good one stays in force."""

import datetime as dt
import shutil

import pandas as pd
import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.errors import UserError
from dashboard.paths import QUERIES, REFERENCE
from dashboard.questions import ask
from dashboard.questions.earlier import ask_under
from dashboard.readiness.explaining import compare, explain
from dashboard.readiness.method import method, use
from dashboard.readiness.method_checks import COMPUTED, METHOD_FILES, method_faults
from dashboard.readiness.method_in_force import earlier_method, put_in_force
from dashboard.store import Store

EARLIER, KNOWN = dt.date(2026, 7, 31), dt.datetime(2026, 8, 15)
DAY = dt.date(2026, 11, 23)
FAULTS = {
    "sum": (
        "pillar_weights",
        "communal,response,0.05",
        "communal,response,0.06",
        "101.0 %, not to",
    ),
    "indicator": ("indicator_weights", "people,members_per_1000", "people,luck", "luck is no"),
    "inside": (
        "indicator_weights",
        "activity,rotation,above,0.2",
        "activity,rotation,above,0.3",
        "of activity add up to 110.0 %",
    ),
    "below": (
        "indicator_weights",
        "people,members_per_1000,above,1",
        "people,members_per_1000,above,-1",
        "is below 0",
    ),
    "computed": (
        "indicators",
        "\nrotation,",
        "\nluck,people,,,,,,,,,,,,,,,\nrotation,",
        "luck is no",
    ),
    "profile": ("pillar_weights", "councillors,", "senators,", "no kind of election"),
    "infinite": (
        "pillar_weights",
        "communal,response,0.05",
        "communal,response,nan",
        "is no number",
    ),
    "class": ("classes", "3,50,70", "3,55,70", "without a gap"),
    "threshold": ("method", "2026.1,0.6,", "2026.1,most,", "is no number"),
    "column": ("indicator_weights", "pillar,indicator,", "pillar,what,", "no column indicator"),
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
    assert method_faults(files) == []


def test_a_changed_method_needs_a_new_version(tmp_path, folder):
    file, weights = tmp_path / "kept.duckdb", folder / "pillar_weights.csv"
    with Store.open(file, reference=folder) as store:
        assert put_in_force(store, folder=folder) == []
    text = weights.read_text("utf-8").replace(
        "organisational,people,0.25", "organisational,people,0.15"
    )
    weights.write_text(
        text.replace("organisational,activity,0.3", "organisational,activity,0.4"), "utf-8"
    )
    with Store.open(file, reference=folder) as store:
        (told,) = put_in_force(store, folder=folder)
        assert "under the same version 2026.1" in str(told)
        rows = ask(store, "indicator_catalogue", as_of=DAY, profile="organisational")
        assert rows.set_index("indicator").weight_commune["members_per_1000"] == 0.25
    named = folder / "method.csv"
    named.write_text(named.read_text("utf-8").replace("2026.1,", "2026.2,", 1), "utf-8")
    with Store.open(file, reference=folder) as store:
        assert put_in_force(store, folder=folder) == []
        assert method().version == "2026.2"


def test_another_name_or_order_is_no_other_method(tmp_path, folder):
    file, indicators = tmp_path / "kept.duckdb", folder / "indicators.csv"
    with Store.open(file, reference=folder) as store:
        assert put_in_force(store, folder=folder) == []
    head, first, *rest = indicators.read_text("utf-8").splitlines()
    text = "\n".join([head, *rest, first.replace("Local secretariat", "Secretariat"), ""])
    indicators.write_text(text, "utf-8")
    with Store.open(file, reference=folder) as store:
        assert put_in_force(store, folder=folder) == []


def test_the_command_line_refuses_it_before_it_prints_a_figure(tmp_path, folder, monkeypatch):
    file = tmp_path / "mine.duckdb"
    command = ["readiness", "--db", str(file), "--lang", "en", "--format", "csv"]
    with Store.open(file):
        pass
    said = spoil(folder, "sum")
    monkeypatch.setattr("dashboard.readiness.method_in_force.REFERENCE", folder)
    never = CliRunner().invoke(app, command)
    monkeypatch.undo()
    good = CliRunner().invoke(app, command)
    monkeypatch.setattr("dashboard.readiness.method_in_force.REFERENCE", folder)
    kept = CliRunner().invoke(app, command)

    assert (never.exit_code, good.exit_code, kept.exit_code) == (1, 0, 0)
    assert said.replace("101.0", "101") in never.stderr
    assert never.stdout == good.stderr == ""
    assert "the last good one is in force" in kept.stderr
    assert kept.stdout == good.stdout != ""


def test_what_is_computed_is_what_the_method_lists():
    rows = (REFERENCE / "indicators.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split(",")[0] for row in rows} == COMPUTED
    tables = "".join(path.read_text("utf-8") for path in (QUERIES / "tables").glob("*.sql"))
    assert [one for one in COMPUTED if f"'{one}'" not in tables] == []


def in_force(store):
    """The method as figures are made with it, and the seats that candidacies are counted over."""
    rows = ask(store, "indicator_catalogue", as_of=DAY, profile="communal")
    seats = "select sum(seats), min(seats) from reference.constituencies"
    return rows.to_csv(), store.cursor().execute(seats).fetchall()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_a_sentence_where_no_method_was_in_force(folder, fault):
    said = spoil(folder, fault)
    with Store.open(None, reference=folder) as store, pytest.raises(UserError, match=said):
        put_in_force(store, folder=folder)


@pytest.mark.parametrize("fault", ["sum", "indicator", "number", "seats", "empty"])
def test_the_last_good_method_stays_in_force(tmp_path, folder, fault):
    file = tmp_path / "kept.duckdb"
    with Store.open(file, reference=folder) as store:
        assert put_in_force(store, folder=folder) == []
        assert put_in_force(store, folder=folder) == []
        (kept,) = store.cursor().execute("select count(*) from app.app_methods").fetchone()
        good = in_force(store)
    said = spoil(folder, fault)
    (folder / "method.csv").write_text(
        (folder / "method.csv").read_text("utf-8").replace("2026.1", "2027.1"), encoding="utf-8"
    )
    with Store.open(file, reference=folder) as store:
        (told, *_others) = put_in_force(store, folder=folder)
        now = in_force(store)

    assert kept == 1
    assert said in str(told)
    assert now == good
    assert method().version == "2026.1"


def test_a_day_is_asked_about_under_the_method_of_then(tmp_path, folder, demo_file):
    """What the change of a method moved is a part of its own, and the parts add up."""
    file, weights = tmp_path / "demo.duckdb", folder / "pillar_weights.csv"
    file.write_bytes(demo_file.read_bytes())
    asked = {"territory": "03.061", "scope": ("03",), "profile": "organisational"}
    with Store.open(file, reference=folder) as store:
        put_in_force(store, folder=folder)
        before = ask(store, "score_steps", as_of=EARLIER, known_at=KNOWN, **asked)
    between = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    text = weights.read_text("utf-8").replace(
        "organisational,people,0.25", "organisational,people,0.05"
    )
    weights.write_text(
        text.replace("organisational,activity,0.3", "organisational,activity,0.5"), "utf-8"
    )
    named = folder / "method.csv"
    named.write_text(named.read_text("utf-8").replace("2026.1,", "2026.2,", 1), "utf-8")
    with Store.open(file, reference=folder) as store:
        assert put_in_force(store, folder=folder) == []
        version, tables = earlier_method(store, between)
        under = ask_under(store, tables, ["score_steps"], as_of=EARLIER, known_at=KNOWN, **asked)[
            "score_steps"
        ]
        then, then_now = (
            ask(store, "score_steps", as_of=EARLIER, known_at=known, **asked)
            for known in (KNOWN, None)
        )
        now = ask(store, "score_steps", as_of=DAY, **asked)
        assert earlier_method(store, between - dt.timedelta(days=1)) is None
        assert earlier_method(store, between + dt.timedelta(days=1)) is None
    assert version == "2026.1"
    by = ["unit_code", "indicator"]
    pd.testing.assert_frame_equal(
        under.sort_values(by, ignore_index=True), before.sort_values(by, ignore_index=True)
    )
    moved = 0
    for unit in before["unit_code"].unique():
        of_unit = [rows[rows["unit_code"] == unit] for rows in (then, then_now, now, under)]
        change = compare(*of_unit)
        if change is None:
            continue
        parts = change.method + change.arrived + change.facts
        assert change.before + parts == pytest.approx(change.after, abs=1e-9)
        assert change.before == pytest.approx(explain(of_unit[3], change.of).total, abs=1e-9)
        assert sum(one.method for one in change.moved) == pytest.approx(change.method, abs=1e-9)
        moved += abs(change.method) > 0.01
    assert moved > 3
