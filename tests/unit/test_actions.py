"""What an action brings, over the whole demonstration: honest ends, no second way to score."""

import datetime as dt
from collections import Counter

import pandas as pd
import pytest

from dashboard.questions import ask
from dashboard.questions.scenarios import PLANNED, ask_otherwise
from dashboard.readiness import NEXT_STEPS
from dashboard.readiness.actions import CHAINS, actions
from dashboard.readiness.bundles import Fact, Unit, bundles_of
from dashboard.readiness.gains import gains

DAY = dt.date(2026, 11, 23)
PROFILES = ("organisational", "communal")
NEAR = 1e-6


@pytest.fixture(scope="module")
def brought(demo_store):
    return {
        profile: gains(demo_store, as_of=DAY, scope=["03"], profile=profile, sees_candidacies=True)
        for profile in PROFILES
    }


def published(store, profile):
    rows = ask(
        store, "commune_table", as_of=DAY, scope=["03"], profile=profile, sees_candidacies=True
    )
    return rows.set_index("unit_code")


def done(store, profile, chosen):
    plan = [(one.bundle.unit.code, code) for one in chosen for code in one.bundle.actions]
    rows = ask_otherwise(
        store,
        ("commune_table", "province_table"),
        [PLANNED],
        as_of=DAY,
        scope=["03"],
        profile=profile,
        sees_candidacies=True,
        plan_units=[unit for unit, _action in plan],
        plan_actions=[action for _unit, action in plan],
    )
    return {name: answer.set_index("unit_code") for name, answer in rows.items()}


def test_every_next_step_leads_to_actions_of_the_catalogue():
    assert set(CHAINS) == set(NEXT_STEPS)
    assert {code for chain in CHAINS.values() for code in chain} <= set(actions())


@pytest.mark.parametrize("action", actions().values(), ids=lambda one: one.code)
def test_an_action_says_what_it_changes_costs_and_asks_for(action, demo_store):
    known = set(ask(demo_store, "indicator_catalogue", as_of=DAY)["indicator"])

    assert set(action.effects) <= known
    assert all(action.names.values())
    assert all(action.follow_ups.values())
    assert action.days > 0
    assert action.source
    assert action.is_report == (set(action.effects.values()) == {"reported"})


@pytest.mark.parametrize("profile", PROFILES)
def test_before_is_what_every_page_shows(demo_store, brought, profile):
    shown = published(demo_store, profile)
    listed = [one for one in brought[profile] if one.bundle.unit.grain != "province"]

    assert len({one.bundle.unit.code for one in listed}) > 150
    for one in listed:
        row = shown.loc[one.bundle.unit.code]
        assert one.before.low == row.low
        assert one.before.high == row.high
        assert one.before.class_no == (None if pd.isna(row.class_no) else row.class_no)


@pytest.mark.parametrize("profile", PROFILES)
def test_an_action_with_its_follow_up_lowers_nothing(brought, profile):
    acting = [one for one in brought[profile] if not actions()[one.bundle.actions[0]].is_report]

    assert len(acting) > 100
    for one in acting:
        assert one.after.low >= one.before.low - NEAR, one.bundle.code
        assert one.after.high >= one.before.high - NEAR, one.bundle.code
        if one.before.score is not None:
            assert one.after.score >= one.before.score - NEAR, one.bundle.code
        assert (one.after.class_no or 0) >= (one.before.class_no or 0)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_only_reports_lowers_no_low_end_and_raises_no_high_end(brought, profile):
    reports = [one for one in brought[profile] if one.bundle.is_report]

    assert reports
    for one in reports:
        assert one.points == pytest.approx(0, abs=NEAR)
        for after in (one.after, one.at_most):
            assert after.low >= one.before.low - NEAR
            assert after.high <= one.before.high + NEAR
        assert one.points_at_most > 0


@pytest.mark.parametrize("profile", PROFILES)
def test_the_list_begins_where_the_next_step_does(demo_store, brought, profile):
    steps = published(demo_store, profile)["next_step"]
    chained = {code for chain in CHAINS.values() for code in chain}
    for one in brought[profile]:
        begun = [code for code in one.bundle.actions if code in chained]
        if one.bundle.unit.grain == "province" or not begun or one.bundle.is_report:
            continue
        assert begun[0] == CHAINS[steps[one.bundle.unit.code]][0], one.bundle.code


def test_a_date_alone_brings_what_the_agenda_weighs_and_a_new_one_nothing(brought):
    points = {}
    for one in brought["organisational"]:
        points.setdefault(one.bundle.actions, []).append(one.points)

    # structures .45 x agenda_late .2: from 0 to 100 points
    assert points["programme_founding",] == pytest.approx(
        [9.0] * len(points["programme_founding",])
    )
    # the first date stays the one that was missed
    assert points["set_new_date",] == pytest.approx([0.0] * len(points["set_new_date",]))


def test_founding_from_nothing_brings_all_of_structures_and_of_meetings(demo_store, brought):
    shown = published(demo_store, "organisational")
    for one in brought["organisational"]:
        row = shown.loc[one.bundle.unit.code] if one.bundle.unit.grain != "province" else None
        if one.bundle.actions != ("set_new_date", "hold_founding") or row.known_weight < 1:
            continue
        # decisions are not applicable where none was due: activity is then its meetings alone
        meetings = 30 if pd.isna(row.decisions_on_time) else 21
        assert one.points == pytest.approx(45 + meetings)


@pytest.mark.parametrize("profile", PROFILES)
def test_facts_put_in_the_tables_give_the_same_points(demo_store, brought, profile):
    """The same actions as rows of bodies, meetings, members, counts: every table built on them."""
    longest = {}
    for one in brought[profile]:
        if one.bundle.unit.grain == "province":
            continue
        kept = longest.get(one.bundle.unit.code)
        if kept is None or len(one.bundle.actions) > len(kept.bundle.actions):
            longest[one.bundle.unit.code] = one
    after = done(demo_store, profile, longest.values())["commune_table"]

    apart = {
        code: after.low[code] - one.after.low
        for code, one in longest.items()
        if abs(after.low[code] - one.after.low) > NEAR
    }
    # a body that others are asked to renew or to gather may serve a commune more: never less
    assert all(difference > 0 for difference in apart.values()), apart
    assert len(apart) < 5
    assert not {"hold_founding", "renew", "hold_meeting"} & set(after["next_step"]) - {
        "send_return"
    }


def test_a_plan_raises_its_province_and_leaves_the_others(demo_store, brought):
    chosen = [
        one
        for one in brought["organisational"]
        if one.bundle.unit.province_code == "03.131" and one.bundle.actions[-1] == "hold_founding"
    ]
    before = ask(demo_store, "province_table", as_of=DAY, scope=["03"]).set_index("unit_code")
    after = done(demo_store, "organisational", chosen)["province_table"]

    assert chosen
    assert after.low["03.131"] > before.low["03.131"] + 1
    assert after.low["03"] > before.low["03"]
    others = [code for code in before.index if code not in ("03", "03.131")]
    assert (after.low[others] == before.low[others]).all()


def test_no_action_is_offered_once_the_election_is_past(demo_store):
    assert (
        gains(demo_store, as_of=DAY, scope=["03"], profile="legislative", sees_candidacies=True)
        == []
    )


def test_candidacies_are_offered_only_to_who_sees_them(demo_store, brought):
    hidden = gains(demo_store, as_of=DAY, scope=["03"], profile="communal", sees_candidacies=False)
    about = {"cover_seats", "complete_files"}

    assert any(about & set(one.bundle.actions) for one in brought["communal"])
    assert not any(about & set(one.bundle.actions) for one in hidden)


def unit(next_step="none", **values):
    facts = {
        name: Fact(value, 20.0, 0.0, 1.0, is_applicable=True, is_inherited=False)
        for name, value in values.items()
    }
    return Unit("03.1", "commune", "03.1", 1000.0, next_step, facts)


def test_representatives_are_trained_as_far_as_they_are_named():
    offers = {
        one.actions: one
        for one in bundles_of(unit(stations_covered=0.5, representatives_trained=0.25))
    }

    assert offers["train_representatives",].least == {"representatives_trained": 0.5}
    assert offers["train_representatives",].days == 1 + 5 * 0.05
    both = offers["name_representatives", "train_representatives"]
    assert both.least == {"stations_covered": 1.0, "representatives_trained": 1.0}
    assert both.days == 1 + 10 * 0.1 + 1 + 15 * 0.05


def test_none_is_trained_where_all_who_are_named_are():
    offers = bundles_of(unit(stations_covered=0.5, representatives_trained=0.5))

    assert Counter(one.actions for one in offers) == {
        ("name_representatives",): 1,
        ("name_representatives", "train_representatives"): 1,
    }


def test_members_are_gathered_only_where_a_body_covers_or_is_founded_first():
    given = {"secretariat": 0.0, "members_per_1000": 0.25}
    offers = {one.actions for one in bundles_of(unit("prepare_founding", **given))}

    assert ("recruit",) not in offers
    assert ("hold_founding", "recruit") in offers
