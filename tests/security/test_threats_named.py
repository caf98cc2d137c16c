"""docs/security.md: every threat of the list has its tests, and every named test is there."""

import ast
import re

import pytest

from dashboard.paths import ROOT

THREATS = (
    "upload before login", "upload type bypass", "foreign origin, forged request",
    "raw websocket client", "weak or example secret", "set-up left open", "stale session",
    "authorisation", "cache leak between users", "engine reads files",
    "crafted file crashes the parser", "zip bomb, XXE, macros, external links",
    "formula injection on export", "stored HTML, markdown, LaTeX", "path traversal, static files",
    "silent misread", "partial write, kill", "disk full", "personal data", "run-away query",
    "built-in downloads", "errors leak", "load", "secrets", "what a browser may do",
    "a laptop on a shared network", "a dependency with a known fault",
)  # fmt: skip
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = {
    cells[1].strip(): re.findall(r"`(tests/[\w/.]+::\w+)`( \(soak\))?", cells[3])
    for line in TEXT.splitlines()
    if line.startswith("|") and "::" in (cells := line.split("|"))[3]
}


def known_in(file):
    """The tests of a file by name, and which of them only `make soak` runs."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {
        node.name: "pytest.mark.soak" in map(ast.unparse, node.decorator_list)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_threat_of_the_list_is_a_row_with_tests():
    assert tuple(ROWS) == THREATS
    assert [name for name, tests in ROWS.items() if not tests] == []


@pytest.mark.parametrize("threat", THREATS)
def test_every_named_test_is_there_and_says_when_it_runs(threat):
    for named, soak in ROWS[threat]:
        file, name = named.split("::")
        known = known_in(file)
        assert name in known, named
        assert known[name] == bool(soak), named
