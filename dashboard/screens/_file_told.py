"""What the analyst has answered for one file in this session: how it is read, headers, places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from dashboard.intake.place_answers import NameAnswer


@dataclass(frozen=True)
class FileTold:
    """The answers for a file; what is empty is left to the check itself."""

    encoding: str | None = None
    sheet: str | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    places: tuple[NameAnswer, ...] = ()
    is_stopped: bool = False


def told_of(content: bytes) -> FileTold:
    """Return what was answered for a file, known by its content and not by its name."""
    known: dict[str, FileTold] = st.session_state.get("files_told", {})
    return known.get(hashlib.sha256(content).hexdigest(), FileTold())


def tell(sha256: str, **changes: Any) -> None:
    """Keep further answers for a file."""
    known: dict[str, FileTold] = st.session_state.setdefault("files_told", {})
    known[sha256] = replace(known.get(sha256, FileTold()), **changes)
