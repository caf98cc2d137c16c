"""The contracts say everything they owe, in three languages, and agree with each other."""

from __future__ import annotations

import csv
import re

import pytest

from dashboard.contracts import SQL_TYPES, Column, contracts, reference_list
from dashboard.paths import REFERENCE
from dashboard.territory.matching import fold

ARABIC = re.compile(r"[\u0621-\u064a]")
LANGUAGES = ("ar", "fr", "en")
TABLES = contracts()
COLUMNS = [
    pytest.param(contract, column, id=f"{contract.table}.{column.name}")
    for contract in TABLES.values()
    for column in contract.columns
]
# Typed by hand from the page that decides: what each table must hold, no more said than the name.
EXPECTED = {
    "structures": """structure_id number kind unit_code label covers status first_planned_on
        planned_on note_on convened_on founded_on renewals dormant_since dissolved_on reported_on
        bureau_members bureau_women bureau_under_35 offices_total offices_filled
        bureau_list_filed_on minutes_filed_on""",
    "membership": "territory_code period members women under_35 new_members renewed_members",
    "meetings": """meeting_id kind body_kind body_unit_code structure_id status structure_label
        planned_on held_on host_territory_code topics directive_ids attendees_total attendees_women
        attendees_parliamentarians attendees_provincial_secretaries attendees_regional_secretariat
        attendees_council_presidents minutes_filed_on source_url""",
    "returns": "territory_code table_name period rows_declared received_on is_nil",
    "decisions": """decision_id meeting_id number directive_id theme summary owner_function
        territory_code due_on done_on status""",
    "directives": "directive_id kind issued_on body number title action due_on source_url",
    "milestones": """milestone_id kind territory_code cycle number title happens_on date_status
        announced_on members_expected members_confirmed members_women""",
    "milestone_tasks": """milestone_id territory_code number summary owner_function days_before
        done_on""",
    "sectors": "sector_code name_ar name_fr name_en valid_from valid_to",
    "elections": """election_id kind is_by_election polling_on date_status rolls_close_on
        nominations_open_on nominations_close_on campaign_open_on source""",
}
REQUIRED = {
    "structures": "kind unit_code number",
    "membership": "territory_code period",
    "meetings": "kind body_kind body_unit_code status",
    "returns": "territory_code table_name period received_on is_nil",
    "decisions": "meeting_id number theme summary owner_function territory_code status",
    "directives": "kind issued_on body number title",
    "milestones": "kind territory_code cycle number title date_status",
    "milestone_tasks": "milestone_id territory_code number summary owner_function days_before",
    "sectors": "sector_code name_ar name_fr valid_from",
    "elections": "election_id kind is_by_election date_status source",
}
PERSONS = {
    "structures": "bureau_women bureau_under_35",
    "membership": "members women under_35 new_members renewed_members",
    "meetings": "attendees_total attendees_women",
    "milestones": "members_confirmed members_women",
}
# Whole numbers that count no people and no offices: ranks, days, rows of a file.
NO_COUNT = {"number", "days_before", "rows_declared"}


def test_the_tables_are_the_ten_of_this_stage() -> None:
    assert set(TABLES) == set(EXPECTED)


@pytest.mark.parametrize("table", EXPECTED)
def test_a_table_holds_the_columns_the_page_decides(table: str) -> None:
    assert sorted(TABLES[table].by_name) == sorted(EXPECTED[table].split())


@pytest.mark.parametrize("table", REQUIRED)
def test_required_columns_are_those_without_a_question_mark(table: str) -> None:
    required = [column.name for column in TABLES[table].columns if column.required]
    assert sorted(required) == sorted(REQUIRED[table].split())


@pytest.mark.parametrize("table", EXPECTED)
def test_person_counts_are_those_the_page_marks(table: str) -> None:
    found = [one.name for one in TABLES[table].columns if one.count_class == "person"]
    assert sorted(found) == sorted(PERSONS.get(table, "").split())


@pytest.mark.parametrize(("contract", "column"), COLUMNS)
def test_every_whole_number_says_what_it_counts(contract, column: Column) -> None:
    if column.type == "integer":
        assert bool(column.count_class) != (column.name in NO_COUNT)
        assert column.count_class in ("", "person", "office", "public", "confidential")
        assert column.unit or column.name == "number"
    else:
        assert column.count_class == ""


@pytest.mark.parametrize(("contract", "column"), COLUMNS)
def test_labels_and_meanings_are_written_in_three_languages(contract, column: Column) -> None:
    for texts in filter(None, (column.labels, column.about, column.unit)):
        assert set(texts) == set(LANGUAGES)
        assert all(text.strip() == text != "" for text in texts.values())
        assert ARABIC.search(texts["ar"])
        assert not ARABIC.search(texts["en"])
    assert column.labels["en"] == column.name
    assert column.about["fr"] != column.about["en"]
    assert not ARABIC.search(column.labels["fr"])


@pytest.mark.parametrize("contract", TABLES.values(), ids=list(TABLES))
def test_a_table_is_named_and_explained_in_three_languages(contract) -> None:
    for texts in (contract.title, contract.about, contract.grain):
        assert set(texts) == set(LANGUAGES)
        assert ARABIC.search(texts["ar"])
        assert texts["fr"]
        assert texts["en"]
    assert contract.entered_by in ("province", "region")


@pytest.mark.parametrize(("contract", "column"), COLUMNS)
def test_enumerations_are_whole_and_unambiguous(contract, column: Column) -> None:
    assert (column.type == "enum") <= bool(column.values)
    meant: dict[str, str] = {}
    for value in column.values:
        assert set(value.labels) == set(LANGUAGES)
        assert ARABIC.search(value.labels["ar"])
        for word in (value.code, *value.labels.values(), *value.synonyms):
            assert meant.setdefault(fold(word), value.code) == value.code, word


@pytest.mark.parametrize("contract", TABLES.values(), ids=list(TABLES))
def test_no_two_columns_share_a_folded_header(contract) -> None:
    meant: dict[str, str] = {}
    for column in contract.columns:
        for header in (column.name, *column.labels.values(), *column.synonyms):
            assert meant.setdefault(fold(header), column.name) == column.name, header


@pytest.mark.parametrize(("contract", "column"), COLUMNS)
def test_what_a_column_names_exists(contract, column: Column) -> None:
    assert column.type in SQL_TYPES
    assert bool(column.refers_to) == (column.type in ("reference", "references"))
    if column.refers_to:
        assert TABLES[column.refers_to].id_column
    if column.part_of:
        assert contract.by_name[column.part_of].type == "integer"
    if column.least_whole:
        assert column.part_of
    if column.not_before:
        own = contract.by_name.get(column.not_before)
        assert (own.type if own else contract.product[column.not_before]) == "date"
    for other, codes in {**column.only_when, **column.required_when}.items():
        assert set(codes) <= set(contract.by_name[other].by_code)


@pytest.mark.parametrize(("contract", "column"), COLUMNS)
def test_defaults_and_examples_are_values_the_column_takes(contract, column: Column) -> None:
    for text in filter(None, (column.default, column.example)):
        if column.type == "enum":
            assert text in column.by_code
        if column.type == "integer":
            assert int(text) >= 0
        if column.type == "date":
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    if column.default:
        assert column.type in ("integer", "enum", "boolean")


@pytest.mark.parametrize("contract", TABLES.values(), ids=list(TABLES))
def test_keys_name_columns_of_the_table_or_of_the_product(contract) -> None:
    known = {*contract.by_name, *contract.product}
    named = {*contract.natural_key, contract.place, contract.dated_by, contract.id_column} - {""}
    assert named <= known
    assert contract.natural_key


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("structures", ("kind", "unit_code", "number")),
        ("membership", ("territory_code", "period")),
        ("meetings", ("kind", "body_kind", "body_unit_code", "structure_label", "key_on")),
        ("returns", ("territory_code", "table_name", "period")),
        ("decisions", ("meeting_id", "number")),
        ("directives", ("kind", "issued_on", "body", "number")),
        ("milestones", ("kind", "territory_code", "cycle", "number")),
        ("milestone_tasks", ("milestone_id", "territory_code", "number")),
        ("sectors", ("sector_code", "valid_from")),
        ("elections", ("election_id",)),
    ],
)
def test_natural_keys(table: str, key: tuple[str, ...]) -> None:
    assert TABLES[table].natural_key == key


def test_a_table_comes_after_the_tables_it_refers_to() -> None:
    order = list(TABLES)
    for contract in TABLES.values():
        for column in contract.references:
            assert order.index(column.refers_to) < order.index(contract.table)


def test_bodies_that_meet_or_issue_are_the_structures_and_four_national_ones() -> None:
    kinds = list(TABLES["structures"].by_name["kind"].by_code)
    national = ["national_council", "collective_leadership", "political_bureau", "congress"]
    assert list(TABLES["meetings"].by_name["body_kind"].by_code) == kinds + national
    assert list(TABLES["directives"].by_name["body"].by_code) == kinds + national


def test_cells_of_structures_true_from_the_report_day() -> None:
    undated = {column.name for column in TABLES["structures"].columns if column.is_undated}
    assert undated == {
        *("bureau_members", "bureau_women", "bureau_under_35", "offices_total", "offices_filled"),
        *("label", "status"),
    }


def test_only_a_bureau_of_ten_gives_its_women_and_young_members() -> None:
    limits = {
        column.name: (column.part_of, column.least_whole)
        for column in TABLES["structures"].columns
        if column.least_whole
    }
    assert limits == {
        "bureau_women": ("bureau_members", 10),
        "bureau_under_35": ("bureau_members", 10),
    }


def test_summaries_are_short_and_kept_to_the_roles_of_the_territory() -> None:
    found = [
        (contract.table, column.max_length)
        for contract in TABLES.values()
        for column in contract.columns
        if column.is_confidential_text
    ]
    assert found == [("decisions", 140), ("milestone_tasks", 140)]


def test_the_partys_regional_council_is_never_the_elected_one() -> None:
    for contract in TABLES.values():
        for column in contract.columns:
            for value in column.values:
                if "المجلس الجهوي" in value.labels["ar"]:
                    assert "المجلس الجهوي للحزب" in value.labels["ar"]
                    assert "parti" in value.labels["fr"]


@pytest.mark.parametrize("name", ["functions", "themes"])
def test_reference_lists_say_that_they_are_our_choice(name: str) -> None:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(reference_list(name)) > 10
    assert all(row["source"].startswith("own choice") for row in rows)
