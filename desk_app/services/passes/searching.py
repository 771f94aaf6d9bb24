"""How exit passes are found: by whose they are, who carries, plate, number, and what is on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, role_bits
from desk_app.services.journal.forgetting import remembered
from desk_app.services.passes.events import FORGOTTEN
from desk_app.services.passes.mapping import lines_of
from desk_app.services.passes.records import KIND
from desk_app.services.passes.tables import CodeRow, LineRow, PassRow
from desk_app.services.search.records import SearchEntry

_DESK = role_bits(*DESK)
_AT_ONCE = 500
_GOODS_SHOWN = 3


def pass_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """The search entries of passes."""
    wanted = remembered(session, ids, FORGOTTEN)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _some(session, wanted[start : start + _AT_ONCE])


def _some(session: Session, wanted: Sequence[int]) -> Iterator[SearchEntry]:
    rows = session.scalars(select(PassRow).where(PassRow.id.in_(wanted))).all()
    lines = lines_of(session, [row.id for row in rows])
    codes: Mapping[int, str] = {
        code.pass_id: code.short_code
        for code in session.scalars(select(CodeRow).where(CodeRow.pass_id.in_([row.pass_id for row in rows])))
    }
    for row in rows:
        yield entry(row, lines[row.id], codes.get(row.pass_id, ""))


def entry(row: PassRow, lines: Sequence[LineRow], short_code: str) -> SearchEntry:
    """How one pass is found, and what its hit shows: no phone, no carrier, those are for the card."""
    goods = tuple(dict.fromkeys(line.name for line in lines))
    shown = "、".join(goods[:_GOODS_SHOWN])
    return SearchEntry(
        kind=KIND,
        id=row.id,
        title=row.holder,
        subtitle=" · ".join(part for part in (row.number, row.unit, shown) if part),
        audience=_DESK,
        names=tuple(part for part in (row.holder, row.carrier) if part),
        phones=(row.carrier_phone,) if row.carrier_phone else (),
        numbers=tuple(part for part in (row.number, row.unit, row.plate, short_code) if part),
        words=goods,
    )
