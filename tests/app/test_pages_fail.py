"""A fault reaches the reader as a sentence in the page's language, never as a traceback."""

import subprocess
import sys

import pytest

from dashboard.paths import ROOT
from dashboard.state import asking
from dashboard.store import Store
from dashboard.wording import wording

OUR_FAULT = (
    "Something failed on our side; nothing was changed. Reload the page. If it fails again, "
    "tell whoever keeps the dashboard what you did: the log has the details."
)
HOLDER = """
import sys
from pathlib import Path
from dashboard.store import Store
with Store.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("page", ["readiness", "province"])
def test_a_question_that_fails_is_told_in_a_sentence(
    opened, demo, forgotten, monkeypatch, caplog, page, lang
):
    def fails(*_asked, **_parameters):
        raise RuntimeError("a secret of the log")

    monkeypatch.setattr(asking, "ask", fails)
    run = opened(demo, page, lang=lang)
    assert [one.value for one in run.error] == [wording(lang)(OUR_FAULT)]
    assert not run.exception
    shown = [one.value for one in (*run.markdown, *run.caption, *run.title)]
    assert not any("secret" in one or "Traceback" in one for one in shown)
    assert "a secret of the log" in caplog.text


def test_a_database_open_elsewhere_is_told_and_then_opens(opened, tmp_path):
    file = tmp_path / "held.duckdb"
    with Store.open(file):
        pass
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as holder:
        assert holder.stdout.readline() == "open\n"
        run = opened(file, lang="en")
        (said,) = [one.value for one in run.error]
        assert "is already open in another process" in said
        assert str(holder.pid) in said
        assert not run.exception
        assert not run.title
        holder.stdin.close()
    run = opened(file, lang="en")
    assert not run.error
    assert run.title


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(opened, tmp_path):
    file = tmp_path / "notes.duckdb"
    file.write_text("these are notes, not a database", encoding="utf-8")
    run = opened(file, lang="fr")
    assert len(run.error) == 1
    assert not run.exception
    assert file.read_text(encoding="utf-8") == "these are notes, not a database"
