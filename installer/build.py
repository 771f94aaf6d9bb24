"""Builds dist/desk-app/ for this operating system and proves it: it must find in itself what the source has.

A frozen program that lost a tab starts all the same and says nothing, so its `selftest --json` is held against that of
the source, and against the files of the checkout. PyInstaller does not build for another operating system.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist" / "desk-app"
PROGRAM = DIST / ("desk-app.exe" if sys.platform == "win32" else "desk-app")

KINDS = {
    "tabs": "desk_app/ui/tabs/*/__init__.py",
    "services": "desk_app/services/*/__init__.py",
    "fonts": "resources/fonts/**/*.[ot]tf",
    "sounds": "resources/sounds/*.wav",
    "translations": "resources/i18n/*/*.toml",
    "migrations": "desk_app/services/db/migrations/m*.py",
    "papers": "desk_app/services/*/documents.py",
}
"""What `selftest --json` lists, and the files that say whether the source has any of it."""

KEPT_TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_en.qm")

Findings = dict[str, list[str]]


def freeze() -> None:
    """Run PyInstaller on the spec. Raises CalledProcessError."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    folders = ["--distpath", "dist", "--workpath", "build/pyinstaller"]
    subprocess.run([*command, *folders, "installer/desk_app.spec"], cwd=ROOT, check=True)


def prune() -> int:
    """Delete Qt's own translations into languages the program does not speak; returns the bytes saved."""
    unused = [path for path in DIST.rglob("translations/*.qm") if path.name not in KEPT_TRANSLATIONS]
    saved = sum(path.stat().st_size for path in unused)
    for path in unused:
        path.unlink()
    return saved


def selftest(*program: str | Path) -> Findings:
    """What a program finds in itself, asked outside the checkout. Raises CalledProcessError, JSONDecodeError."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as empty:
        answer = subprocess.run(
            [*map(str, program), "--data", empty, "selftest", "--json"],
            cwd=empty, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120,
        )  # fmt: skip
    if answer.returncode:
        print(answer.stdout, answer.stderr, file=sys.stderr)
        answer.check_returncode()
    return cast(Findings, json.loads(answer.stdout))


def problems(built: Findings, source: Findings) -> list[str]:
    """What the built program lacks of each kind, one sentence each."""
    found = []
    for kind, pattern in KINDS.items():
        lost = sorted(set(source.get(kind, [])) - set(built.get(kind, [])))
        if lost:
            found.append(f"{kind}: the built program does not find {', '.join(lost)}")
        elif not built.get(kind) and any(ROOT.glob(pattern)):
            found.append(f"{kind}: the source has {pattern}, but the selftest names none")
    return found


def main() -> int:
    """Build, prune, prove; 0 when the program is whole."""
    started = time.monotonic()
    freeze()
    saved = prune()
    size = sum(path.stat().st_size for path in DIST.rglob("*") if path.is_file() and not path.is_symlink())
    built = selftest(PROGRAM)
    wrong = problems(built, selftest(sys.executable, "-m", "desk_app"))
    print(f"{DIST.relative_to(ROOT)}: {size / 1e6:.0f} MB ({saved / 1e6:.0f} MB of translations left out), "
          f"{time.monotonic() - started:.0f} s")  # fmt: skip
    for kind in KINDS:
        names = built.get(kind, [])
        print(f"  {kind}: {len(names)} {', '.join(map(str, names))[:100] or 'none in the source yet'}")
    for line in wrong:
        print(f"INCOMPLETE {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
