"""What a company or a person holds, expects or owes: one short line per open matter, from every feature that has any.

Exit clearance reads them before goods leave. A feature announces its own in `Feature.matters`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk_app.services.core.words import Message


@dataclass(frozen=True, slots=True)
class Party:
    """Who is asked about: a tenant, a visit, or whoever has this phone. At least one of them."""

    tenant: int | None = None
    visit: int | None = None
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing still open. `kind` and `record` name what a search hit would: a click opens it.

    `text` says it in one sentence, `values` fill its placeholders. `owed`: it should be settled before anything leaves
    the building (operating manual, Exit passes: clearance); otherwise it is good to know only.
    """

    feature: str
    kind: str
    record: int
    text: Message
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    since: datetime | None = None
    owed: bool = True
