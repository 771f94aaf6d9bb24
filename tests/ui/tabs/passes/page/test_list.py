"""The list of exit passes, the one in sight, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desk_app.services.codes.goods import GoodsLine
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.loans.records import SuspensionDraft
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.passes.records import ExitKind, PassState, ReleaseDraft, View
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.tables import PassRow
from desk_app.services.sheets.reading import read_lines
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.directory.conftest import fill
from tests.ui.tabs.passes.page.conftest import Board, said

CTRL = Qt.KeyboardModifier.ControlModifier
BOXES = (GoodsLine("档案箱", 8, "箱"),)


def test_chips_count_what_somebody_must_look_at(board: Board) -> None:
    assert board.chip("overdue") == board.chip("unused") == board.chip("paper_missing") == ""
    out = board.issue(due=date(2026, 11, 24), hours=2)
    board.release(out)
    board.issue(BOXES, kind=ExitKind.GOODS, hours=2)
    board.clock.advance(hours=60)
    board.page.load()
    assert board.chip("out") == "Goods outside  1" and board.chip("overdue") == "Overdue  1"
    assert board.chip("unused") == "Unused  1" and board.chip("paper_missing") == "Paper missing  1"
    board.page.chips.choose("overdue")
    assert [one.id for one in board.rows] == [out.id]
    board.open(out)
    assert "overdue (days: 1)" in said(board.panel)
    board.step("Reminder")
    assert board.previewed[-1].kind == "passes.reminder" and board.previewed[-1].blocks
    board.asked.will_answer("明天送回")
    board.step("Note a call")
    assert board.card(out).exit_pass.called_at is not None


def test_the_panel_says_what_left_what_came_back_and_who(board: Board) -> None:
    one = board.issue(due=date(2026, 11, 30), trips=2)
    board.release(one, ReleaseDraft({1: 5, 2: 1}, plate="粤B99999", remark="分两车"))
    text = said(board.open(one))
    for part in (
        "0 of 2 used",
        "粤B12345",
        "货拉拉 · 13812345678",
        "Any gate",
        "粤B99999",
        "分两车",
        "Gate 1 · 赵刚",
    ):
        assert part in text
    assert "人体工学办公椅 5 把 · 投影仪 1 台" in text
    assert "SN EP-77120 · to be returned" in text


def test_printing_again_is_a_copy_and_previews_as_one(board: Board) -> None:
    one = board.issue()
    board.open(one)
    board.step("Print both copies")
    assert board.printed[-1].copy == 0 and len(board.printed[-1].counterparts) == 1
    assert "Print again, marked as a copy" in board.steps
    board.step("Preview")
    assert board.previewed[-1].copy == 1
    board.press(Qt.Key.Key_F8)
    assert board.printed[-1].copy == 1 and board.card(one).exit_pass.copies == 2


def test_revoking_asks_why_and_leaves_nothing_to_print(board: Board) -> None:
    one = board.issue()
    board.open(one)
    board.step("Revoke")
    assert board.card(one).exit_pass.state is PassState.ISSUED, "nobody said why"
    board.asked.will_answer("客户取消搬运")
    board.step("Revoke")
    assert board.card(one).exit_pass.revoke_reason == "客户取消搬运"
    assert board.steps == ["New pass like this"] and "客户取消搬运" in said(board.panel)
    board.press(Qt.Key.Key_F8)
    assert board.printed == []


def test_a_lost_paper_is_replaced_printed_and_followed(board: Board) -> None:
    one = board.issue()
    board.open(one)
    board.asked.will_answer("客户说丢了")
    board.step("Paper lost: replace")
    old = board.card(one)
    assert old.exit_pass.state is PassState.REPLACED
    assert board.panel.exit_pass.number == old.replaced_by == board.printed[-1].number
    assert board.panel.exit_pass.replaces == one.id and "is void" in board.toast


def test_a_call_about_an_unused_pass_is_noted(board: Board) -> None:
    one = board.issue(BOXES, kind=ExitKind.GOODS, hours=1)
    board.clock.advance(hours=3)
    board.page.load()
    board.open(one)
    assert "Nobody used this pass" in said(board.panel)
    board.asked.will_answer("改到周五")
    board.step("Note a call")
    assert board.card(one).exit_pass.called_at is not None
    assert "Nobody used this pass" not in said(board.panel)


def test_a_pass_is_copied_into_the_form_and_a_half_written_one_is_not_lost(board: Board) -> None:
    one = board.issue(BOXES, kind=ExitKind.GOODS)
    board.open(one)
    board.step("New pass like this")
    assert board.page.places.currentWidget() is board.page.editor
    assert [line.name for line in board.page.editor.draft().lines] == ["档案箱"]
    board.page.show_record("exit_pass", one.id)
    board.page.editor.lines.rows[0].name.setText("改过的")
    assert board.page.editor.dirty
    board.step("New pass like this")
    assert board.page.editor.draft().lines[0].name == "改过的", "thrown away without a word"
    board.page.show_record("exit_pass", one.id)
    board.asked.will_answer(True)
    board.step("New pass like this")
    assert board.page.editor.draft().lines[0].name == "档案箱"


def test_an_issued_pass_is_printed_and_opens_in_today_s_list(board: Board) -> None:
    board.page.go(-3)
    board.press(Qt.Key.Key_N, CTRL)
    assert board.page.places.currentWidget() is board.page.editor
    one = board.issue()
    board.page.editor.issued.emit(board.card(one).exit_pass)
    settle()
    assert board.page.places.currentWidget() is board.page.desk
    assert board.panel.exit_pass.id == one.id and board.page.view is View.DAY
    assert [row.id for row in board.page.table.selection()] == [one.id]
    assert [paper.number for paper in board.printed] == [board.card(one).exit_pass.number]


def test_the_form_is_left_where_it_was_entered(board: Board) -> None:
    board.page.new_pass()
    board.page.editor.closed.emit()
    assert board.page.places.currentWidget() is board.page.desk


def test_a_reload_keeps_the_pass_in_sight(board: Board) -> None:
    one = board.issue()
    board.open(one)
    board.desk.get(ExitPasses).revoke(board.people.receptionist, one.id, "客户取消")
    board.ctx.bus.publish({"exit_passes"})
    settle()
    assert board.panel.exit_pass.id == one.id and board.panel.exit_pass.state is PassState.REVOKED
    board.press(Qt.Key.Key_Escape)
    assert board.page.panel is None and board.page.table.selection() == []


@pytest.mark.parametrize("view", list(View))
def test_every_list_can_be_printed(board: Board, view: View) -> None:
    board.issue()
    board.page.chips.choose(view)
    board.page.print_list()
    paper = board.previewed[-1]
    assert paper.title and len(paper.blocks) == 3


def test_whom_to_phone_about_an_unused_pass_is_said(board: Board) -> None:
    fill(board.desk, board.people.supervisor)
    tenant = board.desk.get(DirectoryQueries).tenants(board.people.receptionist)[0].id
    one = board.issue(BOXES, kind=ExitKind.GOODS, hours=1)
    with board.desk.bench.database.write() as session:
        session.get_one(PassRow, one.id).tenant = tenant
    assert "陈静 13900001205" not in said(board.open(one)), "nothing to phone about yet"
    board.clock.advance(hours=3)
    assert "陈静 13900001205" in said(board.open(one))


@pytest.mark.parametrize("view", list(View))
def test_every_list_can_be_saved_as_a_spreadsheet(board: Board, view: View, tmp_path: Path) -> None:
    board.issue()
    board.page.chips.choose(view)
    path = tmp_path / "list.xlsx"
    board.asked.will_answer(path)
    board.page.list_menu.menu().actions()[1].trigger()
    assert len(read_lines(path)) == 1 + len(board.rows)
    assert "Saved: list.xlsx" in board.toast
    board.page.list_menu.menu().actions()[0].trigger()
    assert len(board.previewed) == 1


def test_a_list_that_is_not_saved_after_all_writes_nothing(board: Board) -> None:
    board.page.save_list()
    assert board.asked.questions == [("save_as", "Save the list")] and board.toast == ""


def test_what_stands_behind_a_pass_opens(board: Board) -> None:
    one = board.issue()
    board.open(one)
    board.asked.will_answer("原件遗失")
    board.step("Paper lost: replace")
    new = board.panel.exit_pass
    assert new.replaces == one.id
    board.step(board.card(one).exit_pass.number)
    board.open(one)
    board.step(new.number)
    opened = [text for kind, text in board.asked.questions if kind == "open"]
    assert opened == [f"exit_pass {one.id}", f"exit_pass {new.id}"]


def test_the_way_back_to_a_half_written_form_is_the_button(board: Board) -> None:
    one = board.issue()
    board.page.new_pass()
    board.page.editor.lines.rows[0].name.setText("显示器")
    board.page.show_record("exit_pass", one.id)
    assert board.page._new.text() == "Go on with the pass"
    board.page._new.click()
    assert board.page.places.currentWidget() is board.page.editor
    assert board.page.editor.draft().lines[0].name == "显示器"
    board.asked.will_answer(True)
    board.page.editor.close_form()
    assert board.page._new.text() == "New pass"


def test_paper_home_but_never_released_asks_for_no_phone_call(board: Board) -> None:
    one = board.issue(hours=1)
    board.desk.get(ExitPasses).paper_home(board.people.receptionist, one.code)
    board.clock.advance(hours=3)
    text = said(board.open(one))
    assert "no gate released these goods" in text and "Nobody used this pass" not in text


def test_a_paper_that_came_out_badly_is_printed_again_as_a_copy(board: Board) -> None:
    """What is offered once the paper is out counts as any other reprint."""
    again: list[Callable[[], object]] = []
    tray = board.ctx.printing
    whole = tray.print

    def keep(make: Any, *, owner: Any, **others: Any) -> None:
        again.append(others.pop("again"))
        whole(make, owner=owner, **others)

    tray.print = keep  # type: ignore[method-assign, assignment]
    one = board.issue()
    board.open(one)
    board.step("Print both copies")
    again[-1]()
    again[-1]()
    assert [paper.copy for paper in board.printed] == [0, 1, 2]


def test_what_waits_of_a_void_pass_is_withdrawn(board: Board) -> None:
    lost, revoked = board.issue(), board.issue()
    tray = board.ctx.printing
    for one, step in ((lost, "Paper lost: replace"), (revoked, "Revoke")):
        board.open(one)
        board.asked.will_answer("客户取消搬运")
        board.step(step)
    numbers = [board.card(one).exit_pass.number for one in (lost, revoked)]
    assert tray.withdrawn == [("passes.pass", number) for number in numbers]  # type: ignore[attr-defined]


def test_a_day_ends_at_24_hours(board: Board) -> None:
    today = board.issue(hours=15)  # until midnight
    board.open(today)
    assert "24:00" in said(board.panel) and "24 Nov" not in said(board.panel)
    (until,) = [one for one in board.page.table.rows_model.columns if str(one.title) == "Valid until"]
    assert until.text(board.rows[0]) == "24:00"


def test_a_scanned_thing_fills_its_serial_number(board: Board) -> None:
    one = board.issue()
    board.page.new_pass()
    rows = board.page.editor.lines.rows
    rows[0].name.setText("显示器")
    assert not board.page.take_scan("6901234567892"), "no serial number is being written"
    rows[0].serial.setFocus()
    assert not board.page.take_scan(one.code), "a pass is a pass"
    assert board.page.take_scan("6901234567892")
    assert rows[0].serial.text() == "6901234567892" and rows[1].name.hasFocus()


def test_a_reload_follows_what_was_asked_for_last(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = board.issue(), board.issue()
    board.open(old)
    asked: list[int] = []
    monkeypatch.setattr(board.page, "ask_card", lambda by, wanted: asked.append(wanted))
    monkeypatch.setattr(board.page, "_show_card", lambda card: None)
    board.page._follow(board.card(new).exit_pass)
    board.page.load()
    assert set(asked) == {new.id}, "the pass still in sight is not what she waits for"


def test_the_pass_leads_to_its_company_or_to_whoever_carries_the_goods(board: Board) -> None:
    fill(board.desk, board.people.supervisor)
    tenant = board.desk.get(DirectoryQueries).tenants(board.people.receptionist)[0].id
    one = board.issue()
    board.open(one)
    board.step("Everything about them")
    with board.desk.bench.database.write() as session:
        session.get_one(PassRow, one.id).tenant = tenant
    board.open(one)
    board.step("Everything about them")
    opened = [text for kind, text in board.asked.questions if kind == "open"]
    assert opened == [f"card/exit_pass {one.id}", f"card/tenant {tenant}"]


def test_a_page_left_open_over_midnight_shows_the_new_day(board: Board) -> None:
    board.issue()
    assert len(board.rows) == 1
    board.clock.advance(days=1)
    board.page.load()
    assert board.rows == [] and board.page.day == date(2026, 11, 24)


def test_a_suspended_carrier_is_told(board: Board) -> None:
    draft = SuspensionDraft("13812345678", "李建国", "推车多次逾期未还")
    board.desk.get(Suspensions).suspend(board.people.supervisor, draft)
    assert draft.reason in said(board.open(board.issue()))
