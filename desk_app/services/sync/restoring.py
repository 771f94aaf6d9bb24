"""A desk's records come back: events, audit entries and rows as head office kept them, into an empty database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from desk_app.services.audit.chain import Finding
from desk_app.services.journal.work import Bench

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Restored:
    """What came back, and what did not."""

    events: int
    audit: int
    rows: int
    unknown: Mapping[str, int] = field(default_factory=dict)
    """Tables and columns ("table.column") of a newer program, and how many values of them stay aside."""
    left: int = 0
    """Rows that fit with no others: something that they refer to never reached head office."""
    staff: int = 0
    """People at work who need a new PIN."""
    sealed: int = 0
    """Document numbers and other words that only the old PC's keys open."""
    findings: tuple[Finding, ...] = ()
    """Faults of the audit chain: empty when all of it came back."""


def restore(bench: Bench, session: Session, lines: Iterable[Line]) -> Restored:
    """Take in the lines of head office's restore files (`hq` of PROTOCOL.md), in any order, within the transaction.

    The database is migrated and has no journal yet; `found_desk` may have named the desk. Of each row the newest stamp
    counts. Afterwards nobody has a PIN, and the old PC's signing keys are gone: both are made anew by whoever calls.
    Raises IllegalStep for a database that has records, InvalidInput for lines that make no sense.
    """
    raise NotImplementedError
