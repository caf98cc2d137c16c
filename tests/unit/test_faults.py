"""Faults of the machine: full disk, clock, time zone, two at once: a sentence, nothing lost."""

import asyncio
import datetime as dt
import os
import subprocess
import sys
import threading

import duckdb
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.errors import UserError
from dashboard.intake.importing import check
from dashboard.intake.importing import commit as import_checked
from dashboard.questions import ask
from dashboard.server.sign_in import ProviderDown
from dashboard.settings import settings
from dashboard.store import (
    Batch,
    Part,
    Row,
    Scope,
    StaleCheckError,
    Store,
    check_integrity,
    commit,
    imports,
    undo,
)
from dashboard.wording import languages, wording

AZROU, IFRANE = "03.271.01.01", "03.271.01.03"
TODAY = dt.date(2026, 11, 23)
HEADER = "territory_code;period;members\n"


def members(count, unit=AZROU, month=5):
    row = Row(1, {"territory_code": unit, "period": f"2026-{month:02d}", "members": count})
    return Batch([Part("membership", "upsert", [row])], "reported")


# ------------------------------------------------------------------ disk full
FULL = """
import datetime as dt, os, resource, sys
from pathlib import Path
import duckdb
from dashboard.questions.standing import Standing
from dashboard.settings import settings
from dashboard.errors import StoreError
from dashboard.settings import BackupPlan
from dashboard.store import Batch, Part, Row, Store, commit, imports
from dashboard.store.backup_keeper import BackupKeeper, utc_now

def batch(number, size):
    rows = [Row(n, {"directive_id": f"{number}.{n}", "kind": "note", "number": n,
                    "body": "congress", "issued_on": "2026-05-01", "title": os.urandom(size).hex()})
            for n in range(1, 300)]
    return Batch([Part("directives", "upsert", rows)], "synthetic")

path = Path(sys.argv[1])
store = Store.open(path)
commit(store, [batch(0, 900)])
standing = Standing(store, [dt.date(2026, 11, 23)], None)
asked = {"scope": (settings().region_code,)}
rows = len(standing.ask(("directive_register",), **asked)["directive_register"])
everything = resource.getrlimit(resource.RLIMIT_FSIZE)
full = (path.stat().st_size, everything[1])
resource.setrlimit(resource.RLIMIT_FSIZE, full)
keeper = BackupKeeper(path, BackupPlan(Path("kept"), 24, 1, 1, 1))
print("backup", keeper.look(utc_now()), "could not be written" in str(keeper.fault))
try:
    store.cursor().execute("checkpoint app")
except duckdb.Error as fault:
    print("given up", "invalidated" in str(fault))
try:
    commit(store, [batch(1, 20)])
except StoreError as said:
    print(said)
print("reads", len(imports(store)))
print("stands", rows == len(standing.ask(("directive_register",), **asked)["directive_register"]))
resource.setrlimit(resource.RLIMIT_FSIZE, everything)
print("writes", commit(store, [batch(2, 20)]))
print("backup", keeper.look(utc_now() + dt.timedelta(hours=2)) is not None)
"""


def test_a_full_disk_is_a_sentence_and_work_goes_on_when_there_is_room(tmp_path):
    file = tmp_path / "j.duckdb"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "backup None True"
    assert lines[1] == "given up True"
    assert "could not be written" in lines[2]
    assert "Nothing was changed. Make room on the disk" in lines[2]
    assert lines[3:] == ["reads 1", "stands True", "writes [2]", "backup True"]
    with Store.open(file) as store:
        assert imports(store)["rows"].tolist() == [299, 299]
        assert check_integrity(store) == []
    assert not list(tmp_path.glob("**/*.part*"))


def test_a_wrong_statement_of_ours_is_not_told_as_a_full_disk(store):
    """Nobody is sent to make room for it, and nothing of the transaction stays."""
    with pytest.raises(duckdb.InvalidInputException):
        store.write(lambda cursor: cursor.execute("select $missing"))

    assert commit(store, [members(200)]) == [1]


# ------------------------------------------------------------------ the clock
def test_a_clock_that_went_back_keeps_the_order_and_hides_nothing(store):
    ahead = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(days=400)
    commit(store, [members(50)], at=ahead)
    commit(store, [members(60)])
    undo(store, 1)
    commit(store, [members(70)])

    states = store.cursor().execute(
        "select state_no, happened_at from app.batch_states order by state_no"
    )
    assert states.fetchall() == [(n, ahead) for n in (1, 2, 3, 4)]
    (problem,) = check_integrity(store)
    assert problem.code == "clock.back"
    assert f"{ahead:%Y-%m-%d}" in str(problem.message)
    assert current(store) == [70]


def current(store):
    rows = ask(
        store, "territory_members", as_of=dt.date(2026, 6, 1), territory=AZROU, exact=True,
        scope=(settings().region_code,),
    )  # fmt: skip
    return rows["members_exact"].tolist()


# ------------------------------------------------------------------ time zones
ZONED = """
import datetime as dt, json, sys
from pathlib import Path
from dashboard.intake.importing import check, commit
from dashboard.store import Store, imports
days = ["01/01/2026", "17/02/2026", "18/02/2026", "22/03/2026", "31/12/2025"]
text = "body_kind;body_unit_code;status;held_on\\n" + "".join(
    f"provincial_secretariat;03.561;held;{day}\\n" for day in days)
with Store.open(Path(sys.argv[1])) as store:
    commit(store, check(store, "meetings", text.encode(), file_name="m.csv",
                        today=dt.date(2026, 11, 23)))
    held = store.cursor().execute("select held_on from app.meetings_rows order by all").fetchall()
    at = store.cursor().execute("select happened_at from app.batch_states").fetchone()[0]
    aged = abs(dt.datetime.now(dt.UTC).replace(tzinfo=None) - at)
print(json.dumps([[str(day) for (day,) in held], aged < dt.timedelta(hours=1)]))
"""


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Pacific/Kiritimati"])
def test_days_stay_what_they_are_whatever_the_zone_of_the_process(tmp_path, zone):
    """Morocco's clocks go back for Ramadan: 15 February to 22 March in 2026."""
    done = subprocess.run(
        [sys.executable, "-c", ZONED, str(tmp_path / "j.duckdb")],
        capture_output=True, text=True, check=True, env={**os.environ, "TZ": zone},
    )  # fmt: skip
    days = ["2025-12-31", "2026-01-01", "2026-02-17", "2026-02-18", "2026-03-22"]
    assert done.stdout.strip() == f"[{days}, true]".replace("'", '"')


# ------------------------------------------------------------------ two at once
def test_two_analysts_who_commit_at_once_lose_no_row(tmp_path):
    with Store.open(tmp_path / "j.duckdb") as store:
        together, told = threading.Barrier(2), []

        def bring(unit, first):
            for n in range(2):
                month = n % 3 + 1
                text = f"{HEADER}{unit};2026-{month:02d};{first + n}\n".encode()
                scope = Scope((unit,), dt.date(2026, month, 1), dt.date(2026, month, 28))
                checked = check(store, "membership", text, file_name=f"{unit}{n}.csv",
                                mode="replace", scope=scope, today=TODAY)  # fmt: skip
                together.wait()
                try:
                    told.append((unit, n, import_checked(store, checked)[0]))
                except StaleCheckError as fault:
                    told.append((unit, n, str(fault)))

        # The first two write to different scopes, the third to the scope of the first.
        for pair in ((AZROU, IFRANE), (AZROU, AZROU)):
            work = [threading.Thread(target=bring, args=(unit, 100 * n)) for n, unit in
                    enumerate(pair, 1 + len(told))]  # fmt: skip
            for one in work:
                one.start()
            for one in work:
                one.join()
        assert len(told) == 8
        numbers = sorted(number for _, _, number in told if isinstance(number, int))
        said = {number for _, _, number in told if isinstance(number, str)}
        assert said <= {
            "The data keeps changing while this file is imported. Try again in a moment."
        }
        assert numbers == sorted(imports(store)["batch_no"]) == list(range(1, len(numbers) + 1))
        assert set(imports(store)["rows"]) == {1}
        assert check_integrity(store) == []


def test_what_was_checked_before_another_committed_is_checked_again(store):
    """The second goes through after the first, and says what the store says then."""
    first = check(store, "membership", f"{HEADER}{AZROU};2026-05;50\n".encode(),
                  file_name="a.csv", today=TODAY)  # fmt: skip
    second = check(store, "membership", f"{HEADER}{AZROU};2026-05;60\n".encode(),
                   file_name="b.csv", today=TODAY)  # fmt: skip
    import_checked(store, first)
    assert import_checked(store, second) == [2]
    with pytest.raises(UserError, match=r"Refused: a\.csv"):
        import_checked(store, first)
    assert current(store) == [60]


# ------------------------------------------------------------------ the provider of identities
def answered(status, path="/auth/login"):
    async def given(_request):
        return PlainTextResponse("Authentication error", status_code=status)

    app = Starlette(routes=[Route(path, given)], middleware=[Middleware(ProviderDown)])

    async def asked():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as browser:
            return await browser.get(path)

    found = []
    alone = threading.Thread(target=lambda: found.append(asyncio.run(asked())))
    alone.start()
    alone.join()
    return found[0]


def test_a_provider_that_does_not_answer_is_a_sentence_in_every_language():
    found = answered(400)
    assert (found.status_code, found.headers["retry-after"]) == (503, "120")
    assert "Authentication error" not in found.text
    for language in languages():
        words = wording(language)
        assert f'<section lang="{language}" dir="{words.direction}">' in found.text
        assert words("Back to the start") in found.text


def test_a_provider_that_answers_is_left_alone():
    assert answered(200).text == "Authentication error"
    assert answered(400, "/other").status_code == 400
