"""A small spreadsheet for the tests: opens a workbook and evaluates the formulas it holds.

It knows what the score workbook uses: arithmetic, comparisons, ranges on any sheet, and a dozen
functions, each as Excel and LibreOffice document it. Dates are day numbers, an empty cell is 0.
"""

import datetime as dt
import re
from functools import cached_property

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

TOKENS = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"[^"]*")|(?P<name>[A-Z]+)\(|
    (?P<ref>(?:'(?:[^']|'')+'!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)|(?P<sign><=|>=|<>|[-+*/(),<>=]))""",
    re.VERBOSE,
)
COMPARED = {
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b,
    ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
}  # fmt: skip
WORKED = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b,
    "*": lambda a, b: a * b, "/": lambda a, b: a / b,
}  # fmt: skip


def matches(value, criterion):
    found = re.fullmatch(r"(<=|>=|<>|<|>)(.*)", criterion) if isinstance(criterion, str) else None
    if not found:
        return value == criterion
    if not isinstance(value, int | float):
        return False
    return COMPARED[found[1]](value, float(found[2]))


def kept(pairs):
    """Return which places of the ranges match all their criteria."""
    ranges, criteria = pairs[::2], pairs[1::2]
    return [
        all(matches(column[at], one) for column, one in zip(ranges, criteria, strict=True))
        for at in range(len(ranges[0]))
    ]


FUNCTIONS = {
    "AND": lambda *given: all(given),
    "ISNUMBER": lambda given: isinstance(given, int | float),
    "MAX": max,
    "MIN": min,
    "ROUND": lambda value, digits: round(value, int(digits)),
    "SUM": lambda values: sum(value or 0 for value in values),
    "SUMPRODUCT": lambda a, b: sum(x * y for x, y in zip(a, b, strict=True)),
    "SUMIFS": lambda values, *pairs: sum(
        value or 0 for value, is_kept in zip(values, kept(pairs), strict=True) if is_kept
    ),
    "COUNTIFS": lambda *pairs: sum(kept(pairs)),
    "MATCH": lambda value, lows, _kind: sum(low <= value for low in lows),
}


class Formula:
    """One formula, read by descent: comparison, sum, product, sign, atom."""

    def __init__(self, book, sheet, text):
        self.book, self.sheet, self.tokens, self.at = book, sheet, list(TOKENS.finditer(text)), 0
        assert "".join(one[0] for one in self.tokens).strip() == text.strip(), text

    def take(self, *signs):
        if self.at < len(self.tokens) and self.tokens[self.at]["sign"] in signs:
            self.at += 1
            return self.tokens[self.at - 1]["sign"]
        return None

    def comparison(self):
        value = self.chain(self.product, "+", "-")
        sign = self.take(*COMPARED)
        if not sign:
            return value
        other = self.chain(self.product, "+", "-")
        return lambda: COMPARED[sign](value(), other())

    def chain(self, part, *signs):
        value = part()
        while sign := self.take(*signs):
            value = self.worked(sign, value, part())
        return value

    def worked(self, sign, value, other):
        return lambda: WORKED[sign](value() or 0, other() or 0)

    def product(self):
        return self.chain(self.atom, "*", "/")

    def atom(self):
        if self.take("-"):
            value = self.atom()
            return lambda: -value()
        if self.take("("):
            value = self.comparison()
            assert self.take(")")
            return value
        token = self.tokens[self.at]
        self.at += 1
        if token["number"]:
            return lambda: float(token["number"])
        if token["text"]:
            return lambda: token["text"][1:-1]
        if token["ref"]:
            return lambda: self.book.read(self.sheet, token["ref"])
        return self.call(token["name"])

    def call(self, name):
        given = [self.comparison()]
        while self.take(","):
            given.append(self.comparison())
        assert self.take(")")
        if name == "IF":
            return lambda: given[1]() if given[0]() else given[2]()
        return lambda: FUNCTIONS[name](*(one() for one in given))


class Book:
    """A workbook with its formulas worked out, each once."""

    def __init__(self, content):
        self.sheets = {sheet.title: sheet for sheet in load_workbook(content).worksheets}
        self.known = {}

    def value(self, sheet, row, column):
        place = (sheet, row, column)
        if place not in self.known:
            self.known[place] = self.worked_out(sheet, self.sheets[sheet].cell(row, column).value)
        return self.known[place]

    def worked_out(self, sheet, held):
        if isinstance(held, str) and held.startswith("="):
            return Formula(self, sheet, held[1:]).comparison()()
        if isinstance(held, dt.date):
            return float(held.toordinal())
        return held

    def read(self, sheet, ref):
        where, _, cells = ref.rpartition("!")
        sheet = where[1:-1].replace("''", "'") if where else sheet
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        if ":" not in cells:
            return self.value(sheet, top, left)
        return [
            self.value(sheet, row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]

    @cached_property
    def formulas(self):
        return sum(
            isinstance(cell.value, str) and cell.value.startswith("=")
            for sheet in self.sheets.values()
            for row in sheet.iter_rows()
            for cell in row
        )

    def rows(self, title):
        """Return the rows of a sheet as dictionaries by header."""
        sheet = self.sheets[title]
        heads = [cell.value for cell in sheet[1]]
        return [
            {head: self.value(title, row, at) for at, head in enumerate(heads, start=1)}
            for row in range(2, sheet.max_row + 1)
        ]
