"""Words for the codes that more than one layer says: statuses of a body, levels of a territory."""

from __future__ import annotations

from dashboard.wording import N_

STATUS_WORDS = {
    "not_started": N_("not started"),
    "planned": N_("planned"),
    "convened": N_("convened"),
    "founded": N_("founded"),
    "renewal_due": N_("renewal due"),
    "dormant": N_("dormant"),
    "dissolved": N_("dissolved"),
}
LEVEL_WORDS = {
    "country": N_("the kingdom"),
    "region": N_("region"),
    "province": N_("province or prefecture"),
    "cercle": N_("cercle"),
    "commune": N_("commune"),
    "arrondissement": N_("arrondissement"),
    "constituency": N_("constituency"),
}
