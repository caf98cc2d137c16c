"""What the demonstration says of elections, constraints and answers: plausible, and partly unknown.

Gaps are wanted: one province without a list, one that counts nothing, cells that nobody filled.
"""

import datetime as dt
from collections import Counter, defaultdict

import pytest

from dashboard.contracts import contracts
from dashboard.demo.generate import sheets
from dashboard.demo.history import history, parameters
from dashboard.demo.organisation import never_heard
from dashboard.demo.sheets import World
from dashboard.territory.register import register

TODAY = dt.date(2026, 11, 23)
SILENT, UNLISTED, STRONG, WEAK = "03.131", "03.591", "03.271", "03.131"
FINE = ("commune", "arrondissement", "cercle")
PLANNED = {"planned_on", "first_planned_on", "due_on", "happens_on", "valid_to"}


@pytest.fixture(scope="module")
def told():
    return sorted(sheets(World(history(TODAY))), key=lambda sheet: sheet.on)


@pytest.fixture(scope="module")
def rows(told):
    """The rows of each table as they stand at last: of a key told twice, its newest cells."""
    standing = defaultdict(dict)
    for sheet in told:
        for table, some in sheet.rows.items():
            for row in some:
                key = tuple(row.get(name) for name in contracts()[table].key)
                standing[table][key] = standing[table].get(key, {}) | row
    return {table: list(found.values()) for table, found in standing.items()}


def province(code):
    place = register().place(code)
    return place.province_code if place else None


def share_closed_in_time(rows, where):
    old = [
        row
        for row in rows["constraint_reports"]
        if province(row["territory_code"]) == where
        and row["raised_on"] < TODAY - dt.timedelta(days=90)
    ]
    in_time = [
        row
        for row in old
        if row["status"] == "closed" and (row["closed_on"] - row["raised_on"]).days <= 90
    ]
    return len(in_time) / len(old)


def test_every_table_that_can_be_entered_has_rows(rows):
    assert set(contracts()) - set(rows) == {"results"}


def test_no_fact_is_dated_after_today_or_after_its_sheet(told):
    for sheet in told:
        for table, some in sheet.rows.items():
            dated = {c.name for c in contracts()[table].columns if c.type == "date"} - PLANNED
            for row in some:
                days = {name: row[name] for name in dated if row.get(name)}
                assert all(day <= sheet.on for day in days.values()), (table, days, sheet.on)


def test_a_row_that_judges_is_never_below_the_province(rows):
    judging = [r for r in rows["constraint_reports"] if r["category"] == "elected_officials"]
    judging += [r for r in rows["diagnoses"] if r["kind"] in ("weakness", "threat")]

    assert len(judging) >= 10
    assert not [r for r in judging if register().place(r["territory_code"]).level in FINE]


def test_constraints_are_of_every_kind_and_end_in_every_way(rows):
    told = rows["constraint_reports"]

    assert {row["category"] for row in told} == set(
        contracts()["constraint_reports"].by_name["category"].by_code
    )
    assert {row["status"] for row in told} == {"open", "in_progress", "closed", "dropped"}
    assert {row.get("severity") for row in told} == {1, 2, 3, 4, None}
    assert len({row["answer_level"] for row in told}) == 4
    still = [row for row in told if row["status"] in ("open", "in_progress")]
    assert sum(row["raised_on"] < TODAY - dt.timedelta(days=365) for row in still) >= 10
    french = [row for row in told if row["summary"].isascii() or "é" in row["summary"]]
    assert 0.1 < len(french) / len(told) < 0.4


def test_strong_provinces_close_more_in_time(rows):
    assert share_closed_in_time(rows, STRONG) > share_closed_in_time(rows, WEAK) + 0.25


def test_a_ticked_commune_also_says_whether_it_has_constraints(rows):
    returns = Counter((r["table_name"], r["territory_code"] == "03") for r in rows["returns"])
    raised = Counter(
        (row["territory_code"], f"{row['raised_on']:%Y-%m}") for row in rows["constraint_reports"]
    )

    assert returns["constraint_reports", False] == returns["structures", False]
    for table in ("constraint_reports", "meetings", "liaison_requests", "advocacy_items"):
        assert returns[table, True] == returns["decisions", True] == 30
    nil = {
        (row["territory_code"], row["period"])
        for row in rows["returns"]
        if row["table_name"] == "constraint_reports" and row["is_nil"]
    }
    assert nil
    assert not {one for one in nil if raised[one] and one[0] != "03"}


def test_seven_sectors_are_asked_and_some_answers_are_late_or_missing(rows):
    asked = rows["liaison_requests"]
    days = [(row["answered_on"] - row["opened_on"]).days for row in asked if "answered_on" in row]

    assert len({row["sector_code"] for row in asked}) == 7
    assert len({province(row["territory_code"]) for row in asked}) == 9
    assert min(days) <= 60 < max(days)
    assert {row["status"] for row in asked} == {"open", "forwarded", "answered", "closed"}
    assert any(row["status"] == "closed" and "answered_on" in row for row in asked)


def test_needs_stop_at_every_step_of_their_way(rows):
    needs = rows["advocacy_items"]
    steps = ("mp_on", "ministry_on", "answered_on", "fed_back_on")

    for step in steps:
        assert 0 < sum(step in row for row in needs) < len(needs)
    assert {row.get("outcome") for row in needs} >= {"accepted", "partly", "refused", "pending"}


def test_seats_are_estimates_that_say_they_are_invented(rows):
    kinds = Counter(row["election_id"] for row in rows["seats"])

    assert set(kinds) == {
        "communal.2027", "arrondissement.2027", "regional.2027", "prefectural_provincial.2027",
        "professional_chambers.2027", "councillors.2027",
    }  # fmt: skip
    assert kinds["communal.2027"] == 194 + len(parameters()["standing"]["sums"])
    assert all(row["is_estimate"] and "synthétiques" in row["source"] for row in rows["seats"])


def test_candidacies_are_counted_by_commune_by_province_or_not_at_all(rows):
    told = [row for row in rows["candidacies"] if row["election_id"] == "communal.2027"]
    by_province = defaultdict(set)
    for row in told:
        by_province[province(row["unit_code"])].add(row["unit_code"])

    assert len({row["counted_on"] for row in told}) == 3
    assert set(by_province) == {one.code for one in register().provinces()} - {SILENT}
    for code in parameters()["standing"]["sums"]:
        assert by_province[code] == {code}
    seats = {(row["election_id"], row["unit_code"]): row for row in rows["seats"]}
    for row in rows["candidacies"]:
        of = seats[row["election_id"], row["unit_code"]]
        assert row["seats_covered"] <= of["seats"]
        assert row.get("seats_reserved_women_covered", 0) <= of["seats_reserved_women"]
    assert {row.get("files_expected", "unknown") for row in told} >= {0, "unknown"}


def test_polling_stations_follow_the_lists_and_one_province_counts_none(rows):
    told = rows["polling_coverage"]
    held = [row for row in told if row["election_id"] == "legislative.2026"]
    coming = [row for row in told if row["election_id"] == "communal.2027"]
    newest = [row for row in held if row["counted_on"] == max(r["counted_on"] for r in held)]

    assert max(row["counted_on"] for row in held) < dt.date(2026, 9, 23)
    assert len({row["counted_on"] for row in held}) == len({r["counted_on"] for r in coming}) == 3
    assert SILENT not in {province(row["territory_code"]) for row in coming}
    adults = register().region().adults_18_plus
    assert 0.55 <= 430 * sum(row["stations"] for row in newest) / adults <= 0.85
    assert any("agents_trained" not in row for row in newest)
    assert not never_heard(history(TODAY)) & {row["territory_code"] for row in told}


def test_lists_pass_the_adults_in_some_rural_communes_and_miss_one_province(rows):
    told = rows["electorate"]
    above = {
        row["territory_code"]
        for row in told
        if row["registered"] > register().place(row["territory_code"]).adults_18_plus
    }

    assert {row["counted_on"] for row in told} == {dt.date(2025, 3, 31), dt.date(2026, 3, 31)}
    assert 5 <= len(above) <= 40
    assert {register().place(code).milieu for code in above} == {"rural"}
    assert UNLISTED not in {province(row["territory_code"]) for row in told}
    assert any("registered_women" not in row for row in told)


def test_small_counts_of_persons_are_there_to_be_masked(rows):
    small = Counter(
        (table, column.name)
        for table, some in rows.items()
        for column in contracts()[table].columns
        if column.count_class == "person"
        for row in some
        if 1 <= (row.get(column.name) or 0) <= 9
    )

    assert {
        ("membership", "members"),
        ("meetings", "attendees_total"),
        ("structures", "bureau_women"),
    } <= set(small)


def test_founding_files_are_whole_in_some_bodies_and_lack_papers_in_others(rows):
    founded = [
        row
        for row in rows["structures"]
        if row["kind"] == "local_secretariat" and "founded_on" in row
    ]

    for paper in ("note_on", "minutes_filed_on", "bureau_list_filed_on"):
        assert 0.3 < sum(paper in row for row in founded) / len(founded) < 0.95
    assert sum(row["status"] == "convened" for row in rows["structures"]) >= 2
    assert any(
        row["offices_filled"] < row["offices_total"] for row in founded if "offices_total" in row
    )


def test_teams_start_from_communes_and_markets_are_rural(rows):
    assert 4 <= len(rows["teams"]) <= 5
    assert {register().place(row["home_territory_code"]).level for row in rows["teams"]} == {
        "commune"
    }
    assert {register().place(row["territory_code"]).milieu for row in rows["market_days"]} == {
        "rural"
    }
    assert len({row["weekday"] for row in rows["market_days"]}) == 7
