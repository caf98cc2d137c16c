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
    "constraint_reports": """constraint_id raised_on meeting_id territory_code category number
        summary severity answer_level owner_function due_on status closed_on pillar""",
    "diagnoses": """diagnosis_id noted_on territory_code level theme number kind severity summary
        evidence status""",
    "liaison_requests": """request_id sector_code territory_code opened_on number channel summary
        status answered_on""",
    "advocacy_items": """item_id territory_code sector_code need_on number summary mp_on channel
        ministry_on answered_on fed_back_on outcome""",
    "seats": "election_id unit_code seats seats_reserved_women is_estimate source",
    "candidacies": """election_id unit_code counted_on seats_covered seats_reserved_women_covered
        files_expected files_complete finance_agent_named""",
    "polling_coverage": """election_id territory_code counted_on stations agents_assigned
        agents_trained reserve_agents""",
    "electorate": "territory_code counted_on registered registered_women",
    "mandates": """council_kind unit_code term_start counted_on seats party_seats party_women
        party_presidency""",
    "results": """election_id unit_code registered voters valid_votes party_votes party_seats""",
    "teams": "team_id home_territory_code days hours_a_day meetings_a_day",
    "market_days": "territory_code weekday source",
    "rhythms": "body_kind meetings_per_year source",
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
    "constraint_reports": "raised_on territory_code category number summary status",
    "diagnoses": "noted_on territory_code level theme number kind summary",
    "liaison_requests": "sector_code territory_code opened_on number channel summary status",
    "advocacy_items": "territory_code sector_code need_on number summary",
    "seats": "election_id unit_code seats is_estimate source",
    "candidacies": "election_id unit_code counted_on seats_covered",
    "polling_coverage": "election_id territory_code counted_on stations agents_assigned",
    "electorate": "territory_code counted_on registered",
    "mandates": "council_kind unit_code term_start counted_on seats party_seats",
    "results": "election_id unit_code",
    "teams": "team_id home_territory_code days hours_a_day meetings_a_day",
    "market_days": "territory_code weekday",
    "rhythms": "body_kind meetings_per_year source",
}
PERSONS = {
    "structures": "bureau_women bureau_under_35",
    "membership": "members women under_35 new_members renewed_members",
    "meetings": "attendees_total attendees_women",
    "milestones": "members_confirmed members_women",
}
OFFICES = {
    "structures": "bureau_members offices_total offices_filled",
    "meetings": """attendees_parliamentarians attendees_provincial_secretaries
        attendees_regional_secretariat attendees_council_presidents""",
    "milestones": "members_expected",
    "polling_coverage": "agents_assigned agents_trained reserve_agents",
}
PUBLIC = {
    "seats": "seats seats_reserved_women",
    "polling_coverage": "stations",
    "electorate": "registered registered_women",
    "mandates": "seats party_seats party_women",
    "results": "registered voters valid_votes party_votes party_seats",
}
CONFIDENTIAL = {
    "candidacies": """seats_covered seats_reserved_women_covered files_expected files_complete
        finance_agent_named""",
}
# Whole numbers that count no people and no offices: ranks, days, rows of a file.
NO_COUNT = {
    *("number", "days_before", "rows_declared", "severity"),
    *("hours_a_day", "meetings_a_day", "meetings_per_year"),
}


def test_the_tables_are_those_of_the_page() -> None:
    assert set(TABLES) == set(EXPECTED)


@pytest.mark.parametrize("table", EXPECTED)
def test_a_table_holds_the_columns_the_page_decides(table: str) -> None:
    assert sorted(TABLES[table].by_name) == sorted(EXPECTED[table].split())


@pytest.mark.parametrize("table", REQUIRED)
def test_required_columns_are_those_without_a_question_mark(table: str) -> None:
    required = [column.name for column in TABLES[table].columns if column.required]
    assert sorted(required) == sorted(REQUIRED[table].split())


@pytest.mark.parametrize("table", EXPECTED)
@pytest.mark.parametrize(
    ("count_class", "marked"),
    [
        ("person", PERSONS),
        ("office", OFFICES),
        ("public", PUBLIC),
        ("confidential", CONFIDENTIAL),
    ],
)
def test_counts_are_of_the_class_the_page_marks(table: str, count_class: str, marked: dict) -> None:
    found = [one.name for one in TABLES[table].columns if one.count_class == count_class]
    assert sorted(found) == sorted(marked.get(table, "").split())


def test_candidacies_alone_are_confidential() -> None:
    assert [table for table in TABLES if TABLES[table].is_confidential] == ["candidacies"]


@pytest.mark.parametrize(("contract", "column"), COLUMNS)
def test_every_whole_number_says_what_it_counts(contract, column: Column) -> None:
    if column.type == "integer":
        assert bool(column.count_class) != (column.name in NO_COUNT)
        assert column.count_class in ("", "person", "office", "public", "confidential")
        assert column.unit or column.name == "number"
    else:
        assert column.count_class in ("", "confidential" if column.type == "boolean" else "")


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
        target = TABLES[column.refers_to]
        assert target.id_column or len(target.natural_key) == 1
    if column.default_from:
        assert column.name in contract.natural_key
        assert contract.by_name[column.default_from].type == column.type
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
            assert int(text) >= (column.least or 0)
            assert column.most is None or int(text) <= column.most
        if column.type == "texts" and column.values:
            assert {part.strip() for part in text.split("|")} <= set(column.by_code)
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
        ("constraint_reports", ("raised_on", "territory_code", "category", "number")),
        ("diagnoses", ("noted_on", "territory_code", "theme", "number", "kind")),
        ("liaison_requests", ("sector_code", "territory_code", "opened_on", "number")),
        ("advocacy_items", ("territory_code", "sector_code", "need_on", "number")),
        ("seats", ("election_id", "unit_code")),
        ("candidacies", ("election_id", "unit_code", "counted_on")),
        ("polling_coverage", ("election_id", "territory_code", "counted_on")),
        ("electorate", ("territory_code", "counted_on")),
        ("mandates", ("council_kind", "unit_code", "term_start", "counted_on")),
        ("results", ("election_id", "unit_code")),
        ("teams", ("team_id",)),
        ("market_days", ("territory_code", "weekday")),
        ("rhythms", ("body_kind",)),
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
    assert sorted(found) == [
        ("advocacy_items", 140),
        ("constraint_reports", 140),
        ("decisions", 140),
        ("diagnoses", 140),
        ("diagnoses", 140),  # the evidence too
        ("liaison_requests", 140),
        ("milestone_tasks", 140),
    ]


def test_parts_are_bounded_by_their_wholes() -> None:
    new = ("seats", "candidacies", "polling_coverage", "electorate", "mandates", "results")
    found = {
        (table, column.name, column.part_of)
        for table in new
        for column in TABLES[table].columns
        if column.part_of
    }
    assert found == {
        ("seats", "seats_reserved_women", "seats"),
        ("candidacies", "seats_reserved_women_covered", "seats_covered"),
        ("candidacies", "files_complete", "files_expected"),
        ("polling_coverage", "agents_assigned", "stations"),
        ("polling_coverage", "agents_trained", "stations"),
        ("electorate", "registered_women", "registered"),
        ("mandates", "party_seats", "seats"),
        ("mandates", "party_women", "party_seats"),
        ("results", "voters", "registered"),
        ("results", "valid_votes", "voters"),
        ("results", "party_votes", "valid_votes"),
    }


@pytest.mark.parametrize(
    ("table", "later", "earlier"),
    [
        ("constraint_reports", "closed_on", "raised_on"),
        ("constraint_reports", "due_on", "raised_on"),
        ("decisions", "due_on", "meeting_on"),
        ("liaison_requests", "answered_on", "opened_on"),
        ("advocacy_items", "mp_on", "need_on"),
        ("advocacy_items", "ministry_on", "need_on"),
        ("advocacy_items", "answered_on", "ministry_on"),
        ("advocacy_items", "fed_back_on", "need_on"),
        ("mandates", "counted_on", "term_start"),
    ],
)
def test_nothing_is_done_before_it_was_asked(table: str, later: str, earlier: str) -> None:
    assert TABLES[table].by_name[later].not_before == earlier


def test_rows_that_judge_name_what_makes_them_judge() -> None:
    judging = {t: c.not_below_province_when for t, c in TABLES.items() if c.not_below_province_when}
    assert judging == {
        "constraint_reports": {"category": ["elected_officials"]},
        "diagnoses": {"kind": ["weakness", "threat"]},
    }
    for table, conditions in judging.items():
        for name, codes in conditions.items():
            assert set(codes) <= set(TABLES[table].by_name[name].by_code)


def test_a_return_declares_the_tables_in_which_something_happens() -> None:
    named = TABLES["returns"].by_name["table_name"].by_code
    assert list(named) == [
        *("structures", "membership", "meetings", "constraint_reports", "decisions", "directives"),
        *("milestones", "diagnoses", "liaison_requests", "advocacy_items"),
    ]
    for table in named:
        assert set(TABLES[table].title) == set(named[table].labels)


def test_councils_are_the_elections_without_the_councillors() -> None:
    kinds = list(TABLES["elections"].by_name["kind"].by_code)
    assert list(TABLES["mandates"].by_name["council_kind"].by_code) == kinds[:-1]
    assert kinds[-1] == "councillors"


def test_constraints_weaken_the_pillars_of_the_method() -> None:
    with (REFERENCE / "pillars.csv").open(encoding="utf-8", newline="") as lines:
        pillars = {
            row["pillar"]: [row[f"name_{one}"] for one in LANGUAGES]
            for row in csv.DictReader(lines)
        }
    values = TABLES["constraint_reports"].by_name["pillar"].values
    assert {value.code: [value.labels[one] for one in LANGUAGES] for value in values} == pillars


def test_the_sectors_begin_with_the_seven_of_the_communique() -> None:
    with (REFERENCE / "sectors_2025.csv").open(encoding="utf-8", newline="") as lines:
        seven = [
            (row["sector_code"], row["name_ar"], row["name_fr"]) for row in csv.DictReader(lines)
        ]
    listed = reference_list("sectors")
    assert [(one.code, one.labels["ar"], one.labels["fr"]) for one in listed[:7]] == seven
    assert len(seven) == 7


def test_the_week_has_seven_days_from_monday() -> None:
    assert [day.code for day in reference_list("weekdays")] == [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    ]


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
