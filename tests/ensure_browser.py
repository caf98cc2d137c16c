"""Make sure the programs the tests run are there: install them where we may, else say how."""

import os
import shutil
import subprocess
import sys

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What is run by tests: any of these names, Debian's package, and what for.
PROGRAMS = (
    (CHROMIUMS, "chromium", "the browser tests"),
    (("pdftotext",), "poppler-utils", "the tests of papers"),
    (("systemd-analyze",), "systemd", "the test of the server's unit"),
    (("nginx",), "nginx-light", "the tests of the proxy"),
    (("openssl",), "openssl", "the tests of the proxy"),
)
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))


def main() -> int:
    wanted = {
        package: use
        for names, package, use in PROGRAMS
        if not any(shutil.which(name, path=PATH) for name in names)
    }
    if not wanted:
        return 0
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing Debian's {', '.join(wanted)}.", flush=True)
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted]
        subprocess.run(command, check=True, env=environment, **quiet)
        return 0
    for package, use in wanted.items():
        print(f"{use.capitalize()} need {package}.")
    print("Install them (Debian, Ubuntu: apt install; Fedora: dnf install, nginx for nginx-light;")
    print("macOS: brew install --cask chromium, brew install poppler nginx openssl; systemd is on")
    print("Linux alone), then run `make test` again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
