"""Questions about borrowings: who has which key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind
from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.core.findings import Finding
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id, named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.keys.lending import curfews_of, judge, limits_of, wanted_copies
from desk_app.services.keys.mapping import to_card, to_handout, to_handouts
from desk_app.services.keys.reading import copies, keys, lost_reports, rings
from desk_app.services.keys.records import (
    Copy,
    Handout,
    HandoutCard,
    HandoutDraft,
    Key,
    KeyCounts,
    LostReport,
    Ring,
    View,
)
from desk_app.services.keys.tables import (
    CopyRow,
    ExplanationRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
    LostRow,
    RingRow,
)
from desk_app.services.keys.terms import CopyState, HandoutState
from desk_app.services.keys.unexplained import bounds, unexplained_on

_MOST = 2000
_REASONS_READ = 500
"""How many of the latest reasons count."""
_OUT = HandoutRow.state == HandoutState.OUT
_TO_APPROVE = HandoutRow.state.in_([HandoutState.REQUESTED.value, HandoutState.APPROVED.value])


class KeyQueries(Queries):
    """Who has which key, since when, and why still."""

    area = "keys"

    @query(allow=DESK)
    def handouts(self, read: Read, view: View, day: date) -> list[Handout]:
        """The list of a view, at most 2,000. All but UNEXPLAINED and DAY are as of now, whatever the day."""
        rows = select(HandoutRow).where(self._conditions(read, day)[view])
        rows = rows.order_by(*_order(view), HandoutRow.id.desc()).limit(_MOST)
        return to_handouts(read.session, read.session.scalars(rows).all())

    @query(allow=DESK)
    def counts(self, read: Read, day: date) -> KeyCounts:
        """The numbers above the list."""
        counted = [
            select(func.count()).select_from(HandoutRow).where(wanted).scalar_subquery().label(view.value)
            for view, wanted in self._conditions(read, day).items()
        ]
        return KeyCounts(**read.session.execute(select(*counted)).one()._asdict())

    @query(allow=DESK)
    def card(self, read: Read, handout: int) -> HandoutCard:
        """Everything about one borrowing. Raises NotFound."""
        row = by_id(read.session, HandoutRow, handout)
        if row is None:
            raise NotFound(N_("This borrowing is not on record."))
        return to_card(read.session, row)

    @query(allow=DESK)
    def findings(self, read: Read, draft: HandoutDraft) -> tuple[Finding, ...]:
        """What speaks against a draft that is still being typed, the heaviest first.

        APPROVAL tells that the borrowing will wait for the supervisor; that is no obstacle to asking.
        """
        if not draft.copies:
            return ()
        try:
            return judge(read, draft).findings
        except InvalidInput:
            return ()

    @query(allow=DESK)
    def due_for(self, read: Read, its_copies: Sequence[int]) -> datetime:
        """When copies that are taken now, with their rings, are back as usual. Raises InvalidInput."""
        together = [copy.id for copy in wanted_copies(read.session, its_copies).copies]
        return limits_of(read, curfews_of(read.session, together), read.now).usual

    @query(allow=DESK)
    def what_is(self, read: Read, code: str) -> Copy | Ring | Handout | None:
        """What a scan or a typed number belongs to; None for anything that is no number of a key's."""
        digits = _digits(code)
        if not digits:
            return None
        tagged = copies(read.session, CopyRow.tag == digits) or rings(
            read.session, RingRow.tag == digits, RingRow.active.is_(True)
        )
        if tagged:
            return tagged[0]
        row = read.session.scalars(select(HandoutRow).where(HandoutRow.code == digits)).first()
        return None if row is None else to_handout(read.session, row)

    @query(allow=DESK)
    def key_of_tag(self, read: Read, tag: str) -> Key | None:
        """The key whose copy carries this tag."""
        of = select(CopyRow.key).where(CopyRow.tag == _digits(tag))
        return next(iter(keys(read.session, KeyRow.id.in_(of))), None)

    @query(allow=DESK)
    def lost_reports(self, read: Read, open_only: bool) -> list[LostReport]:
        """Reports of lost keys, newest first; open: not found, no lock change ordered, the copy still in use."""
        if not open_only:
            return lost_reports(read.session)
        kept = CopyRow.state != CopyState.RETIRED.value
        return lost_reports(read.session, LostRow.found_at.is_(None), LostRow.became.is_(None), kept)

    @query(allow=DESK)
    def unexplained(self, read: Read, day: date) -> list[Handout]:
        """What was still out at the end of a day, without a reason for it: the end-of-day report.

        Of the running day, what is late or has been out before, and what will not be back by its end.
        """
        rows = select(HandoutRow).where(unexplained_on(read, day)).order_by(HandoutRow.due)
        return to_handouts(read.session, read.session.scalars(rows.limit(_MOST)).all())

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are borrowings, and the codes of keys: what the audit log calls them."""
        return named(read.session, ids, (HandoutRow.id, HandoutRow.number), (KeyRow.id, KeyRow.code))

    @query(allow=DESK)
    def history_of_person(self, read: Read, colleague: int) -> list[Handout]:
        """What somebody of the staff holds or held, also what they handed on; newest first."""
        gave = select(HandOnRow.handout).where(HandOnRow.gave == colleague)
        rows = select(HandoutRow).where(or_(HandoutRow.colleague == colleague, HandoutRow.id.in_(gave)))
        rows = rows.order_by(HandoutRow.id.desc()).limit(_MOST)
        return to_handouts(read.session, read.session.scalars(rows).all())

    @query(allow=DESK)
    def history_of_key(self, read: Read, key: int) -> list[Handout]:
        """Who has or had any copy of a key, newest first."""
        theirs = select(LineRow.handout).join(CopyRow, CopyRow.id == LineRow.copy).where(CopyRow.key == key)
        rows = select(HandoutRow).where(HandoutRow.id.in_(theirs)).order_by(HandoutRow.id.desc())
        return to_handouts(read.session, read.session.scalars(rows.limit(_MOST)).all())

    @query(allow=DESK)
    def reasons(self, read: Read, limit: int = 8) -> list[str]:
        """What was written most often about keys still out (operating manual, Key register 5): to choose from."""
        lately = select(ExplanationRow.id, ExplanationRow.reason).where(ExplanationRow.reason != "")
        newest = lately.order_by(ExplanationRow.id.desc()).limit(_REASONS_READ).subquery()
        often = select(newest.c.reason).group_by(newest.c.reason)
        often = often.order_by(func.count().desc(), func.max(newest.c.id).desc()).limit(limit)
        return list(read.session.scalars(often))

    def _conditions(self, read: Read, day: date) -> dict[View, ColumnElement[bool]]:
        start, end = bounds(read, day)
        return {
            View.OUT: _OUT,
            View.OVERDUE: and_(_OUT, HandoutRow.due < read.now),
            View.TO_APPROVE: _TO_APPROVE,
            View.UNEXPLAINED: unexplained_on(read, day),
            View.DAY: or_(
                and_(HandoutRow.day == day, ~_TO_APPROVE),
                and_(HandoutRow.closed_at >= start, HandoutRow.closed_at < end),
            ),
        }


def _order(view: View) -> tuple[Any, ...]:
    if view is View.DAY:
        return ()
    return (HandoutRow.asked_at,) if view is View.TO_APPROVE else (HandoutRow.due,)


def _digits(code: str) -> str:
    """The digits of a key's short number, or nothing."""
    number = read_scan(code).number
    return number.digits if number is not None and number.kind is Kind.KEY else ""
