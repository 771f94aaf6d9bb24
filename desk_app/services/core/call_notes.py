"""What a list says of a call that the desk made about a record. The calls that come in are the feature `calls`.

The rows are each feature's own; what one feature knows beyond this it adds in a record derived from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CallNote:
    """A call about something that is out: when, who of the staff rang, whether anybody answered, what was said."""

    at: datetime
    by: int
    reached: bool
    words: str = field(repr=False)
