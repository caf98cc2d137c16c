"""What is refused of decisions and papers, in one sentence; and the papers of Fès, six in one."""

import datetime as dt

import pytest

from dashboard.intake import checking
from dashboard.intake.entered import EntrySender, RowOf, check_entered
from dashboard.intake.importing import check
from dashboard.questions import ask

TODAY = dt.date(2026, 11, 23)
MET, ISSUED = dt.date(2026, 11, 12), dt.date(2026, 11, 15)
TAZA, FES = "03.561", "03.231.01.0"
ARRONDISSEMENTS = [f"03.231.01.{n:02d}" for n in (1, 5, 7, 9, 11, 13)]
MEETING = {"kind": "ordinary", "body_kind": "provincial_secretariat", "body_unit_code": TAZA,
           "status": "held", "held_on": MET}  # fmt: skip
DECISION = {"meeting_id": RowOf("meetings"), "number": 1, "theme": "membership",
            "summary": "Ouvrir la campagne", "owner_function": "provincial_secretary",
            "territory_code": TAZA, "due_on": dt.date(2026, 12, 15)}  # fmt: skip
PAPER = {"directive_id": "directives.p", "kind": "note", "issued_on": ISSUED, "number": 1,
         "body": "regional_secretariat", "title": "Une note"}  # fmt: skip


def refused(store, meeting=None, **decision):
    """Return the code, table and column of every fault of a meeting with one decision."""
    rows = {"meetings": [MEETING | (meeting or {})], "decisions": [DECISION | decision]}
    checked = check_entered(store, rows, EntrySender(today=TODAY))
    return {(one.code, table, one.column) for table, one in checked.errors}


@pytest.mark.parametrize(
    ("changed", "code", "column"),
    [
        ({"done_on": dt.date(2026, 11, 11), "status": "done"}, "date.order", "done_on"),
        ({"due_on": dt.date(2026, 11, 11)}, "date.order", "due_on"),
        ({"owner_function": "treasurer"}, "value.unknown", "owner_function"),
        ({"directive_id": "directives.p"}, "paper.answered_too_early", "directive_id"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_cell(store, desk, changed, code, column):
    desk.put("directives", PAPER)
    assert refused(store, **changed) == {(code, "decisions", column)}


def test_the_same_decision_on_the_day_itself_is_taken(store, desk):
    desk.put("directives", PAPER | {"issued_on": MET})
    assert refused(store, due_on=MET, done_on=MET, status="done", directive_id="directives.p",
                   meeting={"directive_ids": ["directives.p"]}) == set()  # fmt: skip


def test_a_meeting_does_not_discuss_a_paper_of_the_future(store, desk):
    desk.put("directives", PAPER)
    faults = refused(store, meeting={"directive_ids": ["directives.p"]})
    assert faults == {("paper.answered_too_early", "meetings", "directive_ids")}
    planned = {"status": "planned", "held_on": None, "planned_on": dt.date(2026, 12, 1)}
    assert refused(store, meeting=planned | {"directive_ids": ["directives.p"]}) == set()


def test_a_paper_is_not_due_before_it_was_issued(store):
    row = PAPER | {"due_on": dt.date(2026, 11, 14)}
    checked = check_entered(store, {"directives": [row]}, EntrySender(today=TODAY))
    assert [(one.code, one.column) for _table, one in checked.errors] == [("date.order", "due_on")]


@pytest.mark.parametrize("least", [0, 10**9])
def test_a_large_file_says_the_same_of_papers_as_a_small_one(store, desk, monkeypatch, least):
    desk.put("directives", PAPER)
    monkeypatch.setattr(checking, "BULK_ROWS", least)
    head = "meeting_id;kind;body_kind;body_unit_code;status;held_on;directive_ids\n"
    lines = [
        f"m-{n};ordinary;provincial_secretariat;{TAZA};held;{n:02d}/11/2026;directives.p\n"
        for n in range(10, 20)
    ]
    checked = check(store, "meetings", (head + "".join(lines)).encode(), file_name="f.csv",
                    today=TODAY)  # fmt: skip
    assert [(one.code, one.row) for one in checked.every_problem if one.level == "error"] == [
        ("paper.answered_too_early", row)
        for row in range(2, 7)  # 10 to 14 November
    ]


def fes(store, as_of=TODAY):
    rows = ask(store, "directive_cascade", as_of=as_of, scope=["03"])
    (row,) = rows[rows["unit_code"] == FES].itertuples()
    return row


def test_fes_has_discussed_a_paper_once_its_six_arrondissements_have(store, desk):
    desk.put("directives", PAPER | {"issued_on": dt.date(2026, 10, 1)})
    desk.put("structures", *(
        {"structure_id": f"s.{unit}", "number": 1, "kind": "local_secretariat", "unit_code": unit,
         "founded_on": dt.date(2025, 1, 1), "reported_on": dt.date(2026, 10, 1)}
        for unit in ARRONDISSEMENTS
    ))  # fmt: skip
    met = [
        {"meeting_id": f"m.{unit}", "kind": "ordinary", "body_kind": "local_secretariat",
         "body_unit_code": unit, "status": "held", "held_on": dt.date(2026, 10, 10 + n),
         "directive_ids": ["directives.p"]}
        for n, unit in enumerate(ARRONDISSEMENTS)
    ]  # fmt: skip

    assert fes(store).state == "unknown"
    desk.put("meetings", *met[:2])
    part = fes(store)
    assert (part.state, part.parts, part.parts_discussed) == ("part", 6, 2)
    desk.put("meetings", *met[2:])
    whole = fes(store)
    assert (whole.state, whole.discussed_on.date()) == ("discussed", dt.date(2026, 10, 15))
    assert fes(store, dt.date(2026, 10, 14)).state == "part"


def test_a_body_on_a_constituency_speaks_for_its_province(store, desk):
    desk.put("directives", PAPER | {"issued_on": dt.date(2026, 10, 1)})
    desk.put("meetings", {"meeting_id": "m.1", "kind": "ordinary", "held_on": MET,
                          "body_kind": "provincial_secretariat", "status": "held",
                          "body_unit_code": "legislative:fes-nord",
                          "directive_ids": ["directives.p"]})  # fmt: skip
    rows = ask(store, "directive_cascade", as_of=TODAY, scope=["03"])
    assert list(rows[rows["state"] == "discussed"]["unit_code"]) == ["03.231"]
