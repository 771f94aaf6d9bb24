"""Questions about the exchange."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.people import EVERYONE, SUPERVISORS
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.sync import state
from desk_app.services.sync.audited import is_cut
from desk_app.services.sync.cards import own_card, read_desk_card
from desk_app.services.sync.records import Refusal, Standing, Where
from desk_app.services.sync.tables import ParkedRow, QuarantineRow
from desk_app.services.sync.unsent import own_work, unacknowledged, unsent
from desk_app.services.sync.whereabouts import where_of

_FRESH = timedelta(days=1)


class SyncQueries(Queries):
    """How the exchange stands."""

    area = "sync"
    _counted = 0, 0
    """Events that were counted, and the newest of them: none goes, and a later one has a greater id."""

    @query(allow=EVERYONE)
    def standing(self, read: Read) -> Standing:
        """All of it; cheap enough for every minute."""
        session = read.session
        known = state.head_office(session)
        if known is None:
            only = unsent(session)
            return Standing(False, only_here=only.events, oldest_unsent=only.oldest)
        told, last, chain = state.told(session), state.last_round(session), state.chain(session)
        here, open_, since = unsent(session), unacknowledged(session), state.since(session)
        total = self._events(session)
        refused = (
            select(func.count()).select_from(QuarantineRow).where(QuarantineRow.seen_at >= read.now - _FRESH)
        )
        return Standing(
            connected=True,
            head_office=known.name,
            fingerprint=self._fingerprint,
            admitted=told.site_key > 0,
            revoked_since=state.moment(told.revoked),
            only_here=here.events,
            on_share=max(0, open_.events - here.events),
            at_head_office=total - max(open_.events, here.events),
            oldest_unsent=_not_before(here.oldest, since),
            oldest_unacknowledged=_not_before(open_.oldest, since),
            last_round=state.moment(last.at),
            last_ack=state.moment(last.acked_at),
            skew_ms=last.skew_ms,
            quarantined=session.execute(refused).scalar_one(),
            parked=session.execute(select(func.count()).select_from(ParkedRow)).scalar_one(),
            too_large=chain.too_large,
            forked=chain.epoch in told.forks,
            audit_cut=is_cut(session),
            keys_expired=0 < told.expires < to_ms(read.now),
        )

    @cached_property
    def _fingerprint(self) -> str:
        """Of this desk's keys, which stay as they are as long as its data is open."""
        return read_desk_card(own_card(self.bench, "")).fingerprint

    def _events(self, session: Session) -> int:
        """How many events there are of this desk's own work; only those since the last time are counted."""
        counted, upto = self._counted
        wanted = select(func.count().filter(own_work()), func.max(EventRow.id)).where(EventRow.id > upto)
        more, newest = session.execute(wanted).one()
        if newest is not None:
            self._counted = counted + more, newest
        return counted + more

    @query(allow=EVERYONE)
    def where(self, read: Read, ids: Collection[int]) -> dict[int, Where]:
        """Where these records are."""
        return where_of(read.session, ids)

    @query(allow=SUPERVISORS)
    def quarantine(self, read: Read) -> list[Refusal]:
        """Files that do not count, the newest first."""
        rows = read.session.scalars(select(QuarantineRow).order_by(QuarantineRow.seen_at.desc()))
        return [Refusal(row.path, row.fault, row.found_at, row.seen_at) for row in rows]

    @query(allow=SUPERVISORS)
    def card(self, read: Read) -> bytes:
        """This desk's card for head office: the content of a `.dcd` file."""
        known = state.head_office(read.session)
        return own_card(self.bench, known.share if known else "")


def _not_before(oldest: datetime | None, since: datetime | None) -> datetime | None:
    """What was recorded while the desk worked alone waits from the moment at which it was connected."""
    return oldest if oldest is None or since is None else max(oldest, since)
