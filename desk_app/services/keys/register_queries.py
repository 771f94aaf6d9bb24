"""Questions about keys, rings, boards and reservations, and the statistics table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, select

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.keys.boards import boards_of, hanging, parse_boards
from desk_app.services.keys.figures import Statistics
from desk_app.services.keys.mapping import to_handouts
from desk_app.services.keys.options import BOARD_COLUMNS, BOARDS
from desk_app.services.keys.reading import faults, keys, lost_reports, reservations, rings
from desk_app.services.keys.records import Board, Copy, Handout, Key, KeyCard, Reservation, Ring
from desk_app.services.keys.statistics import statistics
from desk_app.services.keys.tables import (
    CopyRow,
    FaultRow,
    HandoutRow,
    KeyRow,
    LineRow,
    ReservationRow,
    RingRow,
)
from desk_app.services.keys.terms import CopyState, KeyCategory

_MOST_HANDOUTS = 30


class KeyRegisterQueries(Queries):
    """What keys there are and where they hang."""

    area = "key_register"

    @query(allow=DESK)
    def keys(
        self, read: Read, text: str = "", category: KeyCategory | None = None, inactive: bool = False
    ) -> list[Key]:
        """Keys whose code, hook, room, unit, floor or pinyin fits `text`, the best match first; by code."""
        where: list[ColumnElement[bool]] = [] if inactive else [KeyRow.active.is_(True)]
        if category is not None:
            where.append(KeyRow.category == category.value)
        typed, found = folded(text), keys(read.session, *where)
        if not typed:
            return sorted(found, key=lambda key: not key.active)
        ranks = ((_key_rank(typed, key), key) for key in found)
        return [key for rank, key in sorted(ranks, key=lambda pair: pair[0]) if rank < NOT_FOUND]

    @query(allow=DESK)
    def key(self, read: Read, key: int) -> KeyCard:
        """Everything about one key. Raises NotFound."""
        found = keys(read.session, KeyRow.id == key)
        if not found:
            raise NotFound(N_("This key is not on record."))
        ids = [copy.id for copy in found[0].copies]
        coming = reservations(
            read.session,
            ReservationRow.key == key,
            ReservationRow.active.is_(True),
            ReservationRow.ends > read.now,
        )
        return KeyCard(
            found[0],
            tuple(faults(read.session, FaultRow.copy.in_(ids))),
            tuple(lost_reports(read.session, CopyRow.key == key)),
            tuple(coming),
            tuple(_last_handouts(read, key)),
        )

    @query(allow=DESK)
    def copies_like(self, read: Read, text: str, limit: int = 12) -> list[Copy | Ring]:
        """Type-ahead for what is lent: copies that hang alone, and rings by any key on them; the best match first."""
        typed, found = folded(text), keys(read.session, KeyRow.active)
        by_key = {key.id: key for key in found}
        ranked: list[tuple[int, bool, str, Copy | Ring]] = [
            (_copy_rank(typed, copy, key), copy.state is not CopyState.IN, copy.code, copy)
            for key in found
            for copy in key.copies
            if copy.ring is None and copy.state not in (CopyState.RETIRED, CopyState.LOST)
        ]
        for ring in rings(read.session, RingRow.active):
            ranks = [_ring_rank(typed, ring)]
            ranks += [_copy_rank(typed, copy, by_key[copy.key]) for copy in ring.copies if copy.key in by_key]
            away = all(copy.state is not CopyState.IN for copy in ring.copies)
            ranked.append((min(ranks), away, ring.code, ring))
        fitting = sorted((one for one in ranked if one[0] < NOT_FOUND), key=lambda one: one[:3])
        return [one[3] for one in fitting[:limit]]

    @query(allow=DESK)
    def rings(self, read: Read) -> list[Ring]:
        """Rings in use, by code."""
        return rings(read.session, RingRow.active.is_(True))

    @query(allow=DESK)
    def boards(self, read: Read) -> list[Board]:
        """What hangs where; hooks that are on no board last, on a board “—”."""
        plan, columns = parse_boards(read.setting(BOARDS)), read.setting(BOARD_COLUMNS)
        return boards_of(plan, columns, *hanging(read.session))

    @query(allow=DESK)
    def reservations(self, read: Read, day: date) -> list[Reservation]:
        """Reservations from a day on, the earliest first."""
        start = datetime.combine(day, time(), read.bench.clock.zone)
        return reservations(read.session, ReservationRow.active.is_(True), ReservationRow.ends > start)

    @query(allow=DESK)
    def statistics(self, read: Read, first: date, last: date) -> Statistics:
        """The key statistics table of a period, both days counted (operating manual, Key register 1)."""
        return statistics(read, first, last)


def _last_handouts(read: Read, key: int) -> Iterable[Handout]:
    theirs = (
        select(LineRow.handout).join(CopyRow, CopyRow.id == LineRow.copy).where(CopyRow.key == key).distinct()
    )
    wanted = select(HandoutRow).where(HandoutRow.id.in_(theirs)).order_by(HandoutRow.id.desc())
    return to_handouts(read.session, read.session.scalars(wanted.limit(_MOST_HANDOUTS)).all())


def _key_rank(typed: str, key: Key) -> int:
    """How well a key fits, 0 best."""
    exact = {key.code, key.unit, *(copy.hook for copy in key.copies), *(copy.tag for copy in key.copies)}
    if typed in {folded(one) for one in exact}:
        return 0
    starts = (key.code, key.unit, *(copy.code for copy in key.copies))
    if any(folded(one).startswith(typed) for one in starts):
        return 1
    floor = 1 if typed in (folded(key.floor), f"{folded(key.floor)}f") else NOT_FOUND
    return min(floor, name_rank(typed, key.place), name_rank(typed, key.tenant_name) + 1)


def _copy_rank(typed: str, copy: Copy, key: Key) -> int:
    if not typed or typed in (folded(copy.code), folded(copy.hook), copy.tag):
        return 0
    alone = folded(copy.code).startswith(typed)
    rank = _key_rank(typed, key)
    return 1 if alone or rank == 0 else rank


def _ring_rank(typed: str, ring: Ring) -> int:
    if typed in (folded(ring.code), folded(ring.hook), ring.tag):
        return 0
    return 1 if folded(ring.code).startswith(typed) else NOT_FOUND
