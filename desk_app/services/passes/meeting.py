"""Gates that were apart meet again: each desk's records travel as a file, and what cannot both be right is found.

What travels is in `told`, the file in `record_file`, the rows in `telling` and `taking_in`; `clashes` decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.conflicts.opening import open_conflict
from desk_app.services.conflicts.records import Deed, Side
from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import N_
from desk_app.services.gate.places import gates
from desk_app.services.journal.work import Queries, Read, Service, Work, command, query
from desk_app.services.passes import events
from desk_app.services.passes.clashes import OVERUSE, Clash, clashes
from desk_app.services.passes.gate_rules import state_after
from desk_app.services.passes.record_file import NotTaken, read, write
from desk_app.services.passes.records import PassState
from desk_app.services.passes.standing import number_of, standing_of
from desk_app.services.passes.stories import Known, read_stories
from desk_app.services.passes.tables import ReleaseRow
from desk_app.services.passes.taking_in import take_in
from desk_app.services.passes.telling import tell
from desk_app.services.trust.events import HEARD
from desk_app.services.trust.heard import heard
from desk_app.services.trust.ring import sync_ring

SIGNED_PASS = "signed_pass"  # noqa: S105 - a kind of record, not a password
"""What a conflict about a pass names: its record is the signed id, the same on every PC."""
_VOID = frozenset({PassState.REVOKED, PassState.REPLACED})


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


class GateRecords(Service):
    """Records of the other gates (operating manual, Exit passes 8)."""

    area = "gate_records"

    @command(allow=EVERYONE)
    def receive(self, work: Work, data: bytes) -> Received:
        """Take in another desk's file; once or ten times is the same, and so is the order of several files.

        Raises NotTaken, and then nothing of it was.
        """
        told = read(data, sync_ring(self.bench, work.session), work.desk.site_number)
        if told.desk == work.desk.desk_number:
            raise NotTaken(N_("This PC made this file itself: take it to the other PCs."))
        news = take_in(work.session, told)
        here = _released_here(work, {one.root for one in told.releases} | {one.pass_id for one in told.passes})
        opened = self._look_at(work, news.roots | here)
        if heard(work.session, told.desk, told.made_at, work.now):
            work.record(HEARD, told.desk, {"desk": told.desk, "made_at": told.made_at.isoformat()})
        if news.roots:
            facts: dict[str, object] = {
                "desk": told.desk,
                "releases": news.releases,
                "revocations": news.revocations,
            }
            work.record(events.RECEIVED, told.desk, facts)
        work.note(desk=told.desk, releases=news.releases, conflicts=opened)
        code = desk_codes(work.session).get(told.desk, str(told.desk))
        return Received(code, told.made_at, news.releases, news.revocations, opened)

    def _look_at(self, work: Work, roots: Collection[int]) -> int:
        """Bring these passes up to date, and put on the conflict desk what cannot be right."""
        opened = 0
        for known in read_stories(work.session, work.desk.desk_number, roots):
            _bring_up_to_date(work, known)
            for clash in clashes(known.story):
                opened += self._open(work, known, clash) is not None
        return opened

    def _open(self, work: Work, known: Known, clash: Clash) -> int | None:
        return open_conflict(
            work,
            clash.kind,
            SIGNED_PASS,
            known.story.root,
            clash.mark,
            _title(known),
            self._sides(work, known, clash),
            instead_of=OVERUSE if clash.kind in OVERUSE else (),
        )
