"""The rules of the house that no linter knows: where code lives, how long it is, what it names."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.paths import ROOT

LONGEST_FILE, LONGEST_FUNCTION = 250, 40
VAGUE = {"utils", "helpers", "common", "misc"}
# Put together from halves, so that this file does not hold what it looks for.
ELSEWHERE = re.compile(
    "|".join(
        [
            "/" + r"(?:work|root|home|Users)/[\w.]",
            "files." + "pythonhosted",
            "pypi" + r"\.org/simple",
            "pypi" + r"\.python\.org",
            r"(?:--|^)(?:extra-)?index" + "-url",
            "registry" + r"\.npmjs",
            r"proxy\." + r"golang\.org",
        ]
    )
)
NAME_AND_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9.+!]+")


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()})


TRACKED = tracked()
PACKAGE = [name for name in TRACKED if name.startswith("dashboard/") and name.endswith(".py")]
SCREENS = [name for name in PACKAGE if re.fullmatch(r"dashboard/screens/[a-z]\w*\.py", name)]


def test_there_are_files_to_look_at():
    assert len(PACKAGE) > 50
    assert len(SCREENS) >= 4


def test_python_lives_in_the_package_the_tests_and_what_deploys_them():
    elsewhere = [
        name
        for name in TRACKED
        if Path(name).suffix in (".py", ".pyi", ".ipynb")
        and not name.startswith(("dashboard/", "deploy/", "tests/"))
    ]
    assert elsewhere == []


def test_no_file_of_the_package_is_too_long():
    long = {name: lines for name in PACKAGE if (lines := _lines(name)) > LONGEST_FILE}

    assert long == {}


def test_no_function_of_the_package_is_too_long():
    long = [
        f"{name}:{node.lineno} {node.name}: {length} lines"
        for name in PACKAGE
        for node in ast.walk(_tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_a_drawer_for_everything():
    vague = [name for name in TRACKED if name.endswith(".py") and Path(name).stem in VAGUE]

    assert vague == []


def test_no_module_hides_one_of_the_standard_library():
    """`streamlit run` puts the package folder first on the path."""
    hiding = [
        name
        for name in PACKAGE
        if Path(name).parent == Path("dashboard") and Path(name).stem in sys.stdlib_module_names
    ]
    assert hiding == []


def test_no_registry_and_no_path_of_a_machine_is_named():
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name in TRACKED
        for number, line in enumerate(_text(name).splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "cd /" + "work/main",
        "https://files." + "pythonhosted.org/x",
        "pip --index" + "-url https://x",
    ],
)
def test_a_registry_or_a_path_would_be_found(line):
    assert ELSEWHERE.search(line)


def test_constraints_hold_names_and_versions_alone():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not NAME_AND_VERSION.fullmatch(line)] == []
    assert len({line.split("==")[0].lower() for line in lines}) == len(lines)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_says_which_question_it_answers(name):
    first = (ast.get_docstring(_tree(name)) or "").splitlines()[0]

    assert first.endswith("?"), first


def test_every_chart_has_the_house_s_style_and_says_in_words_what_it_shows():
    """One module makes figures, one draws them; whoever asks says in words what is to be seen."""
    calls = [
        (name, node)
        for name in PACKAGE
        for node in ast.walk(_tree(name))
        if isinstance(node, ast.Call)
    ]
    named = [(name, getattr(node.func, "attr", getattr(node.func, "id", "")), node)
             for name, node in calls]  # fmt: skip
    drawn = [(name, node) for name, called, node in named if called == "plotly_chart"]

    makers = {name for name, node in calls if getattr(node.func, "attr", "") == "Figure"}
    assert makers == {"dashboard/figures/charts.py"}
    assert [name for name, _ in drawn] == ["dashboard/screens/_chart.py"]
    assert {"alt", "config", "theme"} <= {one.arg for one in drawn[0][1].keywords}
    assert len([called for _, called, _ in named if called == "show_chart"]) >= 4


def test_data_flows_one_way():
    """What `make imports` holds: a layer imports only layers below it."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()",
         "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: 2 kept, 0 broken." in done.stdout


def _text(name):
    content = (ROOT / name).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def _lines(name):
    return len(_text(name).splitlines())


def _tree(name):
    return ast.parse(_text(name))


def test_no_page_has_a_slider():
    """A slider runs by the browser's language: in Arabic its ends and its hand disagree."""
    found = [
        name
        for name in PACKAGE
        if re.search(r"\bst\.(?:select_)?slider\b", (ROOT / name).read_text())
    ]
    assert found == []
