"""What a person at head office has to look at. One incident a fact, however often it is seen."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.errors import NotFound
from desk_app.services.core.words import N_
from desk_app.services.headoffice.bulk import add
from desk_app.services.headoffice.tables import INCIDENTS


class Trouble(enum.StrEnum):
    """What was found."""

    FORK = "fork"
    """Two different chains of one epoch: a PC was copied, or its data was restored and went on."""
    GAP = "gap"
    """Batches of a closed epoch never came."""
    AUDIT_CUT = "audit_cut"
    """Entries of a desk's audit log that are here were replaced by others there."""
    EVENT_TWICE = "event_twice"
    """Two different events of a building have one id."""
    EVENT_ALTERED = "event_altered"
    """An event does not fit its own digest."""
    FAILED = "failed"
    """A desk's turn, or what is said to a building, failed; the others went on."""
    STUCK = "stuck"
    """A soundly signed batch makes no sense, for a day now: those after it wait."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One of them. `detail` has numbers, never personal data."""

    id: str
    kind: Trouble
    party: str
    epoch: str
    detail: Mapping[str, Any]
    found_at: datetime
    settled_at: datetime | None
    note: str


def raise_incident(
    session: Session, kind: Trouble, party: str, detail: Mapping[str, Any], now: datetime, epoch: str = ""
) -> None:
    """Put an incident on the list, once."""
    told = json.dumps(detail, sort_keys=True)
    digest = hashlib.sha256("\0".join((kind, party, epoch, told)).encode()).hexdigest()[:16]
    row = {
        "id": digest,
        "kind": kind.value,
        "party": party,
        "epoch": epoch,
        "detail": told,
        "found_at": to_ms(now),
        "settled_at": None,
        "note": "",
    }
    add(session, INCIDENTS, [row])


def incidents(session: Session, *, open_only: bool = False) -> list[Incident]:
    """All incidents, the newest first."""
    wanted = select(INCIDENTS).order_by(INCIDENTS.c.found_at.desc(), INCIDENTS.c.id)
    if open_only:
        wanted = wanted.where(INCIDENTS.c.settled_at.is_(None))
    return [_incident(row) for row in session.execute(wanted)]


def settle(session: Session, wanted: str, note: str, now: datetime) -> Incident:
    """Somebody dealt with it. Raises NotFound."""
    row = session.execute(select(INCIDENTS).where(INCIDENTS.c.id == wanted)).first()
    if row is None:
        raise NotFound(N_("There is no such incident."))
    changed = update(INCIDENTS).where(INCIDENTS.c.id == wanted, INCIDENTS.c.settled_at.is_(None))
    session.execute(changed.values(settled_at=to_ms(now), note=note))
    return _incident(row)


def _incident(row: Row[Any]) -> Incident:
    settled = None if row.settled_at is None else from_ms(row.settled_at)
    detail = json.loads(row.detail)
    return Incident(
        row.id, Trouble(row.kind), row.party, row.epoch, detail, from_ms(row.found_at), settled, row.note
    )
