"""A month of mail, read whole for its archive, and whether a file is the archive that was closed (manual, Mail sorting 7).

The papers made of it are in `archive_paper.py` and `archive_book.py`, the files in `archive_files.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.work import Queries, Read, query


class Verdict(StrEnum):
    """What a file is, held against the months that were closed."""

    GENUINE = "genuine"
    """The very file that was closed, signed by a desk of this building."""
    UNSIGNED = "unsigned"
    """The very file that was closed; its signature cannot be verified here (any more)."""
    NOT_CLOSED = "not_closed"
    """Signed by a desk of this building, yet no month was closed with it: made and never closed, or another desk's."""
    CHANGED = "changed"
    """Looks like an archive, and was changed since it was signed."""
    FOREIGN = "foreign"
    """No archive of mail."""


VERDICTS: dict[Verdict, Message] = {
    Verdict.GENUINE: N_("This is the file that was closed. Its signature is genuine."),
    Verdict.UNSIGNED: N_("This is the file that was closed. Its signature cannot be verified on this PC."),
    Verdict.NOT_CLOSED: N_("A desk of this building signed this file, but no month was closed with it here."),
    Verdict.CHANGED: N_("This file was changed after it was signed: it is not the one that was closed."),
    Verdict.FOREIGN: N_("This file is no archive of mail."),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `first`: the month that was closed with the file."""

    verdict: Verdict
    first: date | None = None
    closed_at: datetime | None = None
    closed_by: int = 0


class MailArchive(Queries):
    """The month as it is archived."""

    area = "mail_archive"

    @query(allow=SUPERVISORS)
    def month_of(self, read: Read, first: date) -> object:
        """Everything of a month. Raises InvalidInput ("first") for a day that begins none."""
        raise NotImplementedError

    @query(allow=DESK)
    def check(self, read: Read, pdf: bytes, book: bytes | None = None) -> Checked:
        """Whether a file is the one that a month was closed with; `book` is the spreadsheet beside it."""
        raise NotImplementedError
