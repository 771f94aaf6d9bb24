"""What lending has to tell of a period (operating manual, Shift and day: end-of-day report).

A deposit counts on the day of its loan; refund, kept deposit and fee on the day on which the item came back or was
lost, which is when the drawer books them. What was undone counts nowhere but as undone. What is given back later of a
kept deposit or a fee is booked on a day of its own, and only the drawer tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, distinct, func, select

from desk_app.services.core.figures import (
    MOST_ROWS,
    Axis,
    Cell,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    Section,
    Tone,
    Unit,
    counts_of,
)
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.periods import (
    by_hour,
    by_time,
    counted_by,
    end_of,
    entered_after,
    how_many,
    in_moments,
    on_days,
    parts,
    sums,
    total,
    written,
)
from desk_app.services.journal.work import Read
from desk_app.services.loans.asking import OUT
from desk_app.services.loans.categories import categories
from desk_app.services.loans.tables import (
    CallRow,
    ExtensionRow,
    ItemRow,
    LoanLineRow,
    LoanRow,
    StockMovementRow,
)
from desk_app.services.loans.terms import Condition, LineState, StockStep

Line = LoanLineRow
_OF_LOAN = Line.loan == LoanRow.id
_LIVED = Line.state != LineState.VOID.value
_RETURNED = Line.state == LineState.RETURNED.value
_LOST = Line.state == LineState.LOST.value


def loan_report(read: Read, period: Period) -> Section:
    """What was lent and came back, what is out, what it cost."""
    figures = (
        *_lent(read, period),
        *_ended(read, period),
        *_told(read, period),
        *_out(read, period),
    )
    late = entered_after(read, period, (LoanRow.id, LoanRow.number, LoanRow.day))
    return Section(
        "loans",
        N_("Lending"),
        figures,
        _courses(read, period),
        (*_listings(read, period, figures), *late.listings) if period.one_day else (),
        late=late.count,
    )


def _lent(read: Read, period: Period) -> tuple[Figure, ...]:
    here = on_days(LoanRow.day, period)
    lent = sums(
        read,
        {
            "loans": func.count(distinct(Line.loan)).filter(_LIVED),
            "items": func.count().filter(_LIVED),
            "undone": func.count().filter(~_LIVED),
            "deposits": func.sum(Line.deposit).filter(_LIVED),
        },
        here,
        _OF_LOAN,
    )
    loans = parts(
        read,
        {
            "rain": LoanRow.rain.is_(True),
            "approved": LoanRow.approved_by != 0,
            "reprints": LoanRow.copies > 1,
        },
        here,
    )
    return (
        Figure("loans", N_("Loans", "report"), lent["loans"]),
        Figure("lent", N_("Items lent", "report"), lent["items"]),
        Figure("rain", N_("Loans in rain mode", "report"), loans["rain"]),
        Figure("undone", N_("Items lent by a slip", "report"), lent["undone"], tone=Tone.NOTE),
        Figure("approvals", N_("Loans that the supervisor allowed", "report"), loans["approved"]),
        Figure("reprints", N_("Loan receipts printed again", "report"), loans["reprints"], tone=Tone.NOTE),
        _fen("deposits_taken", N_("Deposits taken", "report"), lent["deposits"]),
    )


def _ended(read: Read, period: Period) -> tuple[Figure, ...]:
    ended = sums(
        read,
        {
            "returned": func.count().filter(_RETURNED),
            "late": func.count().filter(_RETURNED, Line.returned_at > Line.due),
            "damaged": func.count().filter(_RETURNED, Line.condition == Condition.DAMAGED.value),
            "lost": func.count().filter(_LOST),
            "refunded": func.sum(Line.refunded),
            "kept": func.sum(Line.kept),
            "fees": func.sum(Line.fee),
        },
        in_moments(Line.returned_at, read, period),
    )
    back = ended["returned"]
    return (
        Figure("returned", N_("Items returned", "report"), back),
        Figure("late", N_("Returned too late", "report"), ended["late"], tone=Tone.NOTE, of=back),
        Figure("damaged", N_("Returned damaged", "report"), ended["damaged"], tone=Tone.NOTE, of=back),
        Figure("lost", N_("Items lost by borrowers", "report"), ended["lost"], tone=Tone.BAD),
        _fen("deposits_refunded", N_("Deposits refunded", "report"), ended["refunded"]),
        _fen("deposits_kept", N_("Deposits kept", "report"), ended["kept"]),
        _fen("fees", N_("Fees for lost and damaged things", "report"), ended["fees"]),
    )


def _told(read: Read, period: Period) -> tuple[Figure, ...]:
    moved = written(read, StockMovementRow.id, StockMovementRow.at, period)
    given = -total(
        read, StockMovementRow.quantity, moved, StockMovementRow.step == StockStep.HANDED_OUT.value
    )
    extended = how_many(read, written(read, ExtensionRow.id, ExtensionRow.at, period))
    calls = how_many(read, written(read, CallRow.id, CallRow.at, period))
    return (
        Figure("handed_out", N_("Handed out by number", "report"), given),
        Figure("extended", N_("Loans extended", "report"), extended),
        Figure("calls", N_("Calls about overdue loans", "report"), calls),
    )


def _out(read: Read, period: Period) -> tuple[Figure, ...]:
    end = end_of(read, period)
    of = {
        "out": func.count(),
        "overdue": func.count().filter(Line.due < min(end, read.now)),
        "held": func.sum(Line.deposit),
    }
    # Two questions, each with its own index, instead of one that has none.
    now, since = (sums(read, of, *one) for one in _outstanding(period, end))
    out = now["out"] + since["out"]
    return (
        Figure("out", N_("Items out", "report"), out, now=True),
        Figure(
            "overdue",
            N_("Items overdue", "report"),
            now["overdue"] + since["overdue"],
            tone=Tone.BAD,
            of=out,
            now=True,
        ),
        _fen(
            "deposits_held", N_("Deposits held for others", "report"), now["held"] + since["held"], now=True
        ),
    )


def _outstanding(period: Period, end: datetime) -> tuple[tuple[ColumnElement[bool], ...], ...]:
    """What was out when the period ended: what still is, and what came back or was lost since."""
    lent = (_OF_LOAN, LoanRow.day <= period.last)
    return (*lent, OUT), (*lent, Line.returned_at >= end)


def _fen(ledger: str, label: Message, value: int, *, now: bool = False) -> Figure:
    return Figure(ledger, label, value, Unit.FEN, ledger=ledger, now=now)


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    here = (on_days(LoanRow.day, period), _OF_LOAN, _LIVED)
    courses = [
        Course("hours", N_("Items lent by hour", "report"), Axis.HOURS, by_hour(read, LoanRow.lent_at, *here))
    ]
    if not period.one_day:
        axis, points = by_time(read, LoanRow.day, period, _OF_LOAN, _LIVED)
        courses.append(Course("time", N_("Items lent over time", "report"), axis, points))
    lent = counted_by(read, Line.category, *here).items()
    names = {one.id: " ".join(filter(None, (one.name, one.english_name))) for one in categories(read.session)}
    kinds = ((Message(names.get(one, str(one))), n) for one, n in lent)
    courses.append(Course.named("categories", N_("Items lent by category", "report"), kinds))
    return tuple(courses)


_NUMBER = Heading(N_("Number"), width=32)
_ITEM = Heading(N_("Item", "report"), width=30)
_BORROWER = Heading(N_("Borrower", "report"), width=28)
_COMPANY = Heading(N_("Company", "report"), width=52)
_DUE = Heading(N_("Due back", "report"), "moment", 34)
_KEPT = Heading(N_("Deposit kept", "report"), Unit.FEN, 27)
_FEE = Heading(N_("Fee", "report"), Unit.FEN, 27)


class _Found(NamedTuple):
    """An item of a loan as the lists show it: as on paper, without the phone."""

    due: datetime
    kept: int
    fee: int
    number: str
    item: str
    borrower: str
    company: str

    @property
    def who(self) -> tuple[str, str, str, str]:
        return self.number, self.item, self.borrower, self.company


def _listings(read: Read, period: Period, figures: Sequence[Figure]) -> tuple[Listing, ...]:
    end, found = end_of(read, period), counts_of(figures)
    late = Line.due < min(end, read.now)
    overdue = [row for one in _outstanding(period, end) for row in _rows(read, Line.due.asc(), *one, late)]
    ended = in_moments(Line.returned_at, read, period)
    lost = _rows(read, Line.returned_at.asc(), ended, _OF_LOAN, _LOST)
    return (
        _listing(
            N_("Items overdue", "report"),
            (_NUMBER, _ITEM, _BORROWER, _COMPANY, _DUE),
            [(*row.who, row.due) for row in sorted(overdue)],
            found["overdue"],
        ),
        _listing(
            N_("Items lost by borrowers", "report"),
            (_NUMBER, _ITEM, _BORROWER, _COMPANY, _KEPT, _FEE),
            [(*row.who, row.kept, row.fee) for row in lost],
            found["lost"],
        ),
    )


def _listing(
    title: Message, headings: tuple[Heading, ...], rows: Sequence[tuple[Cell, ...]], of: int
) -> Listing:
    return Listing.first_of(title, headings, rows, of=of)


def _rows(read: Read, order: ColumnElement[Any], *where: ColumnElement[bool]) -> list[_Found]:
    wanted = (
        select(Line.due, Line.kept, Line.fee, LoanRow.number, ItemRow.name, LoanRow.borrower, LoanRow.company)
        .where(ItemRow.id == Line.item, *where)
        .order_by(order, Line.id)
        .limit(MOST_ROWS)
    )
    return [_Found(*row) for row in read.session.execute(wanted)]
