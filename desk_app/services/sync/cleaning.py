"""What this desk may delete of its own on the share, and what it need not keep here any more."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.cards import read_desk_card
from desk_app.services.sync.fetching import content_of
from desk_app.services.sync.names import BatchName, Party
from desk_app.services.sync.packing import TOLD_FOR
from desk_app.services.sync.share import Entry, Share, ShareTrouble
from desk_app.services.sync.tables import (
    HeardRow,
    HeardUptoRow,
    HeldRow,
    OutboxRow,
    ParkedRow,
    PartyRow,
    QuarantineRow,
)

STAYS = timedelta(hours=24)
"""An acknowledged batch stays at least so long on the share."""
STAYS_AT_MOST = timedelta(days=7)
"""So long it stays for desks of the building that have not heard it."""
PARTS_STAY = timedelta(hours=24)
KEPT = timedelta(days=30)
"""Batches are kept here so long after head office has them: it may be restored from a copy as old as that."""
EVERY = timedelta(hours=1)
Seen = Mapping[str, Mapping[str, int]]


@dataclass
class Cleaning:
    """Once an hour."""

    bench: Bench
    party: Party
    _last: datetime | None = None

    def clean(self, share: Share) -> None:
        """Delete what may go. Failing is no fault: the next time will do."""
        now = self.bench.clock.now()
        if self._last is not None and abs(now - self._last) < EVERY:
            return
        self._last = now
        try:
            self._parts(share, names.up(self.party), now)
            self._parts(share, names.relay(self.party), now)
            self._batches(share, now)
            self._card(share)
        except ShareTrouble:
            return
        with self.bench.database.write() as session:
            _forget(session, _sober(session, now))

    def _card(self, share: Share) -> None:
        """Whoever is admitted need not introduce herself any more: the building's name goes from the share."""
        with self.bench.database.read() as session:
            if not state.told(session).site_key:
                return
        own, folder = open_signing_key(self.bench.secrets, Purpose.SYNC).public.hex(), names.join(self.party)
        for entry in share.files(folder):
            with suppress(frame.Refused):
                raw = content_of(share, f"{folder}/{entry.name}") if names.is_card(entry.name) else None
                if raw is not None and read_desk_card(raw).sync == own:
                    share.delete(f"{folder}/{entry.name}")

    def _parts(self, share: Share, folder: str, now: datetime) -> None:
        for entry in share.files(folder):
            if names.is_part(entry.name) and _older(entry, now, PARTS_STAY):
                share.delete(f"{folder}/{entry.name}")

    def _batches(self, share: Share, now: datetime) -> None:
        with self.bench.database.read() as session:
            done = _acknowledged(session)
            seen, others = state.last_round(session).seen, _others(session, self.party)
            epoch = state.chain(session).epoch
            sober = _sober(session, now)
        folder = names.up(self.party)
        for entry in share.files(folder):
            name = BatchName.parse(entry.name)
            if name is None:
                continue
            packed = done.get((name.epoch, name.seq, name.hash16))
            stale = packed is None and name.epoch != epoch and _older(entry, sober, KEPT)
            if stale or (packed is not None and _may_go(name, packed, min(now, sober), seen, others)):
                share.delete(f"{folder}/{entry.name}")


def _sober(session: Session, now: datetime) -> datetime:
    """The time by which things grow old: not later than head office said it is, for a clock that is a year ahead would
    delete what nobody else has.
    """
    return min(now, from_ms(state.told(session).at))


def _acknowledged(session: Session) -> dict[tuple[str, int, str], datetime]:
    """By what is in their names, with the content's digest: a twin's batch of the same number is not ours to delete."""
    wanted = select(OutboxRow.epoch, OutboxRow.seq, OutboxRow.digest, OutboxRow.packed_at).where(
        OutboxRow.acked_at.is_not(None)
    )
    return {(epoch, seq, digest[:8].hex()): packed for epoch, seq, digest, packed in session.execute(wanted)}


def _others(session: Session, here: Party) -> set[str]:
    """The other desks of the building that count."""
    counting = PartyRow.ended_at.is_(None), PartyRow.revoked_at.is_(None)
    found = session.scalars(select(PartyRow.party).where(*counting, PartyRow.party.like(f"{here.site}-%")))
    return set(found) - {str(here)}


def _may_go(name: BatchName, packed: datetime, now: datetime, seen: Seen, others: set[str]) -> bool:
    age = now - packed
    heard = all(seen.get(party, {}).get(name.epoch, 0) >= name.seq for party in others)
    return age >= STAYS and (heard or age >= STAYS_AT_MOST)


def _older(entry: Entry, now: datetime, than: timedelta) -> bool:
    """By whole milliseconds: a server may say a time that no calendar has."""
    return to_ms(now) - entry.modified_ms >= than / timedelta(milliseconds=1)


def _forget(session: Session, now: datetime) -> None:
    """Batches that head office has had for long, but the newest; marks of files that are long gone."""
    newest = select(func.max(OutboxRow.packed_at)).where(OutboxRow.acked_at.is_not(None)).scalar_subquery()
    done = OutboxRow.acked_at < now - KEPT, OutboxRow.packed_at < newest
    session.execute(delete(OutboxRow).where(*done))
    session.execute(delete(HeardRow).where(HeardRow.heard_at < now - KEPT - STAYS_AT_MOST - STAYS))
    session.execute(delete(HeardUptoRow).where(HeardUptoRow.heard_at < now - KEPT - STAYS_AT_MOST - STAYS))
    # What others told is theirs: unheard, it is kept no longer than anybody tells it.
    session.execute(delete(ParkedRow).where(ParkedRow.parked_at < now - TOLD_FOR))
    session.execute(delete(HeldRow).where(HeldRow.heard_at < now - TOLD_FOR))
    session.execute(delete(QuarantineRow).where(QuarantineRow.seen_at < now - STAYS_AT_MOST))
