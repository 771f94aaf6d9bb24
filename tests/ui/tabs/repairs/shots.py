"""Pictures of repairs to look at: `python -m tests.ui.tabs.repairs.shots FOLDER [PART]` (QT_QPA_PLATFORM=offscreen)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desk_app.services import assembly
from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import LANGUAGES
from desk_app.services.directory.records import Trade
from desk_app.services.repairs.records import Order, OrderKind, PricedLine, Urgency, View
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.errors import Errors
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.repairs import actions
from desk_app.ui.tabs.repairs.page import RepairsPage
from desk_app.ui.theme import THEMES, load_fonts, look
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import FOUNDING, PIN, People
from tests.fakes import Asked, FakeClock, FakeSecrets
from tests.services.blobs.test_pictures import picture as signature
from tests.services.repairs.repair_desk import LAMP, TUBE, RepairDesk, picture
from tests.ui.page_context import SignedIn, make_context
from tests.ui.tabs.directory.conftest import fill
from tests.ui.tabs.repairs.conftest import keep_price

SIZES = ((1290, 660), (1836, 960))
REPORTS = (
    ("1205", "茶水间水龙头漏水，地面有积水", Trade.PLUMBING),
    ("1206", "会议室空调不制冷，室温30度", Trade.HVAC),
    ("801", "前台插座没电", Trade.ELECTRICAL),
    ("B101", "仓库门锁打不开，钥匙断在锁芯里", Trade.LOCKS),
)
Scenes = dict[str, Callable[[], object]]


def furnish(ledger: RepairDesk) -> dict[str, Order]:
    """Orders in every state, late ones, a complaint, a paid one, repeats, a rework."""
    fill(ledger.desk, ledger.people.supervisor)
    for name, trade in (("孙志强", Trade.ELECTRICAL), ("周凯", Trade.HVAC), ("欧阳建军", Trade.LOCKS)):
        draft = ColleagueDraft(name, "engineering", trade, "13600000000")
        ledger.desk.get(Colleagues).add(ledger.people.supervisor, draft)
    for name, yuan in (("更换灯管", "30"), ("更换插座面板", "45"), ("疏通下水", "120")):
        keep_price(ledger, name, yuan)
    kept: dict[str, Order] = {}
    not_well = ledger.call_back(ledger.finished(unit="2302", description="灯管闪烁"), "还是闪")
    ledger.close(ledger.call_back(ledger.finished(unit="2301", description="开关失灵")))
    kept["unhappy"] = not_well
    ledger.hold(
        ledger.dispatch(ledger.take_in(unit="2401", description="窗帘轨道脱落", trade=Trade.CIVIL)), 2
    )
    kept["done"] = ledger.done(ledger.on_site(photos=(picture("blue"),)), signature=signature())
    ledger.finished(unit="801", description="灯带不亮", reporter="李强", phone="13711112222")
    kept["complaint"] = ledger.complaint(unit="1205", serious=True, description="昨晚施工噪音太大，影响加班")
    for unit, words, trade in REPORTS:
        ledger.take_in(unit=unit, description=words, trade=trade, reporter="陈静", phone="13900001205")
    ledger.clock.advance(minutes=16)
    kept["repeated"] = ledger.take_in(
        unit="", area="12F电梯厅", description="电梯按键失灵", trade=Trade.LIFT, urgency=Urgency.URGENT
    )
    for name in ("刘女士", "Alexandra Smith"):
        ledger.take_in(reporter=name, unit="", area="12F电梯厅", join=kept["repeated"].id)
    ledger.clock.advance(minutes=6)
    kept["paid"] = ledger.take_in(unit="1206", paid=True, prices=(LAMP, TUBE), description="更换会议室灯管")
    ledger.arrive(
        ledger.dispatch(ledger.take_in(unit="1205", description="网络面板松动", trade=Trade.LOW_VOLTAGE))
    )
    return {name: ledger.order(one) for name, one in kept.items()}


def scenes(ledger: RepairDesk, kept: dict[str, Order], page: RepairsPage) -> Scenes:
    form = page.intake

    def empty() -> None:
        page.show_board(False)
        page.chips.choose(View.OPEN)
        page.new_report()
        form.clear()

    def filled() -> None:
        empty()
        form.fill(replace(ledger.draft(), unit="1205", company="云帆", description="茶水间漏水，又满了"), "")
        form.who.where.editingFinished.emit()
        form.look_for_duplicates()

    def paid() -> None:
        empty()
        form.fill(replace(ledger.draft(), unit="2401", description="灯管坏了两支"), "来自来电 C-001")
        form.what.paid.setChecked(True)
        form.prices.set_lines((LAMP, PricedLine("LED灯管", 2, 2_555, material=True)))
        form.photos.set_draft((picture("red"), picture("green")))
        form.look_for_duplicates()

    def complaint() -> None:
        empty()
        form.fill(
            replace(ledger.draft(), kind=OrderKind.COMPLAINT, trade=None, description="太吵", unit="9999"), ""
        )
        form.submit()

    def board() -> None:
        empty()
        page.show_board(True)

    def order(name: str) -> Callable[[], object]:
        def scene() -> None:
            empty()
            page.show_record("repair", kept[name].id)

        return scene

    return {
        "empty": empty,
        "filled": filled,
        "paidform": paid,
        "problems": complaint,
        "board": board,
        **{name: order(name) for name in kept},
        **dialog_scenes(kept, page),
    }


def dialog_scenes(kept: dict[str, Order], page: RepairsPage) -> Scenes:
    ctx = page.ctx
    return {
        "dispatch": lambda: actions.dispatch(ctx, page, kept["repeated"]),
        "hold": lambda: actions.hold(ctx, page, kept["repeated"]),
        "donedialog": lambda: actions.done(ctx, page, kept["done"]),
        "price": lambda: actions.price(ctx, page, kept["paid"]),
        "queue": lambda: actions.call_back_queue(ctx, page),
        "correct": lambda: page._correct(kept["repeated"]),
        "statistics": page.statistics,
        "prices": page.price_list,
    }


def close_dialogs(window: QWidget) -> None:
    for one in window.findChildren(QDialog):
        one.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def take(app: QApplication, window: QWidget, scene: Callable[[], object], to: Path) -> None:
    """One picture: of the dialog that the scene opened, else of the window."""
    scene()
    for _ in range(6):
        app.processEvents()
    opened: list[QWidget] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    (opened or [window])[0].grab().save(str(to))
    close_dialogs(window)


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
        ledger = RepairDesk(services, People(actor, actor, boss), clock)
        kept = furnish(ledger)
        window, asked = QWidget(), Asked()
        ctx = make_context(services, data, window, SignedIn(boss), errors=Errors(asked), ask=asked)
        page = RepairsPage(ctx)
        window.setLayout(column(page))
        window.setProperty("role", "page")
        window.show()
        page.load()
        for theme, language, size in product(THEMES, LANGUAGES, SIZES):
            look.use(app, theme)
            set_language(language)
            window.resize(*size)
            for name, scene in scenes(ledger, kept, page).items():
                shot = f"{name}-{theme}-{language}-{size[0]}"
                if only in shot:
                    take(app, window, scene, folder / f"{shot}.png")
        window.close()
        services.bench.database.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(Path(sys.argv[1]), *sys.argv[2:])
