"""A large file says what a small one does: both ways over the same files, row by row."""

import datetime as dt
import random

import pytest

from dashboard.errors import Said
from dashboard.intake import checking
from dashboard.intake.importing import File, check, check_many, commit
from dashboard.intake.isolation import CancelledError
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)
HEADER = (
    "meeting_id;kind;body_kind;body_unit_code;province;status;planned_on;held_on;"
    "attendees_total;attendees_women;topics;minutes_filed_on;structure_label"
)
PLACES = ["Azrou;Ifrane", "Fès;", "03.271.01.01;", "تازة;", "Sefrou;Séfrou", "Nowhere;", ";",
          "سيدي المخفي;Ifrane", "سيدي المخفي;Taounate", "سيدي المخفي;", "Azrou;Taza"]  # fmt: skip
CELLS = {
    "id": ["reunion-{n:07d}", "meetings.03.271.01.01.2026-01-01.{n:02d}", "m{n}", "AB12345{n}",
           "", "new", "r é", "reunion-0000001"],
    "kind": ["ordinary", "Réunion ordinaire", "", "extraordinary", "bogus"],
    "body": ["local_secretariat", "Secrétariat local", "provincial_secretariat",
             "national_council", ""],
    "status": ["held", "Tenue", "planned", "مبرمج", "cancelled", ""],
    "day": ["01/02/2026", "2026-03-04", "15/05/2026", "", "-", "31/02/2026", "1980-01-01",
            "2027-01-01", "18 mai 2026", "٠٥/٠٦/٢٠٢٦"],
    "count": ["12", "", "-", "0", "1 234", "-3", "٤٥", "x", "3"],
    "topics": ["", "founding_agenda", "founding_agenda | elections_preparation", "bogus"],
    "label": ["", "", "Forum A", "Fatima Zahra El Idrissi", "0612345678"],
}  # fmt: skip


def messy(seed, rows, good=0.9):
    """Rows of which most cells are the first, right ones."""
    pick = random.Random(seed)

    def one(name):
        held = CELLS[name]
        return held[0] if pick.random() < good else pick.choice(held)

    lines = [HEADER]
    for n in range(rows):
        place = PLACES[n % 3] if pick.random() < good else pick.choice(PLACES)
        day = f"{n % 28 + 1:02d}/{n // 28 % 12 + 1:02d}/2025"
        held = day if pick.random() < good else one("day")
        planned = "" if pick.random() < good else one("day")
        lines.append(
            ";".join(
                [one("id").format(n=n), one("kind"), one("body"), place, one("status"), planned,
                 held, one("count"), pick.choice(["3", "", one("count")]), one("topics"),
                 "" if pick.random() < good else one("day"), one("label")]
            )
        )  # fmt: skip
    return "\n".join(lines) + "\n"


def looked_at(store, content, monkeypatch, *, as_columns):
    monkeypatch.setattr(checking, "BULK_ROWS", 0 if as_columns else 10**9)
    data = content if isinstance(content, bytes) else content.encode()
    return check(store, "meetings", data, file_name="f.csv", today=TODAY)


def told(checked):
    preview = checked.preview
    return {
        "problems": sorted(
            (p.code, p.level, p.row or 0, p.column or "", p.found or "", p.candidates)
            for p in checked.every_problem
        ),
        "counts": [
            getattr(preview, name) for name in ("new", "changed", "unchanged", "removed", "erased")
        ],
        "changes": sorted(
            (c.row, c.key, c.column, str(c.old), str(c.new)) for c in preview.changes
        ),
        "numbers": (checked.error_count, checked.warning_count),
        "header": (checked.sheet.header, checked.sheet.encoding, checked.sheet.delimiter),
    }  # fmt: skip


def stored(store):
    found = store.cursor().execute(
        "select * exclude (batch_no) from app.meetings_rows order by row_no"
    )
    return found.fetchall()


def both(content, monkeypatch, before=None):
    """Check, and where it is not refused commit, in two stores; return what each says and holds."""
    answers = []
    for as_columns in (False, True):
        with Store.open(None) as store:
            if before is not None:
                commit(store, looked_at(store, before, monkeypatch, as_columns=False))
            checked = looked_at(store, content, monkeypatch, as_columns=as_columns)
            # A large file whose first rows cannot be taken apart is read as a small one is.
            if not {p.code for p in checked.problems} & {"file.nul", "file.quotes"}:
                assert (checked.sheet.bulk is not None) is as_columns
            if not checked.refused:
                commit(store, checked)
            answers.append((told(checked), stored(store)))
    return answers


@pytest.mark.parametrize("seed", range(12))
def test_messy_files_say_the_same_both_ways(seed, monkeypatch):
    small, large = both(messy(seed, 60, good=0.8 if seed % 2 else 0.97), monkeypatch)

    assert large == small


def clean_rows(rows=40, **changes):
    cells = {"id": "reunion-{n:07d}", "status": "held", "total": "30", "women": "3", "label": "",
             "topics": "", "planned": "", "minutes": "", **changes}  # fmt: skip
    lines = [HEADER]
    for n in range(rows):
        day = f"{n % 28 + 1:02d}/0{n // 28 + 1}/2025"
        lines.append(
            f"{cells['id'].format(n=n)};ordinary;local_secretariat;Azrou;Ifrane;{cells['status']};"
            f"{cells['planned']};{day if cells['status'] == 'held' else ''};{cells['total']};"
            f"{cells['women']};{cells['topics']};{cells['minutes']};{cells['label']}"
        )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"total": "31"},
        {"women": "-"},
        {"total": "-", "women": "-"},
        {"topics": "founding_agenda"},
        {"minutes": "01/06/2026"},
        {"total": "", "women": ""},
        {"label": "Forum"},
        {"id": ""},
        {"women": "31"},
        {"total": "2"},
    ],
)
def test_a_file_over_known_rows_says_the_same_both_ways(changes, monkeypatch):
    small, large = both(clean_rows(**changes) + "\n", monkeypatch, before=clean_rows())

    assert large == small


def test_most_rows_of_a_right_file_are_never_looked_at_singly(monkeypatch):
    with Store.open(None) as store:
        checked = looked_at(store, clean_rows(), monkeypatch, as_columns=True)

    assert checked.rows == ()
    assert checked.plain.rows.num_rows == 40
    assert checked.preview.new == 40


def test_planned_days_gone_by_are_warned_of_and_kept(monkeypatch):
    content = clean_rows(status="planned", planned="01/02/2025").replace(
        "Azrou;Ifrane", "{}", 1
    )  # one row of another place, so that not all have one key
    content = content.replace("{}", "Aïn Leuh;Ifrane")
    small, large = both(content, monkeypatch)

    assert large == small


@pytest.mark.parametrize(
    "turn",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("reunion-0000004;", "\n\nreunion-0000004;"),
        lambda text: "\n\nRelevé des réunions\n\n" + text,
        lambda text: "sep=;\n" + text,
        lambda text: text + "Total;;;;;;;;1200;120;;;\n",
        lambda text: text + ";;;المجموع;;;;;1200;;;;\n",
        lambda text: text.replace("Azrou", '"Azrou"'),
        lambda text: text.replace("reunion-0000007;ordinary", 'reunion-0000007;"ordi\nnary"'),
        lambda text: "\n".join(f"{line};" for line in text.splitlines()),
        lambda text: text + ";;;\n",
        lambda text: text.replace("meeting_id;", "meeting_id;;").replace("reunion", "reunion", 1)
        .replace("\nreunion", "\n;reunion").replace("\n;reunion", "\nreunion").replace(
            ";ordinary", ";;ordinary"),
        lambda text: text.replace(";30;", ";\u00a030 ;"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("structure_label", "couleur", 1),
        lambda text: text.replace("Azrou", "Azr\0ou", 1),
        lambda text: text.replace("Azrou", 'Az"rou', 1),
        lambda text: text.replace("Azrou", '"Azrou', 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_every_form_says_the_same_both_ways(turn, codec, monkeypatch):
    # One cell that is not ASCII, and Arabic only where the encoding has it.
    text = turn(clean_rows(label="").replace("Azrou", "Aïn Leuh", 3))
    if codec == "cp1252" and "المجموع" in text:
        text = text.replace("المجموع", "Total général")
    small, large = both(text.encode(codec), monkeypatch)

    for part in ("counts", "numbers", "header"):
        assert (part, large[0][part]) == (part, small[0][part])
    assert large == small


@pytest.mark.parametrize("title", ["kind;", "status;", "body_kind;"])
def test_a_header_that_is_wrong_says_the_same_both_ways(title, monkeypatch):
    small, large = both(clean_rows().replace(title, "couleur;", 1), monkeypatch)

    assert large == small


def test_very_many_odd_rows_are_refused_and_the_first_told(monkeypatch):
    monkeypatch.setattr("dashboard.intake.bulk_check.MAX_ODD", 10)
    with Store.open(None) as store:
        checked = looked_at(store, clean_rows(total="x"), monkeypatch, as_columns=True)

    found = [one.code for one in checked.problems]
    assert found.count("number.invalid") == 10
    assert "file.more_to_look_at" in found


def test_progress_of_a_large_file_is_told_and_can_end_the_check(monkeypatch):
    monkeypatch.setattr(checking, "BULK_ROWS", 0)
    monkeypatch.setattr("dashboard.intake.staging._TOLD_EVERY", 20)
    told = []

    def stop(rows):
        told.append(rows)
        if len(told) > 1:
            raise CancelledError(Said("stopped"))

    with Store.open(None) as store:
        data = clean_rows(total="x").encode()
        with pytest.raises(CancelledError):
            check(store, "meetings", data, file_name="f.csv", today=TODAY, progress=stop)

        assert told == [40, 20]
        assert store.state_no() == 0


def test_of_a_table_with_several_files_even_a_large_one_is_read_row_by_row(monkeypatch):
    monkeypatch.setattr(checking, "BULK_ROWS", 0)
    other = clean_rows().replace("2025", "2024").replace("reunion-", "autre-")
    with Store.open(None) as store:
        files = [File("meetings", text.encode(), name) for text, name in
                 ((clean_rows(), "a.csv"), (other, "b.csv"))]  # fmt: skip
        first, second = check_many(store, files, today=TODAY)

    assert (first.plain, second.plain) == (None, None)
