"""A month of mail read whole, and whether a file is the archive that was closed (operating manual, Mail sorting 7).

The papers made of it are in `archive_paper.py` and `archive_book.py`, how it is signed in `sealing.py`, how it all goes
together in `archiving.py`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, or_, select

from desk_app.services.codes.signing import Purpose, fingerprint, open_signing_key
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.directory.reading import addressees
from desk_app.services.journal.happened import last_time_of
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.mail import events, months, postage, rules, sealing
from desk_app.services.mail.archive_records import (
    ArchivedPiece,
    Checked,
    MonthMail,
    Sent,
    SentBack,
    TenantCount,
    Verdict,
    Week,
)
from desk_app.services.mail.mapping import chunks, to_batches, to_month, to_outgoing, to_pieces
from desk_app.services.mail.records import Batch, MailKind, Piece, PieceState, WeekLine
from desk_app.services.mail.tables import BatchRow, MonthRow, OrdinaryRow, OutgoingRow, PieceRow
from desk_app.services.mail.typed import checked_day
from desk_app.services.trust.ring import sync_ring

_PHONE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
"""A mobile number within words."""
_ON_THE_PILE = 180
"""Days: longer than the setting lets anything lie on the pile."""


class MailArchive(Queries):
    """The month as it is archived, its signature, and the check of a file."""

    area = "mail_archive"

    @query(allow=SUPERVISORS)
    def month_of(self, read: Read, first: date) -> MonthMail:
        """Everything of a month, in the order in which it happened. Raises InvalidInput ("first")."""
        return _Month(read, first).whole()

    @query(allow=SUPERVISORS)
    def require_closable(self, read: Read, first: date) -> None:
        """Raise what closing the month would raise, before anything is written. Raises IllegalStep."""
        months.require_closable(read.session, checked_day("first", first), read.today)

    @query(allow=SUPERVISORS)
    def require_closed(self, read: Read, first: date) -> None:
        """Raise IllegalStep for a month that is not closed: there is nothing to copy."""
        months.require_closed(read.session, checked_day("first", first), read.today)

    @query(allow=SUPERVISORS)
    def key(self, read: Read) -> str:
        """The fingerprint of the key that this desk signs archives with, as it stands on them."""
        return fingerprint(open_signing_key(read.secrets, Purpose.SYNC).public)

    @query(allow=SUPERVISORS)
    def seal(self, read: Read, first: date, paper: bytes, book: str) -> bytes:
        """The paper with this desk's signature behind it. `book`: the spreadsheet's SHA-256."""
        key = open_signing_key(read.secrets, Purpose.SYNC)
        return sealing.sealed(paper, book, first, read.desk, read.now, key)

    @query(allow=DESK)
    def check(self, read: Read, paper: bytes, book: bytes | None = None) -> Checked:
        """Whether a file is the one that a month was closed with; `book` is the spreadsheet that came with it."""
        wanted = select(MonthRow).where(MonthRow.digest == sealing.digest_of(paper))
        row = read.session.scalars(wanted).first()
        counts = row is not None and months.is_closed(read.session, row.first, read.today)
        month = to_month(row) if row is not None and counts else None
        found = sealing.opened(paper)
        ring = sync_ring(read.bench, read.session)
        copy = months.copy_with(read.session, sealing.digest_of(paper)) if month is None else None
        if copy is not None:
            return Checked(Verdict.COPY, to_month(copy), _fits(found, book))
        if found is None or not found.known(ring):
            return Checked(self._unsealed(read, paper) if month is None else Verdict.UNSIGNED, month)
        if not (found.whole and found.genuine(ring)):
            return Checked(Verdict.CHANGED if month is None else Verdict.UNSIGNED, month)
        return Checked(Verdict.NOT_CLOSED if month is None else Verdict.GENUINE, month, _fits(found, book))

    def _unsealed(self, read: Read, paper: bytes) -> Verdict:
        """Without a seal that can be read, the paper itself tells whether it is ours."""
        ours = months.is_our_body(read.session, sealing.body_digest(paper))
        return Verdict.CHANGED if ours else Verdict.STRANGE


def _fits(found: sealing.Sealed | None, book: bytes | None) -> bool | None:
    """Whether the spreadsheet is the one that was signed with the paper; None if none was given."""
    return sealing.digest_of(book) == found.seal.book if book is not None and found is not None else None


class _Month:
    """Reads a month of one consistent view."""

    def __init__(self, read: Read, first: date) -> None:
        if first.day != 1:
            raise InvalidInput({"first": UserError(N_("A month begins with its first day."))})
        checked_day("first", first)
        self.read, self.session = read, read.session
        self.first, self.after = first, rules.month_after(first)
        zone = read.bench.clock.zone
        self.start, self.end = (
            datetime.combine(day, time(), zone).astimezone(UTC) for day in (self.first, self.after)
        )

    def whole(self) -> MonthMail:
        came, earlier = self._pieces()
        items = self._outgoing()
        return MonthMail(
            first=self.first,
            batches=tuple(self._batches()),
            tenants=tuple(self._tenants([one.piece for one in came])),
            pieces=tuple(came),
            earlier=tuple(earlier),
            sent_back=tuple(self._sent_back()),
            outgoing=tuple(items),
            money=tuple(postage.money_between(self.session, self.first, self.after)),
            weeks=tuple(self._weeks()),
        )

    def _batches(self) -> list[Batch]:
        wanted = select(BatchRow).where(BatchRow.day >= self.first, BatchRow.day < self.after)
        found = to_batches(self.session, self.session.scalars(wanted.order_by(BatchRow.id)).all())
        return [replace(one, difference=masked(one.difference)) for one in found]

    # Pieces

    def _pieces(self) -> tuple[list[ArchivedPiece], list[ArchivedPiece]]:
        """Those that came in the month, and those from before that were settled in it."""
        closed = self._closings()
        came = select(PieceRow).where(PieceRow.day >= self.first, PieceRow.day < self.after)
        rows = self.session.scalars(came.order_by(PieceRow.id)).all()
        moments = (PieceRow.handed_at, PieceRow.approved_at, PieceRow.sent_on_at)
        settled = or_(*((one >= self.start) & (one < self.end) for one in moments))
        before = select(PieceRow).where(PieceRow.day < self.first)
        found = {row.id: row for row in self.session.scalars(before.where(settled))}
        closed_now = [one for one, at in closed.items() if self.start <= at < self.end]
        for some in chunks(closed_now):
            found |= {row.id: row for row in self.session.scalars(before.where(PieceRow.id.in_(some)))}
        earlier = [found[one] for one in sorted(found)]
        return self._archived(rows, closed), self._archived(earlier, closed)

    def _closings(self) -> dict[int, datetime]:
        """When the supervisor closed which pieces: no row says it."""
        closed = self.session.scalars(
            select(PieceRow.id).where(PieceRow.state == PieceState.CLOSED.value)
        ).all()
        return last_time_of(self.session, events.CLOSED, closed)

    def _archived(self, rows: Sequence[PieceRow], closed: dict[int, datetime]) -> list[ArchivedPiece]:
        pieces = to_pieces(self.session, rows)
        return [
            ArchivedPiece(
                _without_phones(piece), row.on_paper, row.asked_by, row.approved_at, row.closed_by,
                closed.get(row.id),
            )
            for piece, row in zip(pieces, rows, strict=True)
        ]  # fmt: skip

    # Counts

    def _tenants(self, pieces: Iterable[Piece]) -> list[TenantCount]:
        """By company: letters by number, all else one by one; what nobody could match comes last."""
        counted: defaultdict[int | None, Counter[MailKind]] = defaultdict(Counter)
        called: dict[int | None, tuple[str, str]] = {None: ("", "")}
        ordinary = (
            select(OrdinaryRow.tenant, OrdinaryRow.kind, func.sum(OrdinaryRow.quantity))
            .where(OrdinaryRow.day >= self.first, OrdinaryRow.day < self.after)
            .group_by(OrdinaryRow.tenant, OrdinaryRow.kind)
        )
        for tenant, kind, quantity in self.session.execute(ordinary):
            counted[tenant][MailKind(kind)] += quantity
        for piece in (*self._unmatched_then(pieces), *self._matched_now()):
            counted[piece.tenant][piece.kind] += 1
            called.setdefault(piece.tenant, (piece.company, piece.unit))
        called |= self._called(counted)
        found = [
            TenantCount(tenant, *called.get(tenant, ("", "")), dict(counts))
            for tenant, counts in counted.items()
        ]
        return sorted(found, key=lambda one: (one.tenant is None, one.company, one.unit, one.tenant or 0))

    def _unmatched_then(self, pieces: Iterable[Piece]) -> list[Piece]:
        """What found its tenant only later was on the pile when the month ended: its count stays as it was archived."""
        pieces = list(pieces)
        matched = last_time_of(self.session, events.MATCHED, [one.id for one in pieces])
        late = {one for one, at in matched.items() if at >= self.end}
        return [replace(one, tenant=None, company="", unit="") if one.id in late else one for one in pieces]

    def _matched_now(self) -> list[Piece]:
        """From the pile of earlier months: it counts for its tenant in the month in which it found it."""
        since = self.first - timedelta(days=_ON_THE_PILE)
        wanted = select(PieceRow).where(
            PieceRow.day >= since, PieceRow.day < self.first, PieceRow.tenant.is_not(None)
        )
        rows = self.session.scalars(wanted.order_by(PieceRow.id)).all()
        matched = last_time_of(self.session, events.MATCHED, [row.id for row in rows])
        found = {one for one, at in matched.items() if self.start <= at < self.end}
        return to_pieces(self.session, [row for row in rows if row.id in found])

    def _called(self, tenants: Iterable[int | None]) -> dict[int | None, tuple[str, str]]:
        known = addressees(self.session)
        found = {one: known[one].tenant for one in tenants if one is not None and one in known}
        return {one: (who.name, who.units[0] if who.units else "") for one, who in found.items()}

    def _sent_back(self) -> list[SentBack]:
        wanted = select(OrdinaryRow).where(
            OrdinaryRow.keep_until.is_not(None),
            OrdinaryRow.delivered_at >= self.start,
            OrdinaryRow.delivered_at < self.end,
        )
        rows = self.session.scalars(wanted.order_by(OrdinaryRow.delivered_at, OrdinaryRow.id)).all()
        called = self._called({row.tenant for row in rows})
        return [
            SentBack(*called.get(row.tenant, ("", "")), MailKind(row.kind), row.quantity, row.delivered_at)
            for row in rows
            if row.delivered_at is not None
        ]

    # What was sent

    def _outgoing(self) -> list[Sent]:
        wanted = select(OutgoingRow).where(OutgoingRow.day >= self.first, OutgoingRow.day < self.after)
        rows = self.session.scalars(wanted.order_by(OutgoingRow.id))
        return [
            Sent(replace(to_outgoing(row), sender=masked(row.sender)), mask_phone(row.phone)) for row in rows
        ]

    def _weeks(self) -> Iterable[Week]:
        """Every week with a day in the month, those without items left out."""
        monday = rules.week_of(self.first)[0]
        while monday < self.after:
            lines = postage.week_lines(self.session, monday)
            if lines:
                yield Week(monday, tuple(_masked_line(one) for one in lines))
            monday += timedelta(days=7)


def masked(words: str) -> str:
    """Free words with the mobile numbers in them masked: an archive goes through many hands."""
    return _PHONE.sub(lambda found: mask_phone(found[0]), words)


def _without_phones(piece: Piece) -> Piece:
    return replace(
        piece,
        recipient=masked(piece.recipient),
        handed_to=masked(piece.handed_to),
        remark=masked(piece.remark),
        reason_words=masked(piece.reason_words),
        closed_why=masked(piece.closed_why),
    )


def _masked_line(line: WeekLine) -> WeekLine:
    done = line.reconciliation
    if done is None:
        return line
    return replace(line, reconciliation=replace(done, explanation=masked(done.explanation)))
