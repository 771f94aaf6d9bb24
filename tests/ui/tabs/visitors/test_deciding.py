"""Somebody on the watch list: stopped, and let in or sent away by the supervisor alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.core.people import Actor
from desk_app.services.visitors.records import Visit, VisitState
from desk_app.services.visitors.watch import ToWatch, WatchList
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.visitors.deciding import _carry_out
from tests.desk_fixtures import PIN, People
from tests.ui.tabs.visitors.conftest import Log, dialog_of, press


def stopped(log: Log) -> tuple[Visit, ApprovalDialog]:
    """Somebody to stop was typed in; the dialog is open."""
    log.desk.get(WatchList).add(log.people.supervisor, ToWatch("闹事", phone="13812345678"))
    log.type(name="张伟明", phone="13812345678", host="1205")
    log.submit()
    (visit,) = log.visits()
    assert visit.state is VisitState.WAITING and log.printed == []
    return visit, dialog_of(log.page, ApprovalDialog)


@pytest.mark.parametrize(
    ("button", "state", "papers", "said"),
    [
        ("Refuse", VisitState.REFUSED, 0, "张伟明 was refused."),
        ("Admit", VisitState.ON_SITE, 1, "张伟明 was admitted."),
    ],
)
def test_the_supervisor_decides_at_the_receptionists_desk(
    log: Log, button: str, state: VisitState, papers: int, said: str
) -> None:
    visit, dialog = stopped(log)
    assert dialog.windowTitle() == "张伟明 is on the watch list" and dialog.who.currentText() == "周敏"
    assert dialog.who.count() == 1, "supervisors alone"
    dialog.pin.setText(PIN)
    press(dialog, button)
    assert dialog.form.problem_of("reason") and log.card(visit).visit.state is VisitState.WAITING
    dialog.reason.setText("  与租户  核实 ")
    dialog.pin.setText("111222")
    press(dialog, button)
    assert dialog.form.problem_of("pin") and dialog.pin.text() == "" and dialog.isVisible()
    assert log.card(visit).visit.state is VisitState.WAITING
    dialog.pin.setText(PIN)
    press(dialog, button)
    decided = log.card(visit).visit
    assert decided.state is state and decided.reason == "与租户 核实"
    assert len(log.printed) == papers and log.toast == said
    entry = next(
        one for one in log.desk.get(AuditQueries).entries(log.people.supervisor, AuditFilter())
        if one.action.endswith(button.lower())
    )  # fmt: skip
    assert (entry.staff, entry.beside) == (log.people.supervisor.staff_id, log.people.receptionist.staff_id)


def test_enter_goes_to_what_is_empty_and_then_decides(log: Log) -> None:
    visit, dialog = stopped(log)

    def enter() -> None:
        focus = dialog.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return)

    dialog.pin.setFocus()
    dialog.pin.setText("111222")
    enter()
    assert dialog.focusWidget() is dialog.reason, "not “Later”"
    dialog.reason.setText("与租户核实")
    enter()
    assert dialog.form.problem_of("pin") == "The PIN is wrong." and dialog.focusWidget() is dialog.pin
    press(dialog, "Admit")
    assert dialog.form.problem_of("pin") == "Type the supervisor's PIN."
    dialog.reason.setFocus()
    enter()
    assert dialog.focusWidget() is dialog.pin and log.card(visit).visit.state is VisitState.WAITING
    dialog.pin.setText(PIN)
    enter()
    assert log.card(visit).visit.state is VisitState.ON_SITE, "the primary decision"


def test_a_supervisor_at_the_desk_needs_no_pin(log_of: Callable[[Actor], Log], people: People) -> None:
    log = log_of(people.supervisor)
    visit, dialog = stopped(log)
    assert not dialog.pin.isVisible() and not dialog.who.isVisible()
    dialog.reason.setText("x")
    press(dialog, "Admit")
    assert dialog.form.problem_of("reason")
    dialog.reason.setText("租户担保")
    press(dialog, "Admit")
    assert log.card(visit).visit.state is VisitState.ON_SITE and len(log.printed) == 1


def test_later_leaves_the_visitor_waiting_and_the_panel_asks_again(log: Log) -> None:
    visit, dialog = stopped(log)
    press(dialog, "Later")
    assert log.card(visit).visit.state is VisitState.WAITING
    log.open(visit)
    log.step("Supervisor decides…")
    again = dialog_of(log.page, ApprovalDialog)
    _carry_out(log.ctx, log.page, visit, again.decided)
    assert again.decided is None and log.card(visit).visit.state is VisitState.WAITING
    press(again, "Later")


def test_a_fault_at_the_pin_is_told_and_the_dialog_stays(
    log: Log, monkeypatch: pytest.MonkeyPatch, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("told: StorageTrouble")
    from desk_app.services.core.errors import StorageTrouble
    from desk_app.services.core.words import N_
    from desk_app.services.staff.service import Staff

    visit, dialog = stopped(log)

    def fails(*_: object, **__: object) -> None:
        raise StorageTrouble(
            N_("The setting could not be saved: {reason}. It holds until the program closes."), reason="x"
        )

    monkeypatch.setattr(Staff, "approve", fails)
    dialog.pin.setText(PIN)
    dialog.reason.setText("核实")
    press(dialog, "Admit")
    assert log.asked.questions[-1][0] == "tell" and dialog.isVisible()
    assert (
        all(one.isEnabled() for one in dialog._buttons) and log.card(visit).visit.state is VisitState.WAITING
    )
    press(dialog, "Later")
