"""What the map says, in the reader's language: its table as the browser gets it, and its labels.

Dates and ranges are written here, by locale; numbers of values are written in the browser with the
same marks. A sentence with a `{place}` left in it is filled there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.figures import tokens
from dashboard.figures.layer_words import range_words, shown_value, value_words
from dashboard.figures.map_table import STATE_WORDS, Layer, MapTable, State
from dashboard.figures.paleness import paleness, pales, steps_said
from dashboard.wording import N_, Wording

# Streamlit sends a hash in place of a message that the browser still has, from 10 kB on.
_HASHED_FROM = 12_000
_MARKERS: dict[State, str] = {
    "no_data": "d",
    "not_assessable": "n",
    "masked": "m",
    "not_applicable": "x",
    "elsewhere": "e",
}
_UNTIL = N_("Facts up to {day}")
_LABELS = {
    "layer": N_("Indicator"),
    "search": N_("Find a commune"),
    "none": N_("No commune of this map has that name."),
    "in": N_("Zoom in"),
    "out": N_("Zoom out"),
    "home": N_("Show the whole map"),
    "open": N_("Open {name} into its arrondissements"),
    "close": N_("Show {name} as one commune"),
    "legend": N_("Legend"),
    "count": N_("communes"),
    "day": N_("As of {day}"),
    "reliability": N_("Reliability {n} of 100"),
    "pale": N_("Paler where the figure is less reliable"),
    "map": N_("Map: {layer}"),
    "named": N_("{name}: {value}"),
    "finding": N_("{name}: {n} of {known} communes known"),
    "nothing": N_("Nothing is known here on this day"),
    "how": N_(
        "Arrow keys go from commune to commune, Enter selects, plus and minus zoom, 0 shows all. "
        "The table holds the same figures."
    ),
    "failed": N_("The map cannot be drawn: a file did not load. The table has the same figures."),
}
# The same of a map that draws constituencies.
_OF_CONSTITUENCIES = {
    "search": N_("Find a constituency"),
    "none": N_("No constituency of this map has that name."),
    "count": N_("constituencies"),
    "finding": N_("{name}: {n} of {known} constituencies known"),
    "how": N_(
        "Arrow keys go from constituency to constituency, Enter selects, plus and minus zoom, "
        "0 shows all. The table holds the same figures."
    ),
}
# And of one that draws the regions of the kingdom.
_OF_REGIONS = {
    "search": N_("Find a region"),
    "none": N_("No region of this map has that name."),
    "count": N_("regions"),
    "finding": N_("{name}: {n} of {known} regions known"),
    "how": N_(
        "Arrow keys go from region to region, Enter selects, plus and minus zoom, 0 shows all. "
        "The table holds the same figures."
    ),
}


def payload(
    table: MapTable,
    wording: Wording,
    day: dt.date | None = None,
    seen: tuple[str, ...] | None = None,
    kind: str = "",
) -> dict[str, Any]:
    """Return the table for the browser; `version` changes with anything in it.

    `day`: up to which day its facts count, for the title. `seen`: the provinces whose units the
    reader is shown, None for all; a unit of another that has no row is not «no data». `kind`: the
    profile its readiness is of, on a page where the browser changes it.
    """
    content: dict[str, Any] = {
        "lang": wording.language,
        "dir": wording.direction,
        "labels": {name: wording(sentence) for name, sentence in _labels(table).items()},
        "until": wording(_UNTIL, day=day) if day else "",
        "unknown": {_MARKERS[state]: wording(word) for state, word in STATE_WORDS.items()},
        "paleness": steps_said(wording),
        "codes": table.codes,
        "seen": seen,
        "kind": kind,
        "layers": [layer_payload(layer, table.codes, wording) for layer in table.layers],
    }
    text = json.dumps(content)
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    padding = {"padding": " " * max(0, _HASHED_FROM - len(text))}
    return {"version": version, "table": content} | padding


def _labels(table: MapTable) -> dict[str, str]:
    others = {"territory": {}, "country": _OF_REGIONS}.get(table.geometry, _OF_CONSTITUENCIES)
    return _LABELS | others


def twin_rows(
    table: MapTable, layer_id: str, names: Mapping[str, tuple[str, str]], words: Wording
) -> pd.DataFrame:
    """Return what the map shows as rows, one a unit in the table's order, in the reader's words.

    Columns: code, name, province (both from `names`), value, class_word, date, reliability, note.
    """
    layer = table.layer(layer_id)
    return pd.DataFrame([_twin(layer, code, names, words) for code in table.codes])


def _twin(
    layer: Layer, code: str, names: Mapping[str, tuple[str, str]], words: Wording
) -> dict[str, str]:
    name, province = names.get(code, (code, ""))
    number, day, reliability = layer.number(code), layer.day(code), layer.reliability.get(code)
    return {
        "code": code,
        "name": name,
        "province": province,
        "value": value_words(layer, code, words),
        "class_word": layer.classes[number - 1].word if number else "",
        "date": words.date(day) if day else "",
        "reliability": words.number(reliability) if reliability is not None else "",
        "note": layer.notes.get(code, ""),
    }


def layer_payload(layer: Layer, codes: tuple[str, ...], words: Wording) -> dict[str, Any]:
    """Return one layer for the browser, its values in the order of the codes."""
    classes = zip(layer.classes, layer.colours(), strict=True)
    states = [layer.state(code) for code in codes]
    dates = [layer.day(code) for code in codes]
    written = {day: words.date(day) for day in set(dates) if day}
    days, day = _indexed([written.get(each) if each else None for each in dates])
    notes, note = _indexed([layer.notes.get(code) for code in codes])
    return {
        "id": layer.id,
        "label": layer.label,
        "group": layer.group,
        "kind": layer.kind,
        "unit": layer.unit,
        "decimals": layer.decimals,
        "share": layer.is_share,
        "classes": [
            {
                "word": each.word,
                "range": range_words(layer, each, words),
                "fill": tokens.css_variable(name),
            }
            for each, name in classes
        ],
        "values": [
            None if s else shown_value(layer, c) for c, s in zip(codes, states, strict=True)
        ],
        "keys": "".join(
            _MARKERS[state] if state else str(layer.number(code))
            for code, state in zip(codes, states, strict=True)
        ),
        "days": days,
        "day": day,
        "notes": notes,
        "note": note,
        "reliability": [_whole(layer.reliability.get(c)) for c in codes]
        if layer.reliability
        else None,
        "pale": "".join(paleness(layer, code) for code in codes) if pales(layer) else None,
    }


def _whole(number: float | None) -> int | None:
    """Return a number as it is written: none is shown finer."""
    return None if number is None else round(number)


def _indexed(texts: list[str | None]) -> tuple[list[str], list[int | None] | int | None]:
    """Return the distinct texts and each unit's place among them; one place if all are alike."""
    distinct = list(dict.fromkeys(text for text in texts if text))
    place = {text: n for n, text in enumerate(distinct)}
    places = [place[text] if text else None for text in texts]
    return distinct, places[0] if len(set(places)) == 1 else places
