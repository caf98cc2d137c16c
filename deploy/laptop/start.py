"""Make the environment once, from the wheels beside and nothing else, then run Jahiziya in it.

Run by start.sh and start.bat, under a Python for which `--fits` ended well.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / "environment"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "installed.txt"
# What a machine's own settings of pip or Python say must not reach the installation.
FOREIGN = ("PIP_", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV")
MAKING = (
    "يجري التثبيت لأول مرة، وقد يستغرق بضع دقائق…",
    "Première installation : quelques minutes…",
)
FAILED = (
    "لم يكتمل التثبيت. تأكدوا من وجود 2 جيغابايت فارغة ومن أن المجلد قابل للكتابة، "
    "ثم أعيدوا المحاولة. لم تُمس معطياتكم.",
    "L'installation n'a pas abouti. Vérifiez qu'il reste 2 Go libres et que ce dossier est "
    "modifiable, puis relancez. Vos données n'ont pas été touchées.",
)


def fits():
    """Say whether the wheels beside are made for this Python."""
    known = (HERE / "pythons.txt").read_text(encoding="utf-8").split()
    return ".".join(map(str, sys.version_info[:2])) in known and sys.maxsize > 2**32


def wanted():
    """Return what the environment must be made of."""
    version = (HERE / "version.txt").read_text(encoding="utf-8").strip()
    return f"{version} {sys.version}"


def install(environment):
    """Make the environment anew; half a one is made again at the next start."""
    run = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    subprocess.run(run, check=True, env=environment)
    version = (HERE / "version.txt").read_text(encoding="utf-8").strip()
    run = [str(PYTHON), "-m", "pip", "install", "--isolated", "--no-index", "--quiet",
           "--disable-pip-version-check", "--find-links", str(HERE / "wheelhouse"),
           f"jahiziya=={version}"]  # fmt: skip
    subprocess.run(run, check=True, env=environment)
    STAMP.write_text(wanted(), encoding="utf-8")


def main(words):
    """Install where it is not done, then run the command; return its exit code."""
    if words == ["--fits"]:
        return 0 if fits() else 1
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    environment = {**kept, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != wanted():
        print("\n".join(MAKING), flush=True)
        try:
            install(environment)
        except (OSError, subprocess.CalledProcessError) as fault:
            print("\n".join((*FAILED, str(fault))), flush=True)
            return 1
    if not words or words[0].startswith("-"):
        words = ["serve", *words]
    run = [str(PYTHON), "-c", "from dashboard.cli import main; main()", *words]
    try:
        return subprocess.call(run, env=environment)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
