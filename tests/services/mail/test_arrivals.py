"""Batches come in, are sorted, and their counts reconcile (operating manual, Mail sorting 1 to 3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.mail.records import (
    BatchDraft,
    MailKind,
    Piece,
    PieceState,
    View,
)
from tests.services.mail.sorting_desk import SIGNATURE, TODAY, Counter, Refused

K = MailKind


def test_a_batch_is_taken_in_with_its_counts_and_is_due_at_half_past_ten(counter: Counter) -> None:
    draft = BatchDraft("ems", {K.LETTER: 40, K.EXPRESS: 2, K.PARCEL: 0}, "王师傅", SIGNATURE, request="b1")
    batch = counter.arrivals.arrive(counter.clerk, draft).result
    assert (batch.carrier, batch.announced, batch.sorted) == ("EMS", 42, 0)
    assert batch.counts == {K.LETTER: 40, K.EXPRESS: 2}
    assert batch.target_at == datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert counter.arrivals.arrive(counter.clerk, draft).result == batch, "pressed twice"
    assert counter.ask.batches(counter.clerk, TODAY) == [batch] == counter.ask.open_batches(counter.clerk)


def test_later_mail_has_two_hours_and_a_batch_becomes_late(counter: Counter) -> None:
    counter.clock.advance(minutes=61)
    batch = counter.arrive(parcel=2)
    assert batch.target_at == batch.arrived_at + timedelta(hours=2)
    assert counter.ask.counts(counter.clerk, TODAY).batches_late == 0
    counter.clock.advance(minutes=121)
    counts = counter.ask.counts(counter.clerk, TODAY)
    assert (counts.batches_open, counts.batches_late) == (1, 1)


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({}, "counts"),
        ({K.LETTER: 0}, "counts"),
        ({K.LETTER: 100_000}, "counts.letter"),
        ({K.LETTER: 20_001}, "counts.letter"),
        ({K.PARCEL: -1}, "counts.parcel"),
    ],
)
def test_counts_that_cannot_be_true_are_refused(counter: Counter, counts: dict[K, int], field: str) -> None:
    with Refused(counter, InvalidInput) as refused:
        counter.arrivals.arrive(counter.clerk, BatchDraft("", counts))
    assert set(refused.fields) == {"carrier", field}


def test_a_weekend_batch_arrived_when_the_guard_took_it_and_is_sorted_from_monday(counter: Counter) -> None:
    saturday = counter.clock.now() - timedelta(days=2)
    draft = BatchDraft("邮局", {K.REGISTERED: 1}, taken_by_guard="赵刚", taken_at=saturday)
    batch = counter.arrivals.arrive(counter.clerk, draft).result
    assert (batch.arrived_at, batch.day, batch.taken_by_guard) == (saturday, TODAY, "赵刚")
    assert batch.target_at == datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    piece = counter.sort(batch, K.REGISTERED, counter.cloud)
    assert piece.hold_until == date(2026, 11, 21) + timedelta(days=30)
    tomorrow = counter.clock.now() + timedelta(days=1)
    with Refused(counter, InvalidInput) as refused:
        counter.arrivals.arrive(counter.clerk, BatchDraft("邮局", {K.LETTER: 1}, taken_at=tomorrow))
    assert set(refused.fields) == {"taken_by_guard", "taken_at"}


def test_letters_are_counted_and_special_mail_is_registered(counter: Counter) -> None:
    batch = counter.arrive(letter=5, registered=1)
    assert counter.sort(batch, K.LETTER, counter.cloud) == 1
    assert counter.sort(batch, K.LETTER, counter.cloud, quantity=3) == 4
    assert counter.sort(batch, K.LETTER, counter.star) == 1
    piece = counter.sort(
        batch, tenant=counter.cloud, recipient="张伟明", barcode="xa 1234-5678", place="A-03", damaged=True
    )
    assert isinstance(piece, Piece)
    assert (piece.state, piece.company, piece.unit) == (PieceState.STORED, "深圳云帆科技有限公司", "1205")
    assert (piece.barcode, piece.place, piece.damaged) == ("XA12345678", "A-03", True)
    assert piece.code.startswith("4") and piece.carrier == "邮局"
    assert counter.batch(batch).sorted_counts == {K.LETTER: 5, K.REGISTERED: 1}
    done = counter.arrivals.finish(counter.clerk, batch.id, "不用写").result
    assert done.sorted_at == counter.clock.now() and done.difference == ""


def test_whatever_finds_no_tenant_goes_to_the_pile(counter: Counter) -> None:
    batch = counter.arrive(letter=1, parcel=1)
    letter = counter.sort(batch, K.LETTER, recipient="无名氏")
    parcel = counter.sort(batch, K.PARCEL, recipient="李四", unit="1801")
    assert {letter.state, parcel.state} == {PieceState.UNMATCHED}
    assert counter.ask.pieces(counter.clerk, View.UNMATCHED, TODAY) == [letter, parcel]
    with Refused(counter, InvalidInput) as refused:
        counter.sort(batch, K.LETTER, quantity=2)
    assert refused.fields == ("quantity",)


def test_a_unit_and_a_tenant_must_be_there(counter: Counter) -> None:
    batch = counter.arrive(registered=1)
    with Refused(counter, InvalidInput) as refused:
        counter.sort(batch, tenant=4711, unit="9901")
    assert set(refused.fields) == {"tenant", "unit"}
    assert counter.batch(batch).sorted == 0
    assert counter.sort(batch, unit="１８０１").unit == "1801"


def test_a_barcode_twice_in_a_batch_names_the_piece(counter: Counter) -> None:
    batch, other = counter.arrive(express=2), counter.arrive(express=1)
    first = counter.sort(batch, K.EXPRESS, counter.cloud, barcode="SF100", recipient="张伟明")
    with Refused(counter, InvalidInput) as refused:
        counter.sort(batch, K.EXPRESS, counter.star, barcode="sf 100")
    assert refused.fields == ("barcode",)
    assert refused.values == {"number": first.number, "recipient": "张伟明"}
    assert counter.batch(batch).sorted == 1
    assert counter.sort(other, K.EXPRESS, counter.cloud, barcode="SF100").barcode == "SF100"


def test_our_own_label_is_no_barcode_of_a_carrier(counter: Counter) -> None:
    first, batch = counter.piece(K.EXPRESS), counter.arrive(express=1)
    with Refused(counter, InvalidInput) as refused:
        counter.sort(batch, K.EXPRESS, counter.cloud, barcode=first.code)
    assert refused.fields == ("barcode",) and "own label" in refused.said


def test_the_same_form_registers_once(counter: Counter) -> None:
    batch = counter.arrive(express=2)
    first = counter.sort(batch, K.EXPRESS, counter.cloud, barcode="SF100", request="p1")
    assert counter.sort(batch, K.EXPRESS, counter.cloud, barcode="SF100", request="p1") == first
    assert counter.batch(batch).sorted == 1
    with Refused(counter, InvalidInput) as refused:
        counter.sort(batch, K.PARCEL, counter.cloud, request="p1")
    assert refused.fields == ("request",)


def test_a_slip_of_a_count_is_taken_back_while_the_batch_is_open(counter: Counter) -> None:
    batch = counter.arrive(letter=9)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=5)
    counter.arrivals.unsort(counter.clerk, batch.id, K.LETTER, counter.cloud, 2)
    assert counter.batch(batch).sorted == 3
    for tenant, n in ((counter.cloud, 4), (counter.cloud, 0), (counter.star, 1)):
        with Refused(counter, InvalidInput):
            counter.arrivals.unsort(counter.clerk, batch.id, K.LETTER, tenant, n)
    counter.arrivals.unsort(counter.clerk, batch.id, K.LETTER, counter.cloud, 3)
    assert counter.batch(batch).sorted == 0 and counter.ask.ordinary(counter.clerk, TODAY) == []
    counter.sort(batch, K.LETTER, counter.cloud, quantity=2)
    counter.clock.advance(minutes=24 * 60)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=2)
    counter.arrivals.unsort(counter.clerk, batch.id, K.LETTER, counter.cloud, 3)
    assert [one.quantity for one in counter.ask.ordinary(counter.clerk, TODAY)] == [1]
    assert counter.ask.ordinary(counter.clerk, TODAY + timedelta(days=1)) == []
    counter.arrivals.deliver(counter.clerk, TODAY + timedelta(days=1), [counter.cloud])
    with Refused(counter, InvalidInput) as refused:
        counter.arrivals.unsort(counter.clerk, batch.id, K.LETTER, counter.cloud, 1)
    assert refused.values["n"] == 0


def test_a_difference_needs_words_and_a_finished_batch_takes_no_more(counter: Counter) -> None:
    batch = counter.arrive(letter=2, parcel=1)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=3)
    with Refused(counter, InvalidInput) as refused:
        counter.arrivals.finish(counter.clerk, batch.id, " ")
    assert refused.fields == ("difference",), "three of three, and yet not the same kinds"
    done = counter.arrivals.finish(counter.clerk, batch.id, "包裹下午补送").result
    assert done.difference == "包裹下午补送"
    for step in (
        lambda: counter.sort(batch, K.LETTER, counter.cloud),
        lambda: counter.arrivals.unsort(counter.clerk, batch.id, K.LETTER, counter.cloud, 1),
        lambda: counter.arrivals.finish(counter.clerk, batch.id, "再来"),
    ):
        with Refused(counter):
            step()
    with Refused(counter, NotFound):
        counter.arrivals.finish(counter.clerk, 4711, "")


def test_the_round_ticks_off_letters_and_those_that_found_their_tenant(counter: Counter) -> None:
    batch = counter.arrive(letter=4, printed=1, registered=1)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=2)
    counter.sort(batch, K.PRINTED, counter.cloud)
    counter.sort(batch, K.LETTER, counter.star)
    special = counter.sort(batch, K.REGISTERED, counter.star)
    lost = counter.sort(batch, K.LETTER, recipient="北极星")
    found = counter.pieces.match(counter.clerk, lost.id, counter.star, "", "").result
    first, second = counter.ask.round_sheet(counter.clerk, TODAY)
    assert (first.tenant, first.floor, first.mailbox) == (counter.cloud, "12", "A12")
    assert first.ordinary == {K.LETTER: 2, K.PRINTED: 1} and first.pieces == ()
    assert second.pieces == (special, found) and second.delivered_at is None
    assert counter.arrivals.deliver(counter.clerk, TODAY, [counter.star]).result == 2
    assert counter.arrivals.deliver(counter.clerk, TODAY, [counter.star]).result == 0
    assert counter.now(found).state is PieceState.HANDED_OVER and counter.now(special) == special
    first, second = counter.ask.round_sheet(counter.clerk, TODAY)
    assert (first.delivered_at, second.delivered_at) == (None, counter.clock.now())
    counter.clock.advance(minutes=24 * 60)
    (left, waits) = counter.ask.round_sheet(counter.clerk, TODAY + timedelta(days=1))
    assert left.ordinary == {K.LETTER: 2, K.PRINTED: 1} and waits.pieces == (special,)
    assert counter.arrivals.deliver(counter.clerk, TODAY + timedelta(days=1), [counter.cloud]).result == 3


def test_a_moved_out_tenant_s_letters_are_kept_two_weeks_apart(counter: Counter) -> None:
    counter.move_out(counter.gone)
    batch = counter.arrive(letter=2, registered=1)
    counter.sort(batch, K.LETTER, counter.gone, quantity=2)
    special = counter.sort(batch, K.REGISTERED, counter.gone)
    assert special.moved_out and counter.ask.pieces(counter.clerk, View.MOVED_OUT, TODAY) == [special]
    (kept,) = counter.ask.kept_apart(counter.clerk)
    assert (kept.quantity, kept.keep_until) == (2, TODAY + timedelta(days=14))
    assert counter.ask.round_sheet(counter.clerk, TODAY) == []
    assert counter.arrivals.deliver(counter.clerk, TODAY, [counter.gone]).result == 0
    with Refused(counter) as refused:
        counter.arrivals.send_back(counter.clerk, counter.gone)
    assert "{until}" in refused.said
    counter.clock.advance(minutes=15 * 24 * 60)
    assert counter.arrivals.send_back(counter.clerk, counter.gone).result == 2
    assert counter.ask.kept_apart(counter.clerk) == []
    with Refused(counter):
        counter.arrivals.send_back(counter.clerk, counter.gone)
    with Refused(counter):
        counter.arrivals.send_back(counter.clerk, counter.cloud)


def test_letters_go_on_at_once_where_the_new_address_is_known(counter: Counter) -> None:
    counter.move_out(counter.gone, "深圳市南山区科苑路 8 号")
    counter.sort(counter.arrive(letter=1), K.LETTER, counter.gone)
    assert counter.arrivals.send_back(counter.clerk, counter.gone).result == 1
