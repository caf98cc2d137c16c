"""What a person once answered: which column a header is, which place a name means.

Rows are only appended and the newest of a key wins; forgetting is a row too. Product state, no
fact: nothing here belongs to a batch, and undoing an import leaves it. On a server each account
has its own answers: none changes how another's files are read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.store.connection import Store, only
from dashboard.store.files import Cursor


@dataclass(frozen=True)
class NameAnswer:
    """That a name meant a place. `name` is folded; `province` and `levels` are its context.

    `unit_code` None is an answer forgotten. `answered_at` is UTC, None before it is stored.
    """

    name: str
    province: str | None
    levels: tuple[str, ...]
    unit_code: str | None
    typed: str = ""
    account: str = "local"
    answered_at: dt.datetime | None = None

    @property
    def key(self) -> tuple[str, str | None, tuple[str, ...]]:
        """What is asked: the name in its context."""
        return self.name, self.province, tuple(sorted(self.levels))


@dataclass(frozen=True)
class HeaderAnswer:
    """What each header of a file was: folded header → column, or "" for a column left out."""

    table: str
    columns: Mapping[str, str]
    account: str = "local"
    answered_at: dt.datetime | None = None

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the set of folded headers: their order does not matter."""
        return fingerprint(self.columns)


def fingerprint(headers: Sequence[str] | Mapping[str, str]) -> str:
    """Return the SHA-256 of a set of folded headers."""
    return hashlib.sha256("\n".join(sorted(set(headers))).encode()).hexdigest()


def remember_name(store: Store, answer: NameAnswer, *, at: dt.datetime | None = None) -> None:
    """Keep an answer; with `unit_code` None, forget it."""
    values = {
        "account": _account(store, answer.account),
        "name": answer.name,
        "typed": answer.typed,
        "province": answer.province,
        "levels": "|".join(sorted(answer.levels)),
        "unit": answer.unit_code,
        "at": at or _now(),
    }

    def append(cursor: Cursor) -> None:
        cursor.execute(
            """insert into app.app_name_answers (answer_no, account, name_folded, name_typed,
                province_code, levels, unit_code, answered_at)
            values ($no, $account, $name, $typed, $province, $levels, $unit, $at)""",
            {"no": _next(cursor, "app_name_answers"), **values},
        )

    store.write(append)


def remembered_names(store: Store, account: str = "local") -> list[NameAnswer]:
    """Return what an account answered and did not forget, newest first."""
    found = store.cursor().execute(
        """select name_folded, province_code, levels, unit_code, name_typed, account, answered_at
        from (select *, max(answer_no) over (partition by name_folded,
                  coalesce(province_code, ''), levels) as newest
              from app.app_name_answers where account = $account)
        where answer_no = newest and unit_code is not null order by answer_no desc""",
        {"account": _account(store, account)},
    )
    return [
        NameAnswer(name, province, tuple(levels.split("|")), unit, typed, who, at)
        for name, province, levels, unit, typed, who, at in found.fetchall()
    ]


def remember_headers(store: Store, answer: HeaderAnswer, *, at: dt.datetime | None = None) -> None:
    """Keep what the headers of a file were; with no columns that are said, nothing is learnt."""
    _append_headers(store, answer, json.dumps(dict(answer.columns), ensure_ascii=False), at)


def forget_headers(store: Store, answer: HeaderAnswer, *, at: dt.datetime | None = None) -> None:
    """Forget what the headers of such a file were."""
    _append_headers(store, answer, None, at)


def remembered_headers(store: Store, table: str, account: str = "local") -> list[HeaderAnswer]:
    """Return what an account said of the headers of a table's files, newest first."""
    found = store.cursor().execute(
        """select columns_json, answered_at
        from (select *, max(mapping_no) over (partition by fingerprint) as newest
              from app.app_mappings where account = $account and table_name = $table)
        where mapping_no = newest and columns_json is not null order by mapping_no desc""",
        {"account": _account(store, account), "table": table},
    )
    return [HeaderAnswer(table, json.loads(text), account, at) for text, at in found.fetchall()]


def _append_headers(
    store: Store, answer: HeaderAnswer, text: str | None, at: dt.datetime | None
) -> None:
    def append(cursor: Cursor) -> None:
        cursor.execute(
            """insert into app.app_mappings (mapping_no, account, table_name, fingerprint,
                columns_json, answered_at)
            values ($no, $account, $table, $fingerprint, $columns, $at)""",
            {
                "no": _next(cursor, "app_mappings"),
                "account": _account(store, answer.account),
                "table": answer.table,
                "fingerprint": answer.fingerprint,
                "columns": text,
                "at": at or _now(),
            },
        )

    store.write(append)


_NEXT = {
    "app_mappings": "select coalesce(max(mapping_no), 0) + 1 from app.app_mappings",
    "app_name_answers": "select coalesce(max(answer_no), 0) + 1 from app.app_name_answers",
}


def _next(cursor: Cursor, table: str) -> int:
    return int(only(cursor.execute(_NEXT[table])))


def _account(store: Store, account: str) -> str:
    """Return the account whose answers these are: who writes through the store, unless named."""
    return store.writer.account if account == "local" else account


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
