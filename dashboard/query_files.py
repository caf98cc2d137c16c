"""What the header of a file of `queries/` says: its question, grain, tables and parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SECTION = re.compile(r"^-- (Grain|Reads|Parameters|Units|Kept):(.*)$")
NAMES = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Query:
    """One SQL file: its question in a line, what its header says, and its statement.

    A table that says `Kept: as a view` is not stored: it is read once or twice, and wide.
    """

    name: str
    question: str
    grain: str
    reads: tuple[str, ...]
    parameters: Mapping[str, str]
    units: str
    sql: str
    is_view: bool = False


@cache
def read(path: Path) -> Query:
    """Return one SQL file with what its header says."""
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("--")]
    sections: dict[str, list[str]] = {"Question": []}
    section = "Question"
    for line in lines:
        found = _SECTION.match(line)
        if found:
            section = found[1]
            sections[section] = [found[2].strip()]
        else:
            sections[section].append(line[2:].strip())
    said = {name: " ".join(part for part in parts if part) for name, parts in sections.items()}
    return Query(
        name=path.stem,
        question=said["Question"],
        grain=said.get("Grain", ""),
        reads=tuple(part.strip() for part in said.get("Reads", "").split(",") if part.strip()),
        parameters=_declared(sections.get("Parameters", [])),
        units=said.get("Units", ""),
        sql=text,
        is_view=said.get("Kept") == "as a view",
    )


def _declared(lines: Sequence[str]) -> dict[str, str]:
    found = {name: line for line in lines for name in NAMES.findall(line)}
    return {name: line.partition(f"${name}")[2].strip() for name, line in found.items()}
