"""What the drawer has to tell of a period (operating manual, Shift and day: drawer, end-of-day report).

A deposit, refund, kept deposit or fee counts on the day on which the drawer booked it, as long as it stands: what was
undone, even after midnight, counts nowhere, as at the loans. Two things count on the day of their own booking: what is
given back of a deposit that was kept or of a fee (no refund of a return, so it has a figure of its own), and postage
that is taken back, as on the money list. So the figures of cash, added to what lay there before, are what must lie
there at the end, and what loans and mail say of the same day is the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from desk_app.services.core.figures import Cell, Figure, Heading, Listing, Period, Section, Tone, Unit
from desk_app.services.core.words import N_, Message
from desk_app.services.drawer.booking import Balance
from desk_app.services.drawer.records import MovementKind
from desk_app.services.drawer.tables import CountRow, MovementRow
from desk_app.services.journal.periods import end_of, entered_after, in_moments, parts, sums
from desk_app.services.journal.work import Read

K = MovementKind
_LONGEST_UNDO = timedelta(days=1)
"""Lending and returning are undone within minutes: `loans.options.UNDO_MINUTES`."""


def drawer_report(read: Read, period: Period) -> Section:
    """What was taken and given, what lies there, and who counted it."""
    counted = in_moments(CountRow.at, read, period)
    figures = (*_money(read, period), *_at_end(read, period), *_counts(read, counted))
    late = entered_after(
        read, period, (MovementRow.id, MovementRow.number, MovementRow.at), (CountRow.id, None, CountRow.at)
    )
    odd = (_differences(read, counted),) if period.one_day else ()
    return Section("drawer", N_("Drawer"), figures, listings=(*odd, *late.listings), late=late.count)


def _money(read: Read, period: Period) -> tuple[Figure, ...]:
    here = in_moments(MovementRow.at, read, period)
    later = and_(MovementRow.kind == K.REFUND.value, MovementRow.held == 0)
    postage = or_(
        MovementRow.kind == K.POSTAGE.value, and_(MovementRow.kind == K.UNDONE.value, _was_postage())
    )
    moved = sums(
        read,
        {
            "deposits_taken": _of(K.DEPOSIT, MovementRow.held),
            "deposits_refunded": -func.sum(MovementRow.held).filter(MovementRow.kind == K.REFUND.value),
            "deposits_kept": -func.sum(MovementRow.held).filter(MovementRow.kind == K.KEPT.value),
            "fees": _of(K.FEE, MovementRow.cash),
            "given_back": -func.sum(MovementRow.cash).filter(later),
            "postage_cash": func.sum(MovementRow.cash).filter(postage),
            "put_in": _of(K.PUT_IN, MovementRow.cash),
            "handed_over": -func.sum(MovementRow.cash).filter(MovementRow.kind == K.HANDED_OVER.value),
            "difference": _of(K.DIFFERENCE, MovementRow.cash),
        },
        here,
        ~_undone(),
    )
    undone = parts(read, {"undone": MovementRow.kind == K.UNDONE.value}, here)["undone"]

    def fen(key: str, label: Message, tone: Tone = Tone.PLAIN, *, ledger: bool = False) -> Figure:
        return Figure(key, label, moved[key], Unit.FEN, tone, ledger=key if ledger else "")

    return (
        fen("deposits_taken", N_("Deposits taken", "report"), ledger=True),
        fen("deposits_refunded", N_("Deposits refunded", "report"), ledger=True),
        fen("deposits_kept", N_("Deposits kept", "report"), ledger=True),
        fen("fees", N_("Fees for lost and damaged things", "report"), ledger=True),
        fen("given_back", N_("Kept deposits and fees given back later", "report"), Tone.NOTE),
        fen("postage_cash", N_("Postage taken in cash", "report"), ledger=True),
        fen("put_in", N_("Change put into the drawer", "report")),
        fen("handed_over", N_("Cash handed to finance", "report")),
        fen("difference", N_("Differences found at counts", "report"), Tone.BAD),
        Figure("undone", N_("Bookings undone", "report"), undone, tone=Tone.NOTE),
    )


def _at_end(read: Read, period: Period) -> tuple[Figure, ...]:
    end = end_of(read, period)
    stands = balance_at(read, end)
    return (
        Figure(
            "deposits_held",
            N_("Deposits held for others", "report"),
            stands.held,
            Unit.FEN,
            ledger="deposits_held",
            now=True,
        ),
        Figure("cash", N_("Cash that must lie in the drawer", "report"), stands.cash, Unit.FEN, now=True),
        Figure(
            "short", N_("More given back than lay in the drawer", "report"), stands.short, Unit.FEN, Tone.BAD,
            now=True,
        ),
    )  # fmt: skip


def _counts(read: Read, counted: ColumnElement[bool]) -> tuple[Figure, ...]:
    of = {"all": CountRow.id != 0, "odd": CountRow.counted != CountRow.expected}
    counts = parts(read, of, counted)
    return (
        Figure("counts", N_("Counts of the drawer", "report"), counts["all"]),
        Figure(
            "counts_odd",
            N_("Counts that differed from the record", "report"),
            counts["odd"],
            tone=Tone.BAD,
            of=counts["all"],
        ),
    )


def balance_at(read: Read, end: datetime) -> Balance:
    """How the drawer stood before a moment, without what was undone since: see the head of this module."""
    newest = select(CountRow).where(CountRow.at < end).order_by(CountRow.at.desc(), CountRow.id.desc())
    last = read.session.scalars(newest.limit(1)).first()
    of = {"cash": func.sum(MovementRow.cash), "held": func.sum(MovementRow.held)}
    since = (MovementRow.at >= last.at, MovementRow.id > last.id) if last is not None else ()
    moved = sums(read, of, MovementRow.at < end, *since)
    undone = sums(
        read,
        of,
        MovementRow.at >= end,
        MovementRow.at < end + _LONGEST_UNDO,
        MovementRow.kind == K.UNDONE.value,
        ~_was_postage(),
        _undoes_before(end),
    )
    cash, held = (last.counted, last.held) if last is not None else (0, 0)
    return Balance(cash + moved["cash"] + undone["cash"], held + moved["held"] + undone["held"])


def _of(kind: MovementKind, amount: InstrumentedAttribute[int]) -> ColumnElement[int]:
    return func.sum(amount).filter(MovementRow.kind == kind.value)


def _undone() -> ColumnElement[bool]:
    """Whether a movement was undone. Postage is taken back on the day on which that happens, so it stands.

    A record's movements of one kind and their undoing alternate: an undoing of the same amount that is newer than the
    movement undid it, or it was undone before.
    """
    slip = aliased(MovementRow)
    opposite = exists().where(
        slip.record == MovementRow.record,
        slip.record_kind == MovementRow.record_kind,
        slip.kind == K.UNDONE.value,
        slip.id > MovementRow.id,
        slip.cash == -MovementRow.cash,
        slip.held == -MovementRow.held,
    )
    return and_(MovementRow.kind.not_in([K.UNDONE.value, K.POSTAGE.value]), opposite)


def _was_postage() -> ColumnElement[bool]:
    """Whether an undoing took back postage."""
    paid = aliased(MovementRow)
    return exists().where(
        paid.record == MovementRow.record,
        paid.record_kind == MovementRow.record_kind,
        paid.kind == K.POSTAGE.value,
    )


def _undoes_before(end: datetime) -> ColumnElement[bool]:
    """Whether an undoing undid what was booked before a moment: the newest of the opposite amounts."""
    slip = aliased(MovementRow)
    newest = (
        select(slip.at)
        .where(
            slip.record == MovementRow.record,
            slip.record_kind == MovementRow.record_kind,
            slip.kind != K.UNDONE.value,
            slip.id < MovementRow.id,
            slip.cash == -MovementRow.cash,
            slip.held == -MovementRow.held,
        )
        .order_by(slip.id.desc())
        .limit(1)
        .correlate(MovementRow)
        .scalar_subquery()
    )
    return newest < end


def _differences(read: Read, counted: ColumnElement[bool]) -> Listing:
    odd = select(CountRow).where(counted, CountRow.counted != CountRow.expected).order_by(CountRow.at)
    rows: list[tuple[Cell, ...]] = [
        (row.at, row.expected, row.counted, row.counted - row.expected, row.explanation)
        for row in read.session.scalars(odd)
    ]
    headings = (
        Heading(N_("Counted at", "report"), "moment", 34),
        Heading(N_("On record", "report"), Unit.FEN, 28),
        Heading(N_("Counted", "report"), Unit.FEN, 28),
        Heading(N_("Difference", "report"), Unit.FEN, 28),
        Heading(N_("Explanation", "report"), width=58),
    )
    return Listing.first_of(N_("Counts that differed from the record", "report"), headings, rows)
