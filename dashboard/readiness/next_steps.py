"""What to do next in a commune: the sentence for each code of `next_steps.sql`."""

from __future__ import annotations

from dashboard.wording import N_

NEXT_STEPS = {
    "send_return": N_("Send the monthly return"),
    "programme_founding": N_("Programme a founding date"),
    "set_new_date": N_("Set a new founding date"),
    "prepare_founding": N_("Prepare the founding assembly"),
    "hold_founding": N_("Hold the founding assembly"),
    "renew": N_("Renew the local secretariat"),
    "hold_meeting": N_("Hold a meeting"),
    "none": N_("Nothing is due"),
}
