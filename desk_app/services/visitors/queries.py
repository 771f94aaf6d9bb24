"""Questions about visits. Guards see who is on site, with masked phones and no document numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from desk_app.services.core.errors import NotFound
from desk_app.services.core.matters import Matter, barring
from desk_app.services.core.people import DESK, EVERYONE, SUPERVISORS, Role
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id, named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.trust.heard import desk_code
from desk_app.services.visitors import rules
from desk_app.services.visitors.mapping import host_of, to_visit, to_watch_entry
from desk_app.services.visitors.merging import leavings
from desk_app.services.visitors.options import CLOSING_TIME
from desk_app.services.visitors.overdue import forgotten_visits, missed_visits
from desk_app.services.visitors.records import (
    Arrival,
    Break,
    Counts,
    KnownVisitor,
    Presence,
    Purpose,
    Visit,
    VisitState,
    WatchEntry,
)
from desk_app.services.visitors.searching import EXPECTED_KIND, KIND, hits
from desk_app.services.visitors.tables import BreakRow, PhotoRow, VisitRow, WatchRow
from desk_app.services.visitors.words import words_on

S = VisitState
_UNCONFIRMED_DAYS = 7
_MOST = 2000


class View(StrEnum):
    """Which visits the list shows."""

    ALL = "all"
    EXPECTED = "expected"
    WAITING = "waiting"
    INSIDE = "inside"
    LEFT = "left"
    OVERSTAY = "overstay"
    UNCONFIRMED = "unconfirmed"
    NOT_COME = "not_come"
    PRESENT = "present"
    """Whoever is or may be inside, those who wait at the desk among them."""


_STATES: dict[View, frozenset[VisitState]] = {
    View.ALL: frozenset(S),
    View.EXPECTED: frozenset({S.EXPECTED}),
    View.WAITING: frozenset({S.WAITING}),
    View.INSIDE: rules.IN_BUILDING,
    View.LEFT: frozenset({S.LEFT}),
    View.OVERSTAY: rules.IN_BUILDING | {S.PROBABLY_LEFT},
    View.UNCONFIRMED: frozenset({S.PROBABLY_LEFT}),
    View.PRESENT: rules.IN_BUILDING | {S.WAITING, S.PROBABLY_LEFT},
    View.NOT_COME: frozenset({S.NO_SHOW, S.REFUSED, S.CANCELLED}),
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """One of several check-outs: at which desk, by its code."""

    desk: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class VisitCard:
    """Everything about one visit."""

    visit: Visit
    breaks: tuple[Break, ...] = ()
    photo: bytes | None = None
    visits_before: int = 0
    overstay: bool = False
    barred: Matter | None = None
    """Why they are given nothing more for now; the desk's to know."""
    leavings: tuple[Leaving, ...] = ()
    """Every check-out where several desks made one, earliest first: that one counts."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why somebody was stopped, since when they are on the list, and what matched."""

    reason: str
    since: datetime
    by_phone: bool
    by_document: bool
    by_name: bool


class VisitorQueries(Queries):
    """Who is expected, here, gone."""

    area = "visitors"

    @query(allow=EVERYONE)
    def visits(self, read: Read, day: date, view: View = View.ALL) -> list[Visit]:
        """The visits of a day. On today's list also everybody of earlier days who may still be inside."""
        rows = read.session.scalars(self._of_day(read, day, view)).all()
        if view is View.OVERSTAY:
            rows = [row for row in rows if self._overstays(read, row)]
        return [_shown(read, to_visit(row)) for row in rows]

    def _of_day(self, read: Read, day: date, view: View) -> Select[VisitRow]:
        states = [state.value for state in _STATES[view]]
        # Each alternative fits an index; one with an empty list, or open to one side, would read the whole table.
        wanted: list[ColumnElement[bool]] = [and_(VisitRow.day == day, VisitRow.state.in_(states))]
        if day == read.today:
            inside = [s.value for s in rules.IN_BUILDING | {S.WAITING} if s.value in states]
            if inside:
                wanted.append(VisitRow.state.in_(inside))
            if view in (View.UNCONFIRMED, View.OVERSTAY, View.PRESENT):
                recent = [day - timedelta(days=ago) for ago in range(1, _UNCONFIRMED_DAYS + 1)]
                wanted.append(and_(VisitRow.day.in_(recent), VisitRow.state == S.PROBABLY_LEFT))
        latest = func.coalesce(VisitRow.arrived_at, VisitRow.expected_from)
        return select(VisitRow).where(or_(*wanted)).order_by(latest.desc()).limit(_MOST)

    @query(allow=EVERYONE)
    def counts(self, read: Read, day: date | None = None) -> Counts:
        """The numbers of a day; today's also count everybody of earlier days who may still be inside."""
        day = day or read.today
        today = VisitRow.day == day
        by_state = dict(
            read.session.execute(
                select(VisitRow.state, func.count()).where(today).group_by(VisitRow.state)
            ).all()
        )
        if day == read.today:
            still = VisitRow.state.in_([S.ON_SITE, S.ON_BREAK, S.WAITING])
            inside = dict(
                read.session.execute(
                    select(VisitRow.state, func.count()).where(still).group_by(VisitRow.state)
                ).all()
            )
        else:
            inside = by_state
        open_rows = read.session.scalars(self._of_day(read, day, View.OVERSTAY)).all()
        return Counts(
            expected=by_state.get(S.EXPECTED, 0),
            waiting=inside.get(S.WAITING, 0),
            on_site=inside.get(S.ON_SITE, 0),
            on_break=inside.get(S.ON_BREAK, 0),
            left=by_state.get(S.LEFT, 0),
            overstay=sum(self._overstays(read, row) for row in open_rows),
            unconfirmed=sum(row.state == S.PROBABLY_LEFT for row in open_rows),
            no_show=by_state.get(S.NO_SHOW, 0),
            refused=by_state.get(S.REFUSED, 0),
        )

    def _overstays(self, read: Read, row: VisitRow) -> bool:
        zone = self.bench.clock.zone
        closing = rules.last_closing(read.now, read.setting(CLOSING_TIME), zone)
        return rules.is_overstay(VisitState(row.state), row.seen_at, read.now, closing)

    @query(allow=EVERYONE)
    def card(self, read: Read, visit_id: int) -> VisitCard:
        """One visit with its breaks and picture. Raises NotFound."""
        row = by_id(read.session, VisitRow, visit_id)
        if row is None:
            raise NotFound(N_("This visit is not on record."))
        breaks = read.session.scalars(
            select(BreakRow).where(BreakRow.visit == visit_id).order_by(BreakRow.out_at)
        )
        photo = read.session.get(PhotoRow, visit_id)
        before = select(func.count()).where(
            VisitRow.phone == row.phone,
            VisitRow.name == row.name,
            VisitRow.id < row.id,
            VisitRow.arrived_at.is_not(None),
        )
        return VisitCard(
            _shown(read, to_visit(row, has_photo=photo is not None)),
            tuple(Break(one.out_at, one.back_at) for one in breaks),
            photo.jpeg if photo else None,
            read.session.execute(before).scalar_one() if row.phone else 0,
            self._overstays(read, row),
            barring(read, row.phone) if read.by.role in DESK else None,
            self._leavings(read, row),
        )

    def _leavings(self, read: Read, row: VisitRow) -> tuple[Leaving, ...]:
        """Where several desks checked the visitor out (nobody does twice at one desk)."""
        if row.state != S.LEFT or row.arrived_at is None:
            return ()
        left = leavings(row.arrived_at, words_on(read.session, row.id))
        codes = {one.desk: desk_code(read.session, one.desk) for one in left}
        codes[read.desk.desk_number] = read.desk.desk_code
        return tuple(Leaving(codes[one.desk], one.at, one.by) for one in left) if len(left) > 1 else ()

    @query(allow=DESK)
    def recall(self, read: Read, text: str, limit: int = 8) -> list[KnownVisitor]:
        """Whoever this may be, by name, pinyin initials or phone digits: today's announced visits first.

        One line per person, masked (operating manual, Visitors 5).
        """
        today = [
            row for row in self._rows(read, hits(read, text, EXPECTED_KIND, 50)) if row.day == read.today
        ]
        known: dict[tuple[str, str], KnownVisitor] = {}
        for row in [*today, *self._rows(read, hits(read, text, KIND, limit * 12))]:
            if row.state in (S.CANCELLED, S.REFUSED):
                continue
            known.setdefault((row.name, row.phone), _known(row))
        return [
            replace(one, barred=barring(read, phone) is not None)
            for (_, phone), one in list(known.items())[:limit]
        ]

    @staticmethod
    def _rows(read: Read, ids: Sequence[int]) -> list[VisitRow]:
        rows = {row.id: row for row in read.session.scalars(select(VisitRow).where(VisitRow.id.in_(ids)))}
        return [rows[one] for one in ids if one in rows]

    @query(allow=DESK)
    def recalled(self, read: Read, visit_id: int) -> Arrival:
        """What fills the form when a known or announced visitor is chosen. Document and badge are asked anew."""
        row = by_id(read.session, VisitRow, visit_id)
        if row is None:
            raise NotFound(N_("This visit is not on record."))
        announced = row.state in (S.EXPECTED, S.NO_SHOW) and row.day == read.today
        return Arrival(
            name=row.name,
            phone=row.phone,
            company=row.company,
            purpose=Purpose(row.purpose),
            host=host_of(row),
            party_size=row.party_size if announced else 1,
            plate=row.plate,
            remark=row.remark if announced else "",
            expected_id=row.id if announced else None,
        )

    @query(allow=EVERYONE)
    def present(self, read: Read) -> list[tuple[Visit, Presence]]:
        """Who is or may be in the building, in three classes (operating manual, Visitors 10)."""
        zone = self.bench.clock.zone
        rows = read.session.scalars(self._of_day(read, read.today, View.PRESENT)).all()
        found = []
        for row in rows:
            state = VisitState(row.state)
            how = rules.presence(state, row.seen_at, read.today, zone)
            if how is not None:
                found.append((_shown(read, to_visit(row)), how))
        return found

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are visits: what the audit log calls them."""
        return named(read.session, ids, (VisitRow.id, VisitRow.number))

    @query(allow=EVERYONE)
    def by_pass(self, read: Read, pass_id: int) -> Visit | None:
        """The visit that a pass was given for, if this PC knows it."""
        row = read.session.scalars(select(VisitRow).where(VisitRow.pass_id == pass_id)).first()
        return _shown(read, to_visit(row)) if row is not None else None

    @query(allow=frozenset({Role.SYSTEM}))
    def closing_due(self, read: Read) -> bool:
        """Whether closing time has left visits open that the program should close."""
        closing = rules.last_closing(read.now, read.setting(CLOSING_TIME), self.bench.clock.zone)
        here = read.desk.desk_number
        due = (forgotten_visits(closing, here), missed_visits(closing, read.now, here))
        return any(read.session.scalars(one.limit(1)).first() is not None for one in due)

    @query(allow=SUPERVISORS)
    def watch_list(self, read: Read) -> list[WatchEntry]:
        """Everybody to stop, ended entries last."""
        rows = read.session.scalars(
            select(WatchRow).order_by(WatchRow.active.desc(), WatchRow.added_at.desc())
        )
        return [to_watch_entry(row) for row in rows]

    @query(allow=DESK)
    def why_stopped(self, read: Read, visit_id: int) -> Stopped | None:
        """Why the watch list stopped a visit: what the supervisor must know to decide at the desk."""
        row = by_id(read.session, VisitRow, visit_id)
        entry = read.session.get(WatchRow, row.watch_entry) if row is not None and row.watch_entry else None
        if row is None or entry is None:
            return None
        return Stopped(
            entry.reason,
            entry.added_at,
            by_phone=bool(entry.phone) and entry.phone == row.phone,
            by_document=entry.id_index is not None and entry.id_index == row.id_index,
            by_name=bool(entry.name) and entry.name == row.name,
        )


def _known(row: VisitRow) -> KnownVisitor:
    return KnownVisitor(
        row.id,
        row.name,
        mask_phone(row.phone),
        row.company,
        host_of(row),
        row.seen_at or row.expected_from,
        VisitState(row.state),
    )


def _shown(read: Read, visit: Visit) -> Visit:
    """The visit as this role may see it (operating manual, People and things: guards see no document numbers)."""
    if read.by.role is not Role.GUARD:
        return visit
    return replace(visit, phone=mask_phone(visit.phone), id_mask="", pass_code="")
