"""How keys and borrowings are found: a key by what it is and opens, a borrowing by who has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, role_bits
from desk_app.services.keys.records import HANDOUT_KIND, KEY_KIND, CopyState
from desk_app.services.keys.tables import CopyRow, HandoutRow, KeyRow, LineRow
from desk_app.services.search.records import SearchEntry

_AUDIENCE = role_bits(*DESK)
_AT_ONCE = 500


def key_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """The search entries of keys in use; a deactivated one leaves the index."""
    for some in _portions(ids):
        theirs: defaultdict[int, list[CopyRow]] = defaultdict(list)
        wanted = select(CopyRow).where(CopyRow.key.in_(some)).order_by(CopyRow.copy_number)
        for copy in session.scalars(wanted):
            theirs[copy.key].append(copy)
        for row in session.scalars(select(KeyRow).where(KeyRow.id.in_(some), KeyRow.active)):
            yield key_entry(row, theirs[row.id])


def key_entry(row: KeyRow, copies: Sequence[CopyRow]) -> SearchEntry:
    """How one key is found."""
    kept = [copy for copy in copies if copy.state != CopyState.RETIRED]
    hooks = tuple(dict.fromkeys(copy.hook for copy in kept if copy.hook))
    return SearchEntry(
        kind=KEY_KIND,
        id=row.id,
        title=row.code,
        subtitle=" · ".join(part for part in (row.place, row.floor, row.unit, " ".join(hooks)) if part),
        audience=_AUDIENCE,
        names=(row.place,),
        numbers=tuple(
            part for part in (row.code, row.unit, row.floor, *hooks, *(c.tag for c in kept)) if part
        ),
    )


def handout_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """The search entries of borrowings; what was forgotten leaves the index."""
    for some in _portions(ids):
        codes: defaultdict[int, list[str]] = defaultdict(list)
        wanted = (
            select(LineRow.handout, KeyRow.code, CopyRow.copy_number)
            .join(CopyRow, CopyRow.id == LineRow.copy)
            .join(KeyRow, KeyRow.id == CopyRow.key)
            .where(LineRow.handout.in_(some))
            .order_by(LineRow.id)
        )
        for handout, code, number in session.execute(wanted):
            codes[handout].append(f"{code}-{number}")
        rows = select(HandoutRow).where(HandoutRow.id.in_(some), HandoutRow.forgotten.is_(False))
        for row in session.scalars(rows):
            yield handout_entry(row, codes[row.id])


def handout_entry(row: HandoutRow, codes: Sequence[str]) -> SearchEntry:
    """How one borrowing is found, and what its hit shows: no phone, that is for the card."""
    people = tuple(part for part in (row.holder, row.escorted, row.escorted_company) if part)
    return SearchEntry(
        kind=HANDOUT_KIND,
        id=row.id,
        title=row.holder,
        subtitle=" · ".join(part for part in (*people[1:], " ".join(codes)) if part),
        audience=_AUDIENCE,
        names=people,
        phones=(row.escorted_phone,) if row.escorted_phone else (),
        numbers=tuple(part for part in (row.number, row.code, *codes) if part),
    )


def _portions(ids: Collection[int]) -> Iterator[Sequence[int]]:
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
