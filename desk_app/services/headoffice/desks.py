"""Which desks count: admitted by fingerprint, replaced, revoked, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import fingerprint
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.errors import NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.headoffice.bulk import add
from desk_app.services.headoffice.reading import Signer
from desk_app.services.headoffice.tables import DESK_KEYS, DESKS
from desk_app.services.sync.cards import DeskCard, digits_of
from desk_app.services.sync.names import Party


class Replaces(UserError):
    """A desk of this number is there already: whether another PC takes its place must be said."""


@dataclass(frozen=True, slots=True)
class KeySet:
    """One PC's keys as a desk. Hex; moments in milliseconds."""

    party: Party
    sync: str
    box: str
    pass_key: str
    since: int
    ended: int | None
    revoked: int | None
    revoked_on: int | None = None
    """When somebody said that it does not count since `revoked`."""

    @property
    def counts(self) -> bool:
        """Whether it is the desk of today."""
        return self.ended is None and self.revoked is None

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits over its keys, as its card and the PC itself show them."""
        return fingerprint(*(bytes.fromhex(one) for one in (self.sync, self.box, self.pass_key)))


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as it is known."""

    party: Party
    code: str
    building: str
    app: str
    heard_at: int | None
    packed_at: int | None
    audit: tuple[int, str]
    keys: tuple[KeySet, ...]

    @property
    def counts(self) -> bool:
        """Whether it is admitted today."""
        return any(one.counts for one in self.keys)

    @property
    def signers(self) -> list[Signer]:
        """Its key sets as readers of batches want them."""
        return [Signer(bytes.fromhex(one.sync), one.ended, one.revoked, one.revoked_on) for one in self.keys]

    @property
    def revoked(self) -> int | None:
        """Since when it does not count because it was stolen; None when a PC counts."""
        return None if self.counts else max((one.revoked or 0 for one in self.keys), default=0) or None


def desks(session: Session) -> dict[Party, Desk]:
    """Every desk that was ever admitted, by number."""
    sets: dict[str, list[KeySet]] = {}
    for row in session.execute(select(DESK_KEYS).order_by(DESK_KEYS.c.since, DESK_KEYS.c.sync)):
        sets.setdefault(row.party, []).append(_key_set(row))
    found = {}
    for row in session.execute(select(DESKS).order_by(DESKS.c.site, DESKS.c.desk)):
        party, audit = Party(row.site, row.desk), (row.audit_length, row.audit_head)
        of = tuple(sets.get(row.party, ()))
        found[party] = Desk(party, row.code, row.building, row.app, row.heard_at, row.packed_at, audit, of)
    return found


def _key_set(row: Any) -> KeySet:
    party = Party.parse(row.party)
    assert party is not None
    keys = row._mapping
    return KeySet(party, row.sync, row.box, keys["pass"], row.since, row.ended, row.revoked, row.revoked_on)


def admit(session: Session, card: DeskCard, now: datetime, *, replaces: bool) -> bool:
    """Admit a desk's PC; False when it is admitted already. Raises Replaces, UserError."""
    of = str(card.party)
    known = desks(session)
    mine = known[card.party].keys if card.party in known else ()
    if any(one.sync == card.sync and one.counts for one in mine):
        return False
    if any(one.sync == card.sync for desk in known.values() for one in desk.keys):
        raise UserError(N_("These keys were those of a desk before: that PC must be set up anew."))
    if any(one.counts for one in mine) and not replaces:
        raise Replaces(
            N_(
                "There is a desk {party} already. Say so if this PC takes its place: the other one's keys end then."
            ),
            party=of,
        )
    _end(session, of, now)
    add(session, DESKS, [_new_desk(card)])
    changed = {"code": card.code, "building": card.building}
    session.execute(update(DESKS).where(DESKS.c.party == of).values(changed))
    keys = {"party": of, "sync": card.sync, "box": card.box, "pass": card.pass_key}
    add(session, DESK_KEYS, [{**keys, "since": to_ms(now)}])
    return True


def _new_desk(card: DeskCard) -> dict[str, object]:
    of = {"party": str(card.party), "site": card.party.site, "desk": card.party.desk}
    names = {"code": card.code, "building": card.building, "app": ""}
    return {**of, **names, "heard_at": None, "packed_at": None, "audit_length": 0, "audit_head": ""}


def withdraw(session: Session, party: Party, now: datetime) -> None:
    """A desk is no more: what it wrote before counts. Raises NotFound, UserError for one that was revoked."""
    if not _end(session, str(party), now):
        desk = desks(session).get(party)
        if desk is not None and desk.revoked is not None:
            raise UserError(
                N_("Desk {party} was revoked: it does not count any more, and nothing is left to withdraw."),
                party=party,
            )
        raise NotFound(N_("There is no desk {party} that counts."), party=party)


def revoke(
    session: Session, party: Party, since: datetime, now: datetime, its_fingerprint: str | None = None
) -> None:
    """A desk is in wrong hands since then: what it wrote from then on does not count.

    `its_fingerprint`: only that one of the PCs that were this desk; without it all, for whoever has the desk
    may have its old disk too. Raises NotFound.
    """
    wanted = select(DESK_KEYS).where(DESK_KEYS.c.party == str(party), DESK_KEYS.c.revoked.is_(None))
    found = [_key_set(row) for row in session.execute(wanted)]
    if its_fingerprint is not None:
        found = [one for one in found if digits_of(one.fingerprint) == digits_of(its_fingerprint)]
    if not found:
        raise NotFound(N_("There is no desk {party} that counts."), party=party)
    gone = DESK_KEYS.c.sync.in_([one.sync for one in found])
    changed = update(DESK_KEYS).where(DESK_KEYS.c.party == str(party), gone)
    session.execute(changed.values(revoked=to_ms(since), revoked_on=to_ms(now)))


def _end(session: Session, party: str, now: datetime) -> int:
    of = (DESK_KEYS.c.party == party, DESK_KEYS.c.ended.is_(None), DESK_KEYS.c.revoked.is_(None))
    return int(session.execute(update(DESK_KEYS).where(*of).values(ended=to_ms(now))).rowcount)  # type: ignore[attr-defined]
