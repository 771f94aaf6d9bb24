"""Gates that were apart meet again: each desk's records travel as a file, and what cannot both be right is found.

What travels is in `told`, the file in `record_file`, the rows in `telling` and `taking_in`; `clashes` decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.changes import Changes
from desk_app.services.core.people import EVERYONE, SYSTEM, Role
from desk_app.services.core.words import N_
from desk_app.services.gate.numbers import lost_time
from desk_app.services.journal.work import Bench, Queries, Read, Service, Work, command, query
from desk_app.services.passes import events
from desk_app.services.passes.looking import desk_codes, look_at, returned_at_two, unseen_returns
from desk_app.services.passes.record_file import NotTaken, read, write
from desk_app.services.passes.tables import ReleaseRow
from desk_app.services.passes.taking_in import take_in
from desk_app.services.passes.telling import tell
from desk_app.services.passes.told import Told
from desk_app.services.trust.events import HEARD
from desk_app.services.trust.heard import HeardDesk, heard, other_desks
from desk_app.services.trust.ring import sync_ring

_RETURNS = "passes.returns"
_EVERY = 600.0
"""Seconds between two looks at what came back at two gates."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a file brought. `conflicts`: how many new ones stand on the supervisor's desk now."""

    desk_code: str
    made_at: datetime
    new_releases: int
    new_revocations: int
    conflicts: int


class GateRecordQueries(Queries):
    """What this PC tells the others."""

    area = "gate_records"

    @query(allow=EVERYONE)
    def export_records(self, read: Read) -> bytes:
        """This desk's releases, returns and revocations of the last 60 days as a signed file. Raises NotTaken."""
        desk = read.desk
        told = tell(read.session, desk.site_number, desk.desk_number, read.now)
        return write(told, open_signing_key(read.secrets, Purpose.SYNC))

    @query(allow=frozenset({Role.SYSTEM}))
    def returns_to_look_at(self, read: Read) -> int:
        """How many passes have too much back, and are not on the conflict desk yet."""
        return len(unseen_returns(read))

    @query(allow=EVERYONE)
    def heard(self, read: Read) -> list[HeardDesk]:
        """The other desks, and up to when their records are here."""
        return other_desks(read.session)


class GateRecords(Service):
    """Records of the other gates (operating manual, Exit passes 8)."""

    area = "gate_records"

    @command(allow=frozenset({Role.SYSTEM}))
    def look_again(self, work: Work) -> int:
        """Look at goods that came back at two gates, once every desk was heard; how many new conflicts there are."""
        return look_at(work, returned_at_two(work))

    @command(allow=EVERYONE)
    def receive(self, work: Work, data: bytes) -> Received:
        """Take in another desk's file; once or ten times is the same, and so is the order of several files.

        Raises NotTaken, and then nothing of it was.
        """
        told = read(data, sync_ring(self.bench, work.session), work.desk.site_number)
        if told.desk == work.desk.desk_number:
            raise NotTaken(N_("This PC made this file itself: take it to the other PCs."))
        codes = desk_codes(work)
        if told.desk not in codes:
            raise NotTaken(
                N_(
                    "Desk {desk} does not count here any more: the supervisor withdrew it. Nothing was taken."
                ),
                desk=told.desk,
            )
        news = take_in(work.session, told, work.desk.desk_number, lost_time(work))
        here = _released_here(work, told)
        if heard(work.session, told.desk, told.made_at, work.now):
            work.record(HEARD, told.desk, {"desk": told.desk, "made_at": told.made_at.isoformat()})
            work.session.flush()
        opened = look_at(work, news.roots | here | returned_at_two(work))
        if news.roots:
            facts: dict[str, object] = {
                "desk": told.desk,
                "releases": news.releases,
                "revocations": news.revocations,
            }
            work.record(events.RECEIVED, told.desk, facts)
        work.note(desk=told.desk, releases=news.releases, conflicts=opened)
        return Received(codes[told.desk], told.made_at, news.releases, news.revocations, opened)


def returns_round(bench: Bench) -> Changes[object] | None:
    """Whether too much came back shows once every desk was heard to that time: with no fact about that pass."""
    now, before = bench.clock.monotonic(), bench.looked.get(_RETURNS)
    if before is not None and now - before < _EVERY:
        return None
    bench.looked[_RETURNS] = now
    if not GateRecordQueries(bench).returns_to_look_at(SYSTEM):
        return None
    return GateRecords(bench).look_again(SYSTEM)


def _released_here(work: Work, told: Told) -> set[int]:
    """Passes told of that this PC has released: what it met since that desk was heard last may clash."""
    mine = select(ReleaseRow.root).where(ReleaseRow.desk == work.desk.desk_number).distinct()
    roots = {one.root for one in told.releases} | {one.root for one in told.passes}
    return roots & set(work.session.scalars(mine))
