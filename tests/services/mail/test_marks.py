"""A form that is saved twice counts once; the same mark on something else is refused."""

from __future__ import annotations

from typing import Any

import pytest

from desk_app.services.core.errors import InvalidInput
from desk_app.services.mail.records import BatchDraft, HandOverDraft, MailKind, PieceDraft
from tests.services.mail.sorting_desk import SIGNATURE, Counter, Refused

K = MailKind


def test_letters_of_the_same_form_are_counted_once(counter: Counter) -> None:
    batch = counter.arrive(letter=9)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=2)
    assert counter.sort(batch, K.LETTER, counter.cloud, quantity=3, request="l1") == 5
    counter.sort(batch, K.LETTER, counter.cloud, request="l2")
    assert counter.sort(batch, K.LETTER, counter.cloud, quantity=3, request="l1") == 5
    assert counter.batch(batch).sorted == 6
    for changes in ({"tenant": counter.star}, {"quantity": 2}, {"kind": K.PRINTED}, {"tenant": None}):
        draft: dict[str, Any] = {"kind": K.LETTER, "tenant": counter.cloud, "quantity": 3, **changes}
        with Refused(counter, InvalidInput) as refused:
            counter.sort(batch, draft.pop("kind"), draft.pop("tenant"), request="l1", **draft)
        assert refused.fields == ("request",)


def test_the_same_mark_on_another_piece_is_refused(counter: Counter) -> None:
    batch = counter.arrive(express=2)
    draft = {"barcode": "SF1", "recipient": "张伟明", "place": "A-1", "request": "p1"}
    first = counter.sort(batch, K.EXPRESS, counter.cloud, **draft)
    assert counter.sort(batch, K.EXPRESS, counter.cloud, **draft) == first
    for changes in ({"barcode": "SF2"}, {"recipient": "李明"}, {"place": "B-1"}, {"damaged": True}):
        with Refused(counter, InvalidInput) as refused:
            counter.sort(batch, K.EXPRESS, counter.cloud, **{**draft, **changes})
        assert refused.fields == ("request",)


@pytest.mark.parametrize("changes", [{"name": "李明"}, {"proxy": True}, {"on_paper": True}])
def test_the_same_mark_on_another_hand_over_is_refused(counter: Counter, changes: dict[str, Any]) -> None:
    piece = counter.piece()
    draft: dict[str, Any] = {"name": "张伟明", "signature": SIGNATURE, "request": "h1"}
    first = counter.hand_over(piece, **draft)
    assert counter.hand_over(piece, **draft) == first
    with Refused(counter, InvalidInput) as refused:
        counter.hand_over(piece, **{**draft, **changes})
    assert refused.fields == ("request",)


def test_handed_over_again_after_a_slip_it_is_the_last_time_that_counts(counter: Counter) -> None:
    piece = counter.piece()
    counter.hand_over(piece, name="李明", request="h1")
    counter.pieces.undo_hand_over(counter.clerk, piece.id)
    draft = HandOverDraft((piece.id,), "张伟明", signature=SIGNATURE, request="h2")
    first = counter.pieces.hand_over(counter.clerk, draft).result
    assert counter.pieces.hand_over(counter.clerk, draft).result == first


def test_arrivals_and_items_too(counter: Counter) -> None:
    draft = BatchDraft("邮局", {K.LETTER: 2}, carrier_person="赵六", request="b1")
    first = counter.arrivals.arrive(counter.clerk, draft).result
    assert counter.arrivals.arrive(counter.clerk, draft).result == first
    for counts, person in (({K.LETTER: 3}, "赵六"), ({K.LETTER: 2}, "钱七")):
        with Refused(counter, InvalidInput):
            counter.arrivals.arrive(counter.clerk, BatchDraft("邮局", counts, person, request="b1"))
    counter.post(request="o1")
    for changes in ({"destination": "北京"}, {"barcode": "X1"}, {"sender": "张伟明"}):
        with Refused(counter, InvalidInput):
            counter.post(**changes, request="o1")


def test_a_mark_of_one_batch_does_not_answer_for_another(counter: Counter) -> None:
    one, other = counter.arrive(letter=3), counter.arrive(letter=3)
    counter.sort(one, K.LETTER, counter.cloud, request="%")
    draft = PieceDraft(other.id, K.LETTER, counter.cloud, quantity=2, request="_")
    assert counter.arrivals.sort(counter.clerk, draft).result == 2
