"""Nothing leaves before it can have been compared: not by a held key, not by a quick one, not by a scanner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.ui.gate.arming import ARMED_AFTER_S, SILENCE_S, Arming
from desk_app.ui.gate.steps import Step
from desk_app.ui.scan import ScanListener
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.passes.gate_help import issue
from tests.ui.gate.build import GateParts, arrive
from tests.ui.gate.goods_scenes import OFFICE, look_first, press, read_all
from tests.ui.gate.test_goods import gone
from tests.ui.gate.test_window import burst, offered, word

Key = Qt.Key
NOTHING, ALL = [0, 0, 0, 0], [12, 4, 2, 2]


@pytest.fixture
def front(gate: GateParts, qtbot: QtBot, qapp: QApplication) -> GateParts:
    """The window in front of all others: keys reach it as from the system."""
    gate.window.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is gate.window.windowHandle())
    return gate


@pytest.fixture
def scanner(front: GateParts, qapp: QApplication) -> Iterator[ScanListener]:
    listener = ScanListener()
    listener.scanned.connect(front.window.show_code)
    listener.watch(qapp)
    yield listener
    listener.stop()


def enter(gate: GateParts, times: int = 1) -> None:
    """As the system sends it: down and up."""
    for _ in range(times):
        QTest.keyClick(gate.window.windowHandle(), Key.Key_Return)


def test_a_quick_enter_lets_nothing_out(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    read_all(gate.window)
    QTest.keyClick(gate.window.goods.lines, Key.Key_Return)
    QTest.mouseClick(gate.window.buttons.buttons[Step.RELEASE], Qt.MouseButton.LeftButton)
    gate.window.buttons.take(Step.RELEASE)
    assert gone(desk, people, one) == NOTHING
    look_first(gate.window)
    QTest.mouseClick(gate.window.buttons.buttons[Step.RELEASE], Qt.MouseButton.LeftButton)
    assert gone(desk, people, one) == ALL


def test_the_button_fills_and_then_works(
    gate: GateParts, desk: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    button = gate.window.buttons.buttons[Step.RELEASE]
    assert button.share == 0
    clock.advance(seconds=ARMED_AFTER_S / 2)
    qtbot.waitUntil(lambda: button.share == 0.5)
    gate.window.grab()
    clock.advance(seconds=ARMED_AFTER_S / 2)
    qtbot.waitUntil(lambda: button.share == 1)
    assert not gate.window.arming._timer.isActive()


def test_what_a_visitor_leaves_by_waits_too(gate: GateParts, desk: Services, people: People) -> None:
    gate.window.show_code(arrive(desk, people.receptionist, badge="7").pass_code)
    QTest.keyClick(gate.window.side.field, Key.Key_Return)
    QTest.keyClick(gate.window.side.field, Key.Key_F4)
    QTest.keyClick(gate.window.side.field, Key.Key_F5)
    assert offered(gate) == {Step.LEAVES, Step.WITHOUT_BADGE, Step.STEPS_OUT}
    press(gate.window, Key.Key_Return)
    assert offered(gate) == {Step.UNDO, Step.STEPS_OUT}


def test_another_look_at_the_same_pass_waits_again(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    read_all(gate.window)
    look_first(gate.window)
    gate.window.ask_plate()
    asked = gate.window._flow.dialog
    assert asked is not None
    asked.accept()
    QTest.keyClick(gate.window.goods.lines, Key.Key_Return)
    assert gone(desk, people, one) == NOTHING


@pytest.mark.parametrize("rate_ms", [30, 100, 250])
def test_a_held_enter_never_releases(
    front: GateParts, desk: Services, people: People, clock: FakeClock, rate_ms: int
) -> None:
    """Repeats that look like presses and releases, as some systems send them."""
    one = issue(desk, OFFICE)
    front.window.show_code(one.code)
    read_all(front.window)
    for _ in range(5000 // rate_ms):
        enter(front)
        clock.advance(milliseconds=rate_ms)
    assert gone(desk, people, one) == NOTHING
    clock.advance(seconds=SILENCE_S)
    enter(front)
    assert gone(desk, people, one) == ALL, "let go and pressed again"


def test_a_second_press_right_after_a_first_is_none(
    front: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    one = issue(desk, OFFICE)
    front.window.show_code(one.code)
    read_all(front.window)
    clock.advance(seconds=0.9)
    enter(front)
    clock.advance(seconds=0.2)
    enter(front)
    assert gone(desk, people, one) == NOTHING
    clock.advance(seconds=0.4)
    enter(front)
    assert gone(desk, people, one) == ALL


def test_the_button_in_focus_is_no_way_around(
    front: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    one = issue(desk, OFFICE)
    front.window.show_code(one.code)
    read_all(front.window)
    clock.advance(seconds=2)
    front.window.buttons.buttons[Step.RELEASE].setFocus()
    clock.advance(seconds=2)
    event = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(front.window.windowHandle(), event)
    assert gone(desk, people, one) == NOTHING


def test_bursts_release_nothing(
    front: GateParts, scanner: ScanListener, desk: Services, people: People, clock: FakeClock, qtbot: QtBot
) -> None:
    one = issue(desk, OFFICE)
    for code in (one.code, "12", "1234", one.code):
        burst(front.window, code)
        qtbot.waitUntil(lambda: scanner._mode.name == "IDLE")
        clock.advance(seconds=0.2)
    assert (word(front), gone(desk, people, one)) != ("Released", ALL)
    assert gone(desk, people, one) == NOTHING


def test_it_sees_the_keys_of_one_window_only(clock: FakeClock, qapp: QApplication) -> None:
    arming = Arming(clock)
    arming.watch(None)
    assert arming.ready, "nothing was shown yet"
    arming.begin()
    assert (arming.share, arming.ready) == (0, False)
    arming.end()
    assert arming.ready
