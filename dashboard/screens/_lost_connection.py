"""What is said while the server does not answer, and how the page learns of it."""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.wording import Wording

_SCRIPT = (Path(__file__).parent / "lost_connection.js").read_text(encoding="utf-8")


def lost_connection(_: Wording) -> str:
    """Return the script that says in a language that the connection is lost."""
    said = _(
        "The server does not answer. You are reading the last page that came; what you typed "
        "stays. The page goes on by itself when the connection is back."
    )
    return _SCRIPT.replace("__sentence__", json.dumps(said, ensure_ascii=False))
