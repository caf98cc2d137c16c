"""docs/command-line.md says what the command line does: commands, options, JSON keys."""

import json
import re

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.paths import ROOT

TEXT = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
REFUSED = "When an input is refused"
FAULTY = ROOT / "tests" / "data" / "bad" / "five_faults.csv"
MEMBERS = "territory_code,period,members\nAzrou,2026-09,120\n"


def commands():
    found = {}
    for name, command in get_command(app).commands.items():
        for child, inner in getattr(command, "commands", {}).items():
            found[f"{name} {child}"] = inner
        if not hasattr(command, "commands"):
            found[name] = command
    return found


def documented(section):
    return set(re.findall(r"^\| `([^`]+)` \|", SECTIONS[section], re.MULTILINE))


def keys(value, path=""):
    """Paths of a document as the page writes them; a list of plain values is its own key."""
    if isinstance(value, dict):
        return set().union(
            *(keys(one, f"{path}.{name}".lstrip(".")) for name, one in value.items())
        )
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return set().union(*(keys(one, f"{path}[]") for one in value))
    return {path}


@pytest.fixture
def answer(tmp_path, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "mine.duckdb"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "members.csv").write_text(MEMBERS, encoding="utf-8")

    def answer(*words):
        return json.loads(CliRunner().invoke(app, [str(word) for word in words]).stdout)

    return answer


def test_every_command_is_documented_and_no_other():
    assert set(commands()) == set(SECTIONS) - {REFUSED}


@pytest.mark.parametrize("name", commands())
def test_every_option_of_a_command_is_documented(name):
    usage = SECTIONS[name].strip().split("\n\n")[0]
    options = {
        option
        for parameter in commands()[name].params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option != "--help"
    }

    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", usage)) == options


def test_import_answers_with_the_keys_documented(answer):
    found = answer("import", "membership", "members.csv", "--json")

    assert keys(found) == documented("import")


def test_a_refusal_has_the_keys_documented(answer):
    found = answer("import", "membership", FAULTY, "--json")
    own = {
        "table",
        "mode",
        "file",
        "file_sha256",
        "encoding",
        "delimiter",
        "sheet",
        "errors",
        "warnings",
    }

    assert keys(found) == documented(REFUSED) | own
    assert all(f"`{key}`" in SECTIONS["import"].split("A refused file has")[1] for key in own)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("imports", ("imports", "--json")),
        ("undo", ("undo", "1", "--json")),
        ("match", ("match", "سيدي المخفي", "--json")),
        ("readiness", ("readiness", "--format", "json", "--province", "Ifrane")),
        ("check", ("check", "--json")),
        ("audit", ("audit", "--json")),
    ],
)
def test_an_answer_has_the_keys_documented(answer, section, words):
    answer("import", "membership", "members.csv", "--json")

    assert keys(answer(*words)) == documented(section)


def test_redo_answers_with_the_keys_documented(answer):
    answer("import", "membership", "members.csv", "--json")
    answer("undo", "1", "--json")

    assert keys(answer("redo", "1", "--json")) == documented("redo")


def test_csv_has_the_columns_documented(answer, tmp_path):
    header = CliRunner().invoke(app, ["readiness", "--format", "csv"]).stdout.splitlines()[0]
    named = {key.removeprefix("units[].") for key in documented("readiness")} - {"ok"}

    assert set(header.split(",")) == named
    assert header.startswith("as_of,")
