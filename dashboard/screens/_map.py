"""The readiness map on a page: mounts the component and tells what the reader chose in it.

Two components. An invisible *store* holds the big table; its data do not change with a choice, so
Streamlit sends a hash of it. The map itself is given only what is chosen. Both take their
JavaScript from one static URL.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.figures.geometry import shapes
from dashboard.figures.map_table import MapTable, Unmatched, unmatched
from dashboard.figures.static_files import (
    StaticFiles,
    drawing_file,
    drawing_of,
    prepare_static,
)
from dashboard.screens._map_words import payload
from dashboard.wording import Wording

_Sel = tuple[str, str | None]
_ALL_MATCHED = Unmatched((), ())


@dataclass(frozen=True)
class PageShown:
    """What a page is of that is chosen in the browser, as a map is told of it.

    `page` holds place, days and kind, for whom, and how often the reader chose here. `kinds` is
    the version of the values of every kind that the browser holds, or asks for.
    """

    page: Mapping[str, Any]
    kinds: str


def table_of(page: Mapping[str, Any]) -> str:
    """Return what a table of a page's map is of: the browser finds it by that."""
    return " ".join(str(page[name]) for name in ("of", "as_of", "known_at", "profile"))


@dataclass(frozen=True)
class MapChoice:
    """What the map shows and what cannot be shown on it."""

    layer: str
    selected: str | None
    unmatched: Unmatched = _ALL_MATCHED


def loader(part: str, *, is_written: bool = False) -> str:
    """Return a component's script: it loads the map's module, and calls one function of it.

    It goes out with every message. `is_written`: the component is given what `written` returns.
    """
    # The line break matters: a single line would be taken for the path of a file.
    data = "JSON.parse(new TextDecoder().decode(c.data))" if is_written else "c.data"
    return (
        f"export default (c) => {{\n const data = {data};\n"
        f" import(new URL(data.js, document.baseURI).href).then((m) => m.{part}({{ ...c, data }}));"
        "\n}\n"
    )


def written(content: Mapping[str, Any]) -> bytes:
    """Return what a component is given as the browser reads it: written once, sent as it stands."""
    told = {"js": static_files().map_js, **content}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


# Registered where the module is imported: inside a page it would be registered at every rerun.
_store = st.components.v2.component(
    "jahiziya_map_store", html="<i></i>", js=loader("store", is_written=True)
)
_map = st.components.v2.component(
    "jahiziya_map", html='<div class="cm" style="min-height:480px"></div>', js=loader("map")
)


@cache
def static_files() -> StaticFiles:
    """Return the URLs of the static files; they are written once a process."""
    return prepare_static(st.get_option("server.baseUrlPath"))


def readiness_map(
    table: MapTable,
    *,
    layer: str,
    province: str | None = None,
    selected: str | None = None,
    wording: Wording,
    key: str = "map",
    day: dt.date | None = None,
    shown: PageShown | None = None,
    on_choice: Callable[[MapChoice], None] | None = None,
) -> MapChoice:
    """Draw the map and return what is chosen on it.

    `layer` and `selected` are where the map starts; later, a value that differs from the one given
    at the run before is a command (a breadcrumb, *Back*), any other leaves the reader's choice.
    `day`: up to which day its facts count, the view's unless given. `shown`: what the page is of,
    where that is chosen in the browser. `on_choice` is called before the page runs again, to write
    the choice to the URL. Keep `table` the same object between runs, so its text is made once.
    """
    key, province = _own_key(key, table), province or state.only_province()
    files, chosen = static_files(), _chosen(key)
    layer, selected = _wanted(key, table, layer, selected, chosen)
    version, content = store_content(table, wording, day or state.view().day, shown)
    with st.container(gap=None):
        _map(
            key=key,
            data={
                "js": files.map_js,
                "geo": files.geometries[drawing_of(table.geometry)],
                "store": version,
                "sel": {"layer": layer, "code": selected, "n": chosen.get("n", 0)},
                "page": shown.page if shown else {"n": 0, "province": province},
                "kinds": shown.kinds if shown else None,
            },
            default={"sel": None},
            on_sel_change=lambda: _tell(key, on_choice),
        )
        store(f"{key}-store", content)
    return MapChoice(layer, selected, _unmatched(table, province))


def _own_key(key: str, table: MapTable) -> str:
    """A map is built once in the browser: of another region it is another map."""
    drawing = drawing_of(table.geometry)
    return key if drawing == table.geometry else f"{key}-{drawing}"


def _chosen(key: str) -> dict[str, Any]:
    return (st.session_state.get(key) or {}).get("sel") or {}


def _wanted(
    key: str, table: MapTable, layer: str, selected: str | None, chosen: dict[str, Any]
) -> tuple[str, str | None]:
    """Return what to show, and remember it with what the page gave and the reader's last choice.

    A layer that the table has not is shown as its first.
    """
    given, before = (layer, selected), st.session_state.get(f"{key}-shown")
    shown = wanted(given, chosen, before) if before else given
    st.session_state[f"{key}-shown"] = (given, shown, chosen.get("n", 0))
    known = [each.id for each in table.layers]
    return shown[0] if shown[0] in known else known[0], shown[1]


def wanted(given: _Sel, chosen: dict[str, Any], before: tuple[_Sel, _Sel, int]) -> _Sel:
    """Return layer and unit to show: what the page gives where that is new, else the reader's.

    `before` is the run before: what was given, what was shown, the count of the reader's choices.
    """
    last_given, last_shown, n = before
    if not chosen:
        return given
    else_shown = last_shown if chosen["n"] == n else (chosen["layer"], chosen["code"])
    return (
        else_shown[0] if given[0] == last_given[0] else given[0],
        else_shown[1] if given[1] == last_given[1] else given[1],
    )


def _tell(key: str, on_choice: Callable[[MapChoice], None] | None) -> None:
    chosen = _chosen(key)
    if on_choice and chosen:
        on_choice(MapChoice(chosen["layer"], chosen["code"]))


def store(key: str, content: bytes) -> None:
    """Hand the browser a table; it is kept there until the page is left."""
    _store(key=key, data=content, height=1)


def store_content(
    table: MapTable, wording: Wording, day: dt.date, shown: PageShown | None
) -> tuple[str, bytes]:
    """Return a table's version, and its text for `store`; made once a table.

    Args:
        table: the units and their layers.
        wording: the reader's language.
        day: up to which day its facts count.
        shown: what it is of, where the browser finds it by that.
    """
    given = (wording, day, state.seen_provinces(), shown.page["profile"] if shown else "")
    of = {"of": table_of(shown.page)} if shown else {}

    def make() -> tuple[str, bytes]:
        content = payload(table, *given)
        return content["version"], written(content | of)

    made: tuple[str, bytes] = table.once((payload, *given, *of.values()), make)
    return made


def _unmatched(table: MapTable, province: str | None) -> Unmatched:
    of = (_unmatched, province, state.scope())
    found: Unmatched = table.once(of, lambda: _not_met(table, province))
    return found


def _not_met(table: MapTable, province: str | None) -> Unmatched:
    """Return what does not meet; an arrondissement needs no row, nor what lies elsewhere."""
    drawn = shapes(drawing_file(table.geometry))
    codes = set(table.codes)
    known = drawn.communes.union(*drawn.parts.values()) & codes
    prefix = f"{province}." if province else ""
    asked = {code for code in drawn.communes if code.startswith(prefix) and state.sees(code)}
    return unmatched(codes, known | asked)
