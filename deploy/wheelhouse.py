"""A folder of wheels that the product installs from without any network.

Which distributions a machine needs is read from the installed ones and their markers, for the
Python and the system of the machine that will install; their versions are those of
constraints.txt. At the end the folder is asked, wheel by wheel, whether anything is missing.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
_GLIBC = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")


@dataclass(frozen=True)
class System:
    """A system to install on: what pip calls its platforms, and what its markers say."""

    platforms: tuple[str, ...]
    sys_platform: str
    platform_system: str
    os_name: str
    platform_machine: str

    def environment(self, python: str) -> dict[str, str]:
        """Return the markers of this system under a Python such as 3.12."""
        return {
            **default_environment(),
            "sys_platform": self.sys_platform,
            "platform_system": self.platform_system,
            "os_name": self.os_name,
            "platform_machine": self.platform_machine,
            "python_version": python,
            "python_full_version": f"{python}.0",
        }


SYSTEMS = {
    "win_amd64": System(("win_amd64",), "win32", "Windows", "nt", "AMD64"),
    "linux_x86_64": System(
        (*(f"manylinux_{one}_x86_64" for one in _GLIBC), "manylinux2014_x86_64"),
        "linux", "Linux", "posix", "x86_64",
    ),
    "macosx_arm64": System(
        tuple(f"macosx_{major}_0_{kind}" for major in (14, 13, 12, 11)
              for kind in ("arm64", "universal2")),
        "darwin", "Darwin", "posix", "arm64",
    ),
}  # fmt: skip


def pins(constraints: Path = ROOT / "constraints.txt") -> dict[str, str]:
    """Return the version of every distribution that constraints.txt names, by its plain name."""
    lines = constraints.read_text(encoding="utf-8").split()
    return {
        canonicalize_name(name): version for name, version in (one.split("==") for one in lines)
    }


def needed(environment: dict[str, str], extras: Sequence[str] = ()) -> set[str]:
    """Return the plain names of what the product needs at run time in an environment.

    Read from pyproject.toml and from what the installed distributions say of themselves; one that
    only another system needs is not installed here and is taken as it is.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra in extras:
        asked += project["optional-dependencies"][extra]
    found: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(one) for one in asked]
    while waiting:
        one = waiting.pop()
        key = (canonicalize_name(one.name), frozenset(one.extras))
        if key not in found:
            found.add(key)
            waiting += _asked_by(_requires(one.name), one.extras, environment)
    return {name for name, _extras in found}


def _requires(name: str) -> Iterable[str]:
    try:
        return importlib.metadata.distribution(name).requires or ()
    except importlib.metadata.PackageNotFoundError:
        return ()


def _asked_by(
    requires: Iterable[str], extras: Iterable[str], environment: dict[str, str]
) -> Iterator[Requirement]:
    for one in map(Requirement, requires):
        told = [{**environment, "extra": extra} for extra in ("", *extras)]
        if one.marker is None or any(one.marker.evaluate(each) for each in told):
            yield one


def build(into: Path) -> Path:
    """Build the product's own wheel and return it."""
    for old in into.glob("jahiziya-*.whl"):
        old.unlink()
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into, ROOT]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = into.glob("jahiziya-*.whl")
    return wheel


def fill(into: Path, system: str, pythons: Sequence[str], extras: Sequence[str] = ()) -> None:
    """Put into a folder the product's wheel and all it needs on a system, for every Python."""
    into.mkdir(parents=True, exist_ok=True)
    build(into)
    known = pins()
    for python in pythons:
        names = sorted(needed(SYSTEMS[system].environment(python), extras))
        wanted = [f"{name}=={known[name]}" for name in names]
        platforms = [part for one in SYSTEMS[system].platforms for part in ("--platform", one)]
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", into,
             "--only-binary=:all:", "--implementation", "cp", "--python-version", python,
             *platforms, *wanted],
            check=True,
        )  # fmt: skip
        lacking = missing(into, system, python, extras)
        if lacking:
            raise SystemExit(f"{into} lacks, for Python {python} on {system}: {', '.join(lacking)}")


def missing(wheels: Path, system: str, python: str, extras: Sequence[str] = ()) -> list[str]:
    """Return what the wheels of a folder need and do not find there, for a system and a Python.

    Nothing but the wheels is asked: their own lists of what they need, and their tags.
    """
    version = tuple(int(part) for part in python.split("."))
    platforms = SYSTEMS[system].platforms
    tags = {*cpython_tags(version, platforms=platforms),
            *compatible_tags(version, f"cp{version[0]}{version[1]}", platforms)}  # fmt: skip
    there = {}
    for wheel in wheels.glob("*.whl"):
        name, known, _build, own = parse_wheel_filename(wheel.name)
        if own & tags:
            there[name] = (known, wheel)
    lacking, seen = [], set()
    waiting = [Requirement(f"jahiziya[{','.join(extras)}]" if extras else "jahiziya")]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        held = there.get(name)
        if held is None or not one.specifier.contains(held[0], prereleases=True):
            lacking.append(str(one))
        elif (name, frozenset(one.extras)) not in seen:
            seen.add((name, frozenset(one.extras)))
            asked = _listed_in(held[1])
            waiting += _asked_by(asked, one.extras, SYSTEMS[system].environment(python))
    return sorted(set(lacking))


def _listed_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as parts:
        (name,) = [one for one in parts.namelist() if one.endswith(".dist-info/METADATA")]
        told = Parser().parsestr(parts.read(name).decode("utf-8"), headersonly=True)
    return told.get_all("Requires-Dist") or []


def this_system() -> str:
    """Return the name of the system this runs on."""
    return next(name for name, one in SYSTEMS.items() if one.sys_platform == sys.platform)


def this_python() -> str:
    """Return the Python this runs under, as 3.12."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def main() -> None:
    """Fill a folder for a server: `python deploy/wheelhouse.py FOLDER`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--system", choices=SYSTEMS, default=this_system())
    parser.add_argument("--python", action="append", dest="pythons")
    asked = parser.parse_args()
    fill(asked.folder, asked.system, asked.pythons or [this_python()], ("server",))


if __name__ == "__main__":
    main()
