"""Scenarios by name, and the methods that were in force: product state, only ever appended to.

Saving a name again is a newer row of it; deleting is a row without a text. Nothing here is a fact,
and no figure depends on it until a reader opens the scenario.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from dashboard.errors import Said, UserError
from dashboard.store.audit import refusals, write_down
from dashboard.store.connection import Store, only
from dashboard.store.files import Cursor

LONGEST_NAME = 80


def save_scenario(
    store: Store,
    name: str,
    text: str,
    *,
    account: str | None = None,
    at: dt.datetime | None = None,
) -> str:
    """Keep a scenario under a name (`at` in UTC, default now); return the name as it is kept.

    Raises:
        UserError: no name, or one longer than `LONGEST_NAME` characters.
    """
    called = " ".join(name.split())
    if not called:
        raise UserError(Said("Give the scenario a name."))
    if len(called) > LONGEST_NAME:
        raise UserError(Said("The name is too long: at most {n} characters.", n=LONGEST_NAME))
    _append(store, called, text, account, at)
    return called


def delete_scenario(
    store: Store, name: str, *, account: str | None = None, at: dt.datetime | None = None
) -> None:
    """Take a scenario off the list; what it was stays stored."""
    _append(store, name, None, account, at)


def saved_scenarios(store: Store) -> dict[str, str]:
    """Return the scenarios that are not deleted, name and text, the last saved first.

    An account of a server is given its own, and saves and deletes no other's.
    """
    found = store.cursor().execute(
        """select name, scenario_json
        from (
            select *, max(scenario_no) over (partition by name) as newest from app.app_scenarios
            where $account is null or account = $account
        )
        where scenario_no = newest and scenario_json is not null
        order by scenario_no desc""",
        {"account": store.writer.owner},
    )
    return dict(found.fetchall())


def keep_method(store: Store, version: str, files: Mapping[str, str]) -> None:
    """Keep the files of a method that is in force, unless it is the one kept last."""
    text = json.dumps(dict(sorted(files.items())), ensure_ascii=False)
    if text == _last_method(store.cursor()):
        return

    def work(cursor: Cursor) -> None:
        cursor.execute(
            """insert into app.app_methods (method_no, version, files_json, kept_at)
            select coalesce(max(method_no), 0) + 1, $version, $files, $at from app.app_methods""",
            {"version": version, "files": text, "at": _now()},
        )

    store.write(work)


def last_method(store: Store) -> dict[str, str] | None:
    """Return the files of the method that was in force last, None when none ever was."""
    text = _last_method(store.cursor())
    return dict(json.loads(text)) if text else None


def method_at(store: Store, moment: dt.datetime) -> tuple[int, str] | None:
    """Return number and version of the method in force at a moment (UTC), None before the first."""
    row = (
        store.cursor()
        .execute(
            """select method_no, version from app.app_methods where kept_at <= $moment
            order by method_no desc limit 1""",
            {"moment": moment},
        )
        .fetchone()
    )
    return (int(row[0]), str(row[1])) if row else None


def files_of_method(store: Store, method_no: int) -> dict[str, str]:
    """Return the files of a method that was kept."""
    found = store.cursor().execute(
        "select files_json from app.app_methods where method_no = $no", {"no": method_no}
    )
    ((text,),) = found.fetchall()
    return dict(json.loads(text))


def _last_method(cursor: Cursor) -> str | None:
    row = cursor.execute(
        "select files_json from app.app_methods order by method_no desc limit 1"
    ).fetchone()
    return str(row[0]) if row else None


def _append(
    store: Store, name: str, text: str | None, account: str | None, at: dt.datetime | None
) -> None:
    with refusals(store, "planned"):
        store.writer.need("planned")

    def work(cursor: Cursor) -> None:
        number = int(
            only(cursor.execute("select coalesce(max(scenario_no), 0) + 1 from app.app_scenarios"))
        )
        cursor.execute(
            """insert into app.app_scenarios (scenario_no, name, scenario_json, account, saved_at)
            values ($no, $name, $text, $account, $at)""",
            {
                "no": number,
                "name": name,
                "text": text,
                "account": account or store.writer.account,
                "at": at or _now(),
            },
        )
        doing = "removed" if text is None else "planned"
        write_down(cursor, store.writer, doing, f"scenario {number}")

    store.write(work)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
