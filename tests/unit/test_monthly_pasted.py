"""A return pasted from a spreadsheet or a message: four styles, two languages, nothing guessed."""

import datetime as dt

import pytest

from dashboard.errors import Refused
from dashboard.intake.monthly.form import form_filled, same_as_before
from dashboard.intake.monthly.last_known import LastKnown
from dashboard.intake.monthly.returning import Sender, check_filled, check_pasted, commit_return

IFRANE, AZROU, IFRANE_TOWN, AIN_LEUH = "03.271", "03.271.01.01", "03.271.01.03", "03.271.03.01"
TODAY = dt.date(2026, 6, 3)
SENDER = Sender(today=TODAY)


@pytest.fixture
def desk(desk):
    desk.put("structures", {
        "structure_id": "s.1", "kind": "local_secretariat", "unit_code": AZROU, "number": 1,
        "founded_on": dt.date(2024, 3, 10), "offices_total": 9, "offices_filled": 7,
        "reported_on": dt.date(2026, 3, 31),
    })  # fmt: skip
    desk.put("membership", {"territory_code": AZROU, "period": "2026-04", "members": 120,
                            "women": 45})  # fmt: skip
    return desk


def paste(desk, text):
    return check_pasted(desk.store, text, province=IFRANE, period="2026-05", sender=SENDER)


def tabs(text):
    return text.replace("|", "\t")


def facts(checked):
    """What the communes report: by code, the secretariat's dates and counts, members and women."""
    found = {}
    for row in checked.rows["structures"]:
        names = ("status", "planned_on", "founded_on", "bureau_members", "offices_total",
                 "offices_filled")  # fmt: skip
        told = {name: row.values[name] for name in names if name in row.values}
        found[row.values["unit_code"]] = told
    for row in checked.rows["membership"]:
        told = {name: row.values[name] for name in ("members", "women") if name in row.values}
        found[row.values["territory_code"]] |= told
    return found


def nil(checked):
    return {(row.values["territory_code"], row.values["table_name"])
            for row in checked.rows["returns"] if row.values["is_nil"]}  # fmt: skip


def codes(checked):
    return [(one.code, one.level, one.row) for one in checked.problems]


EXPECTED = {
    AZROU: {"founded_on": dt.date(2024, 3, 10), "bureau_members": 11, "offices_total": 9,
            "offices_filled": 8, "members": 125, "women": 47},
    AIN_LEUH: {"planned_on": dt.date(2026, 9, 20), "members": 30},
    IFRANE_TOWN: {"status": "not_started"},
}  # fmt: skip
NIL = {(AZROU, "meetings"), (AIN_LEUH, "meetings"), (AIN_LEUH, "constraint_reports"),
       (IFRANE_TOWN, "meetings")}  # fmt: skip
FRENCH_CELLS = tabs("""\
Confirmé|Commune|Secrétariat local|Date|Adhérents|Dont femmes|Membres du bureau|Postes au total|\
Postes pourvus|Aucune réunion ce mois|Aucune contrainte|Code
✓|Azrou|Fondé|10/03/2024|125|47|11|9|8|✓||03.271.01.01
x|Ain Leuh|Programmé|20/09/2026|30|||||x|x|03.271.03.01
✓|Ifrane|Aucun||||||| ✓||03.271.01.03
|Timahdite|Fondé|01/01/2020|500|||||||03.271.03.11
""")
ARABIC_CELLS_IN_ANOTHER_ORDER = tabs("""\
الجماعة|لا إكراه|لا اجتماع هذا الشهر|منهم النساء|المنخرطون|التاريخ|الأمانة المحلية|\
المناصب المشغولة|مجموع المناصب|أعضاء المكتب|مصادق عليه
أزرو||✓|٤٧|١٢٥|10 مارس 2024|مؤسسة|8|9|11|✓
عين اللوح|نعم|نعم||30|20 شتنبر 2026|مبرمجة||||نعم
إفران||✓||||لا توجد||||✓
تمحضيت||✓||500||مؤسسة||||
""")
FRENCH_MESSAGE = """\
Bonjour, relevé de mai
- Azrou : fondé le 10/03/2024, 125, 47, 11, 9, 8, pas de réunion
- Ain Leuh: programmé 20 septembre 2026, adhérents 30, aucune réunion, pas de contrainte
- Ifrane : aucun, aucune réunion
"""
ARABIC_MESSAGE = """\
أزرو: مؤسسة 10/03/2024، 125 منخرطا، منهم 47 امرأة، المكتب 11، المناصب 8/9، لا اجتماع
عين اللوح: مبرمجة 20 شتنبر 2026، 30 منخرطا، بدون اجتماع، لا إكراه
إفران: لا توجد، لا اجتماع
"""


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (FRENCH_CELLS, []),
        (ARABIC_CELLS_IN_ANOTHER_ORDER, []),
        (FRENCH_MESSAGE, [("return.line_not_read", "warning", 1)]),
        (ARABIC_MESSAGE, []),
    ],
    ids=["french cells", "arabic cells", "french message", "arabic message"],
)
def test_four_styles_say_the_same(desk, text, warned):
    checked = paste(desk, text)

    assert codes(checked) == warned
    assert facts(checked) == EXPECTED
    assert nil(checked) == NIL
    assert len(checked.rows["returns"]) == 12
    assert checked.confirmed == 3


def test_no_change_and_what_changed_beside_it(desk):
    checked = paste(desk, "Azrou: sans changement, adhérents 130, réunion 12/05/2026, 15 présents")

    known = {"founded_on": dt.date(2024, 3, 10), "offices_total": 9, "offices_filled": 7}
    assert facts(checked) == {AZROU: {**known, "members": 130, "women": 45}}
    (meeting,) = checked.rows["meetings"]
    assert meeting.values["held_on"] == dt.date(2026, 5, 12)
    assert (meeting.values["status"], meeting.values["attendees_total"]) == ("held", 15)
    assert codes(checked) == []


@pytest.mark.parametrize(
    ("line", "code", "found"),
    [
        ("Azrou: fondé 10/03/2024, 1,234", "number.ambiguous", "1,234"),
        ("Azrou: sans changement, beaucoup de monde", "return.unread_words", "beaucoup de monde"),
        ("Azrou: sans changement, femmes 45, 11", "return.unread_words", "11"),
        ("Azrou: adhérents 120, adhérents 130", "return.unread_words", "adhérents 130"),
        ("Azou: sans changement", "territory.unknown", "Azou"),
        ("Taza: sans changement", "territory.other_province", "Taza"),
        ("Ain Leuh: adhérents 20", "cell.missing", None),
        ("Azrou: sans changement, M. Alami 0661234567", "return.unread_words", "…"),
        ("Azrou : 33% femmes", "return.unread_words", "33% femmes"),
        ("Azrou : ٣٣٪ femmes", "return.unread_words", "٣٣٪ femmes"),
        ("Azrou : ~120 adhérents", "return.unread_words", "~120 adhérents"),
        ("Azrou : +5 adhérents", "return.unread_words", "+5 adhérents"),
        ("Azrou : -5 adhérents", "return.unread_words", "-5 adhérents"),
        ("Azrou : > 100 adhérents", "return.unread_words", "> 100 adhérents"),
    ],
)
def test_what_a_line_leaves_unclear_is_an_error_and_never_guessed(desk, line, code, found):
    errors = [(one.code, one.found) for one in paste(desk, line).problems if one.level == "error"]

    assert (code, found) in errors


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Azrou|Fondé|12\nAin Leuh|Aucun|3\n", "return.no_header"),
        ("Commune|Adhérents\nAzrou|12\n", "column.missing"),
        ("Confirmé|Commune|Adhérents|Téléphone\n✓|Azrou|12|0\n", "personal_data.column"),
        ("Confirmé|Commune|Adhérents|Météo\n✓|Azrou|12|0\n", "column.unknown"),
        ("Confirmé|Commune|Adhérents|members\n✓|Azrou|12|0\n", "column.twice"),
    ],
)
def test_cells_whose_header_is_not_right_are_refused(desk, text, code):
    assert code in [one.code for one in paste(desk, tabs(text)).problems if one.level == "error"]


def test_meetings_and_constraints_pasted_below_the_communes(desk):
    text = tabs("""\
Confirmé|Commune|Secrétariat local
✓|Azrou|

Confirmé|Structure|Date de la réunion|État|Présents
✓|secrétariat local d'Azrou|14/05/2026|Tenue|18
|Secrétariat provincial – Province d'Ifrane|20/05/2026|Tenue|30

Confirmé|Commune ou province|Remontée le|Catégorie|Contrainte en une ligne
✓|Azrou|15/05/2026|Organisation|Convocations tardives
""")

    checked = paste(desk, text)

    assert codes(checked) == []
    (meeting,) = checked.rows["meetings"]
    assert (meeting.row, meeting.values["attendees_total"]) == (5, 18)
    (constraint,) = checked.rows["constraint_reports"]
    assert (constraint.row, constraint.values["territory_code"]) == (9, AZROU)
    declared = {row.values["table_name"]: row.values["rows_declared"]
                for row in checked.rows["returns"]}  # fmt: skip
    assert declared == {"structures": 1, "membership": 0, "meetings": 1, "constraint_reports": 1}


def test_the_same_text_twice_is_already_imported_and_for_another_month_is_not(desk):
    text = "Azrou: sans changement, aucune réunion"
    commit_return(desk.store, paste(desk, text))

    assert codes(paste(desk, text)) == [("file.already_imported", "error", None)]
    later = Sender(today=dt.date(2026, 7, 1))
    june = check_pasted(desk.store, text, province=IFRANE, period="2026-06", sender=later)
    assert codes(june) == []


@pytest.mark.parametrize("text", ["", "  \n", "x" * 300_000])
def test_nothing_or_far_too_much_is_refused(desk, text):
    with pytest.raises(Refused):
        paste(desk, text)


def test_the_form_goes_the_same_way(desk):
    last = LastKnown(desk.store, IFRANE, "2026-05")
    answers = {
        AZROU: {**same_as_before(last, AZROU), "no_meeting": True},
        AIN_LEUH: {"secretariat": "planned", "date": dt.date(2026, 9, 20), "members": 30,
                   "meeting_on": dt.date(2026, 5, 9), "attendees": 12,
                   "summary": "Aucun local", "category": "resources",
                   "raised_on": dt.date(2026, 5, 31)},
    }  # fmt: skip

    checked = check_filled(desk.store, form_filled(last, answers), SENDER)
    number = commit_return(desk.store, checked)

    assert codes(checked) == []
    assert facts(checked)[AZROU] == {"founded_on": dt.date(2024, 3, 10), "offices_total": 9,
                                     "offices_filled": 7, "members": 120, "women": 45}  # fmt: skip
    assert nil(checked) == {(AZROU, "meetings")}
    assert desk.store.cursor().execute(
        "select list_sort(list(table_name)) from app.batch_parts where batch_no = $n",
        {"n": number},
    ).fetchone()[0] == ["constraint_reports", "meetings", "membership", "returns", "structures"]
    again = check_filled(desk.store, form_filled(last, answers), SENDER)
    assert [one.code for one in again.problems if one.level == "error"] == ["file.already_imported"]


def test_a_meeting_of_another_month_is_kept_and_said(desk):
    checked = paste(desk, "Azrou : sans changement، réunion 12/03/2026")
    told = {one.code: one for one in checked.problems}

    assert told["return.other_month"].level == "warning"
    assert told["return.other_month"].found == "1: 12/03/2026"
