"""A return is taken back while no carrier has the piece: it was a slip, or its owner turned up."""

from __future__ import annotations

from desk_app.services.core.errors import InvalidInput, NotPermitted
from desk_app.services.mail.records import MailKind, PieceState, ReturnReason
from tests.services.mail.archive_room import days
from tests.services.mail.sorting_desk import Counter, Refused

K, S, R = MailKind, PieceState, ReturnReason


def test_what_was_only_asked_for_stays_and_can_be_collected(counter: Counter) -> None:
    piece = counter.piece()
    asked = counter.pieces.ask_return(counter.clerk, piece.id, R.UNKNOWN, "").result
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.keep_after_all(counter.clerk, piece.id, "")
    assert refused.fields == ("words",) and asked.form_number
    kept = counter.pieces.keep_after_all(counter.clerk, piece.id, "客户来取").result
    assert (kept.state, kept.form_number, kept.reason) == (S.STORED, "", None)
    assert counter.hand_over(piece)[0].state is S.HANDED_OVER


def test_what_the_supervisor_approved_only_she_takes_back(counter: Counter) -> None:
    piece = counter.piece()
    counter.pieces.ask_return(counter.clerk, piece.id, R.UNKNOWN, "")
    counter.pieces.approve_return(counter.boss, piece.id, "同意")
    days(counter, 3)
    with Refused(counter, NotPermitted):
        counter.pieces.keep_after_all(counter.clerk, piece.id, "客户来取")
    kept = counter.pieces.keep_after_all(counter.boss, piece.id, "客户来取").result
    assert (kept.state, kept.approved_by) == (S.STORED, 0)
    assert counter.ask.card(counter.clerk, piece.id).approved_at is None


def test_ordinary_mail_on_the_day_of_the_slip(counter: Counter) -> None:
    one, two = counter.piece(K.LETTER, None), counter.piece(K.LETTER, None)
    for piece in (one, two):
        counter.pieces.ask_return(counter.clerk, piece.id, R.UNKNOWN, "")
    assert counter.pieces.keep_after_all(counter.clerk, one.id, "点错了").result.state is S.UNMATCHED
    days(counter, 1)
    with Refused(counter):
        counter.pieces.keep_after_all(counter.clerk, two.id, "点错了")


def test_what_left_or_was_never_to_leave(counter: Counter) -> None:
    gone, here = counter.piece(K.LETTER, None), counter.piece()
    counter.pieces.ask_return(counter.clerk, gone.id, R.UNKNOWN, "")
    counter.pieces.sent_on(counter.clerk, gone.id)
    for piece in (gone, here):
        with Refused(counter):
            counter.pieces.keep_after_all(counter.boss, piece.id, "客户来取")
