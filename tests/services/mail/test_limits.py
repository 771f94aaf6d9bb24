"""What no window sends and a program may: numbers and days that cannot be, each refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.mail.archive import MailArchive
from desk_app.services.mail.records import BatchDraft, MailKind
from tests.services.mail.sorting_desk import TODAY, Counter, Refused

K = MailKind
HUGE = 2**63
DIGEST = "0f" * 32


@pytest.mark.parametrize(
    "step",
    [
        lambda one: one.sort(one.arrive(letter=1), K.LETTER, HUGE),
        lambda one: one.sort(one.arrive(letter=1), K.LETTER, one.cloud, quantity=1.5),
        lambda one: one.arrivals.unsort(one.clerk, one.arrive().id, K.LETTER, HUGE, 1),
        lambda one: one.arrivals.unsort(one.clerk, one.arrive().id, K.LETTER, one.cloud, 0.5),
        lambda one: one.arrive(letter=2.5),
        lambda one: one.arrive(letter=True),
        lambda one: one.post(tenant=HUGE),
        lambda one: one.pieces.match(one.clerk, one.piece(tenant=None).id, HUGE, "", ""),
        lambda one: one.arrivals.deliver(one.clerk, date.min, [one.cloud]),
        lambda one: one.arrivals.deliver(one.clerk, date.max, [one.cloud]),
        lambda one: one.posts.reconcile(one.clerk, date.min, "顺丰", "0", ""),
        lambda one: one.posts.reconcile(one.clerk, date.max, "顺丰", "0", ""),
        lambda one: one.posts.reconcile(one.clerk, TODAY, "顺" * 5000, "0", ""),
        lambda one: one.posts.close_month(one.boss, date(9999, 12, 1), DIGEST),
        lambda one: one.desk.get(MailArchive).month_of(one.boss, date(9999, 12, 1)),
        lambda one: one.desk.get(MailArchive).require_closable(one.boss, date(9999, 12, 1)),
        lambda one: one.ask.week(one.clerk, date.max),
        lambda one: one.ask.money_list(one.clerk, date.max),
    ],
)
def test_impossible_values_are_refused(counter: Counter, step: Callable[[Counter], Any]) -> None:
    with pytest.raises(InvalidInput):
        step(counter)


@pytest.mark.parametrize(
    "step",
    [
        lambda one: one.ask.card(one.clerk, HUGE),
        lambda one: one.ask.batch(one.clerk, HUGE),
        lambda one: one.ask.sorted_of(one.clerk, HUGE),
        lambda one: one.arrivals.finish(one.clerk, HUGE, ""),
        lambda one: one.posts.gone(one.clerk, [HUGE]),
        lambda one: one.posts.void(one.clerk, -HUGE - 1, "打错"),
    ],
)
def test_ids_that_no_row_can_have_are_not_found(counter: Counter, step: Callable[[Counter], Any]) -> None:
    with Refused(counter, NotFound):
        step(counter)


def test_the_round_of_a_tenant_that_cannot_be(counter: Counter) -> None:
    assert counter.arrivals.deliver(counter.clerk, TODAY, [HUGE]).result == 0
    with Refused(counter):
        counter.arrivals.undeliver(counter.clerk, TODAY, [HUGE])
    with Refused(counter):
        counter.arrivals.send_back(counter.clerk, HUGE)


def test_what_a_guard_took_weeks_ago_is_a_slip_of_the_date(counter: Counter) -> None:
    now = counter.clock.now()
    for ago, fits in ((13, True), (15, False)):
        draft = BatchDraft("邮局", {K.LETTER: 1}, taken_by_guard="赵刚", taken_at=now - timedelta(days=ago))
        if fits:
            counter.arrivals.arrive(counter.clerk, draft)
            continue
        with Refused(counter, InvalidInput) as refused:
            counter.arrivals.arrive(counter.clerk, draft)
        assert refused.fields == ("taken_at",)


def test_the_carrier_of_a_statement_is_cleaned(counter: Counter) -> None:
    counter.clock.advance(minutes=8 * 24 * 60)
    done = counter.posts.reconcile(counter.clerk, TODAY, " ems​ ", "0", "").result
    assert done.carrier == "EMS"
