"""The pages of elections, seats and the calculator: what they say, store and refuse."""

import datetime as dt

import pytest

from dashboard.elections.list_votes import published, written
from tests.app.shown import current, drawn, entering, faults, filled, saved, tables

LEGAL = "Legal days, the nearest first"
ELECTIONS = "Elections, those ahead first"


def enter(run, form, **cells):
    return saved(filled(run, form, **cells))


def test_the_calendar_counts_between_named_days_and_says_how_sure_it_is(opened, demo):
    run = opened(demo, "elections", lang="en")
    rows = {row["id"]: row for row in tables(run)[ELECTIONS]}

    assert not run.exception
    assert "38 days from 23 November 2026 to 31 December 2026." in drawn(run)
    assert "is full on 8 September 2027 (inferred): 289 days from 23 November 2026" in drawn(run)
    assert rows["communal.2027"]["Polling day"] == "day not published"
    assert rows["communal.2027"]["Certainty"] == "inferred"
    assert rows["legislative.2026"]["State of the day"] == "Held"
    assert all(row["Next step"] and row["Source of the day"] for row in rows.values())
    assert "the term is full on 23 September 2031 (inferred)" in drawn(run)
    legal = tables(run)[LEGAL]
    assert legal[0]["From"] == "31 Dec 2026"
    assert legal[-1]["From"] == "waits for polling day"


def test_a_by_election_goes_from_empty_to_a_published_day_without_an_id_typed(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = opened(file, "elections", lang="fr")
    entering(run, "by")
    run.selectbox(key="election_kind").set_value("legislative").run()
    run.selectbox(key="by_unit_legislative").set_value("legislative:taza").run()
    run = enter(run, "new_elections", date_status="unknown", source="essai")
    assert not run.error, [one.value for one in run.error]
    (stored,) = current(file, "elections")
    code = "legislative.2026.by.legislative:taza.01"
    assert (stored["election_id"], stored["is_by_election"]) == (code, True)

    run = opened(file, "elections", lang="ar")
    entering(run, "day")
    # A legal day after polling is refused in a sentence, and nothing is stored.
    late = {"date_status": "official", "polling_on": dt.date(2027, 1, 10),
            "nominations_close_on": dt.date(2027, 1, 11)}  # fmt: skip
    run = enter(run, "changed_elections", **late)
    (said,) = faults(run)
    assert "بعد يوم الاقتراع" in said
    assert "11 يناير 2027" in said.split("المطلوب")[0]  # found, and expected, as of a file
    assert "10 يناير 2027" in said.split("المطلوب")[1]
    run = enter(run, "changed_elections", nominations_close_on=dt.date(2027, 1, 2))
    assert not run.error
    assert "48 يوما من" in drawn(run).replace("\u2066", "").replace("\u2069", "")
    (stored,) = current(file, "elections")
    assert (stored["election_id"], stored["polling_on"]) == (code, dt.date(2027, 1, 10))

    # A page that looks back does not see the first one: the second takes no id of another.
    run = opened(file, "elections", lang="fr", as_of="2026-01-01", known_at="2026-01-01")
    entering(run, "by")
    run.selectbox(key="election_kind").set_value("legislative").run()
    run.selectbox(key="by_unit_legislative").set_value("legislative:taza").run()
    run = enter(run, "new_elections", date_status="unknown", source="essai")
    assert not run.error, [one.value for one in run.error]
    ids = sorted(one["election_id"] for one in current(file, "elections"))
    assert ids == [code, "legislative.2026.by.legislative:taza.02"]


def test_a_seat_given_stands_before_the_estimate(opened, own_demo):
    def first(run):
        (rows,) = [rows for name, rows in tables(run).items() if name.startswith("Seats of Comm")]
        return rows[0]

    run = opened(own_demo, "seats", lang="en", province="03.271")
    assert "sum of a larger unit" not in drawn(run)  # seats given elsewhere are no sum of these
    rule = int(first(run)["By reference or rule"])
    assert int(first(run)["Held by the party"].split()[0]) > 1

    # Fewer than the party holds are refused; two more than the rule are kept beside it.
    run = enter(run, "changed_seats", seats="1", seats_reserved_women="0", source="essai")
    assert any("fewer seats than the party holds" in one.value for one in run.error)
    given = {"seats": str(rule + 2), "seats_reserved_women": "5", "is_estimate": "false"}
    run = enter(run, "changed_seats", **given, source="essai")
    assert not run.error, [one.value for one in run.error]
    row = first(run)
    assert (row["Seats in use"], row["By reference or rule"]) == (str(rule + 2), str(rule))
    assert (row["Given"], row["Given less rule"]) == (str(rule + 2), "+2")
    assert row["Certainty"] == "sourced"


@pytest.mark.parametrize(
    ("kind", "units", "known"),
    [("legislative", 12, True), ("professional_chambers", 3, False), ("councillors", 4, False)],
)
def test_units_of_each_kind_and_what_stays_unknown(opened, tmp_path, demo, kind, units, known):
    run = opened(demo, "seats", lang="fr", profile=kind)
    (rows,) = [rows for caption, rows in tables(run).items() if caption.startswith("Sièges, ")]

    assert not run.exception
    assert len(rows) == units
    assert any(row["D'après la référence ou la règle"].isdigit() for row in rows) is known


def test_communes_that_change_band_are_listed_with_the_rule_and_its_doubts(opened, demo):
    run = opened(demo, "seats", lang="en")
    found = tables(run)

    assert len(found["Communes that change band or ballot, 2014 and 2024"]) == 36
    assert {row["Certainty"] for row in found["Seats of a communal council by population"]} == {
        "sourced", "inferred", "assumed",
    }  # fmt: skip
    assert "36 communes change band. 1 of them changes ballot." in drawn(run)


def test_the_calculator_reproduces_what_was_published_and_refuses_in_sentences(opened, demo):
    run = opened(demo, "calculator", lang="en")
    assert "A calculator, not a forecast" in drawn(run)
    run.selectbox(key="example").set_value("regional_list_2021").run()
    one = published()["regional_list_2021"]
    rows = {row["List"]: row for row in tables(run)["Seats by list"]}
    assert {n: int(row["Seats obtained"]) for n, row in rows.items()
            if row["Seats obtained"] != "0"} == one.seats  # fmt: skip
    assert "The same seats as published" in drawn(run)
    assert rows["AFG"]["One more seat takes"] == "3,119 votes more"  # above FFD's 23,025

    run.text_area(key="votes_regional_list_2021").set_value(written(one.votes) + "\nPAM 3").run()
    assert "the list PAM is there twice. Keep one." in run.error[0].value
    run.text_area(key="votes_regional_list_2021").set_value("PAM 3000000").run()
    assert "only 2,130,614 registered voters" in run.error[0].value.replace("\u202f", ",")
