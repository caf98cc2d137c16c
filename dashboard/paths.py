"""Where content lives: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"

ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent
QUERIES, GEO, DATA = ROOT / "queries", ROOT / "geo", ROOT / "data"
CONTRACTS, REFERENCE, DEMO = DATA / "contracts", DATA / "reference", DATA / "demo"
STATIC = _PACKAGE / "static"
LOCALE = _PACKAGE / "wording" / "locale"
