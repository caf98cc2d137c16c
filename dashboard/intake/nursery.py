"""Processes that have uploads read: one is kept warm, and a copy of it reads each file."""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path

import dashboard
from dashboard.intake.child import ENDED
from dashboard.intake.confining import WITH_COPIES, end_with_copies

_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME", "PYTHONPATH")
_LAST_STEP = 5.0  # seconds between the end of what it says and its own
_lock = threading.Lock()
_spare: list[Child] = []


class Child:
    """A process that waits for one job at a time."""

    def __init__(self) -> None:
        """Start it; it gets nothing of our environment that could be a secret."""
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "dashboard.intake.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=_environment(),
            **WITH_COPIES,
        )
        self.said: queue.SimpleQueue[str] = queue.SimpleQueue()  # "" when the job is over
        self._code: int | None = None
        self._has_ended = False
        threading.Thread(target=self._listen, daemon=True).start()

    def begin(self, folder: Path) -> None:
        """Give it its job; one that is dead already shows by its end."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.write(f"{folder}\n")
                self.process.stdin.flush()

    def end(self) -> int:
        """Return the exit code of its job; what is not over is ended, and the process with it."""
        code, self._code = self._code, None
        return self.dismiss() if code is None else code

    def dismiss(self) -> int:
        """End it if it has not ended by itself, and return its exit code."""
        if self._has_ended:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(_LAST_STEP)
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                end_with_copies(self.process)
        code = self.process.wait()
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        return code

    def _listen(self) -> None:
        stdout = self.process.stdout
        if stdout is not None:
            with stdout, contextlib.suppress(ValueError):
                for line in stdout:
                    self._hear(line)
        self._has_ended = True
        self.said.put("")

    def _hear(self, line: str) -> None:
        if line.startswith(ENDED):
            self._code = int(line.removeprefix(ENDED))
            line = ""
        self.said.put(line)


def take() -> Child:
    """Return a process that waits for a job, and is nobody else's until it is given back."""
    with _lock:
        ready = [one for one in _spare if one.process.poll() is None]
        _spare.clear()
    return ready[0] if ready else Child()


def give_back(child: Child) -> None:
    """Have one process ready for the next file: this one where it waits still, else a new one."""
    with _lock:
        if not _spare:
            _spare.append(child if child.process.poll() is None else Child())
        is_kept = child in _spare
    if not is_kept:
        child.dismiss()


def _environment() -> dict[str, str]:
    root = str(Path(dashboard.__file__).resolve().parents[1])
    held = {name: os.environ[name] for name in _KEPT if name in os.environ}
    held["PYTHONPATH"] = os.pathsep.join(filter(None, (root, held.get("PYTHONPATH"))))
    return {**held, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}


@atexit.register
def _dismiss() -> None:
    with _lock:
        while _spare:
            _spare.pop().dismiss()
