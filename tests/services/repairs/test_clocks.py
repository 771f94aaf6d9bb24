"""What is to be done by when; a countdown only ever goes down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.services.core.clocks import DEFAULT_ZONE
from desk_app.services.repairs.clocks import (
    Facts,
    Times,
    countdowns,
    held_until,
    own_hours,
    switched,
)
from desk_app.services.repairs.hours import Hours, worked
from desk_app.services.repairs.records import ClockKind, ClockTone, Countdown, OrderKind, OrderState, Urgency

S, K = OrderState, ClockKind
TIMES = Times(Hours(time(8), time(22), DEFAULT_ZONE))
NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Monday 9:00 at the building."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REPAIR = Facts(OrderKind.REPAIR, S.RECEIVED, Urgency.NORMAL, NINE)
COMPLAINT = replace(REPAIR, kind=OrderKind.COMPLAINT)


def clock(kind: ClockKind, facts: Facts, now: datetime) -> Countdown:
    return next(one for one in countdowns(facts, now, TIMES) if one.kind is kind)


def due(kind: ClockKind, facts: Facts) -> datetime:
    """As seen at the last moment on record."""
    known = (facts.received_at, facts.dispatched_at, facts.progress_at, facts.followed_up_at, facts.done_at)
    return clock(kind, facts, max(one for one in known if one is not None)).due


def kinds(facts: Facts, now: datetime = NINE) -> set[ClockKind]:
    return {one.kind for one in countdowns(facts, now, TIMES)}


def test_an_arrival_turns_amber_and_red() -> None:
    tones = [clock(K.ARRIVAL, REPAIR, NINE + n * MINUTE).tone for n in (0, 14, 15, 20, 21)]
    assert tones == [ClockTone.QUIET, ClockTone.QUIET, ClockTone.SOON, ClockTone.SOON, ClockTone.MISSED]
    assert clock(K.ARRIVAL, REPAIR, NINE + 23 * MINUTE).left == -3 * MINUTE
    assert K.ARRIVAL not in kinds(replace(REPAIR, arrived_at=NINE)) | kinds(COMPLAINT)


def test_a_clock_stands_still_at_night_and_at_weekends_but_for_emergencies() -> None:
    friday = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)  # 21:50
    late = replace(REPAIR, received_at=friday)
    saturday = friday + timedelta(days=1)
    assert clock(K.ARRIVAL, late, friday).due == datetime(2026, 11, 30, 0, 10, tzinfo=UTC)
    assert clock(K.ARRIVAL, late, saturday).left == 10 * MINUTE
    emergency = replace(late, urgency=Urgency.EMERGENCY)
    assert clock(K.ARRIVAL, emergency, friday).due == friday + 20 * MINUTE


def test_on_hold_all_but_the_date_stand_still() -> None:
    until = NINE + timedelta(days=2)
    held = replace(REPAIR, state=S.ON_HOLD, hold_since=NINE + 5 * MINUTE, hold_until=until)
    assert [one.kind for one in countdowns(held, NINE + HOUR, TIMES)] == [K.HOLD]
    assert clock(K.HOLD, held, until + MINUTE).tone is ClockTone.MISSED
    for resumed_at in (NINE + 3 * HOUR, NINE + timedelta(days=3)):
        on = replace(REPAIR, held=held_until(held, resumed_at, TIMES), progress_at=resumed_at)
        assert clock(K.ARRIVAL, on, resumed_at).left == 15 * MINUTE
        assert clock(K.ARRIVAL, on, resumed_at).tone is ClockTone.QUIET


def test_words_on_the_progress_every_four_hours() -> None:
    assert due(K.PROGRESS, REPAIR) == NINE + 4 * HOUR
    told = replace(REPAIR, progress_at=NINE + 11 * HOUR)  # 20:00
    assert due(K.PROGRESS, told) == NINE + timedelta(days=1, hours=1)


def test_the_clocks_of_a_complaint() -> None:
    assert due(K.PASSED_ON, COMPLAINT) == NINE + 5 * MINUTE
    assert kinds(COMPLAINT) == {K.PASSED_ON, K.PROGRESS, K.FOLLOW_UP}
    assert K.PASSED_ON not in kinds(replace(COMPLAINT, passed_on_at=NINE))
    assert due(K.FOLLOW_UP, COMPLAINT) == NINE + 7 * HOUR
    assert due(K.FOLLOW_UP, replace(COMPLAINT, followed_up_at=NINE + HOUR)) == NINE + 8 * HOUR
    serious = replace(COMPLAINT, serious=True)
    assert due(K.CALL_BACK, serious) == NINE + 13 * HOUR  # 22:00 the same day
    assert K.CALL_BACK not in kinds(replace(serious, followed_up_at=NINE + HOUR))


def test_free_orders_are_back_before_the_shift_ends() -> None:
    sent = replace(REPAIR, state=S.DISPATCHED, dispatched_at=NINE + HOUR)
    assert due(K.ORDER_BACK, sent) == NINE + 3 * HOUR  # 12:00
    shortly = replace(sent, dispatched_at=NINE + 3 * HOUR - 10 * MINUTE)
    assert due(K.ORDER_BACK, shortly) == NINE + 9 * HOUR  # nobody gets there before noon
    assert K.ORDER_BACK not in kinds(replace(sent, paid=True)) | kinds(REPAIR)


def test_a_shift_ends_on_a_day_that_is_worked_but_for_emergencies() -> None:
    saturday = datetime(2026, 11, 28, 2, tzinfo=UTC)  # 10:00
    sent = replace(REPAIR, state=S.DISPATCHED, received_at=saturday, dispatched_at=saturday)
    monday_noon = datetime(2026, 11, 30, 4, tzinfo=UTC)
    assert clock(K.ORDER_BACK, sent, saturday).due == monday_noon
    assert clock(K.ORDER_BACK, sent, saturday).left == 4 * HOUR, "of working time"
    late = replace(sent, dispatched_at=datetime(2026, 11, 27, 13, 50, tzinfo=UTC))  # Friday 21:50
    assert clock(K.ORDER_BACK, late, saturday).due == monday_noon
    emergency = replace(sent, urgency=Urgency.EMERGENCY)
    assert clock(K.ORDER_BACK, emergency, saturday).due == saturday + 2 * HOUR


def test_what_is_done_waits_for_its_call_back() -> None:
    done = replace(REPAIR, state=S.DONE, done_at=NINE + HOUR)
    assert due(K.CALL_BACK, done) == NINE + timedelta(days=1, hours=13)
    friday = replace(done, done_at=NINE + timedelta(days=4))
    assert due(K.CALL_BACK, friday) == NINE + timedelta(days=7, hours=13)
    serious = replace(done, kind=OrderKind.COMPLAINT, serious=True)
    assert due(K.CALL_BACK, serious) == NINE + 13 * HOUR
    assert all(kinds(replace(done, state=state)) == set() for state in (S.CALLED_BACK, S.CLOSED, S.JOINED))


def test_the_most_pressing_is_first() -> None:
    serious = replace(COMPLAINT, serious=True)
    found = countdowns(serious, NINE + 4 * HOUR, TIMES)
    assert [one.kind for one in found] == [K.PASSED_ON, K.PROGRESS, K.FOLLOW_UP, K.CALL_BACK]


@pytest.mark.parametrize("back", [HOUR, timedelta(days=3000)])
def test_a_pc_clock_set_back_leaves_as_much_time_as_before(back: timedelta) -> None:
    on_site = replace(REPAIR, state=S.ON_SITE, arrived_at=NINE + 10 * MINUTE, progress_at=NINE + 10 * MINUTE)
    (now,) = countdowns(on_site, NINE - back, TIMES)
    (last,) = countdowns(on_site, NINE + 10 * MINUTE, TIMES)
    assert (now.kind, now.tone) == (last.kind, last.tone)
    assert worked(TIMES.hours, NINE - back, now.due) == 4 * HOUR


def test_a_step_written_by_a_clock_ahead_stops_no_other_clock() -> None:
    ahead = NINE + timedelta(days=10)
    told = replace(COMPLAINT, progress_at=ahead)
    assert clock(K.FOLLOW_UP, told, NINE + 8 * HOUR).tone is ClockTone.MISSED
    assert clock(K.PROGRESS, told, NINE + 8 * HOUR).due == NINE + 12 * HOUR, "from now at the latest"
    taken = replace(REPAIR, received_at=ahead)
    assert clock(K.ARRIVAL, taken, NINE).due == NINE + 20 * MINUTE
    sent = replace(taken, state=S.DISPATCHED, dispatched_at=NINE)
    assert clock(K.ARRIVAL, sent, NINE + 21 * MINUTE).tone is ClockTone.MISSED, "it was taken in before that"


zones = st.sampled_from([DEFAULT_ZONE, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")])
moments = st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30), timezones=st.just(UTC))
spans = st.timedeltas(timedelta(), timedelta(days=4))
states = st.sampled_from([S.RECEIVED, S.DISPATCHED, S.ON_SITE, S.ON_HOLD, S.DONE])


def some_facts(at: datetime, state: OrderState, urgency: Urgency, kind: OrderKind, later: timedelta) -> Facts:
    then = at + later
    return Facts(
        kind,
        state,
        urgency,
        at,
        serious=True,
        dispatched_at=then if state is not S.RECEIVED else None,
        hold_since=then if state is S.ON_HOLD else None,
        hold_until=then + timedelta(days=2),
        done_at=then if state is S.DONE else None,
    )


@settings(max_examples=150)
@given(
    moments,
    spans,
    states,
    st.sampled_from(list(Urgency)),
    st.sampled_from(list(OrderKind)),
    zones,
    st.lists(spans, min_size=2, max_size=6),
)
def test_no_countdown_runs_backwards(
    at: datetime,
    later: timedelta,
    state: OrderState,
    urgency: Urgency,
    kind: OrderKind,
    zone: ZoneInfo,
    looked: list[timedelta],
) -> None:
    """Daylight changes lie within the year; `looked` is when somebody looks."""
    times = Times(Hours(time(1, 30), time(23), zone))
    facts = some_facts(at, state, urgency, kind, later)
    before: dict[ClockKind, Countdown] = {}
    for span in sorted(looked):
        for one in countdowns(facts, at + later + span, times):
            last = before.get(one.kind, one)
            assert one.due == last.due and one.left <= last.left
            assert not (last.tone is ClockTone.MISSED and one.tone is not ClockTone.MISSED)
            assert (one.left < timedelta()) == (one.tone is ClockTone.MISSED)
            before[one.kind] = one


@given(
    moments,
    spans,
    st.sampled_from([(Urgency.NORMAL, Urgency.EMERGENCY), (Urgency.EMERGENCY, Urgency.NORMAL)]),
)
def test_another_urgency_takes_no_time_away(
    at: datetime, later: timedelta, change: tuple[Urgency, Urgency]
) -> None:
    facts, now = replace(REPAIR, received_at=at, urgency=change[0]), at + later
    left = TIMES.arrive - worked(own_hours(change[0], TIMES), at, now)
    new = switched(facts, change[1], now, TIMES)
    after = replace(facts, urgency=change[1], held=new.held, progress_at=new.progress_at)
    arrival = clock(K.ARRIVAL, after, now)
    if left > timedelta():
        assert arrival.left == left
    else:
        assert arrival.due <= now
    before = clock(K.PROGRESS, facts, now)
    assert clock(K.PROGRESS, after, now).left >= min(before.left, timedelta())
