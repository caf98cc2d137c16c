"""Every way a file can be wrong: one small file each, refused with its own problem, and in full."""

import datetime as dt
from pathlib import Path

import pytest

from dashboard.errors import Refused
from dashboard.intake.importing import check, commit
from dashboard.store import Store
from dashboard.wording import LANGUAGES, wording

BAD = Path(__file__).parents[1] / "data" / "bad"
TODAY = dt.date(2026, 11, 23)

# The file → its table, and the code, row and column of every error it must be refused with.
FAULTS = {
    "ambiguous_territory": ("membership", [("territory.ambiguous", 2, "territory_code")]),
    "cell_missing": ("membership", [("cell.missing", 2, "territory_code")]),
    "cercle_below_its_communes": ("membership", [("count.cercle_below_communes", 2, "members")]),
    "column_twice": ("membership", [("column.twice", 1, "members")]),
    "column_without_header": ("membership", [("column.unnamed", 1, None)]),
    "commune_or_province": ("decisions", [("territory.ambiguous", 2, "territory_code")]),
    "date_after_today": ("structures", [("date.future", 2, "founded_on")]),
    "date_before_1990": ("structures", [("date.before_1990", 2, "founded_on")]),
    "date_in_no_calendar": ("structures", [("date.impossible", 2, "founded_on")]),
    "date_month_first": ("structures", [("date.impossible", 2, "founded_on")]),
    "delimiter_inside_a_cell": ("membership", [("row.ragged", 2, None)]),
    "email_in_text": ("decisions", [("personal_data.cell", 2, "summary")]),
    "empty_file": ("membership", [("file.empty", None, None)]),
    "five_faults": (
        "membership",
        [
            ("territory.unknown", 2, "territory_code"),
            ("period.invalid", 3, "period"),
            ("number.negative", 4, "members"),
            ("count.part_above_whole", 5, "women"),
            ("number.invalid", 6, "members"),
        ],
    ),
    "formula_cell": ("membership", [("number.invalid", 2, "members")]),
    "formula_error": ("membership", [("cell.formula_error", 2, "members")]),
    "founded_before_convened": ("structures", [("date.order", 2, "founded_on")]),
    "header_without_rows": ("membership", [("file.no_rows", None, None)]),
    "held_without_a_day": ("meetings", [("cell.missing", 2, "held_on")]),
    "identity_card_in_text": ("decisions", [("personal_data.cell", 2, "summary")]),
    "key_erased": ("membership", [("cell.cannot_erase", 2, "period")]),
    "meeting_without_any_day": ("meetings", [("cell.missing", 2, "planned_on")]),
    "missing_column": ("membership", [("column.missing", 1, "period")]),
    "month_before_1990": ("membership", [("date.before_1990", 2, "period")]),
    "month_invalid": ("membership", [("period.invalid", 2, "period")]),
    "near_territory": ("membership", [("territory.unknown", 2, "territory_code")]),
    "nul_byte": ("membership", [("file.nul", 2, None)]),
    "number_ambiguous_comma": ("membership", [("number.ambiguous", 2, "members")]),
    "number_as_words": ("membership", [("number.invalid", 2, "members")]),
    "number_negative": ("membership", [("number.negative", 2, "members")]),
    "number_too_large": ("membership", [("number.too_large", 2, "members")]),
    "number_with_decimals": ("membership", [("number.not_whole", 2, "members")]),
    "open_quote": ("membership", [("file.quotes", 2, None)]),
    "part_above_whole": ("membership", [("count.part_above_whole", 2, "women")]),
    "personal_column_arabic": ("membership", [("personal_data.column", 1, "رقم الهاتف")]),
    "personal_column_name": ("membership", [("personal_data.column", 1, "Nom et prénom")]),
    "phone_in_arabic_digits": ("decisions", [("personal_data.cell", 2, "summary")]),
    "phone_in_text": ("decisions", [("personal_data.cell", 2, "summary")]),
    "planned_with_a_held_day": ("meetings", [("cell.not_with", 2, "held_on")]),
    "reference_unreadable": ("decisions", [("reference.unreadable", 2, "meeting_id")]),
    "row_too_long": ("membership", [("row.ragged", 2, None)]),
    "row_too_short": ("membership", [("row.ragged", 2, None)]),
    "same_id_twice": ("meetings", [("row.conflict", 3, None)]),
    "same_key_different_values": ("membership", [("row.conflict", 3, None)]),
    "source_is_no_address": ("meetings", [("url.invalid", 2, "source_url")]),
    "source_of_a_local_meeting": ("meetings", [("cell.not_with", 2, "source_url")]),
    "task_after_its_milestone": ("milestone_tasks", [("number.negative", 2, "days_before")]),
    "territory_of_another_level": ("membership", [("territory.level", 2, "territory_code")]),
    "territory_of_another_province": (
        "membership",
        [("territory.other_province", 2, "territory_code")],
    ),
    "text_too_long": ("decisions", [("text.too_long", 2, "summary")]),
    "two_meetings_or_one": ("meetings", [("row.same_key", 3, None)]),
    "unknown_column": ("membership", [("column.unknown", 1, "couleur")]),
    "unknown_encoding": ("membership", [("file.encoding", None, None)]),
    "unknown_province": ("membership", [("province.unknown", 2, "province")]),
    "unknown_territory": ("membership", [("territory.unknown", 2, "territory_code")]),
    "value_not_in_the_list": ("structures", [("value.unknown", 2, "kind")]),
    "women_of_a_small_bureau": ("structures", [("count.small_body", 2, "bureau_women")]),
    "workbook_named_csv": ("membership", [("file.unreadable", None, None)]),
}


@pytest.fixture(scope="module")
def store():
    with Store.open(None) as opened:
        yield opened


def rows_in(store):
    tables = store.cursor().execute(
        """select table_name from duckdb_tables()
        where database_name = 'app' and table_name <> 'app_lock'"""
    )
    names = [name for (name,) in tables.fetchall()]
    return {
        name: store.cursor().execute(f"select count(*) from app.{name}").fetchone()[0]  # noqa: S608
        for name in names
    }


def test_every_bad_file_is_listed():
    assert {path.stem for path in BAD.glob("*.csv")} == set(FAULTS)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_bad_file_is_refused_with_its_own_fault(store, name):
    table, faults = FAULTS[name]
    before = rows_in(store)

    checked = check(store, table, (BAD / f"{name}.csv").read_bytes(), file_name=name, today=TODAY)
    errors = [problem for problem in checked.problems if problem.level == "error"]

    assert [(one.code, one.row, one.column) for one in errors] == faults
    assert checked.refused
    with pytest.raises(Refused):
        commit(store, checked)
    assert rows_in(store) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_faults_are_five_sentences(store, language):
    content = (BAD / "five_faults.csv").read_bytes()
    checked = check(store, "membership", content, file_name="five", today=TODAY)
    say = wording(language).say

    sentences = [(say(one.message), say(one.remedy)) for one in checked.problems]

    assert len({message for message, _ in sentences}) == 5
    assert all(message and remedy for message, remedy in sentences)


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("phone_in_text", "06 12"),
        ("identity_card_in_text", "CD123456"),
        ("email_in_text", "example"),
    ],
)
def test_personal_data_is_not_quoted_back(store, name, secret):
    table, _ = FAULTS[name]
    checked = check(store, table, (BAD / f"{name}.csv").read_bytes(), file_name=name, today=TODAY)

    assert secret not in repr(checked.problems)


def test_a_near_name_is_refused_with_its_candidates(store):
    content = (BAD / "near_territory.csv").read_bytes()
    (problem,) = check(store, "membership", content, file_name="near", today=TODAY).problems

    assert problem.candidates[0].startswith("03.271.01.01 ")
