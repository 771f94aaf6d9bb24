"""Composition root of the window: paths → log → first paint → data on a worker → services → context → tabs.

Only here and in `opening` are all parts known. Nothing heavy is imported before the first paint: what a module needs
later it imports later (`--time-start` prints what that takes).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desk_app.services.core.paths import DataFolder
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import Words
from desk_app.ui.i18n import speaker
from desk_app.ui.main_window import MainWindow
from desk_app.ui.preferences import MAXIMISED, THEME
from desk_app.ui.theme import load_fonts, look

if TYPE_CHECKING:
    from desk_app.opening import Program


class Stopwatch:
    """Milliseconds since the process began; silent unless asked for."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def note(self, what: str) -> None:
        """Print how long it took until now."""
        if self._on:
            print(f"{what} {1000 * (time.time() - _process_start()):.0f} ms", flush=True)


def _process_start() -> float:
    """When this process began, in seconds since 1970; where the system does not say, when this module was read."""
    try:
        fields = (
            Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
        )
        uptime = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, IndexError, ValueError):
        return _IMPORTED
    return time.time() - uptime + int(fields[19]) / 100


_IMPORTED = time.time()


def run_window(folder: DataFolder, words: Words, *, gate: bool = False, time_start: bool = False) -> int:
    """Open the window and stay until it closes; returns the exit code."""
    watch = Stopwatch(time_start)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("desk-app")
    app.setDesktopFileName("desk-app")
    load_fonts(app)
    speaker.use(words)
    wanted: DataFolder | None = folder
    while wanted is not None:
        wanted = _run_once(app, wanted, watch, gate=gate)
    return 0


def _run_once(app: QApplication, folder: DataFolder, watch: Stopwatch, *, gate: bool) -> DataFolder | None:
    """One window on one data folder; returns the folder to go on with when another one was chosen."""
    local = LocalSettings(folder.local_settings)
    look.use(app, local.get(THEME))
    window = MainWindow()
    program: list[Program] = []

    def begin() -> None:
        watch.note("first paint")
        from desk_app.opening import Program

        program.append(Program(window, folder, local, gate=gate, ready=lambda: watch.note("ready")))
        program[0].start()

    window.painted.connect(begin)
    window.open_up(maximised=local.get(MAXIMISED), full_screen=gate)
    app.exec()
    elsewhere = program[0].end() if program else None
    window.deleteLater()
    app.processEvents()
    return elsewhere
