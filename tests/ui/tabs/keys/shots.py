"""Pictures of the tab to look at: `python -m tests.ui.tabs.keys.shots FOLDER [PART OF A NAME]`
(QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services import assembly
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import CheckAnswer, Escorted, ReturnDraft, View
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import Check, Purpose
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.keys import actions
from desk_app.ui.tabs.keys.approving import ask_approval
from desk_app.ui.tabs.keys.page import KeysPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import FOUNDING, PIN, People
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.ui.page_context import SignedIn, make_context
from tests.ui.tabs.conftest import Stage
from tests.ui.tabs.keys.conftest import CAR, PLANT, SAFE, STAIRS, TRUST, VACANT, Counter, furnish

SIZES = ((1290, 650), (1844, 960))
DONE = {check: CheckAnswer(True) for check in Check}


def busy_morning(counter: Counter) -> None:
    """Some keys out, one overdue, one to approve, one faulty, one lost."""
    desk, clock = counter.desk, counter.clock
    counter.lend(STAIRS, purpose=Purpose.INSPECTION)
    clock.advance(minutes=20)
    counter.lend(
        VACANT,
        purpose=Purpose.VIEWING,
        words="华岳贸易看房",
        colleague=counter.colleague("李娜"),
        due=clock.now() + timedelta(minutes=30),
        escorted=Escorted("赵经理", "链家地产", "13912340000"),
    )
    clock.advance(minutes=15)
    back = counter.lend(CAR, colleague=counter.colleague("陈刚"))
    clock.advance(minutes=45)
    desk.get(Keys).give_back(counter.people.receptionist, back.id, ReturnDraft(checks=DONE))
    counter.lend(SAFE, words="年度档案盘点")
    troubles = desk.get(KeyTroubles)
    troubles.report_fault(counter.people.receptionist, counter.copy(PLANT).id, "齿磨损，开锁困难", True)
    clock.advance(minutes=10)
    counter.page.load()


class Scenes:
    """What is photographed: every public method puts one thing on the screen."""

    def __init__(self, counter: Counter) -> None:
        self._counter, self._page = counter, counter.page

    def all(self) -> dict[str, Callable[[], object]]:
        names = [name for name in vars(Scenes) if not name.startswith("_") and name != "all"]
        return {name.replace("_", "-"): getattr(self, name) for name in names}

    def empty(self) -> None:
        self._page.to_lending()
        self._page.borrow.clear()

    def typed(self) -> None:
        self.empty()
        self._counter.scan_copy(VACANT, 2)
        self._counter.sign("王强")
        self._counter.form.purpose.choose(Purpose.REPAIR)
        self._counter.form.escort.section.set_open(True)
        self._counter.form.escort.name.setText("周国平")

    def trust(self) -> None:
        self.empty()
        self._counter.scan_copy(TRUST)
        self._counter.sign("王强")

    def wrong(self) -> None:
        self.empty()
        self._counter.scan_copy(PLANT)
        self._counter.form.due.time.setText("23:30")
        self._counter.form.due.touched = True
        self._page.borrow.submit()

    def give_back(self) -> None:
        self.empty()
        self._counter.scan_copy(VACANT)

    def not_so(self) -> None:
        self.give_back()
        asking = self._page.back.asking
        assert asking is not None
        asking.checks[0].flip()
        asking.checks[1].not_so.click()
        asking.lines.section.set_open(True)

    def ring(self) -> None:
        self.empty()
        self._counter.scan(self._counter.ring().tag)

    def hang_up(self) -> None:
        self.ring()
        self._page.back.submit()
        ring = next(one for one in self._counter.handouts() if one.ring)
        actions.undo_give_back(self._counter.ctx, self._page, ring)

    def handout(self) -> None:
        self.empty()
        self._counter.open(next(one for one in self._counter.handouts() if one.escorted))

    def to_approve(self) -> None:
        self.empty()
        self._counter.open(self._counter.handouts(View.TO_APPROVE)[0])

    def key(self) -> None:
        self.empty()
        self._page.show_record("key", self._counter.key(PLANT).id)

    def lost(self) -> None:
        self.handout()
        one = self._counter.panel.handout
        copies = [(line.copy, line.code) for line in one.out]
        actions.report_lost(self._counter.ctx, self._page, copies, one.holder)

    def hand_on(self) -> None:
        self.handout()
        actions.hand_on(self._counter.ctx, self._page, self._counter.panel.handout)

    def approve(self) -> None:
        self.to_approve()
        ask_approval(self._counter.ctx, self._page, self._counter.panel.handout)


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock(datetime(2026, 11, 23, 1, 10, tzinfo=UTC))
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(data, FOUNDING, first, clock=clock, secrets=FakeSecrets())
        found = services.get(StaffQueries).who_can_sign_in()
        boss = Actor(found[0].id, "周敏", Role.SUPERVISOR)
        desk = Actor(
            services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result,
            "林小雨",
            Role.RECEPTIONIST,
        )
        furnish(services, boss)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(desk), errors=Errors(asked), ask=asked)
        page = KeysPage(ctx)
        window.setLayout(column(page))
        window.show()
        counter = Counter(page, Stage(window, ctx, asked), services, People(desk, desk, boss), clock)
        page.load()
        busy_morning(counter)
        for theme in THEMES:
            look.use(app, theme)
            for language in LANGUAGES:
                set_language(language)
                for size in SIZES:
                    window.resize(*size)
                    for name, scene in Scenes(counter).all().items():
                        shot = f"{name}-{theme}-{language}-{size[0]}"
                        if only in shot:
                            shoot(app, counter, scene, folder / shot)
        window.close()
        services.bench.database.close()


def shoot(app: QApplication, counter: Counter, scene: Callable[[], object], path: Path) -> None:
    """The window, and each dialog that is open beside it."""
    window = counter.stage.window
    counter.ctx.toasts.close()
    scene()
    if counter.form.copies.ids:
        counter.page.borrow.judge()
    for _ in range(5):
        app.processEvents()
    window.grab().save(f"{path}.png")
    for place, dialog in enumerate(one for one in window.findChildren(QDialog) if one.isVisible()):
        dialog.grab().save(f"{path}-dialog{place}.png")
        dialog.close()
    app.processEvents()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
