"""The guard's window on a real desk: scan, word, visitor out, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Tone
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import CHINESE, LANGUAGES, N_
from desk_app.services.gate.options import FRONT_DESK_PHONE, LANGUAGE, LOOK, SCAN_CHECKS_OUT, SOUND
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Visit, VisitState
from desk_app.services.visitors.service import Visitors
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.window import GateWindow
from desk_app.ui.i18n import set_language, speaker
from desk_app.ui.scan import ScanListener
from desk_app.ui.theme import look
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.ui.gate.build import GateParts, arrive, forged
from tests.ui.gate.goods_scenes import look_first, press


def word(gate: GateParts) -> str:
    return gate.window.verdict.word.text


def lines(gate: GateParts) -> list[tuple[str, str, str]]:
    QApplication.processEvents()  # pages reload after the event that changed something
    return gate.window.side.lines.lines


def offered(gate: GateParts) -> set[Step]:
    return {step for step, made in gate.window.buttons.buttons.items() if made.isVisible()}


def state(desk: Services, people: People, visit: Visit) -> VisitState:
    return desk.get(VisitorQueries).card(people.guard, visit.id).visit.state


@pytest.fixture
def confirming(desk: Services) -> None:
    """A building where the guard confirms each check-out."""
    desk.get(SettingsService).change(SYSTEM, SCAN_CHECKS_OUT, False)


def test_a_scan_lets_the_visitor_out_at_once(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    visit = arrive(desk, people.receptionist, party_size=3, belongings="投影仪")
    clock.advance(hours=2, minutes=5)
    gate.window.show_code(visit.pass_code)
    assert (word(gate), gate.sounds.played) == ("Checked out", [Tone.GOOD])
    assert gate.window.verdict.block.property("tone") == "good", "nothing is left to press"
    assert gate.window.verdict.reason.text() == "Checked out at 11:05."
    assert state(desk, people, visit) is VisitState.LEFT
    facts = gate.window.facts
    assert (facts.name.text, facts.party.text(), facts.values["things"].text()) == (
        "张伟明",
        "Party of 3",
        "投影仪",
    )
    assert facts.values["host"].text() == "云帆科技有限公司 · 陈丽"
    assert facts.values["floor"].text() == "Floor 12 · 1205"
    assert facts.values["since"].text() == "09:00 · 2 h 5 min"
    assert offered(gate) == {Step.UNDO, Step.STEPS_OUT}
    press(gate.window, Qt.Key.Key_Return)
    assert state(desk, people, visit) is VisitState.LEFT


def test_undo_holds_for_a_minute(gate: GateParts, desk: Services, people: People, clock: FakeClock) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    clock.advance(seconds=59)
    gate.window.tick()
    assert gate.window.buttons.buttons[Step.UNDO].text() == "Undo (Ctrl+Z) · 1 s"
    QTest.keyClick(gate.window.side.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state(desk, people, visit) is VisitState.ON_SITE
    assert word(gate) == "Still on site"
    press(gate.window, Qt.Key.Key_Enter)
    assert state(desk, people, visit) is VisitState.LEFT
    clock.advance(seconds=60)
    gate.window.tick()
    assert offered(gate) == set()
    QTest.keyClick(gate.window.side.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state(desk, people, visit) is VisitState.LEFT


def test_the_next_scan_confirms(gate: GateParts, desk: Services, people: People) -> None:
    first, second = arrive(desk, people.receptionist), arrive(desk, people.receptionist, "王芳")
    gate.window.show_code(first.pass_code)
    gate.window.show_code(second.pass_code)
    gate.window.buttons.take(Step.UNDO)
    assert state(desk, people, first) is VisitState.LEFT
    assert state(desk, people, second) is VisitState.ON_SITE


@pytest.mark.usefixtures("confirming")
def test_where_the_guard_confirms_one_key_lets_out(gate: GateParts, desk: Services, people: People) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    assert state(desk, people, visit) is VisitState.ON_SITE
    assert offered(gate) == {Step.LEAVES, Step.STEPS_OUT}
    press(gate.window, Qt.Key.Key_Return)
    assert state(desk, people, visit) is VisitState.LEFT


@pytest.mark.parametrize(("key", "returned"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_F4, False)])
def test_a_badge_is_asked_back(
    gate: GateParts, desk: Services, people: People, key: Qt.Key, returned: bool
) -> None:
    visit = arrive(desk, people.receptionist, badge="B-023")
    gate.window.show_code(visit.pass_code)
    assert gate.window.verdict.next_step.text() == "Take back badge B-023, then confirm."
    assert offered(gate) == {Step.LEAVES, Step.WITHOUT_BADGE, Step.STEPS_OUT}
    press(gate.window, key)
    left = desk.get(VisitorQueries).card(people.guard, visit.id).visit
    assert (left.state, left.badge_returned, left.left_by) == (VisitState.LEFT, returned, "gate")
    assert ("B-023" in gate.window.verdict.next_step.text()) is not returned


def test_out_for_a_break_and_in_again(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    press(gate.window, Qt.Key.Key_F5)
    assert (word(gate), state(desk, people, visit)) == ("Stepped out", VisitState.ON_BREAK)
    clock.advance(seconds=3)
    gate.window.show_code(visit.pass_code)
    assert (word(gate), state(desk, people, visit)) == ("Back again", VisitState.ON_SITE)
    assert len(desk.get(VisitorQueries).card(people.guard, visit.id).breaks) == 1


@pytest.mark.usefixtures("confirming")
@pytest.mark.parametrize("language", LANGUAGES)
def test_release_is_as_large_as_a_refusal_and_its_warning_is_whole(
    gate: GateParts, desk: Services, people: People, clock: FakeClock, language: str
) -> None:
    set_language(language)
    verdict = gate.window.verdict
    visit = arrive(desk, people.receptionist, badge="7", plate="粤B12345", belongings="笔记本电脑 2 台")
    gate.window.show_code(visit.short_code)
    QApplication.processEvents()
    assert verdict.reason.height() >= verdict.reason.heightForWidth(verdict.reason.width())
    clock.advance(seconds=3)
    gate.window.show_code(visit.pass_code)
    QApplication.processEvents()
    release = verdict.word.pixels()
    assert release >= 120  # of 768 on the screen, in whatever font there is
    clock.advance(hours=15)
    gate.window.show_code(visit.pass_code)
    QApplication.processEvents()
    assert verdict.word.text in ("Expired", "已过期")
    assert release >= 0.7 * verdict.word.pixels()


def test_a_used_pass_says_when_and_where(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    clock.advance(minutes=1)
    gate.window.show_code(visit.pass_code)
    assert (word(gate), gate.sounds.played[-1]) == ("Already used", Tone.BAD)
    assert gate.window.verdict.reason.text() == "The visitor left at 09:00, at the gate."
    assert gate.window.verdict.phone.text() == "Phone the supervisor\nNo number in the settings"
    assert offered(gate) == set()


def test_whom_to_phone_comes_with_the_number(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    unknown = ShortNumber(Kind.PASS, 9, 4711).digits
    gate.window.show_code(unknown)
    assert gate.window.verdict.phone.text() == "Phone the front desk\nNo number in the settings"
    desk.get(SettingsService).change(SYSTEM, FRONT_DESK_PHONE, "8001")
    clock.advance(seconds=3)
    gate.window.show_code(unknown)
    assert gate.window.verdict.phone.text() == "Phone the front desk\n8001"
    gate.window.show_code(forged(arrive(desk, people.receptionist).pass_code))
    assert gate.window.verdict.phone.text() == "Phone the supervisor\nNo number in the settings"


def test_a_second_scan_by_a_slip_leaves_the_undo_its_time(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    clock.advance(seconds=4)
    gate.window.show_code(visit.pass_code)
    assert (word(gate), offered(gate)) == ("Already used", {Step.UNDO})
    assert gate.window.buttons.buttons[Step.UNDO].text() == "Undo (Ctrl+Z) · 56 s"
    QTest.keyClick(gate.window.side.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (word(gate), state(desk, people, visit)) == ("Still on site", VisitState.ON_SITE)
    clock.advance(seconds=3)
    gate.window.show_code(visit.pass_code)
    clock.advance(seconds=56)
    gate.window.show_code(visit.pass_code)
    clock.advance(seconds=4)
    gate.window.tick()
    assert (word(gate), offered(gate)) == ("Already used", set())


def test_a_clock_set_back_revives_no_undo(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    clock.advance(seconds=90)
    gate.window.tick()
    clock.set(clock.now() - timedelta(hours=1))
    gate.window.show_code(visit.pass_code)
    assert (word(gate), offered(gate)) == ("Already used", set())


def test_an_expired_visitor_is_not_kept_in(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    visit = arrive(desk, people.receptionist)
    clock.advance(hours=15)
    gate.window.show_code(visit.pass_code)
    assert (word(gate), state(desk, people, visit)) == ("Expired", VisitState.ON_SITE)
    press(gate.window, Qt.Key.Key_Return)
    assert state(desk, people, visit) is VisitState.ON_SITE
    look_first(gate.window)
    QTest.mouseClick(gate.window.buttons.buttons[Step.LEAVES], Qt.MouseButton.LeftButton)
    assert state(desk, people, visit) is VisitState.LEFT


def test_the_number_is_typed_where_the_keyboard_always_is(
    gate: GateParts, desk: Services, people: People
) -> None:
    visit = arrive(desk, people.receptionist)
    QTest.mouseClick(gate.window.side.picture, Qt.MouseButton.LeftButton)  # cancelled
    assert gate.asked.questions == [("open_file", "Picture of a pass")]
    assert gate.window.focusWidget() is gate.window.side.field
    QTest.keyClicks(gate.window.side.field, visit.short_code)
    press(gate.window, Qt.Key.Key_Return)
    assert (word(gate), gate.window.side.field.text()) == ("Check the paper", "")
    assert (gate.window.verdict.block.property("tone"), gate.sounds.played) == ("again", [Tone.AGAIN])
    assert state(desk, people, visit) is VisitState.ON_SITE, "a number proves nothing: the guard confirms"
    press(gate.window, Qt.Key.Key_Return)
    assert state(desk, people, visit) is VisitState.LEFT


RUBBISH = [
    "1",
    "１２３",
    "abc",
    "\x00\x1b[2J",
    "<b>9</b>",
    "'; DROP TABLE visits;--",
    "🙂" * 50,
    "9" * 10_000,
    "\u202e12",
]


@pytest.mark.parametrize("raw", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_gets_a_calm_word(gate: GateParts, raw: str) -> None:
    gate.window.show_code(raw)
    assert word(gate) in ("Scan again", "Not a pass", "Not on record", "One at a time")
    assert gate.sounds.played == [Tone.AGAIN]
    assert len(lines(gate)) == 1
    gate.window.grab()


def test_a_forged_pass_names_nobody(gate: GateParts, desk: Services, people: People) -> None:
    gate.window.show_code(forged(arrive(desk, people.receptionist).pass_code))
    assert (word(gate), gate.window.facts.isVisible()) == ("Not genuine", False)


def test_language_changes_while_a_verdict_stands(gate: GateParts, desk: Services, people: People) -> None:
    gate.window.show_code(arrive(desk, people.receptionist).pass_code)
    set_language(CHINESE)
    assert word(gate) == "已签离"
    assert gate.window.facts.party.text() == "共 1 人"
    assert gate.window.buttons.buttons[Step.UNDO].text() == "撤销（Ctrl+Z）· 60 秒"
    assert lines(gate)[0][1:] == ("访客", "张伟明")


def test_look_language_and_sound_are_this_windows_own(gate: GateParts, qapp: QApplication) -> None:
    before = (look.theme.name, speaker.words.language)
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F10):
        press(gate.window, key)
    assert (look.theme.name, speaker.words.language) == ("dark", CHINESE)
    assert gate.window.head.sound.text() == "声音关 F8"
    assert [gate.local.get(one) for one in (LOOK, LANGUAGE)] == ["dark", CHINESE]
    gate.window.show_code("1")
    assert gate.local.get(SOUND) is False and gate.sounds.played == []
    gate.window.hide()
    assert (look.theme.name, speaker.words.language) == before
    gate.window.show()
    assert (look.theme.name, speaker.words.language) == ("dark", CHINESE)


def test_a_verdict_goes_after_thirty_seconds_and_nothing_stays_for_the_next(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    gate.window.show_code(arrive(desk, people.receptionist, badge="7").pass_code)
    clock.advance(seconds=29)
    gate.window.tick()
    assert word(gate) == "May leave"
    clock.advance(seconds=1)
    gate.window.tick()
    assert (word(gate), offered(gate), gate.window.facts.isVisible()) == ("Scan pass", set(), False)


def test_a_locked_screen_shows_no_name_and_takes_no_scan(
    gate: GateParts, desk: Services, people: People
) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code("1")
    QTest.mouseClick(gate.window.head.user, Qt.MouseButton.LeftButton)
    assert not gate.session.open
    gate.window.hide()
    gate.window.show_code(visit.pass_code)
    assert state(desk, people, visit) is VisitState.ON_SITE
    gate.window.show()
    assert word(gate) == "Scan pass"


def test_a_full_disk_is_told_and_nothing_leaves(
    gate: GateParts,
    desk: Services,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[[str], None],
) -> None:
    expected_logs("^WARNING errors: told: StorageTrouble The setting could not be saved")

    def full(*_: object) -> None:
        raise StorageTrouble(
            N_("The setting could not be saved: {reason}. It holds until the program closes."), reason="x"
        )

    monkeypatch.setattr(gate.window._desk, "judge", full)
    gate.window.show_code(arrive(desk, people.receptionist).pass_code)
    assert (word(gate), gate.sounds.played) == ("Not recorded", [Tone.BAD])
    set_language(CHINESE)
    assert word(gate) == "未能记录"


def test_a_picture_of_a_pass_is_read(gate: GateParts, desk: Services, people: People, tmp_path: Path) -> None:
    import zxingcpp

    visit = arrive(desk, people.receptionist)
    code = zxingcpp.create_barcode(visit.pass_code, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
    height, width = code.shape
    path = tmp_path / "pass.png"
    assert QImage(bytes(code), width, height, width, QImage.Format.Format_Grayscale8).save(str(path))
    gate.asked.will_answer(path)
    QTest.keyClick(gate.window.side.field, Qt.Key.Key_F7)
    assert word(gate) == "Checked out"
    nothing = tmp_path / "no picture.png"
    nothing.write_bytes(b"\x00" * 999)
    gate.asked.will_answer(nothing)
    gate.window.choose_picture()
    assert word(gate) == "Scan again"


def test_everything_to_press_is_64_pixels_high(gate: GateParts, desk: Services, people: People) -> None:
    gate.window.show_code(arrive(desk, people.receptionist, badge="7").pass_code)
    QApplication.processEvents()
    small = {
        (made.text(), made.width(), made.height())
        for made in gate.window.findChildren(QAbstractButton)
        if made.isVisible() and min(made.width(), made.height()) < 64
    }
    assert not small
    assert gate.window.side.field.height() >= 64
    assert gate.window.minimumSizeHint().width() <= 1366
    assert gate.window.minimumSizeHint().height() <= 680  # with a bar and a strip of the frame around it


def test_a_scanners_burst_is_judged_once_and_presses_nothing(
    gate: GateParts, desk: Services, people: People, qtbot: QtBot, qapp: QApplication
) -> None:
    visit = arrive(desk, people.receptionist, badge="B-023")
    window = gate.window
    listener = ScanListener()
    listener.scanned.connect(window.show_code)
    listener.foreign.connect(window.show_code)
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is window.windowHandle())
    listener.watch(qapp)
    try:
        for _ in range(2):
            burst(window, visit.short_code)
        qtbot.waitUntil(lambda: word(gate) == "Check the paper")
        qtbot.waitUntil(lambda: listener._mode.name == "IDLE")
        assert state(desk, people, visit) is VisitState.ON_SITE
        assert (len(lines(gate)), window.side.field.text()) == (1, "")
        burst(window, "SF1234567890")
        qtbot.waitUntil(lambda: word(gate) == "Not a pass")
        assert window.side.field.text() == ""
        assert state(desk, people, visit) is VisitState.ON_SITE
    finally:
        qapp.focusWindowChanged.disconnect(listener._follow_window)
        qapp.focusObjectChanged.disconnect(listener._follow_focus)


def burst(window: GateWindow, text: str) -> None:
    handle = window.windowHandle()
    for letter in text:
        QTest.keyClick(handle, letter)
    QTest.keyClick(handle, Qt.Key.Key_Return)


@pytest.mark.usefixtures("confirming")
def test_somebody_else_was_faster(gate: GateParts, desk: Services, people: People) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    desk.get(Visitors).check_out(people.receptionist, visit.id)
    press(gate.window, Qt.Key.Key_Return)
    assert (word(gate), gate.sounds.played) == ("Already used", [Tone.GOOD, Tone.BAD])
    assert "at the front desk" in gate.window.verdict.reason.text()
    assert gate.asked.questions == []
