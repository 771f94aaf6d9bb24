"""A desk's audit chain as it came: what was acknowledged cannot be shortened or rewritten there unnoticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desk_app.services.headoffice.bulk import add
from desk_app.services.headoffice.incidents import Trouble, raise_incident
from desk_app.services.headoffice.reading import Opened
from desk_app.services.headoffice.tables import AUDIT, DESKS
from desk_app.services.sync.names import Party


def take(session: Session, party: Party, batches: Sequence[Opened], now: datetime) -> None:
    """Keep the entries, and raise an incident for every place where they do not follow what is here.

    Both branches of a fork are kept. The same incidents come of the same entries, in whatever order they came.
    """
    rows = [row for one in batches for row in one.audit]
    if not rows:
        return
    add(session, AUDIT, rows)
    first, last = min(row["seq"] for row in rows), max(row["seq"] for row in rows)
    around = select(AUDIT.c.seq, AUDIT.c.digest, AUDIT.c.previous).where(
        AUDIT.c.party == str(party), AUDIT.c.seq.between(first - 1, last + 1)
    )
    for seq in _breaks([tuple(row) for row in session.execute(around)]):
        raise_incident(session, Trouble.AUDIT_CUT, str(party), {"seq": seq}, now)
    _note_head(session, party, batches)


def _breaks(entries: Iterable[tuple[Any, ...]]) -> list[int]:
    """Numbers of entries that share what they follow with another, or follow none of those that are here."""
    digests: dict[int, set[str]] = {}
    following: dict[tuple[int, str], set[str]] = {}
    for seq, digest, previous in entries:
        digests.setdefault(seq, set()).add(digest)
        following.setdefault((seq, previous), set()).add(digest)
    broken = set()
    for (seq, previous), found in following.items():
        lost = seq - 1 in digests and previous not in digests[seq - 1]
        if lost or len(found) > 1:
            broken.add(seq)
    return sorted(broken)


def _note_head(session: Session, party: Party, batches: Sequence[Opened]) -> None:
    """The longest chain that was told: it goes back with the ack."""
    heads = [_head(one.sealed.frame.header) for one in batches]
    length, head = max(heads)
    longer = (DESKS.c.party == str(party), DESKS.c.audit_length < length)
    session.execute(update(DESKS).where(*longer).values(audit_length=length, audit_head=head))


def _head(header: Mapping[str, Any]) -> tuple[int, str]:
    said = header.get("audit")
    return (said[0], said[1]) if said else (0, "")
