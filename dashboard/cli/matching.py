"""`jahiziya match`: the code of each name, or the candidates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.files import content_of
from dashboard.cli.options import DEFAULT_LANG, AsJson, Encoding, Language
from dashboard.cli.printing import print_json, told_in
from dashboard.cli.rows import print_table
from dashboard.errors import Refused, Said, UserError
from dashboard.intake.decoding import read
from dashboard.intake.reading import Line, Sheet
from dashboard.intake.templates import PROVINCE_HEADERS
from dashboard.territory.matching import fold
from dashboard.territory.matching import match as match_name
from dashboard.territory.register import register
from dashboard.wording import Wording

_NAME = frozenset(map(fold, ("name", "nom", "الاسم", "commune", "الجماعة", "territory_code")))
_PROVINCE = frozenset(map(fold, ("province", "الإقليم", *PROVINCE_HEADERS.values())))
_WEIGHED_LINES = 200  # enough to tell two encodings apart

Asked = tuple[str, str | None]


def match(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names or codes of territories.")
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Code or name of the province.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="CSV or XLSX with a column name, and province if need be."),
    ] = None,
    encoding: Encoding = None,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Tell the code of each name: matched exactly once folded, or the candidates."""
    if not names and file is None:
        raise typer.BadParameter("give a name, or --file.", param_hint="names")
    with told_in(lang, as_json=json) as words:
        within = None if province is None else province_code(province, words)
        asked: list[Asked] = [(name, within) for name in names or []]
        asked += _listed(file, within, encoding) if file else []
        found = [_matched(*one) for one in asked]
    if json:
        print_json({"ok": True, "names": found})
    else:
        print_table([{**one, "candidates": _names(one)} for one in found])


def province_code(name: str, words: Wording) -> str:
    """Return the code of a province given by code or name.

    Raises:
        UserError: there is no such province; the sentence lists those there are.
    """
    found = match_name(name, levels=("province",))
    if found.code is None:
        known = [place.name(words.language) for place in register().provinces()]
        said = Said(
            "There is no province {name}. The provinces are: {known}.", name=name, known=known
        )
        raise UserError(said)
    return found.code


def commune_code(name: str, province: str | None) -> str:
    """Return the code of a commune or arrondissement given by code or name.

    Raises:
        UserError: there is none, or several; the sentence lists those that were perhaps meant.
    """
    found = match_name(name, province, levels=("commune", "arrondissement"))
    if found.code is None:
        known = [f"{one.name_fr} ({one.code})" for one in found.candidates]
        said = Said("There is no one commune {name}. Perhaps: {known}.", name=name, known=known)
        raise UserError(said)
    return found.code


def _listed(file: Path, province: str | None, encoding: str | None) -> list[Asked]:
    sheet = read(content_of(file), known=_is_known, speaks=_merit, encoding=encoding)
    if sheet.problems:
        said = Said("{file} cannot be read as a table.", file=file.name)
        raise Refused(said, sheet.problems)
    name_at, province_at = _at(sheet, _NAME), _at(sheet, _PROVINCE)
    if name_at is None:
        raise UserError(Said("{file} has no column name.", file=file.name))
    return [(_cell(line, name_at), _cell(line, province_at) or province) for line in sheet.lines]


def _is_known(header: str) -> bool:
    return fold(header) in _NAME | _PROVINCE


def _merit(sheet: Sheet) -> int:
    name_at = _at(sheet, _NAME)
    names = [_cell(line, name_at) for line in sheet.lines[:_WEIGHED_LINES]]
    return sum(map(_is_known, sheet.header)) + sum(
        match_name(one).code is not None for one in names
    )


def _at(sheet: Sheet, headers: frozenset[str]) -> int | None:
    return next((at for at, one in enumerate(sheet.header) if fold(one) in headers), None)


def _cell(line: Line, at: int | None) -> str:
    value = line.cells[at] if at is not None and at < len(line.cells) else None
    return "" if value is None else str(value).strip()


def _matched(name: str, province: str | None) -> dict[str, Any]:
    found = match_name(name, province)
    return {
        "name": name,
        "province": province,
        "code": found.code,
        "how": found.how,
        "candidates": [
            {
                "code": one.code,
                "name_fr": one.name_fr,
                "name_ar": one.name_ar,
                "province_code": one.province_code,
                "score": round(one.score, 3),
            }
            for one in found.candidates
        ],
    }


def _names(found: dict[str, Any]) -> list[str]:
    return [f"{one['name_fr']} ({one['code']})" for one in found["candidates"]]
