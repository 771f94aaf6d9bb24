"""The round over weeks: what missed it stays on it, and what belongs to nobody here any more does not go along."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from desk_app.services.mail.records import MailKind, PieceState
from tests.services.mail.archive_room import days
from tests.services.mail.sorting_desk import TODAY, Counter, Refused

K = MailKind


def test_a_letter_stays_on_the_round_until_it_is_ticked_off(counter: Counter) -> None:
    batch = counter.arrive(letter=3)
    counter.sort(batch, K.LETTER, counter.cloud)
    counter.sort(batch, K.LETTER, counter.star)
    counter.arrivals.deliver(counter.clerk, TODAY, [counter.star])
    for _ in range(3):
        days(counter, 20)
        counter.sort(batch, K.LETTER, counter.star)
        today = counter.clock.now().date()
        first, second = counter.ask.round_sheet(counter.clerk, today)
        assert (first.tenant, first.ordinary, second.tenant) == (counter.cloud, {K.LETTER: 1}, counter.star)
        counter.arrivals.deliver(counter.clerk, today, [counter.star])
    assert counter.arrivals.deliver(counter.clerk, today, [counter.cloud]).result == 1


def test_the_round_begins_with_the_oldest_letter_that_is_here(counter: Counter) -> None:
    batch = counter.arrive(letter=9)
    for _ in range(3):
        counter.sort(batch, K.LETTER, counter.cloud)
        days(counter, 3)
        counter.arrivals.deliver(counter.clerk, counter.clock.now().date(), [counter.cloud])
    with counter.desk.bench.database.read() as session:
        wanted = text("SELECT last FROM counters WHERE series = 'mail-round-from'")
        assert session.scalar(wanted) == (TODAY + timedelta(days=6)).toordinal()


def test_what_is_kept_apart_is_not_lost_after_months(counter: Counter) -> None:
    counter.move_out(counter.gone)
    counter.sort(counter.arrive(letter=2), K.LETTER, counter.gone, quantity=2)
    days(counter, 200)
    assert [one.quantity for one in counter.ask.kept_apart(counter.clerk)] == [2]
    assert counter.arrivals.send_back(counter.clerk, counter.gone).result == 2


def test_letters_that_came_before_the_tenant_moved_out_are_kept_apart_too(counter: Counter) -> None:
    batch = counter.arrive(letter=2)
    counter.sort(batch, K.LETTER, counter.gone, quantity=2)
    lost = counter.sort(batch, K.LETTER, recipient="旧梦")
    counter.move_out(counter.gone)
    counter.pieces.match(counter.clerk, lost.id, counter.gone, "", "")
    assert counter.ask.round_sheet(counter.clerk, TODAY) == []
    assert counter.arrivals.deliver(counter.clerk, TODAY, [counter.gone]).result == 0
    assert counter.now(lost).state is PieceState.STORED
    (kept,) = counter.ask.kept_apart(counter.clerk)
    assert (kept.quantity, kept.keep_until) == (2, TODAY + timedelta(days=14))
    with Refused(counter):
        counter.arrivals.send_back(counter.clerk, counter.gone)
    days(counter, 15)
    assert counter.arrivals.send_back(counter.clerk, counter.gone).result == 2
    assert counter.ask.kept_apart(counter.clerk) == []


def test_a_tick_by_a_slip_is_taken_back_for_ten_minutes(counter: Counter) -> None:
    batch = counter.arrive(letter=5)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=2)
    counter.sort(batch, K.LETTER, counter.star)
    lost = counter.sort(batch, K.LETTER, recipient="北极星")
    counter.pieces.match(counter.clerk, lost.id, counter.star, "", "")
    both = [counter.cloud, counter.star]
    counter.arrivals.deliver(counter.clerk, TODAY, both)
    assert counter.arrivals.undeliver(counter.clerk, TODAY, [counter.star]).result == 2
    assert counter.now(lost).state is PieceState.STORED
    cloud, star = counter.ask.round_sheet(counter.clerk, TODAY)
    assert cloud.delivered_at is not None and star.delivered_at is None and star.ordinary == {K.LETTER: 1}
    with Refused(counter):
        counter.arrivals.undeliver(counter.clerk, TODAY, [counter.star])
    assert counter.arrivals.deliver(counter.clerk, TODAY, both).result == 2
    counter.clock.advance(minutes=11)
    with Refused(counter):
        counter.arrivals.undeliver(counter.clerk, TODAY, both)


def test_an_old_letter_ticked_off_by_a_slip_is_on_the_round_again(counter: Counter) -> None:
    batch = counter.arrive(letter=2)
    counter.sort(batch, K.LETTER, counter.cloud)
    days(counter, 40)
    counter.sort(batch, K.LETTER, counter.star)
    today = TODAY + timedelta(days=40)
    counter.arrivals.deliver(counter.clerk, today, [counter.cloud])
    counter.arrivals.deliver(counter.clerk, today, [counter.star])
    assert counter.arrivals.undeliver(counter.clerk, today, [counter.cloud]).result == 1
    assert counter.ask.round_sheet(counter.clerk, today)[0].delivered_at is None
    assert counter.arrivals.deliver(counter.clerk, today, [counter.cloud]).result == 1
