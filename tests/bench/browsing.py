"""What a reader waits for, measured in a real browser: changes and first loads."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
_PACKED_END = b"\x00\x00\xff\xff"  # ends every packed message and is not sent (RFC 7692)
OURS = "/app/static/"  # in the address of every file that is not Streamlit's
# How long a page must stand still before what was last seen counts as the end, in ms.
STILL = {
    "product": 900,
    "kind": 900,
    "month": 900,
    "province": 900,
    "constituencies": 900,
    "frame": 600,
    "bare": 600,
    "naive": 2500,
}
# Pages with a map: how many units it has painted when it stands.
UNITS = {
    "product": 194,
    "kind": 194,
    "month": 194,
    "province": 194,
    "constituencies": 11,
    "naive": 194,
}
# Where on its server a page is, if not at the root: this one is the product's own.
CHOICES = ("kind", "month", "province")  # of the product's same page
PLACES = {
    "product": "readiness?",
    **dict.fromkeys(CHOICES, "readiness?"),
    "constituencies": "seats?profile=legislative&",
}


@contextmanager
def browser() -> Iterator[Browser]:
    """Run the browser; without one there is no bench."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        raise SystemExit(f"the bench needs one of {', '.join(CHROMIUMS)}")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield running
        running.close()


@dataclass
class Open:
    """A page under watch, with the bytes that went over its websocket and in all."""

    name: str
    page: Page
    frames: list[int] = field(default_factory=list)
    fetched: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    shown: int = 0
    packed: int = 0
    packer: Any = field(default_factory=lambda: zlib.compressobj(wbits=-12))

    def received(self, frame: str | bytes) -> None:
        """Count a frame from the server, whole, and as the connection packs it."""
        content = frame if isinstance(frame, bytes) else frame.encode()
        self.frames.append(len(content))
        packed = self.packer.compress(content) + self.packer.flush(zlib.Z_SYNC_FLUSH)
        self.packed += len(packed) - len(_PACKED_END)

    def sent(self, frame: str | bytes) -> None:
        """Count a frame to the server; these are small, and few."""
        self.frames.append(len(frame if isinstance(frame, bytes) else frame.encode()))
        self.packed += self.frames[-1]

    @property
    def socket_bytes(self) -> int:
        """Payload of the websocket's frames since the list was emptied, both directions."""
        return sum(self.frames)


@contextmanager
def opened(running: Browser, name: str, url: str) -> Iterator[Open]:
    """Open a page in a context of its own, so with an empty cache, and wait until it stands."""
    context = running.new_context(viewport={"width": 1300, "height": 900}, locale="fr-FR")
    context.add_init_script(WATCH)
    one = Open(name, context.new_page())

    one.page.on(
        "websocket",
        lambda each: (each.on("framesent", one.sent), each.on("framereceived", one.received)),
    )
    network = context.new_cdp_session(one.page)
    network.send("Network.enable")
    asked: dict[str, str] = {}

    def finished(end: dict[str, Any]) -> None:
        one.fetched.append(end["encodedDataLength"])
        if OURS in asked.get(end["requestId"], ""):
            one.ours.append(end["encodedDataLength"])

    network.on(
        "Network.requestWillBeSent",
        lambda begun: asked.update({begun["requestId"]: begun["request"]["url"]}),
    )
    network.on("Network.loadingFinished", finished)
    one.page.goto(f"{url}/{PLACES.get(name, '?')}lang=fr")
    if name in UNITS:
        one.page.wait_for_function(
            "units => bench.signature().filter(Boolean).length >= units",
            arg=UNITS[name], timeout=120_000,
        )  # fmt: skip
    else:
        one.page.get_by_text("again").wait_for()
    if name == "kind":  # its values come once the page stands
        one.page.locator("[data-held=true]").wait_for(state="attached", timeout=120_000)
    _still(one)
    yield one
    context.close()


def _still(one: Open) -> None:
    one.page.wait_for_function(
        "still => bench.quiet() > still", arg=STILL[one.name], timeout=120_000, polling=50
    )


@dataclass(frozen=True)
class Change:
    """One change, in ms after the input event. Zero where there is nothing of the kind.

    `fills`: the map's last fill is set; `painted`: two frames later; `rest`: the last change of
    anything else, address included; `done`: Streamlit says that the run has ended.
    """

    fills: float
    painted: float
    rest: float
    done: float
    socket_bytes: int


def change(one: Open) -> Change:
    """Make the page's change once: another choice, or the button that changes a marker."""
    one.page.bring_to_front()
    before = one.page.evaluate("bench.signature().join()")
    one.frames.clear()
    one.shown += 1
    _PRESS[one.name](one)
    if one.name in UNITS:
        one.page.wait_for_function(
            "before => bench.painted && bench.signature().join() !== before",
            arg=before, timeout=120_000, polling=50,
        )  # fmt: skip
    else:
        one.page.get_by_text(f"run {one.shown + 1}", exact=True).wait_for()
    _still(one)
    seen = one.page.evaluate("bench")
    after = {
        name: max(0.0, seen[name] - seen["from"]) for name in ("fills", "painted", "rest", "done")
    }
    return Change(**after, socket_bytes=one.socket_bytes)


_LAYERS = {
    "product": ("members_per_1000", "recent_meeting", "coverage", "readiness"),
    "constituencies": ("legislative_seats", "legislative_per_seat"),
}


def _switch(one: Open) -> None:
    layers = _LAYERS[one.name]
    one.page.evaluate("bench.arm()")
    one.page.locator("select.layer").select_option(layers[one.shown % len(layers)])


_LISTS = {"kind": "profile", "month": "as_of", "province": "province"}


def _pick(one: Open) -> None:
    """Come to a list, as a pointer or the keyboard does before it chooses, and choose."""
    box = one.page.locator(f"select.{_LISTS[one.name]}")
    box.focus()
    if one.name == "month":  # the days beside are asked for when the list is reached
        one.page.locator("[data-beside=true]").wait_for(state="attached", timeout=20_000)
        _still(one)
    one.page.evaluate("bench.arm()")
    box.select_option(index=one.shown % 4)


def _choose(one: Open) -> None:
    box = one.page.get_by_role("combobox").first
    box.click()
    options = one.page.get_by_role("option")
    options.first.wait_for()
    wanted = options.nth(one.shown % min(4, options.count()))
    one.page.evaluate("bench.arm()")
    wanted.click()


def _press(one: Open) -> None:
    one.page.evaluate("bench.arm()")
    one.page.get_by_text("again").click()


_PRESS: dict[str, Callable[[Open], None]] = {
    "product": _switch, "constituencies": _switch, "naive": _choose, "kind": _pick,
    "month": _pick, "province": _pick, "frame": _press,
    "bare": _press,
}  # fmt: skip


@dataclass(frozen=True)
class Load:
    """A first load: ms from navigation to painted, bytes fetched, bytes of the websocket.

    `ours`: what was fetched beyond Streamlit's own files: letters, shapes, the map's script.
    """

    painted: float
    fetched: int
    ours: int
    socket_bytes: int
    socket_packed: int


def first_load(running: Browser, name: str, url: str) -> Load:
    """Load a page with an empty cache."""
    with opened(running, name, url) as one:
        seen = one.page.evaluate("bench")
        painted = seen["painted"] if name in UNITS else seen["rest"]
        return Load(
            painted, int(sum(one.fetched)), int(sum(one.ours)), one.socket_bytes, one.packed
        )
