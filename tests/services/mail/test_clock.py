"""A wrong clock of the PC: it closes no month for good, and nothing slips into one that is closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk_app.services.mail.records import MailKind, PieceState
from tests.services.mail.archive_room import days
from tests.services.mail.sorting_desk import Counter, Refused
from tests.services.mail.test_pieces import draft_of

K = MailKind
NOVEMBER = date(2026, 11, 1)
FIRST, SECOND = "0f" * 32, "1e" * 32


def closed(counter: Counter) -> list[date]:
    return [one.first for one in counter.ask.months(counter.boss) if one.closed_at is not None]


def test_a_month_closed_by_a_clock_that_was_ahead_is_closed_anew_at_its_end(counter: Counter) -> None:
    piece = counter.piece()
    counter.arrivals.finish(counter.clerk, piece.batch, "")
    days(counter, 10)
    counter.posts.close_month(counter.boss, NOVEMBER, FIRST)
    assert closed(counter) == [NOVEMBER]
    days(counter, -10)
    assert closed(counter) == []
    counter.pieces.correct(counter.clerk, piece.id, draft_of(piece, recipient="李明"))
    counter.hand_over(piece)
    assert counter.pieces.undo_hand_over(counter.clerk, piece.id).result.state is PieceState.STORED
    counter.post()
    days(counter, 8)
    assert closed(counter) == [], "its paper does not tell what came after it"
    month = counter.posts.close_month(counter.boss, NOVEMBER, SECOND).result
    assert month.digest == SECOND and closed(counter) == [NOVEMBER]


def test_a_closing_stands_while_nothing_is_written(counter: Counter) -> None:
    piece = counter.piece()
    counter.arrivals.finish(counter.clerk, piece.batch, "")
    days(counter, 8)
    counter.posts.close_month(counter.boss, NOVEMBER, FIRST)
    days(counter, -8)
    assert closed(counter) == []
    with Refused(counter) as refused:
        counter.posts.close_month(counter.boss, NOVEMBER, SECOND)
    assert "not over" in refused.said
    days(counter, 8)
    assert closed(counter) == [NOVEMBER]


@pytest.fixture
def set_back(counter: Counter) -> Counter:
    """November is closed, December was worked in, and the clock shows November again."""
    piece = counter.piece()
    counter.arrivals.finish(counter.clerk, piece.batch, "")
    days(counter, 8)
    counter.posts.close_month(counter.boss, NOVEMBER, FIRST)
    counter.post()
    days(counter, 1)
    counter.arrive()
    counter.clock.set(counter.clock.now() - timedelta(days=9))
    return counter


def test_nothing_goes_into_a_closed_month_by_a_clock_that_was_set_back(set_back: Counter) -> None:
    counter = set_back
    (batch,) = counter.ask.open_batches(counter.clerk)
    for step in (
        lambda: counter.post(),
        lambda: counter.arrive(),
        lambda: counter.sort(batch, K.LETTER, counter.cloud),
        lambda: counter.sort(batch, K.PARCEL, counter.cloud),
    ):
        with Refused(counter) as refused:
            step()
        assert "date of this PC" in refused.said
    days(counter, 9)
    assert closed(counter) == [NOVEMBER]
    counter.post()
