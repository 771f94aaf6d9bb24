"""What a guard sees of goods, for the pictures to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.services.catalogue import Services
from desk_app.services.codes.claims import gate_bits
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.passes.records import ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.ui.gate.arming import ARMED_AFTER_S
from desk_app.ui.gate.real_plate import PlateDialog
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.window import GateWindow
from tests.fakes import FakeClock
from tests.services.passes.gate_help import LONG, foreign, issue, stranger, trust
from tests.ui.gate.build import arrive

OFFICE = (
    GoodsLine("人体工学办公椅", 12, "把"),
    GoodsLine("戴尔 27 英寸显示器", 4, "台", "CN-0K3R9P-74261"),
    GoodsLine("投影仪", 2, "台", "EP-77120", returnable=True),
    GoodsLine("演示用折叠桌", 2, "张", returnable=True),
)
MANY = (
    *(
        GoodsLine(f"档案箱 {n:02} 号（2019—2024 年度合同与凭证，封条编号见箱体）", n, "箱")
        for n in range(1, 15)
    ),
    GoodsLine("Herman Miller Aeron chair, size B, graphite, with lumbar support", 3, "pcs", "AER-1187"),
)
_LETTING_OUT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4, Qt.Key.Key_F5)
Scenes = dict[str, Callable[[GateWindow], object]]


def read_all(window: GateWindow) -> None:
    """The guard looks at every line, and comes back to the one chosen."""
    QApplication.processEvents()
    lines = window.goods.lines
    chosen = lines.current
    while window.goods.isVisible() and window._flow.unseen:
        lines.page(1)
        QApplication.processEvents()
        lines.select(min(chosen, lines.current) if lines.all_seen else lines.current)


def look_first(window: GateWindow) -> None:
    """The guard looks before anything is let out."""
    QApplication.processEvents()
    clock = window.ctx.services.bench.clock
    if window.arming.share < 1:
        assert isinstance(clock, FakeClock)
        clock.advance(seconds=ARMED_AFTER_S)


def press(window: GateWindow, *keys: Qt.Key | str) -> None:
    """Keys, one after the other, wherever the keyboard is; what lets out is pressed after a look."""
    for key in keys:
        if key in _LETTING_OUT:
            read_all(window)
            look_first(window)
        target = window.focusWidget() or window
        QTest.keyClicks(target, key) if isinstance(key, str) else QTest.keyClick(target, key)


def press_dialog(window: GateWindow, text: str) -> None:
    """Into the plate's field."""
    dialog = window._flow.dialog
    assert isinstance(dialog, PlateDialog)
    dialog.plate.setText(text)


def before_night(services: Services, by: Actor, clock: FakeClock) -> Scenes:
    """Goods that left long ago and are overdue."""
    today = clock.now().date()
    late = issue(services, OFFICE[2:], due=today - timedelta(days=3))
    services.get(Releases).release(by, late.code, 1, ReleaseDraft())
    return {"goods_overdue": lambda window: window.show_code(late.code)}


def goods_scenes(services: Services, by: Actor, clock: FakeClock) -> Scenes:
    """By name, what to do with the window."""
    return leaving(services, clock) | staying(services, clock) | coming(services, by, clock)


def leaving(services: Services, clock: FakeClock) -> Scenes:
    """All of it, a part, one of several trips, many lines, a typed number."""
    due = clock.now().date() + timedelta(days=5)
    whole, part = issue(services, OFFICE, due=due), issue(services, OFFICE, due=due)
    driven = issue(services, OFFICE)
    trips, many = issue(services, OFFICE, trips=3), issue(services, MANY)

    def counted(window: GateWindow) -> None:
        window.show_code(part.code)
        press(window, "8", Qt.Key.Key_Down, Qt.Key.Key_Minus, Qt.Key.Key_Down, "0")

    def released(window: GateWindow) -> None:
        counted(window)
        read_all(window)
        look_first(window)
        window.buttons.take(Step.RELEASE)

    def second_trip(window: GateWindow) -> None:
        window.show_code(trips.code)
        press(window, "5")
        window.buttons.take(Step.TRIP)

    def asked(window: GateWindow) -> None:
        window.clear_all()
        window.show_code(part.short)
        window.goods.lines.asked.emit(0)

    def other_plate(window: GateWindow) -> None:
        window.show_code(driven.code)
        window.ask_plate()
        press_dialog(window, "沪A88888")

    def other_plate_said(window: GateWindow) -> None:
        dialog = window._flow.dialog
        assert isinstance(dialog, PlateDialog)
        dialog.ok.click()

    return {
        "plate_asked": lambda window: (window.show_code(driven.code), window.ask_plate()),
        "plate_typed": other_plate,
        "plate_other": other_plate_said,
        "plate_other_left": lambda window: press(window, Qt.Key.Key_Return),
        "quantity": asked,
        "goods": lambda window: window.show_code(whole.code),
        "goods_part": counted,
        "goods_part_left": released,
        "goods_trip": second_trip,
        "goods_many": lambda window: window.show_code(many.code),
        "goods_typed": lambda window: window.show_code(many.short),
    }


def staying(services: Services, clock: FakeClock) -> Scenes:
    """The sheet of reasons, a refusal, what the supervisor may let out."""
    refusable, wrong = issue(services, OFFICE), issue(services, OFFICE[:1], gates=gate_bits([2]))
    later = issue(services, OFFICE[:1], delay=3)

    def sheet(window: GateWindow) -> None:
        window.show_code(refusable.short)
        window.buttons.take(Step.REFUSE)

    def slip(window: GateWindow) -> None:
        window.show_code(later.code)
        window.buttons.take(Step.SLIP)

    def refused(window: GateWindow) -> None:
        window.clear()
        window.buttons.take(Step.REFUSE)
        press(window, "3")

    def approve(window: GateWindow) -> None:
        window.show_code(later.code)
        window.buttons.take(Step.OVERRIDE)

    return {
        "goods_wrong_gate": lambda window: window.show_code(wrong.code),
        "goods_not_yet": lambda window: window.show_code(later.code),
        "refuse": sheet,
        "refuse_other": lambda window: press(window, "7"),
        "refused": refused,
        "approve": approve,
        "slip": slip,
    }


def coming(services: Services, by: Actor, clock: FakeClock) -> Scenes:
    """A pass that is used up, with and without goods to come back."""
    back = issue(services, OFFICE[2:], due=clock.now().date() + timedelta(days=5))
    used = issue(services, OFFICE[:2])
    for one in (back, used):
        services.get(Releases).release(by, one.code, 1, ReleaseDraft())

    def taken(window: GateWindow) -> None:
        press(window, "1")
        window.buttons.take(Step.TAKE_BACK)

    return {
        "goods_used": lambda window: window.show_code(used.code),
        "goods_back": lambda window: window.show_code(back.code),
        "goods_taken": taken,
    }


def not_alone(services: Services, by: Actor, clock: FakeClock) -> Scenes:
    """Passes of another desk, which was heard from today and then not for days."""
    trust(services, stranger().public, 7)
    near = foreign(services, LONG)
    own = issue(services, OFFICE[:2], hours=24 * 20)

    def cut_off(window: GateWindow) -> None:
        clock.advance(days=4)
        window.show_code(own.code)

    def visitor(window: GateWindow) -> None:
        window.show_code(arrive(services, SYSTEM, "何静怡", badge="B-031").pass_code)

    return {
        "goods_unmet": lambda window: window.show_code(near.code),
        "goods_cut_off": cut_off,
        "visitor_cut_off": visitor,
        "visitor_asked": lambda window: window.buttons.take(Step.OVERRIDE),
    }
