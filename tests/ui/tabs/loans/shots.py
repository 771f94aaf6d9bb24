"""Pictures of lending to look at: `python -m tests.ui.tabs.loans.shots FOLDER [PART]` (QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services import assembly
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.loans.records import LoanDraft
from desk_app.services.loans.standard import PONCHO, STANDARD, UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.loans import actions
from desk_app.ui.tabs.loans.category_dialog import CategoriesDialog, CategoryDialog
from desk_app.ui.tabs.loans.drawer_forms import CountDialog
from desk_app.ui.tabs.loans.history import HistoryDialog
from desk_app.ui.tabs.loans.page import LoansPage
from desk_app.ui.tabs.loans.signing import SignDialog
from desk_app.ui.tabs.loans.suspensions_dialog import SuspensionsDialog
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import FOUNDING, PIN, People
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.services.blobs.test_pictures import picture
from tests.services.loans.lending_desk import Counter
from tests.ui.page_context import SignedIn, make_context
from tests.ui.tabs.directory.conftest import fill
from tests.ui.tabs.loans.conftest import suspend, tenant

SIZES = ((1290, 660), (1836, 960))
NAMES = (
    ("陈静", "13900001205", "云帆科技有限公司", "1205"),
    ("吴亮", "13900001206", "云帆科技有限公司", "1206"),
    ("李强", "13711112222", "远航国际物流", "801"),
    ("欧阳晓峰", "13611113333", "深圳市前海云启信息技术服务有限公司", "2301-2305"),
    ("Alexandra Smith", "13511114444", "Voyage Logistics", "802"),
)


def furnish(counter: Counter) -> None:
    """Loans of yesterday and today, late ones, a deposit, a call, a suspended borrower, a loss."""
    fill(counter.desk, counter.people.supervisor)
    counter.umbrellas += counter.add(UMBRELLA, 40, "爱心伞")
    counter.desk.get(Stock).restock(counter.people.receptionist, PONCHO, 60, "雨季备货", "1")
    counter.desk.get(Stock).hand_out(counter.people.receptionist, PONCHO, 45, tenant(counter), "", "2")
    suspend(counter, "13711112222")
    desk, boss = counter.people.receptionist, counter.people.supervisor
    for place, (name, phone, company, unit) in enumerate(NAMES):
        draft = counter.draft(
            counter.umbrellas[place], borrower=name, phone=phone, company=company, unit=unit, waiver="已沟通"
        )
        counter.verbs.lend(boss, draft)
    lost = counter.lend(counter.umbrellas[9], borrower="黄小明", phone="13400001111")
    counter.verbs.report_lost(desk, lost.lines[0].id, "遗落在地铁", "", "30")
    counter.clock.advance(days=1, hours=10)
    first = counter.ask.borrowers(desk, "陈静")[0]
    late = counter.ask.history_of_person(desk, first.phone, first.name)[0]
    counter.verbs.note_call(desk, late.id, True, "下午下班前归还")
    counter.verbs.extend(desk, late.lines[0].id, counter.clock.now() + timedelta(days=1), "电话约定")
    for place, family in enumerate("赵钱孙郑王冯卫蒋沈韩杨朱", 12):
        name, phone = f"{family}思远", f"138000010{place}"
        counter.lend(counter.umbrellas[place], borrower=name, phone=phone, company="华岳贸易")
    counter.lend(
        counter.chairs[0], counter.trolleys[0], borrower="周立", phone="13800138000",
        company="云帆科技有限公司", unit="1205", signature=picture(),
    )  # fmt: skip


Scenes = dict[str, Callable[[], object]]


def scenes(counter: Counter, page: LoansPage) -> Scenes:
    def empty() -> None:
        page.new_loan()
        page.form.clear()

    def filled() -> None:
        empty()
        page.form.who.fill(
            LoanDraft(
                (), "李强", phone="13711112222", tenant=tenant(counter), company="云帆科技", unit="1205"
            )
        )
        page.form.lines.add_item(counter.umbrellas[30])
        page.form.lines.add_item(counter.chairs[1])
        page.form.judge()

    def loan(name: str) -> Callable[[], object]:
        (one,) = counter.ask.history_of_person(counter.people.receptionist, "", name)[:1]
        return lambda: page.show_record("loan", one.id)

    dialogs = {name: _after(empty, scene) for name, scene in dialog_scenes(counter, page).items()}
    return dialogs | {
        "empty": empty,
        "filled": filled,
        "loan": loan("陈静"),
        "two": loan("周立"),
        "suspended": loan("李强"),
        "item": lambda: page.show_record("loan_item", counter.umbrellas[2].id),
        "lost": lambda: page.show_code(counter.umbrellas[9].tag),
        "scanned": _after(empty, lambda: page.show_code(counter.chairs[0].tag)),
    }


def _after(first: Callable[[], object], then: Callable[[], object]) -> Callable[[], object]:
    return lambda: (first(), then())


def dialog_scenes(counter: Counter, page: LoansPage) -> Scenes:
    ctx = page.ctx
    loan = counter.ask.history_of_person(counter.people.receptionist, "", "周立")[0]
    line = loan.lines[0]

    def counted() -> None:
        made = CountDialog(ctx, page, lambda _: None)
        made.form.restore({"counted": "20"})
        made.submit()
        made.open()

    return {
        "stock": page.stock,
        "drawer": page.drawer,
        "count": counted,
        "sign": lambda: SignDialog(page, "爱心伞 012").open(),
        "return": lambda: actions.take_back_with_remarks(ctx, page, line),
        "lostdialog": lambda: actions.report_lost(ctx, page, line),
        "extend": lambda: actions.extend(ctx, page, line),
        "call": lambda: actions.note_call(ctx, page, loan),
        "correct": lambda: actions.correct(ctx, page, loan),
        "history": lambda: HistoryDialog(ctx, page, loan).open(),
        "suspensions": lambda: SuspensionsDialog(ctx, page).open(),
        "categories": lambda: CategoriesDialog(ctx, page).open(),
        "category": lambda: CategoryDialog(ctx, page, STANDARD[0], lambda _: None).open(),
    }


def close_dialogs(window: QWidget) -> None:
    for one in window.findChildren(QDialog):
        one.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def take(app: QApplication, window: QWidget, page: LoansPage, scene: Callable[[], object], to: Path) -> None:
    """One picture: of the dialog that the scene opened, else of the window."""
    scene()
    for _ in range(6):
        app.processEvents()
    opened = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (opened or [window])[0].grab().save(str(to))
    close_dialogs(window)
    page.ctx.toasts.undo()  # what was taken back by a scan is out for the next picture


def main(folder: Path, only: str = "") -> None:
    app = QApplication([])
    load_fonts(app)
    with tempfile.TemporaryDirectory() as home:
        data, clock = DataFolder(Path(home) / "desk"), FakeClock()
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(data, FOUNDING, first, clock=clock, secrets=FakeSecrets())
        found = services.get(StaffQueries).who_can_sign_in()
        boss = Actor(found[0].id, "周敏", Role.SUPERVISOR)
        desk = services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result
        actor = Actor(desk, "林小雨", Role.RECEPTIONIST)
        counter = Counter(services, People(actor, actor, boss), clock)
        furnish(counter)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(boss), errors=Errors(asked), ask=asked)
        page = LoansPage(ctx)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.show()
        page.load()
        for theme, language, size in product(THEMES, LANGUAGES, SIZES):
            look.use(app, theme)
            set_language(language)
            window.resize(*size)
            for name, scene in scenes(counter, page).items():
                shot = f"{name}-{theme}-{language}-{size[0]}"
                if only in shot:
                    take(app, window, page, scene, folder / f"{shot}.png")
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
