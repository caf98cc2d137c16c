"""The tables of the bodies: their life, whether they live, their founding file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures.coverage_layers import VERDICTS
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.planning.method import living_rules
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.screens import _columns as columns
from dashboard.wording import N_
from dashboard.wording.terms import STATUS_WORDS

_DOCUMENTS = {
    "note": N_("Organisational note"),
    "convening": N_("Convening"),
    "assembly": N_("Assembly"),
    "list": N_("Bureau list"),
    "minutes": N_("Minutes"),
}
_PAPERS = {"missing": N_("missing"), "not_due": N_("not due yet")}
_STEPS = {
    "not_started": NEXT_STEPS["programme_founding"],
    "planned": NEXT_STEPS["prepare_founding"],
    "convened": NEXT_STEPS["hold_founding"],
    "dormant": N_("Renew it, or dissolve it"),
    "dissolved": N_("Found it again"),
}
FILL_OFFICES = N_("Fill the vacant offices")
_ALARMS = {"over": N_("over"), "soon": N_("soon over")}


@dataclass(frozen=True)
class _Days:
    """A column of days in a stage."""

    label: str
    field: str

    def column(self) -> TableColumn:
        def value(row: Any) -> Any:
            return columns.number(getattr(row, self.field))

        return TableColumn(self.label, lambda row: days_words(value(row)), value, kind="number")


def living_rows(rows: pd.DataFrame) -> Table:
    """Return the founded bodies, those on paper first: what each fails, and the way back."""
    _ = state.wording()
    order = {"on_paper": 0, "watched": 1, "unknown": 2, "living": 3}
    judged = rows[rows["verdict"].isin(list(order))]
    return table(
        judged.iloc[judged["verdict"].map(order).argsort(kind="stable")],
        [
            columns.name_column(_("Seat"), "seat_name"),
            columns.text_column(_("Living or on paper"), _verdict),
            columns.text_column(_("Fails"), lambda row: _rules(row.broken)),
            columns.text_column(_("Next step"), _way_back),
            columns.text_column(_("In grace"), _grace),
            columns.text_column(_("Unknown"), lambda row: _rules(row.unknown)),
        ],
        caption=_("Living or on paper"),
        id_column="structure_id",
    )


def life_rows(rows: pd.DataFrame) -> Table:
    """Return every local body: stage, days in it and before, slippage, offices, mandate."""
    _ = state.wording()
    return table(
        rows,
        [
            columns.name_column(_("Seat"), "seat_name"),
            columns.text_column(_("Status"), lambda row: _(STATUS_WORDS[row.status])),
            _Days(_("Days in it"), "days_in_status").column(),
            _Days(_("Days planned"), "planned_days").column(),
            _Days(_("Days convened"), "convened_days").column(),
            TableColumn(
                _("Slippage"), _slip, lambda row: columns.number(row.slippage_days), "number"
            ),
            TableColumn(
                _("Vacant offices"),
                _vacant,
                lambda row: columns.number(row.offices_vacant),
                "number",
            ),
            TableColumn(_("Mandate ends on"), _term, lambda row: columns.day(row.term_ends_on)),
            columns.text_column(_("Next step"), _life_step),
        ],
        caption=_("Life of the local secretariats"),
        id_column="structure_id",
    )


def file_rows(rows: pd.DataFrame) -> Table:
    """Return the founding file of each body begun: each paper filed on a day, or missing."""
    _ = state.wording()
    begun = rows[rows["status"] != "not_started"]
    return table(
        begun,
        [
            columns.name_column(_("Seat"), "seat_name"),
            columns.text_column(_("Status"), lambda row: _(STATUS_WORDS[row.status])),
            *(_paper(_(label), name) for name, label in _DOCUMENTS.items()),
            TableColumn(_("Next step"), _file_step, lambda row: len(_missing(row))),
        ],
        caption=_("Founding file"),
        id_column="structure_id",
    )


def days_words(n: Any) -> str:
    """Return a number of days; not reported where it is missing."""
    _ = state.wording()
    return _("not reported") if n is None else _.count("{n} day", "{n} days", int(n))


def _verdict(row: Any) -> str:
    _ = state.wording()
    return _(VERDICTS[row.verdict]) if row.verdict in VERDICTS else _("Unknown")


def _rules(codes: Sequence[str]) -> str:
    _ = state.wording()
    return _.join(living_rules()[code].name(_.language) for code in codes)


def _grace(row: Any) -> str:
    _ = state.wording()
    if not len(row.graced):
        return ""
    until = columns.day(row.grace_until)
    return _("{rules} (until {day})", rules=_rules(row.graced), day=until)


def _way_back(row: Any) -> str:
    _ = state.wording()
    codes = [*row.broken, *row.graced]
    if not codes and len(row.unknown):
        return _("Report what is unknown: {rules}", rules=_rules(row.unknown))
    return _.join(living_rules()[code].remedy(_.language) for code in codes)


def _slip(row: Any) -> str:
    return columns.slippage_words(row, is_growing=row.is_slipping)


def _vacant(row: Any) -> str:
    _ = state.wording()
    vacant = columns.number(row.offices_vacant)
    if vacant is None:
        return _("not reported")
    return _("{n} of {all}", n=int(vacant), all=int(row.offices_total))


def _term(row: Any) -> str:
    _ = state.wording()
    ends = columns.day(row.term_ends_on)
    if ends is None:
        return ""
    said = _.date(ends, "medium")
    if not isinstance(row.term_alarm, str):
        return said
    return _("{day} ({alarm})", day=said, alarm=_(_ALARMS[row.term_alarm]))


def _paper(label: str, name: str) -> TableColumn:
    _ = state.wording()

    def said(row: Any) -> str:
        on = columns.day(getattr(row, f"{name}_on"))
        return _.date(on, "medium") if on else _(_PAPERS[getattr(row, f"{name}_state")])

    return TableColumn(label, said, lambda row: columns.day(getattr(row, f"{name}_on")))


def _missing(row: Any) -> list[str]:
    return [name for name in _DOCUMENTS if getattr(row, f"{name}_state") == "missing"]


def _file_step(row: Any) -> str:
    _ = state.wording()
    papers = _missing(row)
    if not papers:
        return _("Nothing is due")
    return _("To report: {papers}", papers=_.join(_(_DOCUMENTS[name]) for name in papers))


def _life_step(row: Any) -> str:
    """Return the next step of a body's life; an office that is vacant comes after the rest."""
    _ = state.wording()
    step = NEXT_STEPS["none"]
    if row.is_slipping:
        step = NEXT_STEPS["set_new_date"]
    elif isinstance(row.term_alarm, str):
        step = NEXT_STEPS["renew"]
    elif row.status in _STEPS:
        step = _STEPS[row.status]
    elif columns.number(row.offices_vacant):
        step = FILL_OFFICES
    return _(step)
