"""What a page sends to a reader, and every file that can be had from it, as text by name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.access.roles import Reader, rights_of_roles
from dashboard.paths import ROOT
from dashboard.screens import _export, _leaving
from dashboard.settings import settings
from dashboard.state import reading
from tests.privacy.published import digest

REGION = settings().region_code
LEADER = Reader("a1", "leadership", (REGION,), rights_of_roles()["leadership"])
# An official of one province, who may take files along, and enters no figures: who does sees them.
OFFICIAL = Reader("p1", "provincial", ("03.061",), frozenset({"view", "candidacies", "export"}))
TRUSTED = replace(LEADER, rights=LEADER.rights | {"exact"})
# What differs at every run and says nothing of counts.
_OWN = re.compile(
    r'\bid: "[^"]*"|/media/[0-9a-f]+|(?:fragment|deferred_file)_id: "[^"]*"'
    r"|\b(?:kinds|version)\W{3,9}[0-9a-f]{12}\b"  # of the file that was read, by its name
)


# Everything that a reader can open on a page: messages to copy, tables, what is shown besides.
OPENED = (
    "page_message", "next_meeting_message", "show_twin", "show_history", "candidates_months",
    "priority_all", "requests_all", "constraints_all", "results_shown", "seats_sources",
    "legal_past",
)  # fmt: skip
_TAKEN = (("download", _export.download), ("file_button", _leaving.file_button))


class Reading:
    """Opens pages for a reader, and keeps what goes to the browser with every file offered.

    `only`: files are made where the key of their list holds it.
    """

    def __init__(self, file: Path, who: Reader, *, only: str = "") -> None:
        self.files: dict[str, str] = {}
        self._file, self._who, self._only = file, who, only
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> Reading:
        """Let pages be read by this reader, from this database."""
        for path in (ROOT / "dashboard" / "screens").glob("_*.py"):
            import_module(f"dashboard.screens.{path.stem}")  # before: none keeps what is patched
        for one in (state, reading):
            self._patch.setattr(one, "reader", lambda: self._who)
        ours = {"download": self._download, "file_button": self._button}
        for one in [m for name, m in sys.modules.items() if name.startswith("dashboard.")]:
            for name, original in _TAKEN:
                if vars(one).get(name) is original:
                    self._patch.setattr(one, name, ours[name])
        self._patch.setenv("JAHIZIYA_DB", str(self._file))
        self._patch.setenv("JAHIZIYA_TODAY", "2026-11-23")
        self._patch.delenv("JAHIZIYA_SETTINGS", raising=False)
        st.cache_resource.clear()
        return self

    def __exit__(self, *_fault: object) -> None:
        """Leave everything as it was."""
        self._patch.undo()
        st.cache_resource.clear()

    def page(self, name: str, **query: str) -> Iterator[tuple[str, str]]:
        """Open a page by a link, with all that opens; yield what it shows and every file of it."""
        self.files.clear()
        run = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
        for key, value in query.items():
            run.query_params[key] = value
        for switch in OPENED:
            run.session_state[switch] = True
        run = run.switch_page(f"screens/{name}.py").run()
        assert not run.exception, (name, [one.value for one in run.exception])
        told = shown(run)
        assert "jz-demo" in told, name  # the database is open: it says that it is synthetic
        yield f"page {name} {query}", told
        for file, content in self.files.items():
            yield f"file of {name}: {file}", content

    def _download(self, files: Any, *, key: str, **_also: Any) -> None:
        """Make every file of a list at once, where the reader may take one."""
        if state.may("export"):
            for form in files():
                if self._only in key:
                    self.files[f"{key} {form.name}"] = digest(form.make())

    def _button(self, _label: str, make: Any, *, name: str, key: str, **_look: Any) -> None:
        if state.may("export") and self._only in key:
            self.files[name] = digest(make() if callable(make) else make)


def shown(run: AppTest) -> str:
    """Return everything of a page that goes to the browser, without ids of this run."""
    return _OWN.sub("", "\n".join(str(one.proto) for one in _elements(run._tree)))


def _elements(block: Any) -> Iterator[Any]:
    for one in block.children.values():
        if hasattr(one, "children"):
            yield from _elements(one)
            if getattr(one, "proto", None) is not None:
                yield one
        else:
            yield one
