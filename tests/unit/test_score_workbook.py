"""The workbook's own formulas, worked out from its cells, find the scores that the SQL finds."""

import datetime as dt
import importlib.util
import io
from pathlib import Path

import pytest

from dashboard.questions import ask_many
from dashboard.readiness.method import classes, thresholds
from dashboard.reports.about import AboutLine
from dashboard.reports.score_formulas import RESULT_COLUMNS
from dashboard.reports.score_workbook import score_workbook
from dashboard.wording import LANGUAGES, wording

_SPEC = importlib.util.spec_from_file_location(
    "spreadsheet", Path(__file__).with_name("spreadsheet.py")
)
spreadsheet = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(spreadsheet)

CASES = [
    ("organisational", "03.061", dt.date(2026, 11, 23)),
    ("communal", "03.231", dt.date(2026, 11, 23)),  # Fès: arrondissements, inherited values
    ("legislative", "03.561", dt.date(2026, 9, 10)),  # near polling day
]


def answered(store, profile, province, day):
    names, given = ("score_steps", "score_results"), {"profile": profile, "territory": province}
    return ask_many(store, names, as_of=day, scope=["03"], **given)


def made(found, lang="en", **changed):
    words = wording(lang)
    parts = {
        "steps": found["score_steps"],
        "results": found["score_results"],
        "method": thresholds(),
        "classes": [(one.name(lang), one.low) for one in classes()],
        "about": [AboutLine("Origin", "Demonstration data")],
        "words": words,
    } | changed
    return io.BytesIO(score_workbook(**parts))


@pytest.mark.parametrize(("profile", "province", "day"), CASES, ids=lambda one: str(one))
def test_the_formulas_find_what_the_app_shows(demo_store, profile, province, day):
    found = answered(demo_store, profile, province, day)
    book = spreadsheet.Book(made(found))
    assert book.formulas > 1000
    heads = {column.name: column.label for column in RESULT_COLUMNS}
    computed = {row[heads["code"]]: row for row in book.rows("Scores")}
    results = found["score_results"]

    assert len(computed) == len(results)
    for row in results.itertuples():
        mine = {name: computed[row.unit_code][label] for name, label in heads.items()}
        assert mine["known"] == pytest.approx(row.known_weight, abs=1e-9)
        assert mine["low"] == pytest.approx(row.low, abs=1e-9)
        assert mine["high"] == pytest.approx(row.high, abs=1e-9)
        assert mine["reliability"] == pytest.approx(row.reliability, abs=1e-9)
        if row.score == row.score:
            assert mine["score"] == pytest.approx(row.score, abs=1e-9)
            classed = (mine["class_no"], mine["class_low"], mine["class_high"])
            assert classed == (row.class_no, row.class_low, row.class_high)
            assert mine["score_gap"] == pytest.approx(0, abs=1e-9)
        else:
            assert mine["score"] == mine["class_no"] == ""


def test_a_changed_input_changes_the_score(demo_store):
    found = answered(demo_store, *CASES[0])
    steps = found["score_steps"].copy()
    at = steps[(steps["indicator"] == "secretariat") & (steps["value"] == 0)].index[0]
    unit = steps.loc[at, "unit_code"]
    steps.loc[at, "numerator"] = steps.loc[at, "denominator"]
    label = {column.name: column.label for column in RESULT_COLUMNS}
    rows = {row["Code"]: row for row in spreadsheet.Book(made(found, steps=steps)).rows("Scores")}

    assert rows[unit][label["low_gap"]] > 1


def test_values_are_worked_out_from_their_counts(demo_store):
    found = answered(demo_store, *CASES[1])
    rows = spreadsheet.Book(made(found)).rows("Steps")
    known = found["score_steps"]["value"]

    assert len(rows) == len(known)
    for row, value in zip(rows, known, strict=True):
        assert row["Value"] == ("" if value != value else pytest.approx(value, abs=1e-12))


def test_contributions_add_up_to_the_score(demo_store):
    book = spreadsheet.Book(made(answered(demo_store, *CASES[0])))
    scores = {row["Code"]: row["Score"] for row in book.rows("Scores")}
    sums = dict.fromkeys(scores, 0.0)
    for row in book.rows("Steps"):
        sums[row["Code"]] += row["Points of the score"] or 0
    for code, score in scores.items():
        if score != "":
            assert sums[code] == pytest.approx(score, abs=1e-7)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_run_in_the_direction_of_the_language_and_hold_the_notice(demo_store, lang):
    book = spreadsheet.Book(made(answered(demo_store, *CASES[0]), lang))
    for sheet in book.sheets.values():
        assert bool(sheet.sheet_view.rightToLeft) is (lang == "ar")
    assert next(iter(book.sheets.values()))["B1"].value == "Demonstration data"
    assert not [
        cell.value
        for sheet in book.sheets.values()
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "\u2066" in cell.value
    ]


def test_a_name_that_starts_like_a_formula_is_text(demo_store):
    found = answered(demo_store, *CASES[0])
    steps = found["score_steps"].assign(name_fr='=HYPERLINK("http://x")')
    sheet = spreadsheet.Book(made(found, steps=steps)).sheets["Steps"]

    assert sheet["B2"].value.startswith("'=")


def test_confidential_candidacies_are_not_in_it(demo_store):
    steps = answered(demo_store, *CASES[1])["score_steps"]
    hidden = steps[steps["pillar"] == "candidacies"]

    assert len(hidden)
    assert hidden["value"].isna().all()
    assert not hidden["is_applicable"].any()
