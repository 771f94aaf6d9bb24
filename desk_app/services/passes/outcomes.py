"""What came of the gate's scans: for the list of the last ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import N_, Message
from desk_app.services.gate.queries import PastScan, scans_of
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.passes.tables import CodeRow, RefusalRow, ReleaseRow, ReturnRow


class Outcome(StrEnum):
    """What a guard did after a scan of goods."""

    RELEASED = "released"
    PART = "part"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


OUTCOME_NAMES: dict[Outcome, Message] = {
    Outcome.RELEASED: N_("released", "outcome"),
    Outcome.PART: N_("part released", "outcome"),
    Outcome.REFUSED: N_("refused", "outcome"),
    Outcome.TAKEN_BACK: N_("taken back", "outcome"),
}


class OutcomeQueries(Queries):
    """The other end of the gate's log."""

    area = "releases"

    @query(allow=EVERYONE)
    def came_of(self, read: Read, scans: Sequence[int]) -> dict[int, Outcome]:
        """By scan, what was done with it here and was not undone. Scans of which nothing came are left out.

        A refusal names its scan; a release or return belongs to the last scan of its pass before it.
        """
        session, desk = read.session, read.desk.desk_number
        past = scans_of(self.bench, session, scans)
        refused = select(RefusalRow.scan).where(RefusalRow.scan.in_(scans), RefusalRow.undone_at.is_(None))
        found = dict.fromkeys(session.scalars(refused), Outcome.REFUSED)
        if past:
            for scan, outcome in _moved(session, desk, past):
                found.setdefault(scan, outcome)
        return found


def _moved(session: Session, desk: int, past: Sequence[PastScan]) -> Iterable[tuple[int, Outcome]]:
    since = min(scan.at for scan in past)
    roots = _roots(session, past)
    out = select(ReleaseRow).where(ReleaseRow.desk == desk, ReleaseRow.at >= since)
    back = select(ReturnRow).where(ReturnRow.desk == desk, ReturnRow.at >= since, ReturnRow.undone_at.is_(None))
    for release in session.scalars(out.order_by(ReleaseRow.id.desc())):
        if (scan := _scan_before(past, roots, release.root, release.at)) is not None:
            yield scan, Outcome.RELEASED if release.whole else Outcome.PART
    for returned in session.scalars(back.order_by(ReturnRow.id.desc())):
        if (scan := _scan_before(past, roots, returned.root, returned.at)) is not None:
            yield scan, Outcome.TAKEN_BACK


def _roots(session: Session, past: Sequence[PastScan]) -> dict[int, int]:
    """The signed id of the pass as issued, by the id that was scanned: a balance slip has one of its own."""
    scanned = {scan.pass_id for scan in past if scan.pass_id is not None}
    known = session.execute(select(CodeRow.pass_id, CodeRow.root).where(CodeRow.pass_id.in_(scanned)))
    return {one: one for one in scanned} | {pass_id: root for pass_id, root in known}


def _scan_before(
    past: Sequence[PastScan], roots: dict[int, int], root: int, moment: datetime
) -> int | None:
    mine = (scan for scan in past if scan.pass_id is not None and roots[scan.pass_id] == root and scan.at <= moment)
    return max((scan.id for scan in mine), default=None)
