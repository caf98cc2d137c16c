"""The drill: fill, save, go on, kill, spoil the file, find it, restore, compare every figure."""

import datetime as dt
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.errors import StoreError
from dashboard.paths import QUERIES
from dashboard.questions import ask_many, parameters_of
from dashboard.settings import settings
from dashboard.store import (
    Batch,
    Part,
    Row,
    Store,
    WouldLoseError,
    backup,
    check_integrity,
    commit,
    imports,
    redo,
    restore,
    restoring,
    undo,
)
from dashboard.store.marks import ENDING, noted_writes

AZROU, DAY, KNOWN = "03.271.01.01", dt.date(2026, 11, 23), dt.datetime(2026, 11, 24)
GIVEN = {
    "scope": (settings().region_code,),
    "sees_candidacies": True,
    "exact": True,
    "body_kind": "provincial_secretariat",
    "since": dt.date(2026, 8, 31),
    "variant_codes": [],
    "variant_units": [],
    "territory": "03.271",
}
QUESTIONS = tuple(path.stem for path in sorted(QUERIES.glob("*.sql")))


def members(count, **batch):
    row = Row(1, {"territory_code": AZROU, "period": "2026-05", "members": count})
    return Batch([Part("membership", "upsert", [row])], "reported", **batch)


def figures(store):
    """A hash of the answer of every question, as of one day and as known at one moment."""
    given = {key: value for key, value in GIVEN.items() if key in parameters_of(QUESTIONS)}
    found = {}
    for name, frame in ask_many(store, QUESTIONS, as_of=DAY, known_at=KNOWN, **given).items():
        lines = sorted(frame.to_csv(index=False, float_format="%.9g").splitlines())
        found[name] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert set(found) == set(QUESTIONS)
    return found


# ------------------------------------------------------------------ never without a word
@pytest.fixture
def kept(tmp_path):
    """A database of two batches, the first saved, the second come in since."""
    file, saved = tmp_path / "j.duckdb", tmp_path / "saved.duckdb"
    with Store.open(file) as store:
        commit(store, [members(50)])
        backup(store, saved)
        commit(store, [members(60, account="a7", file_name="mai.csv")])
    return file, saved


def test_newer_batches_are_named_and_nothing_is_done_until_one_is_sure(kept):
    file, saved = kept
    held = file.read_bytes()
    with pytest.raises(WouldLoseError) as told:
        restore(saved, file)
    (lost,) = told.value.loss.batches
    assert (lost.batch_no, lost.account, lost.file_name) == (2, "a7", "mai.csv")
    assert file.read_bytes() == held

    aside = restore(saved, file, sure=True)
    with Store.open(file) as store, Store.open(aside) as former:
        assert (len(imports(store)), len(imports(former))) == (1, 2)
        assert check_integrity(store) == check_integrity(former) == []


def test_a_batch_of_the_same_number_but_another_is_lost_too(kept, tmp_path):
    _file, saved = kept
    other = tmp_path / "other.duckdb"
    with Store.open(other) as store:
        commit(store, [members(50, account="elsewhere")])
    with pytest.raises(WouldLoseError) as told:
        restore(saved, other)
    assert [one.account for one in told.value.loss.batches] == ["elsewhere"]


def test_what_was_undone_since_and_what_people_entered_counts(kept):
    file, saved = kept
    restore(saved, file, sure=True)
    assert restore(saved, file) is not None  # the same again: nothing is lost
    with Store.open(file) as store:
        undo(store, 1)
        redo(store, 1)
        store.cursor().execute(
            "insert into app.app_agendas values (1, 'May', 1, '{}', null, 'local', localtimestamp)"
        )
    with pytest.raises(WouldLoseError) as told:
        restore(saved, file)
    assert (told.value.loss.batches, told.value.loss.changes) == ((), 2)
    assert told.value.loss.others == 1


def test_a_damaged_backup_is_refused_and_nothing_is_touched(kept):
    file, saved = kept
    damage_all_blocks(saved)
    held = file.read_bytes()
    with pytest.raises(StoreError, match=r"damaged|cannot be opened"):
        restore(saved, file, sure=True)
    assert file.read_bytes() == held
    assert not list(file.parent.glob(".*"))


def damage_all_blocks(file):
    content = bytearray(file.read_bytes())
    for at in range(3 * 4096 + 64, len(content), 4096):
        content[at] ^= 0xFF
    file.write_bytes(bytes(content))


class Killed(BaseException):
    """What a kill is to the code: no line after it runs."""


@pytest.mark.parametrize("step", range(5))
def test_a_restore_that_is_killed_leaves_the_former_or_the_restored(kept, monkeypatch, step):
    file, saved = kept
    left = iter(range(step, -1, -1))

    def killing(real):
        def run(*given, **more):
            if next(left, 0) == 0:
                raise Killed
            return real(*given, **more)

        return run

    for name in ("hardlink_to", "replace"):
        monkeypatch.setattr(Path, name, killing(getattr(Path, name)))
    monkeypatch.setattr(restoring, "forget_mark", killing(restoring.forget_mark))
    monkeypatch.setattr(restoring, "copy_whole", killing(restoring.copy_whole))
    try:
        restore(saved, file, sure=True)
    except Killed:
        is_killed = True
    else:
        is_killed = False
    assert is_killed == (step < 4)
    monkeypatch.undo()
    with Store.open(file) as store:
        assert len(imports(store)) == (2 if is_killed else 1)
        assert check_integrity(store) == []


# ------------------------------------------------------------------ the log that is lost
def test_a_lost_log_is_found_and_an_older_copy_too(kept):
    file, saved = kept
    with Store.open(file) as store:
        newest = noted_writes(file)
        assert newest == store.writes() == 2
    shutil.copy(saved, file)
    with Store.open(file) as store:
        (problem,) = check_integrity(store)
        assert (problem.code, problem.found) == ("writes.lost", "1")
        assert f"j.duckdb{ENDING}" in str(problem.remedy)
        commit(store, [members(70)])
        commit(store, [members(80)])
        assert check_integrity(store) == []  # as many again: nothing can be told any more

    restore(saved, file, sure=True)
    with Store.open(file) as store:
        assert check_integrity(store) == []


def test_a_new_database_owes_nothing_to_the_one_of_its_name(kept):
    file, _saved = kept
    file.unlink()
    with Store.open(file) as store:
        assert check_integrity(store) == []


# ------------------------------------------------------------------ the drill
GO_ON = """
import sys
from pathlib import Path
from dashboard.store import Batch, Part, Row, Store, commit
store = Store.open(Path(sys.argv[1]))
units = [row[0] for row in store.cursor().execute("select code from communes").fetchall()]
print("ready", flush=True)
while True:
    rows = [Row(n, {"territory_code": unit, "period": f"2026-{store.state_no() % 9 + 1:02d}",
                    "members": n}) for n, unit in enumerate(units, 1)]
    commit(store, [Batch([Part("membership", "upsert", rows)], "synthetic", "a7")])
    print("done", flush=True)
"""


def go_on_and_kill(file, draw):
    """Bring in more until a kill at a random moment; return how many were told as done."""
    child = subprocess.Popen(
        [sys.executable, "-c", GO_ON, str(file)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout.readline() == "ready\n"
        assert child.stdout.readline() == "done\n"
        time.sleep(draw.uniform(0, 0.4))
    finally:
        os.kill(child.pid, signal.SIGKILL)
        told = 1 + child.stdout.read().count("done\n")
        child.wait()
        child.stdout.close()
    return told


def flipped(file, draw):
    with file.open("rb+") as handle:
        content = bytearray(handle.read())
        for _ in range(200):
            content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        handle.seek(0)
        handle.write(content)


def cut(file, draw):
    with file.open("rb+") as handle:
        handle.truncate(draw.randrange(file.stat().st_size // 2))


def without_log(file, _draw):
    Path(f"{file}.wal").unlink()


def other_log(file, draw):
    Path(f"{file}.wal").write_bytes(draw.randbytes(4000))


SPOILS = [flipped, cut, without_log, other_log]


def said_by_check(file):
    """What `jahiziya check` says: its exit code and all its sentences."""
    command = "from dashboard.cli import main; main()"
    words = ["check", "--db", str(file), "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-c", command, *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def drill(demo_file, folder, spoil, seed):
    draw = random.Random(seed)
    file, saved = folder / "region.duckdb", folder / "saved.duckdb"
    shutil.copy(demo_file, file)
    with Store.open(file) as store:
        backup(store, saved)
        before, listed = figures(store), len(imports(store))
    told = go_on_and_kill(file, draw)
    with Store.open(file) as store:  # a kill alone loses nothing
        after = len(imports(store)) - listed
        assert after in (told, told + 1)
        assert check_integrity(store) == []
    go_on_and_kill(file, draw)  # the log is there again
    spoil(file, draw)

    code, text = said_by_check(file)
    assert code == 1
    assert "Traceback" not in text
    assert any(word in text for word in ("damaged", "cannot be opened", "newest changes")), (
        f"{spoil.__name__}: {text}"
    )
    with pytest.raises(WouldLoseError):
        restore(saved, file)
    restore(saved, file, sure=True)
    with Store.open(file) as store:
        assert check_integrity(store) == []
        assert len(imports(store)) == listed
        assert figures(store) == before


def test_a_spoilt_database_is_found_and_restored(demo_file, tmp_path):
    drill(demo_file, tmp_path, flipped, seed=9)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("spoil", SPOILS, ids=lambda one: one.__name__)
def test_databases_spoilt_in_every_way_are_found_and_restored(demo_file, tmp_path, spoil, seed):
    drill(demo_file, tmp_path, spoil, seed)
