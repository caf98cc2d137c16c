"""Make sure Chromium and pdftotext are there: install them where we may, else say how."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    wanted = [] if any(shutil.which(name) for name in NAMES) else ["chromium"]
    if not shutil.which("pdftotext"):
        wanted.append("poppler-utils")
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
    if "poppler-utils" in wanted:
        print("The tests of papers need pdftotext. Install poppler-utils (Debian, Ubuntu: apt")
        print(
            "poppler-utils; Fedora: dnf install poppler-utils; macOS: brew install poppler), then"
        )
        print("run `make test` again.")
    if "chromium" not in wanted:
        return 1
    print("The browser tests need Chromium or Chrome. Install it (Debian, Ubuntu: apt install")
    print("chromium; Fedora: dnf install chromium; macOS: brew install --cask chromium), then")
    print("run `make test` again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
