"""What a process that reads an upload may take. The only module that asks for what POSIX has.

On Windows there are no limits: there the parent's clock alone ends a reading, and memory is not
bounded. Nor are there copies of a process: there each file has one that is started for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from subprocess import Popen
from typing import Any, Final

# How a process is started that is ended with its copies: it leads a session of its own.
WITH_COPIES: Final[dict[str, Any]] = {"start_new_session": True}


@dataclass(frozen=True)
class Limits:
    """Bytes of address space, seconds of processor, seconds of clock, bytes written to one file."""

    memory: int = 1_536 * 2**20
    cpu_seconds: int = 120
    wall_seconds: float = 180.0
    file_size: int = 1_024 * 2**20


def confine(limits: Limits) -> None:
    """Bind this process, for good, to the limits; nothing happens where there are none."""
    if sys.platform == "win32":
        return
    import resource

    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: limits.file_size,
        resource.RLIMIT_CORE: 0,  # a dump would hold what was uploaded
    }
    for kind, value in wanted.items():
        # the hard limit ends what did not end at the soft one
        resource.setrlimit(kind, (value, value + 2))


def in_a_copy(work: Callable[[], int]) -> int | None:
    """Run work in a copy of this process, which has one thread, and return its exit code.

    Negative is the signal that ended it, 1 that it failed. None where there are no copies: then
    nothing was run.
    """
    if sys.platform == "win32":
        return None
    copy = os.fork()
    if copy == 0:
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])


def end_with_copies(process: Popen[str]) -> None:
    """End a process that was started `WITH_COPIES`, and they with it."""
    if sys.platform == "win32":
        process.kill()
        return
    import signal

    os.killpg(process.pid, signal.SIGKILL)


def ended_by_clock(code: int) -> bool:
    """Say whether a process of this exit code was ended because its processor time was over."""
    if sys.platform == "win32":
        return False
    import signal

    return code == -signal.SIGXCPU
