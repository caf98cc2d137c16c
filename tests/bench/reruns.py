"""What one choice costs a server: processor time of the run and bytes, over the websocket.

The variants take turns on servers that nothing else asks; read the ratios to the empty rerun.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import median

from readers import LAYERS
from servers import Server
from sessions import Run, Session

from dashboard.readiness.profiles_said import PROFILES
from dashboard.territory.register import register

EMPTY = "empty rerun, same frame"
TUNED = "empty rerun, same frame, the product's options"
_WARM = len(PROFILES) + 2


@dataclass(frozen=True)
class Cost:
    """One run: ms of the server's processor, ms until its end, bytes of the websocket."""

    cpu: float
    took: float
    payload: int
    packed: int


Choice = Callable[[int], Awaitable[Run]]


async def measured(running: Mapping[str, Server], turns: int) -> dict[str, list[Cost]]:
    """Return the costs of each choice; the first runs of each warm up: every kind once."""
    costs: dict[str, list[Cost]] = {}
    async with AsyncExitStack() as held:
        one, frame, tuned = [
            await held.enter_async_context(Session(running[name].url))
            for name in ("product", "frame", "tuned")
        ]
        for session in (one, frame, tuned):
            await session.open("readiness", "lang=fr")
        communes = [place.code for place in register().communes()]
        choices: dict[str, tuple[str, Choice]] = {
            EMPTY: ("frame", lambda _turn: frame.again()),
            TUNED: ("tuned", lambda _turn: tuned.again()),
            "indicator": ("product", lambda turn: one.tell("map", _indicator(turn))),
            "month": ("product", lambda turn: one.pick("as_of", turn % 3)),
            "province": ("product", lambda turn: one.pick("province", turn)),
            "election kind": ("product", lambda turn: one.pick("profile", turn)),
        }
        for name, (server, choose) in choices.items():
            process = running[server].process.pid
            costs[name] = [await _cost(process, choose, turn) for turn in range(turns + _WARM)][
                _WARM:
            ]
        process = running["product"].process.pid
        costs["a commune's sheet never opened before"] = [
            await _cost(
                process,
                lambda turn: one.follow("commune", f"lang=fr&commune={communes[turn * 7]}"),
                turn,
            )
            for turn in range(turns + 2)
        ][2:]
    return costs


def _indicator(turn: int) -> dict[str, object]:
    return {"sel": {"layer": LAYERS[turn % len(LAYERS)], "code": None, "n": turn + 1}}


async def _cost(process: int, choose: Choice, turn: int) -> Cost:
    await asyncio.sleep(0.3)  # what the run before left to do is done
    before = _cpu(process)
    run = await choose(turn)
    return Cost(1000 * (_cpu(process) - before), 1000 * run.seconds, run.payload, run.packed)


def _cpu(process: int) -> float:
    """Return the CPU seconds of a process by the clock that Linux keeps of each, in ns."""
    return time.clock_gettime(~process << 3 | 2)


def table(costs: Mapping[str, list[Cost]]) -> str:
    """Return the table in Markdown."""
    empty = median(one.cpu for one in costs[EMPTY])
    rows = [
        "| chosen | CPU ms | ÷ empty rerun | until the end ms | payload bytes | on the wire |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, some in costs.items():
        cpu = median(one.cpu for one in some)
        rows.append(
            f"| {name} | {cpu:.0f} | {cpu / empty:.2f} | {median(one.took for one in some):.0f} | "
            f"{median(one.payload for one in some):,.0f} | "
            f"{median(one.packed for one in some):,.0f} |"
        )
    return "\n".join(rows) + "\n"


def targets(costs: Mapping[str, list[Cost]]) -> list[tuple[str, float, float]]:
    """Return what is aimed at: what, reached, at most."""
    empty = median(one.cpu for one in costs[EMPTY])
    wire = median(one.packed for one in costs["indicator"])
    return [
        *(
            (
                f"CPU of the server, {name} changed ÷ empty rerun of the frame",
                median(one.cpu for one in costs[name]) / empty,
                1.5,
            )
            for name in ("indicator", "month", "province", "election kind")
        ),
        ("bytes of an indicator's change on the wire, kB", wire / 1000, 3),
    ]
