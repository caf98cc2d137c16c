"""Roles and rights in words: what the role file calls them, as a reader is told."""

from __future__ import annotations

from typing import Final

from dashboard.wording import N_

ROLES: Final = {
    "leadership": N_("leadership"),
    "regional": N_("regional official"),
    "provincial": N_("provincial official"),
    "analyst": N_("analyst"),
    "administrator": N_("administrator"),
}
RIGHTS_SAID: Final = {
    "view": N_("sees the pages of its territories"),
    "export": N_("takes files along"),
    "report": N_("enters returns and short forms of its territories"),
    "import": N_("brings files in"),
    "undo": N_("undoes imports"),
    "plan": N_("saves scenarios and agendas"),
    "candidacies": N_("sees candidacies before nominations close"),
    "exact": N_("sees exact counts of members on a commune's sheet"),
    "audit": N_("reads who saw and did what"),
}
