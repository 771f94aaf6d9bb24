"""The list, the board, the clocks, scans, and what opens the form from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk_app.services.calls.queries import CallQueries
from desk_app.services.calls.records import CallState, TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.core.people import Actor
from desk_app.services.directory.records import Trade
from desk_app.services.duty_log.records import IncidentDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.duty_log.standard import WATER
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import LostDraft
from desk_app.services.repairs.records import OrderState, Source, View
from desk_app.services.visitors.records import Host
from desk_app.ui.tab_spec import CodePage, tabs
from desk_app.ui.tabs.repairs import FROM_CALL, FROM_INCIDENT, FROM_LOST_KEY, TAB
from desk_app.ui.tabs.repairs.columns import CLOCK_COLUMN
from desk_app.ui.tabs.repairs.figures_dialog import FLOORS, FiguresDialog
from desk_app.ui.tabs.repairs.page import TICKS_TO_READ
from desk_app.ui.tabs.repairs.prices_dialog import PriceLineDialog, PricesDialog
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.register_help import Register
from tests.services.repairs.repair_desk import RepairDesk
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.repairs.conftest import Desk, offered, press


def clock_cell(front: Desk, row: int = 0) -> tuple[str, object]:
    model = front.page.table.rows_model
    one = model.rows[row]
    column = model.columns[CLOCK_COLUMN]
    assert column.tone is not None
    return column.text(one), column.tone(one)


def test_the_tab_is_there_and_takes_its_codes(front: Desk, people: People) -> None:
    assert TAB in tabs() and isinstance(front.page, CodePage)
    assert people.guard.role not in TAB.roles and people.receptionist.role in TAB.roles


def test_the_clock_runs_without_reading_again(front: Desk, ledger: RepairDesk) -> None:
    ledger.take_in()
    front.load()
    assert clock_cell(front) == ("Arrive · 20 min left", "neutral")
    front.clock.advance(minutes=3)
    front.page.tick()
    assert clock_cell(front) == ("Arrive · 17 min left", "neutral")
    front.clock.advance(minutes=20)
    front.page.tick()
    assert clock_cell(front) == ("Arrive · 3 min late", "danger")


def test_what_turns_amber_is_seen_within_a_minute(front: Desk, ledger: RepairDesk) -> None:
    order = ledger.take_in()
    front.open(order)
    front.load()
    panel = front.panel
    front.clock.advance(minutes=16)
    for _ in range(TICKS_TO_READ):
        front.page.tick()
    assert clock_cell(front) == ("Arrive · only 4 min left", "warning")
    assert front.panel is panel, "a panel in which somebody reads is not made anew"
    assert "Arrive · only 4 min left, by 09:20" in [one.text() for one in panel.clocks]


def test_at_night_the_moment_is_said_not_the_minutes(front: Desk, ledger: RepairDesk) -> None:
    front.clock.advance(hours=14, minutes=46)
    order = ledger.take_in()
    front.load()
    assert clock_cell(front)[0] == "Arrive · by 08:20 (stands still)"
    front.open(order)
    assert front.panel.clocks[0].text() == "Arrive · by 24 Nov 08:20 (stands still)"
    front.clock.advance(hours=8, minutes=19)
    front.load()
    assert clock_cell(front)[0] == "Arrive · 15 min left"


def test_the_clocks_stand_still_while_nobody_looks(front: Desk) -> None:
    assert front.page._timer.isActive()
    front.page.hide()
    assert not front.page._timer.isActive()


def test_the_chips_count_and_filter(front: Desk, ledger: RepairDesk) -> None:
    ledger.take_in()
    ledger.hold(ledger.take_in(unit="2302"))
    ledger.finished(unit="2401")
    front.load()
    counted = {view.value: front.page.chips._counts[view] for view in View}
    assert (counted["open"], counted["on_hold"], counted["call_back"], counted["mine"]) == (3, 1, 1, 3)
    for view in View:
        front.page.chips.choose(view)
        settle()
        assert len(front.rows) == counted[view.value] == len(front.orders(view))


def test_the_board_shows_every_state_and_opens_by_keyboard(front: Desk, ledger: RepairDesk) -> None:
    received, held = ledger.take_in(), ledger.hold(ledger.take_in(unit="2302"))
    front.load()
    front.key(Qt.Key.Key_F9)
    board = front.page.board
    assert front.page.lists.currentWidget() is board and board.columns[OrderState.RECEIVED].view.hasFocus()
    assert front.panel.order.id == received.id
    front.key(Qt.Key.Key_Right)
    assert front.panel.order.id == held.id and board.current == held.id
    ledger.verbs.resume(ledger.clerk, held.id)
    front.load()
    assert board.current == held.id and len(board.columns[OrderState.RECEIVED].model.orders) == 2
    front.key(Qt.Key.Key_F9)
    assert front.page.lists.currentWidget() is front.page.table


def test_a_chip_leads_from_the_board_to_its_list(front: Desk, ledger: RepairDesk) -> None:
    ledger.take_in()
    front.page.show_board(True)
    assert "List" in offered(front.page) and "Board" not in offered(front.page)
    front.page.chips.choose(View.TO_DISPATCH)
    settle()
    assert "Board" in offered(front.page)
    assert not front.page.on_board and front.page.lists.currentWidget() is front.page.table


def test_a_scanned_work_order_opens_closed_or_not(front: Desk, ledger: RepairDesk) -> None:
    order = ledger.close(ledger.call_back(ledger.finished()))
    front.page.show_code(order.code)
    settle()
    assert front.panel.order.id == order.id and "is closed" in front.page.notice._text.text()
    front.page.show_code("50000001")
    assert "No order on this PC" in front.page.notice._text.text()


def test_a_call_fills_the_form_and_lives_on_in_the_report(front: Desk, ledger: RepairDesk) -> None:
    typed = TypedCall("13812345678", "何女士", "云海科技", Host(unit="2301"), "会议室灯不亮")
    call = ledger.desk.get(Calls).take_call(ledger.clerk, typed).result
    front.page.show_record(FROM_CALL, call.id)
    settle()
    assert call.number in front.form.origin.text()
    assert front.form.what.description.toPlainText() == "会议室灯不亮" and front.form.what.trade.value
    front.submit()
    order = front.only()
    became = ledger.desk.get(CallQueries).call(ledger.clerk, call.id)
    assert (became.state, became.became) == (CallState.BECAME, order.id) and order.unit == "2301"


def test_a_lost_key_fills_the_form_and_lives_on_in_the_report(
    front: Desk, ledger: RepairDesk, people: People, clock: FakeClock
) -> None:
    copy = Register(ledger.desk, people, clock).key().copies[0]
    lost = LostDraft("李卫国", clock.now(), "掉入电梯井", lock_change=True)
    report = ledger.desk.get(KeyTroubles).report_lost(ledger.clerk, copy.id, lost).result
    front.page.show_record(FROM_LOST_KEY, report.id)
    settle()
    assert report.number in front.form.origin.text() and report.code in front.form.draft().description
    front.submit()
    order = front.only()
    assert (order.trade, order.area) == (Trade.LOCKS, "大堂侧门")
    (became,) = ledger.desk.get(KeyQueries).lost_reports(ledger.clerk, False)
    assert (became.became, became.became_kind) == (order.id, "repair")
    front.page.show_record(FROM_LOST_KEY, report.id + 1)
    assert front.asked.texts == ["This report of a lost key is not on record."]


def test_an_incident_fills_the_form(front: Desk, ledger: RepairDesk) -> None:
    draft = IncidentDraft(WATER, "水泵房", floor="B1", words="消防管接头漏水", reported_by="监控室")
    incident = ledger.desk.get(DutyLog).begin(ledger.clerk, draft).result
    front.page.show_record(FROM_INCIDENT, incident.id)
    assert incident.number in front.form.origin.text()
    front.submit()
    order = front.only()
    assert (order.description, order.area) == ("消防管接头漏水", "B1 水泵房")
    assert (order.reporter, order.source) == ("监控室", Source.PATROL)


def test_a_draft_is_not_lost_to_a_call(front: Desk, ledger: RepairDesk) -> None:
    call = ledger.desk.get(Calls).take_call(ledger.clerk, TypedCall("13812345678", about="灯坏")).result
    front.say(what="写到一半")
    front.page.show_record(FROM_CALL, call.id)
    assert front.form.what.description.toPlainText() == "写到一半"
    front.asked.will_answer(True)
    front.page.show_record(FROM_CALL, call.id)
    assert front.form.what.description.toPlainText() == "灯坏"


def test_statistics_stand_against_the_targets(front: Desk, ledger: RepairDesk) -> None:
    ledger.close(ledger.call_back(ledger.finished()))
    ledger.take_in(unit="2401")
    front.page.statistics()
    dialog = front.dialog(FiguresDialog)
    assert dialog.gauges["call_back"].figure.text() == "100 %"
    (line,) = dialog.lines
    assert (line.orders, line.call_back.share, line.call_back.target) == (2, 1000, 1000)
    dialog.chips.choose(FLOORS)
    assert [one.orders for one in dialog.lines] == [1, 1] and len(dialog.bars.bars) == 2
    dialog.first.setText("2026-11-30")
    dialog.last.setText("2026-11-01")
    dialog.load()
    assert dialog.form.problem_of("last")


def test_the_supervisor_keeps_the_price_list(front_of: Callable[[Actor], Desk], people: People) -> None:
    front = front_of(people.supervisor)
    front.page.price_list()
    dialog = front.dialog(PricesDialog)
    press(dialog, "New line…")
    line = front.dialog(PriceLineDialog)
    line.form.restore({"name": "疏通下水", "price": "一百"})
    line.submit()
    assert line.form.problem_of("price")
    line.form.restore({"price": "120"})
    line.submit()
    (price,) = dialog.table.rows_model.rows
    assert (price.name, price.fen) == ("疏通下水", 12_000)


def test_others_only_read_the_price_list(front: Desk) -> None:
    front.page.price_list()
    assert "New line…" not in offered(front.dialog(PricesDialog))


def test_f6_stays_the_key_of_the_message(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.dispatch(ledger.take_in()))
    front.page.first_step()
    front.key(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is front.stage.ctx.toasts.toast.undo
