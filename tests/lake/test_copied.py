"""Questions on a lake are asked of a copy in memory: it says what the lake says, at once."""

import datetime as dt

from dashboard.paths import REFERENCE
from dashboard.questions import ask_many, ask_within
from dashboard.store import Batch, Part, Row, Store, commit, for_questions, redo, undo
from dashboard.store.acknowledged import Warned, acknowledge, newest_acknowledgement
from dashboard.store.audit import Event, record
from dashboard.store.engine import Engine
from tests.lakes import server

ASKED = ("freshness", "quality_acknowledged", "indicator_catalogue")
GIVEN = {"as_of": dt.date(2026, 11, 23), "scope": ["03"]}


def batch(members, month=10):
    row = Row(
        1, {"territory_code": "03.061.01.01", "period": f"2026-{month:02d}", "members": members}
    )
    return Batch([Part("membership", "upsert", [row])], "reported")


def copied(store):
    """The answers, which are to be those of a walk over the lake's own rows."""
    found = ask_many(store, ASKED, **GIVEN)
    with store.reading() as cursor:
        own = ask_within(cursor, ASKED, **GIVEN)
    for name in ASKED:
        assert found[name].equals(own[name]), name
    return found


def test_a_copy_says_what_the_lake_says_after_every_change_of_this_or_another_replica():
    lake = server().lake()
    other = Store(Engine(lake, REFERENCE))  # as another process has it
    with Store.open(lake) as ours:
        empty = copied(ours)
        for change in (
            lambda: commit(other, [batch(100)]),
            lambda: commit(ours, [batch(70), batch(80, 9)]),
            lambda: undo(other, 1),
            lambda: redo(ours, 1),
            lambda: acknowledge(other, [Warned("members.jump", "03.231", "2026-10")], note="known"),
        ):
            change()
            last = copied(ours)
            assert ours.state_no() == other.state_no()
            assert newest_acknowledgement(ours) == newest_acknowledgement(other)
        assert not last["freshness"].equals(empty["freshness"])
        assert not last["quality_acknowledged"].equals(empty["quality_acknowledged"])
        assert (ours.state_no(), newest_acknowledgement(ours)) == (5, 1)
        _nothing_is_copied_again_for_the_audit(ours, other)
        _reference_tables_are_the_store_s(ours)
    other.close()


def _nothing_is_copied_again_for_the_audit(ours, other):
    before = for_questions(ours).writes()
    record(other, [Event("a1", "exported", "brief", dt.datetime(2026, 11, 23, 9))])
    assert for_questions(ours).writes() == before


def _reference_tables_are_the_store_s(ours):
    ours.use_reference({"classes": (["code"], [{"code": "only"}])})
    found = for_questions(ours).cursor().execute("select code from reference.classes").fetchall()
    assert found == [("only",)]
