"""How long a wrong PIN must wait, and how long a sign-in holds.

Counted on the monotonic clock: setting the PC's clock shortens nothing.

After 3 wrong PINs 1, 2, 4 … seconds, after 10 a quarter of an hour for each further one, so at most about 100 tries
an hour. A restart starts the present wait anew instead of ending it.
"""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

FREE_TRIES = 3
LOCKED_AFTER = 10
LOCK_SECONDS = 900.0
DESK_FREE_TRIES = 20

IDLE_MINUTES = Setting(
    "staff.idle_minutes",
    3,
    N_("Lock after minutes without input"),
    N_("Then the screen is hidden until somebody signs in again. What was being typed stays with its owner."),
    least=1,
    most=10,
)
SUPERVISORS_LEAST = Setting(
    "staff.supervisors_least",
    6,
    N_("Least characters of a supervisor's PIN"),
    N_(
        "With 12 it is a password with letters. It holds for the next PIN that a supervisor chooses or is given."
    ),
    least=6,
    most=16,
)
SESSION_HOURS = 8
"""After this many hours everybody proves again who they are."""


def wait_after(wrong: int, free: int = FREE_TRIES) -> float:
    """Seconds until the next try after `wrong` wrong PINs in a row, `free` of which cost nothing."""
    if wrong < free:
        return 0.0
    if wrong >= free - FREE_TRIES + LOCKED_AFTER:
        return LOCK_SECONDS
    return float(2 ** (wrong - free))


class Waits:
    """When each person may try again, in this process."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._since: dict[int, float] = {}

    def left(self, staff: int, wrong: int, now: float, free: int = FREE_TRIES) -> float:
        """Seconds left to wait, 0 when none."""
        return max(0.0, self._since.get(staff, self._started) + wait_after(wrong, free) - now)

    def failed(self, staff: int, now: float) -> None:
        """A wrong PIN just now."""
        self._since[staff] = now
