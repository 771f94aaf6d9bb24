"""Keys go in at the window, as the platform sends them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desk_app.ui.scan import ScanListener
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

CODE = "314159265358"
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk(QWidget):
    """A window with a field, a button, a table and shortcuts, and a scanner in front of it."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit("before"), QPushButton("Save")
        self.table = RowTable([Column("Name", str)], row_id=str)
        self.table.set_rows(["10", "20", "31"])
        layout = QVBoxLayout(self)
        for part in (self.field, self.button, self.table):
            layout.addWidget(part)
        self.pressed: list[str] = []
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        for key in ("3", "Return", "F5", "Ctrl+J", "Ctrl+B", "Alt+1", "Space"):
            action = QAction(key, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _=False, key=key: self.pressed.append(key))
            if key not in ("Return", "Space"):
                self.addAction(action)
        self.listener = ScanListener()
        self.scans: list[str] = []
        self.others: list[str] = []
        self.listener.scanned.connect(self.scans.append)
        self.listener.foreign.connect(self.others.append)


@pytest.fixture
def desk(qtbot, qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is desk.windowHandle())
    desk.listener.watch(qapp)
    desk.field.setFocus()
    yield desk
    desk.listener.stop()


def strike(desk: Desk, key: Qt.Key | str, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    if isinstance(key, str) and not key.isprintable():
        send(desk, key)
    else:
        QTest.keyClick(desk.windowHandle(), key, modifiers)


def send(desk: Desk, text: str, key: int = 0, repeat: bool = False) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, repeat)
    QApplication.sendEvent(desk.windowHandle(), event)


def burst(desk: Desk, text: str, end: Qt.Key | None = Qt.Key.Key_Return, gap: int = 0) -> None:
    for char in text:
        strike(desk, char)
        if gap:
            QTest.qWait(gap)
    if end is not None:
        strike(desk, end)


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_leaves_the_field_exactly_as_it_was(desk: Desk, qtbot, end: Qt.Key) -> None:
    desk.field.setText("")
    qtbot.keyClicks(desk.field, "Zhang")
    desk.field.setSelection(1, 3)
    burst(desk, CODE, end)
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert (desk.field.text(), desk.field.selectedText()) == ("Zhang", "han")
    assert QApplication.focusWidget() is desk.field
    desk.field.undo()
    assert desk.field.text() == ""
    assert desk.pressed == []


@pytest.mark.parametrize("length", [6, 12, 280, 430])
def test_codes_of_every_length_at_five_milliseconds_a_key(desk: Desk, qtbot, length: int) -> None:
    code = (CODE * 40)[:length]
    burst(desk, code, gap=5 if length < 100 else 0)
    qtbot.waitUntil(lambda: desk.scans == [code])
    assert desk.field.text() == "before"


def test_a_scan_without_an_end_key_ends_with_a_pause(desk: Desk, qtbot) -> None:
    burst(desk, CODE, end=None)
    assert desk.scans == []
    qtbot.waitUntil(lambda: desk.scans == [CODE], timeout=600)


@pytest.mark.parametrize("ends", [(Qt.Key.Key_Return, Qt.Key.Key_Return), ("\r", "\n"), (Qt.Key.Key_Tab,)])
def test_cr_lf_and_tab_are_swallowed(desk: Desk, qtbot, ends) -> None:
    desk.button.setFocus()
    burst(desk, CODE, end=None)
    for end in ends:
        strike(desk, end)
    strike(desk, Qt.Key.Key_J, CTRL)  # a scanner's line feed
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.pressed == []
    assert QApplication.focusWidget() is desk.button


def test_neither_button_nor_table_nor_shortcut_notices(desk: Desk, qtbot) -> None:
    for place, part in enumerate((desk.button, desk.table)):
        part.setFocus()
        code = CODE + str(place)
        burst(desk, code)
        qtbot.waitUntil(lambda code=code: desk.scans[-1:] == [code])
    assert desk.pressed == []
    assert desk.table.selection() == []


def test_a_person_types_as_ever(desk: Desk, qtbot) -> None:
    desk.field.clear()
    for char in "13800138000":
        strike(desk, char)
        QTest.qWait(60)
    assert desk.field.text() == "13800138000"
    assert desk.scans == []
    assert desk.others == []


def test_a_few_quick_digits_are_typing_and_keep_their_order(desk: Desk, qtbot) -> None:
    desk.field.clear()
    for char in "12a3":
        strike(desk, char)
    qtbot.waitUntil(lambda: desk.field.text() == "12a3")
    QTest.qWait(130)
    strike(desk, "4")
    QTest.qWait(50)
    strike(desk, Qt.Key.Key_Backspace)
    assert desk.field.text() == "12a3"
    assert desk.scans == []


def test_enter_after_a_quick_digit_still_works(desk: Desk, qtbot) -> None:
    entered: list[str] = []
    desk.field.clear()
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    strike(desk, "7")
    strike(desk, Qt.Key.Key_Return)
    assert entered == ["7"]


def test_space_on_a_button_still_presses_it(desk: Desk, qtbot) -> None:
    desk.button.setFocus()
    strike(desk, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.pressed == ["button"])
    assert not desk.button.isDown()


def test_the_same_code_is_one_reading_for_a_while(desk: Desk, qtbot) -> None:
    now = [100.0]
    desk.listener._clock = lambda: now[0]
    for later in (0.0, 1.0, 1.4, 0.2):
        now[0] += later
        burst(desk, CODE)
        QTest.qWait(1)
    qtbot.waitUntil(lambda: desk.scans == [CODE, CODE])
    burst(desk, CODE[::-1])
    qtbot.waitUntil(lambda: len(desk.scans) == 3)
    desk.listener.forget()
    burst(desk, CODE[::-1])
    qtbot.waitUntil(lambda: len(desk.scans) == 4)


def test_two_codes_run_together_arrive_raw(desk: Desk, qtbot) -> None:
    burst(desk, CODE + CODE)
    qtbot.waitUntil(lambda: desk.scans == [CODE + CODE])


def test_two_scans_in_a_row_are_two(desk: Desk, qtbot) -> None:
    burst(desk, CODE)
    burst(desk, CODE[::-1])
    qtbot.waitUntil(lambda: desk.scans == [CODE, CODE[::-1]])


def test_full_width_digits_are_digits(desk: Desk, qtbot) -> None:
    wide = CODE.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    for char in wide:
        event = QInputMethodEvent()
        event.setCommitString(char)
        QApplication.sendEvent(desk.field, event)
    strike(desk, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    for char in wide[::-1]:
        send(desk, char)
    strike(desk, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.scans == [CODE, CODE[::-1]])
    assert desk.field.text() == "before"


def test_a_full_width_digit_typed_by_a_person_reaches_the_field(desk: Desk, qtbot) -> None:
    desk.field.clear()
    event = QInputMethodEvent()
    event.setCommitString("５")
    QApplication.sendEvent(desk.field, event)
    qtbot.waitUntil(lambda: desk.field.text() == "５")


@pytest.mark.parametrize("focus", ["field", "button", "table"])
def test_control_characters_within_a_code_do_nothing(desk: Desk, qtbot, focus: str) -> None:
    getattr(desk, focus).setFocus()
    burst(desk, CODE[:6], end=None)
    for key, modifiers in (
        (Qt.Key.Key_B, CTRL),
        (Qt.Key.Key_J, CTRL),
        (Qt.Key.Key_F5, PLAIN),
        (Qt.Key.Key_Escape, PLAIN),
        (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier),
    ):
        strike(desk, key, modifiers)
    assert desk.pressed in ([], ["3"])
    QTest.qWait(130)
    assert desk.pressed == []
    assert all(CODE.startswith(code[:6]) for code in desk.scans)


def test_shortcuts_with_commands_work_between_scans(desk: Desk, qtbot) -> None:
    strike(desk, Qt.Key.Key_B, CTRL)
    strike(desk, Qt.Key.Key_F5)
    assert desk.pressed == ["Ctrl+B", "F5"]


def test_a_function_key_right_after_a_scan_works(desk: Desk, qtbot) -> None:
    burst(desk, CODE)
    strike(desk, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.pressed == ["F5"]


@pytest.mark.parametrize("focus", ["button", "table"])
def test_ten_kilobytes_of_rubbish_press_nothing(desk: Desk, qtbot, focus: str) -> None:
    getattr(desk, focus).setFocus()
    rubbish = (" a1 \x1d=<b>%s;9-" * 800)[:10_000]
    burst(desk, rubbish)
    qtbot.waitUntil(lambda: len(desk.others) == 1)
    assert desk.pressed == []
    assert desk.table.selection() == []
    burst(desk, "7" * 10_000)
    qtbot.waitUntil(lambda: len(desk.scans) == 1)
    assert set(desk.scans[0]) == {"7"}
    burst(desk, CODE)
    qtbot.waitUntil(lambda: desk.scans[-1] == CODE)


@pytest.mark.parametrize("code", ["SF1357924680135", "1357924680135CN", "RA123456789CN"])
def test_a_couriers_barcode_goes_into_the_field_without_its_enter(desk: Desk, qtbot, code: str) -> None:
    desk.field.clear()
    entered: list[bool] = []
    desk.field.returnPressed.connect(lambda: entered.append(True))
    burst(desk, code)
    qtbot.waitUntil(lambda: desk.others == [code])
    assert desk.field.text().endswith(code.lstrip("1357924680"))
    assert entered == []
    assert desk.scans == []


def test_a_held_down_key_repeats_as_ever(desk: Desk, qtbot) -> None:
    desk.field.clear()
    for repeat in (False, True, True, True, True, True, True, True):
        send(desk, "5", Qt.Key.Key_5, repeat)
    qtbot.waitUntil(lambda: desk.field.text() == "5" * 8)
    assert desk.scans == []


def test_a_listener_that_stopped_leaves_the_keys_to_the_next(desk: Desk, qtbot, qapp: QApplication) -> None:
    desk.listener.stop()
    follower = ScanListener()
    scans: list[str] = []
    follower.scanned.connect(scans.append)
    follower.watch(qapp)
    burst(desk, CODE)
    qtbot.waitUntil(lambda: scans == [CODE])
    strike(desk, "7")
    strike(desk, Qt.Key.Key_Space)
    assert desk.field.text() == "before7 " and desk.scans == []
    follower.stop()
    desk.listener.watch(qapp)


def test_a_busy_program_does_not_tear_a_scan_apart(desk: Desk, qtbot) -> None:
    now = [0.0]
    desk.listener._clock = lambda: now[0]
    burst(desk, CODE[:4], end=None)
    now[0] = 2.0  # the GUI thread hung; the timer comes before the keys that wait
    desk.listener._silence()
    burst(desk, CODE[4:])
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.field.text() == "before"


@pytest.mark.parametrize(("gap", "scanned"), [(1, True), (33, False)])
def test_a_doubled_digit_of_a_swift_scanner_is_no_held_down_key(
    desk: Desk, qtbot, gap: int, scanned: bool
) -> None:
    """X11 takes a release and a press within one millisecond for the repeat of a held key."""
    for place, char in enumerate("31145926"):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, ord(char), PLAIN, char, place == 2)
        event.setTimestamp(5_000 + place * gap)
        QApplication.sendEvent(desk.windowHandle(), event)
    strike(desk, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.scans == ["31145926"] if scanned else "31" in desk.field.text())
    assert (desk.field.text() == "before") is scanned


def test_a_field_for_barcodes_gets_all_of_a_foreign_one(desk: Desk) -> None:
    entered: list[str] = []
    desk.field.clear()
    desk.field.setProperty("barcodes", True)
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    for code in ("PF3X9K2A", "12345678CN"):
        burst(desk, code)
        assert entered.pop() == code and desk.pressed == []
        desk.field.clear()
        QTest.qWait(200)
    burst(desk, CODE)
    QTest.qWait(1)
    assert desk.scans == [CODE] and desk.field.text() == "" and entered == [], (
        "digits are for somebody to judge"
    )


def _foreign(desk: Desk, qtbot, code: str = "XA12345678944") -> None:
    desk.others.clear()
    burst(desk, code)
    qtbot.waitUntil(lambda: desk.others == [code])


@pytest.mark.parametrize("code", ["XA12345678944", "12345678CN", "1X2345678"])
def test_letters_of_a_code_that_is_taken_leave_the_field_as_it_was(desk: Desk, qtbot, code: str) -> None:
    desk.field.setText("12.50")
    desk.field.setMaxLength(9)  # a part of the code was never let in
    desk.field.setSelection(1, 2)
    _foreign(desk, qtbot, code)
    assert desk.field.text() != "12.50"
    desk.listener.take_back()
    assert (desk.field.text(), desk.field.selectedText()) == ("12.50", "2.")
    assert QApplication.focusWidget() is desk.field and desk.pressed == []


def test_what_was_typing_after_all_stands_again(desk: Desk, qtbot) -> None:
    _foreign(desk, qtbot)
    desk.listener.take_back()
    desk.listener.give_again()
    assert desk.field.text() == "beforeXA12345678944"


def test_a_code_held_too_long_is_told_as_the_same_reading(desk: Desk, qtbot) -> None:
    _foreign(desk, qtbot)
    desk.listener.take_back()
    with qtbot.waitSignal(desk.listener.repeated):
        QTest.qWait(200)
        burst(desk, "XA12345678944")
    desk.listener.take_back()
    assert desk.field.text() == "before" and desk.others == ["XA12345678944"]


def test_what_was_chosen_in_a_field_with_suggestions_stays_chosen(desk: Desk, qtbot) -> None:
    picker = Picker()
    desk.layout().addWidget(picker)
    picker.show()
    picker.take(Suggestion(7, "Yunfan"))
    picker.setFocus()
    _foreign(desk, qtbot)
    assert picker.choice is None
    desk.listener.take_back()
    assert picker.draft() == (7, "Yunfan")


def test_a_field_that_takes_everything_gets_digits_blanks_and_the_end_key(desk: Desk) -> None:
    desk.field.clear()
    desk.field.setProperty("plain_typing", True)
    ended: list[str] = []
    desk.field.returnPressed.connect(lambda: ended.append(desk.field.text()))
    burst(desk, "123456 234567")
    QApplication.processEvents()
    assert (ended, desk.scans, desk.others) == (["123456 234567"], [], [])
