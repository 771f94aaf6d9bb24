"""A piece in full: its facts, and every step on it from the button to the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from desk_app.services.core.people import Actor
from desk_app.services.mail.records import PieceState, ReturnReason
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.mail.dialogs import AttemptDialog, CorrectDialog, MatchDialog, MoveDialog
from desk_app.ui.tabs.mail.hand_over import HandOverDialog
from desk_app.ui.tabs.mail.returning import APPROVE, KEEP, REFUSE, KeepDialog, ReturnDialog
from tests.desk_fixtures import PIN
from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import Desk, first_offer, offered, press

S, R = PieceState, ReturnReason


def texts(front: Desk) -> str:
    return "\n".join(one.text() for one in front.panel.findChildren(QLabel))


def approve(dialog: ApprovalDialog, key: str, reason: str = "地址核对过") -> None:
    """The supervisor types her PIN at the desk."""
    dialog.pin.setText(PIN)
    dialog.reason.setText(reason)
    dialog._decide(key)
    settle()


def test_what_stands_at_a_piece(front: Desk, counter: Counter) -> None:
    piece = counter.piece(
        K.PARCEL, place="A-3", recipient="张伟明", barcode="SF1", damaged=True, remark="外包装破"
    )
    counter.pieces.attempt(counter.clerk, piece.id, "电话无人接")
    front.open(piece)
    said = texts(front)
    for part in ("A-3", "张伟明", "SF1", "外包装破", "Damaged", "电话无人接", "Failed attempts: 1"):
        assert part in said, part
    press(front.panel, "深圳云帆科技有限公司")
    assert front.asked.questions[-1] == ("open", f"tenant {counter.cloud}")


def test_an_unmatched_piece_finds_its_tenant(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.EXPRESS, None, recipient="张伟明")
    front.open(piece)
    assert first_offer(front.panel) == "For whom is it?… (F4)"
    front.page.first_step()
    dialog = front.dialog(MatchDialog)
    assert dialog.tenant.text() == "张伟明" and dialog.tenant.takes_enter, "proposed by the words on it"
    front.key(Qt.Key.Key_Return, at=dialog.tenant)
    assert dialog.unit.text() == "1205"
    dialog.submit()
    settle()
    assert counter.now(piece).tenant == counter.cloud and "深圳云帆科技有限公司" in front.toast
    front.stage.ctx.toasts.toast.action.click()
    assert len(front.printed) == 1
    front.load()
    assert first_offer(front.panel) == "Hand over… (F4)"


def test_a_tenant_is_chosen_not_typed(front: Desk, counter: Counter) -> None:
    front.open(counter.piece(K.EXPRESS, None))
    front.page.first_step()
    dialog = front.dialog(MatchDialog)
    dialog.tenant.setText("某某公司")
    dialog.submit()
    assert dialog.form.problem_of("tenant")
    front.choose(dialog.tenant, "1801")
    dialog.unit.setText("9999")
    dialog.submit()
    settle()
    assert "9999" in dialog.form.problem_of("unit") and dialog.isVisible()


def test_what_waits_is_handed_over(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL)
    front.open(piece)
    front.page.first_step()
    assert [one.id for one in front.dialog(HandOverDialog).chosen] == [piece.id]


def test_a_hand_over_is_undone_from_the_panel(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL, place="A-3")
    counter.hand_over(piece)
    front.open(piece)
    assert "张伟明" in texts(front) and "signed on the screen" in texts(front)
    press(front.panel, "Undo the hand-over")
    assert counter.now(piece).state is S.STORED and front.toast == "The hand-over is undone: it lies at A-3."
    counter.hand_over(piece)
    front.clock.advance(minutes=11)
    front.load()
    assert "Undo the hand-over" not in offered(front.panel) and front.panel.first() is None


def test_the_last_attempt_makes_it_undeliverable(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL)
    for left in ("Attempts left after this one: 1. Then it is undeliverable.", "This is the last attempt"):
        front.open(piece)
        press(front.panel, "Attempt failed…")
        dialog = front.dialog(AttemptDialog)
        assert any(left in one.text() for one in dialog.findChildren(QLabel))
        dialog.form.restore({"words": "门锁着"})
        dialog.submit()
        settle()
    assert counter.now(piece).state is S.UNDELIVERABLE and "undeliverable" in front.toast
    front.load()
    assert first_offer(front.panel) == "Return or redirect… (F4)" and "Hand over…" in offered(front.panel)


def test_ordinary_mail_goes_back_with_its_label_at_once(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.LETTER, None, recipient="查无此人")
    front.open(piece)
    press(front.panel, "Return or redirect…")
    dialog = front.dialog(ReturnDialog)
    assert dialog.reason.value is None
    dialog.submit()
    settle()
    assert counter.now(piece).state is S.UNMATCHED
    assert dialog.form.problem_of("reason") == "Choose why it goes back."
    dialog.reason.choose(R.UNKNOWN)
    dialog.submit()
    settle()
    assert counter.now(piece).state is S.RETURNED and len(front.printed) == 1
    front.load()
    assert first_offer(front.panel) == "The carrier took it (F4)"
    press(front.panel, "Return label")
    assert len(front.printed) == 2
    front.page.first_step()
    settle()
    front.load()
    assert counter.now(piece).sent_on_at is not None and front.panel.first() is None


def test_a_redirection_needs_the_new_address(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.LETTER, None)
    front.open(piece)
    press(front.panel, "Return or redirect…")
    dialog = front.dialog(ReturnDialog)
    assert not dialog.form.field("address").isVisible()
    dialog.reason.choose(R.MOVED_KNOWN)
    dialog.submit()
    settle()
    assert dialog.isVisible() and counter.now(piece).state is S.UNMATCHED
    assert "new address" in dialog.form.problem_of("address")
    dialog.form.restore({"address": "南山区科苑路8号"})
    dialog.submit()
    settle()
    assert counter.now(piece).state is S.REDIRECTED and "goes on" in front.toast
    front.load()
    assert "New address\n南山区科苑路8号" in texts(front) and "Said about it" not in texts(front)


def test_a_known_address_is_proposed(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.REGISTERED, counter.gone)
    counter.move_out(counter.gone, "深圳市南山区科苑路8号")
    front.open(piece)
    assert "New address: 深圳市南山区科苑路8号" in texts(front)
    front.page.first_step()
    dialog = front.dialog(ReturnDialog)
    assert dialog.reason.value is R.MOVED_KNOWN
    assert dialog.form.draft()["address"] == "深圳市南山区科苑路8号"
    dialog.reason.choose(R.MOVED_UNKNOWN)
    dialog.submit()
    settle()
    assert "Redirect it instead" in dialog.form.problem_of("reason")


def ask(front: Desk, counter: Counter) -> ApprovalDialog:
    """Special mail whose return is asked for; the supervisor is asked at once."""
    piece = counter.piece(K.REGISTERED, counter.star, place="B-2")
    front.open(piece)
    press(front.panel, "Return or redirect…")
    asked = front.dialog(ReturnDialog)
    asked.reason.choose(R.UNCLEAR)
    asked.submit()
    return front.dialog(ApprovalDialog)


def test_special_mail_waits_for_the_supervisor(front: Desk, counter: Counter) -> None:
    dialog = ask(front, counter)
    assert not front.printed
    approve(dialog, APPROVE)
    front.load()
    assert front.panel.piece.state is S.RETURNED and len(front.printed) == 1, "its label"
    assert front.panel.piece.approved_by == counter.boss.staff_id
    press(front.panel, "Return form")
    assert len(front.printed) == 2


def test_a_refused_return_stays(front: Desk, counter: Counter) -> None:
    approve(ask(front, counter), REFUSE, "客户会来取")
    front.load()
    assert front.panel.piece.state is S.STORED and "stays here" in front.toast and not front.printed


def test_later_the_supervisor_decides_on_her_own_screen(
    front: Desk, front_of: Callable[[Actor], Desk], counter: Counter
) -> None:
    dialog = ask(front, counter)
    dialog.reject()
    settle()
    assert "waits for the supervisor" in front.toast
    front.stage.ctx.toasts.toast.action.click()
    assert len(front.printed) == 1, "the form, to be laid before her"
    front.load()
    hers = front_of(counter.boss)
    hers.open(front.panel.piece)
    assert first_offer(hers.panel) == "Approve the return… (F4)"
    hers.page.first_step()
    own = hers.dialog(ApprovalDialog)
    assert not own.needs_pin
    own.reason.setText("同意退回")
    own._decide(APPROVE)
    hers.load()
    assert hers.panel.piece.state is S.RETURNED


def test_a_return_is_taken_back_before_and_after_approval(front: Desk, counter: Counter) -> None:
    dialog = ask(front, counter)
    dialog.reject()
    front.load()
    press(front.panel, "It stays here after all…")
    keep = front.dialog(KeepDialog)
    keep.form.restore({"words": "客户来取"})
    keep.submit()
    front.load()
    assert front.panel.piece.state is S.STORED and "stays here" in front.toast
    press(front.panel, "Return or redirect…")
    again = front.dialog(ReturnDialog)
    again.reason.choose(R.UNCLEAR)
    again.submit()
    approve(front.dialog(ApprovalDialog), APPROVE)
    front.load()
    press(front.panel, "It stays here after all…")
    approve(front.dialog(ApprovalDialog), KEEP, "客户来取")
    front.load()
    assert front.panel.piece.state is S.STORED and not front.panel.piece.approved_by


def test_no_dialog_cuts_its_fields(front: Desk, counter: Counter) -> None:
    dialog = ask(front, counter)
    for field in dialog.findChildren(QLineEdit):
        assert not field.isVisible() or field.height() >= field.sizeHint().height()


def test_only_the_supervisor_closes_without_a_signature(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL)
    front.open(piece)
    press(front.panel, "Close without signature…")
    dialog = front.dialog(ApprovalDialog)
    dialog._decide("close")
    assert dialog.form.problem_of("pin") and counter.now(piece).state is S.STORED
    approve(dialog, "close", "已由保洁代取，未签名")
    assert counter.now(piece).state is S.CLOSED
    front.load()
    assert "已由保洁代取，未签名" in texts(front) and front.panel.first() is None


def test_it_lies_elsewhere_now(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL, place="A-3")
    front.open(piece)
    press(front.panel, "Other place…")
    dialog = front.dialog(MoveDialog)
    dialog.form.restore({"place": ""})
    dialog.submit()
    settle()
    assert dialog.form.problem_of("place")
    dialog.form.restore({"place": "C-9"})
    dialog.submit()
    settle()
    assert counter.now(piece).place == "C-9" and "C-9" in front.toast


def test_what_was_typed_wrong_is_corrected(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL, place="A-3", recipient="张伟民")
    front.open(piece)
    press(front.panel, "Correct…")
    dialog = front.dialog(CorrectDialog)
    dialog.form.restore({"recipient": "张伟明", "unit": "9999"})
    dialog.damaged.setChecked(True)
    dialog.submit()
    settle()
    assert "9999" in dialog.form.problem_of("unit")
    front.choose(dialog.tenant, "1801")
    dialog.submit()
    settle()
    now = counter.now(piece)
    assert (now.tenant, now.unit, now.recipient, now.damaged) == (counter.star, "1801", "张伟明", True)


def test_a_cleared_tenant_puts_it_back_on_the_pile(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL)
    front.open(piece)
    press(front.panel, "Correct…")
    dialog = front.dialog(CorrectDialog)
    dialog.tenant.setText("")
    dialog.tenant.textEdited.emit("")
    dialog.form.restore({"unit": ""})
    dialog.submit()
    settle()
    assert counter.now(piece).state is S.UNMATCHED


def test_the_label_again(front: Desk, counter: Counter) -> None:
    front.open(counter.piece(K.PARCEL))
    press(front.panel, "Label again")
    assert len(front.printed) == 1


@pytest.mark.parametrize("kind", [K.PARCEL, K.LETTER])
def test_no_button_leads_to_a_refusal(front: Desk, counter: Counter, kind: K) -> None:
    tenant = counter.cloud if kind.special else None
    piece = counter.piece(kind, tenant)
    front.open(piece)
    known = set(offered(front.panel))
    assert {"Return or redirect…", "Other place…", "Correct…", "Close without signature…"} <= known
    counter.pieces.close(counter.boss, piece.id, "找不到")
    front.load()
    assert not {"Hand over…", "Return or redirect…", "Other place…"} & set(offered(front.panel))
