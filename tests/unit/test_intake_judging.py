"""Rows that judge stay at the province or above; numbers and parts stay within bounds."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.intake.importing import check, commit

TODAY = dt.date(2026, 11, 20)
ELECTION = {
    "election_id": "communal.2027",
    "kind": "communal",
    "is_by_election": False,
    "date_status": "unknown",
    "source": "test",
}


def checked(store, table, header, *lines):
    content = "\n".join((header, *lines)).encode()
    return check(store, table, content, file_name=f"{table}.csv", today=TODAY)


def found(one):
    return [(problem.code, problem.row, problem.column) for problem in one.problems]


CONSTRAINT = "raised_on;territory_code;category;number;summary"


@pytest.mark.parametrize("place", ["03.561.01.01", "03.231.01.01", "03.561.03"])
def test_what_judges_elected_officials_is_refused_below_the_province(place, store) -> None:
    one = checked(
        store, "constraint_reports", CONSTRAINT, f"2026-11-01;{place};elected_officials;1;x"
    )

    (problem,) = one.problems
    assert (problem.code, problem.level, problem.row) == (
        "territory.judged_below_province",
        "error",
        2,
    )
    assert problem.column == "territory_code"
    assert problem.found == place
    province = place[:6]
    assert problem.candidates[0].startswith(province + " ")


@pytest.mark.parametrize("place", ["03.561", "03"])
def test_a_province_or_the_region_may_be_judged(place, store) -> None:
    line = f"2026-11-01;{place};elected_officials;1;x"

    assert found(checked(store, "constraint_reports", CONSTRAINT, line)) == []


def test_a_constraint_of_another_category_may_name_a_commune(store) -> None:
    line = "2026-11-01;03.561.01.01;resources;1;x"

    assert found(checked(store, "constraint_reports", CONSTRAINT, line)) == []


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("strength", []),
        ("opportunity", []),
        ("weakness", ["territory.judged_below_province"]),
        ("threat", ["territory.judged_below_province"]),
    ],
)
def test_weaknesses_and_threats_are_never_a_communes(kind, codes, store) -> None:
    header = "noted_on;territory_code;level;theme;number;kind;summary"
    line = f"2026-11-01;03.561.01.01;local;local_organisations;1;{kind};x"

    one = checked(store, "diagnoses", header, line)

    assert [problem.code for problem in one.problems] == codes


def test_a_judging_row_stored_before_is_followed_up_by_its_id_alone(store) -> None:
    line = "2026-11-01;03.561;elected_officials;1;x"
    commit(store, checked(store, "constraint_reports", CONSTRAINT, line))
    ((code,),) = store.cursor().execute(
        "select constraint_id from app.constraint_reports_rows"
    ).fetchall()  # fmt: skip

    one = checked(
        store, "constraint_reports", "constraint_id;status;closed_on", f"{code};closed;2026-11-12"
    )

    assert found(one) == []
    assert one.preview.changed == 1


@pytest.mark.parametrize(("severity", "is_taken"), [(0, False), (1, True), (4, True), (5, False)])
def test_severity_goes_from_one_to_four(severity, is_taken, store) -> None:
    line = f"2026-11-01;03.561;resources;1;x;{severity}"

    one = checked(store, "constraint_reports", CONSTRAINT + ";severity", line)

    assert found(one) == ([] if is_taken else [("number.out_of_bounds", 2, "severity")])


@pytest.mark.parametrize(
    ("status", "closed_on", "problems"),
    [
        ("closed", "2026-11-12", []),
        ("closed", "", [("cell.missing", 2, "closed_on")]),
        ("open", "2026-11-12", [("cell.not_with", 2, "closed_on")]),
        ("closed", "2026-10-31", [("date.order", 2, "closed_on")]),
        ("closed", "2026-12-01", [("date.future", 2, "closed_on")]),
    ],
)
def test_a_closed_constraint_says_when(status, closed_on, problems, store) -> None:
    line = f"2026-11-01;03.561;resources;1;x;{status};{closed_on}"

    one = checked(store, "constraint_reports", CONSTRAINT + ";status;closed_on", line)

    assert found(one) == problems


def test_more_registered_than_adults_is_a_warning_and_kept(store) -> None:
    header = "territory_code;counted_on;registered;registered_women"

    one = checked(store, "electorate", header, "03.561.01.01;2026-03-31;999999;400000")

    assert [(p.code, p.level) for p in one.problems] == [("electorate.above_adults", "warning")]
    assert one.rows[0].values["registered"] == 999999


def test_fewer_registered_than_adults_warns_of_nothing(store) -> None:
    header = "territory_code;counted_on;registered"

    assert found(checked(store, "electorate", header, "03.561.01.01;2026-03-31;10")) == []


@pytest.mark.parametrize(
    ("table", "header", "line", "column"),
    [
        ("seats", "seats;seats_reserved_women;source", "28;29;x", "seats_reserved_women"),
        (
            "candidacies",
            "counted_on;seats_covered;seats_reserved_women_covered",
            "2026-11-01;5;6",
            "seats_reserved_women_covered",
        ),
        (
            "candidacies",
            "counted_on;seats_covered;files_expected;files_complete",
            "2026-11-01;5;5;6",
            "files_complete",
        ),
        (
            "polling_coverage",
            "counted_on;stations;agents_assigned",
            "2026-11-01;8;9",
            "agents_assigned",
        ),
        ("results", "registered;voters", "100;101", "voters"),
        ("results", "voters;valid_votes", "100;101", "valid_votes"),
    ],
)
def test_a_part_is_never_above_its_whole(table, header, line, column, desk) -> None:
    desk.put("elections", ELECTION)
    unit = "territory_code" if table == "polling_coverage" else "unit_code"

    one = checked(
        desk.store, table, f"election_id;{unit};{header}", f"communal.2027;03.561.01.01;{line}"
    )

    assert found(one) == [("count.part_above_whole", 2, column)]


def test_an_election_that_nobody_stored_is_waited_for(store) -> None:
    header = "election_id;unit_code;seats;source"

    one = checked(store, "seats", header, "communal.2033;03.561.01.01;28;x")

    assert [row.waits_for for row in one.pending] == [["communal.2033"]]
    assert one.rows == ()


@pytest.mark.parametrize("header", ["council_kind;unit_code;term_start;seats;party_seats"])
def test_a_mandate_is_counted_at_the_start_of_its_term_when_nobody_says(header, store) -> None:
    one = checked(store, "mandates", header, "communal;03.561.01.01;2021-09-08;28;7")

    assert found(one) == []
    assert one.rows[0].values["counted_on"] == dt.date(2021, 9, 8)


def test_seats_are_an_estimate_until_somebody_says_otherwise(desk) -> None:
    desk.put("elections", ELECTION)

    one = checked(
        desk.store, "seats", "election_id;unit_code;seats;source", "communal.2027;03.561.01.01;28;x"
    )

    assert one.rows[0].values["is_estimate"] is True
