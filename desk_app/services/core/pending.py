"""What waits for the supervisor: every feature tells its own, one page shows them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk_app.services.core.words import Message


@dataclass(frozen=True, slots=True)
class Pending:
    """One thing to decide. `kind` and `record` name what a search hit would: a click opens it.

    `text` says in one sentence what is asked, `values` fill its placeholders; names in it are masked as on the list of
    the feature's own tab. `step` names how it is decided (`TabSpec.decisions`); "": its own tab is opened.
    """

    feature: str
    kind: str
    record: int
    text: Message
    since: datetime
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    number: str = ""
    urgent: bool = False
    """Somebody stands there and waits."""
    step: str = ""
