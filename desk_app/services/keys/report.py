"""What the key register has to tell of a period (operating manual, Shift and day: end-of-day report).

Borrowings count on the day on which they were asked for, what came back on the day on which the borrowing closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

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
    written,
)
from desk_app.services.journal.work import Read
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    CopyRow,
    ExtensionRow,
    FaultRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
    LostRow,
)
from desk_app.services.keys.terms import (
    KEY_CATEGORY_NAMES,
    PURPOSE_NAMES,
    HandoutState,
    KeyCategory,
    LineState,
    Purpose,
)
from desk_app.services.keys.unexplained import unexplained_on

S = HandoutState
_GIVEN = HandoutRow.out_at.is_not(None)
_LENT_COPIES = and_(LineRow.handout == HandoutRow.id, LineRow.state != LineState.VOID.value)
_TO_APPROVE = (S.REQUESTED.value, S.APPROVED.value)


def key_report(read: Read, period: Period) -> Section:
    """Who had keys, what came back and how, what is out and why."""
    figures = (
        *_borrowed(read, period),
        *_back(read, period),
        *_noted(read, period),
        *_standing(read, period),
    )
    late = entered_after(read, period, (HandoutRow.id, HandoutRow.number, HandoutRow.day))
    return Section(
        "keys",
        N_("Keys"),
        figures,
        _courses(read, period),
        (*_listings(read, period, figures), *late.listings) if period.one_day else (),
        late=late.count,
    )


def _borrowed(read: Read, period: Period) -> tuple[Figure, ...]:
    here = on_days(HandoutRow.day, period)
    of = {
        "given": _GIVEN,
        "escorted": and_(_GIVEN, HandoutRow.escorted != ""),
        "overnight": and_(_GIVEN, HandoutRow.overnight.is_(True)),
        "refused": HandoutRow.state == S.REFUSED.value,
        "cancelled": HandoutRow.state == S.CANCELLED.value,
        "reprints": HandoutRow.copies > 1,
    }
    n = parts(read, of, here)
    copies = how_many(read, here, _GIVEN, _LENT_COPIES)
    return (
        Figure("borrowed", N_("Key borrowings", "report"), n["given"]),
        Figure("copies", N_("Keys handed out", "report"), copies),
        Figure("escorted", N_("Borrowed for outside workers", "report"), n["escorted"], of=n["given"]),
        Figure("overnight", N_("Allowed to stay out over night", "report"), n["overnight"], of=n["given"]),
        Figure("refused", N_("Key borrowings refused", "report"), n["refused"], tone=Tone.NOTE),
        Figure("cancelled", N_("Key borrowings cancelled", "report"), n["cancelled"]),
        Figure("reprints", N_("Key slips printed again", "report"), n["reprints"], tone=Tone.NOTE),
    )


def _back(read: Read, period: Period) -> tuple[Figure, ...]:
    closed = (in_moments(HandoutRow.closed_at, read, period), HandoutRow.state == S.CLOSED.value)
    n = parts(read, {"all": HandoutRow.id != 0, "late": HandoutRow.closed_at > HandoutRow.due}, *closed)
    another = how_many(read, *closed, LineRow.handout == HandoutRow.id, LineRow.by_another.is_(True))
    return (
        Figure("closed", N_("Key borrowings closed", "report"), n["all"]),
        Figure("late", N_("Closed later than agreed", "report"), n["late"], tone=Tone.NOTE, of=n["all"]),
        Figure("by_another", N_("Keys brought back by another", "report"), another, tone=Tone.NOTE),
    )


def _noted(read: Read, period: Period) -> tuple[Figure, ...]:
    approvals = how_many(read, written(read, ApprovalRow.id, ApprovalRow.at, period))
    handed_on = how_many(read, written(read, HandOnRow.id, HandOnRow.at, period))
    extended = how_many(read, written(read, ExtensionRow.id, ExtensionRow.at, period))
    calls = how_many(read, written(read, CallRow.id, CallRow.at, period))
    faults = parts(
        read,
        {"all": FaultRow.id != 0, "critical": FaultRow.critical.is_(True)},
        written(read, FaultRow.id, FaultRow.at, period),
    )
    lost = how_many(read, in_moments(LostRow.reported_at, read, period))
    return (
        Figure("approvals", N_("Key approvals given", "report"), approvals),
        Figure("handed_on", N_("Keys handed on", "report"), handed_on),
        Figure("extended", N_("Key borrowings extended", "report"), extended),
        Figure("calls", N_("Calls about keys", "report"), calls),
        Figure("lost", N_("Keys reported lost", "report"), lost, tone=Tone.BAD),
        Figure("faults", N_("Key faults reported", "report"), faults["all"], tone=Tone.NOTE),
        Figure(
            "faults_critical",
            N_("Critical key faults", "report"),
            faults["critical"],
            tone=Tone.BAD,
            of=faults["all"],
        ),
    )


def _standing(read: Read, period: Period) -> tuple[Figure, ...]:
    end = end_of(read, period)
    of = {"out": HandoutRow.id != 0, "overdue": _late(read, end)}
    n = parts(read, of, _was_out(end))
    waiting = how_many(read, HandoutRow.state.in_(_TO_APPROVE), HandoutRow.asked_at < end)
    unexplained = how_many(read, unexplained_on(read, _last_day(read, period)))
    return (
        Figure("out", N_("Key borrowings out", "report"), n["out"], now=True),
        Figure(
            "overdue", N_("Key borrowings overdue", "report"), n["overdue"], tone=Tone.BAD, of=n["out"], now=True
        ),
        Figure("to_approve", N_("To approve or to hand over", "report"), waiting, tone=Tone.NOTE, now=True),
        Figure("unexplained", N_("Keys out without a reason", "report"), unexplained, tone=Tone.BAD, now=True),
    )  # fmt: skip


def _last_day(read: Read, period: Period) -> date:
    """The period's last day that has begun."""
    return min(period.last, read.today)


def _was_out(end: datetime) -> ColumnElement[bool]:
    """Out when the period ended: still, or closed since."""
    return and_(HandoutRow.out_at < end, or_(HandoutRow.state == S.OUT.value, HandoutRow.closed_at >= end))


def _late(read: Read, end: datetime) -> ColumnElement[bool]:
    return HandoutRow.due < min(end, read.now)


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    here = (on_days(HandoutRow.day, period), _GIVEN)
    courses = [
        Course(
            "hours",
            N_("Key borrowings by hour", "report"),
            Axis.HOURS,
            by_hour(read, HandoutRow.out_at, *here),
        )
    ]
    if not period.one_day:
        axis, points = by_time(read, HandoutRow.day, period, _GIVEN)
        courses.append(Course("time", N_("Key borrowings over time", "report"), axis, points))
    why = counted_by(read, HandoutRow.purpose, *here)
    purposes = ((PURPOSE_NAMES[Purpose(one)], n) for one, n in why.items())
    opened = counted_by(
        read, KeyRow.category, *here, _LENT_COPIES, CopyRow.id == LineRow.copy, KeyRow.id == CopyRow.key
    )
    kinds = ((KEY_CATEGORY_NAMES[KeyCategory(one)], n) for one, n in opened.items())
    return (
        *courses,
        Course.named("purposes", N_("Key borrowings by purpose", "report"), purposes),
        Course.named("categories", N_("Keys handed out by kind", "report"), kinds),
    )


_HEADINGS = (
    Heading(N_("Number"), width=32),
    Heading(N_("Keys", "report"), width=42),
    Heading(N_("Holder", "report"), width=34),
    Heading(N_("Given out", "report"), "moment", 34),
    Heading(N_("Due back", "report"), "moment", 34),
)


def _listings(read: Read, period: Period, figures: Sequence[Figure]) -> tuple[Listing, ...]:
    end, found = end_of(read, period), counts_of(figures)

    def listing(title: Message, of: int, *where: ColumnElement[bool]) -> Listing:
        rows = _rows(read, *where)
        return Listing.first_of(title, _HEADINGS, rows, of=of)

    return (
        listing(
            N_("Keys out without a reason", "report"),
            found["unexplained"],
            unexplained_on(read, _last_day(read, period)),
        ),
        listing(N_("Key borrowings overdue", "report"), found["overdue"], _was_out(end), _late(read, end)),
    )


def _rows(read: Read, *where: ColumnElement[bool]) -> tuple[tuple[Cell, ...], ...]:
    """What is due first stands first; keys by the codes on their tags, never by rooms."""
    rows = read.session.scalars(
        select(HandoutRow).where(*where).order_by(HandoutRow.due).limit(MOST_ROWS)
    ).all()
    tags = (
        select(LineRow.handout, KeyRow.code, CopyRow.copy_number)
        .join(CopyRow, CopyRow.id == LineRow.copy)
        .join(KeyRow, KeyRow.id == CopyRow.key)
        .where(LineRow.handout.in_([row.id for row in rows]), LineRow.state != LineState.VOID.value)
        .order_by(LineRow.id)
    )
    codes: dict[int, list[str]] = {}
    for handout, code, number in read.session.execute(tags) if rows else ():
        codes.setdefault(handout, []).append(f"{code}-{number}")
    return tuple(
        (row.number, "、".join(codes.get(row.id, [])), row.holder, row.out_at, row.due) for row in rows
    )
