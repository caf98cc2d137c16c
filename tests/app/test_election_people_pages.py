"""The pages of candidacies, polling stations, electorate and seats held: said, stored, hidden."""

import datetime as dt
import re

import streamlit as st
from typer.testing import CliRunner

from dashboard import state
from dashboard.cli import app
from tests.app.shown import current, drawn, filled, given_tables, saved

SECRET = "Candidacies, Communal 2027: the most seats left first"


def tables(run):
    return {
        one["labels"]["caption"]: {
            row["id"]: dict(zip([c["label"] for c in one["columns"]],
                                [cell[0] for cell in row["cells"]], strict=True))
            for row in one["rows"]
        }
        for one in given_tables(run)
    }  # fmt: skip


def number(text):
    return int(text.replace(",", ""))


def enter(run, table, **cells):
    return saved(filled(run, f"new_{table}", **cells))


def test_candidacies_say_the_gaps_first_and_are_marked_confidential(opened, demo):
    run = opened(demo, "candidates", lang="en")
    rows = list(tables(run)[SECRET].values())

    assert not run.exception
    assert "units are not reported." in drawn(run)
    assert "Confidential until nominations close: counts only" in drawn(run)
    left = [int(row["Seats left"]) for row in rows if row["Seats left"].isdigit()]
    assert left[0] == max(left)
    # What the page says is left: of the units, and of the provinces given as one sum.
    sums = re.findall(r"is given as one sum: ([\d,]+) of ([\d,]+) seats", drawn(run))
    (said,) = re.findall(r"([\d,]+) seats are left", drawn(run))
    assert len(sums) == 2
    assert number(said) == sum(left) + sum(number(all_) - number(n) for n, all_ in sums)
    assert all(row["Next step"] for row in rows)
    assert any(row["Next step"].startswith("Nothing is due: it is in the sum") for row in rows)


def test_who_may_not_see_candidacies_gets_a_sentence_and_no_number(opened, demo, monkeypatch):
    for right in ("may_see_candidacies", "may_see_own_candidacies"):
        monkeypatch.setattr(state, right, lambda: False)
    run = opened(demo, "candidates", lang="en")

    assert "Candidacies are confidential until nominations close." in drawn(run)
    assert not run.get("bidi_component")
    assert not run.get("plotly_chart")
    assert not run.get("download_button")
    assert not run.get("text_input")
    assert "Seats covered" not in drawn(run)
    # The seats of councils and the stations are nobody's secret.
    assert "stations have nobody" in drawn(opened(demo, "stations", lang="en"))


def test_a_count_is_entered_and_more_representatives_than_stations_are_refused(opened, own_demo):
    run = opened(own_demo, "stations", lang="fr", province="03.271")
    day = dt.date(2026, 11, 20)
    run = enter(run, "polling_coverage", territory_code="03.271.03.01", counted_on=day,
                stations="12", agents_assigned="13", reserve_agents="2")  # fmt: skip
    assert len(run.error) == 1
    assert "Représentants désignés" in run.error[0].value
    assert "dépasse son total" in run.error[0].value
    run = enter(run, "polling_coverage", agents_assigned="9")
    assert not run.error, [one.value for one in run.error]
    (rows,) = [rows for name, rows in tables(run).items() if name.endswith("sans représentant")]
    assert rows["03.271.03.01"]["Désignés"] == "9 sur 12"
    assert rows["03.271.03.01"]["Prochaine étape"].endswith(": 3")
    assert rows["03.271.03.01"]["En réserve"] == "2 sur 2"


def test_the_electorate_flags_what_is_above_and_keeps_the_unknown(opened, demo):
    run = opened(demo, "electorate", lang="en")
    rows = tables(run)["Registered voters, the furthest from the target first"]

    assert not run.exception
    above = [row for row in rows.values() if row["Rate"].endswith("(above 100 %)")]
    assert len(above) > 5
    assert f"{len(above)} places have more registered than adults." in drawn(run)
    assert all(row["Next step"].startswith("Above 100 %") for row in above)
    silent = [row for row in rows.values() if row["Rate"] == "not reported"]
    assert f"{len(silent)} places are not reported." in drawn(run)
    assert {row["To reach the target"] for row in silent} == {"not reported"}


def test_seats_held_and_past_results_brought_in_as_any_file(opened, own_demo, tmp_path):
    run = opened(own_demo, "mandates", lang="en", province="03.271")
    kinds = [row["Council"] for row in tables(run)["Seats held by kind of council"].values()]
    assert "House of Representatives" in kinds
    assert not [one for one in run.get("bidi_component")
                if one.proto.component_name == "jahiziya_map"]  # fmt: skip

    file = tmp_path / "results.csv"
    file.write_text(
        "election,commune,province,valid_votes,party_votes,party_seats\n"
        "communal.2021,Azrou,Ifrane,10000,2500,7\ncommunal.2021,Ain Leuh,Ifrane,3000,,2\n"
    )
    st.cache_resource.clear()
    found = CliRunner().invoke(app, ["import", "results", str(file), "--db", str(own_demo)])
    assert found.exit_code == 0, found.output
    run = opened(own_demo, "mandates", lang="en", province="03.271")
    run.toggle(key="results_shown").set_value(True).run()
    rows = tables(run)["Results of Communal 2021, as published"]

    assert not run.exception
    assert rows["03.271.01.01"]["Share of the valid votes"] == "25%"
    assert rows["03.271.03.01"]["Share of the valid votes"] == "not reported"
    assert "2,500 votes of 10,000 valid ones in 1 unit published: 25%." in drawn(run)
    assert [one for one in run.get("bidi_component")
            if one.proto.component_name == "jahiziya_map"]  # fmt: skip


def test_from_an_empty_database_to_a_seat_held(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = opened(file, "mandates", lang="ar", province="03.271")
    run = enter(run, "mandates", term_start=dt.date(2021, 9, 8), counted_on=dt.date(2026, 11, 1),
                seats="30", party_seats="31")  # fmt: skip
    assert len(run.error) == 1
    run = enter(run, "mandates", party_seats="12", party_presidency="true")
    assert not run.error, [one.value for one in run.error]
    assert "للحزب" in drawn(run)
    assert "يرأس الحزب مجلسا واحدا." in drawn(run)
    (stored,) = current(file, "mandates")
    assert (stored["party_seats"], stored["party_women"]) == (12, None)
