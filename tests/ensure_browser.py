"""Make sure the programs the tests run are there: install them where we may, else say how."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Chromium without a window costs a third less than one that only hides it. Debian has it.
SHELL = "chromium-headless-shell"
CHROMIUMS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES = map(str, Path("/usr/lib/postgresql").glob("*/bin"))  # Debian keeps it off the path
# What is run by tests: any of these names, Debian's package, and what for.
PROGRAMS = (
    (CHROMIUMS, "chromium", "the browser tests"),
    (("pdftotext",), "poppler-utils", "the tests of papers"),
    (("postgres",), "postgresql", "the tests of the store for several machines"),
    (("systemd-analyze",), "systemd", "the test of the server's unit"),
    (("nginx",), "nginx-light", "the tests of the proxy"),
    (("openssl",), "openssl", "the tests of the proxy"),
)
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin", *POSTGRES))


def main() -> int:
    wanted = _wanted()
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        if wanted:
            _run("apt-get", "update", "-q")
        if not shutil.which(SHELL) and _run("apt-cache", "show", SHELL):
            _install(SHELL)
            wanted = _wanted()
        return 0 if not wanted or _install(*wanted) else 1
    for package, use in wanted.items():
        print(f"{use.capitalize()} need {package}.")
    if wanted:
        print("Install them (Debian, Ubuntu: apt install; Fedora: dnf install, nginx for")
        print("nginx-light; macOS: brew install --cask chromium, brew install poppler postgresql")
        print("nginx openssl; systemd is on Linux alone), then run `make test` again.")
    return 1 if wanted else 0


def _wanted() -> dict[str, str]:
    """Return the packages of the programs that are not there, and what for."""
    return {
        package: use
        for names, package, use in PROGRAMS
        if not any(shutil.which(name, path=PATH) for name in names)
    }


def _install(*packages: str) -> bool:
    print(f"Installing Debian's {', '.join(packages)}.", flush=True)
    return _run("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages)


def _run(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
