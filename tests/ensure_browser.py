"""Make sure the programs tests need are there: install them where we may, else say how."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# By package of Debian: what it is for, and its names elsewhere.
ELSEWHERE = {
    "chromium": ("The browser tests need Chromium or Chrome", "dnf: chromium", "brew: chromium"),
    "poppler-utils": ("The tests of papers need pdftotext", "dnf: poppler-utils", "brew: poppler"),
    "postgresql": (
        "The tests of the store for several machines need PostgreSQL",
        "dnf: postgresql-server",
        "brew: postgresql",
    ),
    "nginx-light": ("The test of two replicas needs nginx", "dnf: nginx", "brew: nginx"),
}


def main() -> int:
    wanted = missing()
    if not wanted:
        return 0
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing Debian's {' and '.join(wanted)}.", flush=True)
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted]
        subprocess.run(command, check=True, env=environment, **quiet)
        return 0
    for name in wanted:
        why, *others = ELSEWHERE[name]
        print(f"{why}. Install it (apt: {name}; {'; '.join(others)}), then run `make test` again.")
    return 1


def missing() -> list[str]:
    """Return the packages whose programs are not there."""
    there = {
        "chromium": any(shutil.which(name) for name in CHROMIUMS),
        "poppler-utils": shutil.which("pdftotext"),
        "postgresql": shutil.which("postgres") or any(Path("/usr/lib/postgresql").glob("*/bin")),
        "nginx-light": shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"),
    }
    return [name for name, found in there.items() if not found]


if __name__ == "__main__":
    sys.exit(main())
