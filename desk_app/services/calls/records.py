"""What goes into and what leaves the call log: plain, frozen, without a database behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.records import Host

NOBODY = Host()
"""A call for nobody in particular: for the desk itself."""


class CallState(StrEnum):
    """Where a call stands."""

    OPEN = "open"
    """The message was not passed on yet."""
    PASSED_ON = "passed_on"
    BECAME = "became"
    """It became another record, such as a repair report: that record carries it on."""


STATE_NAMES: dict[CallState, Message] = {
    CallState.OPEN: N_("Not passed on"),
    CallState.PASSED_ON: N_("Passed on"),
    CallState.BECAME: N_("Followed up"),
}


@dataclass(frozen=True, slots=True)
class TypedCall:
    """What is typed with the phone at one's ear. `about` and one of `phone` and `caller` are enough."""

    phone: str = ""
    caller: str = ""
    company: str = ""
    whom: Host = NOBODY
    about: str = ""
    passed_on: bool = False
    """Put through at once: nothing is left to do."""
    request: str = ""
    """Made by the form, once per form: saving twice takes one call."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call, as pages see it."""

    id: int
    number: str
    at: datetime
    state: CallState
    caller: str
    phone: str
    company: str
    whom: Host
    about: str
    taken_by: int
    passed_at: datetime | None = None
    passed_by: int = 0
    became: int | None = None
    """The id of the record it became."""
    became_kind: str = ""
    """What that record is, as its search hits say: `repair`."""


@dataclass(frozen=True, slots=True)
class KnownCaller:
    """Somebody who rang, came or is in the directory: "is it this one?", masked.

    `call_id` is the last call of theirs, whose details fill the form; None for somebody known otherwise.
    """

    caller: str
    phone_mask: str
    company: str
    call_id: int | None
    whom: Host = NOBODY
    about: str = ""
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallCounts:
    """The numbers above the list."""

    today: int = 0
    open_today: int = 0
    open_before: int = 0
    """Not passed on, of earlier days."""

    @property
    def open(self) -> int:
        """Everything that waits to be passed on."""
        return self.open_today + self.open_before
