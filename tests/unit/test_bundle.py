"""The bundle for a laptop: what it holds, what starts it, and that it installs offline."""

import importlib.metadata
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest
from packaging.markers import default_environment

from dashboard.paths import ROOT

sys.path.insert(0, str(ROOT / "deploy"))

import bundle as bundles
import wheelhouse as wheels
from wheelhouse import SYSTEMS, missing, needed, pins, this_python

from tests.session_client import Client

pytestmark = pytest.mark.packaging

# Nothing of it may be asked: port 9 of this machine answers nobody.
HOSTILE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_EXTRA_INDEX_URL": "http://127.0.0.1:9/more",
    "PIP_FIND_LINKS": "http://127.0.0.1:9/links",
    "PIP_TARGET": "elsewhere",
    "PYTHONPATH": "elsewhere",
}
SMALL = """
import json, os, sys
def main():
    print(json.dumps({"words": sys.argv[1:], "python": sys.prefix, "pip": [
        name for name in os.environ if name.startswith(("PIP_", "PYTHONPATH"))]}))
"""


@pytest.mark.parametrize("extras", [(), ("server",)])
def test_every_distribution_that_runs_is_pinned_at_the_version_that_was_tested(extras):
    known, names = pins(), needed(default_environment(), extras)

    assert len(names) > 60
    assert {name: known.get(name) for name in names} == {
        name: importlib.metadata.version(name) for name in names
    }


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_what_another_system_needs_is_pinned_too(system, python):
    names = needed(SYSTEMS[system].environment(python), ("server",))

    assert names - set(pins()) == set()
    assert ("colorama" in names) == (system == "win_amd64")


def small_wheel(folder):
    """A wheel of the product's name that says how it was started; the real one in `make soak`."""
    file = folder / "jahiziya-0.0.1-py3-none-any.whl"
    about = {
        "METADATA": "Metadata-Version: 2.1\nName: jahiziya\nVersion: 0.0.1\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    parts = {"dashboard/__init__.py": "", "dashboard/cli.py": SMALL}
    parts.update({f"jahiziya-0.0.1.dist-info/{name}": text for name, text in about.items()})
    parts["jahiziya-0.0.1.dist-info/RECORD"] = "".join(f"{name},,\n" for name in parts)
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A bundle of a small wheel, put together by the same code, and unpacked."""
    folder = tmp_path_factory.mktemp("small")
    small_wheel(folder)
    made = bundles.assemble(folder / "out", folder, "linux_x86_64", [this_python()])
    return unpacked(made, folder / "laptop of ليلى")


def unpacked(made, into):
    with zipfile.ZipFile(made) as parts:
        parts.extractall(into)
    (top,) = into.iterdir()
    return top


def start(top, *words, **environment):
    return subprocess.run(
        ["/bin/sh", top / "start.sh", *words],
        capture_output=True, encoding="utf-8", cwd=top.parent, env=environment,
    )  # fmt: skip


def commands(folder, **programs):
    """A folder of programs, each one line of shell: the only ones that can be found."""
    folder.mkdir()
    for name, line in programs.items():
        file = folder / name
        file.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        file.chmod(0o755)
    return str(folder)


def test_the_bundle_installs_once_from_its_own_wheels_and_passes_words_on(small, tmp_path):
    path = commands(tmp_path / "bin", python3=f'exec "{sys.executable}" "$@"')
    first = start(small, "--demo", "--port", "8600", PATH=path, **HOSTILE)
    assert first.returncode == 0, first.stdout + first.stderr
    *told, said = first.stdout.strip().splitlines()
    second = start(small, "backup", "a file", PATH=path, **HOSTILE)

    assert len(told) == 2  # that it installs, in Arabic and in French
    found = json.loads(said)
    assert found["words"] == ["serve", "--demo", "--port", "8600"]
    assert Path(found["python"]) == small / "environment"
    assert found["pip"] == ["PIP_CONFIG_FILE"]
    assert json.loads(second.stdout)["words"] == ["backup", "a file"]


@pytest.mark.parametrize(
    "programs", [{}, {"python3": "exit 1", "python": "echo Python 2.7; exit 1"}]
)
def test_without_a_python_that_fits_two_sentences_say_which(small, tmp_path, programs):
    refused = start(small, PATH=commands(tmp_path / "bin", **programs))

    assert refused.returncode == 1
    assert f"بايثون {this_python()}" in refused.stderr
    assert f"Python {this_python()}" in refused.stderr
    assert "{" not in refused.stderr


def test_an_installation_that_fails_is_said_in_two_sentences(small, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for one in small.iterdir():
        if one.is_file():
            (broken / one.name).write_bytes(one.read_bytes())
    (broken / "environment").write_text("in the way", encoding="utf-8")
    path = commands(tmp_path / "bin", python3=f'exec "{sys.executable}" "$@"')
    refused = start(broken, PATH=path, **HOSTILE)

    assert refused.returncode == 1
    assert "L'installation n'a pas abouti" in refused.stdout
    assert "لم يكتمل التثبيت" in refused.stdout


def test_what_starts_it_on_windows_names_only_what_is_there(small):
    """It cannot be run here: docs/deployment.md says so."""
    content = (small / "start.bat").read_bytes()
    text = content.decode("ascii")

    assert content.count(b"\n") == content.count(b"\r\n") > 20
    named = set(re.findall(r"%here%([\w.-]+)", text))
    assert named == {"start.py", "pythons.txt", "python-missing.txt", "read-me.html"}
    assert {name for name in named if not (small / name).is_file()} == set()
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) == labels


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_page_says_everything_in_both_languages(small, language):
    page = (small / "read-me.html").read_text(encoding="utf-8")
    direction = {"ar": "rtl", "fr": "ltr"}[language]
    (part,) = re.findall(
        f'<section lang="{language}" dir="{direction}">.*?</section>', page, re.DOTALL
    )

    wanted = ("start.bat", "start.sh", "--demo", "backup", "restore", "jahiziya.duckdb", "0.0.1",
              this_python(), "http://127.0.0.1:8501", "environment")  # fmt: skip
    assert [one for one in wanted if one not in part] == []
    assert part.count("<h2>") == 6
    assert "@media print" in page
    assert not re.search(r"\{\w+\}", part)


def test_a_wheel_that_is_missing_is_named(tmp_path):
    wheels.build(tmp_path)

    assert "duckdb<2,>=1.5.5" in missing(tmp_path, "win_amd64", "3.12")


# ------------------------------------------------------------------ the whole of it
@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return bundles.make(tmp_path_factory.mktemp("dist"), "linux_x86_64", [this_python()])


@pytest.mark.soak
def test_the_whole_bundle_starts_on_the_demonstration_in_an_empty_folder(made, tmp_path):
    top = unpacked(made, tmp_path / "laptop")
    port = free_port()
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], **HOSTILE}
    command = ["/bin/sh", top / "start.sh", "--demo", "--no-browser", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(
        command, cwd=tmp_path, env=home, start_new_session=True, stdout=log, stderr=log
    ) as started:  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", started, tmp_path / "log")
            with Client(f"http://127.0.0.1:{port}", query="lang=fr", page="readiness") as client:
                shown = client.run()
        finally:
            os.killpg(started.pid, 15)
    assert shown.all("exception") == []
    assert any("démonstration".encode() in text for text in shown.texts)
    assert sum(len(text) for text in shown.texts) > 50_000
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.soak
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_bundle_for_windows_lacks_no_wheel(tmp_path, python):
    wheels.fill(tmp_path, "win_amd64", [python])

    assert missing(tmp_path, "win_amd64", python) == []
    assert [one.name for one in tmp_path.glob("*linux*")] == []


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(address, process, log):
    deadline = time.monotonic() + 1800
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))
