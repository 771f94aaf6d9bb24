"""What this PC knows of passes, its own records and those that other desks told: for many passes at once.

Many passes cost as many statements as one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desk_app.services.passes.clashes import Allowance, Gone, Story, TakenBack
from desk_app.services.passes.record_file import CODE_DIGITS
from desk_app.services.passes.standing import claims_in, code_lines
from desk_app.services.passes.tables import (
    CodeRow,
    LineRow,
    PassRow,
    ReleasedLineRow,
    ReleaseRow,
    RevocationRow,
    ToldPassRow,
)

R = TypeVar("R")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Known:
    """Everything here about one pass: the story as it is judged, and the rows behind it."""

    story: Story
    row: PassRow | None
    number: str
    """Its number, where this PC or whoever told of it knows it."""
    releases: Sequence[ReleaseRow]
    """Oldest first."""
    revocation: RevocationRow | None


def read_stories(session: Session, desk: int, roots: Collection[int]) -> Iterator[Known]:
    """What is known of passes by their roots; `desk` is this PC's number."""
    wanted = sorted(roots)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _stories(session, desk, wanted[start : start + _AT_ONCE])


def _stories(session: Session, desk: int, roots: Sequence[int]) -> Iterator[Known]:
    rows = {one.pass_id: one for one in session.scalars(select(PassRow).where(PassRow.pass_id.in_(roots)))}
    releases = _by(
        session,
        select(ReleaseRow).where(ReleaseRow.root.in_(roots)).order_by(ReleaseRow.at, ReleaseRow.id),
        lambda one: one.root,
    )
    moved = moved_by(session, [one.id for of in releases.values() for one in of])
    told = _by(session, select(ToldPassRow).where(ToldPassRow.root.in_(roots)), lambda one: one.root)
    own = own_allowances(session, desk, session.scalars(select(CodeRow).where(CodeRow.root.in_(roots))).all())
    ended = {
        one.root: one for one in session.scalars(select(RevocationRow).where(RevocationRow.root.in_(roots)))
    }
    for root in roots:
        row, end = rows.get(root), ended.get(root)
        gone = [
            Gone(
                one.id,
                one.desk,
                one.pass_id,
                one.at,
                one.closes,
                moved[one.id],
                one.whole,
                one.trip,
                frozenset(map(int, one.seen.split())),
                one.slip,
            )
            for one in releases[root]
        ]
        story = Story(
            root,
            [*own[root], *map(_told_allowance, told[root])],
            gone,
            None if end is None else TakenBack(end.desk, end.at),
        )
        number = row.number if row is not None else max((one.number for one in told[root]), default="")
        yield Known(story, row, number, releases[root], end)


def own_allowances(session: Session, desk: int, codes: Sequence[CodeRow]) -> Mapping[int, list[Allowance]]:
    """What codes that this PC gave out or has met allow, by root: by the record, else by the code alone."""
    listed = _listed(session, {one.root for one in codes})
    found: defaultdict[int, list[Allowance]] = defaultdict(list)
    for one in codes:
        claims = claims_in(one.code)
        quantities = listed.get(one.root) if one.pass_id == one.root else None
        if quantities is None:
            lines = {line.position: line.quantity for line in code_lines(claims)}
            quantities = _by_place(lines) if sum(lines.values()) == claims.pieces else ()
        found[one.root].append(Allowance(desk, one.pass_id, digest_of(one.code), claims.trips, quantities))
    return found


def digest_of(code: str) -> str:
    """A code's name in the records: two codes of one number have two."""
    return hashlib.sha256(code.encode()).hexdigest()[:CODE_DIGITS]


def moved_by(session: Session, releases: Sequence[int]) -> Mapping[int, dict[int, int]]:
    """Release → line → how many left with it."""
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for start in range(0, len(releases), _AT_ONCE):
        some = releases[start : start + _AT_ONCE]
        for line in session.scalars(select(ReleasedLineRow).where(ReleasedLineRow.release.in_(some))):
            found[line.release][line.position] = line.quantity
    return found


def _listed(session: Session, roots: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """The quantities of passes on record, by root."""
    wanted = sorted(roots)
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(PassRow.pass_id, LineRow.position, LineRow.quantity)
            .join(LineRow, LineRow.exit_pass == PassRow.id)
            .where(PassRow.pass_id.in_(wanted[start : start + _AT_ONCE]))
        )
        for root, position, quantity in rows:
            found[root][position] = quantity
    return {root: _by_place(lines) for root, lines in found.items()}


def _by_place(lines: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(lines.get(place, 0) for place in range(max(lines, default=-1) + 1))


def _told_allowance(row: ToldPassRow) -> Allowance:
    return Allowance(row.desk, row.pass_id, row.code, row.trips, tuple(map(int, row.quantities.split())))


def _by(session: Session, statement: Select[R], key: Callable[[Any], int]) -> Mapping[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for one in session.scalars(statement):
        groups[key(one)].append(one)
    return groups
