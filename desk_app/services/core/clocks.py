"""Time. Services never ask the operating system themselves: a test holds the clock, and a wrong clock is survivable."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from typing import Protocol
from zoneinfo import ZoneInfo

DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Where time comes from."""

    @property
    def zone(self) -> tzinfo:
        """The building's time zone: days, opening hours and numbers are counted in it."""
        ...

    def now(self) -> datetime:
        """The moment, aware, in UTC, to the millisecond."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back, for durations (idle, lock-out)."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The PC's own clock."""

    zone: tzinfo = DEFAULT_ZONE

    def now(self) -> datetime:
        """The PC's time, cut to milliseconds: what the database keeps."""
        return from_ms(time.time_ns() // 1_000_000)

    def monotonic(self) -> float:
        """Seconds since some moment in the past."""
        return time.monotonic()


def day_and_time_of_end(end: datetime, zone: tzinfo) -> tuple[date, str]:
    """The day on which something ends, and the time: an end at midnight is 24:00 of the day before."""
    local = end.astimezone(zone)
    if local.time() == time_of_day():
        return local.date() - timedelta(days=1), "24:00"
    return local.date(), local.strftime("%H:%M")


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 in UTC. Raises ValueError for a naive datetime: it would silently be local time."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return round(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """The aware UTC datetime of `ms` milliseconds since 1970."""
    seconds, rest = divmod(ms, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)


def id_moment(entity_id: int) -> datetime:
    """When an id was given out (`Stamps.new_id`): the moment its record was made, in UTC."""
    return from_ms(Stamps.EPOCH_MS + (entity_id >> 22))


def first_id(moment: datetime) -> int:
    """The least id that can be given out from this moment on: `id_moment` turned round."""
    return (to_ms(moment) - Stamps.EPOCH_MS) << 22


class Stamps:
    """A hybrid logical clock and, from it, ids.

    A stamp is milliseconds << 16 | counter. It never goes back, even if the PC's clock does: `floor` is the newest
    stamp on record. Ids are 63-bit integers, milliseconds since 2020 (41 bits) | desk (14) | sequence (8), so they
    sort by time, need no index of their own, and never clash between desks with different numbers.
    """

    EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00Z

    def __init__(self, now: Callable[[], datetime], desk: int, floor: int = 0) -> None:
        if not 0 <= desk < 1 << 14:
            raise ValueError("a desk number has 14 bits")
        self._now = now
        self._desk = desk
        self._last = floor
        self._id_ms = max(0, (floor >> 16) + 1 - self.EPOCH_MS)
        self._id_sequence = -1

    def stamp(self) -> int:
        """The next stamp, later than every one before it."""
        self._last = max(to_ms(self._now()) << 16, self._last + 1)
        return self._last

    def follow(self, newest_id: int, newest_stamp: int) -> None:
        """Another program wrote these on the same data: everything given out from now on is later."""
        self._last = max(self._last, newest_stamp)
        if newest_id > (self._id_ms << 22 | self._desk << 8) + self._id_sequence:
            self._id_ms, self._id_sequence = (newest_id >> 22) + 1, -1

    def new_id(self) -> int:
        """The next id of this desk."""
        ms = to_ms(self._now()) - self.EPOCH_MS
        if ms > self._id_ms:
            self._id_ms, self._id_sequence = ms, 0
        else:  # same millisecond, or the clock went back
            self._id_sequence += 1
            if self._id_sequence > 0xFF:
                self._id_ms, self._id_sequence = self._id_ms + 1, 0
        return self._id_ms << 22 | self._desk << 8 | self._id_sequence
