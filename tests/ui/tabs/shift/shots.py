"""Pictures of the shift's handover to look at: `python -m tests.ui.tabs.shift.shots FOLDER`.

Taken on the demo building, with QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.demo.build import DEMO_PIN, build_demo
from desk_app.services.printing.render import render
from desk_app.services.shift.queries import ShiftQueries
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.shift.handover_page import HandoverPage
from desk_app.ui.tabs.shift.notice_dialogs import PostDialog
from desk_app.ui.tabs.shift.notices_page import NoticesPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.ui.page_context import PaperTray, SignedIn, make_context

SIZE = (1366 - 76 - 196, 660)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def handover(ctx: AppContext, page: HandoverPage, save: object) -> None:
    """Every step, with the picture of each."""
    take = save if callable(save) else print
    page.load()
    settle()
    page.list.table.selectRow(0)
    take("list")
    page.begin()
    for number, one in enumerate(page.count.rows.values()):
        one.number.setText("" if number == 1 else "5")
    page.count.send()
    settle()
    take("count")
    page.count.rows[list(page.count.rows)[1]].why.setText("库房锁着，钥匙在工程部")
    page.count.send()
    settle()
    take("differences")
    review = page.review
    for row in review.rows.values():
        row.why.setText("试点数，演示说明")
    area = review.findChildren(QWidget, "qt_scrollarea_viewport")[0].parent()
    bar = area.verticalScrollBar()  # type: ignore[attr-defined]
    review.remarks.setPlainText("10 楼会议室借的手推车明早还")
    review.leaving.setText(DEMO_PIN)
    review.coming.setText(DEMO_PIN)
    review.sure.click()
    settle()
    bar.setValue(bar.maximum())
    settle()
    take("reading")
    for tick in review.ticks.values():
        tick.setChecked(True)
    review.unsent.setChecked(True)
    if review.ahead.incidents:
        from desk_app.services.shift.records import Waiver

        boss = next(
            one for one in ctx.services.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR
        )
        there = Actor(boss.id, boss.name, boss.role).at_session_of(ctx.actor)
        review.show_agreement(Waiver(there, "维保 20 分钟内到场"))
    review.leaving.setText(DEMO_PIN)
    review.coming.setText(DEMO_PIN)
    review.sure.click()
    settle()
    take("done")


def main(folder: Path) -> None:
    app = QApplication([])
    load_fonts(app)
    folder.mkdir(parents=True, exist_ok=True)
    clock, secrets = FakeClock(), FakeSecrets()
    data = DataFolder(Path(tempfile.mkdtemp()) / "data")
    services = build_demo(data, years=0.1, clock=clock, secrets=secrets).services
    people = services.get(StaffQueries).who_can_sign_in()
    me = next(one for one in people if one.role is Role.RECEPTIONIST)
    for theme, language in product(THEMES, LANGUAGES):
        if len(sys.argv) > 2 and f"{theme}-{language}" != sys.argv[2]:
            continue
        set_language(language)
        look.use(app, theme)
        window, asked = QWidget(), Asked()
        session = SignedIn(Actor(me.id, me.name, me.role))
        ctx = make_context(services, data, window, session, errors=Errors(asked), ask=asked)
        page, notices = HandoverPage(ctx), NoticesPage(ctx)
        window.setLayout(column(page, notices))
        window.setProperty("role", "page")
        notices.hide()
        window.resize(*SIZE)
        window.show()

        def save(name: str, at: QWidget = window, mark: str = f"{theme}-{language}") -> None:
            settle()
            at.grab().save(str(folder / f"{name}-{mark}.png"))

        handover(ctx, page, save)
        page.hide()
        notices.show()
        notices.load()
        settle()
        notices.table.selectRow(0)
        save("notices")
        dialog = PostDialog(ctx, window)
        dialog.open()
        save("post", dialog)
        dialog.close()
        tray = ctx.printing
        assert isinstance(tray, PaperTray)
        (folder / f"sheet-{language}.pdf").write_bytes(render(tray.printed[-1]))
        for question in asked.questions:
            print(question)
        print(len(services.get(ShiftQueries).handovers(ctx.actor)))
        window.close()
    services.bench.database.close()
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
