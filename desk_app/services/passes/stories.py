"""What this PC knows of passes, its own records and those that other desks told: for many passes at once.

Many passes cost as many statements as one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims
from desk_app.services.passes.counting import Allowance, Back, Gone, Story, TakenBack
from desk_app.services.passes.moved import AT_ONCE, moved_by, returned_by
from desk_app.services.passes.record_file import CODE_DIGITS
from desk_app.services.passes.signed import claims_in, code_lines, superseded
from desk_app.services.passes.tables import (
    CodeRow,
    LineRow,
    PassRow,
    ReleaseRow,
    ReturnRow,
    RevocationRow,
    ToldPassRow,
)
from desk_app.services.trust.heard import other_desks

R = TypeVar("R")
_FAMILIES = 100
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_ALWAYS = datetime(9000, 1, 1, tzinfo=UTC)
"""Up to when the records of all desks are here, where there is no other."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything here about one pass and what it replaced: the story as it is judged, and the rows behind it."""

    story: Story
    rows: Mapping[int, PassRow]
    """The records that are here, by root."""
    number: str
    """The oldest one's number, where this PC or whoever told of it knows it."""
    releases: Sequence[ReleaseRow]
    """Oldest first."""
    returns: Sequence[ReturnRow]
    revocations: Mapping[int, RevocationRow]

    @property
    def row(self) -> PassRow | None:
        """The oldest one's record."""
        return self.rows.get(self.story.root)


def read_stories(session: Session, desk: int, roots: Collection[int]) -> Iterator[Known]:
    """What is known of passes by their roots, one for all that replaced one another; `desk` is this PC's number."""
    replaced = _replacements(session, roots)
    families: dict[int, frozenset[int]] = {}
    for root in sorted({*roots, *replaced, *(one for of in replaced.values() for one in of)}):
        if root not in families:
            family = _family(root, replaced)
            families |= dict.fromkeys(family, family)
    wanted = [family for family in dict.fromkeys(families.values()) if not family.isdisjoint(roots)]
    heard_to = min((one.heard_at or _NEVER for one in other_desks(session)), default=_ALWAYS)
    for start in range(0, len(wanted), _FAMILIES):
        yield from _stories(session, desk, wanted[start : start + _FAMILIES], replaced, heard_to)


def read_story(session: Session, desk: int, root: int, claims: PassClaims) -> Known:
    """What counts at the gate for one pass, without returns, revocations and records.

    `claims` are those of a code of it that this PC may not have met yet.
    """
    older = superseded(claims) if claims.pass_id == root else ()
    replaced = _replacements(session, {root, *older})
    if older:
        replaced[root] = frozenset(older) | replaced.get(root, frozenset())
    return next(_stories(session, desk, [_family(root, replaced)], replaced))


def _replacements(session: Session, roots: Collection[int]) -> dict[int, frozenset[int]]:
    """Pass → the passes whose place it took, for all that hang together with these."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    ahead, met = set(roots), set(roots)
    while ahead:
        some = sorted(ahead)
        ahead = set()
        for start in range(0, len(some), AT_ONCE):
            part = some[start : start + AT_ONCE]
            wanted = select(RevocationRow.root, RevocationRow.replaced_by).where(
                RevocationRow.replaced_by.is_not(None),
                or_(RevocationRow.root.in_(part), RevocationRow.replaced_by.in_(part)),
            )
            for old, new in session.execute(wanted):
                if new is not None:
                    found[new].add(old)
                    ahead |= {old, new} - met
        met |= ahead
    return {new: frozenset(of) for new, of in found.items()}


def _family(root: int, replaced: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """All passes that replaced one another, whichever of them is asked for."""
    met, ahead = {root}, [root]
    while ahead:
        one = ahead.pop()
        near = set(replaced.get(one, ())) | {new for new, of in replaced.items() if one in of}
        ahead += near - met
        met |= near
    return frozenset(met)


def _stories(
    session: Session,
    desk: int,
    families: Sequence[frozenset[int]],
    replaced: Mapping[int, frozenset[int]],
    heard_to: datetime | None = None,
) -> Iterator[Known]:
    """Without `heard_to` only what leaves is counted."""
    roots = sorted(root for family in families for root in family)
    told_of = roots if heard_to is not None else []
    rows = {one.pass_id: one for one in _some(session, PassRow, PassRow.pass_id, told_of)}
    releases = _by(session, select(ReleaseRow).where(ReleaseRow.root.in_(roots)), lambda one: one.root)
    moved = moved_by(session, [one.id for of in releases.values() for one in of])
    returns: defaultdict[int, list[ReturnRow]] = defaultdict(list)
    for one in _some(session, ReturnRow, ReturnRow.root, told_of):
        returns[one.root].append(one)
    back = returned_by(session, [one.id for of in returns.values() for one in of])
    told = _by(session, select(ToldPassRow).where(ToldPassRow.root.in_(roots)), lambda one: one.root)
    codes = session.scalars(select(CodeRow).where(CodeRow.root.in_(roots))).all()
    own = own_allowances(session, desk, codes)
    ended = {one.root: one for one in _some(session, RevocationRow, RevocationRow.root, told_of)}
    for family in families:
        gone = sorted((row for root in family for row in releases[root]), key=lambda row: (row.at, row.id))
        came = sorted((row for root in family for row in returns[root]), key=lambda row: (row.at, row.id))
        oldest = _oldest(family, replaced)
        named = [
            *(one for one in codes if one.root in family),
            *(one for root in family for one in told[root]),
        ]
        slips = {one.pass_id: one.root for one in (*named, *gone) if one.pass_id != one.root}
        story = Story(
            oldest,
            [one for root in sorted(family) for one in (*own[root], *map(_told_allowance, told[root]))],
            [_gone(row, moved[row.id]) for row in gone],
            {root: TakenBack(ended[root].desk, ended[root].at) for root in family if root in ended},
            [Back(row.id, row.desk, row.at, back[row.id]) for row in came if row.undone_at is None],
            slips,
            {new: of for new, of in replaced.items() if new in family},
            heard_to,
        )
        row = rows.get(oldest)
        number = row.number if row is not None else max((one.number for one in told[oldest]), default="")
        yield Known(
            story,
            {root: rows[root] for root in family if root in rows},
            number,
            gone,
            came,
            {root: ended[root] for root in family if root in ended},
        )


def _some(session: Session, table: type[R], column: Any, wanted: Sequence[int]) -> Sequence[R]:
    return session.scalars(select(table).where(column.in_(wanted))).all() if wanted else ()


def _oldest(family: Collection[int], replaced: Mapping[int, frozenset[int]]) -> int:
    """The pass that replaces none; of passes that replace each other in a ring, which only a forger makes, any."""
    return min((one for one in family if not replaced.get(one)), default=min(family))


def _gone(row: ReleaseRow, moved: Mapping[int, int]) -> Gone:
    return Gone(
        row.id,
        row.desk,
        row.pass_id,
        row.at,
        row.closes,
        moved,
        row.whole,
        row.trip,
        frozenset(map(int, row.seen.split())),
        row.slip,
    )


def own_allowances(session: Session, desk: int, codes: Sequence[CodeRow]) -> Mapping[int, list[Allowance]]:
    """What codes that this PC gave out or has met allow, by root: by the record, else by the code alone."""
    listed = _listed(session, {one.root for one in codes})
    found: defaultdict[int, list[Allowance]] = defaultdict(list)
    for one in codes:
        allowed = allowance_of(claims_in(one.code), desk, digest_of(one.code))
        known = listed.get(one.root) if one.pass_id == one.root else None
        found[one.root].append(allowed if known is None else replace(allowed, quantities=known))
    return found


def allowance_of(claims: PassClaims, desk: int, digest: str = "") -> Allowance:
    """What a code allows by itself; `digest` names it."""
    lines = {line.position: line.quantity for line in code_lines(claims)}
    quantities = _by_place(lines) if sum(lines.values()) == claims.pieces else ()
    return Allowance(desk, claims.pass_id, digest, claims.trips, quantities, claims.issued_at)


def digest_of(code: str) -> str:
    """A code's name in the records: two codes of one number have two."""
    return hashlib.sha256(code.encode()).hexdigest()[:CODE_DIGITS]


def _listed(session: Session, roots: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """The quantities of passes on record, by root."""
    wanted = sorted(roots)
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for start in range(0, len(wanted), AT_ONCE):
        rows = session.execute(
            select(PassRow.pass_id, LineRow.position, LineRow.quantity)
            .join(LineRow, LineRow.exit_pass == PassRow.id)
            .where(PassRow.pass_id.in_(wanted[start : start + AT_ONCE]))
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
