"""Processes that read uploads: one is kept warm, each reads one file and ends."""

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

_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME", "PYTHONPATH")
_lock = threading.Lock()
_spare: list[Child] = []


class Child:
    """A process that waits for one job."""

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
        )
        self.said: queue.SimpleQueue[str] = queue.SimpleQueue()  # "" when it has ended
        threading.Thread(target=self._listen, daemon=True).start()

    def begin(self, folder: Path) -> None:
        """Give it its job; one that is dead already shows by its end."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.write(f"{folder}\n")
                self.process.stdin.flush()

    def end(self) -> int:
        """End it if it has not ended, and return its exit code."""
        if self.process.poll() is None:
            self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and pipe is not self.process.stdout:
                with contextlib.suppress(OSError):
                    pipe.close()
        return code

    def _listen(self) -> None:
        stdout = self.process.stdout
        if stdout is not None:
            with stdout, contextlib.suppress(ValueError):
                for line in stdout:
                    self.said.put(line)
        self.said.put("")


def take() -> Child:
    """Return a process that waits for a job, and have the next one started meanwhile."""
    with _lock:
        ready = [one for one in _spare if one.process.poll() is None]
        _spare.clear()
    return ready[0] if ready else Child()


def prepare() -> None:
    """Start the next process, so that it is ready when the next file comes."""
    with _lock:
        if not _spare:
            _spare.append(Child())


def _environment() -> dict[str, str]:
    root = str(Path(dashboard.__file__).resolve().parents[1])
    held = {name: os.environ[name] for name in _KEPT if name in os.environ}
    held["PYTHONPATH"] = os.pathsep.join(filter(None, (root, held.get("PYTHONPATH"))))
    return {**held, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}


@atexit.register
def _dismiss() -> None:
    with _lock:
        while _spare:
            _spare.pop().end()
