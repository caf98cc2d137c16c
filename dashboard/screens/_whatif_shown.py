"""What a scenario changes: figures, the map of differences, the table of classes that change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures import tokens
from dashboard.figures.map_table import Layer, LayerClass
from dashboard.figures.tables import Table, TableColumn, records, table
from dashboard.readiness.method import classes
from dashboard.screens import _columns as columns
from dashboard.wording import Wording

# Points of the low end; the middle class is what stays as it is.
_BREAKS = (-20.0, -10.0, -1.0, 1.0, 10.0, 20.0)


def compared(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the scenario beside those of today: `low_before`, `difference`, ….

    Both are the answers of one question with a row a unit.
    """
    now = before.set_index("unit_code")
    rows = after.copy()
    for name in ("low", "high", "score", "class_no", "state"):
        rows[f"{name}_before"] = rows["unit_code"].map(now[name])
    rows["difference"] = rows["low"] - rows["low_before"]
    return rows


def difference_layer(rows: pd.DataFrame, words: Wording) -> Layer:
    """Return the layer of points gained or lost in the low end."""
    known = rows[rows["difference"].notna() & (rows["state"] != "not_applicable")]
    lows = (None, *_BREAKS)
    highs = (*_BREAKS, None)
    return Layer(
        id="difference",
        label=words("Difference in the low end"),
        kind="sequential",
        classes=tuple(
            LayerClass("", low, high, colour=f"diverging.{number}")
            for number, (low, high) in enumerate(zip(lows, highs, strict=True), start=1)
        ),
        values={str(row.unit_code): float(row.difference) for row in records(known)},
        unit=words("points"),
        decimals=1,
        group=words("Scenario"),
    )


def changed_rows(rows: pd.DataFrame, caption: str, heads: Sequence[str] = ()) -> Table:
    """Return the units whose class of the low end changes, the largest difference first.

    `heads`: class before, class after, low end before, low end after; else today and the scenario.
    """
    _ = state.wording()
    class_before, class_after, low_before, low_after = heads or (
        _("Class today"),
        _("Class in the scenario"),
        _("Low end today"),
        _("Low end in the scenario"),
    )
    changed = rows[
        (rows["class_no"].fillna(0) != rows["class_no_before"].fillna(0))
        | (rows["state"].fillna("") != rows["state_before"].fillna(""))
    ]
    order = changed["difference"].abs().sort_values(ascending=False, kind="stable").index
    listed = [
        columns.name_column(_("Place")),
        columns.name_column(_("Province or prefecture"), "province_name"),
        _class(class_before, "class_no_before", "state_before"),
        _class(class_after, "class_no", "state"),
        columns.number_column(low_before, "low_before", 1),
        columns.number_column(low_after, "low", 1),
        columns.number_column(_("Difference"), "difference", 1),
        columns.number_column(_("Reliability of 100"), "reliability"),
    ]
    return table(changed.loc[order], listed, caption=caption, id_column="unit_code")


def how_many_change(rows: pd.DataFrame) -> Mapping[str, int]:
    """Return how many communes rise to a better class, and how many fall."""
    communes = rows[rows["grain"] == "commune"]
    now, then = communes["class_no_before"].fillna(0), communes["class_no"].fillna(0)
    return {"rise": int((then > now).sum()), "fall": int((then < now).sum())}


def _class(label: str, number: str, why: str) -> TableColumn:
    _ = state.wording()

    def words(row: Any) -> str:
        reason = getattr(row, why)
        if isinstance(reason, str):
            return columns.state_words(reason)
        return classes()[int(getattr(row, number)) - 1].name(_.language)

    def colour(row: Any) -> str | None:
        if isinstance(getattr(row, why), str):
            return None
        return tokens.css_colour(f"readiness.{int(getattr(row, number))}")

    return TableColumn(
        label,
        words,
        lambda row: columns.number(getattr(row, number)),
        kind="class",
        swatch=colour,
    )
