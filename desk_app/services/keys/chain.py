"""The chain of custody as rows: this desk's steps are written by the verbs, the other desks' by `sharing`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.journal.work import Work
from desk_app.services.keys.custody import Custody, standing
from desk_app.services.keys.tables import CustodyRow, HandoutRow


def passed_on(work: Work, row: HandoutRow, its_copies: Collection[int]) -> None:
    """These copies are with the borrowing's holder from now on."""
    _step(work, row, its_copies, out=True)


def back_on_hook(work: Work, row: HandoutRow, its_copies: Collection[int]) -> None:
    """These copies came back, or are nobody's any more."""
    _step(work, row, its_copies, out=False)


def _step(work: Work, row: HandoutRow, its_copies: Collection[int], *, out: bool) -> None:
    known = steps_of(work.session, its_copies)
    for copy in its_copies:
        before = standing(known[copy])
        step = CustodyRow(
            id=work.new_id(),
            copy=copy,
            prev=before.step.id if before is not None else 0,
            desk=work.desk.desk_number,
            handout=row.id,
            out=out,
            at=work.now,
            holder=row.holder if out else "",
            due=row.due if out else None,
        )
        work.session.add(step)


def steps_of(session: Session, its_copies: Collection[int]) -> Mapping[int, list[Custody]]:
    """Copy → every step of it that is here."""
    found: defaultdict[int, list[Custody]] = defaultdict(list)
    for row in session.scalars(select(CustodyRow).where(CustodyRow.copy.in_(its_copies))):
        found[row.copy].append(to_custody(row))
    return found


def to_custody(row: CustodyRow) -> Custody:
    """A row as the rules see it."""
    return Custody(row.id, row.copy, row.prev, row.desk, row.out, row.at, row.holder, row.due)


def elsewhere(session: Session, desk: int, its_copies: Collection[int]) -> dict[int, Custody]:
    """Those of the copies that another desk has handed out, as far as this desk (its number) has heard."""
    found = {copy: standing(steps) for copy, steps in steps_of(session, its_copies).items()}
    return {copy: one.step for copy, one in found.items() if one and one.step.out and one.step.desk != desk}
