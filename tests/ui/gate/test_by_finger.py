"""What is tapped at the gate: quantities, the plate that really stands there, the supervisor's PIN and reasons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Tone
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.core.words import LANGUAGES
from desk_app.services.passes.documents import BALANCE, REFUSAL
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import VisitState
from desk_app.ui.gate.pad import BACK, DONE, KEY, QuantityDialog
from desk_app.ui.gate.plate_row import PlateRow
from desk_app.ui.gate.real_plate import PlateDialog
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.supervisor import GateApproval
from desk_app.ui.i18n import set_language
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock
from tests.services.passes.gate_help import foreign, issue, stranger, trust
from tests.ui.gate.build import GateParts, arrive
from tests.ui.gate.goods_scenes import MANY, OFFICE, press, read_all
from tests.ui.gate.test_goods import click, counts, gone, now, papers, says
from tests.ui.gate.test_window import lines, offered, word

Key = Qt.Key
CHAIRS = (GoodsLine("会议椅", 200, "把"),)


def tap(*buttons: QAbstractButton) -> None:
    for one in buttons:
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def quantity(gate: GateParts, place: int = 0) -> QuantityDialog:
    click(gate, gate.window.goods.lines.count_box(place).center())
    asked = gate.window._flow.dialog
    assert isinstance(asked, QuantityDialog) and asked.isVisible()
    return asked


def plates(gate: GateParts) -> PlateDialog:
    asked = gate.window._flow.dialog
    assert isinstance(asked, PlateDialog) and asked.isVisible()
    return asked


def drive(gate: GateParts) -> PlateRow:
    return gate.window.parts.drive


# Quantities


def test_forty_of_two_hundred_chairs_are_four_taps(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, CHAIRS)
    gate.window.show_code(one.code)
    asked = quantity(gate)
    tap(asked.pad.keys["4"], asked.pad.keys["0"], asked.pad.keys[DONE])
    read_all(gate.window)
    assert (counts(gate), says(gate, Step.RELEASE)) == ([40], "Release 40 of 200 pieces (Enter)")
    press(gate.window, Key.Key_Return)
    assert (gone(desk, people, one), papers(gate)) == ([40], [BALANCE])


def test_the_pad_takes_what_there_is_and_no_more(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, CHAIRS).code)
    asked = quantity(gate)
    assert min(min(key.width(), key.height()) for key in asked.pad.keys.values()) >= KEY
    press_in(asked, "999")
    assert (asked.count, asked.note.text()) == (200, "There are no more than 200.")
    press_in(asked, "12")
    tap(asked.pad.keys[BACK])
    assert (asked.count, asked.figure.text) == (1, "1")
    tap(asked.none)
    assert asked.count == 0
    tap(asked.all)
    assert asked.count == 200
    press_in(asked, "7")
    QTest.keyClick(asked, Key.Key_Escape)
    assert (counts(gate), gate.window._flow.dialog) == ([200], None), "left as it was"


def press_in(asked: QuantityDialog, digits: str) -> None:
    QTest.keyClicks(asked, digits)


def test_by_keyboard_too_and_a_scan_closes_it(gate: GateParts, desk: Services, clock: FakeClock) -> None:
    gate.window.show_code(issue(desk, CHAIRS).code)
    asked = quantity(gate)
    clock.advance(seconds=400)
    gate.window.tick()
    assert word(gate) == "May leave", "it stands as long as it is asked"
    press_in(asked, "15")
    QTest.keyClick(asked, Key.Key_Return)
    assert counts(gate) == [15]
    second = quantity(gate)
    gate.window.show_code(issue(desk, MANY).code)
    assert (second.isVisible(), len(counts(gate))) == (False, len(MANY))


def test_what_leaves_as_a_whole_has_no_pad(gate: GateParts, desk: Services) -> None:
    trust(desk, stranger().public, 7)
    gate.window.show_code(foreign(desk, MANY).code)
    click(gate, gate.window.goods.lines.count_box(0).center())
    assert gate.window._flow.dialog is None


# The plate


def test_the_plate_is_large_and_as_on_the_pass_until_said_otherwise(
    gate: GateParts, desk: Services, people: People
) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    row = drive(gate)
    assert (row.isVisible(), row.plate.text(), row.who.text) == (True, "粤B12345", "货拉拉")
    assert row.plate.fontMetrics().height() >= 40
    assert not gate.window.goods_facts.drive.isVisible(), "once is enough"
    assert Step.RELEASE in offered(gate)
    press(gate.window, Key.Key_Return)
    assert now(desk, people, one).releases[-1].plate == ""


def test_another_plate_is_typed_and_released(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    press(gate.window, "8", "p")
    asked = plates(gate)
    tap(*(asked.heads.keys[letter] for letter in "沪"))
    tap(*(asked.rest.keys[letter] for letter in "A88889"), asked.rest.keys[BACK], asked.rest.keys["8"])
    QTest.keyClick(asked.plate, Key.Key_Return)
    assert (word(gate), counts(gate)[0]) == ("Other plate", 8), "what was counted stays"
    said = gate.window.verdict.next_step.text()
    assert "粤B12345" in said and "沪A88888" in said and "refuse (F2, 4)" in said
    assert drive(gate).who.text == "Here: 沪A88888"
    assert gate.window.verdict.block.property("tone") == Tone.AGAIN.value
    press(gate.window, Key.Key_Return)
    assert now(desk, people, one).releases[-1].plate == "沪A88888"
    assert drive(gate).isVisible() and not drive(gate).other.isVisible(), "what left is final"


def test_another_plate_is_refused_with_it_on_record(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    tap(drive(gate).other)
    plates(gate).plate.setText("沪a 88888")
    tap(plates(gate).ok)
    press(gate.window, Key.Key_F2, "4")
    assert gate.window.verdict.reason_below.text().startswith("Another vehicle or carrier. On record")
    came = gate.window._reading.came  # type: ignore[union-attr]
    assert came.words == "沪A88888"  # type: ignore[union-attr]


def test_back_to_the_pass_and_the_same_plate_is_no_other(gate: GateParts, desk: Services) -> None:
    gate.window.show_code(issue(desk, OFFICE).code)
    for plate, said in (("粤b·12345", "May leave"), ("沪A88888", "Other plate")):
        gate.window.ask_plate()
        plates(gate).plate.setText(plate)
        tap(plates(gate).ok)
        assert word(gate) == said
    tap(drive(gate).same)
    assert word(gate) == "May leave"


def test_a_carrier_alone_is_noted_and_a_strange_plate_kept(
    gate: GateParts, desk: Services, people: People
) -> None:
    one = issue(desk, OFFICE)
    gate.window.show_code(one.code)
    gate.window.ask_plate()
    asked = plates(gate)
    assert not asked.hint.text().strip(), "nothing is wrong before anything is typed"
    asked.plate.setText("电动三轮 7")
    assert asked.hint.text() == "No usual plate yet; it is kept as typed."
    asked.plate.clear()
    asked.carrier.setText("老王")
    tap(asked.ok)
    assert (word(gate), drive(gate).who.text) == ("May leave", "Here: 老王")
    press(gate.window, Key.Key_Return)
    released = now(desk, people, one).releases[-1]
    assert (released.plate, released.carrier) == ("", "老王")


def test_a_plate_is_scanned_and_a_pass_is_not(gate: GateParts, desk: Services) -> None:
    one, other = issue(desk, OFFICE), issue(desk, MANY)
    gate.window.show_code(one.code)
    gate.window.ask_plate()
    asked, before = plates(gate), len(lines(gate))
    gate.window.show_code("京A12345")
    assert (asked.plate.text(), len(lines(gate))) == ("京A12345", before)
    gate.window.show_code(other.code)
    assert (asked.isVisible(), len(counts(gate))) == (False, len(MANY))
    assert (word(gate), drive(gate).who.text) == ("May leave", "货拉拉"), "the next pass begins anew"


def test_a_pass_that_does_not_leave_asks_no_plate(gate: GateParts, desk: Services, clock: FakeClock) -> None:
    one = issue(desk, OFFICE[:2])
    gate.window.show_code(one.code)
    press(gate.window, Key.Key_Return)
    clock.advance(seconds=3)
    gate.window.show_code(one.code)
    press(gate.window, "p")
    assert (word(gate), drive(gate).isVisible(), gate.window._flow.dialog) == ("Already used", False, None)


def test_p_is_the_plate_where_the_keyboard_is_in_the_field(gate: GateParts, desk: Services) -> None:
    trust(desk, stranger().public, 7)
    gate.window.show_code(foreign(desk, MANY).code)
    QTest.keyClick(gate.window.side.field, Key.Key_P)
    assert (gate.window.side.field.text(), plates(gate).isVisible()) == ("", True)


# The refusal with its slip


def test_f6_refuses_a_bad_pass_and_prints_at_once(gate: GateParts, desk: Services, clock: FakeClock) -> None:
    one = issue(desk, OFFICE[:2])
    gate.window.show_code(one.code)
    assert Step.SLIP not in offered(gate), "a good pass is refused with a reason"
    press(gate.window, Key.Key_Return)
    clock.advance(seconds=3)
    gate.window.show_code(one.code)
    assert offered(gate) == {Step.REFUSE, Step.SLIP}
    press(gate.window, Key.Key_F6)
    assert (word(gate), papers(gate)) == ("Refused", [REFUSAL])
    assert gate.window.verdict.reason_below.text().startswith("The pass is not good. On record as")
    assert offered(gate) == {Step.PRINT, Step.UNDO}
    QTest.keyClick(gate.window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(gate.window, Key.Key_F2, "6")
    assert (word(gate), papers(gate)) == ("Refused", [REFUSAL]), "with F2 the slip waits for its key"


# The supervisor


def test_the_supervisor_needs_no_keyboard(gate: GateParts, desk: Services, people: People) -> None:
    one = issue(desk, OFFICE, delay=3)
    gate.window.show_code(one.code)
    tap(gate.window.buttons.buttons[Step.OVERRIDE])
    asked = gate.window._flow.dialog
    assert isinstance(asked, GateApproval)
    tap(*(asked.pad.keys[digit] for digit in PIN), asked.pad.keys[BACK], asked.pad.keys[PIN[-1]])
    tap(asked.chips[0])
    release = next(one for one in asked.findChildren(QAbstractButton) if one.text() == "Release")
    tap(release)
    left = now(desk, people, one).releases[-1]
    assert (left.override, left.approved_by) == ("Front desk confirmed by phone", people.supervisor.staff_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_fits_and_is_for_gloves(gate: GateParts, desk: Services, language: str) -> None:
    set_language(language)
    gate.window.resize(1024, 768)
    gate.window.show_code(issue(desk, OFFICE, delay=3).code)
    gate.window.buttons.take(Step.OVERRIDE)
    asked = gate.window._flow.dialog
    assert isinstance(asked, GateApproval)
    QApplication.processEvents()
    assert asked.width() <= 1024 and asked.height() <= 768
    assert all(field.height() >= 46 for field in (asked.who, asked.pin, asked.reason))
    small = [
        one.text()
        for one in asked.findChildren(QAbstractButton)
        if one.isVisible() and one.height() < KEY - 10
    ]
    assert not small
    tap(asked.chips[1], asked.chips[-1])
    assert asked.reason.text() == "", "another reason is typed"


@pytest.mark.parametrize("badge", ["", "B-023"])
def test_nobody_is_kept_in_by_a_network(
    gate: GateParts, desk: Services, people: People, clock: FakeClock, badge: str
) -> None:
    trust(desk, stranger().public, 7)
    clock.advance(hours=80)
    visit = arrive(desk, people.receptionist, badge=badge)
    gate.window.show_code(visit.pass_code)
    assert (word(gate), offered(gate)) == ("Supervisor", {Step.OVERRIDE})
    assert gate.sounds.played == [Tone.AGAIN]
    press(gate.window, Key.Key_Return)
    gate.window.buttons.take(Step.OVERRIDE)
    asked = gate.window._flow.dialog
    assert isinstance(asked, GateApproval)
    QTest.keyClicks(asked.pin, PIN)
    tap(asked.chips[2])
    asked._decide("without_badge" if badge else "leaves")
    left = desk.get(VisitorQueries).card(people.guard, visit.id).visit
    assert (left.state, left.left_by) == (VisitState.LEFT, "gate")
    assert left.badge_returned is (False if badge else None)
    entry = desk.get(AuditQueries).entries(people.supervisor, AuditFilter())[0]
    assert "Visitor known in person" in entry.detail
    assert "by the word of 周敏: Visitor known in person" in gate.window.verdict.reason.text()


# Stepping out


def test_stepping_out_is_undone_for_a_minute(
    gate: GateParts, desk: Services, people: People, clock: FakeClock
) -> None:
    visit = arrive(desk, people.receptionist)
    gate.window.show_code(visit.pass_code)
    press(gate.window, Key.Key_F5)
    assert (word(gate), offered(gate)) == ("Stepped out", {Step.UNDO, Step.BACK})
    clock.advance(seconds=59)
    gate.window.tick()
    assert says(gate, Step.UNDO) == "Undo (Ctrl+Z) · 1 s"
    QTest.keyClick(gate.window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert word(gate) == "Still on site"
    assert gate.window.verdict.reason.text() == "The visitor did not step out after all."
    assert desk.get(VisitorQueries).card(people.guard, visit.id).visit.state is VisitState.ON_SITE
    press(gate.window, Key.Key_F5)
    clock.advance(seconds=61)
    gate.window.tick()
    assert (word(gate), offered(gate)) == ("Scan pass", set())
    QTest.keyClick(gate.window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.get(VisitorQueries).card(people.guard, visit.id).visit.state is VisitState.ON_BREAK
