"""Gates that were apart meet again: each desk's records travel as a file, and what cannot both be right is found.

What travels is in `told`, the file in `record_file`, the rows in `telling` and `taking_in`; `clashes` decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.conflicts.opening import open_conflict
from desk_app.services.conflicts.records import ConflictKind, Deed, Side
from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import N_
from desk_app.services.gate.numbers import lost_time
from desk_app.services.gate.places import gates
from desk_app.services.journal.work import Queries, Read, Service, Work, command, query
from desk_app.services.passes import events
from desk_app.services.passes.clashes import OVERUSE, Clash, clashes
from desk_app.services.passes.gate_rules import state_after
from desk_app.services.passes.record_file import NotTaken, read, write
from desk_app.services.passes.records import PassState
from desk_app.services.passes.signed import number_of
from desk_app.services.passes.standing import standing_of
from desk_app.services.passes.stories import Known, read_stories
from desk_app.services.passes.tables import ReleaseRow, ReturnRow
from desk_app.services.passes.taking_in import take_in
from desk_app.services.passes.telling import DAYS, tell
from desk_app.services.passes.told import Told
from desk_app.services.trust.events import HEARD
from desk_app.services.trust.heard import HeardDesk, heard, other_desks
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

    @query(allow=EVERYONE)
    def heard(self, read: Read) -> list[HeardDesk]:
        """The other desks, and up to when their records are here."""
        return other_desks(read.session)


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
        codes = _desk_codes(work)
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
        opened = self._look_at(work, news.roots | here | _returned_at_two(work))
        if news.roots:
            facts: dict[str, object] = {
                "desk": told.desk,
                "releases": news.releases,
                "revocations": news.revocations,
            }
            work.record(events.RECEIVED, told.desk, facts)
        work.note(desk=told.desk, releases=news.releases, conflicts=opened)
        return Received(codes[told.desk], told.made_at, news.releases, news.revocations, opened)

    def _look_at(self, work: Work, roots: Set[int]) -> int:
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

    def _sides(self, work: Work, known: Known, clash: Clash) -> list[Side]:
        codes = _desk_codes(work)
        sides = [self._released(row, known, codes) for row in known.releases if row.id in clash.of]
        if clash.kind is ConflictKind.TWO_OF_A_NUMBER:
            sides = [Side(codes.get(desk, str(desk)), "", None, what=Deed.ISSUED) for desk in clash.of]
            return sides + [self._released(row, known, codes) for row in known.releases]
        if clash.kind is ConflictKind.RETURNED_TWICE:
            sides = [self._returned(row, known, codes) for row in known.returns if row.id in clash.of]
        if clash.kind is ConflictKind.AFTER_REVOCATION:
            late = {row.root for row in known.releases if row.id in clash.of}
            ends = [known.revocations[root] for root in sorted(late)]
            sides += [
                Side(codes.get(end.desk, str(end.desk)), "", end.at, end.by_name, Deed.REVOKED)
                for end in ends
            ]
        return sorted(sides, key=lambda side: side.at or known.releases[0].at)

    def _returned(self, row: ReturnRow, known: Known, codes: Mapping[int, str]) -> Side:
        back = next(one for one in known.story.returns if one.id == row.id)
        pieces = sum(back.moved.values()) or None
        return Side(
            codes.get(row.desk, str(row.desk)),
            self._place(row.gate),
            row.at,
            row.by_name,
            Deed.RETURNED,
            pieces,
        )

    def _place(self, gate: int) -> str:
        names = {one.number: one.name for one in gates(self.bench.settings)}
        return (names.get(gate) or str(gate)) if gate else ""

    def _released(self, row: ReleaseRow, known: Known, codes: Mapping[int, str]) -> Side:
        gone = next(one for one in known.story.releases if one.id == row.id)
        place = self._place(row.gate)
        deed = Deed.RELEASED if row.closes else Deed.RELEASED_PART
        pieces = sum(gone.moved.values()) or None
        return Side(codes.get(row.desk, str(row.desk)), place, row.at, row.by_name, deed, pieces)


def _released_here(work: Work, told: Told) -> set[int]:
    """Passes told of that this PC has released: what it met since that desk was heard last may clash."""
    mine = select(ReleaseRow.root).where(ReleaseRow.desk == work.desk.desk_number).distinct()
    roots = {one.root for one in told.releases} | {one.root for one in told.passes}
    return roots & set(work.session.scalars(mine))


def _returned_at_two(work: Work) -> set[int]:
    """Passes whose goods came back at two PCs: whether that was too much shows once every desk was heard."""
    since = work.now - timedelta(days=DAYS)
    of = (
        select(ReturnRow.root)
        .where(ReturnRow.undone_at.is_(None), ReturnRow.at >= since)
        .group_by(ReturnRow.root)
    )
    return set(work.session.scalars(of.having(func.count(ReturnRow.desk.distinct()) > 1)))


def _bring_up_to_date(work: Work, known: Known) -> None:
    """State and what is outside, counted from the releases of all gates. What is void stays so."""
    for row in known.rows.values():
        now = standing_of(work.session, row.pass_id, work.desk.desk_number).now
        state = PassState(row.state)
        if now.releases and state not in _VOID:
            state = state_after(row.trips, now.trips_used)
        if (row.state, row.out) != (state.value, now.out):
            row.state, row.out = state.value, now.out
            work.record(events.RECEIVED, row.id, {"state": row.state, "out": row.out})


def _title(known: Known) -> str:
    """The number people know, and whose pass it is, as far as this PC knows."""
    parts = (known.number or number_of(known.story.root), known.row.holder if known.row is not None else "")
    return " · ".join(part for part in parts if part)


def _desk_codes(work: Work) -> dict[int, str]:
    here = work.desk
    return {one.desk: one.code for one in other_desks(work.session)} | {here.desk_number: here.desk_code}
