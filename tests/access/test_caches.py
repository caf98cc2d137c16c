"""What is kept between readers: each by what it depends on, the territories among it."""

import ast
from functools import cache

import pytest

from dashboard.paths import ROOT

# What is kept over sessions: why two readers of other territories are never given the same.
KEPT = {
    "screens/_coverage_parts._map_table": "scope",
    "screens/_kinds._values": "scope",
    "screens/_method_robust._coherence": "of the whole region for every reader",
    "screens/_method_robust._effects": "of the whole region for every reader",
    "screens/_pace_parts._estimated": "by all it is made of",
    "screens/_priority_parts._map_table": "scope",
    "screens/_region_map._map_table": "scope",
    "screens/_results_part._map_table": "scope",
    "screens/_robust._robust": "of the whole region for every reader",
    "screens/_search._page_names": "names of pages",
    "screens/_search._places": "scope",
    "screens/_search._rows": "scope",
    "screens/_seats_parts._map_table": "scope",
    "screens/_two_maps._map_of": "scope",
    "screens/country.map_table": "by all it is made of",
    "screens/next_meeting.made": "by all it is made of",
    "state/__init__._open": "the store itself",
    "state/__init__._stored": "of batches, for accounts of the whole region",
    "state/asking._standing": "by what its tables take, the scope too",
    "state/asking._shelves": "shelves: each answer by what it was asked with, the scope too",
    "state/links._newest_moment": "a moment",
    "state/papers._made": "scope",
    "state/plans._after": "scope",
    "state/plans._gains": "scope",
    "state/plans._portfolio": "scope",
    "state/scenarios._answers": "scope",
    "state/scenarios._refused": "the method",
}
# Kept by `functools`: nothing of a session or of a store may be in it.
OF_A_SESSION = {"state", "store", "cursor", "reader", "opened"}


def kept(prefix):
    """Every function of the package that a decorator keeps, by module: its node and module."""
    for where, node, module in decorated():
        for one in node.decorator_list:
            name = ast.unparse(one.func if isinstance(one, ast.Call) else one)
            if name.startswith(prefix):
                yield f"{where}.{node.name}", node, module


@cache
def decorated():
    """Every function of the package that has a decorator, with its module."""
    found = []
    package = ROOT / "dashboard"
    for file in sorted(package.rglob("*.py")):
        module = ast.parse(file.read_text(encoding="utf-8"))
        where = file.relative_to(package).with_suffix("").as_posix()
        found += [
            (where, node, module)
            for node in ast.walk(module)
            if isinstance(node, ast.FunctionDef) and node.decorator_list
        ]
    return found


def test_what_is_kept_over_sessions_is_known_and_says_why():
    assert {name for name, _node, _module in kept("st.cache")} == set(KEPT)


@pytest.mark.parametrize("name", [name for name, why in KEPT.items() if why == "scope"])
def test_what_is_kept_by_territories_is_asked_for_with_them(name):
    module = next(module for one, _node, module in kept("st.cache") if one == name)
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    called = name.rpartition(".")[2]
    callers = [node for node in functions if f"{called}(" in ast.unparse(node.body)]
    given = [node for node in callers if _gives_scope(node, functions)]
    assert callers
    assert given == callers


def _gives_scope(node, functions):
    """Whether a function gives the scope on: itself, by a helper, or as it was given it."""
    said = ast.unparse(node)
    helpers = [one for one in functions if f"{one.name}(" in said and one is not node]
    return "state.scope()" in said or any(
        "state.scope()" in ast.unparse(one) for one in helpers if not one.decorator_list
    ) or "*asked" in said  # fmt: skip


def test_what_the_process_keeps_holds_nothing_of_a_session():
    found = [*kept("cache"), *kept("lru_cache")]
    assert len(found) > 50
    for name, node, _module in found:
        if name in ("state/reading._roles", "state/audit._desk"):
            continue  # the role file, read anew when it changes; the desk of the audit
        used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        given = {one.arg for one in node.args.args}
        assert not (used | given) & OF_A_SESSION, name
