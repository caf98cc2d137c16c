"""A return brought back: what ticked rows write, what is refused and where, one batch of parts."""

import datetime as dt
import io
import re

import pytest
import xlwt
from openpyxl import load_workbook

from dashboard.errors import Refused
from dashboard.intake.monthly.drop_downs import HIDDEN
from dashboard.intake.monthly.returning import Sender, check_workbook, commit_return
from dashboard.intake.monthly.workbook import monthly_workbook
from dashboard.paths import ROOT
from dashboard.questions import ask
from dashboard.store import imports, undo

IFRANE, AZROU, IFRANE_TOWN, AIN_LEUH = "03.271", "03.271.01.01", "03.271.01.03", "03.271.03.01"
TODAY = dt.date(2026, 6, 3)
MAY = dt.date(2026, 5, 31)
ROWS = {AZROU: 4, IFRANE_TOWN: 5, AIN_LEUH: 8}
COLUMNS = {
    "communes": "confirmed territory secretariat date members women bureau total filled"
    " no_meeting no_constraint code",
    "meetings": "confirmed body date status attendees id",
    "constraints": "confirmed territory raised_on category summary status closed_on id",
}
SHEETS = {"communes": 0, "meetings": 1, "constraints": 2}
TABLES = ("structures", "membership", "meetings", "constraint_reports")


class Pen:
    """A workbook that a test fills in by row and column name, as a province would."""

    def __init__(self, store, period="2026-05", language="fr", province=IFRANE):
        self.book = load_workbook(io.BytesIO(monthly_workbook(store, province, period, language)))
        self.store = store

    def write(self, sheet, row, **cells):
        names = COLUMNS[sheet].split()
        for name, value in cells.items():
            self.book.worksheets[SHEETS[sheet]].cell(row, names.index(name) + 1).value = value
        return self

    def tick(self, code, **cells):
        return self.write("communes", ROWS[code], **{"confirmed": "✓", **cells})

    def saved(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def check(self, today=TODAY, content=None, **asked):
        sender = Sender(today=today, **asked)
        given = content or self.saved()
        return check_workbook(self.store, given, file_name="r.xlsx", sender=sender)

    def commit(self, today=TODAY):
        return commit_return(self.store, self.check(today))


def founded(desk):
    desk.put("structures", {
        "structure_id": "s.1", "kind": "local_secretariat", "unit_code": AZROU, "number": 1,
        "founded_on": dt.date(2024, 3, 10), "offices_total": 9, "offices_filled": 7,
        "reported_on": dt.date(2026, 3, 31),
    })  # fmt: skip
    desk.put("membership", {"territory_code": AZROU, "period": "2026-04", "members": 120,
                            "women": 45})  # fmt: skip


def codes(checked, level=None):
    return [one.code for one in checked.problems if level in (None, one.level)]


def parts(checked):
    return {
        table: [(row.values, row.erased) for row in rows] for table, rows in checked.rows.items()
    }


def returned(code, *nil, rows=(1, 1, 0, 0), period="2026-05", day=TODAY):
    return [
        ({"territory_code": code, "table_name": table, "period": period, "rows_declared": count,
          "received_on": day, "is_nil": table in nil}, ())
        for table, count in zip(TABLES, rows, strict=True)
    ]  # fmt: skip


def test_a_ticked_row_writes_its_values_and_four_returns_and_an_unticked_one_nothing(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, members=125, no_meeting="✓", no_constraint="x")
    pen.write("communes", ROWS[AIN_LEUH], secretariat="Fondé", date=dt.date(2026, 5, 2), members=50)

    checked = pen.check()

    assert parts(checked) == {
        "structures": [
            ({"kind": "local_secretariat", "unit_code": AZROU, "number": 1, "reported_on": MAY,
              "founded_on": dt.date(2024, 3, 10), "offices_total": 9, "offices_filled": 7,
              "structure_id": "s.1"}, ())
        ],
        "membership": [
            ({"territory_code": AZROU, "period": "2026-05", "members": 125, "women": 45}, ())
        ],
        "meetings": [],
        "constraint_reports": [],
        "returns": returned(AZROU, "meetings", "constraint_reports"),
    }  # fmt: skip
    assert [(one.code, one.sheet, one.row) for one in checked.problems] == [
        ("return.unticked", "Communes", ROWS[AIN_LEUH])
    ]
    assert (checked.confirmed, checked.refused) == (1, False)


def test_the_three_answers_for_a_secretariat(desk):
    desk.put("structures", {
        "structure_id": "s.9", "kind": "local_secretariat", "unit_code": IFRANE_TOWN, "number": 1,
        "status": "not_started", "reported_on": dt.date(2026, 3, 31),
    })  # fmt: skip
    pen = Pen(desk.store).tick(AZROU, secretariat="Aucun")
    pen.tick(IFRANE_TOWN, secretariat="Programmé", date=dt.date(2026, 9, 20))
    pen.tick(AIN_LEUH, secretariat="Fondé", date=dt.date(2026, 5, 2), bureau=11)

    found = {values["unit_code"]: (values, erased)
             for values, erased in parts(pen.check())["structures"]}  # fmt: skip

    shared = {"kind": "local_secretariat", "number": 1, "reported_on": MAY}
    assert found[AZROU] == ({
        **shared, "unit_code": AZROU, "status": "not_started",
        "structure_id": f"structures.{AZROU}.2026-06-03.01"}, ())  # fmt: skip
    assert found[IFRANE_TOWN] == ({
        **shared, "unit_code": IFRANE_TOWN, "planned_on": dt.date(2026, 9, 20),
        "structure_id": "s.9"}, ("status",))  # fmt: skip
    assert found[AIN_LEUH][0]["founded_on"] == dt.date(2026, 5, 2)
    assert found[AIN_LEUH][0]["bureau_members"] == 11


def test_a_plan_that_is_dropped_is_erased(desk):
    desk.put("structures", {
        "structure_id": "s.1", "kind": "local_secretariat", "unit_code": AZROU, "number": 1,
        "planned_on": dt.date(2026, 9, 1), "reported_on": dt.date(2026, 3, 31),
    })  # fmt: skip

    checked = Pen(desk.store).tick(AZROU, secretariat="Aucun").check()

    values, erased = parts(checked)["structures"][0]
    assert (values["status"], erased) == ("not_started", ("planned_on",))
    assert codes(checked, "error") == []


def test_founding_again_after_a_dissolution_opens_the_next_number(desk):
    desk.put("structures", {
        "structure_id": "s.1", "kind": "local_secretariat", "unit_code": AZROU, "number": 1,
        "founded_on": dt.date(2019, 1, 5), "dissolved_on": dt.date(2025, 2, 1),
    })  # fmt: skip

    none = Pen(desk.store).tick(AZROU).check()
    again = Pen(desk.store).tick(AZROU, secretariat="Fondé", date=dt.date(2026, 5, 9)).check()

    assert parts(none)["structures"] == []
    assert parts(none)["returns"] == returned(AZROU, rows=(0, 0, 0, 0))
    assert parts(again)["structures"][0][0]["number"] == 2


def test_meetings_planned_before_and_new_ones(desk):
    founded(desk)
    desk.put("meetings", {
        "meeting_id": "m.1", "kind": "ordinary", "body_kind": "local_secretariat",
        "body_unit_code": AZROU, "status": "planned", "planned_on": dt.date(2026, 5, 12),
    })  # fmt: skip
    pen = Pen(desk.store).tick(AZROU)
    pen.write("meetings", 4, confirmed="✓", date=dt.date(2026, 5, 14), status="Tenue", attendees=18)
    pen.write("meetings", 5, confirmed="✓", body="Secrétariat provincial – Province d'Ifrane",
              date="20/06/2026", status="Programmée")  # fmt: skip

    checked = pen.check()

    (held, _), (planned, _) = parts(checked)["meetings"]
    assert held == {
        "meeting_id": "m.1", "kind": "ordinary", "body_kind": "local_secretariat",
        "body_unit_code": AZROU, "status": "held", "held_on": dt.date(2026, 5, 14),
        "attendees_total": 18, "key_on": dt.date(2026, 5, 12),
    }  # fmt: skip
    assert planned["body_unit_code"] == IFRANE
    assert (planned["status"], planned["planned_on"]) == ("planned", dt.date(2026, 6, 20))
    assert parts(checked)["returns"] == returned(AZROU, rows=(1, 1, 1, 0))
    assert codes(checked) == []


def test_constraints_open_before_and_new_ones(desk):
    desk.put("constraint_reports", {
        "constraint_id": "c.1", "raised_on": dt.date(2026, 2, 3), "territory_code": AZROU,
        "category": "resources", "number": 1, "summary": "Aucun local", "status": "open",
    })  # fmt: skip
    pen = Pen(desk.store).tick(AIN_LEUH, secretariat="Aucun")
    pen.write("constraints", 4, confirmed="✓", status="Levée", closed_on=dt.date(2026, 5, 20))
    pen.write("constraints", 5, confirmed="✓", territory="Ain Leuh", raised_on=dt.date(2026, 5, 4),
              category="Organisation", summary="Convocations tardives")  # fmt: skip

    checked = pen.check()

    assert codes(checked, "error") == []
    (closed, _), (new, _) = parts(checked)["constraint_reports"]
    assert (closed["constraint_id"], closed["status"]) == ("c.1", "closed")
    assert new["constraint_id"] == f"constraint_reports.{AIN_LEUH}.2026-05-04.01"
    assert (new["status"], new["number"]) == ("open", 1)
    assert parts(checked)["returns"] == returned(AIN_LEUH, rows=(1, 0, 0, 1))


def test_errors_name_sheet_row_and_column_of_their_workbook(desk):
    founded(desk)
    pen = Pen(desk.store, language="ar").tick(AZROU, women=300, no_meeting="peut-être")
    pen.tick(IFRANE_TOWN, secretariat="مبرمجة").tick(AIN_LEUH, secretariat="?", members="1,234")
    pen.write("meetings", 4, confirmed="✓", body="الأمانة الإقليمية بتازة", date="12/05/2026",
              status="منعقد")  # fmt: skip
    pen.write("constraints", 4, confirmed="✓", territory="أزرو", raised_on=dt.date(2026, 5, 4),
              category="أداء المنتخبين", summary="غياب عن الدورات")  # fmt: skip
    pen.write("constraints", 5, confirmed="✓", territory="أزرو", raised_on="31/02/2026",
              category="التنظيم", summary="تأخر")  # fmt: skip

    checked = pen.check()

    errors = {(one.code, one.sheet, one.row, one.column)
              for one in checked.problems if one.level == "error"}  # fmt: skip
    assert errors == {
        ("count.part_above_whole", "الجماعات", 4, "منهم النساء"),
        ("return.tick", "الجماعات", 4, "لا اجتماع هذا الشهر"),
        ("cell.missing", "الجماعات", 5, "التاريخ"),
        ("value.unknown", "الجماعات", 8, "الأمانة المحلية"),
        ("number.ambiguous", "الجماعات", 8, "المنخرطون"),
        ("return.outside_province", "الاجتماعات", 4, "الهيكل"),
        ("territory.judged_below_province", "الإكراهات", 4, "الجماعة أو الإقليم"),
        ("date.impossible", "الإكراهات", 5, "تاريخ رفع الإكراه"),
    }
    with pytest.raises(Refused) as refused:
        commit_return(desk.store, checked)
    assert len(refused.value.problems) == 8
    assert desk.rows("returns") == []


def test_a_name_and_a_code_of_two_communes_are_refused(desk):
    checked = Pen(desk.store).tick(AZROU, secretariat="Aucun", territory="Ain Leuh").check()

    assert codes(checked, "error") == ["return.name_and_code"]


def test_none_ticked_beside_what_happened_is_refused(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, no_meeting="✓", no_constraint="✓")
    pen.write("meetings", 4, confirmed="✓", body="Secrétariat local – Azrou", date="14/05/2026",
              status="Tenue")  # fmt: skip
    pen.write("constraints", 4, confirmed="✓", territory="Azrou", raised_on=dt.date(2026, 5, 4),
              category="Organisation", summary="Convocations tardives")  # fmt: skip

    found = [(one.code, one.column) for one in pen.check().problems if one.level == "error"]

    assert found == [("return.none_but_listed", "Aucune réunion ce mois"),
                     ("return.none_but_listed", "Aucune contrainte")]  # fmt: skip


def test_a_commune_that_says_nothing_of_meetings_is_told(desk):
    founded(desk)

    checked = Pen(desk.store).tick(AZROU).check()

    assert [(one.code, one.level, one.found) for one in checked.problems] == [
        ("return.meetings_unsaid", "warning", "4")
    ]


def test_one_batch_with_several_parts_and_the_same_workbook_twice(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, no_meeting="✓")
    content = pen.saved()

    number = commit_return(desk.store, pen.check(content=content))

    rows = imports(desk.store)
    row = rows[rows.batch_no == number].iloc[0]
    assert sorted(row.tables) == ["membership", "returns", "structures"]
    assert (row.origin, row.file_name) == ("reported", "r.xlsx")
    assert codes(pen.check(content=content), "error") == ["file.already_imported"]
    undo(desk.store, number)
    assert desk.rows("returns") == []
    assert codes(pen.check(content=content), "error") == ["file.undone"]


def test_a_second_month_goes_on_from_the_first(desk):
    founded(desk)
    Pen(desk.store).tick(AZROU, members=125, no_meeting="✓").commit()

    pen = Pen(desk.store, period="2026-06")
    assert pen.book.worksheets[0].cell(ROWS[AZROU], 5).value == 125
    pen.tick(AZROU, members=130, filled=8).commit(today=dt.date(2026, 7, 2))

    members = {row["period"]: row["members"] for row in desk.rows("membership")}
    assert members == {"2026-04": 120, "2026-05": 125, "2026-06": 130}
    filled = {day: desk.rows("structures", as_of=day)[0]["offices_filled"]
              for day in (dt.date(2026, 6, 1), dt.date(2026, 6, 30))}  # fmt: skip
    assert list(filled.values()) == [7, 8]
    nil = {row["period"]: row["is_nil"]
           for row in desk.rows("returns") if row["table_name"] == "meetings"}  # fmt: skip
    assert nil == {"2026-05": True, "2026-06": False}


def test_a_ticked_month_without_meeting_is_known_and_zero_and_silence_is_not(desk):
    founded(desk)

    def recent_meeting(unit):
        rows = ask(desk.store, "indicator_map", as_of=MAY, scope=["03"])
        row = rows[(rows.indicator == "recent_meeting") & (rows.unit_code == unit)].iloc[0]
        return row.state, row.value

    assert recent_meeting(AZROU)[0] == "no_data"
    # April is the month that lies wholly in the 90 days and began more than 45 days before.
    Pen(desk.store, period="2026-04").tick(AZROU, no_meeting="✓").commit()

    state, value = recent_meeting(AZROU)
    assert state != state or state is None
    assert value == 0
    assert recent_meeting(AIN_LEUH)[0] == "no_data"  # no province-wide return is inferred


def test_a_month_that_is_not_over_is_told_and_one_that_has_not_begun_refused(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, no_meeting="✓")

    early = pen.check(today=dt.date(2026, 5, 28))
    ahead = pen.check(today=dt.date(2026, 4, 28))

    assert [(one.code, one.level) for one in early.problems] == [
        ("return.month_not_over", "warning")
    ]
    assert parts(early)["structures"][0][0]["reported_on"] == dt.date(2026, 5, 28)
    assert codes(ahead, "error") == ["return.month_ahead"]


def test_a_summary_that_may_name_a_person_is_asked_about(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, no_meeting="✓")
    pen.write("constraints", 4, confirmed="✓", territory="Azrou", raised_on=dt.date(2026, 5, 4),
              category="Organisation", summary="Désaccord avec Mohamed Bennani")  # fmt: skip

    asked = [(one.code, one.sheet, one.row, one.column) for one in pen.check().problems]

    assert asked == [("personal_data.perhaps_a_name", "Contraintes", 4, "Contrainte en une ligne")]
    assert not pen.check(names_nobody=frozenset({4})).refused


@pytest.mark.parametrize("keeps_hidden", [True, False])
def test_it_is_known_by_content_whatever_sheets_and_columns_are_called_or_moved(desk, keeps_hidden):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, members=125, no_meeting="oui")
    sheet = pen.book.worksheets[0]
    sheet.title = "Feuil1"
    sheet.move_range("E3:E13", cols=10)  # members, behind all others
    if not keeps_hidden:
        del pen.book[HIDDEN]

    checked = check_workbook(
        desk.store, pen.saved(), file_name="x", province=IFRANE, period="2026-05",
        sender=Sender(today=TODAY),
    )  # fmt: skip

    assert codes(checked, "error") == []
    assert parts(checked)["membership"][0][0]["members"] == 125


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 nothing", b"a;b\n1;2\n", b"\xd0\xcf\x11\xe0old"], ids=str
)
def test_what_is_no_return_is_refused(desk, content):
    with pytest.raises(Refused):
        check_workbook(desk.store, content, file_name="x", province=IFRANE, period="2026-05")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_ticked_and_otherwise_untouched_it_says_what_was_known_in_every_language(desk, language):
    founded(desk)
    desk.put("meetings", {
        "meeting_id": "m.1", "kind": "ordinary", "body_kind": "local_secretariat",
        "body_unit_code": AZROU, "status": "planned", "planned_on": dt.date(2026, 5, 12),
    })  # fmt: skip
    desk.put("constraint_reports", {
        "constraint_id": "c.1", "raised_on": dt.date(2026, 2, 3), "territory_code": IFRANE,
        "category": "elected_officials", "number": 1, "summary": "Absences", "status": "open",
    })  # fmt: skip
    before = {table: desk.rows(table) for table in ("meetings", "constraint_reports")}
    pen = Pen(desk.store, language=language).tick(AZROU)
    pen.write("meetings", 4, confirmed="✓").write("constraints", 4, confirmed="✓")

    checked = pen.check()

    assert codes(checked, "error") == []
    assert [row.values["meeting_id"] for row in checked.rows["meetings"]] == ["m.1"]
    assert [row.values["constraint_id"] for row in checked.rows["constraint_reports"]] == ["c.1"]
    commit_return(desk.store, checked)
    for table, rows in before.items():
        after = [{**row, "last_batch_no": None} for row in desk.rows(table)]
        assert after == [{**row, "last_batch_no": None} for row in rows]
    assert {row["period"]: (row["members"], row["women"]) for row in desk.rows("membership")} == {
        "2026-04": (120, 45), "2026-05": (120, 45)}  # fmt: skip


def test_every_problem_of_a_return_is_in_its_page():
    page = (ROOT / "docs" / "monthly-return.md").read_text(encoding="utf-8")
    sources = (ROOT / "dashboard" / "intake" / "monthly").glob("*.py")
    said = {code for path in sources
            for code in re.findall(r'"(return\.[a-z_]+)"', path.read_text("utf-8"))}  # fmt: skip

    assert said == set(re.findall(r"^\| `([a-z_.]+)`", page, re.MULTILINE))


# --- what a province does to its workbook


def test_last_months_file_with_a_new_title_is_refused(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, members=125)
    title = pen.book.worksheets[0]["A1"]
    assert "mai 2026" in str(title.value)
    title.value = str(title.value).replace("mai 2026", "juin 2026")

    assert [one.code for one in pen.check().problems if one.level == "error"] == [
        "return.other_title"
    ]


def test_a_number_merged_over_two_communes_is_asked_and_given_to_neither(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, members=125)
    page = pen.book.worksheets[0]
    column = COLUMNS["communes"].split().index("members") + 1
    page.merge_cells(
        start_row=ROWS[AZROU], end_row=ROWS[AZROU] + 1, start_column=column, end_column=column
    )
    checked = pen.check()

    assert [(one.code, one.row) for one in checked.problems if one.level == "error"] == [
        ("cell.merged", ROWS[AZROU])
    ]


@pytest.mark.parametrize("mark", ["v", "OK", "vu", "تم"])
def test_words_for_a_tick_are_ticks(desk, mark):
    founded(desk)

    assert Pen(desk.store).tick(AZROU, confirmed=mark).check().confirmed == 1


def test_what_is_neither_tick_nor_empty_is_quoted(desk):
    founded(desk)
    checked = Pen(desk.store).tick(AZROU, confirmed="peut-être").check()

    assert ("return.tick", "peut-être") in [(one.code, one.found) for one in checked.problems]


def test_a_return_saved_as_an_old_workbook_is_read(desk):
    founded(desk)
    pen = Pen(desk.store).tick(AZROU, members=125, no_meeting="✓")
    old = xlwt.Workbook()
    for page in pen.book.worksheets:
        copy = old.add_sheet(page.title)
        copy.visibility = 0 if page.sheet_state == "visible" else 2
        for line in page.iter_rows():
            for cell in line:
                if cell.value is not None:
                    copy.write(cell.row - 1, cell.column - 1, cell.value)
    content = io.BytesIO()
    old.save(content)
    checked = pen.check(content=content.getvalue())

    assert codes(checked, "error") == []
    assert parts(checked)["membership"][0][0]["members"] == 125
