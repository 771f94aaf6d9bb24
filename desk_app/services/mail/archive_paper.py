"""The archive of a month as a paper: its tables, and at the end who signed it, when, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from desk_app.services.core.words import N_
from desk_app.services.mail.archive_records import MonthMail, Signing
from desk_app.services.mail.archive_tables import ArchiveTable, Cell, said, tables_of
from desk_app.services.mail.documents import ARCHIVE
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import (
    Align,
    Block,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    Size,
    Space,
    Table,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import grouped_digest
from desk_app.services.sheets.cells import Money

_SIGNED_MM = (60.0, 20.0)


def archive_paper(
    month: MonthMail,
    paper: Paper,
    names: Mapping[int, str],
    *,
    printed: datetime,
    signing: Signing | None = None,
) -> Document:
    """The month on A4 across. Without `signing` it is a preview, and says so. `names`: the staff's, by id."""
    say = paper.words.text
    title = archive_title(month.first, paper)
    preview = say(N_("PREVIEW", "mail archive")) if signing is None else ""
    made = signing.at if signing is not None else printed
    as_of = N_("As of {moment}", "mail archive")
    copy = N_("Copy of a closed month, written {moment}", "mail archive")
    later = signing is not None and signing.copy
    note = say(copy if later else as_of, moment=paper.moment(made))
    blocks: list[Block] = [paper.letterhead(paper.desk.desk_code), Heading(title, note=note)]
    for table in tables_of(month, paper, names):
        blocks += _drawn(table, paper)
    blocks += _signature(signing, paper)
    pages = say(N_("Page {page} of {pages}", "mail archive"), page="{page}", pages="{pages}")
    return Document(
        ARCHIVE, title, Size.A4_LANDSCAPE, tuple(blocks), subject=title, page_label=pages, watermark=preview
    )


def archive_title(first: date, paper: Paper) -> str:
    """What an archive is called."""
    return paper.words.text(N_("Mail archive {month}", "mail archive"), month=first.strftime("%Y-%m"))


def _drawn(table: ArchiveTable, paper: Paper) -> tuple[Block, ...]:
    columns = tuple(
        Column(head.title, head.width, _align(row[at] for row in table.rows))
        for at, head in enumerate(table.heads)
    )
    rows = tuple(tuple(said(cell, paper) for cell in row) for row in table.rows)
    empty = paper.words.text(N_("Nothing.", "mail archive"))
    return (
        Heading(table.title, minor=True),
        Table(columns, rows, empty=empty, max_lines=12, size=TextSize.SMALL),
    )


def _align(cells: Iterable[Cell]) -> Align:
    return Align.RIGHT if any(isinstance(cell, int | Money) for cell in cells) else Align.LEFT


def _signature(signing: Signing | None, paper: Paper) -> tuple[Block, ...]:
    say = paper.words.text
    heading = Heading(say(N_("Closed and signed", "mail archive")), minor=True)
    if signing is None:
        return heading, Text(
            say(N_("This is a preview: the month is not closed.", "mail archive")), muted=True
        )
    facts = (
        Field(say(N_("Signed by", "mail archive")), signing.name, strong=True),
        Field(say(N_("Signed", "mail archive")), paper.moment(signing.at), strong=True),
        Field(say(N_("Spreadsheet, SHA-256", "mail archive")), grouped_digest(signing.book)),
        Field(say(N_("Key of desk {desk}", "mail archive"), desk=paper.desk.desk_code), signing.key),
    )
    text = N_(
        "From here on the entries of this month are read only; what was wrong in them becomes a new entry. This file "
        "and its spreadsheet are signed by this desk: the program tells whether they were changed.",
        "mail archive",
    )
    signed = (Image(signing.picture, *_SIGNED_MM), Fields(facts), Space(1), Text(say(text), muted=True))
    # Side by side with nothing: never torn over two pages.
    return (Columns(((heading, *signed),)),)
