"""Stand-ins that tests hold in their hands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from desk_app.services.core.clocks import DEFAULT_ZONE


class FakeClock:
    """A clock that moves only when told to."""

    zone = DEFAULT_ZONE

    def __init__(self, now: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)) -> None:
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._now

    def monotonic(self) -> float:
        """Seconds, moved by `advance` only."""
        return self._monotonic

    def advance(self, **span: float) -> None:
        """Let time pass: both clocks."""
        step = timedelta(**span)
        self._now += step
        self._monotonic += step.total_seconds()

    def set(self, now: datetime) -> None:
        """Change the PC's clock; the monotonic one does not care."""
        self._now = now


class FakeSecrets:
    """A secret store in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """The secret, or None."""
        return self._kept.get(name)

    def put(self, name: str, secret: bytes) -> None:
        """Keep it."""
        self._kept[name] = secret

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Keep what `make` gives unless there is one."""
        return self._kept.setdefault(name, make()) if name not in self._kept else self._kept[name]
