"""What would change: the figures of a scenario, its refusals, and that nothing stored changes."""

import datetime as dt

import pandas as pd
import pytest

from dashboard.errors import UserError
from dashboard.questions import ask
from dashboard.readiness.method_checks import no_seats, unknown_indicator
from dashboard.readiness.what_if import Scenario, ask_what_if, read_scenario, scenario_faults
from dashboard.store.scenarios import delete_scenario, save_scenario, saved_scenarios

DAY = dt.date(2026, 11, 23)
BOUFAKRANE = "03.061.01.05"
ASKED = {"as_of": DAY, "scope": ["03"]}


def table(store, scenario=None, name="commune_table", **asked):
    given = ASKED | asked
    if scenario is None:
        return ask(store, name, **given).set_index("unit_code").sort_index()
    rows = ask_what_if(store, [name], scenario, **given)[name]
    return rows.set_index("unit_code").sort_index()


@pytest.mark.parametrize("profile", ["organisational", "communal", "legislative"])
def test_a_scenario_that_changes_nothing_gives_the_published_figures(demo_store, profile):
    asked = {"profile": profile, "sees_candidacies": True}
    pd.testing.assert_frame_equal(
        table(demo_store, **asked), table(demo_store, Scenario(profile), **asked), check_exact=True
    )


def test_all_weight_on_structures_makes_the_score_that_of_the_pillar(demo_store):
    scenario = Scenario("organisational", {"structures": 1.0, "activity": 0.0, "people": 0.0})
    pillars = ask(demo_store, "pillar_figures", **ASKED)
    wanted = pillars[pillars["pillar"] == "structures"].set_index("unit_code")["score"]
    rows = table(demo_store, scenario)

    known = rows["score"].notna()
    assert known.sum() > 150
    assert (rows["score"][known] - wanted[rows.index[known]]).abs().max() < 1e-6


def test_a_lower_target_never_lowers_and_raises_some(demo_store):
    before = table(demo_store)["low"]
    after = table(demo_store, Scenario("organisational", aims={"members_per_1000": (0, 2.5)}))[
        "low"
    ]

    assert (after >= before - 1e-9).all()
    assert (after > before + 1).sum() > 50


def test_an_aim_of_seats_counts_in_small_and_in_large_communes(demo_store):
    asked = {"profile": "communal", "sees_candidacies": True}
    before = table(demo_store, **asked)["low"]
    scenario = Scenario("communal", aims={"seats_covered": (0.0, 0.5)})
    after = table(demo_store, scenario, **asked)["low"]

    assert (after >= before - 1e-9).all()
    assert (after > before + 1).sum() > 20


def test_a_value_taken_as_so_counts_in_its_place_alone(demo_store):
    before, rows = (
        table(demo_store),
        table(
            demo_store, Scenario("organisational", values=((BOUFAKRANE, "recent_meeting", 1.0),))
        ),
    )
    moved = (rows["low"] - before["low"]).abs() > 1e-9

    assert list(rows.index[moved]) == [BOUFAKRANE]
    assert rows.low[BOUFAKRANE] - before.low[BOUFAKRANE] == pytest.approx(21.0)
    assert rows.recent_meeting[BOUFAKRANE] == 1


def test_an_action_taken_as_done_counts_above_too(demo_store):
    scenario = Scenario("organisational", done=((BOUFAKRANE, "hold_meeting"),))
    before = table(demo_store, name="province_table")
    after = table(demo_store, scenario, name="province_table")

    assert after.recent_meeting["03.061"] > before.recent_meeting["03.061"]
    assert table(demo_store, scenario).next_step[BOUFAKRANE] == "none"


def test_nothing_stored_changes(demo_store):
    kept, state_no = table(demo_store), demo_store.state_no()
    scenario = Scenario(
        "organisational",
        {"structures": 1.0},
        {"secretariat": (0.0, 0.5)},
        ((BOUFAKRANE, "hold_meeting"),),
        ((BOUFAKRANE, "secretariat", 0.0),),
    )
    assert not table(demo_store, scenario).equals(kept)

    assert demo_store.state_no() == state_no
    pd.testing.assert_frame_equal(table(demo_store), kept, check_exact=True)


def faults(demo_store, scenario, **given):
    catalogue = ask(demo_store, "indicator_catalogue", as_of=DAY, profile=scenario.profile)
    words = {"election": "communal", "has_seats": {}, "names": {}}
    return scenario_faults(scenario, catalogue, **(words | given))


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (Scenario("organisational", {"structures": 0.5, "activity": 0.4}), "90.0 %, not to 100 %"),
        (Scenario("organisational", {"structures": 0.0, "activity": 0.0}), "0.0 %, not to 100 %"),
        (Scenario("organisational", {"people": float("nan")}), "not to 100 %"),
        (Scenario("organisational", {"luck": 1.0}), "luck is no pillar"),
        (Scenario("organisational", {"structures": 1.5, "people": -0.5}), "is below 0"),
        (Scenario("organisational", aims={"luck": (0, 1)}), "luck is no indicator"),
        (Scenario("organisational", aims={"recent_meeting": (1.0, 1.0)}), "is its floor"),
        (Scenario("communal", values=(("03.1", "seats_covered", 1.0),)), "has no seats known"),
        (Scenario("communal", values=(("03.1", "luck", 1.0),)), "luck is no indicator"),
        (Scenario("communal", done=(("03.1", "wait"),)), "wait is no action"),
    ],
)
def test_what_is_no_method_is_refused_with_a_sentence(demo_store, scenario, said):
    (fault,) = [one for one in faults(demo_store, scenario) if said in str(one)]
    assert str(fault).endswith(".")


def test_seats_that_are_known_are_not_refused(demo_store):
    scenario = Scenario("communal", values=(("03.1", "seats_covered", 1.0),))

    assert faults(demo_store, scenario, has_seats={"03.1": True}) == []
    assert no_seats("a", "b") != unknown_indicator("a")


def test_a_scenario_is_kept_opened_and_deleted_by_name(store):
    first = Scenario("communal", {"structures": 1.0}, {"secretariat": (0.0, 0.5)},
                     (("03.1", "renew"),), (("03.2", "recent_meeting", 0.5),))  # fmt: skip
    second = Scenario("communal", {"people": 1.0})

    assert save_scenario(store, "  a  name ", first.text()) == "a name"
    assert read_scenario(saved_scenarios(store)["a name"]) == first
    save_scenario(store, "a name", second.text())
    assert read_scenario(saved_scenarios(store)["a name"]) == second
    delete_scenario(store, "a name")
    assert saved_scenarios(store) == {}
    (kept,) = store.cursor().execute("select count(*) from app.app_scenarios").fetchone()
    assert kept == 3


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_scenario_needs_a_name(store, name):
    with pytest.raises(UserError):
        save_scenario(store, name, "{}")


NOT_A_NUMBER = Scenario("communal", {"structures": float("nan")}).text()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"profile": "communal", "weights": 3}', NOT_A_NUMBER]
)
def test_a_text_that_is_no_scenario_is_told(text):
    with pytest.raises(UserError, match="cannot be read"):
        read_scenario(text)


def test_the_stamp_changes_with_the_scenario_and_only_with_it():
    one, same = (Scenario("communal", {"structures": 1.0}) for _n in range(2))

    assert one.stamp() == same.stamp()
    assert one.stamp() != Scenario("communal", {"people": 1.0}).stamp()
    assert one.stamp().startswith("2026.1+")
