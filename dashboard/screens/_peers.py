"""Where does a commune stand among those like it: of its milieu, its size, its province?"""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.readiness.method import population_bands
from dashboard.screens._columns import number
from dashboard.screens._text import note
from dashboard.territory.register import register
from dashboard.wording import N_

_MILIEUS = {"urban": N_("urban communes"), "rural": N_("rural communes")}


def peers(rows: pd.DataFrame) -> None:
    """Draw the standing in each group; an arrondissement has no peers and draws nothing.

    `rows` is what `peers` answers of it.
    """
    _ = state.wording()
    here = records(rows)
    if not here:
        return
    st.header(_("Where does it stand among communes like it?"))
    if number(here[0].standing) is None:
        note(_("Too little is known for a standing: a commune needs a score to be compared."))
        return
    lines = [peer_sentence(row) for row in here]
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    st.html(f'<ul class="jz-sentences">{items}</ul>')
    note(_("In order of the low end of the range, 1 is the most ready; equal ends share a place."))


def peer_sentence(row: Any) -> str:
    """Return «3rd of 17» for one group, with how many of it cannot be compared."""
    _ = state.wording()
    group = _group(row)
    said = _(
        "Among {group}: place {place} of {n} with a score",
        group=group,
        place=int(row.standing),
        n=int(row.assessable),
    )
    reserves = []
    if row.sharing > 1:
        reserves.append(_("shared by {n}", n=int(row.sharing)))
    if row.communes > row.assessable:
        silent = int(row.communes - row.assessable)
        reserves.append(_("{n} without a score", n=silent))
    return _.join([said, *reserves]) + "."


def _group(row: Any) -> str:
    _ = state.wording()
    if row.peer_group == "milieu":
        return _(_MILIEUS[row.peer_code])
    if row.peer_group == "size":
        band = population_bands()[row.peer_code].name(_.language)
        return _("communes of its size ({band})", band=_.inside(band))
    name = register().unit_name(row.peer_code, _.language)
    return _("communes of {province}", province=name)
