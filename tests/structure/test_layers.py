"""The import contracts of pyproject.toml are not only kept: each of them notices what it is there for."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.structure.source import ROOT

PLANTED = {
    "Services work without a screen, and know nothing above them": [
        ("services/visitors/service.py", "from desk_app.ui import theme"),
        ("services/visitors/service.py", "def f():\n    from PySide6.QtCore import QTimer"),
        ("services/core/paths.py", "from desk_app import app"),
    ],
    "Pages know services, not the database": [
        ("ui/tabs/visitors/page.py", "import sqlalchemy"),
        ("ui/tabs/visitors/page.py", "from desk_app.services.visitors.tables import Visit"),
        ("ui/theme.py", "from sqlcipher3 import dbapi2"),
    ],
    "Tabs do not know tabs": [("ui/tabs/visitors/page.py", "from desk_app.ui.tabs.keys import page")],
    "A feature uses another's records and queries, never its tables, verbs, rules or documents": [
        ("services/visitors/service.py", "from desk_app.services.keys.tables import Key"),
        ("services/visitors/service.py", "from desk_app.services.keys import service as keys"),
        ("services/search/index.py", "from desk_app.services.keys.rules import due"),
    ],
    "The core stands on nothing else": [
        ("services/core/paths.py", "from desk_app.services.db.engine import open_database"),
        ("services/core/paths.py", "import desk_app.services.catalogue"),
    ],
    "Database and journal stand on the core alone": [
        ("services/db/engine.py", "from desk_app.services.visitors.records import Visit"),
        ("services/journal/write.py", "from desk_app.services.search import index"),
    ],
    "Head office knows the form of the exchange and the core, and of desks only what features announce": [
        ("services/headoffice/office.py", "from desk_app.services.visitors.records import Visit"),
        ("services/headoffice/office.py", "from desk_app.services.sync import engine"),
        ("services/headoffice/office.py", "from desk_app.services.journal import write"),
    ],
    "No desk knows head office's own side": [
        ("services/visitors/service.py", "from desk_app.services.headoffice import office"),
        ("ui/tabs/visitors/page.py", "from desk_app.services.headoffice.office import HeadOffice"),
    ],
}

FILES = [
    "app", "ui/theme", "ui/tabs/visitors/page", "ui/tabs/keys/page", "services/catalogue", "services/core/paths",
    "services/db/engine", "services/journal/write", "services/search/index", "services/visitors/service",
    "services/visitors/records", "services/visitors/tables", "services/keys/service", "services/keys/tables",
    "services/keys/rules", "services/keys/records", "services/keys/queries", "services/keys/documents",
    "services/headoffice/office", "services/headoffice/tables", "services/sync/frame", "services/sync/engine",
    "ui/headoffice/window",
]  # fmt: skip

ALLOWED = [
    ("services/visitors/service.py", "from desk_app.services.keys.records import Key"),
    ("services/visitors/service.py", "from desk_app.services.keys import queries"),
    ("services/visitors/service.py", "from desk_app.services.visitors.tables import Visit"),
    ("services/visitors/service.py", "import sqlalchemy; from desk_app import __version__"),
    (
        "services/journal/write.py",
        "from desk_app.services.db.engine import x; from desk_app.services.core import paths",
    ),
    ("services/db/engine.py", "from desk_app.services import catalogue"),
    ("ui/tabs/visitors/page.py", "from desk_app.services.visitors.service import Visitors"),
    ("services/headoffice/office.py", "from desk_app.services.sync import frame"),
    ("services/headoffice/office.py", "from desk_app.services.headoffice.tables import EVENTS"),
    ("ui/headoffice/window.py", "from desk_app.services.headoffice.office import HeadOffice"),
    ("app.py", "import desk_app.ui.tabs.visitors.page, desk_app.services.visitors.service"),
]


def plant(folder: Path, lines: list[tuple[str, str]]) -> None:
    """A small product of the same shape, with these lines in it, under the real contracts."""
    package = folder / "desk_app"
    for name in FILES:
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        for parent in path.relative_to(folder).parents:
            if parent.name:
                (folder / parent / "__init__.py").touch()
    for name, line in lines:
        path = package / name
        path.write_text(path.read_text() + line + "\n")
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(text, "utf-8")


def contracts() -> list[str]:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return [contract["name"] for contract in options["contracts"]]


def lint(folder: Path) -> tuple[int, str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True,
                            env={**os.environ, "COLUMNS": "300", "PYTHONIOENCODING": "utf-8"})  # fmt: skip
    return answer.returncode, answer.stdout + answer.stderr


def test_every_contract_has_its_offender() -> None:
    assert set(contracts()) == set(PLANTED)


@pytest.mark.parametrize("name", PLANTED)
def test_a_contract_sees_its_offender(name: str, tmp_path: Path) -> None:
    plant(tmp_path, PLANTED[name])
    code, output = lint(tmp_path)
    assert code == 1
    assert f"{name} BROKEN" in output, output


def test_what_is_allowed_passes(tmp_path: Path) -> None:
    plant(tmp_path, ALLOWED)
    code, output = lint(tmp_path)
    assert code == 0, output
