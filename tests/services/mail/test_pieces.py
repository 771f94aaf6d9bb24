"""What lies here one by one, and how it leaves (operating manual, Mail sorting 3 to 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.mail.options import ATTEMPTS, HOLD_DAYS
from desk_app.services.mail.records import (
    HandOverDraft,
    MailKind,
    Piece,
    PieceDraft,
    PieceState,
    ReturnReason,
    View,
)
from desk_app.services.settings.service import SettingsService
from tests.services.mail.sorting_desk import SIGNATURE, TODAY, Counter, Refused

K, S, R = MailKind, PieceState, ReturnReason
ADDRESS = "深圳市南山区科苑路 8 号"


def draft_of(piece: Piece, **changes: object) -> PieceDraft:
    fields = {
        "batch": piece.batch, "kind": piece.kind, "tenant": piece.tenant, "unit": piece.unit,
        "recipient": piece.recipient, "barcode": piece.barcode, "place": piece.place,
    }  # fmt: skip
    return PieceDraft(**{**fields, **changes})  # type: ignore[arg-type]


def asked_for(counter: Counter, reason: ReturnReason = R.UNKNOWN, **more: object) -> Piece:
    piece = counter.piece(**more)  # type: ignore[arg-type]
    return counter.pieces.ask_return(counter.clerk, piece.id, reason, "").result


def closed(counter: Counter) -> Piece:
    return counter.pieces.close(counter.boss, counter.piece().id, "保安误放行").result


def undeliverable(counter: Counter) -> Piece:
    piece = counter.piece()
    for words in ("前台无人", "无人应答"):
        piece = counter.pieces.attempt(counter.clerk, piece.id, words).result
    return piece


MAKE: dict[PieceState, Callable[[Counter], Piece]] = {
    S.UNMATCHED: lambda counter: counter.piece(tenant=None),
    S.STORED: lambda counter: counter.piece(),
    S.UNDELIVERABLE: undeliverable,
    S.RETURN_ASKED: asked_for,
    S.HANDED_OVER: lambda counter: counter.hand_over(counter.piece())[0],
    S.RETURNED: lambda counter: asked_for(counter, kind=K.LETTER, tenant=None),
    S.REDIRECTED: lambda counter: (
        counter.pieces.ask_return(
            counter.clerk, counter.piece(K.LETTER, None).id, R.MOVED_KNOWN, ADDRESS
        ).result
    ),
    S.CLOSED: closed,
}
STEPS: dict[str, tuple[set[PieceState], Callable[[Counter, Piece], object]]] = {
    "match": ({S.UNMATCHED}, lambda c, p: c.pieces.match(c.clerk, p.id, c.star, "", "")),
    "move": (
        {S.UNMATCHED, S.STORED, S.UNDELIVERABLE, S.RETURN_ASKED},
        lambda c, p: c.pieces.move(c.clerk, p.id, "B-07"),
    ),
    "correct": (
        {S.UNMATCHED, S.STORED, S.UNDELIVERABLE, S.RETURN_ASKED},
        lambda c, p: c.pieces.correct(c.clerk, p.id, draft_of(p, recipient="李四")),
    ),
    "attempt": ({S.STORED}, lambda c, p: c.pieces.attempt(c.clerk, p.id, "")),
    "hand_over": ({S.STORED, S.UNDELIVERABLE}, lambda c, p: c.hand_over(p)),
    "undo": ({S.HANDED_OVER}, lambda c, p: c.pieces.undo_hand_over(c.clerk, p.id)),
    "ask": (
        {S.UNMATCHED, S.STORED, S.UNDELIVERABLE},
        lambda c, p: c.pieces.ask_return(c.clerk, p.id, R.UNCLEAR, ""),
    ),
    "approve": ({S.RETURN_ASKED}, lambda c, p: c.pieces.approve_return(c.boss, p.id, "同意")),
    "refuse": ({S.RETURN_ASKED}, lambda c, p: c.pieces.refuse_return(c.boss, p.id, "再等等")),
    "sent on": ({S.RETURNED, S.REDIRECTED}, lambda c, p: c.pieces.sent_on(c.clerk, p.id)),
    "close": ({S.UNMATCHED, S.STORED, S.UNDELIVERABLE}, lambda c, p: c.pieces.close(c.boss, p.id, "找不到")),
}


@pytest.mark.parametrize("state", list(S))
def test_every_step_in_every_state(counter: Counter, state: PieceState) -> None:
    for name, (allowed, step) in STEPS.items():
        piece = MAKE[state](counter)
        assert piece.state is state
        if state in allowed:
            step(counter, piece)
            assert counter.now(piece) != piece or name == "move"
            continue
        with Refused(counter) as refused:
            step(counter, piece)
        assert "{number}" in refused.said, name
        assert counter.now(piece) == piece


def test_no_step_on_what_is_not_there(counter: Counter) -> None:
    with Refused(counter, NotFound):
        counter.pieces.move(counter.clerk, 4711, "A-01")
    with Refused(counter, NotFound):
        counter.pieces.hand_over(counter.clerk, HandOverDraft((4711,), "张伟明", signature=SIGNATURE))


def test_a_match_finds_tenant_unit_and_recipient(counter: Counter) -> None:
    lost = counter.piece(tenant=None, recipient="张先生", barcode="RX1", place="盲件架")
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.match(counter.clerk, lost.id, 4711, "7777", "")
    assert set(refused.fields) == {"tenant", "unit"}
    found = counter.pieces.match(counter.clerk, lost.id, counter.cloud, "", "张伟明").result
    assert (found.state, found.unit, found.recipient) == (S.STORED, "1205", "张伟明")
    assert (found.barcode, found.place, found.tenant) == ("RX1", "盲件架", counter.cloud)


def test_a_correction_moves_the_count_with_the_kind_until_the_batch_is_finished(counter: Counter) -> None:
    batch = counter.arrive(parcel=1)
    piece = counter.sort(batch, K.EXPRESS, counter.cloud, barcode="SF1")
    fixed = counter.pieces.correct(
        counter.clerk, piece.id, draft_of(piece, kind=K.PARCEL, tenant=counter.star, unit="")
    ).result
    assert (fixed.kind, fixed.company, fixed.unit) == (K.PARCEL, "北极星咨询有限公司", "1801")
    assert counter.batch(batch).sorted_counts == {K.PARCEL: 1}
    counter.arrivals.finish(counter.clerk, batch.id, "")
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.correct(counter.clerk, piece.id, draft_of(fixed, kind=K.EXPRESS))
    assert refused.fields == ("kind",)
    nobody = counter.pieces.correct(counter.clerk, piece.id, draft_of(fixed, tenant=None)).result
    assert nobody.state is S.UNMATCHED and nobody.company == ""


def test_a_correction_meets_the_barcodes_of_its_batch(counter: Counter) -> None:
    batch = counter.arrive(express=2)
    counter.sort(batch, K.EXPRESS, counter.cloud, barcode="SF1")
    piece = counter.sort(batch, K.EXPRESS, counter.cloud, barcode="SF2")
    assert counter.pieces.correct(counter.clerk, piece.id, draft_of(piece)).result == piece
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.correct(counter.clerk, piece.id, draft_of(piece, barcode="SF1"))
    assert refused.fields == ("barcode",)


def test_two_failed_attempts_make_it_undeliverable(counter: Counter) -> None:
    piece = counter.piece()
    first = counter.pieces.attempt(counter.clerk, piece.id, "前台无人").result
    assert (first.state, first.attempts) == (S.STORED, 1)
    second = counter.pieces.attempt(counter.clerk, piece.id, "").result
    assert (second.state, second.attempts) == (S.UNDELIVERABLE, 2)
    card = counter.ask.card(counter.clerk, piece.id)
    assert [one.words for one in card.attempts] == ["前台无人", ""]
    assert counter.ask.pieces(counter.clerk, View.UNDELIVERABLE, TODAY) == [second]
    counter.desk.get(SettingsService).change(counter.boss, ATTEMPTS, 1)
    assert counter.pieces.attempt(counter.clerk, counter.piece().id, "").result.state is S.UNDELIVERABLE


def test_several_pieces_on_one_signature(counter: Counter) -> None:
    one, two = counter.piece(K.PARCEL), counter.piece(K.EXPRESS)
    handed = counter.hand_over(one, two, name="王小明", proxy=True, request="h1")
    assert {(piece.state, piece.handed_to, piece.proxy, piece.signed) for piece in handed} == {
        (S.HANDED_OVER, "王小明", True, True)
    }
    assert counter.hand_over(one, two, name="王小明", proxy=True, request="h1") == handed, "pressed twice"
    with Refused(counter, InvalidInput):
        counter.hand_over(counter.now(one), request="h1")
    assert counter.ask.card(counter.clerk, one.id).signature is not None
    with Refused(counter):
        counter.hand_over(one, request="h2")


def test_special_mail_needs_a_signature_and_a_whole_name(counter: Counter) -> None:
    piece = counter.piece()
    with Refused(counter, InvalidInput) as refused:
        counter.hand_over(piece, name="张先生", signature=None)
    assert set(refused.fields) == {"name", "signature"}
    with Refused(counter, InvalidInput) as refused:
        counter.hand_over(piece, signature=b"no picture")
    assert refused.fields == ("signature",)
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.hand_over(counter.clerk, HandOverDraft((), "张伟明", on_paper=True))
    assert refused.fields == ("pieces",)
    (handed,) = counter.hand_over(piece, signature=None, on_paper=True)
    assert handed.signed and counter.ask.card(counter.clerk, piece.id).signature is None
    letter = counter.pieces.match(
        counter.clerk, counter.piece(K.LETTER, None).id, counter.star, "", ""
    ).result
    (handed,) = counter.hand_over(letter, signature=None)
    assert not handed.signed


def test_one_company_at_a_time(counter: Counter) -> None:
    ours, theirs = counter.piece(), counter.piece(tenant=counter.star)
    with Refused(counter, InvalidInput) as refused:
        counter.hand_over(ours, theirs)
    assert refused.fields == ("pieces",)


def test_a_hand_over_by_a_slip_is_undone_within_ten_minutes(counter: Counter) -> None:
    blind, other = undeliverable(counter), counter.piece()
    counter.hand_over(blind, other)
    counter.clock.advance(minutes=10)
    back = counter.pieces.undo_hand_over(counter.clerk, blind.id).result
    assert back == blind, "undeliverable as before"
    counter.clock.advance(minutes=1)
    with Refused(counter) as refused:
        counter.pieces.undo_hand_over(counter.clerk, other.id)
    assert "{minutes}" in refused.said
    assert counter.now(other).state is S.HANDED_OVER


def test_special_mail_goes_back_with_form_approval_and_label(counter: Counter) -> None:
    piece = asked_for(counter, R.UNKNOWN)
    assert piece.form_number and (piece.state, piece.reason) == (S.RETURN_ASKED, R.UNKNOWN)
    kept = counter.pieces.refuse_return(counter.boss, piece.id, "租户说会来取").result
    assert (kept.state, kept.reason, kept.form_number) == (S.STORED, None, "")
    asked = counter.pieces.ask_return(counter.clerk, piece.id, R.UNCLEAR, "缺门牌号").result
    assert asked.form_number != piece.form_number and asked.reason_words == "缺门牌号"
    approved = counter.pieces.approve_return(counter.boss, piece.id, "同意").result
    assert (approved.state, approved.approved_by) == (S.RETURNED, counter.boss.staff_id)
    assert counter.ask.pieces(counter.clerk, View.RETURNS, TODAY) == [approved]
    sent = counter.pieces.sent_on(counter.clerk, piece.id).result
    assert sent.sent_on_at == counter.clock.now()
    assert counter.ask.pieces(counter.clerk, View.RETURNS, TODAY) == []
    with Refused(counter) as refused:
        counter.pieces.sent_on(counter.clerk, piece.id)
    assert "left already" in refused.said


def test_a_redirection_needs_an_address(counter: Counter) -> None:
    piece = counter.piece()
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.ask_return(counter.clerk, piece.id, R.MOVED_KNOWN, "深圳")
    assert refused.fields == ("words",)
    asked = counter.pieces.ask_return(counter.clerk, piece.id, R.MOVED_KNOWN, ADDRESS).result
    assert counter.pieces.approve_return(counter.boss, asked.id, "同意").result.state is S.REDIRECTED


def test_a_known_new_address_is_not_unknown(counter: Counter) -> None:
    counter.move_out(counter.gone, ADDRESS)
    piece = counter.piece(tenant=counter.gone)
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.ask_return(counter.clerk, piece.id, R.MOVED_UNKNOWN, "")
    assert refused.fields == ("reason",) and refused.values["address"] == ADDRESS
    counter.pieces.ask_return(counter.clerk, piece.id, R.MOVED_KNOWN, "")
    assert counter.ask.card(counter.clerk, piece.id).forwarding == ADDRESS


def test_only_words_close_what_was_given_out_without_a_signature(counter: Counter) -> None:
    piece = counter.piece()
    with Refused(counter, InvalidInput) as refused:
        counter.pieces.close(counter.boss, piece.id, " ")
    assert refused.fields == ("reason",)
    done = counter.pieces.close(counter.boss, piece.id, "早班未签字放行，已电话核实").result
    assert (done.state, done.closed_why) == (S.CLOSED, "早班未签字放行，已电话核实")


def test_held_thirty_days_then_overdue(counter: Counter) -> None:
    counter.desk.get(SettingsService).change(counter.boss, HOLD_DAYS, 30)
    piece, lost = counter.piece(), counter.piece(tenant=None)
    assert piece.hold_until == TODAY + timedelta(days=30)
    counter.clock.advance(minutes=30 * 24 * 60)
    assert counter.ask.pieces(counter.clerk, View.OVERDUE, TODAY) == []
    counter.clock.advance(minutes=24 * 60)
    assert counter.ask.pieces(counter.clerk, View.OVERDUE, TODAY) == [piece, lost]
    counts = counter.ask.counts(counter.clerk, TODAY)
    assert (counts.overdue, counts.waiting, counts.unmatched, counts.day) == (2, 1, 1, 2)


def test_a_place_is_said_and_the_same_one_changes_nothing(counter: Counter) -> None:
    piece = counter.piece(place="A-01")
    with Refused(counter, InvalidInput):
        counter.pieces.move(counter.clerk, piece.id, "  ")
    before = counter.events()
    assert counter.pieces.move(counter.clerk, piece.id, "A-01").result == piece
    assert counter.events() == before
    assert counter.pieces.move(counter.clerk, piece.id, "B-02").result.place == "B-02"
