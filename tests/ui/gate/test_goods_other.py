"""What a guard does with goods besides releasing them: refuse, take back, ask the supervisor; and every screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Tone
from desk_app.services.codes.claims import gate_bits
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import LANGUAGES
from desk_app.services.gate.options import FRONT_DESK_PHONE, GATE_NUMBER, PRINT_BALANCE
from desk_app.services.passes.documents import RECEIPT, REFUSAL
from desk_app.services.passes.records import RefusalReason, ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.settings.service import SettingsService
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.gate.goods_lines import PAD
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.tally import Way
from desk_app.ui.i18n import set_language
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock
from tests.services.passes.gate_help import LONG, foreign, issue, stranger, trust
from tests.ui.gate.build import GateParts, build
from tests.ui.gate.goods_scenes import MANY, OFFICE, press, read_all
from tests.ui.gate.test_goods import counts, gone, now, papers, says
from tests.ui.gate.test_window import lines, offered, word

Key = Qt.Key


def test_refuse_with_a_key_and_print(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    desk.get(SettingsService).change(SYSTEM, FRONT_DESK_PHONE, "8001")
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    press(gate.window, Key.Key_F2, "3")
    assert (word(gate), gate.window.sheet.isVisible()) == ("Refused", False)
    assert gate.window.verdict.reason_below.text().startswith(
        "Serial number does not match. On record as YF-A1-"
    )
    assert gate.window.verdict.phone.text() == "Phone the front desk\n8001"
    press(gate.window, Key.Key_F6)
    assert papers(gate) == [REFUSAL]
    assert lines(gate)[0][1] == "Refused"
    clock.advance(seconds=59)
    gate.window.tick()
    assert says(gate, Step.UNDO) == "Undo (Ctrl+Z) · 1 s"
    QTest.keyClick(gate.window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert word(gate) == "May leave"
    assert lines(gate)[0][1] != "Refused"
    press(gate.window, Key.Key_Return)
    assert gone(desk, people, one) == [12, 4, 2, 2]


def test_another_reason_needs_words(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    press(gate.window, Key.Key_F2, "7", Key.Key_Return)
    assert gate.window.sheet.isVisible(), "without words it is none"
    press(gate.window, "12 boxes too many", Key.Key_Return)
    assert gate.window.verdict.reason_below.text().startswith("12 boxes too many. On record")
    clock.advance(seconds=61)
    gate.window.tick()
    assert word(gate) == "Scan pass", "it stands as long as it can be undone"


@pytest.mark.parametrize("reason", [one for one in RefusalReason if one is not RefusalReason.OTHER])
def test_refuse_by_touch(gate: GateParts, desk: Services, reason: RefusalReason) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    QTest.mouseClick(gate.window.buttons.buttons[Step.REFUSE], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    QTest.mouseClick(gate.window.sheet.buttons[reason], Qt.MouseButton.LeftButton)
    assert word(gate) == "Refused"


def test_a_scan_closes_the_sheet(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    press(gate.window, Key.Key_F2)
    gate.window.show_code(issue(desk, MANY).code)
    assert (gate.window.sheet.isVisible(), len(counts(gate))) == (False, len(MANY))


def test_the_slip_for_the_rest_can_wait(gate: GateParts, desk: Services) -> None:
    desk.get(SettingsService).change(SYSTEM, PRINT_BALANCE, False)
    gate.window.show_code(issue(desk, OFFICE).code)
    press(gate.window, "5", Key.Key_Return)
    assert (papers(gate), offered(gate)) == ([], {Step.PRINT})


def test_a_trip_goes_on_or_is_over(gate: GateParts, desk: Services, people: People, clock: FakeClock) -> None:
    one = issue(desk, OFFICE, trips=3)
    gate.window.show_code(one.code)
    assert Step.TRIP not in offered(gate)
    press(gate.window, "5")
    assert (Step.TRIP in offered(gate), says(gate, Step.TRIP)) == (True, "The rest stays (F5)")
    press(gate.window, Key.Key_F5)
    assert says(gate, Step.TRIP) == "This trip is over (F5)"
    press(gate.window, Key.Key_Return)
    assert now(desk, people, one).trips_used == 1
    assert gate.window.goods_facts.kind.text() == "Trip 1 of 3", "the one that has left"
    clock.advance(seconds=3)
    gate.window.show_code(one.code)
    assert gate.window.goods_facts.kind.text() == "Trip 2 of 3"
    press(gate.window, "5", Key.Key_Return)
    stands = now(desk, people, one)
    assert (stands.trips_used, stands.lines[0].gone) == (1, 5), "the rest stays on this trip"


def test_goods_come_back_in_parts(gate: GateParts, desk: Services, people: People, clock: FakeClock) -> None:
    due = clock.now().date() + timedelta(days=2)
    one = issue(desk, OFFICE[2:], due=due)
    desk.get(Releases).release(people.guard, one.code, 0, ReleaseDraft())
    gate.window.show_code(one.code)
    assert (word(gate), offered(gate)) == ("Return only", {Step.TAKE_BACK, Step.REFUSE})
    assert "4 pieces are outside, due" in gate.window.verdict.next_step.text()
    press(gate.window, Key.Key_Return)
    assert now(desk, people, one).out == 4, "Enter takes nothing back by a slip"
    press(gate.window, "1", Key.Key_F4)
    assert (word(gate), now(desk, people, one).out) == ("Taken back", 1)
    press(gate.window, Key.Key_F6)
    assert papers(gate) == [RECEIPT]
    assert lines(gate)[0][1] == "Taken back"
    QTest.keyClick(gate.window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (word(gate), now(desk, people, one).out) == ("Return only", 4)
    press(gate.window, Key.Key_F4)
    assert (gate.window.verdict.next_step.text(), now(desk, people, one).out) == ("Everything is back.", 0)


def test_what_is_overdue_says_so(gate: GateParts, desk: Services, people: People, clock: FakeClock) -> None:
    one = issue(desk, OFFICE[2:], due=clock.now().date() + timedelta(days=1))
    desk.get(Releases).release(people.guard, one.code, 0, ReleaseDraft())
    clock.advance(days=4)
    gate.window.show_code(one.code)
    assert word(gate) == "Return only"
    assert "3 days overdue" in gate.window.verdict.next_step.text()
    assert gate.window.verdict.phone.text() == "Phone the front desk\nNo number in the settings"


def test_back_before_all_is_out(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE)
    desk.get(Releases).release(people.guard, one.code, 0, ReleaseDraft({3: 2}))
    gate.window.show_code(one.code)
    assert offered(gate) == {Step.RELEASE, Step.TAKE_BACK, Step.REFUSE}
    press(gate.window, Key.Key_F4)
    tally = gate.window.goods.tally
    assert tally is not None and (tally.way, counts(gate)) == (Way.BACK, [2])
    press(gate.window, Key.Key_Return)
    assert gone(desk, people, one)[0] == 0, "Enter releases nothing while goods come back"
    press(gate.window, Key.Key_Escape)
    read_all(gate.window)
    assert says(gate, Step.RELEASE) == "Release all 18 (Enter)"
    press(gate.window, Key.Key_F4, Key.Key_F4)
    assert (word(gate), now(desk, people, one).out) == ("Taken back", 0)


def approve(gate: GateParts, reason: str = "经主管电话核实", pin: str = PIN) -> ApprovalDialog:
    dialog = gate.window._flow.dialog
    assert isinstance(dialog, ApprovalDialog)
    QTest.keyClicks(dialog.pin, pin)
    dialog.reason.setText(reason)
    dialog._decide("release")
    return dialog


@pytest.mark.parametrize(
    ("said", "changes"),
    [("Not yet valid", {"delay": 3}), ("Expired", {"hours": 1})],
)
def test_the_supervisor_lets_out(
    gate: GateParts, desk: Services, people: People, clock: FakeClock, said: str, changes: dict[str, int]
) -> None:
    one = issue(desk, OFFICE, **changes)  # type: ignore[arg-type]
    clock.advance(hours=2)
    gate.window.show_code(one.code)
    assert (word(gate), offered(gate)) == (said, {Step.OVERRIDE, Step.REFUSE, Step.SLIP})
    press(gate.window, Key.Key_Return)
    assert gone(desk, people, one) == [0, 0, 0, 0]
    press(gate.window, "8", Key.Key_F3)
    approve(gate)
    released = now(desk, people, one).releases[-1]
    assert (word(gate), gone(desk, people, one)) == ("Part released", [8, 4, 2, 2])
    assert (released.by, released.approved_by, released.override) == (
        people.guard.staff_id,
        people.supervisor.staff_id,
        "经主管电话核实",
    )


def test_a_wrong_pin_lets_nothing_out_and_a_scan_closes_the_question(
    gate: GateParts, desk: Services, people: People
) -> None:
    one, other = issue(desk, OFFICE, delay=3), issue(desk, MANY)
    gate.window.show_code(one.code)
    press(gate.window, Key.Key_F3)
    dialog = approve(gate, pin="000000")
    assert dialog.isVisible()
    gate.window.show_code(other.code)
    assert (dialog.isVisible(), word(gate), gone(desk, people, one)) == (False, "May leave", [0, 0, 0, 0])


def test_records_too_old_need_the_supervisor(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    trust(desk, stranger().public, 7)
    one = issue(desk, OFFICE, hours=24 * 20)
    clock.advance(hours=30)
    gate.window.show_code(one.code)
    assert (word(gate), gate.window.footer.property("tone")) == ("May leave", "warning")
    assert gate.window.verdict.doubt.text() == "⚠ Records more than a day old"
    clock.advance(hours=60)
    gate.window.show_code(one.code)
    assert (word(gate), offered(gate)) == ("Supervisor", {Step.OVERRIDE, Step.REFUSE})
    assert gate.window.footer.property("tone") == "danger"
    assert "Revocations as of" in gate.window.footer.text()
    doubt = gate.window.verdict.doubt
    assert (doubt.text(), doubt.property("tone")) == ("⚠ Records too old", "danger")
    press(gate.window, Key.Key_F3)
    approve(gate)
    assert gone(desk, people, one) == [12, 4, 2, 2]
    said = gate.window.verdict.reason_below.text()
    assert (word(gate), "周敏" in said, "经主管电话核实" in said) == ("Released by supervisor", True, True)


def test_a_pass_never_met_leaves_whole(gate: GateParts, desk: Services, people: People) -> None:
    trust(desk, stranger().public, 7)
    one = foreign(desk, LONG)
    gate.window.show_code(one.code)
    tally = gate.window.goods.tally
    assert tally is not None and tally.fixed and tally.more > 0
    assert "leaves as a whole" in gate.window.verdict.next_step.text()
    press(gate.window, Key.Key_Return)
    assert (word(gate), now(desk, people, one).trips_used) == ("Released", 1)


def test_two_windows_one_release(gate: GateParts, desk: Services, people: People, qtbot: QtBot) -> None:
    second = build(desk, gate.window.ctx.folder, people.guard)
    qtbot.addWidget(second.window)
    second.window.show()
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    second.window.show_code(one.code)
    press(gate.window, Key.Key_Return)
    press(second.window, Key.Key_Return)
    assert (word(gate), word(second)) == ("Released", "Already used")
    assert "赵刚" in second.window.verdict.reason_below.text()
    assert (second.asked.questions, second.sounds.played) == ([], [Tone.GOOD, Tone.BAD])
    second.window.close()


def test_a_pc_alone_says_so(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    assert gate.window.footer.text().startswith("This PC works alone")


def test_a_clock_set_back_is_said_in_amber(gate: GateParts, desk: Services, clock: FakeClock) -> None:
    one = issue(desk, OFFICE)
    clock.set(clock.now() - timedelta(hours=2))
    gate.window.show_code(one.code)
    assert "Clock suspect" in gate.window.footer.text()
    assert gate.window.footer.property("tone") == "warning"
    doubt = gate.window.verdict.doubt
    assert (doubt.isVisible(), doubt.text()) == (True, "⚠ Clock suspect: 2 h 0 min behind")
    QApplication.processEvents()
    assert doubt.fontInfo().pixelSize() >= 24 and doubt.height() >= 24
    gate.window.clear_all()
    assert not doubt.isVisible()


def test_only_the_supervisor_says_which_gate_this_is(gate: GateParts) -> None:
    assert (gate.window.head.gate.text(), gate.window.head.choose.isVisible()) == ("No gate yet", True)
    QTest.mouseClick(gate.window.head.choose, Qt.MouseButton.LeftButton)
    dialog = gate.window._dialog
    assert isinstance(dialog, ApprovalDialog)
    dialog.reason.setText("开通二号门岗")
    dialog._decide("2")
    assert gate.local.get(GATE_NUMBER) == 0, "not without the PIN"
    QTest.keyClicks(dialog.pin, PIN)
    dialog._decide("2")
    assert (gate.window.head.gate.text(), gate.window.head.choose.isVisible()) == ("Gate 2", False)
    assert gate.local.get(GATE_NUMBER) == 2


def test_a_pass_for_this_gate_leaves_once_it_is_known(
    gate: GateParts, desk: Services, clock: FakeClock
) -> None:
    one = issue(desk, OFFICE, gates=gate_bits([2]))
    gate.window.show_code(one.code)
    assert word(gate) == "Wrong gate"
    assert Step.OVERRIDE not in offered(gate), "not even the supervisor: the front desk replaces the pass"
    gate.local.put(GATE_NUMBER, 2)
    gate.window._gate_chosen()
    clock.advance(seconds=3)
    gate.window.show_code(one.code)
    assert word(gate) == "May leave"


def test_its_keys_go_before_the_programs(gate: GateParts, desk: Services, qtbot: QtBot) -> None:
    around, searched = QWidget(), []
    qtbot.addWidget(around)
    for key in ("F2", "F6"):
        QShortcut(QKeySequence(key), around, lambda: searched.append(1))
    gate.window.setParent(around)
    around.resize(1366, 768)
    around.show()
    gate.window.show()
    gate.window.show_code(issue(desk, OFFICE).code)
    press(gate.window, Key.Key_F2)
    assert gate.window.sheet.isVisible() and not searched
    gate.window.setParent(None)
    gate.window.show()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
def test_it_fits_every_screen(gate: GateParts, desk: Services, language: str, size: tuple[int, int]) -> None:
    set_language(language)
    gate.window.resize(*size)
    gate.window.show_code(issue(desk, MANY, trips=2).code)
    press(gate.window, "0")
    QApplication.processEvents()
    assert (gate.window.width(), gate.window.height()) == size
    small = {
        (made.text(), made.width(), made.height())
        for made in gate.window.findChildren(QAbstractButton)
        if made.isVisible() and min(made.width(), made.height()) < 64
    }
    assert not small and PAD >= 64
    assert gate.window.verdict.word.pixels() >= 60
    assert gate.window.goods.lines.viewport().height() >= 2 * 84
