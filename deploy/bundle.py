"""Make the bundle for a laptop: one zip with every wheel, what starts it, and a page to read.

`make bundle`, or `python deploy/bundle.py --system win_amd64 --python 3.12 --python 3.13`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from wheelhouse import ROOT, SYSTEMS, fill, this_python, this_system

LAPTOP = Path(__file__).resolve().parent / "laptop"
_RUN = 0o755 << 16
_READ = 0o644 << 16


def make(out: Path, system: str, pythons: Sequence[str]) -> Path:
    """Make the bundle for a system and its Pythons, and return the zip."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder)
        fill(wheels, system, pythons)
        return assemble(out, wheels, system, pythons)


def assemble(out: Path, wheels: Path, system: str, pythons: Sequence[str]) -> Path:
    """Put wheels and what starts them into one zip: `jahiziya-<version>-<system>.zip`."""
    (own,) = wheels.glob("jahiziya-*.whl")
    version = own.name.split("-")[1]
    out.mkdir(parents=True, exist_ok=True)
    bundle = out / f"jahiziya-{version}-{system}.zip"
    top = f"jahiziya-{version}"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in sorted(_texts(version, system, pythons).items()):
            told = zipfile.ZipInfo(f"{top}/{name}", (2026, 1, 1, 0, 0, 0))
            told.external_attr = _RUN if name.endswith(".sh") else _READ
            made.writestr(told, content, zipfile.ZIP_DEFLATED)
        for wheel in sorted(wheels.glob("*.whl")):
            made.write(wheel, f"{top}/wheelhouse/{wheel.name}", zipfile.ZIP_STORED)
    return bundle


def _texts(version: str, system: str, pythons: Sequence[str]) -> dict[str, bytes]:
    """Return the files beside the wheels; Windows' own with its line ends."""
    told = {"{version}": version, "{system}": system, "{pythons}": " · ".join(pythons)}
    found = {}
    for file in LAPTOP.iterdir():
        text = file.read_text(encoding="utf-8")
        if file.suffix in (".html", ".txt"):
            for word, value in told.items():
                text = text.replace(word, value)
        ends = "\r\n" if file.suffix in (".bat", ".txt") else "\n"
        found[file.name] = text.replace("\n", ends).encode()
    found["pythons.txt"] = (" ".join(pythons) + "\n").encode()
    found["version.txt"] = f"{version}\n".encode()
    found["LICENSE.txt"] = (ROOT / "LICENSE").read_bytes()
    return found


def main() -> None:
    """Make the bundle asked for, by default for this machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--system", choices=SYSTEMS, default=this_system())
    parser.add_argument("--python", action="append", dest="pythons", help="3.12; may be repeated")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    asked = parser.parse_args()
    bundle = make(asked.out, asked.system, asked.pythons or [this_python()])
    print(f"{bundle}: {bundle.stat().st_size / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
