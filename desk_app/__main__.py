"""`python -m desk_app`, and the console script `desk-app`."""

from __future__ import annotations

import argparse
import json
import pkgutil
import sys
from pathlib import Path

import desk_app
from desk_app.services.core.paths import resources


def packages(dotted: str) -> list[str]:
    """Names of the packages directly inside a package of ours; empty where it does not exist."""
    folder = Path(desk_app.__file__).parent.joinpath(*dotted.split("."))
    return sorted(found.name for found in pkgutil.iter_modules([str(folder)]) if found.ispkg)


def findings() -> dict[str, list[str]]:
    """What this program finds in itself: a frozen build that lost something says so here."""
    return {
        "tabs": packages("ui.tabs"),
        "services": packages("services"),
        "fonts": sorted(path.name for path in (resources() / "fonts").glob("*.[ot]tf")),
        "translations": sorted(path.name for path in (resources() / "i18n").glob("*") if path.is_dir()),
        "migrations": sorted(path.stem for path in Path(desk_app.__file__).parent.rglob("versions/*.py")),
    }


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="desk-app")
    parser.add_argument("--version", action="version", version=desk_app.__version__)
    parser.add_argument("--data", type=Path, help="the data folder")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("selftest").add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.command == "selftest":
        found = findings()
        print(
            json.dumps(found) if chosen.json else "\n".join(f"{k}: {', '.join(v)}" for k, v in found.items())
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
