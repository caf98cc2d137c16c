"""What the browser fetches by URL: the map's geometry and JavaScript, and the fonts.

Streamlit serves the folder `static` beside the main script; it is built at start and is not kept
in the repository. Geometry and JavaScript carry a hash in their name, so a new version is a new
URL and an open page never mixes two; fonts keep stable names, which the theme's settings point to.
Everything here is public by nature: no figure of the party is ever written to this folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import Said, UserError
from dashboard.figures import fonts, tokens
from dashboard.figures.theme import theme_rules
from dashboard.paths import GEO, STATIC
from dashboard.settings import installed_regions, settings

TERRITORY = GEO / "web" / "territory.json"
COUNTRY = GEO / "country"
# What a map may be drawn of: communes, or the constituencies of a kind; of several regions each its
# communes, loaded when it is looked at, and the regions themselves.
GEOMETRIES = ("territory", "legislative", "regional")
COUNTRY_MAP = "country"
_SHIPPED_REGION = "03"  # whose files are those of geo/web
# One module, put together in this order: a page fetches one file.
_SCRIPTS = ("text.js", "legend.js", "zoom.js", "search.js", "choices.js", "map.js")
_COMPONENT = Path(__file__).with_name("map")


@dataclass(frozen=True)
class StaticFiles:
    """URLs of what was prepared, from the root of the host, `baseUrlPath` included."""

    map_js: str
    geometries: dict[str, str]
    fonts: dict[str, str]


def prepare_static(
    base_url_path: str = "", *, folder: Path = STATIC, geometries: Path = TERRITORY.parent
) -> StaticFiles:
    """Write the static folder where it is missing or old, and return the URLs.

    Args:
        base_url_path: Streamlit's `server.baseUrlPath`.
        folder: the folder that is served as `/app/static`.
        geometries: the folder of the web geometry.

    Raises:
        UserError: the geometry is missing, or the folder cannot be written.
    """
    drawn = {name: _geometry(geometries / f"{name}.json") for name in GEOMETRIES}
    drawn |= {name: _geometry(COUNTRY / f"{name}.json") for name in country_maps()}
    script = map_bundle().encode()
    files = {
        **{f"geo/{name}.{_digest(one)}.json": one for name, one in drawn.items()},
        f"map/map.{_digest(script)}.js": script,
        **{f"fonts/{language}.ttf": _own_font(one["file"])
           for language, one in settings().fonts.items()},
    }  # fmt: skip
    _write_all(folder, files)
    _write_fonts(folder)
    base = f"/{base_url_path.strip('/')}" if base_url_path.strip("/") else ""
    urls = [f"{base}/app/static/{name}" for name in files]
    maps, map_url = urls[: len(drawn)], urls[len(drawn)]
    cut = {
        weight.lower(): f"{base}/app/static/fonts/{name}" for weight, name in fonts.FONTS.items()
    }
    return StaticFiles(map_url, dict(zip(drawn, maps, strict=True)), cut)


def country_maps() -> tuple[str, ...]:
    """Return the drawings beside those of geo/web that this installation needs."""
    others = tuple(code for code in installed_regions() if code != _SHIPPED_REGION)
    return (*others, COUNTRY_MAP) if len(installed_regions()) > 1 else others


def drawing_of(kind: str) -> str:
    """Return which drawing a map's table means in the region in force, by its name here."""
    region = settings().region_code
    return kind if kind == COUNTRY_MAP or region == _SHIPPED_REGION else region


def drawing_file(kind: str) -> Path:
    """Return the file of that drawing; one of geo/web is there for the region it ships for."""
    name = drawing_of(kind)
    return (TERRITORY.parent if name in GEOMETRIES else COUNTRY) / f"{name}.json"


def _geometry(path: Path) -> bytes:
    if not path.is_file():
        raise UserError(
            Said("The geometry {path} is missing. Run `jahiziya geo build`.", path=str(path))
        )
    return path.read_bytes()


def map_bundle() -> str:
    """Return the map's JavaScript module with its markup, style and colours in front."""
    style = f"{theme_rules('.cm')}\n{_part('map.css')}"
    constants = {"HTML": _part("map.html"), "CSS": style}
    head = "".join(f"const {name} = {json.dumps(text)};\n" for name, text in constants.items())
    return head + "".join(_part(name) for name in _SCRIPTS)


def _part(name: str) -> str:
    return (_COMPONENT / name).read_text(encoding="utf-8")


def _write_fonts(folder: Path) -> None:
    """Cut the fonts once: it takes a second, and what they are made of stands beside them."""
    stamp, made = "fonts/made-of.txt", fonts.made_of().encode()
    names = (stamp, *(f"fonts/{name}" for name in fonts.FONTS.values()))
    if all((folder / name).is_file() for name in names) and (folder / stamp).read_bytes() == made:
        return
    cut = {f"fonts/{name}": fonts.cut_font(weight) for weight, name in fonts.FONTS.items()}
    _write_all(folder, {**cut, stamp: made})


def _own_font(path: str) -> bytes:
    """Return the font that the settings name for a further language."""
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        said = Said(
            "The font {path} of the settings cannot be read: {fault}. Correct [fonts], or remove "
            "it: the reader's machine is then asked for its letters.",
            path=path,
            fault=str(fault),
        )
        raise UserError(said) from fault


def font_faces() -> str:
    """Return the CSS that adds the settings' fonts to our own family, each for its letters."""
    return "".join(
        f"@font-face{{font-family:'{tokens.FONT_FAMILY}';src:url(app/static/fonts/{language}.ttf);"
        f"font-weight:{weight};unicode-range:{one['letters']}}}"
        for language, one in settings().fonts.items()
        for weight in (400, 600, 700)
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _write_all(folder: Path, files: dict[str, bytes]) -> None:
    try:
        for name, content in files.items():
            _write(folder / name, content)
    except OSError as fault:
        said = Said(
            "The folder {path} cannot be written: {fault}.", path=str(folder), fault=str(fault)
        )
        raise UserError(said) from fault


def _write(target: Path, content: bytes) -> None:
    """Replace the file whole, so that a reader never sees half of it; same content: no write."""
    with contextlib.suppress(FileNotFoundError):
        if target.read_bytes() == content:
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        part = Path(name)
        part.chmod(0o644)
        part.replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
