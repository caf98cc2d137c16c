"""Readers over the websocket: what they do, how long they think, what they meet."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from sessions import Run, RunFailed, Session
from websockets.exceptions import WebSocketException

from dashboard.territory.register import register

THINK = (10.0, 30.0)  # seconds between a reader's choices
LAYERS = ("coverage", "recent_meeting", "members_per_1000", "readiness")
FAULTS = (RunFailed, WebSocketException, OSError, KeyError, TimeoutError)


@dataclass
class Met:
    """What readers met: seconds of first views and of later runs, and what failed."""

    opened: list[float] = field(default_factory=list)
    reruns: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def all_reruns(self) -> list[float]:
        """Every later run, whatever was chosen."""
        return [one for some in self.reruns.values() for one in some]


Step = tuple[str, Callable[[], Awaitable[Run]]]
Door = Callable[[], Session]  # how a reader comes in: where, and as whom


def product_step(session: Session, chance: random.Random, turn: int) -> Step:
    """What a reader of the product does next, by how often readers do it."""
    what = chance.choices(
        ("indicator", "province", "month", "commune", "page"), (40, 25, 10, 15, 10)
    )[0]
    if not {"choices", "map"} <= {one.rpartition("-")[2] for one in session.elements}:
        what = "back"
    days = "lang=fr"
    if what == "indicator":
        chosen = {"sel": {"layer": chance.choice(LAYERS), "code": None, "n": turn}}
        return what, lambda: session.tell("map", chosen)
    if what == "province":
        return what, lambda: session.pick("province", chance.randrange(10))
    if what == "month":
        return what, lambda: session.pick("as_of", chance.randrange(12))
    if what == "commune":
        code = chance.choice([one.code for one in register().communes()])
        return what, lambda: session.follow("commune", f"{days}&commune={code}")
    if what == "page":
        page = chance.choice(("", "coverage", "decisions"))
        return f"page {page or 'home'}", lambda: session.follow(page, days)
    return "back to the map", lambda: session.follow("readiness", days)


def naive_step(session: Session, chance: random.Random, _turn: int) -> Step:
    """What a reader of the naive app does: it has one box, the indicator."""
    (box,) = (one for one in session.elements.values() if hasattr(one, "options"))
    chosen = chance.choice(list(box.options))

    async def choose() -> Run:
        session.state(box.id).string_value = chosen
        return await session.again()

    return "indicator", choose


async def reader(
    door: Door, page: str, step: Callable[..., Step], until: float, seed: int, met: Met
) -> None:
    """Be one reader: open the page, think, choose, until the time is over. A fault starts anew."""
    chance = random.Random(seed)
    while time.monotonic() < until:
        try:
            async with door() as session:
                met.opened.append((await session.open(page, "lang=fr")).seconds)
                turn = 0
                while time.monotonic() < until:
                    await asyncio.sleep(chance.uniform(*THINK))
                    turn += 1
                    what, act = step(session, chance, turn)
                    met.reruns.setdefault(what, []).append((await act()).seconds)
        except FAULTS as fault:
            met.faults.append(f"{type(fault).__name__}: {fault}"[:200])
            await asyncio.sleep(5)


async def alone(door: Door, page: str, step: Callable[..., Step], runs: int) -> Met:
    """Be the only reader, without time to think; the first run of each kind warms up."""
    met, chance = Met(), random.Random(7)
    async with door() as session:
        await session.open(page, "lang=fr")
    async with door() as session:
        met.opened.append((await session.open(page, "lang=fr")).seconds)
        for turn in range(1, 2 * runs + 1):
            what, act = step(session, chance, turn)
            taken = (await act()).seconds
            if turn > runs:
                met.reruns.setdefault(what, []).append(taken)
    return met


async def crowd(
    doors: Sequence[Door], page: str, step: Callable[..., Step], readers: int, seconds: float,
    ramp: float,
) -> Met:  # fmt: skip
    """Be many readers, who come one after the other over the ramp."""
    met, until = Met(), time.monotonic() + ramp + seconds
    tasks = []
    for number in range(readers):
        door = doors[number % len(doors)]
        tasks.append(asyncio.create_task(reader(door, page, step, until, number, met)))
        await asyncio.sleep(ramp / readers)
    await asyncio.gather(*tasks)
    return met
