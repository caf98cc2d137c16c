"""The page of the communiqué: read, accept, refuse; what is stored and what never is."""

import datetime as dt

import pytest
import streamlit as st

from dashboard.contracts import contracts
from dashboard.intake.known import Known
from dashboard.paths import ROOT
from dashboard.store import Store, undo
from dashboard.wording import wording
from tests.app.shown import drawn

DEVELOPMENT = ROOT / "tests" / "communiques" / "development"
TABLES = ("meetings", "decisions", "constraint_reports", "milestones", "liaison_requests",
          "directives")  # fmt: skip


def text_of(name):
    return (DEVELOPMENT / f"{name}.txt").read_text(encoding="utf-8")


def read(opened, file, text, lang="ar"):
    run = opened(file, "communique", lang=lang)
    run.text_area(key="communique_text_area").set_value(text)
    return pressed(run, wording(lang)("Read it"))


def pressed(run, label):
    (button,) = [one for one in run.button if one.label == label]
    return button.click().run()


def fields(run, kind, ending):
    return [one for one in run.get(kind) if one.key and one.key.endswith(ending)]


def tick(run, *rows):
    for row in rows:
        (box,) = fields(run, "checkbox", f"_{row}_take")
        box.check()


def choose(run, row, column, code):
    (box,) = fields(run, "selectbox", f"_{row}_{column}")
    box.set_value(code)


def stored(file):
    st.cache_resource.clear()
    with Store.open(file) as store:
        return {
            table: [dict(one) for one in Known(store.cursor(), contracts()[table]).current.values()]
            for table in TABLES
        }


def errors(run):
    return " ".join(one.value for one in run.error)


def test_what_is_ticked_goes_in_as_one_batch_without_a_name(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = read(opened, file, text_of("taza_provincial"))
    said = drawn(run)
    assert not run.exception
    assert "وجدت 3 قرارات" in said.replace("\u2066", "").replace("\u2069", "")
    assert "الأستاذ …، الأمين الإقليمي" in said  # the title stays, the name does not
    assert "البوزكري" not in said
    assert not any(box.value for box in run.checkbox)  # nothing is accepted unseen

    tick(run, "meeting", "decision_1", "decision_2", "constraint_1", "milestone_1", "directive")
    choose(run, "decision_2", "owner_function", "provincial_secretariat")
    run = pressed(run, wording("ar")("Save what is ticked"))

    assert not run.error, errors(run)
    assert run.success
    held = stored(file)
    (meeting,) = held["meetings"]
    assert (meeting["status"], meeting["held_on"]) == ("held", dt.date(2026, 2, 14))
    assert (meeting["body_unit_code"], meeting["host_territory_code"]) == ("03.561", "03.561.01.07")
    assert meeting["attendees_council_presidents"] == 12
    decided = sorted(held["decisions"], key=lambda one: one["number"])
    assert [(one["number"], one["owner_function"], one["due_on"]) for one in decided] == [
        (1, "provincial_secretary", dt.date(2026, 3, 31)),
        (2, "provincial_secretariat", dt.date(2026, 4, 15)),
    ]
    assert {one["meeting_id"] for one in decided} == {meeting["meeting_id"]}
    (constraint,) = held["constraint_reports"]
    assert constraint["category"] == "territorial_communities"
    assert constraint["raised_on"] == dt.date(2026, 2, 14)
    assert constraint["meeting_id"] == meeting["meeting_id"]
    (milestone,) = held["milestones"]
    assert (milestone["territory_code"], milestone["happens_on"]) == ("MA", dt.date(2026, 4, 11))
    (paper,) = held["directives"]
    assert (paper["kind"], paper["body"]) == ("communique", "provincial_secretariat")
    assert held["liaison_requests"] == []
    assert not any(name in str(held) for name in ("البوزكري", "التاوزري", "سفيان", "نهيلة"))

    with Store.open(file) as store:
        assert store.state_no() == 1
        undo(store, 1)
    assert not any(stored(file).values())


def test_a_second_reading_goes_on_with_the_stored_meeting(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = read(opened, file, text_of("sefrou_provincial"), "fr")
    tick(run, "meeting", "decision_2")
    run = pressed(run, "Enregistrer ce qui est coché")
    assert run.success, errors(run)

    run = read(opened, file, text_of("sefrou_provincial"), "fr")
    assert "déjà enregistrée, avec 1 décision" in drawn(run)
    tick(run, "decision_1")
    choose(run, "decision_1", "owner_function", "provincial_secretary")
    run = pressed(run, "Enregistrer ce qui est coché")

    assert run.success, errors(run)
    held = stored(file)
    assert len(held["meetings"]) == 1
    assert sorted(one["number"] for one in held["decisions"]) == [1, 2]


def test_what_is_refused_is_said_in_a_sentence_and_nothing_is_stored(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = read(opened, file, text_of("leadership_fes"), "en")  # it says no day
    assert "does not say on which day the meeting was held" in drawn(run)

    run = pressed(run, "Save what is ticked")
    assert "Nothing is ticked" in errors(run)
    tick(run, "meeting")
    run = pressed(run, "Save what is ticked")
    assert "Say on which day the meeting was held" in errors(run)
    (day,) = fields(run, "date_input", "_meeting_held_on")
    day.set_value(dt.date(2026, 10, 3))
    (box,) = fields(run, "checkbox", "_meeting_take")
    box.uncheck()
    tick(run, "decision_1")
    run = pressed(run, "Save what is ticked")
    assert "Accept the meeting too" in errors(run)
    tick(run, "meeting", "decision_2")
    run = pressed(run, "Save what is ticked")  # decision 2 has no owner yet
    assert "Decisions, 2, " in errors(run).replace("Decisions 2", "Decisions, 2")
    assert any("Nothing was stored" in one.value for one in run.caption)
    assert not any(stored(file).values())


TWO_DAYS = (
    "عقدت الأمانة الإقليمية بتازة اجتماعها العادي يوم 14 فبراير 2026 بمدينة تازة.\n"
    "وانعقد الاجتماع الثاني يوم 15 فبراير 2026 بمقر الحزب.\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   ", "There is no text to read."),
        ("The regional office met on Sunday and decided many things about it. " * 3,
         "does not read as Arabic or French"),
        ("اجتماع الأمانة الجهوية. " * 5_000, "more signs than a communiqué can"),
    ],
)  # fmt: skip
def test_a_text_that_is_not_read_says_why(opened, empty, text, said):
    run = read(opened, empty, text, "en")
    assert said in errors(run)
    assert any("Nothing was stored" in one.value for one in run.caption)


def test_two_days_are_asked(opened, empty):
    run = read(opened, empty, TWO_DAYS, "en")
    assert "The communiqué says several days: 14 February 2026, 15 February 2026." in drawn(run)
    (day,) = fields(run, "date_input", "_meeting_held_on")
    assert day.value is None


def test_a_name_typed_into_a_row_is_asked_about(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = read(opened, file, text_of("sefrou_provincial"), "fr")
    tick(run, "meeting", "decision_2")
    (line,) = fields(run, "text_input", "_decision_2_summary")
    line.set_value("Confier le guide à Mohamed Bennani")
    run = pressed(run, "Enregistrer ce qui est coché")

    assert "Décisions 2" in errors(run).replace("\\", "")
    assert fields(run, "checkbox", "_nobody")
    assert not any(stored(file).values())
