"""What head office says to each desk: what it has, what it cannot read, which epochs forked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.headoffice import outgoing
from desk_app.services.headoffice.desks import Desk, desks
from desk_app.services.headoffice.guarding import alone
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.outgoing import Letter
from desk_app.services.headoffice.tables import MISSING, WATERMARKS
from desk_app.services.sync import frame, names
from desk_app.services.sync.acks import NAMED_EPOCHS
from desk_app.services.sync.names import Party

AGAIN = timedelta(minutes=15)
"""An ack that says the same is written anew so often: it tells the time, and that head office is there."""
_KEPT = 3
_MOST_MISSING = 50
_ENDING = "ack"


def issue_acks(
    session: Session, keys: OfficeKeys, share_id: str, now: datetime, outdated: Collection[Party]
) -> int:
    """Issue an ack for each desk to which there is anything to say; how many.

    `outdated`: desks for which a newer ack stands on the share than is known here: this head office was restored.
    """
    said = _said(session)

    def issue(party: Party, desk: Desk) -> int:
        header = _header(desk, said.get(str(party), {}))
        of = hashlib.sha256(json.dumps(header, sort_keys=True).encode()).hexdigest()
        last = outgoing.newest(session, names.acks(party), _ENDING)
        same = last is not None and last.of == of and abs(now - last.at) < AGAIN
        if same and party not in outdated:
            return 0
        letter = Letter(frame.Kind.ACK, names.acks(party), _ENDING, header, of=of)
        outgoing.issue(session, keys.sync, share_id, letter, now)
        outgoing.keep_newest(session, names.acks(party), _ENDING, _KEPT)
        return 1

    found = desks(session).items()
    return sum(alone(session, party, "ack", now, partial(issue, party, desk)) for party, desk in found)


def _said(session: Session) -> dict[str, dict[str, Any]]:
    """By desk: its epochs, the newest first, and what is missing."""
    found: dict[str, dict[str, Any]] = {}
    newest_first = WATERMARKS.c.closed_at.is_not(None), WATERMARKS.c.moved_at.desc(), WATERMARKS.c.epoch
    for row in session.execute(select(WATERMARKS).order_by(*newest_first)):
        of = found.setdefault(row.party, {"epochs": {}, "forks": [], "missing": []})
        if row.seq and len(of["epochs"]) < NAMED_EPOCHS:
            of["epochs"][row.epoch] = [row.seq, bytes(row.digest).hex()]
        if row.forked and len(of["forks"]) < NAMED_EPOCHS:
            of["forks"].append(row.epoch)
    for party, epoch, seq in session.execute(select(MISSING).order_by(MISSING.c.epoch, MISSING.c.seq)):
        of = found.setdefault(party, {"epochs": {}, "forks": [], "missing": []})
        if len(of["missing"]) < _MOST_MISSING:
            of["missing"].append([epoch, seq])
    return found


def _header(desk: Desk, said: dict[str, Any]) -> dict[str, Any]:
    length, head = desk.audit
    return {
        "party": str(desk.party),
        "epochs": said.get("epochs", {}),
        "missing": said.get("missing", []),
        "forks": sorted(said.get("forks", [])),
        "revoked": desk.revoked,
        "audit": [length, head] if length else [],
    }
