"""What a process that reads an upload may take. The only module that asks for POSIX limits.

On Windows there are none: there the parent's clock alone ends a reading, and memory is not bounded.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass


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


def ended_by_clock(code: int) -> bool:
    """Say whether a process of this exit code was ended because its processor time was over."""
    if sys.platform == "win32":
        return False
    import signal

    return code == -signal.SIGXCPU
