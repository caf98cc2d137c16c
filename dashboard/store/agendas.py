"""Saved agendas of tours: by name, every saving a new version, nothing overwritten.

Product state, no fact: an agenda becomes planned dates only by a batch of its own. The text is the
planner's; this module only keeps it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.errors import Said, UserError
from dashboard.store.audit import refusals, write_down
from dashboard.store.connection import Store, only
from dashboard.store.files import Cursor

LONGEST_NAME = 80


@dataclass(frozen=True)
class SavedAgenda:
    """One version of an agenda. `text` is the planner's JSON; `saved_at` is UTC."""

    name: str
    version: int
    text: str
    note: str | None
    account: str
    saved_at: dt.datetime


def save_agenda(
    store: Store,
    name: str,
    text: str,
    *,
    note: str | None = None,
    account: str | None = None,
    at: dt.datetime | None = None,
) -> int:
    """Keep an agenda under a name and return its version, 1 for a new name.

    Raises:
        UserError: no name, or one longer than `LONGEST_NAME` characters.
    """
    called = " ".join(name.split())
    if not called:
        raise UserError(Said("Give the agenda a name."))
    if len(called) > LONGEST_NAME:
        raise UserError(Said("The name is too long: at most {n} characters.", n=LONGEST_NAME))
    return _append(store, called, text, note, account, at)


def forget_agenda(store: Store, name: str, *, account: str | None = None) -> None:
    """Take an agenda off the list; its versions stay stored."""
    _append(store, name, None, None, account, None)


def saved_agendas(store: Store) -> list[SavedAgenda]:
    """Return the newest version of each agenda that is not forgotten, the last saved first.

    An account of a server is given its own, and saves and forgets no other's.
    """
    found = store.cursor().execute(
        """select name, version, agenda_json, note, account, saved_at
        from (select *, max(agenda_no) over (partition by name) as newest from app.app_agendas
              where $account is null or account = $account)
        where agenda_no = newest and agenda_json is not null order by agenda_no desc""",
        {"account": store.writer.owner},
    )
    return [SavedAgenda(*row) for row in found.fetchall()]


def agenda_versions(store: Store, name: str) -> list[SavedAgenda]:
    """Return every version of an agenda, the newest first."""
    found = store.cursor().execute(
        """select name, version, agenda_json, note, account, saved_at from app.app_agendas
        where name = $name and agenda_json is not null
            and ($account is null or account = $account)
        order by agenda_no desc""",
        {"name": name, "account": store.writer.owner},
    )
    return [SavedAgenda(*row) for row in found.fetchall()]


def _append(
    store: Store,
    name: str,
    text: str | None,
    note: str | None,
    account: str | None,
    at: dt.datetime | None,
) -> int:
    with refusals(store, "planned"):
        store.writer.need("planned")
    saved_at = at or dt.datetime.now(dt.UTC).replace(tzinfo=None)

    def work(cursor: Cursor) -> int:
        number = int(
            only(cursor.execute("select coalesce(max(agenda_no), 0) + 1 from app.app_agendas"))
        )
        version = int(
            only(
                cursor.execute(
                    """select coalesce(max(version), 0) + 1 from app.app_agendas
                    where name = $name and ($account is null or account = $account)""",
                    {"name": name, "account": store.writer.owner},
                )
            )
        )
        cursor.execute(
            """insert into app.app_agendas
                (agenda_no, name, version, agenda_json, note, account, saved_at)
            values ($no, $name, $version, $text, $note, $account, $at)""",
            {"no": number, "name": name, "version": version, "text": text, "note": note,
             "account": account or store.writer.account, "at": saved_at},
        )  # fmt: skip
        doing = "removed" if text is None else "planned"
        write_down(cursor, store.writer, doing, f"agenda {number}")
        return version

    return store.write(work)
