"""The pages of actions and of what-if: choices change what is shown, refusals are sentences."""

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.shown import given_tables

BOUFAKRANE = "03.061.01.05"


def told(run):
    assert not run.exception
    return html.unescape("\n".join(one.proto.body for one in run.get("html")))


def figures(run):
    return re.findall(r'class="key">(.*?)</dd>', told(run))


def tables(run):
    return {each["labels"]["caption"]: each["rows"] for each in given_tables(run)}


def test_more_days_bring_more_and_the_link_keeps_them(opened, demo):
    run = opened(demo, "actions", lang="en", province="03.061", budget="5")
    few = tables(run)["What to do first"]
    run.number_input(key="budget").set_value(40).run()

    assert run.query_params["budget"] == "40"
    assert len(tables(run)["What to do first"]) > len(few) > 0
    assert all(row["id"].startswith("03.061") for row in tables(run)["What to do first"])
    assert "Proven" in told(run)


def test_no_days_bring_nothing(opened, demo):
    run = opened(demo, "actions", lang="en", budget="0")

    assert "Nothing fits" in told(run)
    assert "What to do first" not in tables(run)


@pytest.mark.parametrize("budget", ["-5", "many", "1e9", "٥"])
def test_a_budget_that_is_no_number_of_days_says_nothing(opened, demo, budget):
    run = opened(demo, "actions", lang="en", province="03.061", budget=budget)

    assert not run.error
    assert run.number_input(key="budget").value == 100


def test_a_past_election_offers_no_action(opened, demo):
    assert "No action changes" in told(opened(demo, "actions", lang="en", profile="legislative"))


def test_the_sheet_begins_with_the_next_step(opened, demo):
    run = opened(demo, "commune", lang="en", commune=BOUFAKRANE)
    (first, *others) = tables(run)["Next best actions"]

    assert "Next step: hold a meeting." in told(run)
    assert first["cells"][0][0] == "Hold a meeting"
    assert first["cells"][2][0] == "21"
    assert len(others) <= 2


def typed(run: AppTest, **weights) -> AppTest:
    for pillar, share in weights.items():
        run.number_input(key=f"weight_{pillar}_organisational_0").set_value(share)
    return run.run()


def test_weights_that_do_not_add_up_are_refused_until_they_do(opened, demo):
    run = typed(opened(demo, "whatif", lang="en"), structures=60)
    (said,) = [one.value for one in run.error]
    assert "115 %, not to 100 %" in said
    assert "The method in force stays as it is." in told(run)
    assert not figures(run)

    typed(run, people=10)
    assert not run.error
    assert "Scenario, not the published figures." in told(run)
    assert len(figures(run)) == 2


def test_a_scenario_is_saved_opened_again_and_deleted(opened, own_demo):
    run = opened(own_demo, "whatif", lang="en")
    run.selectbox(key="fact_unit_organisational_0").select(BOUFAKRANE).run()
    run.selectbox(key="fact_what_organisational_0").select("hold_meeting")
    run.button(key="fact_add").click().run()
    assert [row["id"] for row in tables(run)["Places whose class changes"]] == [BOUFAKRANE]

    run.text_input(key="scenario_typed").set_value("One meeting")
    run.button(key="scenario_save").click().run()
    assert len(run.success) == 1
    run.button(key="scenario_new").click().run()
    assert "nothing is otherwise yet" in told(run)
    run.button(key="scenario_open").click().run()
    assert [row["id"] for row in tables(run)["Places whose class changes"]] == [BOUFAKRANE]
    run.button(key="scenario_delete").click().run()
    assert not [one for one in run.selectbox if one.key == "scenario_name"]
