"""Goods at the gate by keyboard, touch and scanner, on a real desk."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Tone
from desk_app.services.passes.documents import BALANCE
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import AtGate
from desk_app.ui.gate.pad import DONE, QuantityDialog
from desk_app.ui.gate.steps import Step
from desk_app.ui.scan import ScanListener
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.passes.gate_help import Issued, issue
from tests.ui.gate.build import GateParts
from tests.ui.gate.goods_scenes import MANY, OFFICE, look_first, press, read_all
from tests.ui.gate.test_window import burst, lines, offered, word

Key = Qt.Key


def now(desk: Services, people: People, one: Issued) -> AtGate:
    return desk.get(ReleaseQueries).at_gate(people.guard, one.claims)


def gone(desk: Services, people: People, one: Issued) -> list[int]:
    return [line.gone for line in now(desk, people, one).lines]


def counts(gate: GateParts) -> list[int]:
    tally = gate.window.goods.tally
    return list(tally.counts.values()) if tally else []


def says(gate: GateParts, step: Step) -> str:
    return gate.window.buttons.buttons[step].text()


def papers(gate: GateParts) -> list[str]:
    return [paper.kind for paper in gate.window.ctx.printing.printed]  # type: ignore[attr-defined]


def test_scan_compare_enter(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    assert (word(gate), gate.sounds.played) == ("May leave", [Tone.GOOD])
    assert gate.window.verdict.block.property("tone") == "compare", "not the look of what is done"
    assert gone(desk, people, one) == [0, 0, 0, 0], "compared first"
    assert gate.window.goods_facts.plate.text() == "粤B12345"
    assert gate.window.goods_facts.carrier.text == "货拉拉"
    read_all(gate.window)
    assert says(gate, Step.RELEASE) == "Release all 20 (Enter)"
    press(gate.window, Key.Key_Return)
    assert (word(gate), gone(desk, people, one)) == ("Released", [12, 4, 2, 2])
    assert gate.window.verdict.block.property("tone") == "good"
    assert "phone the supervisor" in gate.window.verdict.next_step.text()
    assert offered(gate) == set(), "what was compared is final, and a whole release needs no slip"
    press(gate.window, Key.Key_Return)
    assert lines(gate)[0][1:] == ("Released", f"{now(desk, people, one).number} 云帆科技")


def test_a_part_by_keyboard(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    press(gate.window, "1", "0", Key.Key_Down, Key.Key_Minus, Key.Key_Down, "0", Key.Key_Down, Key.Key_Plus)
    assert counts(gate) == [10, 3, 0, 2]
    read_all(gate.window)
    assert says(gate, Step.RELEASE) == "Release 15 of 20 pieces (Enter)"
    press(gate.window, Key.Key_Up, Key.Key_Home, Key.Key_PageUp, Key.Key_Delete, Key.Key_Right)
    assert counts(gate) == [1, 3, 2, 2]
    press(gate.window, Key.Key_Return)
    assert (word(gate), gone(desk, people, one)) == ("Part released", [1, 3, 2, 2])
    assert papers(gate) == [BALANCE], "the slip for the rest comes by itself"
    press(gate.window, Key.Key_F6)
    assert papers(gate) == [BALANCE, BALANCE]
    assert lines(gate)[0][1] == "Part released"


def test_a_part_by_touch(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    view = gate.window.goods
    click(gate, view.lines.pad(0, -1).center(), times=3)
    assert counts(gate) == [9, 4, 2, 2]
    click(gate, view.lines.count_box(1).center())
    asked = gate.window._flow.dialog
    assert isinstance(asked, QuantityDialog)
    QTest.mouseClick(asked.none, Qt.MouseButton.LeftButton)
    QTest.mouseClick(asked.pad.keys[DONE], Qt.MouseButton.LeftButton)
    assert counts(gate) == [9, 0, 2, 2]
    click(gate, view.lines.pad(1, 1).center())
    QTest.mouseClick(view.none, Qt.MouseButton.LeftButton)
    assert counts(gate) == [0, 0, 0, 0]
    assert not gate.window.buttons.buttons[Step.RELEASE].isEnabled()
    press(gate.window, Key.Key_Return)
    assert gone(desk, people, one) == [0, 0, 0, 0], "nothing chosen is no release"
    QTest.mouseClick(view.all, Qt.MouseButton.LeftButton)
    view.lines.select(0)
    click(gate, view.lines.pad(0, -1).center())
    read_all(gate.window)
    look_first(gate.window)
    QTest.mouseClick(gate.window.buttons.buttons[Step.RELEASE], Qt.MouseButton.LeftButton)
    assert gone(desk, people, one) == [11, 4, 2, 2]


def click(gate: GateParts, where: QPoint, times: int = 1) -> None:
    for _ in range(times):
        QTest.mouseClick(gate.window.goods.lines.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_a_finger_scrolls_and_presses_nothing(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, MANY).code)
    QApplication.processEvents()
    before, view = counts(gate), gate.window.goods.lines
    start = view.pad(1, -1).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), start - QPoint(0, 120))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 120))
    assert view.verticalScrollBar().value() == 120
    assert counts(gate) == before


def test_a_finger_that_rests_goes_on_counting(gate: GateParts, desk: Services, qtbot: QtBot) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    view = gate.window.goods.lines
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=view.pad(0, -1).center())
    qtbot.waitUntil(lambda: counts(gate)[0] <= 10)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=view.pad(0, -1).center())
    assert not view._repeat.isActive()


def test_more_than_there_is_is_said(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    press(gate.window, "9", "9")
    assert counts(gate)[0] == 12
    assert gate.window.goods.note.isVisible()
    assert gate.window.goods.note.text().startswith("At most 12.")


def test_a_number_typed_while_comparing_is_no_quantity(
    gate: GateParts, desk: Services, people: People
) -> None:
    one, other = issue(desk, OFFICE), issue(desk, MANY)
    gate.window.show_code(one.code)
    press(gate.window, Key.Key_Down)
    press(gate.window, *other.short)
    assert counts(gate) == [12, 4, 2, 2]
    assert gate.window.side.field.text() == other.short
    press(gate.window, Key.Key_Return)
    assert gone(desk, people, one) == [0, 0, 0, 0]
    assert gate.window.goods_facts.number.text == now(desk, people, other).number
    assert word(gate) == "Check the paper"
    assert gate.window.verdict.block.property("tone") == "again"
    assert "not proven by signature" in gate.window.verdict.reason_below.text()
    press(gate.window, Key.Key_Return)
    assert word(gate) == "Released"


def test_a_scanners_digits_are_never_a_quantity_and_a_persons_are(
    gate: GateParts, desk: Services, people: People, qtbot: QtBot, qapp: QApplication
) -> None:
    one, other = issue(desk, OFFICE), issue(desk, MANY)
    window, listener = gate.window, ScanListener()
    listener.scanned.connect(window.show_code)
    listener.foreign.connect(window.show_code)
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is window.windowHandle())
    listener.watch(qapp)
    try:
        burst(window, one.code)
        qtbot.waitUntil(lambda: word(gate) == "May leave")
        qtbot.waitUntil(lambda: listener._mode.name == "IDLE")
        QTest.keyClick(window.windowHandle(), "7")
        qtbot.waitUntil(lambda: counts(gate) == [7, 4, 2, 2])
        QTest.keyClick(window.windowHandle(), Key.Key_Down)
        QTest.keyClick(window.windowHandle(), "-")
        qtbot.waitUntil(lambda: counts(gate) == [7, 3, 2, 2])
        burst(window, "1234")  # half a read: too short for a code, too fast for a person
        qtbot.waitUntil(lambda: listener._mode.name == "IDLE")
        assert gone(desk, people, one) == [0, 0, 0, 0], "its Enter releases nothing"
        burst(window, other.code)
        qtbot.waitUntil(lambda: len(counts(gate)) == len(MANY))
        assert counts(gate) == [line.quantity for line in MANY]
        assert gone(desk, people, one) == [0, 0, 0, 0]
    finally:
        listener.stop()


def test_the_same_code_again_is_one_reading(gate: GateParts, desk: Services, clock: FakeClock) -> None:
    one = issue(desk, OFFICE)
    for _ in range(5):  # held in front of a camera
        gate.window.show_code(one.code)
        clock.advance(seconds=2)
    assert (len(lines(gate)), gate.sounds.played) == (1, [Tone.GOOD])
    press(gate.window, "3")
    clock.advance(seconds=3)
    gate.window.show_code(one.code)
    assert (len(lines(gate)), counts(gate)) == (2, [3, 4, 2, 2]), "judged anew, what was counted stays"


def test_what_is_being_compared_does_not_vanish(gate: GateParts, desk: Services, clock: FakeClock) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    for _ in range(4):
        clock.advance(seconds=200)
        press(gate.window, Key.Key_Minus)
        gate.window.tick()
        assert word(gate) == "May leave"
    clock.advance(seconds=300)
    gate.window.tick()
    assert (word(gate), counts(gate), offered(gate)) == ("Scan pass", [], set())


def test_escape_goes_back_step_by_step(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    press(gate.window, "3", Key.Key_F2)
    assert gate.window.sheet.isVisible()
    press(gate.window, Key.Key_Escape)
    assert (gate.window.sheet.isVisible(), counts(gate)[0]) == (False, 3)
    press(gate.window, Key.Key_Escape)
    assert counts(gate)[0] == 12
    press(gate.window, Key.Key_Escape)
    assert word(gate) == "Scan pass"
