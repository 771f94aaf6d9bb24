"""Desks that wait to be admitted: their cards on the share. Nothing that a card says counts before a person said so."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.headoffice.desks import Desk
from desk_app.services.sync import frame, names
from desk_app.services.sync.cards import DeskCard, read_desk_card
from desk_app.services.sync.frame import Refused
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share

_MOST_CARDS = 500
"""Whoever can write on the share can put as many as he likes."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that waits. `replaces`: a desk of its number is there already, of another PC."""

    raw: bytes
    card: DeskCard
    replaces: bool


def waiting_cards(share: Share, known: dict[Party, Desk], share_id: str) -> list[Waiting]:
    """The cards of PCs that are none of the desks. Raises ShareTrouble."""
    found: dict[str, Waiting] = {}
    keys = {one.sync for desk in known.values() for one in desk.keys}
    for folder in sorted(share.folders("join")):
        party = Party.parse(folder)
        for entry in share.files(names.join(party)) if party is not None else ():
            if len(found) >= _MOST_CARDS or not names.is_card(entry.name):
                continue
            raw = share.read(f"join/{folder}/{entry.name}", frame.MOST_HEADER + 512)
            card = _card(raw)
            if raw is None or card is None or card.party != party or card.sync in keys:
                continue
            if card.share in ("", share_id):
                there = known.get(card.party)
                found[card.sync] = Waiting(raw, card, there is not None and there.counts)
    return list(found.values())


def _card(raw: bytes | None) -> DeskCard | None:
    try:
        return None if raw is None else read_desk_card(raw)
    except Refused:
        return None
