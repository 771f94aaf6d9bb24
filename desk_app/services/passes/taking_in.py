"""Another desk's records become rows beside ours: they keep their own ids, desk and place. Twice changes nothing.

A desk speaks for its own deeds and its own passes. What it says of others does not count; but what it gives back of
this desk's own is taken, in case this desk was set back to an old copy of its data.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import desk_of
from desk_app.services.passes.record_file import SENSELESS, NotTaken
from desk_app.services.passes.tables import (
    ReleasedLineRow,
    ReleaseRow,
    ReturnedLineRow,
    ReturnRow,
    RevocationRow,
    ToldPassRow,
)
from desk_app.services.passes.told import Told, ToldPass, ToldRelease, ToldReturn, ToldRevocation

R = TypeVar("R", ReleaseRow, ReturnRow)
Span = tuple[datetime, datetime]
_AT_ONCE = 500
TOLD = "told"
"""The verdict of a release that another desk told of: that desk keeps the real one."""


@dataclass
class News:
    """What was new, and which passes it is about."""

    releases: int = 0
    revocations: int = 0
    roots: set[int] = field(default_factory=set)


def take_in(session: Session, told: Told, here: int, lost: Span | None = None) -> News:
    """Write what is not here yet; `here` is this desk's number.

    `lost`: of this desk's own revocations those of this time may be missing. Raises NotTaken for records that another
    desk has told as its own before.
    """
    news, own = News(), frozenset({told.desk, here})
    _take_passes(session, told, news)
    _take_releases(session, told, own, news)
    _take_returns(session, told, own, news)
    _take_revocations(session, told, here, lost, news)
    session.flush()
    return news


def _take_passes(session: Session, told: Told, news: News) -> None:
    kept = select(ToldPassRow.pass_id, ToldPassRow.code).where(ToldPassRow.desk == told.desk)
    known = {(pass_id, code) for pass_id, code in session.execute(kept)}
    for one in told.passes:
        # Which pass a balance slip belongs to is said by the desk that gave it.
        speaks = one.root == one.pass_id or desk_of(one.pass_id) == told.desk
        if speaks and (one.pass_id, one.code) not in known:
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


def _take_releases(session: Session, told: Told, own: Collection[int], news: News) -> None:
    listed = [one for one in told.releases if one.desk in own]
    known = _known(session, ReleaseRow, listed, told.desk)
    new = [one for one in listed if one.id not in known]
    for one in new:
        session.add(_release_row(one, _place(session, one)))
        session.flush()  # the next one's place may hang on it
    session.add_all(
        ReleasedLineRow(release=one.id, position=line.position, quantity=line.quantity)
        for one in new
        for line in one.moved
    )
    news.releases = len(new)
    news.roots.update(one.root for one in new)


def _known(
    session: Session, rows: type[R], told: Sequence[ToldRelease | ToldReturn], by: int
) -> dict[int, R]:
    """The rows that are here already. Raises NotTaken for one that is another desk's."""
    found: dict[int, R] = {}
    for start in range(0, len(told), _AT_ONCE):
        some = {one.id: one for one in told[start : start + _AT_ONCE]}
        for row in session.scalars(select(rows).where(rows.id.in_(some))):
            if row.desk != some[row.id].desk:
                raise NotTaken(SENSELESS, desk=by)
            found[row.id] = row
    return found


def _release_row(one: ToldRelease, place: int) -> ReleaseRow:
    return ReleaseRow(
        id=one.id,
        root=one.root,
        pass_id=one.pass_id,
        desk=one.desk,
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


def _place(session: Session, one: ToldRelease) -> int:
    """Its own; the next free one where that desk was set back to an old copy and gave the place out twice."""
    of = select(func.count(), func.max(ReleaseRow.place)).where(
        ReleaseRow.desk == one.desk, ReleaseRow.root == one.root
    )
    taken = session.execute(of.where(ReleaseRow.place == one.place)).one()[0]
    last: int | None = session.execute(of).one()[1]
    return one.place if not taken or last is None else last + 1


def _take_returns(session: Session, told: Told, own: Collection[int], news: News) -> None:
    listed = [one for one in told.returns if one.desk in own]
    known = _known(session, ReturnRow, listed, told.desk)
    for one in listed:
        row = known.get(one.id)
        if row is None:
            session.add(_return_row(one))
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


def _return_row(one: ToldReturn) -> ReturnRow:
    return ReturnRow(
        id=one.id,
        root=one.root,
        desk=one.desk,
        gate=one.gate,
        at=one.at,
        by=0,
        by_name=one.by_name,
        undone_at=one.undone_at,
    )


def _take_revocations(session: Session, told: Told, here: int, lost: Span | None, news: News) -> None:
    """Those of the desk's own passes; and of this desk's own what it may have lost, never anything else."""
    for one in told.revocations:
        desk, row = desk_of(one.root), session.get(RevocationRow, one.root)
        missing = row is None and desk == here and lost is not None and lost[0] <= one.at <= lost[1]
        if desk != told.desk and not missing:
            continue
        if row is None:
            row = RevocationRow(root=one.root)
            session.add(row)
            news.revocations += 1
        elif row.desk == desk and (row.at, row.by_name, row.replaced_by) == _said(one):
            continue
        elif row.by_name and row.replaced_by is not None and one.replaced_by is None:
            continue  # what the desk said before it replaced the pass; without a name, a code said it
        row.desk, (row.at, row.by_name, row.replaced_by) = desk, _said(one)
        news.roots.add(one.root)


def _said(one: ToldRevocation) -> tuple[datetime, str, int | None]:
    return one.at, one.by_name, one.replaced_by
