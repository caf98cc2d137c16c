"""What each warning of `warnings.sql` says; each lowers reliability while it is open."""

from __future__ import annotations

from dashboard.wording import N_

WARNINGS = {
    "planned_date_gone_by": N_("The planned date has gone by"),
    "status_contradicts_dates": N_("The status given contradicts the dates"),
    "no_meeting_in_12_months": N_("Founded, but no meeting in 12 months"),
    "meeting_outcome_unknown": N_("A planned meeting whose date has gone by: outcome unknown"),
    "members_above_tenth_of_adults": N_("Members above a tenth of adults"),
    "registered_above_adults": N_("More registered voters than adults"),
    "change_above_30_percent": N_("Members changed by more than 30 % since the last figure"),
}
