"""What came of the gate's scans: for the list of the last ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import EVERYONE
from desk_app.services.gate.queries import PastScan, scans_of
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.passes.tables import CodeRow, RefusalRow, ReleaseRow, ReturnRow


class Outcome(StrEnum):
    """What a guard did after a scan of goods."""

    RELEASED = "released"
    PART = "part"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class OutcomeQueries(Queries):
    """The other end of the gate's log."""

    area = "releases"

    @query(allow=EVERYONE)
    def came_of(self, read: Read, scans: Sequence[int]) -> dict[int, Outcome]:
        """By scan, what was done with it here and was not undone. Scans of which nothing came are left out.

        A refusal names its scan; a release or return belongs to the last scan of its pass before it.
        """
        session, desk = read.session, read.desk.desk_number
        past = scans_of(session, scans)
        refused = select(RefusalRow.scan).where(RefusalRow.scan.in_(scans), RefusalRow.undone_at.is_(None))
        found = dict.fromkeys(session.scalars(refused), Outcome.REFUSED)
        if past:
            for scan, outcome in _moved(session, desk, past):
                found.setdefault(scan, outcome)
        return found


def _moved(session: Session, desk: int, past: Sequence[PastScan]) -> Iterator[tuple[int, Outcome]]:
    """Newest first. Ids of one desk are in the order of what happened."""
    first, roots = min(scan.id for scan in past), _roots(session, past)
    # The desk is compared here: asked for it, SQLite reads everything this desk ever let out.
    out = select(ReleaseRow).where(ReleaseRow.id > first)
    back = select(ReturnRow).where(ReturnRow.id > first, ReturnRow.undone_at.is_(None))
    done = [
        *(
            (row.id, row.root, Outcome.RELEASED if row.whole else Outcome.PART)
            for row in session.scalars(out)
            if row.desk == desk
        ),
        *((row.id, row.root, Outcome.TAKEN_BACK) for row in session.scalars(back) if row.desk == desk),
    ]
    for when, root, outcome in sorted(done, reverse=True):
        scan = max((one.id for one in past if roots.get(one.pass_id) == root and one.id < when), default=None)
        if scan is not None:
            yield scan, outcome


def _roots(session: Session, past: Sequence[PastScan]) -> dict[int | None, int]:
    """The signed id of the pass as issued, by the id that was scanned: a balance slip has one of its own."""
    scanned = {scan.pass_id for scan in past if scan.pass_id is not None}
    roots: dict[int | None, int] = {one: one for one in scanned}
    for code in session.scalars(select(CodeRow).where(CodeRow.pass_id.in_(scanned))):
        roots[code.pass_id] = code.root
    return roots
