"""It runs on Windows too: what only POSIX has is asked for by one module alone."""

import ast

import pytest

from dashboard.paths import ROOT

PACKAGE = ROOT / "dashboard"
ALONE = "intake/confining.py"
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
OF_OS = """chown chroot fchmod fchown fork forkpty geteuid getgid getloadavg getpgid getuid killpg
lchown mkfifo nice posix_spawn setgid setpgid setsid setuid statvfs sysconf uname wait waitpid"""
OF_SIGNAL = """SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR1 SIGUSR2
SIGXCPU alarm pause pthread_kill setitimer"""
CALLS = {"os": set(OF_OS.split()), "signal": set(OF_SIGNAL.split())}
OF_POPEN = {"preexec_fn", "start_new_session", "pass_fds"}
SOURCES = sorted(one.relative_to(PACKAGE).as_posix() for one in PACKAGE.rglob("*.py"))


def posix_of(text):
    """What a module asks for that Windows does not have."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module} & MODULES
            found |= {one.name for one in node.names} & CALLS.get(node.module, set())
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found |= {node.attr} & CALLS.get(node.value.id, set())
        elif isinstance(node, ast.keyword):
            found |= {node.arg} & OF_POPEN
        elif isinstance(node, ast.Dict):
            found |= {one.value for one in node.keys if isinstance(one, ast.Constant)} & OF_POPEN
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import resource", {"resource"}),
        ("from fcntl import flock", {"fcntl"}),
        ("import os\nos.killpg(1, 2)", {"killpg"}),
        ("from signal import SIGKILL", {"SIGKILL"}),
        ("Popen([], start_new_session=True)", {"start_new_session"}),
        ("import os\nos.kill(1, 2)\nos.replace('a', 'b')", set()),
    ],
)
def test_what_is_looked_for_is_found(text, found):
    assert posix_of(text) == found


def test_one_module_alone_asks_for_posix():
    asking = {
        name: found
        for name in SOURCES
        if (found := posix_of((PACKAGE / name).read_text(encoding="utf-8")))
    }

    assert set(asking) == {ALONE}, asking
