"""What the mail desk's section draws and lists: busy hours, days, kinds; what is late, held too long or waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from desk_app.services.core.figures import (
    MOST_ROWS,
    Axis,
    Cell,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    Unit,
    counts_of,
)
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.journal.periods import by_hour, by_time, counted_by, in_moments, on_days
from desk_app.services.journal.work import Read
from desk_app.services.mail import rules
from desk_app.services.mail.postage import unreconciled
from desk_app.services.mail.records import MAIL_KIND_NAMES, MailKind, PieceState
from desk_app.services.mail.tables import BatchRow, OrdinaryRow, OutgoingRow, PieceRow

_NUMBER = Heading(N_("Number"), width=34)
_KIND = Heading(N_("Kind", "mail paper"), width=28)
_FOR = Heading(N_("For", "mail paper"), width=54)
_PLACE = Heading(N_("Place", "mail paper"), width=30)


def came_late(read: Read) -> ColumnElement[bool]:
    """Whether a batch was sorted, or one of its letters in its mailbox, after the target time (or still is not)."""
    now, target = read.now, BatchRow.target_at
    box = OrdinaryRow.delivered_at
    late_box = or_(box > target, and_(box.is_(None), target < now))
    letters = exists().where(OrdinaryRow.batch == BatchRow.id, OrdinaryRow.keep_until.is_(None), late_box)
    return or_(BatchRow.sorted_at > target, and_(BatchRow.sorted_at.is_(None), target < now), letters)


def waiting_here(period: Period) -> ColumnElement[bool]:
    """Which pieces of that time lie here; by index."""
    return and_(PieceRow.state.in_([one.value for one in rules.HERE]), PieceRow.day <= period.last)


def overdue(read: Read, period: Period) -> ColumnElement[bool]:
    """Which of them are held too long."""
    by = min(read.today, period.last)
    return and_(PieceRow.state.in_([one.value for one in rules.OPEN]), PieceRow.hold_until < by)


def courses(read: Read, period: Period) -> tuple[Course, ...]:
    """When people collect, how much came when and of which kind, with which carrier mail was sent."""
    handed = in_moments(PieceRow.handed_at, read, period), PieceRow.state == PieceState.HANDED_OVER.value
    found = [
        Course(
            "hours",
            N_("Mail handed over by hour", "report"),
            Axis.HOURS,
            by_hour(read, PieceRow.handed_at, *handed),
        )
    ]
    if not period.one_day:
        axis, points = by_time(read, PieceRow.day, period)
        found.append(Course("time", N_("Registered pieces over time", "report"), axis, points))
        axis, points = by_time(read, OutgoingRow.day, period, OutgoingRow.void.is_(False))
        found.append(Course("sent_time", N_("Sent mail over time", "report"), axis, points))
    kinds = _kinds(read, period)
    named = ((MAIL_KIND_NAMES[MailKind(one)], n) for one, n in kinds.items())
    found.append(Course.named("kinds", N_("Mail by kind", "report"), named))
    carriers = counted_by(
        read, OutgoingRow.carrier, on_days(OutgoingRow.day, period), OutgoingRow.void.is_(False),
        OutgoingRow.corrects.is_(None),
    )  # fmt: skip
    sent = ((plain(one), n) for one, n in carriers.items())
    found.append(Course.named("carriers", N_("Sent mail by carrier", "report"), sent))
    return tuple(found)


def _kinds(read: Read, period: Period) -> Counter[str]:
    pieces = Counter[str](counted_by(read, PieceRow.kind, on_days(PieceRow.day, period)))
    quantity = select(OrdinaryRow.kind, func.sum(OrdinaryRow.quantity)).where(
        on_days(OrdinaryRow.day, period)
    )
    letters = read.session.execute(quantity.group_by(OrdinaryRow.kind)).all()
    return pieces + Counter[str](dict(letters))


# What a supervisor should look at


def listings(read: Read, period: Period, figures: Iterable[Figure]) -> tuple[Listing, ...]:
    """For a single day: late batches, pieces held too long, returns to be approved, weeks to be reconciled."""
    if not period.one_day:
        return ()
    count = counts_of(figures)
    return (
        _batches(read, period),
        _pieces(read, period, overdue(read, period), N_("Mail held too long", "report"), count["overdue"]),
        _pieces(
            read, period, PieceRow.state == PieceState.RETURN_ASKED.value,
            N_("Mail returns to be approved", "report"), count["returns_asked"],
        ),
        _weeks(read, period),
    )  # fmt: skip


def _batches(read: Read, period: Period) -> Listing:
    wanted = (
        select(BatchRow).where(on_days(BatchRow.day, period), came_late(read)).order_by(BatchRow.target_at)
    )
    rows: list[tuple[Cell, ...]] = [
        (one.number, one.carrier, one.arrived_at, one.target_at, one.sorted_at)
        for one in read.session.scalars(wanted)
    ]
    headings = (
        _NUMBER,
        Heading(N_("Carrier", "mail paper"), width=30),
        Heading(N_("Arrived", "mail paper"), "moment", 36),
        Heading(N_("In the mailboxes by", "report"), "moment", 38),
        Heading(N_("Batch sorted", "report"), "moment", 36),
    )
    return Listing.first_of(N_("Mail that was not in the mailboxes in time", "report"), headings, rows)


def _pieces(read: Read, period: Period, which: ColumnElement[bool], title: Message, n: int) -> Listing:
    wanted = select(PieceRow).where(waiting_here(period), which)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.number, MAIL_KIND_NAMES[MailKind(one.kind)], _whose(one), one.place, one.hold_until)
        for one in read.session.scalars(wanted.order_by(PieceRow.hold_until, PieceRow.id).limit(MOST_ROWS))
    )
    headings = (_NUMBER, _KIND, _FOR, _PLACE, Heading(N_("Held until", "mail paper"), "day", 28))
    return Listing.first_of(title, headings, rows, of=n)


def _whose(row: PieceRow) -> str:
    return " ".join(part for part in (row.unit, row.company) if part)


def _weeks(read: Read, period: Period) -> Listing:
    rows: list[tuple[Cell, ...]] = [
        (one.monday, one.carrier, one.pieces, one.registered)
        for one in unreconciled(read.session, period.first, period.last, read.today)
    ]
    headings = (
        Heading(N_("Week from", "report"), "day"),
        Heading(N_("Carrier", "mail paper"), width=60),
        Heading(N_("Sent items", "report"), Unit.COUNT),
        Heading(N_("Postage", "mail paper"), Unit.FEN),
    )
    return Listing.first_of(N_("Carriers' weeks not reconciled", "report"), headings, rows)
