"""What a month's archive is made of, and what a check of one finds. Money is fen; phones are masked already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from desk_app.services.core.words import N_, Message
from desk_app.services.mail.records import Batch, MailKind, MoneyLine, Month, Outgoing, Piece, WeekLine


@dataclass(frozen=True, slots=True)
class TenantCount:
    """How much came for one tenant; `tenant` None: nobody knew for whom."""

    tenant: int | None
    company: str
    unit: str
    counts: Mapping[MailKind, int]

    @property
    def total(self) -> int:
        """All kinds."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ArchivedPiece:
    """A registered piece, with what only an archive asks for."""

    piece: Piece
    on_paper: bool = False
    """Signed on paper, not on the screen."""
    asked_by: int = 0
    approved_at: datetime | None = None
    closed_by: int = 0
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SentBack:
    """Letters and printed matter of a moved-out tenant that left together."""

    company: str
    unit: str
    kind: MailKind
    quantity: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """An item of the register of outgoing mail; `phone` of the sender, masked."""

    item: Outgoing
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week that touches the month."""

    monday: date
    lines: tuple[WeekLine, ...]


@dataclass(frozen=True, slots=True)
class MonthMail:
    """Everything of a month, as it stands."""

    first: date
    batches: tuple[Batch, ...] = ()
    tenants: tuple[TenantCount, ...] = ()
    pieces: tuple[ArchivedPiece, ...] = ()
    """That came in the month."""
    earlier: tuple[ArchivedPiece, ...] = ()
    """That came before and were handed over, approved, sent on or closed in the month."""
    sent_back: tuple[SentBack, ...] = ()
    outgoing: tuple[Sent, ...] = ()
    money: tuple[MoneyLine, ...] = ()
    weeks: tuple[Week, ...] = ()

    @property
    def returns(self) -> tuple[ArchivedPiece, ...]:
        """Returns and redirects: asked for, approved, gone."""
        return tuple(one for one in (*self.earlier, *self.pieces) if one.piece.reason is not None)


@dataclass(frozen=True, slots=True)
class Signing:
    """How the supervisor signs an archive."""

    name: str = field(repr=False)
    at: datetime
    picture: bytes = field(repr=False)
    """What was drawn."""
    book: str
    """SHA-256 of the spreadsheet that belongs to the paper."""
    key: str
    """The fingerprint of the key of this desk that signs."""
    copy: bool = False
    """Written once more after the month was closed."""


@dataclass(frozen=True, slots=True)
class ArchiveFiles:
    """Where an archive was written."""

    pdf: Path
    book: Path


@dataclass(frozen=True, slots=True)
class Archived:
    """A month that is closed, with its files."""

    month: Month
    files: ArchiveFiles


class Verdict(StrEnum):
    """What a file is, held against the months that were closed at this desk."""

    GENUINE = "genuine"
    COPY = "copy"
    """Written once more when the archive was lost."""
    UNSIGNED = "unsigned"
    NOT_CLOSED = "not_closed"
    CHANGED = "changed"
    STRANGE = "strange"


VERDICTS: dict[Verdict, Message] = {
    Verdict.GENUINE: N_("This is the file that was closed. Its signature is genuine."),
    Verdict.COPY: N_("This is a later copy of a closed month's archive, on record here as it is."),
    Verdict.UNSIGNED: N_("This is the file that was closed. Its signature cannot be verified on this PC."),
    Verdict.NOT_CLOSED: N_("A desk of this building signed this file, but no month was closed with it here."),
    Verdict.CHANGED: N_("This file was changed after it was signed: it is not the one that was closed."),
    Verdict.STRANGE: N_("This is no archive of mail, or none that a desk of this building signed."),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `month`: the one that was closed with the file.

    `book_fits`: whether the spreadsheet beside it is the one that was signed; None if none was given, or the
    paper's word does not count.
    """

    verdict: Verdict
    month: Month | None = None
    book_fits: bool | None = None
