"""Past results → a layer of the map: the party's share of the valid votes, a context, no score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dashboard.figures.layers import layer_rows, look
from dashboard.figures.map_table import Layer
from dashboard.wording import Wording

_LAYER = "result_share"


def result_layer(shares: Mapping[str, float], polling_on: dt.date | None, words: Wording) -> Layer:
    """Return the layer; `shares` 0..1 by unit, a unit whose votes are not published left out."""
    (row,) = [one for one in layer_rows() if one["layer"] == _LAYER]
    return Layer(
        **look(row, words),
        label=row[f"name_{words.label_language}"],
        values=dict(shares),
        dates=polling_on,
        group=words("Past results"),
    )
