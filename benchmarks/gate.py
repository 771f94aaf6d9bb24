"""How long a scan takes at the gate: in the service until the verdict is on record, and until it stands on the screen.

Run from the root of the project: `QT_QPA_PLATFORM=offscreen python -m benchmarks.gate [--years N] [--scans N]`.
A demo building is made in a temporary folder; the scans are genuine passes of visitors who are on site.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.settings import LocalSettings
from desk_app.services.demo.build import build_demo
from desk_app.services.gate.service import Gate
from desk_app.services.visitors.records import Arrival, Host, Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.ask import Ask
from desk_app.ui.change_bus import ChangeBus
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.gate.window import GateWindow
from desk_app.ui.i18n import set_language
from desk_app.ui.tasks import Tasks
from desk_app.ui.theme import load_fonts
from desk_app.ui.widgets.toast import Toasts


def arrive(services: Services, count: int) -> list[Visit]:
    """Visitors with a pass each."""
    host = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")
    visitors = services.get(Visitors)
    return [
        visitors.check_in(SYSTEM, Arrival("张伟明", f"139{n:08}", host=host, request=f"b{n}")).result.visit
        for n in range(count)
    ]


def window_on(services: Services, folder: DataFolder, tasks: Tasks) -> GateWindow:
    """The guard's window as the program makes it, silent."""
    asker = Ask()
    session = SimpleNamespace(actor=SYSTEM, lock=lambda: None)
    silent = SimpleNamespace(play=lambda tone: None, close=lambda: None)
    context = AppContext(
        services=services,
        folder=folder,
        local=LocalSettings(folder.local_settings),
        tasks=tasks,
        bus=ChangeBus(),
        errors=Errors(asker),
        ask=asker,
        toasts=Toasts(QWidget()),
        session=cast(Any, session),
    )
    return GateWindow(context, silent)


def said(spans: Sequence[float]) -> str:
    """Median, 95th percentile and worst, in milliseconds."""
    ordered = sorted(spans)
    return (
        f"median {1000 * statistics.median(ordered):6.1f}   p95 {1000 * ordered[int(len(ordered) * 0.95)]:6.1f}   "
        f"worst {1000 * ordered[-1]:6.1f} ms"
    )


def in_service(services: Services, visits: Sequence[Visit]) -> list[float]:
    """Scan to verdict, its record committed."""
    spans, gate = [], services.get(Gate)
    for visit in visits:
        started = time.perf_counter()
        verdict = gate.scan(SYSTEM, visit.pass_code).result.verdict
        spans.append(time.perf_counter() - started)
        assert verdict.releases
    return spans


def on_screen(app: QApplication, window: GateWindow, visits: Sequence[Visit]) -> list[float]:
    """Scan to the painted word, with the visitor checked out on the way."""
    spans = []
    for visit in visits:
        window.clear()
        app.processEvents()
        started = time.perf_counter()
        window.show_code(visit.pass_code)
        while window.verdict.band.isHidden():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        window.repaint()
        spans.append(time.perf_counter() - started)
    return spans


def main() -> None:
    """Print both figures."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--years", type=float, default=0.5)
    asked.add_argument("--scans", type=int, default=100)
    options = asked.parse_args()
    app = QApplication(sys.argv[:1])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as place:
        folder = DataFolder(Path(place) / "desk")
        services = build_demo(folder, years=options.years).services
        visits = arrive(services, 2 * options.scans)
        tasks = Tasks(lambda error, owner: print(error))
        window = window_on(services, folder, tasks)
        window.resize(1366, 768)
        window.show()
        set_language("zh_CN")
        print(f"scan to verdict on record  {said(in_service(services, visits[: options.scans]))}   (goal 20)")
        print(
            f"scan to painted word       {said(on_screen(app, window, visits[options.scans :]))}   (goal 100)"
        )
        window.close()
        tasks.close()
        services.bench.database.close()


if __name__ == "__main__":
    main()
