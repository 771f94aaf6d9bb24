"""Questions about mail. Guards may ask none of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from desk_app.services.blobs.store import fetch
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.db.base import named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.mail import lists, months, ordinary, postage, proposing
from desk_app.services.mail.mapping import to_attempt, to_batch, to_batches, to_outgoing, to_piece
from desk_app.services.mail.records import (
    Batch,
    MailCounts,
    MoneyLine,
    Month,
    OrdinaryCount,
    Outgoing,
    Piece,
    PieceCard,
    Proposal,
    TenantRound,
    View,
    WeekLine,
)
from desk_app.services.mail.rows import addressee_of, batch_row, outgoing_row, piece_row
from desk_app.services.mail.tables import AttemptRow, BatchRow, OutgoingRow, PieceRow
from desk_app.services.mail.typed import checked_day


class MailQueries(Queries):
    """What came, for whom, where it lies; what went out and what it cost."""

    area = "mail"

    @query(allow=DESK)
    def batches(self, read: Read, day: date) -> list[Batch]:
        """The batches taken in on a day, the newest first."""
        wanted = select(BatchRow).where(BatchRow.day == day).order_by(BatchRow.id.desc())
        return to_batches(read.session, read.session.scalars(wanted).all())

    @query(allow=DESK)
    def open_batches(self, read: Read) -> list[Batch]:
        """What is still to be sorted, what is due first coming first."""
        wanted = select(BatchRow).where(BatchRow.sorted_at.is_(None)).order_by(BatchRow.target_at)
        return to_batches(read.session, read.session.scalars(wanted).all())

    @query(allow=DESK)
    def batch(self, read: Read, batch: int) -> Batch:
        """One batch. Raises NotFound."""
        return to_batch(read.session, batch_row(read.session, batch))

    @query(allow=DESK)
    def sorted_of(self, read: Read, batch: int) -> list[Piece]:
        """The registered pieces of a batch, the newest first. Raises NotFound."""
        return lists.pieces_of_batch(read, batch_row(read.session, batch).id)

    @query(allow=DESK)
    def proposals(self, read: Read, batch: int, text: str, unit: str = "") -> list[Proposal]:
        """For whom a piece of this batch may be, by what was typed of its address; the likeliest first, with why."""
        return proposing.proposals(read, batch, text, unit)

    @query(allow=DESK)
    def pieces(self, read: Read, view: View, day: date) -> list[Piece]:
        """The list of a view, at most 2,000. The views but DAY are as of now, whatever the day."""
        return lists.pieces_of(read, view, day)

    @query(allow=DESK)
    def counts(self, read: Read, day: date) -> MailCounts:
        """The numbers above the list."""
        return lists.count_all(read, day)

    @query(allow=DESK)
    def card(self, read: Read, piece: int) -> PieceCard:
        """Everything about one piece. Raises NotFound."""
        row = piece_row(read.session, piece)
        tries = select(AttemptRow).where(AttemptRow.piece == piece).order_by(AttemptRow.id)
        picture = fetch(read.session, row.signature) if row.signature else None
        whose = addressee_of(read.session, row.tenant)
        return PieceCard(
            to_piece(read.session, row),
            tuple(map(to_attempt, read.session.scalars(tries))),
            picture.content if picture is not None else None,
            whose.forwarding if whose is not None and whose.moved_out else "",
            row.asked_by,
            row.approved_at,
        )

    @query(allow=DESK)
    def waiting_for(self, read: Read, text: str) -> list[Piece]:
        """What lies here for whoever stands at the counter: by label, barcode, unit, place, number, company, name."""
        return lists.waiting_for(read, text)

    @query(allow=DESK)
    def round_sheet(self, read: Read, day: date) -> list[TenantRound]:
        """What each tenant gets on the round of a day, from the lowest floor up."""
        return lists.round_sheet(read, day)

    @query(allow=DESK)
    def ordinary(self, read: Read, day: date) -> list[OrdinaryCount]:
        """The letters and printed matter of a day by number, in the order of companies."""
        return ordinary.counts_of_day(read.session, day)

    @query(allow=DESK)
    def kept_apart(self, read: Read) -> list[OrdinaryCount]:
        """The ordinary mail that is kept for tenants that moved out, what is over first."""
        return ordinary.all_kept_apart(read)

    @query(allow=DESK)
    def outgoing(self, read: Read, day: date) -> list[Outgoing]:
        """What was posted on a day, void entries too, the newest first."""
        return [to_outgoing(row) for row in postage.items_of(read.session, day)]

    @query(allow=DESK)
    def left_behind(self, read: Read) -> list[Outgoing]:
        """What was posted before today, in the last 31 days, and is still here: no carrier took it."""
        return [to_outgoing(row) for row in postage.left_behind(read.session, read.today)]

    @query(allow=DESK)
    def posted(self, read: Read, outgoing: int) -> Outgoing:
        """One entry of the register. Raises NotFound."""
        return to_outgoing(outgoing_row(read.session, outgoing))

    @query(allow=DESK)
    def money_list(self, read: Read, day: date) -> list[MoneyLine]:
        """The day's postage for finance, by carrier and how it is paid."""
        return postage.money_of(read.session, checked_day("day", day))

    @query(allow=DESK)
    def week(self, read: Read, monday: date) -> list[WeekLine]:
        """The week of a day by carrier: what the register says, and how it was reconciled."""
        return postage.week_lines(read.session, checked_day("monday", monday))

    @query(allow=DESK)
    def months(self, read: Read) -> list[Month]:
        """Every month since the first entry, this one first."""
        return months.months(read.session, read.today)

    @query(allow=DESK)
    def what_is(self, read: Read, code: str) -> Piece | None:
        """The piece whose label or barcode was scanned; None for anything else."""
        row = lists.piece_named(read, code)
        return to_piece(read.session, row) if row is not None else None

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are mail: what the audit log calls them."""
        return named(
            read.session,
            ids,
            (BatchRow.id, BatchRow.number),
            (PieceRow.id, PieceRow.number),
            (OutgoingRow.id, OutgoingRow.number),
        )
