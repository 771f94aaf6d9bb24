"""What speaks against a step: some of it wants reading, some the supervisor; some of it nobody may pass over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import Message


class Weight(StrEnum):
    """How much a finding weighs."""

    WARNING = "warning"
    """May be done once somebody has read it."""
    APPROVAL = "approval"
    """Only the supervisor may do it, with a reason on record."""
    REFUSED = "refused"
    """Nobody may."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against a step. `kind` and `record` name what to open, if anything.

    `field` is the field of the form it is about, if it is about one.
    """

    weight: Weight
    text: Message
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    kind: str = ""
    record: int | None = None
    field: str = ""


class Unsettled(UserError):
    """Something speaks against the step: `findings`, the heaviest first, say what is to be dealt with."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings[0].text, **findings[0].values)
        self.findings = tuple(findings)
