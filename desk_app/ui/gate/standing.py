"""How long a verdict stands, how long what was done can be undone, and which code is the same reading. No widget here."""

from __future__ import annotations

from desk_app.services.core.clocks import Clock

SHOWN_S = 30.0
COMPARED_S = 300.0
"""Goods that are being compared do not vanish under the guard's hands; after so long without a touch they do."""
UNDO_S = 60.0
SAME_CODE_S = 2.5
"""A code still in front of the camera, or scanned twice by a slip, is one reading."""


class Standing:
    """By the clock that cannot be set."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = self._undo_until = 0.0
        self._compared = False
        self._code, self._seen = "", float("-inf")

    def is_same(self, code: str) -> bool:
        """Whether this code was seen just now; each sight of it counts anew."""
        now = self._clock.monotonic()
        same = code == self._code and now - self._seen < SAME_CODE_S
        self._code, self._seen = code, now
        return same

    def forget_code(self) -> None:
        """The next code is a new reading, whatever it is: the last one could not be put on record."""
        self._code = ""

    def begin(self, *, compared: bool = False, undo: float = 0.0) -> None:
        """A verdict is shown; `undo`: for so many seconds it offers to undo something, and stands as long."""
        now = self._clock.monotonic()
        self._compared = compared
        self._undo_until = now + undo if undo > 0 else 0.0
        self._until = max(now + (COMPARED_S if compared else SHOWN_S), self._undo_until)

    def touch(self) -> None:
        """The guard is at it."""
        if self._compared:
            self._until = self._clock.monotonic() + COMPARED_S

    def end(self) -> None:
        """Nothing is shown any more."""
        self._until = self._undo_until = 0.0

    @property
    def over(self) -> bool:
        """Whether the verdict has stood long enough."""
        return self._clock.monotonic() >= self._until

    @property
    def undo_left(self) -> int:
        """Whole seconds left to undo; 0 when it is too late."""
        left = self._undo_until - self._clock.monotonic() if self._undo_until else 0.0
        return int(left + 0.999) if left > 0 else 0
