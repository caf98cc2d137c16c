"""Every role, of the region, of each province and of two: pages, actions, tables, territories."""

import json
import random

import pytest

from dashboard import state
from dashboard.access.roles import RIGHTS, rights_of_roles
from dashboard.contracts import contracts
from dashboard.followup.search_entries import place_lookup
from dashboard.paths import ROOT
from dashboard.screens import _menu
from dashboard.state import looking, reading
from dashboard.state.views import read_view
from dashboard.store import (
    Batch,
    HangingRow,
    NotAllowedError,
    Part,
    Row,
    Store,
    Writer,
    commit,
    redo,
    remove_hanging,
    undo,
)
from dashboard.store.acknowledged import Warned, acknowledge, take_back
from dashboard.store.agendas import save_agenda, saved_agendas
from dashboard.store.audit import audit_rows
from dashboard.store.scenarios import save_scenario, saved_scenarios
from dashboard.store.writer import NEEDED
from dashboard.territory.register import register
from tests.access import matrix
from tests.access.matrix import LINES, PROVINCES, REGION, ROLES, TARGETS, expected, named, readers

SCRIPTS = {path.stem for path in (ROOT / "dashboard" / "screens").glob("[a-z]*.py")}
# What is asked of a session and not of the store; each has its test below.
ASKED = {"commune_link", "search", "paper", "own_candidacies", "all_candidacies", "import_page",
         "batches_page"}  # fmt: skip
SAVED = {"scenario", "agenda"}
EVERY = [
    (who, action, target)
    for who in readers()
    for action in sorted({*NEEDED, *SAVED})
    for target in TARGETS
]


def cover():
    """One target of the account's own and one elsewhere, of each role and action."""
    chosen, rng = {}, random.Random(9)
    for who, action, target in rng.sample(EVERY, len(EVERY)):
        inside = matrix.is_whole(who) or target in who.territories
        chosen.setdefault((who.role, action, inside), (who, action, target))
    return list(chosen.values())


@pytest.fixture
def reads(monkeypatch):
    """Make an account the one that reads, on a server."""

    def make(who):
        monkeypatch.setenv("JAHIZIYA_ROLES", "roles.toml")
        monkeypatch.setattr(reading, "reader", lambda: who)

    return make


def test_whatever_can_be_opened_or_done_has_a_line():
    # The kingdom is offered by what is installed, not by role: the next test.
    assert named("page") == SCRIPTS - {_menu.COUNTRY} == {*_menu.PAGES, _menu.AUDIT}
    assert named("right") == RIGHTS
    assert named("action") == {*NEEDED, *SAVED, *ASKED}
    assert named("table") == set(contracts())
    assert all(set(cells) == set(ROLES) == set(rights_of_roles()) for cells in LINES.values())
    assert {cell for cells in LINES.values() for cell in cells.values()} == {"yes", "whole", "-"}


def test_the_kingdom_is_for_who_looks_at_several_regions(reads, monkeypatch):
    reads(next(iter(readers())))
    for regions, is_offered in ((("03",), False), (("03", "04"), True), ((), False)):
        monkeypatch.setattr(_menu.state, "regions", lambda given=regions: given)
        assert (_menu.COUNTRY in _menu.allowed()) is is_offered


def test_a_page_or_an_action_without_a_line_is_refused(reads):
    for who in readers():
        reads(who)
        assert not expected("page", "new_page", who)
        assert "new_page" not in _menu.allowed()
        with pytest.raises(KeyError):
            who.may("new_right")
        with pytest.raises(KeyError):
            reading.writer().need("new_action")


def test_each_role_opens_its_pages_and_has_its_rights(reads):
    for who in readers():
        reads(who)
        assert set(_menu.allowed()) == {n for n in named("page") if expected("page", n, who)}
        assert who.rights == {n for n in named("right") if expected("right", n, who)}


def test_each_account_writes_the_tables_and_territories_of_its_line(reads):
    for who in readers():
        reads(who)
        writer = reading.writer()
        for table, contract in contracts().items():
            codes = [one.name for one in contract.columns if one.type in ("code", "unit")]
            for target in TARGETS:
                row = Row(1, dict.fromkeys(codes, target))
                batch = Batch([Part(table, "upsert", [row])], "reported")
                try:
                    writer.need("reported")
                    writer.refuse_elsewhere([batch])
                except NotAllowedError:
                    may = False
                else:
                    may = True
                assert may == expected("table", table, who, target), (who, table, target)


@pytest.fixture(scope="module")
def shared():
    with Store.open(None) as opened:
        yield opened


def members(target):
    values = {"territory_code": target, "period": "2026-10", "members": 20}
    return Batch([Part("membership", "upsert", [Row(1, values)])], "reported")


def does(store, action, target):
    """The action as an account does it; what it needs to be there is there."""
    local = store.written_by(Writer())
    warned = [Warned("w", target, "")]
    if action in ("undone", "redone"):
        number = commit(local, [members(target)])[0]
        if action == "redone":
            undo(local, number)
        return lambda: (undo if action == "undone" else redo)(store, number)
    if action == "removed":
        commit(local, [members(target)])
        key = (("territory_code", target), ("period", "2026-10"))
        row = HangingRow("membership", key, 1, 1, "", ())
        return lambda: remove_hanging(store, [row])
    return {
        "acknowledged": lambda: acknowledge(store, warned, note="known"),
        "reopened": lambda: take_back(store, warned),
        "scenario": lambda: save_scenario(store, target, "{}"),
        "agenda": lambda: save_agenda(store, target, "{}"),
    }.get(action, lambda: commit(store, [members(target)], doing=action))


@pytest.mark.parametrize("cases", [cover(), pytest.param(EVERY, marks=pytest.mark.soak)],
                         ids=["cover", "whole"])  # fmt: skip
def test_the_store_does_what_the_table_says_and_writes_it_down(reads, shared, cases):
    refused = 0
    for who, action, target in cases:
        reads(who)
        store = shared.written_by(reading.writer())
        act = does(store, action, target)
        # What is saved by name is nowhere: it is the account's own.
        may = expected("action", action, who, None if action in SAVED else target)
        try:
            act()
        except NotAllowedError:
            assert not may, (who, action, target)
            refused += 1
        else:
            assert may, (who, action, target)
        last = audit_rows(shared, most=1).iloc[0]
        written = action if action not in SAVED else "planned"
        assert (last.account, last.action) == (who.account, written if may else "refused")
        assert last.subject == written if not may else target not in last.subject
    assert 0 < refused < len(cases)


def test_saved_plans_are_each_accounts_own(shared):
    one, other = (shared.written_by(Writer(n, frozenset({"plan"}), None)) for n in ("x1", "x2"))
    save_scenario(one, "s", json.dumps({"of": "x1"}))
    save_scenario(other, "s", json.dumps({"of": "x2"}))
    save_agenda(one, "t", "of x1")

    assert [json.loads(saved_scenarios(by)["s"])["of"] for by in (one, other)] == ["x1", "x2"]
    assert [saved.text for saved in saved_agendas(one)] == ["of x1"]
    assert saved_agendas(other) == []


def test_a_session_is_asked_what_the_table_says(reads, monkeypatch):
    communes = {code: next(p.code for p in register().communes() if p.province_code == code)
                for code in PROVINCES}  # fmt: skip
    for who in readers():
        reads(who)
        for target in PROVINCES:
            monkeypatch.setattr(
                looking, "read_view",
                lambda _params, _locale, code=communes[target]: read_view(
                    {"commune": code}, lambda: ""
                ),
            )  # fmt: skip
            may = expected("action", "commune_link", who, target)
            assert (state.view().commune == communes[target]) == may
            assert (communes[target] in {p.code for p in state.seen_places()}) == may
            paper = state.may("export") and state.sees(target)
            assert paper == expected("action", "paper", who, target)
            own = state.may_see_own_candidacies() and state.sees(target)
            assert own == expected("action", "own_candidacies", who, target)
        assert state.may_see_candidacies() == expected("action", "all_candidacies", who)
        whole = state.sees(REGION)
        assert (whole and state.may("import")) == expected("action", "import_page", who)
        assert (whole and state.may("undo")) == expected("action", "batches_page", who)


@pytest.mark.parametrize("scope", [(REGION,), (PROVINCES[3],)])
def test_search_names_the_communes_of_the_account(reads, scope):
    for who in (matrix.reader(role, *scope) for role in ROLES):
        reads(who)
        found = place_lookup(state.scope())
        for place in (one for one in register().communes() if one.province_code in PROVINCES[3:5]):
            is_found = place.code in {one.code for one in found.find(place.name_fr).entries}
            assert is_found == expected("action", "search", who, place.province_code)
