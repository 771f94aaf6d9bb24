"""A list longer than its place is looked at to its end before it leaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.services.catalogue import Services
from desk_app.services.codes.goods import GoodsLine
from desk_app.ui.gate.steps import Step
from desk_app.ui.i18n import set_language
from tests.desk_fixtures import People
from tests.services.passes.gate_help import foreign, issue, stranger, trust
from tests.ui.gate.build import GateParts
from tests.ui.gate.goods_scenes import MANY, OFFICE, look_first, press
from tests.ui.gate.test_goods import gone, says
from tests.ui.gate.test_window import word

Key = Qt.Key
THIRTY = tuple(GoodsLine(f"办公椅 {n:02}", 15, "把") for n in range(1, 31))
REST = "Look at the rest (Enter)"


def show(gate: GateParts, code: str) -> None:
    gate.window.show_code(code)
    QApplication.processEvents()


def rest(gate: GateParts) -> str:
    label = gate.window.goods.rest
    return label.text() if label.isVisible() else ""


def test_enter_pages_first_and_releases_on_the_last_page(
    gate: GateParts, desk: Services, people: People
) -> None:
    one = issue(desk, THIRTY)
    show(gate, one.code)
    lines = gate.window.goods.lines
    first, last = lines.in_sight()
    assert (first, last < 29, says(gate, Step.RELEASE)) == (0, True, REST)
    assert rest(gate) == f"1–{last + 1} of 30  ·  {29 - last} more below ↓"
    seen = set(range(first, last + 1))
    for _ in range(30):
        if says(gate, Step.RELEASE) != REST:
            break
        look_first(gate.window)
        QTest.keyClick(lines, Key.Key_Return)
        QApplication.processEvents()
        first, last = lines.in_sight()
        assert first <= max(seen) + 1, "no line is left out"
        seen |= set(range(first, last + 1))
        assert not any(gone(desk, people, one))
    assert seen == set(range(30))
    assert says(gate, Step.RELEASE) == "Release all 450 (Enter)"
    assert rest(gate).endswith("–30 of 30")
    press(gate.window, Key.Key_Return)
    assert (word(gate), gone(desk, people, one)) == ("Released", [15] * 30)


def test_two_quick_enters_page_and_do_not_release(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, THIRTY)
    show(gate, one.code)
    gate.window.goods.lines.page(1)
    while gate.window._flow.unseen:
        look_first(gate.window)
        gate.window.buttons.enter()
        QApplication.processEvents()
    gate.window.buttons.enter()
    assert not any(gone(desk, people, one))


def test_the_button_itself_pages(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, THIRTY)
    show(gate, one.code)
    look_first(gate.window)
    QTest.mouseClick(gate.window.buttons.buttons[Step.RELEASE], Qt.MouseButton.LeftButton)
    assert gate.window.goods.lines.in_sight()[0] > 0
    assert not any(gone(desk, people, one))


def test_a_finger_that_scrolls_to_the_end_has_seen_it(gate: GateParts, desk: Services) -> None:
    show(gate, issue(desk, THIRTY).code)
    view = gate.window.goods.lines
    for _ in range(40):
        start = QPoint(60, 100)
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(view.viewport(), start - QPoint(0, 90))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 90))
        QApplication.processEvents()
    assert says(gate, Step.RELEASE) == "Release all 450 (Enter)"


def test_a_jump_to_the_end_counts_from_the_top(gate: GateParts, desk: Services) -> None:
    show(gate, issue(desk, THIRTY).code)
    for _ in range(20):
        press(gate.window, Key.Key_PageDown)
        QApplication.processEvents()
    assert gate.window.goods.lines.current == 29
    assert says(gate, Step.RELEASE) != REST
    press(gate.window, *[Key.Key_PageUp] * 20)
    QApplication.processEvents()
    assert gate.window.goods.lines.current == 0
    assert says(gate, Step.RELEASE) != REST, "seen is seen"
    assert "more below" in rest(gate)


def test_a_short_list_needs_no_bar(gate: GateParts, desk: Services) -> None:
    gate.window.resize(1366, 900)
    show(gate, issue(desk, OFFICE[:2]).code)
    assert (rest(gate), says(gate, Step.RELEASE)) == ("", "Release all 16 (Enter)")
    show(gate, issue(desk, MANY).code)
    assert says(gate, Step.RELEASE) == REST, "another pass is looked at anew"
    set_language("zh_CN")
    assert "下面还有" in rest(gate)


def test_what_is_only_on_paper_is_below_too(gate: GateParts, desk: Services) -> None:
    gate.window.resize(1024, 700)  # so low that the short lines do not fit
    trust(desk, stranger().public, 7)
    show(gate, foreign(desk, MANY).code)
    assert gate.window.goods.tally is not None and gate.window.goods.tally.more
    assert not gate.window.goods.lines.all_seen
    for _ in range(9):
        press(gate.window, Key.Key_PageDown)
        QApplication.processEvents()
    assert gate.window.goods.lines.all_seen


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
def test_every_page_shows_something_new(gate: GateParts, desk: Services, size: tuple[int, int]) -> None:
    gate.window.resize(*size)
    show(gate, issue(desk, MANY).code)
    lines = gate.window.goods.lines
    for _ in range(20):
        before = lines.verticalScrollBar().value()
        if lines.all_seen:
            break
        lines.page(1)
        QApplication.processEvents()
        assert lines.verticalScrollBar().value() > before
    assert lines.all_seen


def test_what_is_compared_grows_with_the_screen(gate: GateParts, desk: Services) -> None:
    sizes = []
    for size in ((1366, 768), (1920, 1080)):
        gate.window.resize(*size)
        show(gate, issue(desk, THIRTY).code)
        sizes.append(
            (
                gate.window.goods.lines.pad(0, 1).height(),
                gate.window.goods_facts.width(),
                gate.window.goods_facts.holder.height(),
                gate.window.buttons.buttons[Step.RELEASE].fontInfo().pixelSize(),
                gate.window.goods.rest.fontInfo().pixelSize(),
            )
        )
    assert all(round(large / small, 1) == 1.3 for small, large in zip(*sizes, strict=True)), sizes


def test_a_place_that_was_larger_for_the_pass_before_has_shown_nothing(
    gate: GateParts, desk: Services
) -> None:
    show(gate, issue(desk, THIRTY, hours=24, delay=3).code)
    gate.window.goods.lines.resize(900, 4000)
    gate.window.show_code(issue(desk, MANY).code)
    assert not gate.window.goods.lines.all_seen
    QApplication.processEvents()
    assert (gate.window.goods.lines.all_seen, says(gate, Step.RELEASE)) == (False, REST)
