"""Check, preview, commit: what a file would do, what it does, what has to be asked."""

import dataclasses
import datetime as dt
import re

import pytest

from dashboard.cli.printing import sentence
from dashboard.contracts import contracts
from dashboard.errors import UserError
from dashboard.intake.headers import columns_of
from dashboard.intake.importing import File, check, check_many, commit
from dashboard.intake.templates import headers, template_csv
from dashboard.paths import ROOT
from dashboard.store import Scope, imports, pending, undo
from dashboard.wording import LANGUAGES, wording
from tests.lakes import a_store

TODAY = dt.date(2026, 11, 23)
MEMBERS = "territory_code;period;members;women\n"
MEETINGS = "body_kind;body_unit_code;status;planned_on;held_on\n"
DECISIONS = "meeting;number;theme;summary;owner_function;territory_code\n"
TAZA_12_MARCH = "اجتماع الأمانة الإقليمية بتازة 12/03/2026"


@pytest.fixture
def store(store_kind):
    with a_store(store_kind) as opened:
        yield opened


def look(store, table, text, **options):
    return check(store, table, text.encode(), file_name=f"{table}.csv", today=TODAY, **options)


def bring(store, table, text, **options):
    return commit(store, look(store, table, text, **options))


def codes(checked):
    return [(problem.code, problem.row) for problem in checked.problems]


def decision(meeting=TAZA_12_MARCH, number="", summary="Ouvrir le local"):
    theme, function = "membership", "provincial_secretary"
    return f"{meeting};{number};{theme};{summary};{function};province de Taza\n"


def test_the_preview_counts_new_changed_unchanged_and_erased(store):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\nAin Leuh;2026-09;80;30\n")

    checked = look(
        store,
        "membership",
        MEMBERS + "Azrou;2026-09;125;-\nAin Leuh;2026-09;80;\nTimahdite;2026-09;9;\n",
    )

    seen = checked.preview
    assert (seen.new, seen.changed, seen.unchanged, seen.erased) == (1, 1, 1, 1)
    assert [(one.column, one.old, one.new) for one in seen.changes] == [
        ("members", 120, 125),
        ("women", 45, None),
    ]


def test_a_part_is_checked_against_the_whole_known_before(store):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")

    assert codes(look(store, "membership", MEMBERS + "Azrou;2026-09;;121\n")) == [
        ("count.part_above_whole", 2)
    ]


def test_a_message_never_says_a_small_count_of_persons(store):
    """Neither what is stored, nor what was typed: a list of problems is a file that travels."""
    bring(
        store,
        "membership",
        MEMBERS + "Azrou;2026-09;7;\nTimahdite;2026-09;6;\nAin Leuh;2026-09;7;\n",
    )

    part, change, whole = (
        look(store, "membership", MEMBERS + line).problems[0]
        for line in ("Azrou;2026-09;;9\n", "Azrou;2026-10;3;\n", "03.271.03;2026-09;11;\n")
    )
    assert (str(part.found), str(part.expected)) == (
        "fewer than 10", "at most fewer than 10 (members)",
    )  # fmt: skip
    assert (str(change.found), str(change.message)) == (
        "fewer than 10", "Members change by more than 30 % on 2026-09 (fewer than 10).",
    )  # fmt: skip
    assert (str(whole.found), str(whole.expected)) == ("11", "at least ≈ 10 (± 8)")
    texts = [sentence(one, wording("ar")) for one in (part, change)]
    assert all("أقل من" in text and not {"7", "9", "3"} & set(text.split()) for text in texts)


def test_the_same_file_is_already_imported_and_an_undone_one_is_to_be_redone(store):
    text = MEMBERS + "Azrou;2026-09;120;45\n"
    (batch,) = bring(store, "membership", text)
    assert codes(look(store, "membership", text)) == [("file.already_imported", None)]

    undo(store, batch)

    assert codes(look(store, "membership", text)) == [("file.undone", None)]


def test_a_replace_says_what_would_disappear_and_refuses_rows_outside(store):
    bring(
        store,
        "membership",
        MEMBERS + "Azrou;2026-09;120;45\nAin Leuh;2026-09;80;30\nTaza;2026-09;5;\n",
    )
    scope = Scope(("03.271",), dt.date(2026, 9, 1), dt.date(2026, 9, 30))

    inside = look(
        store, "membership", MEMBERS + "Azrou;2026-09;121;45\n", mode="replace", scope=scope
    )
    outside = look(
        store, "membership", MEMBERS + "Taza;2026-09;121;45\n", mode="replace", scope=scope
    )

    assert inside.preview.removed == 1
    assert codes(outside) == [("row.outside_scope", 2)]


def test_remove_needs_keys_alone_and_known_rows(store):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    keys = "territory_code;period\n"

    assert look(store, "membership", keys + "Azrou;2026-09\n", mode="remove").preview.removed == 1
    assert codes(look(store, "membership", keys + "Taza;2026-09\n", mode="remove")) == [
        ("row.not_stored", 2)
    ]


def test_an_identical_row_is_taken_once_with_a_warning(store):
    checked = look(store, "membership", MEMBERS + "Azrou;2026-09;120;45\nأزرو;09/2026;120;45\n")

    assert codes(checked) == [("row.repeated", 3)]
    assert len(checked.rows) == 1
    assert not checked.refused


def test_large_changes_and_many_members_are_warnings(store):
    bring(store, "membership", MEMBERS + "Azrou;2026-08;100;45\n")

    checked = look(store, "membership", MEMBERS + "Azrou;2026-09;131;45\nTimahdite;2026-09;9000;\n")

    assert codes(checked) == [("members.large_change", 2), ("members.above_tenth", 3)]
    assert not checked.refused


def test_fes_and_its_arrondissements_together_are_a_warning(store):
    checked = look(store, "membership", MEMBERS + "Fès;2026-09;500;\n03.231.01.01;2026-09;90;\n")

    assert codes(checked) == [("members.commune_and_arrondissements", 2)]


def test_a_held_meeting_near_a_planned_one_is_asked_and_new_answers(store):
    bring(store, "meetings", MEETINGS + "الأمانة الإقليمية;صفرو;planned;20/10/2026;\n")
    held = "الأمانة الإقليمية;صفرو;held;;21/10/2026\n"

    asked = look(store, "meetings", MEETINGS + held)
    answered = [
        look(store, "meetings", f"meeting_id;{MEETINGS}{word};{held}")
        for word in ("new", "جديد", "nouveau")
    ]
    (batch,) = bring(
        store, "meetings", f"meeting_id;{MEETINGS}meetings.03.451.2026-10-20.01;{held}"
    )

    assert codes(asked) == [("meeting.planned_nearby", 2)]
    assert asked.problems[0].candidates == ("meetings.03.451.2026-10-20.01", "new")
    assert [one.preview.new for one in answered] == [1, 1, 1]
    stored = (
        store.cursor().execute("select distinct meeting_id, key_on from meetings_rows").fetchall()
    )
    assert (batch, stored) == (2, [("meetings.03.451.2026-10-20.01", dt.date(2026, 10, 20))])


def test_an_id_is_enough_to_complete_a_row(store):
    bring(store, "meetings", MEETINGS + "الأمانة الإقليمية;صفرو;held;;20/10/2026\n")

    checked = look(store, "meetings", "meeting_id;attendees\nmeetings.03.451.2026-10-20.01;12\n")

    assert codes(checked) == []
    assert [(one.column, one.new) for one in checked.preview.changes] == [("attendees_total", 12)]


def test_an_id_of_another_territory_is_refused(store):
    bring(store, "meetings", MEETINGS + "الأمانة الإقليمية;صفرو;held;;20/10/2026\n")
    row = "meetings.03.451.2026-10-20.01;الأمانة الإقليمية;تازة;held;;20/10/2026\n"

    assert codes(look(store, "meetings", f"meeting_id;{MEETINGS}{row}")) == [
        ("id.other_territory", 2)
    ]


def test_files_of_one_upload_refer_to_each_other(store):
    meetings = MEETINGS + "الأمانة الإقليمية;تازة;held;;12/03/2026\n"
    decisions = (
        DECISIONS
        + decision()
        + decision("réunion du secrétariat provincial de Taza 12 mars 2026", "2", "Autre")
    )

    files = [File("decisions", decisions.encode(), "d"), File("meetings", meetings.encode(), "m")]
    checked = check_many(store, files, today=TODAY)

    assert [one.table for one in checked] == ["meetings", "decisions"]
    assert [(len(one.rows), len(one.pending)) for one in checked] == [(1, 0), (2, 0)]
    assert commit(store, checked) == [1, 2]
    stored = store.cursor().execute(
        "select meeting_id, meeting_on, number from decisions_rows order by number"
    )
    assert stored.fetchall() == [
        ("meetings.03.561.2026-03-12.01", dt.date(2026, 3, 12), 1),
        ("meetings.03.561.2026-03-12.01", dt.date(2026, 3, 12), 2),
    ]


def upload(store, *texts, table="membership"):
    files = [File(table, text.encode(), f"{n}.csv") for n, text in enumerate(texts, 1)]
    return check_many(store, files, today=TODAY)


def test_several_files_of_one_table_are_a_batch_each_and_know_of_each_other(store):
    first, second = upload(
        store,
        MEMBERS + "Azrou;2026-09;120;45\nTaza;2026-09;200;\n",
        MEMBERS + "Azrou;2026-10;180;\nTaza;2026-09;200;70\n",
    )

    assert codes(first) == []
    assert codes(second) == [("members.large_change", 2), ("row.in_two_files", 3)]
    assert (second.preview.new, second.preview.changed) == (1, 1)
    assert [(one.column, one.old, one.new) for one in second.preview.changes] == [
        ("women", None, 70)
    ]
    assert commit(store, [first, second]) == [1, 2]


def test_files_of_one_table_that_contradict_each_other_are_refused(store):
    first, second = upload(
        store, MEMBERS + "Azrou;2026-09;120;45\n", MEMBERS + "أزرو;2026-09;121;45\n"
    )

    assert not first.refused
    assert codes(second) == [("row.two_files_differ", 2)]
    with pytest.raises(UserError):
        commit(store, [first, second])
    assert len(imports(store)) == 0


def test_a_file_given_twice_is_told(store):
    text = MEMBERS + "Azrou;2026-09;120;45\n"

    assert ("file.given_twice", None) in codes(upload(store, text, text)[1])


def test_of_several_files_of_a_table_none_may_replace(store):
    file = File("membership", (MEMBERS + "Azrou;2026-09;120;45\n").encode(), "m.csv")

    with pytest.raises(UserError, match="one after the other"):
        check_many(store, [file, dataclasses.replace(file, mode="remove")], today=TODAY)


def test_a_row_that_refers_to_nothing_yet_waits_and_is_settled(store):
    checked = look(store, "decisions", DECISIONS + decision())
    assert (len(checked.rows), len(checked.pending), checked.refused) == (0, 1, False)
    assert commit(store, checked) == []
    assert [row.waits_for for row in pending(store)] == [TAZA_12_MARCH]

    numbers = bring(store, "meetings", MEETINGS + "الأمانة الإقليمية;تازة;held;;12/03/2026\n")

    assert numbers == [1, 2]
    assert pending(store) == []
    assert imports(store)["tables"].iloc[0] == ["decisions"]


def test_words_that_name_two_rows_are_refused(store):
    row = "الأمانة الإقليمية;تازة;held;;12/03/2026\n"
    bring(store, "meetings", f"kind;{MEETINGS}ordinary;{row}extraordinary;{row}")

    checked = look(store, "decisions", DECISIONS + decision())

    assert codes(checked) == [("reference.ambiguous", 2)]
    assert len(checked.problems[0].candidates) == 2


def test_a_second_row_of_a_key_with_another_summary_is_asked(store):
    bring(store, "meetings", MEETINGS + "الأمانة الإقليمية;تازة;held;;12/03/2026\n")
    bring(store, "decisions", DECISIONS + decision())
    other = decision(summary="Former les secrétaires")

    asked = look(store, "decisions", DECISIONS + other)
    answered = look(store, "decisions", f"decision_id;{DECISIONS}new;{other}")

    assert codes(asked) == [("row.same_or_new", 2)]
    assert answered.rows[0].values["number"] == 2


def test_a_decision_is_not_done_before_it_was_taken(store):
    bring(store, "meetings", MEETINGS + "الأمانة الإقليمية;تازة;held;;12/03/2026\n")
    text = DECISIONS.replace("\n", ";done_on\n") + decision().replace("\n", ";11/03/2026\n")

    assert codes(look(store, "decisions", text)) == [("date.order", 2)]


def test_a_status_that_contradicts_its_dates_is_a_warning(store):
    text = "kind;unit_code;status;founded_on\nlocal_secretariat;Azrou;not_started;12/03/2026\n"

    assert codes(look(store, "structures", text)) == [("status.contradicts_dates", 2)]


def test_a_national_body_needs_no_place(store):
    checked = look(store, "meetings", MEETINGS + "المكتب السياسي;;held;;18 ماي 2025\n")

    assert checked.rows[0].values["body_unit_code"] == "MA"


def test_a_file_is_checked_again_when_the_store_has_moved(store):
    first = look(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;50\n")

    assert commit(store, first) == [2]


def test_an_unknown_table_is_a_sentence(store):
    with pytest.raises(UserError, match="no table people"):
        look(store, "people", MEMBERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", sorted(contracts()))
def test_the_headers_of_every_template_are_known(table, language):
    header = tuple(headers(contracts()[table], language))

    assert columns_of(contracts()[table], header, 1).problems == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_filled_for_one_commune_is_read_and_the_rest_is_not(store, language):
    template = template_csv("membership", language, territories=["03.271"]).decode("utf-8-sig")
    lines = template.splitlines()
    mark = ";" if language != "en" else ","
    cells = lines[1].split(mark)
    lines[1] = mark.join([*cells[:2], "2026-10", "120", *cells[4:]])

    checked = look(store, "membership", "\n".join(lines))

    assert codes(checked) == [("row.untouched", None)]
    assert [row.values["members"] for row in checked.rows] == [120]


def test_every_problem_is_in_its_page():
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_.0-9]+)`", page, re.MULTILINE))
    said = {
        code
        for folder in ("", "communique")
        for path in (ROOT / "dashboard" / "intake" / folder).glob("*.py")
        for code in re.findall(
            r'(?:CellFault|error|warning|_invalid)\(\s*"([a-z_]+\.[a-z_0-9]+)"',
            path.read_text(encoding="utf-8"),
        )
    }

    assert said == listed
