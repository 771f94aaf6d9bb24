"""A month is archived and closed: read, drawn, signed, written, read again, closed (operating manual, Mail sorting 7).

Whatever fails on the way leaves the month open and no file behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.mail import archive_files
from desk_app.services.mail.archive import MailArchive
from desk_app.services.mail.archive_book import archive_book
from desk_app.services.mail.archive_paper import archive_paper
from desk_app.services.mail.archive_records import Archived, ArchiveFiles, MonthMail, Signing
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.sealing import body_digest, digest_of
from desk_app.services.printing.desk_paper import Paper


@dataclass(frozen=True)
class Archiving:
    """Everything that closing a month with its archive takes. `names`: the staff's, by id."""

    ask: MailArchive
    post: OutgoingMail
    paper: Paper
    names: Mapping[int, str] = field(repr=False)

    def close(self, by: Actor, first: date, folder: Path, picture: bytes, now: datetime) -> Changes[Archived]:
        """Archive the month into `folder` and close it; `picture` is the signature that the supervisor drew.

        Raises NotPermitted, InvalidInput ("first", "signature"), IllegalStep for a month that cannot be closed or that
        changed meanwhile, and StorageTrouble. The month is open then, and no file was left.
        """
        self.ask.require_closable(by, first)
        return self._write(by, first, folder, picture, now)

    def copy(self, by: Actor, first: date, folder: Path, picture: bytes, now: datetime) -> Changes[Archived]:
        """Write the lost archive of a closed month once more: what it says stands as it stands now, and says so.

        Raises NotPermitted, InvalidInput ("signature"), IllegalStep for a month that is not closed, and StorageTrouble.
        """
        self.ask.require_closed(by, first)
        return self._write(by, first, folder, picture, now, copy=True)

    def _write(
        self, by: Actor, first: date, folder: Path, picture: bytes, now: datetime, *, copy: bool = False
    ) -> Changes[Archived]:
        if not picture:
            raise InvalidInput({"signature": UserError(N_("Sign the archive first."))})
        files = archive_files.files_of(folder, self.paper.desk, first, copy=copy)
        month = self.ask.month_of(by, first)
        pdf, book = self._made(by, month, picture, now, copy=copy)
        archive_files.write(files, pdf, book)
        try:
            return self._recorded(by, month, files, pdf, copy=copy)
        except BaseException:
            archive_files.remove(files)
            raise

    def _made(
        self, by: Actor, month: MonthMail, picture: bytes, now: datetime, *, copy: bool
    ) -> tuple[bytes, bytes]:
        from desk_app.services.printing.render import render

        name = self.names.get(by.staff_id, by.name)
        book = archive_book(month, self.paper, self.names, signer=name, at=now)
        signing = Signing(name, now, picture, digest_of(book), self.ask.key(by), copy=copy)
        document = archive_paper(month, self.paper, self.names, printed=now, signing=signing)
        sealed = self.ask.seal(by, month.first, render(document, locked=True), signing.book)
        return sealed, book

    def _recorded(
        self, by: Actor, month: MonthMail, files: ArchiveFiles, pdf: bytes, *, copy: bool
    ) -> Changes[Archived]:
        """Nothing of the month may have changed while it was drawn and written."""
        if self.ask.month_of(by, month.first) != month:
            raise IllegalStep(
                N_("Something of this month changed while it was archived. Archive it once more.")
            )
        verb = self.post.copy_month if copy else self.post.close_month
        done = verb(by, month.first, digest_of(pdf), body_digest(pdf))
        return Changes(Archived(done.result, files), done.touched)
