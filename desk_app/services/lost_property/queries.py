"""Questions about lost property. Nothing here gives out what is secret."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from desk_app.services.blobs.store import fetch
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, EVERYONE, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.db.base import named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.lost_property.mapping import to_claim, to_item, to_items, to_report
from desk_app.services.lost_property.matching import LIKELY, MOST, matches_of
from desk_app.services.lost_property.records import (
    Category,
    Claim,
    FoundCard,
    FoundCounts,
    FoundItem,
    FoundState,
    LostReport,
    Match,
    PublicItem,
    Told,
    ValueClass,
    View,
)
from desk_app.services.lost_property.rules import HERE
from desk_app.services.lost_property.sealed import open_claim
from desk_app.services.lost_property.tables import ClaimRow, ElsewhereRow, FoundRow, LostRow, ToldRow
from desk_app.services.lost_property.words import words_of
from desk_app.services.trust.heard import desk_code

_MOST = 2000
_MOST_PUBLIC = 200
_RETURNED_DAYS = timedelta(days=90)
_HERE = FoundRow.state.in_([state.value for state in HERE])
_HIGH = FoundRow.value == ValueClass.HIGH.value
_TOLD = select(func.count()).select_from(ToldRow).where(ToldRow.item == FoundRow.id).scalar_subquery()
_UNTOLD = and_(_HERE, _HIGH, len(Told) > _TOLD)


class LostPropertyQueries(Queries):
    """What is here, what is missed, what may belong together."""

    area = "lost_property"

    @query(allow=DESK)
    def items(self, read: Read, view: View, day: date) -> list[FoundItem]:
        """The list of a view, at most 2,000. The views but DAY are as of now, whatever the day."""
        wanted = select(FoundRow).where(self._conditions(read, day)[view])
        rows = read.session.scalars(wanted.order_by(*_order(view)).limit(_MOST)).all()
        return to_items(read.session, rows, read.today)

    @query(allow=DESK)
    def counts(self, read: Read, day: date) -> FoundCounts:
        """The numbers above the list."""
        conditions = {view.value: wanted for view, wanted in self._conditions(read, day).items()}
        counted = [_count(FoundRow, wanted).label(name) for name, wanted in conditions.items()]
        reports = _count(LostRow, LostRow.open.is_(True)).label("reports")
        wanted = select(*counted, _count(FoundRow, _UNTOLD).label("untold"), reports)
        return FoundCounts(**read.session.execute(wanted).one()._asdict())

    def _conditions(self, read: Read, day: date) -> dict[View, ColumnElement[bool]]:
        """Which items each view shows."""
        zone = self.bench.clock.zone
        start, end = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
        today = read.today
        food = and_(FoundRow.category == Category.FOOD.value, FoundRow.keep_until <= today)
        return {
            View.OPEN: _HERE,
            View.TO_CONFIRM: FoundRow.state == FoundState.TAKEN_IN.value,
            View.HIGH: and_(_HERE, _HIGH),
            View.EXPIRED: and_(_HERE, or_(FoundRow.keep_until < today, food)),
            View.DAY: or_(
                FoundRow.day == day,
                and_(FoundRow.returned_at >= start, FoundRow.returned_at < end),
                and_(FoundRow.disposed_at >= start, FoundRow.disposed_at < end),
            ),
            View.RETURNED: FoundRow.returned_at >= read.now - _RETURNED_DAYS,
        }

    @query(allow=DESK)
    def card(self, read: Read, item: int) -> FoundCard:
        """Everything about one item but what is secret. Raises NotFound."""
        row = _row(read, item)
        claims = read.session.scalars(
            select(ClaimRow).where(ClaimRow.item == item).order_by(ClaimRow.id)
        ).all()
        photo = fetch(read.session, row.photo) if row.photo else None
        signed = next((one.signature for one in claims if one.granted and one.signature), "")
        signature = fetch(read.session, signed) if signed else None
        gone = FoundState(row.state) not in HERE
        return FoundCard(
            to_item(read.session, row, read.today),
            row.finder,
            row.finder_phone,
            photo.content if photo is not None else None,
            tuple(_claim(read, one, gone) for one in claims),
            signature.content if signature is not None else None,
            row.outcome_by,
            row.outcome_words,
        )

    @query(allow=DESK)
    def reports(self, read: Read, open_only: bool = True) -> list[LostReport]:
        """What is missed, the newest first, at most 2,000."""
        return [to_report(row) for row in _reports(read, open_only=open_only)]

    @query(allow=DESK)
    def report(self, read: Read, report: int) -> LostReport:
        """One lost report. Raises NotFound."""
        return to_report(_report(read, report))

    @query(allow=DESK)
    def matches_of_item(self, read: Read, item: int) -> list[Match]:
        """Who may miss it, the likeliest first."""
        found = to_item(read.session, _row(read, item), read.today)
        return matches_of([found], map(to_report, _reports(read)))[:MOST]

    @query(allow=DESK)
    def matches_of_report(self, read: Read, report: int) -> list[Match]:
        """What is here that may be theirs, the likeliest first."""
        return matches_of(_items_here(read), [to_report(_report(read, report))])[:MOST]

    @query(allow=DESK)
    def good_matches(self, read: Read) -> list[Match]:
        """Over all open reports and all that is here: those worth a call."""
        return matches_of(_items_here(read), map(to_report, _reports(read)), LIKELY)

    @query(allow=DESK)
    def what_is(self, read: Read, code: str) -> FoundItem | None:
        """The item whose label was scanned or typed; None for anything else."""
        number = read_scan(code).number
        if number is None or number.kind is not Kind.FOUND_ITEM:
            return None
        row = read.session.scalars(select(FoundRow).where(FoundRow.code == number.digits)).first()
        return None if row is None else to_item(read.session, row, read.today)

    @query(allow=EVERYONE)
    def public(self, read: Read, text: str) -> list[PublicItem]:
        """What is here by these words: what, where, when, no features. Without words the newest, at most 200.

        Guards are told of nothing of high value, and of a card or document its kind and place: it may name its owner.
        """
        wanted = select(FoundRow).where(_HERE)
        if read.by.role not in DESK:
            wanted = wanted.where(FoundRow.value != ValueClass.HIGH.value)
        rows = read.session.scalars(wanted.order_by(FoundRow.id.desc()).limit(_MOST)).all()
        shown = [_public(read, row) for row in rows]
        return [one for one in shown if _says(one, text)][:_MOST_PUBLIC]

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are found items or lost reports: what the audit log calls them."""
        return named(read.session, ids, (FoundRow.id, FoundRow.number), (LostRow.id, LostRow.number))


def _count(table: type[FoundRow] | type[LostRow], wanted: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(table).where(wanted).scalar_subquery()


def _order(view: View) -> list[ColumnElement[Any]]:
    """What comes first in a view: what presses, else the newest."""
    if view is View.EXPIRED:
        return [FoundRow.keep_until.asc(), FoundRow.id.asc()]
    if view is View.RETURNED:
        return [FoundRow.returned_at.desc(), FoundRow.id.desc()]
    if view is View.HIGH:
        return [_UNTOLD.desc(), FoundRow.id.desc()]
    return [FoundRow.id.desc()]


def _row(read: Read, item: int) -> FoundRow:
    row = read.session.get(FoundRow, item)
    if row is None:
        other = read.session.get(ElsewhereRow, item)
        if other is not None and other.here:
            raise NotFound(
                N_("Desk {desk} keeps this: {number}. Whoever misses it is sent there."),
                desk=desk_code(read.session, other.desk),
                number=other.number,
            )
        raise NotFound(N_("This found item is not on record."))
    return row


def _report(read: Read, report: int) -> LostRow:
    row = read.session.get(LostRow, report)
    if row is None:
        raise NotFound(N_("This lost report is not on record."))
    return row


def _reports(read: Read, *, open_only: bool = True) -> Sequence[LostRow]:
    wanted = select(LostRow).order_by(LostRow.reported_at.desc(), LostRow.id.desc()).limit(_MOST)
    return read.session.scalars(wanted.where(LostRow.open.is_(True)) if open_only else wanted).all()


def _items_here(read: Read) -> list[FoundItem]:
    rows = read.session.scalars(select(FoundRow).where(_HERE).order_by(FoundRow.id.desc()).limit(_MOST)).all()
    return to_items(read.session, rows, read.today)


def _claim(read: Read, row: ClaimRow, gone: bool) -> Claim:
    """A claim; while the item is here nobody reads what earlier claimants said."""
    return to_claim(row, *(open_claim(read.secrets, row) if gone else ("", "")))


def _public(read: Read, row: FoundRow) -> PublicItem:
    found_on = read.local(row.found_at).date()
    named = read.by.role in DESK or row.category != Category.DOCUMENT
    what = row.what if named else ""
    return PublicItem(row.number, what, Category(row.category), row.place, row.floor, found_on)


def _says(one: PublicItem, text: str) -> bool:
    plain = f"{one.what}\n{one.place}\n{one.number}".casefold()
    if text.strip().casefold() in plain:
        return True
    return bool(words_of(text).keys() & words_of(f"{one.what}\n{one.place}").keys())
