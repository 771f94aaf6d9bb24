"""What somebody has to know of a desk's exchange, and what to do: the words of window and command line alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from desk_app.services.core.words import N_, Message
from desk_app.services.sync.records import Standing

FORKED = N_(
    "Another PC works under this desk's name with a copy of its data: a PC was copied, or an old one is still running. "
    "Nothing is lost, but head office takes no more records of either. Shut the other PC down, or found it anew with a "
    "number of its own; then, on the PC that stays: Supervisor → Sync → This PC counts, and phone head office."
)
REVOKED = N_(
    "Head office took this desk off its list on {since}: what was recorded since then is not taken. Work on this PC "
    "goes on and nothing is deleted. Phone head office; if this PC is to go on, it must be founded and admitted anew."
)
AUDIT_CUT = N_(
    "Head office has entries of the audit log that are not in the log on this PC: a backup was restored "
    "here, or somebody shortened or altered the log. If nobody restored a backup, phone head office."
)
TOO_LARGE = N_(
    "Records that are too large to be sent and stay on this PC alone: {n}. Tell whoever looks after the program."
)
PARKED = N_(
    "News of other desks that this program does not understand yet, or that waits for a record: {n}. If it stays, "
    "bring the program on this PC up to date."
)
Alarm = tuple[Message, dict[str, Any]]


def faults(standing: Standing, moment: Callable[[datetime], str]) -> Iterator[Alarm]:
    """What is wrong with this desk itself, the gravest first. `moment`: how the reader's language writes one."""
    if standing.forked:
        yield FORKED, {}
    if standing.revoked_since is not None:
        yield REVOKED, {"since": moment(standing.revoked_since)}
    if standing.audit_cut:
        yield AUDIT_CUT, {}


def notes(standing: Standing) -> Iterator[Alarm]:
    """What stays behind, though the exchange goes on."""
    if standing.too_large:
        yield TOO_LARGE, {"n": standing.too_large}
    if standing.parked:
        yield PARKED, {"n": standing.parked}
