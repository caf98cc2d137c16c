"""What the browser holds beside what the map shows, so that another choice is painted at once.

The values of every kind of election come after the page stands, when the browser asks for them:
they cost a second of questions, once for all who read the same. The tables of the days beside come
when the list of days is reached. Without them the map waits for the page's own answer.
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
from dashboard.readiness.profiles_said import PROFILES
from dashboard.screens._choices import page_of, pages_beside
from dashboard.screens._map import PageShown, loader, store, store_content, table_of, written
from dashboard.screens._map_words import layer_payload
from dashboard.screens._part import part
from dashboard.screens._region_map import QUESTIONS, layers_of_kind, map_table
from dashboard.screens._robust import LAYER as ROBUSTNESS
from dashboard.state.profiles import answers_by_profile
from dashboard.wording import Language, wording

_KEY, _WANTED, _BESIDE = "kinds", "kinds_wanted", "days_beside_wanted"
# What the page asks for a kind: it finds them kept when that is chosen.
_QUESTIONS = (*QUESTIONS, "indicator_catalogue", "elections_prepared")
# Layers of which the browser has one kind alone: a change of kind waits for the page.
_LATER = (ROBUSTNESS,)

_held = st.components.v2.component(
    "jahiziya_kinds", html="<i></i>", js=loader("kinds", is_written=True)
)


def page_shown() -> PageShown:
    """Return what the page is of, as the map is told of it."""
    return PageShown(page_of(), _version(_of()))


@part
def values_held() -> None:
    """Hold what the map shows for every kind, and on the days beside; each goes out when asked."""
    of = _of()
    values = _values(of, state.view().lang) if st.session_state.get(_WANTED) else None
    _held(
        key=_KEY,
        data=values or written({"version": _version(of)}),
        on_want_change=lambda: st.session_state.update({_WANTED: True}),
        on_beside_change=_wish_beside,
        height=1,
    )
    asked = st.session_state.get(_BESIDE) or ""
    for day, page in pages_beside().items() if asked else ():
        if table_of(page) in asked:
            content = store_content(map_table(day=day), state.wording(), day, PageShown(page, ""))
            store(f"beside-{day}", content[1])
    for wish in (_WANTED, _BESIDE):  # here, not before: another choice may end the run
        st.session_state.pop(wish, None)


def _wish_beside() -> None:
    asked = (st.session_state.get(_KEY) or {}).get("beside")
    st.session_state[_BESIDE] = asked if isinstance(asked, str) else ""


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
    rows = answers_by_profile(_QUESTIONS, list(PROFILES))
    return written({"version": _version(of), "table": kinds_table(rows, language)})


def kinds_table(rows: dict[str, dict[str, pd.DataFrame]], language: Language) -> dict[str, Any]:
    """Return for each kind its layers in the order of the control, those alike once.

    A number is a place in `pool`; a name is a layer that every table of the page holds. The rows
    are the answers by profile, the units in the order of the table.
    """
    words, pool, kinds = wording(language), dict[str, int](), dict[str, list[int | str]]()
    census = [row["layer"] for row in layer_rows() if row["taken_from"] == "census"]
    for profile, answers in rows.items():
        scores, facts = answers["readiness_map"], answers["indicator_map"]
        known = answers["indicator_catalogue"]
        codes = tuple(scores["unit_code"])
        layers = layers_of_kind(profile, scores, facts, known, words)
        texts = [json.dumps(layer_payload(layer, codes, words)) for layer in layers]
        first, *others = [pool.setdefault(text, len(pool)) for text in texts]
        kinds[profile] = [first, "coverage", *others, *census]  # in the order of `map_table`
    return {"kinds": kinds, "pool": [json.loads(text) for text in pool], "later": _LATER}
