"""An agenda leaves as a calendar, and is kept and read again as it was."""

import datetime as dt

import pytest
from instances import kept, small

from dashboard.errors import UserError
from dashboard.figures.tours import tour_map
from dashboard.planning.kept import Tour, text_of, tour_of
from dashboard.planning.solving import plan
from dashboard.planning.unit_name import telling_name
from dashboard.reports.calendar_file import Event, calendar_file
from dashboard.reports.tour_files import tour_events, tour_pages
from dashboard.store import Store
from dashboard.store.agendas import agenda_versions, forget_agenda, save_agenda, saved_agendas
from dashboard.territory.register import register
from dashboard.wording import wording

MADE = dt.datetime(2026, 11, 25, 9, 30)


def lines_of(content):
    """The lines of a calendar, unfolded as RFC 5545 says."""
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return content.replace(b"\r\n ", b"").decode().splitlines()


def event(start, **named):
    return Event("1@x", start, start + dt.timedelta(hours=2), **{"title": "جمع عام", **named})


def test_a_calendar_says_when_and_where_with_long_lines_folded_between_letters():
    title = "جمع عام تأسيسي; أولاد طيب, " * 6
    start = dt.datetime(2026, 12, 5, 10, 15)
    lines = lines_of(calendar_file([event(start, title=title)], name="Agenda", made_at=MADE))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART;TZID=Africa/Casablanca:20261205T101500" in lines
    assert "DTEND;TZID=Africa/Casablanca:20261205T121500" in lines
    assert "DTSTAMP:20261125T093000Z" in lines
    said = title.replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{said}" in lines
    assert "TZOFFSETTO:+0100" in lines


def test_a_note_with_breaks_and_control_letters_stays_one_property():
    lines = lines_of(
        calendar_file([event(MADE, notes="un\r\nEND:VEVENT\x07")], name="A", made_at=MADE)
    )
    assert "DESCRIPTION:un\\nEND:VEVENT" in lines
    assert lines.count("END:VEVENT") == 1


def test_marks_of_direction_stay_out_of_a_calendar():
    lines = lines_of(
        calendar_file([event(MADE, notes="\u2066130\u2069 km")], name="A", made_at=MADE)
    )
    assert "DESCRIPTION:130 km" in lines


def test_a_name_that_two_communes_bear_says_its_province():
    both = [telling_name(code, "ar") for code in ("03.271.03.07", "03.531.03.15")]
    assert both == ["سيدي المخفي (إفران)", "سيدي المخفي (تاونات)"]
    assert telling_name("03.271.03.07", "fr") == "Sidi El Makhfi"
    assert telling_name("03.561.01.11", "ar") == "تازة"


def test_in_ramadan_the_offset_falls_back_where_the_days_reach_it():
    days = [event(dt.datetime(2026, 2, 10, 10)), event(dt.datetime(2026, 3, 30, 10))]
    lines = lines_of(calendar_file(days, name="A", made_at=MADE))
    assert [one for one in lines if one.startswith("TZOFFSETTO")] == [
        "TZOFFSETTO:+0100",
        "TZOFFSETTO:+0000",
        "TZOFFSETTO:+0100",
    ]


@pytest.mark.parametrize("seed", range(12))
def test_a_tour_is_read_again_as_it_was_kept(seed):
    asked, travel = small(seed)
    tour = Tour(asked, travel, plan(asked, travel, iterations=50))
    assert tour_of(text_of(tour)) == tour
    assert text_of(tour_of(text_of(tour))) == text_of(tour)


def test_saving_again_is_a_new_version_and_forgetting_keeps_them():
    with Store.open(None) as store:
        assert save_agenda(store, " Winter  tour ", "{}") == 1
        assert save_agenda(store, "Winter tour", '{"format": 1}', note="two teams") == 2
        assert save_agenda(store, "Spring", "{}") == 1

        newest = saved_agendas(store)
        assert [(one.name, one.version) for one in newest] == [("Spring", 1), ("Winter tour", 2)]
        forget_agenda(store, "Winter tour")
        assert [one.name for one in saved_agendas(store)] == ["Spring"]
        assert [one.version for one in agenda_versions(store, "Winter tour")] == [2, 1]
        assert save_agenda(store, "Winter tour", "{}") == 4


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_is_none_saves_nothing(name):
    with Store.open(None) as store:
        with pytest.raises(UserError):
            save_agenda(store, name, "{}")
        assert saved_agendas(store) == []


@pytest.fixture(scope="module")
def tour():
    asked, travel = kept("mixed", visits=20, weeks=1)
    return Tour(asked, travel, plan(asked, travel, iterations=60))


def test_each_meeting_is_an_entry_of_its_team_and_keeps_its_identifier(tour):
    words = wording("fr")
    events = tour_events(tour, words)
    assert len(events) == len(tour.agenda.places())
    assert len({one.uid for one in events}) == len(events)
    by_team = [tour_events(tour, words, team_id=team.team_id) for team in tour.request.teams]
    assert sorted((one for held in by_team for one in held), key=str) == sorted(events, key=str)
    visit_id, (outing, stop) = next(iter(tour.agenda.places().items()))
    (one,) = [event for event in events if event.uid.endswith(f"-{visit_id}@jahiziya")]
    assert one.starts_at == dt.datetime.combine(outing.day, dt.time()) + dt.timedelta(
        minutes=stop.starts_at
    )


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_pages_to_print_are_one_a_team_in_the_direction_of_the_language(tour, language, direction):
    page = tour_pages(tour, wording(language), ["Source <b>"]).decode()
    teams = {one.team_id for one in tour.agenda.outings}
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert page.count("<section>") == len(teams)
    assert page.count("<tbody><tr>") == len(teams)
    assert page.count("Source &lt;b&gt;") == len(teams)
    assert "<b>" not in page


def test_the_map_tells_teams_weeks_and_what_has_no_day_apart(tour):
    codes = tuple(one.code for one in register().communes())
    drawn = tour_map(tour.request, tour.agenda, codes, wording("fr"))
    team, week = drawn.layer("team"), drawn.layer("week")
    assert tour.agenda.unplaced
    left = tour.request.visit[tour.agenda.unplaced[0].visit_id].unit_code
    for layer in (team, week):
        assert layer.classes[-1].word == "Sans jour"
        assert layer.number(left) == len(layer.classes)
    visit_id, (outing, _stop) = next(iter(tour.agenda.places().items()))
    code = tour.request.visit[visit_id].unit_code
    assert team.classes[team.number(code) - 1].word == outing.team_id
    assert week.number(code) == 1
    asked = {one.unit_code for one in tour.request.visits}
    assert {team.state(one) for one in codes if one not in asked} == {"not_applicable"}
