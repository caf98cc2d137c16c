"""Precision and recall of the communiqué reader by field, over texts with what an official enters.

`python -m tests.communiques.scoring development` or `held_out` prints the table of the docs.

A quote is found when a draft of its kind lies over at least half of the shorter of the two, each
draft for one quote. Theme, owner, due day, category, kind and day are pairs of a quote and a value:
a value drafted for a quote that is not in the gold counts against precision.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.intake.communique.draft import Draft
from dashboard.intake.communique.reading import read

HERE = Path(__file__).resolve().parent
ONE = ("language", "held_on", "kind", "body_kind", "body_unit", "host")
FIELDS = (
    *ONE, "capacities", "attendees", "decisions", "decision theme", "decision owner",
    "decision due day", "constraints", "constraint category", "milestones", "milestone kind",
    "milestone day", "sectors", "places", "persons",
)  # fmt: skip


@dataclass
class Score:
    """Right, drafted and gold by field."""

    right: Counter = field(default_factory=Counter)
    drafted: Counter = field(default_factory=Counter)
    gold: Counter = field(default_factory=Counter)

    def add(self, name, drafted, gold):
        self.right[name] += len(set(drafted) & set(gold))
        self.drafted[name] += len(set(drafted))
        self.gold[name] += len(set(gold))

    def share(self, name, of):
        return self.right[name] / of[name] if of[name] else None


def cases(part):
    for path in sorted((HERE / part).glob("*.toml")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield path.stem, text, tomllib.loads(path.read_text(encoding="utf-8"))


def scored(part):
    """Return the score over every text of a part."""
    score = Score()
    for _name, text, gold in cases(part):
        add_one(score, read(text), text, gold)
    return score


def add_one(score, draft: Draft, text, gold):
    head = draft.heading
    said = {"language": draft.language, "held_on": head.held_on, "kind": head.kind,
            "body_kind": head.body_kind, "body_unit": head.unit_code,
            "host": head.host_code}  # fmt: skip
    for name in ONE:
        score.add(name, _some(said[name]), _some(gold.get(name)))
    offices = [one for one in draft.attended if one.capacity not in ("total", "women")]
    counts = {(one.capacity, one.count) for one in draft.attended if one.count is not None}
    score.add("capacities", {one.capacity for one in offices},
              set(gold.get("capacities", ())) - {"total", "women"})  # fmt: skip
    score.add("attendees", counts, set(gold.get("attendees", {}).items()))
    _quoted(score, text, "decisions", draft.decisions, gold.get("decisions", ()),
            {"decision theme": ("theme", "theme"), "decision owner": ("owner_function", "owner"),
             "decision due day": ("due_on", "due_on")})  # fmt: skip
    _quoted(score, text, "constraints", draft.constraints, gold.get("constraints", ()),
            {"constraint category": ("category", "category")})  # fmt: skip
    _quoted(score, text, "milestones", draft.milestones, gold.get("milestones", ()),
            {"milestone kind": ("kind", "kind"),
             "milestone day": ("happens_on", "happens_on")})  # fmt: skip
    for name in ("sectors", "places"):
        score.add(name, {one.code for one in getattr(draft, name)},
                  {one["code"] for one in gold.get(name, ())})  # fmt: skip
    _persons(score, draft, text, gold.get("persons", ()))


def _some(value):
    return {value} - {None}


def _place(text, quote):
    at = text.find(quote)
    if at < 0:
        raise ValueError(f"the gold quotes what is not in its text: {quote}")
    return at, at + len(quote)


def _over(one, other):
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= min(one[1] - one[0], other[1] - other[0]) / 2


def _quoted(score, text, name, drafted, gold, pairs):
    spans = [_place(text, one["quote"]) for one in gold]
    found = {}  # draft → gold, each once
    for at, one in enumerate(drafted):
        mine = (one.quote.start, one.quote.end)
        free = (g for g, span in enumerate(spans) if g not in found.values() and _over(mine, span))
        if (hit := next(free, None)) is not None:
            found[at] = hit
    score.right[name] += len(found)
    score.drafted[name] += len(drafted)
    score.gold[name] += len(gold)
    for pair, (mine, theirs) in pairs.items():
        score.add(
            pair,
            {(found.get(at, f"extra {at}"), getattr(one, mine)) for at, one in enumerate(drafted)
             if getattr(one, mine) not in (None, "other" if pair.endswith("theme") else None)},
            {(g, one[theirs]) for g, one in enumerate(gold) if one.get(theirs) is not None},
        )  # fmt: skip


def _persons(score, draft, text, gold):
    spans = [_place(text, one["name"]) for one in gold]
    mine = [(one.quote.start, one.quote.end) for one in draft.persons]
    hidden = [s for s in spans if any(m[0] <= s[0] and s[1] <= m[1] for m in mine)]
    everywhere = [
        (at, at + len(one["name"])) for one in gold
        for at in range(len(text)) if text.startswith(one["name"], at)
    ]  # fmt: skip
    score.right["persons"] += len(hidden)
    score.gold["persons"] += len(spans)
    extra = [m for m in mine if not any(_over(m, s) for s in everywhere)]
    score.drafted["persons"] += len(hidden) + len(extra)


def table(score):
    """Return the table of the docs: a row a field."""
    lines = ["| field | in the gold | drafted | right | precision | recall |",
             "| --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    for name in FIELDS:
        shares = (score.share(name, score.drafted), score.share(name, score.gold))
        said = ["–" if one is None else f"{one:.2f}" for one in shares]
        counts = (score.gold[name], score.drafted[name], score.right[name])
        lines.append(f"| {name} | {' | '.join(map(str, counts))} | {' | '.join(said)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(scored(sys.argv[1] if len(sys.argv) > 1 else "held_out")))
