"""What leaves this folder, beside `core.pending.Pending`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from desk_app.services.core.words import Message


@dataclass(frozen=True, slots=True)
class Decision:
    """One approval, refusal, override, void or waiver, as the audit log has it."""

    seq: int
    """The number of its audit entry."""
    at: datetime
    area: Message
    """Whose record it is: the feature's title."""
    action: str
    """As in the audit log: "mail_pieces.approve_return"."""
    by: int
    by_name: str
    beside: int = 0
    """At whose session it was decided by PIN; 0 on the own screen."""
    beside_name: str = ""
    record: int = 0
    number: str = ""
    reason: str = field(default="", repr=False)
    """Empty once the time of keeping is over."""
