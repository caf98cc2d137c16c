"""The pages of coverage and of the pace: each choice changes what it should, each gap says so."""

import datetime as dt
import json

import pytest

from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.wording import LANGUAGES, wording
from tests.app.shown import drawn, given_tables

MEKNES, SEFROU, HAJEB = "03.061", "03.451", "03.171"
PARTS = ("places", "groups", "living", "life", "file", "neighbours", "faults")


def tables(run):
    return {each["labels"]["caption"]: each["rows"] for each in given_tables(run)}


def charts(run):
    return run.get("plotly_chart")


@pytest.fixture(scope="module")
def one_founded(tmp_path_factory):
    """Azrou alone has told of its secretariat: everything else is unknown."""
    file = tmp_path_factory.mktemp("app") / "one.duckdb"
    row = {
        "structure_id": "s.1", "kind": "local_secretariat", "unit_code": "03.271.01.01",
        "number": 1, "founded_on": dt.date(2026, 3, 1), "reported_on": dt.date(2026, 10, 31),
    }  # fmt: skip
    with Store.open(file) as store:
        part = Part("structures", "upsert", [Row(1, row)])
        commit(store, [Batch([part], "reported")], at=dt.datetime(2026, 11, 1))
    return file


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_coverage_opens(opened, demo, part, lang):
    run = opened(demo, "coverage", lang=lang)
    run.button_group(key="coverage_part").set_value(part).run()

    assert not run.exception
    assert not run.error
    rows = next(iter(tables(run).values()))
    assert rows
    # Every row with something to do says what: the next step is never empty beside a gap.
    if part == "places":
        assert all(row["cells"][-1][0] for row in rows)
        assert rows[0]["cells"][2][0] == wording(lang)("No local body")


def test_a_province_leaves_its_places_and_its_counts(opened, demo):
    run = opened(demo, "coverage", lang="en")
    everything = next(iter(tables(run).values()))
    run.selectbox(key="pick_province").select(SEFROU).run()
    (rows,) = tables(run).values()

    assert len(everything) == 200
    assert len(rows) == 23
    assert "of 23" in drawn(run)
    assert run.query_params["province"] == SEFROU


def test_what_only_a_cercle_covers_is_counted_apart(opened, demo):
    run = opened(demo, "coverage", lang="en", province=SEFROU)
    (rows,) = tables(run).values()
    words = [row["cells"][1][0] for row in rows]

    assert words.count("Covered by another body") > 10
    assert f"{words.count('Own local secretariat')} of 23 have their own secretariat" in drawn(run)


def test_silence_is_unknown_and_not_empty(opened, one_founded):
    run = opened(one_founded, "coverage", lang="en")

    assert "0 communes have no local body; 1 of 194 have their own secretariat" in drawn(run)
    assert "193 are unknown" in drawn(run)
    run.button_group(key="coverage_part").set_value("living").run()
    (rows,) = tables(run).values()
    assert [cell[0] for cell in rows[0]["cells"]][1] == "Unknown"


def test_the_printable_list_is_offered(opened, demo):
    run = opened(demo, "coverage", lang="fr", province=MEKNES)
    run.session_state["coverage_export_files"] = True
    run.run()

    assert "Liste à imprimer (A4)" in [one.label for one in run.get("download_button")]


def test_the_pace_has_two_charts_with_words_of_their_own(opened, demo):
    run = opened(demo, "pace", lang="en")

    assert not run.exception
    alts = [json.loads(json.dumps(one.proto.alt)) for one in charts(run)]
    assert len(alts) == 2
    assert alts[0].startswith("Places covered: ")
    assert "foundings whose first day has come" in alts[1]
    assert len(tables(run)["The pace of each province"]) == 9


def test_the_day_to_finish_by_is_in_the_url_and_changes_what_is_needed(opened, demo):
    run = opened(demo, "pace", lang="en")
    before = drawn(run)
    run.selectbox(key="pick_until").select("2028-12-31").run()

    assert run.query_params["until"] == "2028-12-31"
    assert "by 31 December 2028" in drawn(run)
    assert drawn(run) != before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_to_finish_by_that_has_gone_is_said(opened, demo, lang):
    run = opened(demo, "pace", lang=lang, until="2026-01-01")
    _ = wording(lang)
    said = _(
        "The day to finish by, {until}, is not after {day}: choose a later one.",
        until=dt.date(2026, 1, 1),
        day=dt.date(2026, 11, 23),
    )

    assert not run.exception
    assert said in drawn(run)


def test_a_council_whose_day_is_known_is_offered(opened, demo):
    run = opened(demo, "pace", lang="fr")
    options = run.selectbox(key="pick_until").options

    assert any("(" in one for one in options)
    assert "Aucun jour de scrutin n'est publié" in drawn(run)


def test_too_few_foundings_name_no_date(opened, one_founded):
    run = opened(one_founded, "pace", lang="en")

    assert not run.exception
    assert "Every place known is covered." in drawn(run)
    assert "Nothing is known of 198 places" in drawn(run)
    assert len(charts(run)) == 1  # no delay is estimated from one plan


def test_a_province_with_too_few_says_how_many_are_needed(opened, demo):
    run = opened(demo, "pace", lang="en", province=HAJEB)

    assert "Too few foundings to name a day" in drawn(run)
    assert "3 are needed" in drawn(run)
