"""Every command as a user types it: what it prints, what it leaves behind, its exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.contracts import contracts
from dashboard.intake.templates import headers
from dashboard.paths import ROOT
from dashboard.store import Store, imports

FIVE_FAULTS = ROOT / "tests" / "data" / "bad" / "five_faults.csv"
MEMBERSHIP = "territory_code,period,members\nAzrou,2026-09,120\nIfrane,2026-09,80\n"


class Shell:
    """A folder, a database in it that is the default one, and the command."""

    def __init__(self, folder: Path):
        self.folder, self.db = folder, folder / "mine.duckdb"

    def __call__(self, *words, code=0):
        found = CliRunner().invoke(app, [str(word) for word in words])
        assert found.exit_code == code, found.output
        return found

    def json(self, *words, code=0):
        found = self(*words, "--json", code=code)
        assert found.stderr == ""
        return json.loads(found.stdout)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def batches(self):
        with Store.open(self.db) as store:
            return imports(store)


@pytest.fixture
def shell(tmp_path, monkeypatch):
    for name in ("JAHIZIYA_SETTINGS", "JAHIZIYA_LANG"):
        monkeypatch.delenv(name, raising=False)
    shell = Shell(tmp_path)
    monkeypatch.setenv("JAHIZIYA_DB", str(shell.db))
    return shell


@pytest.fixture
def members(shell):
    return shell.file("members.csv", MEMBERSHIP)


def test_five_faults_are_refused_with_five_sentences_and_change_nothing(shell):
    refused = shell("import", "membership", FIVE_FAULTS, "--lang", "en", code=1)

    told, *problems = refused.stderr.splitlines()
    assert told == "Refused: five_faults.csv. Errors: 5. Nothing was imported."
    assert [line.split(":")[0] for line in problems] == [
        "  - [error] row 2, column territory_code",
        "  - [error] row 3, column period",
        "  - [error] row 4, column members",
        "  - [error] row 5, column women",
        "  - [error] row 6, column members",
    ]
    assert refused.stdout == ""
    assert shell.batches().empty


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_five_faults_are_five_problems_in_every_language(shell, lang):
    refused = shell.json("import", "membership", FIVE_FAULTS, "--lang", lang, code=1)

    assert not refused["ok"]
    assert (refused["errors"], len(refused["problems"])) == (5, 5)
    assert [one["row"] for one in refused["problems"]] == [2, 3, 4, 5, 6]
    assert all(one["message"] and one["remedy"] for one in refused["problems"])
    assert shell.batches().empty


def test_a_template_filled_by_hand_is_imported_undone_and_redone(shell):
    empty = shell.folder / "template.csv"
    shell("template", "membership", "--lang", "fr", "-o", empty)
    header, *rows = empty.read_text(encoding="utf-8-sig").splitlines()
    assert (header.split(";"), rows) == (headers(contracts()["membership"], "fr"), [])
    shell.file("template.csv", f"{header}\nAzrou;Ifrane;2026-09;120\n".replace(
        header, ";".join(header.split(";")[:4])))  # fmt: skip

    assert shell("import", "membership", empty, "--lang", "en").stdout.splitlines() == [
        "template.csv: 1 new, 0 changed, 0 unchanged, 0 removed.",
        "Batch 1.",
    ]
    shell("undo", 1)
    assert list(shell.batches()["state"]) == ["undone"]
    shell("redo", 1)
    assert list(shell.batches()["state"]) == ["accepted"]


def test_a_dry_run_writes_nothing_not_even_the_database(shell, members):
    found = shell.json("import", "membership", members, "--dry-run")

    assert (found["new"], found["batches"]) == (2, [])
    assert not shell.db.exists()


def test_a_replace_drops_what_its_scope_no_longer_holds(shell, members):
    shell("import", "membership", members)
    fewer = shell.file("fewer.csv", "territory_code,period,members\nAzrou,2026-09,125\n")
    month = ("--scope", "03.271", "--from", "2026-09-01", "--to", "2026-09-30")

    found = shell.json("import", "membership", fewer, "--mode", "replace", *month)

    assert (found["changed"], found["removed"], found["batches"]) == (1, 1, [2])


def test_a_remove_takes_its_rows_away(shell, members):
    shell("import", "membership", members)
    gone = shell.file("gone.csv", "territory_code,period\nIfrane,2026-09\n")

    assert shell.json("import", "membership", gone, "--mode", "remove")["removed"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("import", "nothing", "members.csv"),
        ("import", "membership", "none.csv"),
        ("import", "membership", "."),
        ("import", "membership", "members.csv", "--mode", "replace", "--scope", "03.99"),
        ("import", "membership", "members.csv", "--encoding", "klingon"),
        ("undo", "9"),
        ("redo", "9"),
        ("imports", "--db", "none.duckdb"),
        ("imports", "--db", "members.csv"),
        ("check",),
        ("match", "Azrou", "--province", "Nowhere"),
        ("match", "--file", "none.csv"),
        ("match", "--file", "members_of_nobody.csv"),
    ],
    ids=" ".join,
)
def test_what_is_refused_is_one_document_and_exit_code_1(shell, members, monkeypatch, words):
    shell.file("members_of_nobody.csv", "members\n12\n")
    monkeypatch.chdir(shell.folder)

    refused = shell.json(*words, code=1)

    assert refused["ok"] is False
    assert refused["message"]
    assert isinstance(refused["problems"], list)


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "copy.duckdb"),
        ("restore", "none.duckdb"),
        ("restore", "members.csv"),
        ("template", "nothing"),
        ("template", "membership", "--province", "99"),
        ("template", "membership", "-o", "members.csv"),
        ("template", "membership", "-o", "."),
        ("template", "membership", "-o", "no/such/folder.csv"),
        ("readiness", "--election", "papal"),
        ("readiness", "--province", "Nowhere"),
        ("demo", "--db", "members.csv"),
        ("geo", "build", "--region", "99", "-o", "built"),
    ],
    ids=" ".join,
)
def test_other_refusals_are_a_sentence_and_exit_code_1(shell, members, monkeypatch, words):
    monkeypatch.chdir(shell.folder)

    refused = shell(*words, code=1)

    assert refused.stderr.strip()
    assert "Traceback" not in refused.stderr
    assert members.read_text(encoding="utf-8") == MEMBERSHIP


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("geo",),
        ("import", "membership"),
        ("import", "membership", "members.csv", "meetings"),
        ("import", "membership", "members.csv", "--mode", "guess"),
        ("import", "membership", "members.csv", "--scope", "03"),
        ("import", "membership", "members.csv", "--mode", "replace", "--from", "yesterday"),
        ("undo", "one"),
        ("match",),
        ("readiness", "--as-of", "2026-13-01"),
        ("readiness", "--known-at", "now"),
        ("readiness", "--format", "xml"),
        ("serve", "--port", "99999"),
        ("demo", "--fresh", "--db", "other.duckdb"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(shell, words):
    wrong = shell(*words, code=2)

    assert wrong.stdout == ""
    assert "Usage:" in wrong.stderr


def test_settings_that_cannot_be_read_are_a_sentence(shell, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_SETTINGS", str(shell.folder))
    from dashboard.settings import settings

    settings.cache_clear()
    try:
        refused = shell("readiness", "--lang", "en", code=1)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert refused.stderr.startswith(f"The settings file {shell.folder} cannot be read")


def test_nothing_imported_is_said(shell):
    assert shell("imports", "--lang", "en").stdout == "No batch has been imported yet.\n"
    assert not shell.db.exists()


def test_the_list_of_batches_is_aligned(shell, members):
    shell("import", "membership", members, "--note", "September")

    header, row = shell("imports").stdout.splitlines()

    assert header.split() == [
        "batch", "state", "origin", "tables", "rows", "dropped", "at", "(UTC)", "file", "note",
    ]  # fmt: skip
    assert row.split()[:6] == ["1", "accepted", "reported", "membership", "2", "0"]
    assert row.endswith("members.csv  September")
    assert header.index("state") == row.index("accepted")


def test_match_answers_in_the_order_asked(shell):
    found = shell.json("match", "Azrou", "سيدي المخفي", "03.231.01.0", "Nowhere")["names"]

    assert [(one["code"], one["how"]) for one in found] == [
        ("03.271.01.01", "name"),
        (None, "ambiguous"),
        ("03.231.01.0", "code"),
        (None, "none"),
    ]
    assert {one["code"] for one in found[1]["candidates"]} == {"03.271.03.07", "03.531.03.15"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_match_reads_a_file_with_the_province_beside_the_name(shell, encoding):
    file = shell.folder / "names.csv"
    file.write_bytes("Nom;Province\nMeknès;\nسيدي المخفي;Taounate\n".encode()
                     if encoding == "utf-8" else "Nom;Province\nMeknès;\nSidi Mokhfi;Taounate\n"
                     .encode(encoding))  # fmt: skip

    found = shell.json("match", "--file", file)["names"]

    assert [one["code"] for one in found] == ["03.061.01.01", "03.531.03.15"]


def test_readiness_of_nothing_is_not_assessable_and_never_zero(shell):
    found = json.loads(shell("readiness", "--format", "json", "--province", "Ifrane").stdout)

    assert found["known_at"] is None
    assert [one["grain"] for one in found["units"]] == ["province"] + ["commune"] * 10
    assert {(one["score"], one["low"], one["high"]) for one in found["units"]} == {(None, 0, 100)}
    assert not any(one["is_assessable"] for one in found["units"])


def test_readiness_prints_short_aligned_numbers(shell, members):
    shell("import", "membership", members)

    told, _method, header, *rows = shell(
        "readiness", "--province", "إفران", "--as-of", "2026-10-01", "--lang", "en"
    ).stdout.splitlines()

    assert told.startswith("Facts up to 1 October 2026")
    assert header.split()[:6] == ["code", "grain", "name", "score", "low", "high"]
    assert len(rows) == 11
    assert "Not assessable" in rows[1]
    assert not any("nan" in row or "NA" in row or "None" in row for row in rows)
    assert header.index("class") == rows[1].index("Not assessable")


def test_an_election_counts_by_its_kind(shell):
    both = [
        json.loads(shell("readiness", "--format", "json", "--election", name).stdout)
        for name in ("communal", "communal.2027")
    ]

    assert both[0]["profile"] == "communal"
    assert both[0] == both[1]


def test_readiness_as_csv_says_that_figures_are_synthetic(shell, members):
    shell("import", "membership", members, "--origin", "synthetic")

    found = shell("readiness", "--format", "csv", "--province", "Ifrane", "--lang", "en")

    header, first, *_ = found.stdout.splitlines()
    assert dict(zip(header.split(","), first.split(","), strict=True))["is_synthetic"] == "True"
    assert found.stderr == "Demonstration data: these figures are synthetic.\n"


def test_known_at_a_day_before_the_import_knows_nothing(shell, members):
    shell("import", "membership", members)

    def known(*words):
        found = json.loads(shell("readiness", "--format", "json", *words).stdout)
        return {one["unit_code"]: one["known_weight"] for one in found["units"]}["03.271.01.01"]

    assert known("--as-of", "2026-10-01", "--known-at", "2026-01-31") == 0
    assert known("--as-of", "2026-10-01") > 0


def test_a_backup_is_restored_and_the_former_database_kept(shell, members):
    shell("import", "membership", members)
    copy = shell.folder / "copy.duckdb"

    shell("backup", copy)
    shell("undo", 1)
    asked = shell("restore", copy, "--lang", "en", code=1).output
    assert "Batches undone or redone since: 1." in asked
    assert "add --yes" in asked
    told = shell("restore", copy, "--yes", "--lang", "en").stdout

    assert "The former database is kept as" in told
    assert list(shell.batches()["state"]) == ["accepted"]
    assert shell.json("check")["problems"] == []


def test_a_pack_is_signed_with_the_key_named_and_taken_in_with_it_alone(shell, members):
    shell("import", "membership", members)
    key, packed, other = (shell.folder / name for name in ("k", "p", "other.duckdb"))

    made = shell("key", key, "--lang", "en").stdout
    assert key.read_text("ascii").strip() not in made
    shell("pack", packed, "--key", key)
    refused = shell("unpack", packed, "--db", other, "--lang", "en", code=1).output
    assert "no key is set here" in refused
    assert "Taken in" in shell("unpack", packed, "--key", key, "--db", other, "--lang", "en").stdout


def test_the_dictionary_names_every_table(shell):
    told = shell("dictionary", "--lang", "fr").stdout

    assert all(f"(`{table}`)" in told for table in contracts())


def test_demo_and_serve_leave_a_file_that_is_there(shell):
    shell.db.write_bytes(b"")

    assert "is there already" in shell("demo", "--db", shell.db, "--lang", "en", code=1).stderr


MEETING = "body_kind,body_unit_code,status,held_on\nprovincial_secretariat,03.561,held,12/03/2026\n"
DECISION = (
    "meeting,number,theme,summary,owner_function,territory_code\n"
    "اجتماع الأمانة الإقليمية بتازة 12/03/2026,1,membership,Ouvrir le local,"
    "provincial_secretary,03.561\n"
)


def test_files_of_one_upload_go_in_together_in_reference_order(shell):
    first = shell.file("d.csv", DECISION)
    second = shell.file("m.csv", MEETING)

    done = shell.json("import", "decisions", first, "meetings", second)

    assert done["batches"] == [1, 2]
    assert [(one["table"], one["file"], one["new"]) for one in done["files"]] == [
        ("meetings", "m.csv", 1), ("decisions", "d.csv", 1),
    ]  # fmt: skip
    assert {one["pending"] for one in done["files"]} == {0}


def test_one_refused_file_refuses_the_upload_and_says_of_which_each_problem_is(shell, members):
    wrong = shell.file("d.csv", DECISION.replace("membership", "weather"))
    right = shell.file("m.csv", MEETING)
    words = ("import", "decisions", wrong, "meetings", right, "--lang", "fr")

    refused = shell.json(*words, code=1)

    assert refused["ok"] is False
    assert "d.csv" in refused["message"]
    assert "m.csv" not in refused["message"]
    assert [(one["file"], one["errors"]) for one in refused["files"]] == [
        ("m.csv", 0), ("d.csv", 1),
    ]  # fmt: skip
    assert [one["code"] for one in refused["files"][1]["problems"]] == ["value.unknown"]
    told = shell(*words, code=1).stderr
    assert told.index("d.csv (decisions)") < told.index("weather")
    assert shell.batches().empty
