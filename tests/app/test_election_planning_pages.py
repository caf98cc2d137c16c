"""The pages of the matrix and of the countdown: what they say, and where they lead."""

import re

from tests.app.shown import drawn, tables

LATE, NEXT, WAITS = "What is late now?", "What comes next?", "What waits for a day?"
TWIN = "Readiness and electoral weight, commune by commune"


def test_each_cell_of_the_matrix_leads_to_the_map_of_its_election_and_province(opened, demo):
    run = opened(demo, "election_matrix", lang="en")
    body = drawn(run)

    assert not run.exception
    links = re.findall(r'href="\./readiness\?([^"]+)"', body)
    assert len(links) == 62  # 7 elections × 10 places, less 8 that elect no arrondissement
    assert "lang=en&province=03.061&profile=communal" in links
    assert "lang=en&profile=regional" in links
    assert "Of 55 pairs of a province and an election, " in body
    assert "as at polling day" in body  # the House was elected on 23 September 2026
    assert "reliability" in body


def test_the_list_to_act_on_first_holds_the_weak_and_heavy_with_weight_and_next_step(opened, demo):
    run = opened(demo, "election_matrix", lang="en", profile="communal")
    run.toggle(key="priority_all").set_value(True).run()
    rows = tables(run)[TWIN]
    first = [row for row in rows if row["Readiness and weight"].endswith("act first")]
    weights = [int(re.sub(r"\D", "", row["Electoral weight, persons"].split("(")[0]))
               for row in first]  # fmt: skip

    assert len(rows) == 194
    assert rows[: len(first)] == first
    assert weights == sorted(weights, reverse=True)
    assert min(weights) >= 12000
    assert all(row["Next step"] for row in first)
    assert first[0]["Commune"] in drawn(run)
    assert f"<b>{len(first)}</b><span>act first</span>" in drawn(run)


def test_in_a_province_only_its_own_communes_are_counted(opened, demo):
    run = opened(demo, "election_matrix", lang="fr", province="03.231")

    assert "Sur 7 couples d'une province et d'une élection" in drawn(run)
    square = drawn(run).partition("jz-square")[2]
    assert sum(int(n) for n in re.findall(r"<b>(\d+)</b>", square)) <= 5


def test_the_countdown_says_what_is_late_what_comes_and_what_waits(opened, demo):
    run = opened(demo, "countdown", lang="en", profile="communal")
    found = tables(run)
    (late,) = found[LATE]

    assert not run.exception
    assert "8 days from 23 November 2026 to 1 December 2026." in drawn(run)
    assert late["Due on"] == "1 Nov 2026"
    assert late["Certainty of the task"] == "assumed"
    assert late["Next step"].startswith("Report it for every commune")
    assert late["Where it stands"].startswith("late in 2 of 9: Fès, Moulay Yacoub")
    assert [row["Due on"] for row in found[NEXT]][:2] == ["1 Dec 2026", "21 Dec 2026"]
    assert {row["For"] for row in found[WAITS]} == {"Communal 2027"}
    assert any("12 Mar 2027 if polling falls on the last day of the term" in row["Due on"]
               for row in found[WAITS])  # fmt: skip
    assert "60 days before: nominations close: not published" in [
        row["Counted back from"] for row in found[WAITS]
    ]
    # Each task is counted once, with the level and the function that have to do it.
    owners = found["Tasks by function"]
    assert sum(int(row["Tasks late"]) for row in owners) == len(found[LATE]) == 1
    assert sum(int(row["Tasks waiting"]) for row in owners) == len(found[WAITS])
    assert (owners[0]["Owner"], owners[0]["Level of territory"]) == (
        "Elections pole", "province or prefecture",
    )  # fmt: skip
