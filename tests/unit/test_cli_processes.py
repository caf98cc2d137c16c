"""What only a process of its own can show: a busy file, a reader that goes away, a taken port."""

import json
import os
import socket
import subprocess
import sys

import pytest

from dashboard.store import Store


@pytest.fixture
def command(tmp_path):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("JAHIZIYA_")}
    here = {**plain, "JAHIZIYA_DB": str(tmp_path / "mine.duckdb"), "JAHIZIYA_LANG": "en"}

    def command(*words, **options):
        return subprocess.Popen(
            [sys.executable, "-c", "from dashboard.cli import main; main()", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=here | options,
        )

    return command


def test_a_command_starts_without_what_only_the_dashboard_and_papers_load():
    script = "import sys, dashboard.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    heavy = {"streamlit", "plotly", "geopandas", "shapely", "scipy", "fontTools", "fpdf"}
    assert not heavy & set(loaded.stdout.decode().split())


def test_a_database_open_elsewhere_is_said(command, tmp_path):
    with Store.open(tmp_path / "mine.duckdb"):
        running = command("imports", "--json")
        told, faults = running.communicate()

    assert (running.returncode, faults) == (1, b"")
    assert f"(number {os.getpid()})" in json.loads(told)["message"]


@pytest.mark.parametrize(
    "words", [("match", "Azrou"), ("readiness", "--format", "json"), ("dictionary",)]
)
def test_a_reader_that_goes_away_is_no_fault(command, words):
    running = command(*words)
    running.stdout.close()

    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 1


def test_answers_are_utf8_whatever_the_terminal(command):
    told, _faults = command("match", "مكناس", "--json", PYTHONIOENCODING="ascii").communicate()

    (found,) = json.loads(told.decode("utf-8"))["names"]
    assert (found["name"], found["code"]) == ("مكناس", "03.061.01.01")


def test_a_taken_port_is_said_before_anything_starts(command, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        running = command("serve", "--no-browser", "--port", port)
        told, faults = running.communicate()

    assert (running.returncode, told) == (1, b"")
    assert faults.decode().startswith(f"Port {port} cannot be used")
    assert not (tmp_path / "mine.duckdb").exists()


def test_serve_refuses_a_file_that_is_no_database(command, tmp_path):
    (tmp_path / "mine.duckdb").write_text("members\n12\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    running = command("serve", "--no-browser", "--port", port)
    told, faults = running.communicate()

    assert (running.returncode, told) == (1, b"")
    assert b"Traceback" not in faults
    assert (tmp_path / "mine.duckdb").read_text(encoding="utf-8") == "members\n12\n"
