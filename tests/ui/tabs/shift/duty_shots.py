"""Pictures of the duty log to look at: `python -m tests.ui.tabs.shift.duty_shots FOLDER [PART]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services import assembly
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.duty_log.records import CorrectionDraft, EntryDraft, KindDraft, StepDraft, Tag
from desk_app.services.duty_log.standard import WATER
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.shift import duty_actions
from desk_app.ui.tabs.shift.duty_kinds import KindDialog
from desk_app.ui.tabs.shift.duty_page import DutyPage
from desk_app.ui.tabs.shift.page import ShiftPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import FOUNDING, PIN, People
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.services.duty_log.duty_desk import DutyDesk
from tests.ui.page_context import SignedIn, make_context

WIDTH, HEIGHT = 1290, 660
Scenes = dict[str, Callable[[], object]]


def furnish(duty: DutyDesk) -> None:
    """A day with entries, corrections, one incident that is over and two that run."""
    verbs, boss = duty.verbs, duty.people.supervisor
    verbs.save_kind(boss, None, KindDraft("燃气泄漏", "Gas leak", ("arrived", "solved"), "燃气公司", 10))
    duty.write("夜间巡楼完毕，各层门窗已锁", minutes=95)
    wrong = duty.write("3层茶水间漏水", minutes=70)
    verbs.correct(duty.clerk, wrong, CorrectionDraft("是4层茶水间漏水，保洁已处理"))
    verbs.write(duty.clerk, EntryDraft("B1、B2车库巡查一遍，消防通道畅通", tag=Tag.PATROL))
    verbs.write(duty.clerk, EntryDraft("2号货梯门感应失灵，已通知电梯公司", tag=Tag.EQUIPMENT))
    over = duty.all_steps(duty.begin(place="1号客梯", floor="", reported_at=duty.ago(50)))
    verbs.close(duty.clerk, over.id, "门机故障，已更换门锁触点")
    duty.begin(kind=WATER, place="B1水泵房", words="消防管接头漏水", floor="B1", reported_at=duty.ago(4))
    lift = duty.begin(reported_at=duty.ago(24), injured=True)
    duty.step(lift, "told.engineering", 22, who="王工")
    verbs.step(duty.clerk, lift.id, StepDraft("told.lift_company", duty.ago(20), "电梯公司急修"))


def scenes(page: ShiftPage, duty: DutyDesk) -> Scenes:
    part = page.go(DutyPage)
    assert isinstance(part, DutyPage)
    ctx = part.ctx
    running = duty.ask.open_incidents(duty.clerk)
    over = next(one for one in duty.ask.day(duty.clerk, part.day).incidents if not one.open)

    def entry() -> None:
        rows = duty.ask.day(duty.clerk, part.day).entries
        part.table.select(rows[0].id)
        part.ask_correct()

    def refused() -> None:
        part.record(running[0], StepDraft("freed", duty.ago(99)))

    return {
        "page": part.load,
        "begin": part.ask_begin,
        "step": lambda: part.record(running[0], None),
        "refused": refused,
        "correct": entry,
        "close": lambda: duty_actions.close(ctx, part, over),
        "waive": lambda: duty_actions.waive(ctx, part, running[0]),
        "kinds": part.ask_kinds,
        "kind": lambda: KindDialog(ctx, duty.ask.kinds(duty.clerk)[-1], part).open(),
    }


def take(app: QApplication, window: QWidget, scene: Callable[[], object], to: Path) -> None:
    """One picture: of the dialog that the scene opened, else of the window."""
    scene()
    for _ in range(8):
        app.processEvents()
    opened: list[QWidget] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (opened or [window])[0].grab().save(str(to))
    for one in opened:
        one.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock()
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(data, FOUNDING, first, clock=clock, secrets=FakeSecrets())
        boss = Actor(services.get(StaffQueries).who_can_sign_in()[0].id, "周敏", Role.SUPERVISOR)
        desk = services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result
        actor = Actor(desk, "林小雨", Role.RECEPTIONIST)
        duty = DutyDesk(services, People(actor, actor, boss), clock)
        furnish(duty)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(boss), errors=Errors(asked), ask=asked)
        page = ShiftPage(ctx)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.resize(WIDTH, HEIGHT)
        window.show()
        for theme, language in product(THEMES, LANGUAGES):
            look.use(app, theme)
            set_language(language)
            for name, scene in scenes(page, duty).items():
                shot = f"{name}-{theme}-{language}"
                if only in shot:
                    take(app, window, scene, folder / f"{shot}.png")
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
