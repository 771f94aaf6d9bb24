"""What speaks against a pass: warnings are read, the supervisor decides, and some passes nobody issues."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.directory.records import GoodsKind
from desk_app.services.passes import service
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitKind
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.passes.issuing import WarningsDialog
from tests.desk_fixtures import PIN, People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.conftest import CTRL, Writing, clear


def approval_form(writing: Writing) -> None:
    writing.choose_tenant()
    writing.form.who.goods.set_draft((GoodsKind.DOCUMENTS,))
    writing.line("合同", "2", "箱")
    names = [writing.form.signing.signatory.itemText(at) for at in range(3)]
    writing.form.signing.signatory.setCurrentIndex(names.index("陈静"))
    writing.form.signing.signature.setChecked(True)


def test_the_supervisor_decides_beside_the_receptionist(writing: Writing) -> None:
    approval_form(writing)
    writing.rest()
    assert (
        writing.form.findings.weight is Weight.APPROVAL
        and "Documents" in writing.form.findings.rows[0].text.text()
    )
    assert writing.form.save.text() == "Supervisor decides…" and writing.form.save.isEnabled()
    writing.form.save.click()
    settle()
    dialog = writing.dialog(ApprovalDialog)
    assert writing.issued == [] and writing.on_record() == []
    dialog.pin.setText(PIN)
    dialog.reason.setText("租户来电确认")
    dialog._decide("issue")
    settle()
    (made,) = writing.issued
    assert made.approved_by == writing.people.supervisor.staff_id and made.waiver == "租户来电确认"
    assert made.issued_by == writing.people.receptionist.staff_id


def test_the_supervisor_leaves_it_and_nothing_is_lost(writing: Writing) -> None:
    approval_form(writing)
    draft = writing.form.draft()
    writing.form.submit()
    writing.dialog(ApprovalDialog).reject()
    settle()
    assert writing.issued == [] and writing.form.draft() == draft and writing.form.save.isEnabled()


def test_a_supervisor_gives_the_reason_alone(writing_of: Callable[[Actor], Writing], people: People) -> None:
    writing = writing_of(people.supervisor)
    approval_form(writing)
    writing.rest()
    assert writing.form.save.text() == "Give the reason, then issue"


def test_warnings_are_read_before_it_is_issued(writing: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    warning = Finding(Weight.WARNING, N_("{n} pieces"), {"n": 3})
    monkeypatch.setattr(service, "findings_on", lambda *_: (warning,))
    monkeypatch.setattr(PassQueries, "findings", lambda *_: (warning,))
    writing.choose_tenant()
    writing.line("椅子", "4", "把")
    writing.sealed()
    writing.rest()
    assert writing.form.save.text() == "Read the warnings, then issue"
    assert writing.form.findings.rows[0].text.text() == "3 pieces"
    writing.form.submit()
    settle()
    first = writing.dialog(WarningsDialog)
    first.reject()
    settle()
    assert writing.issued == [] and writing.form.dirty
    writing.form.submit()
    settle()
    writing.dialog(WarningsDialog).sure.click()
    settle()
    assert len(writing.issued) == 1 and len(writing.on_record()) == 1


def test_a_move_out_without_notice_and_clearance_is_refused(writing: Writing) -> None:
    form = writing.form
    form.kind.choose(ExitKind.MOVE_OUT)
    assert form.ticks.fine == (None, None, None)
    writing.choose_tenant("远航")
    assert form.ticks.fine == (True, False, False)
    assert form.ticks.lines[1][1].text() == "Announced on 23 Nov: a pass may begin on 26 Nov"
    writing.line("全部家具", "1", "批")
    writing.sealed()
    writing.rest()
    assert form.findings.weight is Weight.REFUSED and not form.save.isEnabled()
    assert form.save.text() == "No pass can be issued" and "26 Nov 2026" in form._why.text()
    writing.key(Qt.Key.Key_Return, CTRL)
    assert writing.issued == [] and writing.on_record() == []
    clear(writing.desk, writing.people.supervisor)
    form.who.more.set_open(True)
    form.who.day.setText("2026-11-26")
    form.load()
    writing.rest()
    assert form.ticks.fine == (True, True, True) and form.findings.weight is None and form.save.isEnabled()
    form.submit()
    assert writing.issued[0].kind is ExitKind.MOVE_OUT and writing.issued[0].goods == ()


def test_a_refusal_that_came_meanwhile_is_told(writing: Writing) -> None:
    writing.form.kind.choose(ExitKind.MOVE_OUT)
    writing.choose_tenant("云帆")
    writing.line("椅子")
    writing.sealed()
    writing.form.findings.show_findings(())
    writing.form._say_way()
    writing.form.submit()
    settle()
    assert writing.form.findings.weight is Weight.REFUSED and not writing.form.save.isEnabled()
    assert writing.issued == [] and writing.form.lines.lines()
