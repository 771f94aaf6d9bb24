"""About: which program, which version, whose data, and the licences of what it stands on."""

from __future__ import annotations

import sys
from importlib import metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit, QWidget

import desk_app
from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say
from desk_app.ui.pages.cover import Sign
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label


class AboutDialog(Dialog):
    """Escape closes."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        say(self, N_("About this program"), "setWindowTitle")
        desk = ctx.services.bench.desk
        facts = column(
            said_label(N_("Version {version}"), version=desk_app.__version__),
            said_label(
                N_("Desk {code}, {building}"),
                code=f"{desk.site_code}-{desk.desk_code}",
                building=desk.building,
            ),
            said_label(N_("Data folder: {folder}"), "caption", wrap=True, folder=ctx.folder.root),
            spacing=4,
        )
        texts = QPlainTextEdit(licences())
        texts.setReadOnly(True)
        texts.setTabChangesFocus(True)
        say(texts, N_("Licences"), "setAccessibleName")
        close = button(N_("Close"), self.accept, kind="primary")
        close.setDefault(True)
        head = row(Sign("building", 36), said_label(N_("Front desk"), "title"), None, spacing=12)
        told = said_label(
            N_("This program stands on the work of others. Their licences lie beside it."), "muted", wrap=True
        )
        self.setLayout(column(head, facts, told, texts, row(None, close), spacing=12, margins=24))
        self.resize(560, 520)
        close.setFocus()


def licences() -> str:
    """One line for each package the program uses: name, version, licence, as the package itself says."""
    lines = [f"Python {sys.version.split()[0]} · PSF-2.0", f"Qt {qVersion()} · LGPL-3.0"]
    for package in sorted(metadata.distributions(), key=lambda one: (one.name or "").lower()):
        about = package.metadata
        licence = _first(about.get_all("License-Expression")) or _first(about.get_all("License"))
        if package.name in _used() and licence:
            lines.append(f"{package.name} {package.version} · {licence}")
    return "\n".join(lines)


def _first(lines: list[str] | None) -> str:
    return lines[0].split("\n")[0][:60] if lines else ""


def _used() -> set[str]:
    wanted = metadata.requires("desk-app") or [] if _installed() else []
    return {
        line.split(";")[0].split("[")[0].split("<")[0].split(">")[0].split("=")[0].strip() for line in wanted
    }


def _installed() -> bool:
    try:
        metadata.distribution("desk-app")
    except metadata.PackageNotFoundError:
        return False
    return True
