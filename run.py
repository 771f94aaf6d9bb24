#!/usr/bin/env python3
"""Sets the program up and runs it: one script for a fresh Debian 12 or Windows 10/11 with Python 3.11 to 3.13.

    python3 run.py demo             set up, and open the program on an invented building
    python3 run.py test [--fast]    set up, and run every check (--fast: the quick part, --full: long counts too)
    python3 run.py run [ARGS...]    set up, and run `desk-app ARGS...`
    python3 run.py setup [--camera | --headoffice]
                                    set up only (--camera: with what a camera needs, 170 MB more; --headoffice: with
                                    what head office needs for PostgreSQL)
    python3 run.py build            build the program for this operating system into dist/
    python3 run.py bench            run the benchmarks
    python3 run.py lock             write installer/requirements/*.txt anew from pyproject.toml

Everything goes into `.venv` beside this file; a second call finds it there and starts at once. Packages come from
where pip is configured to get them, each checked against its hash. Only the standard library is used here.
Ends with 2 when something has to be done first, and says what.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "installer" / "requirements"
EXTRAS = ("camera", "headoffice")
DEMO = ROOT / "var" / "demo"
DEMO_MADE = ROOT / "var" / "demo.made"
WINDOWS = sys.platform == "win32"
OLDEST, TOO_NEW = (3, 11), (3, 14)


class NotReady(Exception):
    """Something has to be done first; the text says what."""


def say(text: str) -> None:
    """One line for the person who waits."""
    print(f"[desk-app] {text}", flush=True)


def call(*command: str | Path, **environment: str) -> int:
    """Run a command in the checkout and return its exit code; `environment` is added to ours."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}
    ).returncode


def must(what: str, *command: str | Path, **environment: str) -> None:
    """Run a command that has to succeed. Raises NotReady naming `what` when it does not."""
    if call(*command, **environment) != 0:
        raise NotReady(f"{what} did not work; the lines above say why. Nothing else was changed.")


# --- The operating system -------------------------------------------------------------------------------------


def check_python() -> None:
    """Raises NotReady on a Python the program does not run on."""
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise NotReady(
            f"this is Python {sys.version.split()[0]}; the program needs Python 3.11, 3.12 or 3.13. "
            "Call this script with one of them."
        )


def wanted_system_packages(kind: str) -> list[str]:
    """The Debian packages this Python and the program need."""
    import tomllib  # not at the top: an older Python should reach check_python() first

    lists = tomllib.loads((ROOT / "installer" / "system-packages.toml").read_text("utf-8"))["debian"]
    testing = kind == "dev"
    extra = {"dev": "test", "camera": "camera"}.get(kind)
    wanted: list[str] = lists["run"] + (lists[extra] if extra else [])
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python3.{sys.version_info[1]}-venv")
    if testing and sys.base_prefix == "/usr":
        # Debian's own Python comes without the shared library that the frozen program takes along.
        wanted.append(f"libpython3.{sys.version_info[1]}")
    return wanted


def installed_system_packages() -> set[str]:
    """Names of installed packages and of what they provide (newer Debians renamed some libraries)."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Provides}\\n"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = (line.split() for line in answer.stdout.splitlines() if line.startswith("installed "))
    return {word.rstrip(",") for line in lines for word in line[1:]}


def setup_system(kind: str) -> None:
    """Install what is missing on Debian as root; otherwise raise NotReady with the one line to run."""
    if WINDOWS:
        return
    wanted = wanted_system_packages(kind)
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        say(
            "not a Debian system: if Qt does not start, install what these packages hold: " + " ".join(wanted)
        )
        return
    missing = sorted(set(wanted) - installed_system_packages())
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise NotReady(
            "system packages are missing. Run this one line, then the same command again:\n\n"
            f"    sudo apt-get update && sudo {' '.join(install)}\n"
        )
    say("installing system packages: " + " ".join(missing))
    call("apt-get", "update", "-q")  # may fail for one stale source; the install then tells
    must("installing system packages", *install, DEBIAN_FRONTEND="noninteractive")


# --- The virtual environment ----------------------------------------------------------------------------------


def venv_command(name: str) -> Path:
    """A program inside the virtual environment."""
    return VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name


def fingerprint(kind: str) -> str:
    """Changes whenever the environment has to be filled anew: other requirements, Python or place."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for file in (REQUIREMENTS / f"{kind}.txt", ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_filled(kind: str) -> bool:
    """Whether the environment already holds these requirements and its Python is still there."""
    stamp = VENV / f"desk-app-{kind}.stamp"
    return venv_command("python").exists() and stamp.is_file() and stamp.read_text() == fingerprint(kind)


def setup_venv(kind: str) -> None:
    """Fill `.venv` with the locked requirements of a kind (an extra, "runtime" or "dev") and with the project itself.

    The others hold all of "runtime" in the same versions, so one may come on top of the other.
    """
    if is_filled(kind) or (kind == "runtime" and any(is_filled(one) for one in ("dev", *EXTRAS))):
        return
    python = venv_command("python")
    if (
        not python.exists()
        or call(python, "-c", f"import sys, pip; sys.exit(sys.version != {sys.version!r})") != 0
    ):
        say(f"making the virtual environment {VENV.name}")
        must("making the virtual environment", sys.executable, "-m", "venv", "--clear", VENV)
    say(f"installing the {kind} packages (a few minutes the first time)")
    pip: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    must("installing the packages", *pip, "--require-hashes", "-r", REQUIREMENTS / f"{kind}.txt")
    must("installing the program itself", *pip, "--no-build-isolation", "-e", ROOT)
    (VENV / f"desk-app-{kind}.stamp").write_text(fingerprint(kind))


def setup(kind: str) -> None:
    """All that is needed before a command of this kind."""
    check_python()
    setup_system(kind)
    setup_venv(kind)


# --- Commands -------------------------------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows, with a display server (or a chosen Qt platform) elsewhere."""
    return WINDOWS or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run_demo() -> int:
    """Fill the demo folder once, then open the window; without a screen check the data and say so."""
    program: list[str | Path] = [venv_command("desk-app"), "--data", DEMO]
    if not DEMO_MADE.is_file():
        say(f"inventing a building in {DEMO.relative_to(ROOT)}")
        shutil.rmtree(DEMO, ignore_errors=True)  # half a building, from a call that was interrupted
        must("making the demo building", *program, "demo")
        DEMO_MADE.touch()
    if has_screen():
        return call(*program)
    say(
        "no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): the demo's data is checked, no window opens"
    )
    return call(*program, "check")


def lock() -> int:
    """Resolve pyproject.toml for every supported Python and operating system; hashes, no addresses."""
    resolve: list[str | Path] = [
        venv_command("uv"), "pip", "compile", "pyproject.toml", "--group", "build", "--universal", "--upgrade",
        "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "-q",
    ]  # fmt: skip
    dev, runtime, camera, office = (
        Path("installer", "requirements", f"{kind}.txt") for kind in ("dev", "runtime", *EXTRAS)
    )
    must("resolving the dev packages", *resolve, "--extra", "dev", "-o", dev)
    must("resolving the runtime packages", *resolve, "-c", dev, "-o", runtime)
    must("resolving the packages with a camera", *resolve, "--extra", "camera", "-c", dev, "-o", camera)
    must("resolving those for PostgreSQL", *resolve, "--extra", "headoffice", "-c", dev, "-o", office)
    return 0


def main(arguments: list[str]) -> int:
    """Carry out one command and return its exit code."""
    command, *rest = arguments or ["help"]
    python = venv_command("python")
    kinds = {"demo": "runtime", "run": "runtime", "setup": "runtime"} | dict.fromkeys(
        ("test", "build", "bench", "lock"), "dev"
    )
    if command not in kinds:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    extra = next((one for one in EXTRAS if command == "setup" and f"--{one}" in rest), kinds[command])
    setup(extra)
    if command == "demo":
        return run_demo()
    if command == "lock":
        return lock()
    programs: dict[str, list[str | Path]] = {
        "run": [venv_command("desk-app")],
        "test": [python, "-m", "tests.checks"],
        "build": [python, ROOT / "installer" / "build.py"],
        "bench": [python, "-m", "benchmarks"],
    }
    if command in programs:
        return call(*programs[command], *rest)
    say("ready")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NotReady as trouble:
        say(str(trouble))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
