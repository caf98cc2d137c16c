"""The report of the region: cover, contents, the region, its nine provinces, the method."""

from __future__ import annotations

from dashboard.figures.tables import records
from dashboard.followup.paper import place_name
from dashboard.readiness.caps import cap_sentence
from dashboard.readiness.method import classes, method, thresholds
from dashboard.readiness.profiles_said import PROFILES
from dashboard.reports.brief import author, brief
from dashboard.reports.gathered import Gathered
from dashboard.reports.occasion import Occasion
from dashboard.reports.row_words import number
from dashboard.reports.sheet import Part, Prose, Sheet, tabled
from dashboard.settings import settings
from dashboard.territory.register import register
from dashboard.wording import Wording


def region_report(gathered: Gathered, occasion: Occasion, words: Wording) -> list[Sheet | Prose]:
    """Return the pages of the report in one language.

    Args:
        gathered: the answers; for files, with `indicator_catalogue`.
        occasion: the days, and what each page says of its sources.
        words: the language.
    """
    region = settings().region_code
    codes = [region, *(one.code for one in register().provinces())]
    return [
        _cover(region, occasion, words),
        Prose(words.language, words("Contents"), "", form="contents"),
        *(brief(gathered, code, occasion, words) for code in codes),
        _method(gathered, occasion, words),
    ]


def _cover(region: str, occasion: Occasion, words: Wording) -> Prose:
    return Prose(
        language=words.language,
        place=place_name(region, words),
        kind=words("Report on readiness"),
        notice=occasion.notice(words),
        lines=(words(PROFILES[occasion.profile]), occasion.days(words), author(words)),
        form="cover",
    )


def _method(gathered: Gathered, occasion: Occasion, words: Wording) -> Prose:
    parts = (
        _reading(words),
        _classes(words),
        _weights(gathered, occasion, words),
        _assumed(words),
        Part(words("Sources"), occasion.sources(words)),
    )
    return Prose(words.language, words("Method"), "", parts, occasion.notice(words))


def _reading(words: Wording) -> Part:
    under = words.share(float(thresholds()["not_assessable_under"]))
    return Part(
        words("How is a page read?"),
        (
            words(
                "The score is the mean of the points by weight, over what is known. Above the "
                "commune an indicator is known for the share of adults whose communes are known."
            ),
            words(
                "The range goes from the low end, where all that is unknown brings nothing, to "
                "the high end, where it brings everything."
            ),
            words(
                "Under {share} of the weights known there is no score: the unit is not assessable.",
                share=under,
            ),
            words(
                "Ranks, first places and the class on the map follow the low end, so that "
                "silence never beats honesty. A cap can lower the class, never the score."
            ),
            words(
                "Reliability is the weight that is known, times its freshness, times a factor for "
                "open warnings: 100 means all known, fresh and unquestioned."
            ),
        ),
    )


def _classes(words: Wording) -> Part:
    rows = [
        (one.name(words.language), words.number(one.low), words.number(one.high))
        for one in reversed(classes())
    ]
    columns = ((words("Class"), 2.0), (words("From"), 1.0), (words("To under"), 1.0))
    limits = [words(said) for said in map(_cap, ("secretariat",)) if said]
    note = words("The highest class holds 100 itself.")
    return tabled(words("Classes"), [note, *limits], columns, rows, words, least=len(rows))


def _cap(indicator: str) -> str | None:
    return cap_sentence(indicator, "province")


def _weights(gathered: Gathered, occasion: Occasion, words: Wording) -> Part:
    rows = gathered.now["indicator_catalogue"]
    rows = rows[(rows["profile"] == occasion.profile) & rows["pillar_weight"].notna()]
    cells = [
        (
            str(getattr(row, f"name_{words.label_language}")),
            str(getattr(row, f"pillar_name_{words.label_language}")),
            _weight(row.weight_commune, words),
            _weight(row.weight_above, words),
        )
        for row in records(rows)
    ]
    columns = ((words("Indicator"), 2.6), (words("Pillar"), 1.6),
               (words("Weight in a commune"), 1.0), (words("Weight above"), 1.0))  # fmt: skip
    said = words("An indicator without a weight is shown and counts nothing.")
    title = words("What counts, and how much?")
    return tabled(title, [said], columns, cells, words, least=len(cells), most=len(cells))


def _weight(value: object, words: Wording) -> str:
    weight = number(value)
    return words("none") if weight is None else words.share(weight, 1)


def _assumed(words: Wording) -> Part:
    own = words(
        "Weights, floors, targets, caps, classes and rhythms: own choices, method "
        "{version}, open to change by the party; the form follows the OECD/JRC handbook, "
        "INFORM and WHO SARA.",
        version=method().version,
    )
    told = (one[words.language] for one in settings().assumptions.values())
    return Part(words("What is assumed?"), (own, *told))
