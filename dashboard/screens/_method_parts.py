"""What the method page says in words: every number in it stands in a reference file."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import TableColumn, table
from dashboard.readiness.method import classes, method, reliability_steps, thresholds
from dashboard.screens._table import show_table
from dashboard.screens._text import note, numbered

# What the column `source` of indicators.csv says, to be said in three languages.
_COMMUNIQUE_ON = dt.date(2025, 5, 18)
_REGISTERED_2021 = (0.57, 0.94)


def steps() -> None:
    """List how a fact becomes a class."""
    _, says = state.wording(), thresholds()
    st.header(_("How does a fact become a class?"))
    numbered(
        [
            _(
                "Counts of persons are replaced first: 1 to 9 count as 5, the others go to the "
                "nearest 5; no score says more about persons than the published count does."
            ),
            _("Each indicator gets a value: a share, or a number per 1,000 adults."),
            _(
                "The value becomes points: 0 at the floor, 100 at the target, in proportion "
                "between them, never less and never more."
            ),
            _("Each indicator weighs what its pillar weighs, times its own part of the pillar."),
            _(
                "The score is the mean of the points by weight, over what is known. Above the "
                "commune an indicator is known for the share of adults whose communes are known."
            ),
            _(
                "The range goes from the low end, where all that is unknown brings nothing, to "
                "the high end, where it brings everything."
            ),
            _(
                "Under {share} of the weights known there is no score: the unit is not assessable.",
                share=_.share(float(says["not_assessable_under"])),
            ),
            _(
                "Ranks, first places and the class on the map follow the low end, so that "
                "silence never beats honesty. A cap can lower the class, never the score."
            ),
        ]
    )


def unknowns() -> None:
    """Say what is done where there is no value, or a value of a larger territory."""
    _ = state.wording()
    st.header(_("What if a figure is unknown, or does not apply?"))
    numbered(
        [
            _("Unknown: nobody has reported. It is never taken for zero; it widens the range."),
            _(
                "Not applicable: there is nothing to measure, such as no decision due. The weight "
                "goes to the other indicators of the pillar, or to the other pillars."
            ),
            _(
                "Inherited: only a larger territory has reported, such as a province. The value "
                "counts here too, is marked, and counts {share} in reliability.",
                share=_.share(float(thresholds()["inherited_reliability"])),
            ),
            _(
                "Candidacies are confidential until nominations close: files and prints leave "
                "them out."
            ),
        ]
    )


def caps() -> None:
    """List what limits a class."""
    _, says = state.wording(), thresholds()
    st.header(_("What can limit a class?"))
    names = {one.number: one.name(_.language) for one in classes()}
    highest = {name: names[int(says[f"{name}cap_class"])] for name in ("", "seats_", "stations_")}
    numbered(
        [
            _(
                "No local secretariat covers the commune; above the commune, under {share} of the "
                "adults known are covered: at most «{name}».",
                share=_.share(float(says["cap_covered_adults"])),
                name=highest[""],
            ),
            _(
                "Within {n} days before nominations close and until polling day, under {share} of "
                "the seats have a candidate: at most «{name}».",
                n=int(says["seats_cap_days"]),
                share=_.share(float(says["seats_cap_under"])),
                name=highest["seats_"],
            ),
            _(
                "Within {n} days before polling, under {share} of the polling stations have a "
                "representative: at most «{name}».",
                n=int(says["stations_cap_days"]),
                share=_.share(float(says["stations_cap_under"])),
                name=highest["stations_"],
            ),
        ]
    )
    note(_("A date or a figure that is unknown limits nothing."))


def class_table() -> None:
    """Draw the five classes with their bounds."""
    _ = state.wording()
    st.header(_("Which classes are there?"))
    rows = [(one.number, one.name(_.language), one.low, one.high) for one in classes()]
    columns = [
        TableColumn(_("Class"), lambda row: row.name, lambda row: row.number),
        TableColumn(_("From"), lambda row: _.number(row.low), lambda row: row.low, kind="number"),
        TableColumn(
            _("To under"), lambda row: _.number(row.high), lambda row: row.high, kind="number"
        ),
    ]
    listed = pd.DataFrame(rows, columns=["number", "name", "low", "high"])
    show_table(table(listed, columns, caption=_("Classes")), key="classes", searchable=False)
    note(_("The highest class holds 100 itself."))


def reliability() -> None:
    """Say how far a figure can be trusted."""
    _, says = state.wording(), thresholds()
    st.header(_("How reliable is a figure?"))
    pale = max(step.low for step in reliability_steps())
    numbered(
        [
            _(
                "Reliability is the weight that is known, times its freshness, times a factor for "
                "open warnings: 100 means all known, fresh and unquestioned."
            ),
            _(
                "A figure is fresh while it is no older than its rhythm, and worth nothing at "
                "four times that age; the rhythm of each indicator is in the table above."
            ),
            _(
                "Each open warning takes {share}, down to {least} at the least.",
                share=_.share(float(says["warning_step"])),
                least=_.share(float(says["warning_floor"])),
            ),
            _("The map pales where reliability is under {n} of 100.", n=pale),
        ]
    )


def sources() -> None:
    """Say on whose word the method stands, and what is assumed."""
    _ = state.wording()
    st.header(_("On whose word?"))
    numbered(
        [
            _(
                "Weights, floors, targets, caps, classes and rhythms: own choices, method "
                "{version}, open to change by the party; the form follows the OECD/JRC handbook, "
                "INFORM and WHO SARA.",
                version=method().version,
            ),
            _(
                "A secretariat in every commune, regional meetings in turn in the provinces: "
                "communiqué of {day}.",
                day=_COMMUNIQUE_ON,
            ),
            _(
                "Registration by milieu: {urban} urban and {rural} rural in 2021 (HCP). One third "
                "of women in the organs: organic law {law}, to be checked.",
                urban=_.share(_REGISTERED_2021[0]),
                rural=_.share(_REGISTERED_2021[1]),
                law=_.isolate("29-11"),
            ),
            _(
                "Ballot by list above {n} inhabitants: press of 2021, to be checked.",
                n=_.number(float(thresholds()["uninominal_up_to"])),
            ),
            *(one[_.language] for one in state.settings().assumptions.values()),
        ]
    )
