"""The clock of the demo building while it is made: it stands where the records are being written."""

from __future__ import annotations

from datetime import datetime, tzinfo


class MovingClock:
    """A clock that goes forward when told to, never back."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self.zone = zone
        self._now = now

    def now(self) -> datetime:
        """Where the records are."""
        return self._now

    def monotonic(self) -> float:
        """Seconds of the same clock."""
        return self._now.timestamp()

    def move(self, moment: datetime) -> None:
        """Go on to a later moment; an earlier one changes nothing."""
        self._now = max(self._now, moment)
