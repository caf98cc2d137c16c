"""Make a database of an earlier version with the code of that version; README.md says how.

What the old code says of it (batches, current rows) is written beside it, to be compared.
"""

import datetime as dt
import gzip
import json
import sys
from pathlib import Path

from dashboard.contracts import contracts
from dashboard.store import Batch, Part, Row, Scope, Store, commit, imports, redo, schema, undo
from dashboard.store.current import current_select

ALWAYS, LATER = dt.datetime(9999, 1, 1), dt.date(2030, 1, 1)
AZROU, IFRANE, TAZA = "03.271.01.01", "03.271.01.03", "03.561"
ANSWERED = {  # tables of people's answers, by the version that brought them
    2: (
        "insert into app.app_mappings values (1, 'local', 'membership', 'f', '{}', $at)",
        "insert into app.app_name_answers values (1, 'local', 'azrou', 'Azrou', null, 'commune',"
        " '03.271.01.01', $at)",
    ),
    3: (
        "insert into app.app_acknowledgements values (1, 'no_meeting', '03.271.01.01', '', 'seen',"
        " 'local', $at)",
    ),
    4: ("insert into app.app_agendas values (1, 'May', 1, '{}', null, 'local', $at)",),
    5: (
        "insert into app.app_scenarios values (1, 'Other weights', '{}', 'local', $at)",
        "insert into app.app_methods values (1, '1.0', '{}', $at)",
    ),
}


def fill(store):
    """Put in what every version could hold: rows kept, erased, replaced, removed, undone."""
    hours = iter(range(100))

    def put(table, *rows, mode="upsert", scope=None, erased=(), **more):
        at = dt.datetime(2026, 5, 1) + dt.timedelta(hours=next(hours))
        given = [Row(n, values, erased) for n, values in enumerate(rows, 1)]
        batch = Batch([Part(table, mode, given, scope)], "reported", **more)
        return commit(store, [batch], at=at)[0]

    def members(unit, month, count, **more):
        return {"territory_code": unit, "period": f"2026-{month:02d}", "members": count, **more}

    put("membership", members(AZROU, 3, 120, women=45), members(IFRANE, 3, 60, women=20),
        file_name="mars.csv", file_sha256="a" * 64, note="first")  # fmt: skip
    put("membership", members(AZROU, 4, 130, women=50), members(IFRANE, 4, 61, women=21))
    put("membership", members(AZROU, 3, 125), erased=("women",))
    wrong = put("membership", members(AZROU, 4, 9999))
    again = put("membership", members(IFRANE, 4, 62))
    put("membership", members(AZROU, 4, 131), mode="replace",
        scope=Scope(("03.271",), dt.date(2026, 4, 1), dt.date(2026, 4, 30)))  # fmt: skip
    put("structures", {"structure_id": "structures.1", "kind": "local_secretariat", "number": 1,
                       "unit_code": AZROU, "founded_on": dt.date(2024, 3, 12),
                       "offices_total": 9})  # fmt: skip
    held = {"kind": "meeting", "body_kind": "provincial_secretariat", "body_unit_code": TAZA}
    put("meetings",
        {**held, "meeting_id": "meetings.1", "status": "held", "held_on": dt.date(2026, 3, 12)},
        {**held, "meeting_id": "meetings.2", "status": "planned",
         "planned_on": dt.date(2026, 6, 12)})  # fmt: skip
    put("membership", members(IFRANE, 3, None), mode="remove")
    for number, change in ((wrong, undo), (again, undo), (again, redo)):
        at = dt.datetime(2026, 5, 10) + dt.timedelta(hours=next(hours))
        change(store, number, account="keeper", at=at)
    for version, statements in ANSWERED.items():
        for text in statements if version <= schema.VERSION else ():
            store.cursor().execute(text, {"at": dt.datetime(2026, 5, 12)})


def told(store):
    """Return what the code says of a store: its batches, and the current rows of every table."""
    rows = {}
    for contract in contracts().values():
        given = {"known_at": ALWAYS}
        if any(column.is_undated for column in contract.columns):
            given["as_of"] = [LATER]
        found = store.cursor().execute(current_select(contract), given)
        names = [column[0] for column in found.description]
        held = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        if held:
            rows[contract.table] = sorted(held, key=repr)
    listed = imports(store)
    return {
        "version": schema.VERSION,
        "batches": json.loads(listed.to_json(orient="records", date_format="iso")),
        "rows": json.loads(json.dumps(rows, default=str)),
    }


def main(folder, version):
    """Write `v<version>.duckdb.gz` and `v<version>.json`."""
    if version < schema.VERSION:  # 2 and 3 came in one change
        schema.MIGRATIONS = schema.MIGRATIONS[:version]
        schema.VERSION = version
    file = folder / f"v{version}.duckdb"
    with Store.open(file) as store:
        fill(store)
        said = told(store)
    (folder / f"v{version}.json").write_text(
        json.dumps(said, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    file.with_suffix(".duckdb.gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    file.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
