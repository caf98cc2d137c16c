"""The fields of a meeting in a form: which body, when and where, who was there, a decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.intake.known import Known
from dashboard.screens import _columns as columns
from dashboard.screens._meetings_tables import row_words
from dashboard.screens._row_fields import choices, field, place
from dashboard.screens._text import note, plain

FORM = "new_meetings"
_OF_DECISION = ("theme", "owner_function", "due_on")
_PRESENT = (
    "attendees_total", "attendees_women", "attendees_parliamentarians",
    "attendees_provincial_secretaries", "attendees_regional_secretariat",
    "attendees_council_presidents",
)  # fmt: skip


def body(seats: Collection[str]) -> dict[str, Any]:
    """Draw which body met and what for: at first the secretariat of the view."""
    by_name = contracts()["meetings"].by_name
    own = "provincial_secretariat" if state.view().province else "regional_secretariat"
    first, second, third = st.columns(3)
    with first:
        kind = field(by_name["body_kind"], f"{FORM}_body_kind", own)
    with second:
        unit = place(by_name["body_unit_code"], f"{FORM}_body_unit_code", also=sorted(seats))
    with third:
        what = field(by_name["kind"], f"{FORM}_kind")
    return {"body_kind": kind, "body_unit_code": unit, "kind": what}


def known_body(was: Any) -> dict[str, Any]:
    note(row_words(was))
    names = ("meeting_id", "kind", "body_kind", "body_unit_code")
    return {name: getattr(was, name) for name in names}


def happened(was: Any | None) -> dict[str, Any]:
    """Draw when and where it was held, on what, and who was there."""
    contract, today = contracts()["meetings"], state.today()
    by_name = contract.by_name
    planned = None if was is None else columns.day(was.day_on)
    day = today if planned is None else min(planned, today)
    own = f"{FORM}_held_on" if was is None else f"{FORM}_held_on_{was.meeting_id}"
    first, second, third = st.columns(3)
    values: dict[str, Any] = {"status": "held"}
    with first:
        values["held_on"] = field(by_name["held_on"], own, day)
    with second:
        values["host_territory_code"] = host()
    with third:
        values["minutes_filed_on"] = field(by_name["minutes_filed_on"], f"{FORM}_minutes_filed_on")
    first, second = st.columns(2)
    with first:
        values["topics"] = _several("topics", _themes())
    with second:
        values["directive_ids"] = _several("directive_ids", _directives())
    places = [column for _row in range(2) for column in st.columns(3)]
    for column, name in zip(places, _PRESENT, strict=True):
        with column:
            values[name] = field(by_name[name], f"{FORM}_{name}")
    return values


def host() -> str | None:
    """Draw where it is held, or leave it out."""
    column = contracts()["meetings"].by_name["host_territory_code"]
    return place(
        column, f"{FORM}_host_territory_code", is_needed=False, first=state.view().province
    )


def _several(name: str, words: Mapping[str, str]) -> list[str]:
    column = contracts()["meetings"].by_name[name]
    return choices(plain(column.labels[state.view().lang]), words, f"{FORM}_{name}")


def _themes() -> dict[str, str]:
    language = state.view().lang
    known = contracts()["meetings"].by_name["topics"].by_code
    return {code: one.labels[language] for code, one in known.items()}


def _directives() -> dict[str, str]:
    """Return the directives and communiqués that are stored, the newest first."""
    _ = state.wording()
    rows = Known(state.store().cursor(), contracts()["directives"]).current.values()
    return {
        row["directive_id"]: _.join([_.date(row["issued_on"], "medium"), row["title"] or ""])
        for row in sorted(rows, key=lambda row: row["issued_on"], reverse=True)
    }


def decision(n: int) -> dict[str, Any]:
    """Draw the fields of one decision; left empty it is none."""
    _ = state.wording()
    by_name = contracts()["decisions"].by_name
    st.markdown(f"**{_('Decision {n}', n=n)}**")
    key = f"{FORM}_{n}"
    values = {"summary": field(by_name["summary"], f"{key}_summary")}
    for column, name in zip(st.columns(4), (*_OF_DECISION, "territory_code"), strict=True):
        with column:
            values[name] = (
                field(by_name[name], f"{key}_{name}")
                if name in _OF_DECISION
                else place(by_name[name], f"{key}_{name}", is_needed=False)
            )
    return values
