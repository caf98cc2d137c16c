"""Rules that hold for every table, as the data dictionary says them."""

from __future__ import annotations

from dashboard.wording import N_

RULES = (
    N_("An empty cell, or a column left out, keeps what was known before."),
    N_("Missing is never zero: what nobody reported is shown as not reported."),
    N_("A cell holding only - (or «محذوف») erases the value: it is not reported again."),
    N_(
        "For an event table, no row means none only where a return covers the territory and month, "
        "or a replacement with both bounds, or where something happened in that month."
    ),
    N_("An import is a batch; nothing is overwritten, and a batch can be undone and redone."),
    N_(
        "The value of a cell is that of the latest accepted batch that gives it; an upsert adds or "
        "changes rows, a replace also drops the rows of its scope that it does not hold, a remove "
        "takes rows away."
    ),
    N_("A territory is given by name (French or Arabic) or by HCP 2024 code, which is text."),
    N_("Where several places bear a name, a province column beside it decides."),
    N_(
        "Dates: 2026-11-08, 08/11/2026, 8 novembre 2026 or 8 نونبر 2026; from 1990 on, and not "
        "after today for what has happened."
    ),
    N_("Lists are separated by |. Yes and no may be written oui, non, نعم, لا, 1, 0 or x."),
    N_("Headers may be in any of the three languages, whatever their case, accents or spaces."),
    N_("Identifiers may be left empty: the row is found by its key, else one is issued."),
    N_(
        "Counts of persons are shown as «fewer than 10» from 1 to 9, else rounded to the nearest "
        "5; all other figures are computed from these."
    ),
    N_("No table holds a person: no name, identity number, telephone, e-mail or address."),
)
PRODUCT = {
    "batch_no, row_no, row_kind": N_("The batch and row it came with, and whether it removes."),
    "erased": N_("The columns that the row erases."),
    "committed_on": N_("The day the batch was committed."),
    "reported_from": N_("Of structures: the report day, else the day of commit."),
    "key_on": N_("Of meetings: the first planned day ever stored, else the day held."),
    "meeting_on": N_("Of decisions: the key date of the meeting."),
    "app_*": N_(
        "The product's own state (schema version, pending rows, locks, saved agendas); "
        "never exported."
    ),
}
