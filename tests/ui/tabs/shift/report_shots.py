"""Pictures of report and dashboard: `python -m tests.ui.tabs.shift.report_shots FOLDER` (QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.core.figures import Span
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.report.closing import DayBook
from desk_app.services.report.queries import ReportQueries
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.shift.report_close import CloseDayDialog
from desk_app.ui.tabs.shift.report_page import ReportPage
from desk_app.ui.tabs.supervisor.today_page import TodayPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import FakeClock
from tests.services.demo.conftest import NOW, make
from tests.services.report.paper_samples import png
from tests.ui.page_context import SignedIn, make_context


def main(folder: Path) -> None:
    """Both themes, both languages."""
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as root:
        desk = make(Path(root) / "data", FakeClock(NOW)).services
        boss = next(one for one in desk.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR)
        actor = Actor(boss.id, boss.name, boss.role)
        yesterday = NOW.date() - timedelta(days=1)
        desk.get(DayBook).close_day(actor, yesterday, png(), "雨伞两把待盘点")
        for theme, language in product(THEMES, LANGUAGES):
            look.use(app, theme)
            set_language(language)
            window = QWidget()
            ctx = make_context(desk, DataFolder(Path(root) / "data"), window, SignedIn(actor))
            page, today = ReportPage(ctx), TodayPage(ctx)
            window.setLayout(column(page, today))
            today.hide()
            window.resize(1366 - 76 - 196, 690)
            window.show()
            name = f"{folder}/{theme}-{language}"
            page.load()
            shoot(app, window, f"{name}-day.png")
            page.sections.setCurrentRow(5)
            shoot(app, window, f"{name}-day5.png")
            page.go(-1)
            shoot(app, window, f"{name}-closed.png")
            page.chips.choose(Span.YEAR)
            shoot(app, window, f"{name}-year.png")
            report = desk.get(ReportQueries).report(actor, Span.DAY, NOW.date())
            dialog = CloseDayDialog(ctx, report, window)
            dialog.open()
            shoot(app, dialog, f"{name}-close.png")
            dialog.hide()
            page.hide()
            today.show()
            today.load()
            shoot(app, window, f"{name}-today.png")
            window.close()
        desk.bench.database.close()


def shoot(app: QApplication, widget: QWidget, path: str) -> None:
    """One picture."""
    for _ in range(5):
        app.processEvents()
    widget.grab().save(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
