"""Parts of the view that a reader chooses: each is set from the URL and writes to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import state


@dataclass(frozen=True)
class Choice:
    """What one part of the view is chosen from.

    `name` is the field of `View`; `options` its values, None for *all* or *today*; `shown` gives
    the words of a value.
    """

    name: str
    label: str
    options: Sequence[Any]
    shown: Callable[[Any], str]

    def by_code(self) -> dict[str, Any]:
        """Return the options by how a list keeps them: None would be drawn as nothing chosen."""
        return {_code(option): option for option in self.options}

    def current(self) -> str:
        """Return what the view holds, as a list keeps it; the first where it is not offered."""
        held = getattr(state.view(), self.name)
        return _code(held if held in self.options else self.options[0])


def pick(
    name: str,
    label: str,
    options: Sequence[Any],
    shown: Callable[[Any], str],
    **look: Any,
) -> Any:
    """Draw a select box for one part of the view; a choice goes to the URL.

    `look` is further arguments of `st.selectbox`; the others are those of `Choice`.
    """
    return pick_one(Choice(name, label, options, shown), **look)


def pick_one(choice: Choice, **look: Any) -> Any:
    """Draw a select box for a choice; see `pick`."""
    key, by_code = f"pick_{choice.name}", choice.by_code()
    st.session_state[key] = choice.current()
    st.selectbox(
        choice.label,
        list(by_code),
        format_func=lambda code: choice.shown(by_code[code]),
        key=key,
        on_change=lambda: follow([choice], {choice.name: st.session_state[key]}),
        **look,
    )
    return by_code[st.session_state[key]]


def follow(choices: Sequence[Choice], chosen: Mapping[str, Any]) -> None:
    """Write what is chosen to the URL; what is not offered (any more) changes nothing.

    Another province drops the commune of the first.
    """
    changes: dict[str, Any] = {}
    for choice in choices:
        code, by_code = chosen.get(choice.name), choice.by_code()
        if isinstance(code, str) and code in by_code and code != choice.current():
            changes[choice.name] = by_code[code]
    if "province" in changes:
        changes["commune"] = None
    if changes:
        state.go(**changes)


def _code(option: Any) -> str:
    return "all" if option is None else str(option)
