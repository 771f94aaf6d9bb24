"""How a clock that runs is said: what is to be done, and how much time is left, or since when it is late.

One that stands still at night, or will before it is due, says by when: “19 min left” would be taken for 19 minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from desk_app.services.core.words import N_, plain
from desk_app.services.repairs.records import CLOCK_NAMES, ClockTone, Countdown, Order
from desk_app.ui.i18n import format_duration, format_moment, format_time, tr
from desk_app.ui.theme import Tone

_LEFT = {
    ClockTone.QUIET: N_("{step} · {span} left", "repairs tab"),
    ClockTone.SOON: N_("{step} · only {span} left", "repairs tab"),
    ClockTone.MISSED: N_("{step} · {span} late", "repairs tab"),
}
_BY = N_("{step} · by {moment}", "repairs tab")
_RESTS = N_("{step} · by {moment} (stands still)", "repairs tab")
_DUE = N_("{clock}, by {moment}", "repairs tab")
_RUNS_THROUGH, _A_DAY = timedelta(minutes=1), timedelta(days=1)
TONES: dict[ClockTone, Tone] = {
    ClockTone.QUIET: "neutral",
    ClockTone.SOON: "warning",
    ClockTone.MISSED: "danger",
}


class Watch:
    """Lets countdowns that were read once run on. It is right for a minute or two: then they are read again."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` is asked anew each time something is said."""
        self.now = now
        self.read_at = now()
        """When the countdowns were read; set it with each reading."""

    def tone(self, one: Countdown) -> ClockTone:
        """Missed the moment it is due; else as it was read."""
        return ClockTone.MISSED if self.now() > one.due else one.tone

    def left(self, one: Countdown) -> timedelta:
        """Time left, of the hours that count; how late it is when it is missed."""
        now = self.now()
        if now > one.due:
            return now - one.due
        if one.resting:
            return one.left
        return max(timedelta(), one.left - max(timedelta(), now - self.read_at))

    def by_moment(self, one: Countdown) -> bool:
        """Whether the time left says nothing: the clock stands still now, or will before it is due."""
        if self.now() > one.due:
            return False
        return one.resting or one.due - self.read_at - one.left > _RUNS_THROUGH

    def said(self, one: Countdown) -> str:
        """“Arrive · 12 min left”; “Arrive · by 08:20 (stands still)”, without the day when that is the next 08:20."""
        if self.by_moment(one):
            return self._said_by(
                one, format_time(one.due) if one.due - self.now() < _A_DAY else self._due(one)
            )
        span = format_duration(self.left(one))
        return tr(_LEFT[self.tone(one)], step=tr(CLOCK_NAMES[one.kind]), span=plain(span))

    def said_in_full(self, one: Countdown) -> str:
        """The same, with the moment in any case."""
        if self.by_moment(one):
            return self._said_by(one, self._due(one))
        return tr(_DUE, clock=plain(self.said(one)), moment=plain(self._due(one)))

    def _said_by(self, one: Countdown, moment: str) -> str:
        rests = _RESTS if one.resting else _BY
        return tr(rests, step=tr(CLOCK_NAMES[one.kind]), moment=plain(moment))

    def _due(self, one: Countdown) -> str:
        return format_moment(one.due, now=self.now())

    def pressing_line(self, order: Order) -> str:
        """The clock of an order that presses most, in words; "" when none runs."""
        return self.said(order.clocks[0]) if order.clocks else ""

    def pressing_tone(self, order: Order) -> Tone | None:
        """What it means; None when no clock runs."""
        return TONES[self.tone(order.clocks[0])] if order.clocks else None
