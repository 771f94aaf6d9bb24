"""Questions about loans; those about items and stock are in `stock_queries`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, or_, select

from desk_app.services.blobs.store import fetch
from desk_app.services.calendar.days import work_calendar
from desk_app.services.core.errors import UserError
from desk_app.services.core.findings import Finding
from desk_app.services.core.people import DESK, SUPERVISORS, role_bits
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.db.base import named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.loans import rules
from desk_app.services.loans.asking import OUT, findings_while_typing, offers
from desk_app.services.loans.borrowers import meant, with_tail
from desk_app.services.loans.items import to_item
from desk_app.services.loans.lending import loan_row
from desk_app.services.loans.mapping import to_call, to_extension, to_loan, to_loans
from desk_app.services.loans.records import (
    Borrower,
    CompanyDue,
    Item,
    Loan,
    LoanCard,
    LoanCounts,
    LoanDraft,
    View,
)
from desk_app.services.loans.scanning import item_of, loan_of
from desk_app.services.loans.tables import CallRow, CategoryRow, ExtensionRow, ItemRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import LOAN_KIND, LineState
from desk_app.services.search.index import find

_MOST = 2000
_LIVED = exists().where(LoanLineRow.loan == LoanRow.id, LoanLineRow.state != LineState.VOID)
"""A slip that was undone at once is on no list."""
_LOST = LoanLineRow.state == literal_column("'lost'")


class LoanQueries(Queries):
    """What is out, what is due, who has it, who may be meant."""

    area = "loans"

    @query(allow=DESK)
    def loans(self, read: Read, view: View, day: date) -> list[Loan]:
        """The list of a view, at most 2,000. The views but DAY are as of now, whatever the day."""
        wanted = select(LoanRow).where(self._conditions(read, day)[view])
        rows = read.session.scalars(wanted.order_by(*_order(view)).limit(_MOST)).all()
        return to_loans(read.session, rows, read.today)

    @query(allow=DESK)
    def counts(self, read: Read, day: date) -> LoanCounts:
        """The numbers above the list."""
        counted = [
            select(func.count()).select_from(LoanRow).where(wanted).scalar_subquery().label(view.value)
            for view, wanted in self._conditions(read, day).items()
        ]
        return LoanCounts(**read.session.execute(select(*counted)).one()._asdict())

    def _conditions(self, read: Read, day: date) -> dict[View, ColumnElement[bool]]:
        """Which loans each view shows. Each inner question fits an index."""
        now = read.now
        today, tomorrow = self._bounds(read.today)
        start, end = self._bounds(day)
        back = and_(
            LoanLineRow.returned_at >= start,
            LoanLineRow.returned_at < end,
            LoanLineRow.state == LineState.RETURNED,
        )
        lately = LoanLineRow.returned_at >= now - timedelta(days=rules.LOST_DAYS)
        return {
            View.OUT: _having(OUT),
            View.OVERDUE: _having(OUT, LoanLineRow.due < now),
            View.DUE_TODAY: _having(OUT, LoanLineRow.due >= today, LoanLineRow.due < tomorrow),
            View.DAY: and_(or_(LoanRow.day == day, _having(back)), _LIVED),
            View.LOST: _having(_LOST, lately),
        }

    def _bounds(self, day: date) -> tuple[datetime, datetime]:
        start = datetime.combine(day, time(), self.bench.clock.zone)
        return start, datetime.combine(day + timedelta(days=1), time(), self.bench.clock.zone)

    @query(allow=DESK)
    def card(self, read: Read, loan: int) -> LoanCard:
        """Everything about one loan. Raises NotFound."""
        row = loan_row(read.session, loan)
        calls = read.session.scalars(select(CallRow).where(CallRow.loan == loan).order_by(CallRow.id))
        extensions = read.session.scalars(
            select(ExtensionRow)
            .join(LoanLineRow, LoanLineRow.id == ExtensionRow.line)
            .where(LoanLineRow.loan == loan)
            .order_by(ExtensionRow.id)
        )
        picture = fetch(read.session, row.signature) if row.signature else None
        before, late = _before(read, row)
        return LoanCard(
            to_loan(read.session, row, read.today),
            tuple(map(to_call, calls)),
            tuple(map(to_extension, extensions)),
            picture.content if picture is not None else None,
            before,
            late,
        )

    @query(allow=DESK)
    def findings(self, read: Read, draft: LoanDraft) -> tuple[Finding, ...]:
        """What speaks against a draft while it is typed: what `lend` would say, and what is good to know."""
        return findings_while_typing(read, draft)

    @query(allow=DESK)
    def due_times(self, read: Read, items: Sequence[int]) -> dict[int, datetime]:
        """When each of these items would be due if it was lent now; unknown items are passed over."""
        now, calendar = read.local(read.now), work_calendar(self.bench.settings)
        known = offers(read.session, items)
        return {item: rules.due_time(one.category, now, calendar) for item, one in known.items()}

    @query(allow=DESK)
    def borrowers(self, read: Read, text: str, limit: int = 8) -> list[Borrower]:
        """Who may be meant by a name, pinyin initials or digits of a phone: whoever is inside first, then tenants'
        contacts, then earlier borrowers; one line for each person."""
        return meant(read, text, limit)

    @query(allow=DESK)
    def by_tail(self, read: Read, tail: str) -> list[Borrower]:
        """Whose phone ends with these four digits, the likeliest first; nobody for anything but four digits."""
        return with_tail(read, tail, _MOST)

    @query(allow=DESK)
    def by_tag(self, read: Read, tag: str) -> Item | None:
        """The item whose tag was scanned or typed."""
        row = item_of(read.session, tag)
        return to_item(read.session, row) if row is not None else None

    @query(allow=DESK)
    def what_is(self, read: Read, code: str) -> Item | Loan | None:
        """What was scanned or typed: an item by its tag, a loan by its receipt; None for anything else."""
        item = item_of(read.session, code)
        if item is not None:
            return to_item(read.session, item)
        loan = loan_of(read.session, code)
        return to_loan(read.session, loan, read.today) if loan is not None else None

    @query(allow=DESK)
    def by_company(self, read: Read, until: datetime) -> list[CompanyDue]:
        """What is out and due until then, by company; loans of nobody's company come last."""
        wanted = select(LoanRow).where(_having(OUT, LoanLineRow.due <= until))
        rows = read.session.scalars(wanted.order_by(*_order(View.OVERDUE)).limit(_MOST)).all()
        return _by_company(to_loans(read.session, rows, read.today))

    @query(allow=DESK)
    def history_of_person(self, read: Read, phone: str, name: str) -> list[Loan]:
        """Every loan of whoever has this phone or, without one, of this name; newest first, at most 2,000."""
        rows = read.session.scalars(_of_person(read, phone, name)).all()
        return to_loans(read.session, rows, read.today)

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """Of those of `ids` that are loans, items or categories: what the audit log calls them."""
        return named(
            read.session,
            ids,
            (LoanRow.id, LoanRow.number),
            (ItemRow.id, ItemRow.name),
            (CategoryRow.id, CategoryRow.name),
        )


def _having(*line: ColumnElement[bool]) -> ColumnElement[bool]:
    """Loans with a line like this."""
    return LoanRow.id.in_(select(LoanLineRow.loan).where(*line))


def _order(view: View) -> list[ColumnElement[Any]]:
    """What comes first in a view: what is due first, else the newest."""
    if view in (View.OUT, View.OVERDUE, View.DUE_TODAY):
        first = select(func.min(LoanLineRow.due)).where(LoanLineRow.loan == LoanRow.id, OUT)
        return [first.scalar_subquery().asc(), LoanRow.id.desc()]
    return [LoanRow.id.desc()]


def _before(read: Read, row: LoanRow) -> tuple[int, int]:
    """How many loans the borrower had before this one, and of how many of them something came back late."""
    if not row.phone:
        return 0, 0
    late = exists().where(
        LoanLineRow.loan == LoanRow.id,
        LoanLineRow.state == LineState.RETURNED,
        LoanLineRow.returned_at > LoanLineRow.due,
    )
    earlier = and_(LoanRow.phone == row.phone, LoanRow.id < row.id, _LIVED)
    counted = select(func.count(), func.count().filter(late)).select_from(LoanRow).where(earlier)
    before, came_late = read.session.execute(counted).one()
    return before, came_late


def _of_person(read: Read, phone: str, name: str) -> Select[LoanRow]:
    newest = select(LoanRow).where(_LIVED).order_by(LoanRow.id.desc()).limit(_MOST)
    if phone.strip():
        try:
            return newest.where(LoanRow.phone == rules.own_number(str(parse_phone(phone))))
        except UserError:
            return newest.where(LoanRow.phone == phone)
    return newest.where(LoanRow.id.in_(_named(read, name)), LoanRow.borrower == _clean(name))


def _named(read: Read, name: str) -> list[int]:
    """Loans that the search index finds by a name: reading all of them would be slow."""
    found = find(
        read.session.connection(),
        name,
        role=role_bits(read.by.role),
        kinds={LOAN_KIND},
        limit=rules.MOST_OF_NAME,
        fold=False,
    )
    return [hit.id for hit in found]


def _clean(name: str) -> str:
    try:
        return clean_line(name)
    except UserError:
        return name


def _by_company(loans: Iterable[Loan]) -> list[CompanyDue]:
    groups: dict[object, list[Loan]] = {}
    for loan in loans:
        key = loan.tenant if loan.tenant is not None else loan.company.casefold()
        groups.setdefault(key, []).append(loan)
    found = [
        CompanyDue(
            some[0].company, some[0].tenant, next((one.unit for one in some if one.unit), ""), tuple(some)
        )
        for some in groups.values()
    ]
    return sorted(found, key=lambda one: (not one.company, one.company))
