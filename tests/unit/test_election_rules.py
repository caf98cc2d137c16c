"""Elections and seats that cannot be: refused in a sentence, or kept with a warning."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from dashboard.errors import Refused
from dashboard.intake.election_ids import by_election_id, election_of, general_id
from dashboard.intake.importing import check, commit
from dashboard.paths import REFERENCE
from dashboard.territory.register import register
from dashboard.territory.splitting import check_constituencies, constituency_faults

TODAY = dt.date(2026, 11, 29)
HEADER = "election_id;kind;is_by_election;date_status;polling_on;rolls_close_on;source"
MEKNES = "03.061.01.01"
FES = "03.231.01.0"  # the commune of six arrondissements
# A row of each table whose rows hold a unit of an election or council.
LINES = {
    "seats": ("election_id;unit_code;seats;source", "{kind}.2027;{unit};9;s"),
    "candidacies": ("election_id;unit_code;counted_on;seats_covered",
                    "{kind}.2027;{unit};2026-11-01;3"),
    "mandates": ("council_kind;unit_code;term_start;counted_on;seats;party_seats",
                 "{kind};{unit};2021-09-08;2026-01-01;61;12"),
}  # fmt: skip


def checked(store, table, header, *lines):
    content = "\n".join((header, *lines)).encode()
    return check(store, table, content, file_name=f"{table}.csv", today=TODAY)


def found(one):
    return [(problem.code, problem.level, problem.row, problem.column) for problem in one.problems]


def test_a_general_and_a_by_election_go_in_and_say_what_they_are(store):
    by = by_election_id("communal", 2021, MEKNES, [])
    one = checked(
        store, "elections", HEADER,
        "communal.2027;communal;no;expected;;;s",
        f"{by};communal;yes;official;2026-12-20;;s",
        "legislative.2026.by.legislative:fes-nord.01;legislative;yes;unknown;;;s",
    )  # fmt: skip

    assert found(one) == []
    assert by == f"communal.2021.by.{MEKNES}.01"
    assert (election_of(by).unit, election_of(by).number) == (MEKNES, 1)
    assert by_election_id("communal", 2021, MEKNES, [by]).endswith(".02")
    assert election_of(general_id("regional", 2027)).cycle == 2027


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("communal.2027.2;communal;no;unknown;;;s", "election.id_form"),
        ("communal.8-9-2027;communal;no;unknown;;;s", "election.id_form"),
        ("communal.2027;communal;yes;unknown;;;s", "election.id_form"),
        ("communal.2027.by.03.061.01.01.01;communal;no;unknown;;;s", "election.id_form"),
        ("communal.2027;regional;no;unknown;;;s", "election.id_kind"),
        ("communal.2027.by.03.999.01;communal;yes;unknown;;;s", "election.id_unit"),
    ],
)
def test_an_id_that_is_not_kind_and_cycle_is_refused(store, line, code):
    one = checked(store, "elections", HEADER, line)

    assert found(one) == [(code, "error", 2, "election_id")]
    assert one.problems[0].remedy
    assert one.problems[0].found
    assert one.problems[0].expected


def test_a_unit_that_is_none_of_its_kind_and_a_cycle_that_is_no_year_are_refused(store):
    one = checked(
        store, "elections", HEADER,
        "communal.2027.by.03.061.01;communal;yes;unknown;;;s",
        "communal.2027.by.legislative:meknes.01;communal;yes;unknown;;;s",
        "regional.2027.by.03.061.01.01.01;regional;yes;unknown;;;s",
        "communal.0000;communal;no;unknown;;;s",
        "communal.9999;communal;no;unknown;;;s",
        "communal.0007.by.03.061.01.01.01;communal;yes;unknown;;;s",
    )  # fmt: skip

    codes = 3 * ["election.id_unit"] + 3 * ["election.cycle"]
    assert found(one) == [(code, "error", n, "election_id") for n, code in enumerate(codes, 2)]
    assert [p.found for p in one.problems] == [
        "03.061", "legislative:meknes", "03.061.01.01", "0000", "9999", "0007",
    ]  # fmt: skip
    assert "regional:03.061" in str(one.problems[2].expected)
    assert "from 1960 to 2099" in str(one.problems[3].expected)


def test_an_election_is_not_held_before_its_day(store):
    """It would close the term and open the candidacies to everybody."""
    ahead = f"communal.2027;communal;no;held;{TODAY + dt.timedelta(days=1)};;s"
    one = checked(store, "elections", HEADER, ahead)

    assert found(one) == [("election.held_ahead", "error", 2, "date_status")]
    assert (one.problems[0].found, str(one.problems[0].expected)) == (
        "held", f"polling day not after {TODAY}",
    )  # fmt: skip
    on_the_day = checked(store, "elections", HEADER, f"communal.2026;communal;no;held;{TODAY};;s")
    assert found(on_the_day) == []
    commit(store, on_the_day)
    header = "election_id;kind;polling_on;source"  # a file that moves the day alone
    moved = checked(store, "elections", header, "communal.2026;communal;2027-01-10;s")
    assert found(moved) == [("election.held_ahead", "error", 2, "polling_on")]


@pytest.mark.parametrize(
    ("table", "kind"),
    [("seats", "regional"), ("candidacies", "regional"), ("mandates", "communal")],
)
def test_what_is_said_of_a_unit_of_another_kind_would_count_nowhere(store, table, kind):
    commit(store, checked(store, "elections", HEADER, "regional.2027;regional;no;expected;;;s"))
    header, line = LINES[table]
    one = checked(store, table, header, line.format(kind=kind, unit="legislative:meknes"))

    assert found(one) == [("election.other_unit", "error", 2, "unit_code")]
    assert one.problems[0].found == "legislative:meknes"
    assert "03.061" in str(one.problems[0].expected)
    right = line.format(kind=kind, unit="03.061")
    assert found(checked(store, table, header, right)) == []


@pytest.mark.parametrize(
    ("table", "kind", "unit", "is_kept"),
    [
        *((table, "communal", unit, True) for table in LINES for unit in ("03.061", "03")),
        *((table, "legislative", "03.231", True) for table in LINES),
        *((table, "arrondissement", "03.231", True) for table in LINES),
        ("seats", "arrondissement", FES, True),  # whose seats are published together
        ("mandates", "arrondissement", FES, True),
        ("candidacies", "arrondissement", FES, False),  # summed by province alone
        *((table, "arrondissement", "03.561", False) for table in LINES),  # has none
        *((table, "professional_chambers", "03.061", False) for table in LINES),
        *((table, "professional_chambers", "03", True) for table in LINES),
        *((table, "regional", MEKNES, False) for table in LINES),
        *((table, "communal", "MA", False) for table in LINES),
    ],
)
def test_a_larger_territory_stands_for_the_units_in_it(store, table, kind, unit, is_kept):
    commit(store, checked(store, "elections", HEADER, f"{kind}.2027;{kind};no;expected;;;s"))
    header, line = LINES[table]
    one = checked(store, table, header, line.format(kind=kind, unit=unit))

    fault = ("election.other_unit", "error", 2, "unit_code")
    assert found(one) == ([] if is_kept else [fault])


def test_a_by_election_has_one_unit(store):
    by = by_election_id("communal", 2021, MEKNES, [])
    commit(store, checked(store, "elections", HEADER, f"{by};communal;yes;unknown;;;s"))
    header = "election_id;unit_code;seats;source"

    assert found(checked(store, "seats", header, f"{by};{MEKNES};1;s")) == []
    other = checked(store, "seats", header, f"{by};03.131.01.03;1;s")
    assert found(other) == [("election.other_unit", "error", 2, "unit_code")]
    assert MEKNES in str(other.problems[0].expected)


@pytest.mark.parametrize(
    "column", ["rolls_close_on", "nominations_open_on", "nominations_close_on"]
)
def test_a_legal_day_after_polling_is_refused(store, column):
    header = f"election_id;kind;date_status;polling_on;{column};source"
    one = checked(
        store, "elections", header, "communal.2027;communal;official;2027-09-08;2027-09-09;s"
    )

    assert found(one) == [("election.day_after_polling", "error", 2, column)]
    assert "08" in str(one.problems[0].expected) or "2027" in str(one.problems[0].expected)


def test_two_general_elections_of_a_kind_within_a_term(store):
    """Expected ones are refused; a published one, as after a dissolution, is kept and warned."""
    lines = "communal.2027;communal;no;expected;;;s", "communal.2028;communal;no;expected;;;s"
    both = checked(store, "elections", HEADER, *lines)
    assert found(both) == [
        ("election.within_term", "error", 2, "election_id"),
        ("election.within_term", "error", 3, "election_id"),
    ]

    commit(store, checked(store, "elections", HEADER, lines[0]))
    published = "communal.2028;communal;no;official;2028-05-01;;s"
    assert found(checked(store, "elections", HEADER, published)) == [
        ("election.within_term", "warning", 2, "election_id")
    ]
    assert found(checked(store, "elections", HEADER, "communal.2033;communal;no;unknown;;;s")) == []


def test_a_day_published_later_changes_no_id_and_no_seats(desk):
    store = desk.store
    commit(store, checked(store, "elections", HEADER, "communal.2027;communal;no;expected;;;s"))
    seats = "election_id;unit_code;seats;source"
    commit(store, checked(store, "seats", seats, f"communal.2027;{MEKNES};61;s"))
    commit(
        store,
        checked(store, "elections", HEADER, "communal.2027;communal;no;official;2027-09-08;;BO"),
    )

    (election,) = desk.rows("elections")
    assert (election["election_id"], election["polling_on"]) == (
        "communal.2027", dt.date(2027, 9, 8),
    )  # fmt: skip
    assert [row["election_id"] for row in desk.rows("seats")] == ["communal.2027"]


def test_fewer_seats_than_the_party_holds_are_refused(store):
    commit(store, checked(store, "elections", HEADER, "communal.2027;communal;no;expected;;;s"))
    mandates = "council_kind;unit_code;term_start;counted_on;seats;party_seats"
    commit(store, checked(
        store, "mandates", mandates,
        f"communal;{MEKNES};2021-09-08;2021-09-08;61;20",
        f"communal;{MEKNES};2021-09-08;2026-01-01;61;12",
    ))  # fmt: skip
    header = "election_id;unit_code;seats;source"
    below = checked(store, "seats", header, f"communal.2027;{MEKNES};11;s")
    enough = checked(store, "seats", header, f"communal.2027;{MEKNES};12;s")

    assert found(below) == [("seats.below_held", "error", 2, "seats")]
    assert str(below.problems[0].expected) == "at least 12"
    assert found(enough) == []


def test_the_shipped_constituencies_split_the_region():
    check_constituencies()


def test_constituencies_that_overlap_or_leave_a_commune_out(tmp_path):
    for path in REFERENCE.glob("*.csv"):
        shutil.copy(path, tmp_path)
    units = tmp_path / "constituency_units.csv"
    text = units.read_text(encoding="utf-8")
    text = text.replace("legislative:meknes,03.061.01.01\n", "")  # in none
    units.write_text(text + "legislative:taza,03.131.01.03\n", encoding="utf-8")  # in two

    with pytest.raises(Refused) as refused:
        check_constituencies(tmp_path)

    assert [(one.code, one.found) for one in refused.value.problems] == [
        ("constituency.none", "03.061.01.01"),
        ("constituency.overlap", "03.131.01.03"),
    ]
    assert "legislative:boulemane, legislative:taza" in str(refused.value.problems[1].message)


def test_a_unit_that_is_no_territory_is_named():
    known = register()
    units = {one.id: one.units for one in known.constituencies()}
    units["regional:03.061"] = ("03.061", "03.999")

    (fault,) = constituency_faults(known, units)
    assert (fault.code, fault.found) == ("constituency.no_territory", "03.999")
