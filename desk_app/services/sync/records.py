"""How things stand with the exchange, as pages and the command line see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Where(StrEnum):
    """Where a record is."""

    HERE = "here"
    """On this PC only."""
    SHARE = "share"
    HEAD_OFFICE = "head_office"


@dataclass(frozen=True, slots=True)
class Standing:
    """The exchange as it stands on this PC."""

    connected: bool
    head_office: str = ""
    fingerprint: str = ""
    """Of this desk's keys, to be read out to head office."""
    admitted: bool = False
    revoked_since: datetime | None = None
    only_here: int = 0
    """Events that are on this PC alone."""
    on_share: int = 0
    """Events that are on the share and not acknowledged."""
    at_head_office: int = 0
    oldest_unsent: datetime | None = None
    """When the oldest event was recorded that is on this PC alone; on a connected desk at the earliest when it was
    connected.
    """
    oldest_unacknowledged: datetime | None = None
    last_round: datetime | None = None
    """When the share was last worked through without trouble."""
    last_ack: datetime | None = None
    skew_ms: int = 0
    """By how much the share's clock is ahead of this PC's."""
    quarantined: int = 0
    """Files that did not count within the last day."""
    parked: int = 0
    """Facts that wait for a record, or for a newer program."""
    too_large: int = 0
    """Records that stay on this PC because they are larger than anything that is read elsewhere."""
    forked: bool = False
    """Another PC writes under this desk's name with a copy of its data."""
    audit_cut: bool = False
    """The audit log here is not the one head office has: a backup was restored, or it was shortened or rewritten."""
    keys_expired: bool = False
    """Head office's list of keys should have been renewed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file on the share that does not count. `fault` is a value of `frame.Fault`."""

    path: str
    fault: str
    found_at: datetime
    seen_at: datetime
