"""What each profile of `pillar_weights.csv` is called."""

from __future__ import annotations

from dashboard.wording import N_

ORGANISATIONAL = "organisational"
PROFILES = {
    "organisational": N_("Organisational readiness"),
    "communal": N_("Communal elections"),
    "arrondissement": N_("Elections of arrondissement councils"),
    "regional": N_("Regional elections"),
    "legislative": N_("Legislative elections"),
    "prefectural_provincial": N_("Elections of prefectural and provincial councils"),
    "professional_chambers": N_("Elections of professional chambers"),
    "councillors": N_("Election of the House of Councillors"),
}
