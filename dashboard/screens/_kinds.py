"""The kind of election, chosen in the browser: the map paints at once, the page follows.

The choice is a list of its own beside the other filters. The values of every kind come after the
page stands, when the browser asks for them: they cost a second of questions, once for all who read
the same. Without them the map waits for the page's own answer, as it does for a month.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.layers import layer_rows
from dashboard.readiness.profiles_said import ORGANISATIONAL, PROFILES
from dashboard.screens._map import KindShown, loader, static_files, written
from dashboard.screens._map_words import layer_payload
from dashboard.screens._part import part
from dashboard.screens._region_map import layers_of_kind
from dashboard.screens._robust import LAYER as ROBUSTNESS
from dashboard.wording import Language, wording

_KEY, _WANTED = "kind", "kinds_wanted"
_QUESTIONS = ("readiness_map", "indicator_map")
# Layers of which the browser has one kind alone: a change of kind waits for the page.
_LATER = (ROBUSTNESS,)

_picker = st.components.v2.component(
    "jahiziya_kind", html='<div class="cm pick" style="min-height:68px"></div>', js=loader("kind")
)
_held = st.components.v2.component(
    "jahiziya_kinds", html="<i></i>", js=loader("kinds", is_written=True)
)


def kind_picker() -> None:
    """Draw the choice of organisational readiness or a kind of election; it goes to the URL."""
    _ = state.wording()
    _picker(
        key=_KEY,
        data={
            "js": static_files().map_js,
            "lang": _.language,
            "dir": _.direction,
            "label": _("Readiness for"),
            "options": [[name, _(said)] for name, said in PROFILES.items()],
            "sel": {"name": state.profile(), "n": _chosen().get("n", 0)},
        },
        default={"sel": None},
        on_sel_change=_follow,
        width=280,
    )


def kind_shown() -> KindShown:
    """Return the kind of election of the view, as the map is told of it."""
    return KindShown(state.profile(), _chosen().get("n", 0), _version(_of()))


@part
def values_of_kinds() -> None:
    """Hold what the map shows for every kind; the values go out when the browser has none."""
    of = _of()
    values = _values(of, state.view().lang) if st.session_state.get(_WANTED) else None
    _held(
        key="kinds",
        data=values or written({"version": _version(of)}),
        on_want_change=lambda: st.session_state.update({_WANTED: True}),
        height=1,
    )
    st.session_state.pop(_WANTED, None)  # here, not before: another choice may end the run


def _follow() -> None:
    name = _chosen().get("name")
    if name in PROFILES:
        state.go(profile=None if name == ORGANISATIONAL else name)


def _chosen() -> dict[str, Any]:
    return (st.session_state.get(_KEY) or {}).get("sel") or {}


def _of() -> tuple[Hashable, ...]:
    """Return what the values depend on, and who may see them."""
    now = state.view()
    return (
        state.data_version(), now.day, now.known_until, state.may_see_candidacies(),
        state.scope(), now.lang,
    )  # fmt: skip


def _version(of: tuple[Hashable, ...]) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()[:12]


@st.cache_resource(show_spinner=False, max_entries=16)
def _values(of: tuple[Hashable, ...], language: Language) -> bytes:
    rows = state.answers(_QUESTIONS, profile=list(PROFILES))
    catalogue = state.answer("indicator_catalogue", profile=list(PROFILES))
    return written({"version": _version(of), "table": kinds_table(rows, catalogue, language)})


def kinds_table(
    rows: dict[str, pd.DataFrame], catalogue: pd.DataFrame, language: Language
) -> dict[str, Any]:
    """Return for each kind its layers in the order of the control, those alike once.

    A number is a place in `pool`; a name is a layer that every table of the page holds. The rows
    are `readiness_map` and `indicator_map` of all profiles, the units in the order of the table.
    """
    words, pool, kinds = wording(language), dict[str, int](), dict[str, list[int | str]]()
    census = [row["layer"] for row in layer_rows() if row["taken_from"] == "census"]
    for profile in PROFILES:
        scores, facts, known = (
            each[each["profile"] == profile]
            for each in (rows["readiness_map"], rows["indicator_map"], catalogue)
        )
        codes = tuple(scores["unit_code"])
        layers = layers_of_kind(profile, scores, facts, known, words)
        texts = [json.dumps(layer_payload(layer, codes, words)) for layer in layers]
        first, *others = [pool.setdefault(text, len(pool)) for text in texts]
        kinds[profile] = [first, "coverage", *others, *census]  # in the order of `map_table`
    return {"kinds": kinds, "pool": [json.loads(text) for text in pool], "later": _LATER}
