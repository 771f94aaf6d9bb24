"""On the guard's screen: from the Enter that ends a code to the verdict painted, with the real lanes, offscreen."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor

ROUNDS = 40
_WARM = 3
_PATIENCE_S = 10


def on_screen(desk: Services, guard: Actor, codes: Iterator[str]) -> list[float]:
    """Milliseconds of each of `ROUNDS` passes; the last scans are read again within that time too."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Offscreen has no window manager to tell of sizes, and says so at each verdict.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from PySide6.QtWidgets import QApplication, QWidget

    from desk_app.ui import theme
    from desk_app.ui.errors import Errors
    from desk_app.ui.gate.window import GateWindow
    from desk_app.ui.tasks import Tasks
    from tests.fakes import Asked
    from tests.ui.gate.build import FakeSession, FakeSounds
    from tests.ui.page_context import make_context

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.look.use(app, "light")
    errors: list[Exception] = []
    tasks = Tasks(lambda error, owner: errors.append(error))
    frame = QWidget()
    with tempfile.TemporaryDirectory() as place:
        ctx = make_context(
            desk, DataFolder(Path(place)), frame, FakeSession(guard), tasks=tasks, errors=Errors(Asked())
        )
        window = GateWindow(ctx, FakeSounds())
        window.resize(1366, 768)
        window.show()
        spans = [_verdict_ms(app, window, next(codes)) for _ in range(ROUNDS + _WARM)][_WARM:]
        window.close()
        tasks.close()
    assert not errors, errors
    return sorted(spans)


def _verdict_ms(app: object, window: object, code: str) -> float:
    """The code lies in the field; Enter; until the window has painted the reading of it."""
    from PySide6.QtCore import QEvent, QEventLoop, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from desk_app.ui.gate.window import GateWindow

    assert isinstance(app, QApplication) and isinstance(window, GateWindow)
    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents  # spinning would take the worker its turn
    before, field = window._reading, window.side.field
    while window.ctx.tasks.busy:  # the lists of the scan before
        app.processEvents(wait)
    field.setText(code)
    began = time.perf_counter()
    app.sendEvent(
        field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    )
    while window._reading is before and time.perf_counter() - began < _PATIENCE_S:
        app.processEvents(wait)
    window.repaint()
    span = (time.perf_counter() - began) * 1000
    assert window._reading is not before and window._reading is not None
    assert window._reading.attempt.verdict.releases, window._reading.attempt.verdict.code
    return span
