"""Another desk's records become rows beside ours: they keep their own ids, desk and place. Twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.passes.tables import (
    ReleasedLineRow,
    ReleaseRow,
    ReturnedLineRow,
    ReturnRow,
    RevocationRow,
    ToldPassRow,
)
from desk_app.services.passes.told import Told, ToldPass, ToldRelease, ToldReturn, ToldRevocation

TOLD = "told"
"""The verdict of a release that another desk told of: that desk keeps the real one."""


@dataclass
class News:
    """What was new, and which passes it is about."""

    releases: int = 0
    revocations: int = 0
    roots: set[int] = field(default_factory=set)


def take_in(session: Session, told: Told) -> News:
    """Write what is not here yet."""
    news = News()
    _take_passes(session, told, news)
    _take_releases(session, told, news)
    _take_returns(session, told, news)
    _take_revocations(session, told, news)
    session.flush()
    return news


def _take_passes(session: Session, told: Told, news: News) -> None:
    kept = select(ToldPassRow.pass_id, ToldPassRow.code).where(ToldPassRow.desk == told.desk)
    known = {(pass_id, code) for pass_id, code in session.execute(kept)}
    for one in told.passes:
        if (one.pass_id, one.code) not in known:
            session.add(_pass_row(one, told.desk))
            known.add((one.pass_id, one.code))
            news.roots.add(one.root)


def _pass_row(one: ToldPass, desk: int) -> ToldPassRow:
    return ToldPassRow(
        pass_id=one.pass_id,
        desk=desk,
        code=one.code,
        root=one.root,
        number=one.number,
        trips=one.trips,
        quantities=" ".join(map(str, one.quantities)),
    )


def _take_releases(session: Session, told: Told, news: News) -> None:
    kept = select(ReleaseRow.id).where(ReleaseRow.desk == told.desk)
    known = set(session.scalars(kept))
    new = [one for one in told.releases if one.id not in known]
    for one in new:
        session.add(_release_row(one, told.desk, _place(session, one, told.desk)))
        session.flush()  # the next one's place may hang on it
    session.add_all(
        ReleasedLineRow(release=one.id, position=line.position, quantity=line.quantity)
        for one in new
        for line in one.moved
    )
    news.releases = len(new)
    news.roots.update(one.root for one in new)


def _release_row(one: ToldRelease, desk: int, place: int) -> ReleaseRow:
    return ReleaseRow(
        id=one.id,
        root=one.root,
        pass_id=one.pass_id,
        desk=desk,
        place=place,
        gate=one.gate,
        at=one.at,
        by=0,
        by_name=one.by_name,
        trip=one.trip,
        closes=one.closes,
        whole=one.whole,
        verdict=TOLD,
        proven=False,
        slip=one.slip,
        seen=" ".join(map(str, one.seen)),
    )


def _place(session: Session, one: ToldRelease, desk: int) -> int:
    """Its own; the next free one where that desk was set back to an old copy and gave the place out twice."""
    of = select(func.count(), func.max(ReleaseRow.place)).where(
        ReleaseRow.desk == desk, ReleaseRow.root == one.root
    )
    taken = session.execute(of.where(ReleaseRow.place == one.place)).one()[0]
    last: int | None = session.execute(of).one()[1]
    return one.place if not taken or last is None else last + 1


def _take_returns(session: Session, told: Told, news: News) -> None:
    kept = select(ReturnRow).where(ReturnRow.desk == told.desk)
    known = {one.id: one for one in session.scalars(kept)}
    for one in told.returns:
        row = known.get(one.id)
        if row is None:
            session.add(_return_row(one, told.desk))
            session.flush()
            session.add_all(
                ReturnedLineRow(return_id=one.id, position=line.position, quantity=line.quantity)
                for line in one.moved
            )
        elif row.undone_at != one.undone_at and one.undone_at is not None:
            row.undone_at = one.undone_at
        else:
            continue
        news.roots.add(one.root)


def _return_row(one: ToldReturn, desk: int) -> ReturnRow:
    return ReturnRow(
        id=one.id,
        root=one.root,
        desk=desk,
        gate=one.gate,
        at=one.at,
        by=0,
        by_name=one.by_name,
        undone_at=one.undone_at,
    )


def _take_revocations(session: Session, told: Told, news: News) -> None:
    for one in told.revocations:
        row = session.get(RevocationRow, one.root)
        if row is None:
            row = RevocationRow(root=one.root)
            session.add(row)
            news.revocations += 1
        elif not _better(one, told.desk, row):
            continue
        row.at, row.by_name, row.desk, row.replaced_by = one.at, one.by_name, told.desk, one.replaced_by
        news.roots.add(one.root)


def _better(one: ToldRevocation, desk: int, row: RevocationRow) -> bool:
    """A desk's own word replaces what was read from a code; of two desks the earlier one counts."""
    if row.desk == desk:
        return (row.at, row.by_name, row.replaced_by) != (one.at, one.by_name, one.replaced_by)
    return (one.at, desk) < (row.at, row.desk)
