"""The columns of the score workbook: what is published, and the formula of every other cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

from dashboard.reports.score_thresholds import METHOD_FORMULAS, METHOD_INPUTS
from dashboard.wording import N_

_LEAVES = ("commune", "arrondissement")
_NO_CAP = 5


@dataclass(frozen=True)
class Column:
    """A column: published, read from the row by language; or a formula of layout and row number."""

    name: str
    label: str
    value: Callable[[Any, str], Any]
    formula: Callable[[Layout, int], str] | None = None


class Layout:
    """Where everything stands: how formulas name cells and columns of the three sheets."""

    def __init__(
        self,
        method: str,
        steps_sheet: str,
        scores: str,
        *,
        steps: int,
        results: pd.DataFrame,
        classes: int,
    ) -> None:
        self._method, self._steps_sheet, self._scores = method, steps_sheet, scores
        self._steps = steps
        communes = [at for at, grain in enumerate(results["grain"], start=2) if grain == "commune"]
        self._communes = (communes[0], communes[-1])
        first = len(METHOD_INPUTS) + len(METHOD_FORMULAS) + 2
        self.lows = f"'{method}'!$B${first}:$B${first + classes - 1}"

    def method(self, name: str) -> str:
        """Return the cell of a threshold, a date or a window."""
        return f"'{self._method}'!$B${[*METHOD_INPUTS, *METHOD_FORMULAS].index(name) + 2}"

    def steps(self, name: str) -> str:
        """Return a whole column of the steps."""
        letter = _letter(STEP_COLUMNS, name)
        return f"'{self._steps_sheet}'!${letter}$2:${letter}${self._steps + 1}"

    def communes(self, name: str) -> str:
        """Return the part of a column of the scores that holds the communes."""
        letter, (first, last) = _letter(RESULT_COLUMNS, name), self._communes
        return f"${letter}${first}:${letter}${last}"


def _letter(columns: tuple[Column, ...], name: str) -> str:
    return str(get_column_letter([column.name for column in columns].index(name) + 1))


def _given(name: str, label: str, field: str | None = None) -> Column:
    return Column(name, label, lambda row, _language: getattr(row, field or name))


def _named(name: str, label: str, prefix: str) -> Column:
    def value(row: Any, language: str) -> Any:
        return getattr(row, f"{prefix}_{language}", None) or getattr(row, f"{prefix}_fr")

    return Column(name, label, value)


def _step(name: str, label: str, formula: str) -> Column:
    """Return a column of the steps; `{name}` is the cell beside, `{name*}` its column, `{%x}` x."""
    return Column(name, label, lambda *_: None, lambda at, row: _filled(at, row, formula, True))


def _score(name: str, label: str, formula: str) -> Column:
    return Column(name, label, lambda *_: None, lambda at, row: _filled(at, row, formula, False))


def _filled(layout: Layout, row: int, formula: str, in_steps: bool) -> str:
    columns = STEP_COLUMNS if in_steps else RESULT_COLUMNS
    for column in columns:
        cell = f"{_letter(columns, column.name)}{row}"
        formula = formula.replace("{" + column.name + "}", cell)
    for column in STEP_COLUMNS:
        formula = formula.replace("{" + column.name + "*}", layout.steps(column.name))
    for name in (*METHOD_INPUTS, *METHOD_FORMULAS):
        formula = formula.replace("{%" + name + "}", layout.method(name))
    return "=" + formula.replace("{lows}", layout.lows)


STEP_COLUMNS: tuple[Column, ...] = (
    _given("code", N_("Code"), "unit_code"),
    _named("name", N_("Territory"), "name"),
    _named("pillar", N_("Pillar"), "pillar_name"),
    _named("label", N_("Indicator"), "indicator"),
    _given("indicator", N_("Code of the indicator")),
    _given("numerator", N_("Numerator, from published counts")),
    _given("denominator", N_("Denominator")),
    _step("value", N_("Value"),
          "IF(ISNUMBER({denominator}),IF({denominator}>0,{numerator}/{denominator},0),\"\")"),
    _given("applicable", N_("Applicable (1 or 0)"), "is_applicable"),
    _given("k", N_("Known share")),
    _given("floor", N_("Floor")),
    _given("target", N_("Target")),
    _given("pillar_weight", N_("Weight of the pillar")),
    _given("weight_in_pillar", N_("Weight in the pillar")),
    _given("freshness", N_("Freshness")),
    _given("inherited", N_("Of a larger territory (1 or 0)"), "is_inherited"),
    _given("cap_share", N_("Share of adults covered, for the cap")),
    _step("points", N_("Points of 100"),
          "IF({k}>0,100*MAX(0,MIN(1,({value}-{floor})/({target}-{floor}))),0)"),
    _step("live", N_("Weight in the pillar, where applicable"),
          "IF({applicable}=1,{weight_in_pillar},0)"),
    _step("pillar_live", N_("Sum of these in the pillar"),
          "SUMIFS({live*},{code*},{code},{pillar*},{pillar})"),
    _step("part", N_("Part of the pillar's weight"),
          "IF({pillar_live}>0,{pillar_weight}*{live}/{pillar_live},0)"),
    _step("w", N_("Weight after what is not applicable"),
          "IF({part}>0,{part}/SUMIFS({part*},{code*},{code}),0)"),
    _step("known_w", N_("Known weight"), "{w}*{k}"),
    _step("low_part", N_("Points of the low end"), "{known_w}*{points}"),
    _step("unknown_part", N_("Points that are unknown"), "100*{w}*(1-{k})"),
    _step("contribution", N_("Points of the score"),
          "IF(ROUND(SUMIFS({known_w*},{code*},{code}),9)>={%not_assessable_under},"
          "{low_part}/SUMIFS({known_w*},{code*},{code}),\"\")"),
    _step("fresh_w", N_("Weight that is fresh"),
          "{known_w}*{freshness}*IF({inherited}=1,{%inherited_reliability},1)"),
)  # fmt: skip


def _cap(window: str, indicator: str, under: str, highest: str) -> str:
    here = f'{{code*}},{{code}},{{indicator*}},"{indicator}"'
    return (
        f'IF(AND({{%{window}}}=1,COUNTIFS({here},{{k*}},">0")>0),'
        f"IF(SUMIFS({{value*}},{here})<{{%{under}}},{{%{highest}}},{_NO_CAP}),{_NO_CAP})"
    )


_COVERED = '{code*},{code},{indicator*},"secretariat"'


def _of_communes(formula: str, alone: str) -> Column:
    """Return the factor of warnings: above the commune the mean of its communes' by adults."""

    def made(layout: Layout, row: int) -> str:
        adults, factor = layout.communes("adults"), layout.communes("own_factor")
        mean = f"SUMPRODUCT({adults},{factor})/SUM({adults})"
        return _filled(layout, row, f"IF({{leaf}}=1,{alone},{formula}*{mean})", in_steps=False)

    return Column("factor", N_("Factor of warnings"), lambda *_: None, made)


def _own_warnings() -> Column:
    def made(layout: Layout, row: int) -> str:
        below = f"SUM({layout.communes('warnings')})"
        text = f"IF({{leaf}}=1,{{warnings}},{{warnings}}-{below})"
        return _filled(layout, row, text, in_steps=False)

    return Column("own_warnings", N_("Open warnings of its own"), lambda *_: None, made)


RESULT_COLUMNS: tuple[Column, ...] = (
    _given("code", N_("Code"), "unit_code"),
    _named("name", N_("Territory"), "name"),
    Column("leaf", N_("Commune or arrondissement (1 or 0)"),
           lambda row, _language: int(row.grain in _LEAVES)),
    _given("adults", N_("Adults of 18 and over")),
    _given("warnings", N_("Open warnings, those of its communes included")),
    _score("known", N_("Known weight"), "ROUND(SUMIFS({known_w*},{code*},{code}),9)"),
    _score("low", N_("Low end"), "ROUND(SUMIFS({low_part*},{code*},{code}),9)"),
    _score("high", N_("High end"), "ROUND(SUMIFS({low_part*},{code*},{code})"
           "+SUMIFS({unknown_part*},{code*},{code}),9)"),
    _score("assessable", N_("Assessable (1 or 0)"), "IF({known}>={%not_assessable_under},1,0)"),
    _score("score", N_("Score"), 'IF({assessable}=1,ROUND(SUMIFS({low_part*},{code*},{code})'
           '/SUMIFS({known_w*},{code*},{code}),9),"")'),
    _score("cap_secretariat", N_("Highest class by secretariat"),
           f'IF(COUNTIFS({_COVERED},{{k*}},">0",{{cap_share*}},">=0")>0,'
           f"IF(IF({{leaf}}=1,SUMIFS({{cap_share*}},{_COVERED})=0,"
           f"SUMIFS({{cap_share*}},{_COVERED})<{{%cap_covered_adults}}),"
           f"{{%cap_class}},{_NO_CAP}),{_NO_CAP})"),
    _score("cap_seats", N_("Highest class by seats"),
           _cap("seats_window", "seats_covered", "seats_cap_under", "seats_cap_class")),
    _score("cap_stations", N_("Highest class by stations"),
           _cap("stations_window", "stations_covered", "stations_cap_under", "stations_cap_class")),
    _score("cap", N_("Highest class"), "MIN({cap_secretariat},{cap_seats},{cap_stations})"),
    _score("class_no", N_("Class of the score"),
           'IF({assessable}=1,MIN(MATCH({score},{lows},1),{cap}),"")'),
    _score("class_low", N_("Class of the low end"),
           'IF({assessable}=1,MIN(MATCH({low},{lows},1),{cap}),"")'),
    _score("class_high", N_("Class of the high end"),
           'IF({assessable}=1,MIN(MATCH(ROUND({high},6),{lows},1),{cap}),"")'),
    _own_warnings(),
    _score("own_factor", N_("Factor of its own warnings"),
           "MAX({%warning_floor},1-{%warning_step}*{own_warnings})"),
    _of_communes("{own_factor}", "{own_factor}"),
    _score("reliability", N_("Reliability of 100"),
           "ROUND(100*SUMIFS({fresh_w*},{code*},{code})*{factor},9)"),
    _given("app_low", N_("Low end in the app"), "low"),
    _score("low_gap", N_("Difference of the low end"), "{low}-{app_low}"),
    _given("app_score", N_("Score in the app"), "score"),
    _score("score_gap", N_("Difference of the score"),
           'IF({assessable}=1,{score}-{app_score},"")'),
    _given("app_reliability", N_("Reliability in the app"), "reliability"),
    _score("reliability_gap", N_("Difference of the reliability"),
           "{reliability}-{app_reliability}"),
)  # fmt: skip
