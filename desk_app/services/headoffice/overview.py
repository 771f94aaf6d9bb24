"""Everything that head office's window shows, in one look; and the cards that wait on the share.

Numbers and names of desks alone, and what a proposal says: the window asks again every minute.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.services.core.clocks import from_ms
from desk_app.services.headoffice import master
from desk_app.services.headoffice.desks import Desk
from desk_app.services.headoffice.incidents import Incident, Trouble
from desk_app.services.headoffice.master import DeskProposal
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import QUARANTINE
from desk_app.services.sync import frame, names
from desk_app.services.sync.cards import DeskCard, read_desk_card
from desk_app.services.sync.frame import Refused
from desk_app.services.sync.names import Party
from desk_app.services.sync.records import Refusal
from desk_app.services.sync.share import Share

_MOST_CARDS = 200


@dataclass(frozen=True, slots=True)
class Overview:
    """How head office stands."""

    desks: tuple[Desk, ...] = ()
    incidents: tuple[Incident, ...] = ()
    """The newest first, the open ones before the settled ones."""
    refused: tuple[Refusal, ...] = ()
    proposals: tuple[DeskProposal, ...] = ()

    @property
    def open_incidents(self) -> int:
        """How many wait for a person."""
        return sum(one.settled_at is None for one in self.incidents)

    def forked(self, party: Party) -> bool:
        """Whether two PCs write under the name of this desk, and nobody decided yet."""
        of = str(party)
        return any(
            one.party == of and one.kind is Trouble.FORK and one.settled_at is None for one in self.incidents
        )


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A desk that asks to be admitted."""

    card: DeskCard
    raw: bytes

    @property
    def at(self) -> datetime:
        """When that desk was founded."""
        return from_ms(self.card.at)


def overview(office: HeadOffice) -> Overview:
    """All of it."""
    with office.store.read() as session:
        rows = session.execute(select(QUARANTINE).order_by(QUARANTINE.c.seen_at.desc())).all()
        proposals = tuple(master.proposals(session))
    refused = tuple(Refusal(row.path, row.fault, from_ms(row.found_at), from_ms(row.seen_at)) for row in rows)
    found = sorted(office.incidents(), key=lambda one: one.settled_at is not None)
    return Overview(tuple(office.desks()), tuple(found), refused, proposals)


def waiting_cards(office: HeadOffice, share: Share) -> list[WaitingCard]:
    """The cards on the share of desks that are not admitted; what is no card is passed over. Raises ShareTrouble."""
    known = {one.sync for desk in office.desks() for one in desk.keys}
    found: dict[str, WaitingCard] = {}
    for folder in share.folders("join"):
        party = Party.parse(folder)
        if party is None:
            continue
        for entry in share.files(names.join(party)):
            if len(found) >= _MOST_CARDS or not names.is_card(entry.name):
                continue
            raw = share.read(f"{names.join(party)}/{entry.name}", frame.MOST_FILE)
            card = _read(raw, party, office.config.share_id)
            if card is not None and raw is not None and card.sync not in known:
                found[card.sync] = WaitingCard(card, raw)
    return sorted(found.values(), key=lambda one: one.card.party)


def _read(raw: bytes | None, party: Party, share_id: str) -> DeskCard | None:
    try:
        card = read_desk_card(raw or b"")
    except Refused:
        return None
    return card if card.party == party and card.share in ("", share_id) else None


def decide(office: HeadOffice, ids: Collection[str], *, accept: bool) -> int:
    """Accept or refuse proposals of desks; how many. Raises NotFound for one that was decided meanwhile."""
    with office.store.write() as session:
        office.store.lock_office(session)
        wanted = master.chosen(session, ids)
        return master.decide(session, wanted, accept=accept, now=office.clock.now())
