"""The clocks of an order: what is to be done by when (operating manual, Repair intake: clocks). Pure.

Emergencies run around the clock, everything else within the engineers' hours; on hold all but the date of the hold
stand still. All of it is computed in UTC from facts that never change, so a countdown only ever goes down. What was put
down while the PC's clock was ahead counts as happening now until that time has come: it stops no other clock.
To add a clock: a kind in `records`, a function here, a line in `_RUNNING`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from desk_app.services.calendar.days import work_calendar
from desk_app.services.journal.work import Bench
from desk_app.services.repairs import options
from desk_app.services.repairs.hours import Hours, after, day_end, next_of, worked
from desk_app.services.repairs.records import ClockKind, ClockTone, Countdown, OrderKind, OrderState, Urgency
from desk_app.services.repairs.shifts import shift_ends

WORKING = frozenset({OrderState.RECEIVED, OrderState.DISPATCHED, OrderState.ON_SITE})
"""Somebody has something to do for it."""
_TONES = (ClockTone.MISSED, ClockTone.SOON, ClockTone.QUIET)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clocks need to know of an order."""

    kind: OrderKind
    state: OrderState
    urgency: Urgency
    received_at: datetime
    serious: bool = False
    paid: bool = False
    passed_on_at: datetime | None = None
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    progress_at: datetime | None = None
    followed_up_at: datetime | None = None
    hold_since: datetime | None = None
    hold_until: datetime | None = None
    held: timedelta = _NONE
    """How long its own clock stood still before."""
    done_at: datetime | None = None

    def as_of(self, now: datetime) -> Facts:
        """As far as it can have happened: what a PC clock that was ahead put down has happened by now at the latest.

        It was taken in before anything else was done for it.
        """

        def by(moment: datetime | None, last: datetime) -> datetime | None:
            return None if moment is None else min(moment, last)

        steps = (self.passed_on_at, self.dispatched_at, self.arrived_at, self.followed_up_at, self.done_at)
        return replace(
            self,
            received_at=min(self.received_at, now, *(one for one in steps if one is not None)),
            passed_on_at=by(self.passed_on_at, now),
            dispatched_at=by(self.dispatched_at, now),
            arrived_at=by(self.arrived_at, now),
            progress_at=by(self.progress_at, now),
            followed_up_at=by(self.followed_up_at, now),
            hold_since=by(self.hold_since, now),
            done_at=by(self.done_at, now),
        )


@dataclass(frozen=True, slots=True)
class Times:
    """The settings of the clocks."""

    hours: Hours
    shift_ends: tuple[time, ...] = (time(12), time(18), time(22))
    pass_on: timedelta = timedelta(minutes=5)
    arrive: timedelta = timedelta(minutes=20)
    progress: timedelta = timedelta(hours=4)
    follow_ups: int = 2
    soon_percent: int = 25


@dataclass(frozen=True, slots=True)
class _Clock:
    """A clock that runs: since when, until when, and within which hours; None for around the clock."""

    kind: ClockKind
    since: datetime
    due: datetime
    hours: Hours | None = field(default=None)


def times_of(bench: Bench) -> Times:
    """The building's settings."""
    get, zone = bench.settings.get, bench.clock.zone
    hours = Hours(get(options.WORK_FROM), get(options.WORK_UNTIL), zone, work_calendar(bench.settings))
    return Times(
        hours,
        shift_ends(get(options.SHIFT_ENDS)),
        timedelta(minutes=get(options.PASS_ON_MINUTES)),
        timedelta(minutes=get(options.ARRIVE_MINUTES)),
        timedelta(hours=get(options.PROGRESS_HOURS)),
        get(options.FOLLOW_UPS),
        get(options.SOON_PERCENT),
    )


def countdowns(facts: Facts, now: datetime, times: Times) -> tuple[Countdown, ...]:
    """The clocks that run, the most pressing first."""
    now = now.astimezone(UTC)
    facts = facts.as_of(now)
    running = (clock for make in _RUNNING.get(facts.state, ()) if (clock := make(facts, times)) is not None)
    found = [_countdown(clock, now, times.soon_percent) for clock in running]
    return tuple(sorted(found, key=lambda one: (_TONES.index(one.tone), one.left, one.due)))


def _countdown(clock: _Clock, now: datetime, soon_percent: int) -> Countdown:
    if now > clock.due:
        return Countdown(clock.kind, clock.due, ClockTone.MISSED, clock.due - now)
    left = worked(clock.hours, now, clock.due)
    whole = worked(clock.hours, clock.since, clock.due)
    soon = left * 100 <= whole * soon_percent
    return Countdown(clock.kind, clock.due, ClockTone.SOON if soon else ClockTone.QUIET, left)


def own_hours(urgency: Urgency, times: Times) -> Hours | None:
    """When an order's own clock runs: an emergency's always does."""
    return None if urgency is Urgency.EMERGENCY else times.hours


def _pass_on(facts: Facts, times: Times) -> _Clock | None:
    """The front desk's own: it runs whenever a complaint is taken."""
    if facts.kind is not OrderKind.COMPLAINT or facts.passed_on_at is not None:
        return None
    due = facts.received_at.astimezone(UTC) + times.pass_on + max(_NONE, facts.held)
    return _Clock(ClockKind.PASSED_ON, facts.received_at, due)


def _arrival(facts: Facts, times: Times) -> _Clock | None:
    if facts.kind is not OrderKind.REPAIR or facts.arrived_at is not None:
        return None
    hours = own_hours(facts.urgency, times)
    due = after(hours, facts.received_at, times.arrive + facts.held)
    return _Clock(ClockKind.ARRIVAL, _back(hours, facts.received_at, facts.held), due, hours)


def _back(hours: Hours | None, start: datetime, held: timedelta) -> datetime:
    """As if it had come in so much later: what stood still is no part of the whole."""
    return after(hours, start, max(_NONE, held))


def _progress(facts: Facts, times: Times) -> _Clock:
    hours = own_hours(facts.urgency, times)
    since = facts.progress_at or facts.received_at
    return _Clock(ClockKind.PROGRESS, since, after(hours, since, times.progress), hours)


def _follow_up(facts: Facts, times: Times) -> _Clock | None:
    """The working day in as many parts as it is followed up: no part goes by without a word."""
    if facts.kind is not OrderKind.COMPLAINT:
        return None
    hours = own_hours(facts.urgency, times)
    since = facts.followed_up_at or facts.received_at
    return _Clock(ClockKind.FOLLOW_UP, since, after(hours, since, _part(times)), hours)


def _part(times: Times) -> timedelta:
    start, end = (timedelta(hours=at.hour, minutes=at.minute) for at in (times.hours.start, times.hours.end))
    whole = end - start if end > start else end - start + timedelta(days=1)
    return whole / times.follow_ups


def _same_day(facts: Facts, times: Times) -> _Clock | None:
    """A serious complaint hears from the desk on the day on which it was made."""
    if facts.kind is not OrderKind.COMPLAINT or not facts.serious or facts.followed_up_at is not None:
        return None
    return _Clock(ClockKind.CALL_BACK, facts.received_at, day_end(facts.received_at, times.hours))


def _order_back(facts: Facts, times: Times) -> _Clock | None:
    """By the end of the first shift that has time to get there; for all but an emergency within working hours."""
    if facts.paid or facts.dispatched_at is None:
        return None
    hours = own_hours(facts.urgency, times)
    ready = after(hours, facts.dispatched_at, max(_NONE, facts.held) + times.arrive)
    due = next_of(ready, times.shift_ends, times.hours.zone, hours)
    return _Clock(ClockKind.ORDER_BACK, facts.dispatched_at, due, hours)


def _hold(facts: Facts, times: Times) -> _Clock | None:
    if facts.hold_since is None or facts.hold_until is None:
        return None
    return _Clock(ClockKind.HOLD, facts.hold_since, facts.hold_until)


def _call_back(facts: Facts, times: Times) -> _Clock | None:
    """What is done waits for its call-back until the end of the next working day, a serious complaint of the same."""
    if facts.done_at is None:
        return None
    end = day_end(facts.done_at, times.hours)
    if not (facts.kind is OrderKind.COMPLAINT and facts.serious):
        end = max(end, after(times.hours, end, timedelta(minutes=1)))
        end = day_end(end, times.hours)
    return _Clock(ClockKind.CALL_BACK, facts.done_at, end)


_OF_WORK = (_pass_on, _arrival, _progress, _follow_up, _same_day, _order_back)
_RUNNING: dict[OrderState, tuple[Callable[[Facts, Times], _Clock | None], ...]] = {
    OrderState.RECEIVED: _OF_WORK,
    OrderState.DISPATCHED: _OF_WORK,
    OrderState.ON_SITE: _OF_WORK,
    OrderState.ON_HOLD: (_hold,),
    OrderState.DONE: (_call_back,),
}


@dataclass(frozen=True, slots=True)
class Switched:
    """What an order's clocks go on from when another urgency changes the hours in which they run."""

    held: timedelta
    progress_at: datetime
    followed_up_at: datetime | None


def switched(facts: Facts, urgency: Urgency, now: datetime, times: Times) -> Switched:
    """So that no clock has less time left than before: a report at night that becomes an emergency is not late yet."""
    old, new = own_hours(facts.urgency, times), own_hours(urgency, times)
    facts = facts.as_of(now)
    at = facts.hold_since or now
    used = worked(old, facts.received_at, at) - facts.held
    held = worked(new, facts.received_at, at) - used

    def base(since: datetime) -> datetime:
        return at - worked(old, since, at) if new is None else at

    followed = None if facts.followed_up_at is None else base(facts.followed_up_at)
    return Switched(held, base(facts.progress_at or facts.received_at), followed)


def held_until(facts: Facts, now: datetime, times: Times) -> timedelta:
    """How long its own clock has stood still in all when it goes on now."""
    if facts.hold_since is None:
        return facts.held
    return facts.held + worked(own_hours(facts.urgency, times), facts.hold_since, max(now, facts.hold_since))
