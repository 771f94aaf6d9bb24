"""The papers of privacy: the copy for the person, the receipt of an erasure, the notice for the desk.

The copy holds what is kept of one person, of others only what a mask leaves. The receipt and the notice name nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from desk_app.services.core.looking import WHY_NAMES
from desk_app.services.core.people import DESK
from desk_app.services.core.personal import PersonalRecord, Said
from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.listing import SheetRows
from desk_app.services.printing.model import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Heading,
    Letterhead,
    Rule,
    SignatureLines,
    Size,
    Space,
    Table,
    Text,
    TextSize,
)
from desk_app.services.privacy.records import ASKED_NAMES, Copy, Erasure, KeptFor, Request

COPY = "privacy.copy"
RECEIPT = "privacy.receipt"
NOTICE = "privacy.notice"

DOCUMENTS = (
    DocumentKind(COPY, N_("Copy of somebody’s data"), (Size.A4,), DESK),
    DocumentKind(RECEIPT, N_("Receipt of an erasure"), (Size.A4, Size.A5), DESK),
    DocumentKind(NOTICE, N_("Notice on personal data"), (Size.A4,), DESK),
)
_BACKUPS = N_(
    "Backups made before are kept apart and removed when they are past their age; after a restore the erased records "
    "have to be erased again.",
    "personal paper",
)
_SHARED = N_(
    "It is kept on the computers of this building's desks and, encrypted on the way, at the head office of the "
    "property company. It is used for nothing else and given to nobody but authorities that show their papers. After "
    "these times names, phones, words and pictures are removed by themselves:",
    "personal paper",
)


_UNITS = {
    "days": N_("Days: {n}", "keeping"),
    "months": N_("Months: {n}", "keeping"),
    "years": N_("Years: {n}", "keeping"),
}


def copy_paper(copy: Copy, paper: Paper, titles: dict[str, Message]) -> Document:
    """What is given to the person. `titles`: what each feature is called, by id."""
    say = paper.words.text
    title = say(N_("Copy of your personal data", "personal paper"))
    blocks: list[Block] = [
        Letterhead(paper.desk.building, copy.request.number),
        Heading(title, note=paper.moment(copy.request.at)),
        Text(
            say(
                N_(
                    "This is what the front desk keeps about you. Names of other people are masked. "
                    "Pictures, signatures and whole document numbers are shown to you at the desk.",
                    "personal paper",
                )
            )
        ),
    ]
    for one in copy.records:
        blocks.append(Heading(_record_title(one, paper, titles), note=one.day.isoformat(), minor=True))
        blocks.append(Fields(tuple(_facts(one, paper)), columns=2))
    blocks += [Space(4.0), Rule(), *_asked(copy.request, paper), _signed(paper)]
    return Document(COPY, title, Size.A4, tuple(blocks), copy.request.number, subject=copy.request.number)


def copy_rows(copy: Copy, paper: Paper, titles: dict[str, Message]) -> SheetRows:
    """The same as a spreadsheet: one line for each fact."""
    say = paper.words.text
    headers = [
        say(one)
        for one in (
            N_("Area", "personal paper"),
            N_("Part", "personal paper"),
            N_("Number", "personal paper"),
            N_("Day", "personal paper"),
            N_("What", "personal paper"),
            N_("Value", "personal paper"),
        )
    ]
    rows = [
        [say(titles[one.feature]), say(one.what), one.number, one.day, say(label), _cell(value, paper)]
        for one in copy.records
        for label, value in one.facts
    ]
    return headers, rows


def erasure_receipt(erasure: Erasure, paper: Paper, titles: dict[str, Message], *, size: Size) -> Document:
    """What was erased, by area and number, and what stays and why. Names nobody."""
    say, request = paper.words.text, erasure.request
    title = say(N_("Erasure of personal data", "personal paper"))
    blocks: list[Block] = [
        Letterhead(paper.desk.building, request.number),
        Heading(title, note=paper.moment(request.at)),
        Text(
            say(
                N_(
                    "Names, phones, words, pictures and signatures of these records were erased:",
                    "personal paper",
                )
            )
        ),
        Table(
            (Column(say(N_("Area", "personal paper")), 3), Column(say(N_("Records", "personal paper")), 1)),
            tuple((say(titles[feature]), str(count)) for feature, count in erasure.erased),
            empty=say(N_("Nothing could be erased.", "personal paper")),
        ),
        *_elsewhere(erasure, paper),
        *_stays(erasure, paper),
        Text(say(_BACKUPS), TextSize.SMALL, muted=True),
        Space(4.0),
        *_asked(request, paper),
        _signed(paper),
    ]
    return Document(RECEIPT, title, size, tuple(blocks), request.number, subject=request.number)


def notice(rules: Sequence[KeptFor], paper: Paper, *, whom: str, day: date, shared: bool) -> Document:
    """What hangs at the desk: what is asked and why, how long it is kept, whom to ask.

    `shared`: this desk exchanges its records with the building's other desks and head office, and says so.
    """
    say = paper.words.text
    title = say(N_("How we handle your personal data", "personal paper"))
    paragraphs = (
        N_(
            "We ask for a name and a phone to know who is in the building, to find you in an emergency, and to give "
            "things back to whom they belong. A document number is asked only where a work permit or the law needs it; "
            "it is kept sealed and shown masked.",
            "personal paper",
        ),
        _SHARED
        if shared
        else N_(
            "It stays on this desk's own computer. It is used for nothing else and given to nobody but authorities "
            "that show their papers. After these times names, phones, words and pictures are removed by themselves:",
            "personal paper",
        ),
    )
    rights = N_(
        "You may see a copy of what is kept about you, have it corrected, or have it erased. Ask: {whom}.",
        "personal paper",
    )
    who = whom or say(N_("the front desk", "personal paper"))
    return Document(
        NOTICE,
        title,
        Size.A4,
        (
            Letterhead(paper.desk.building, day.isoformat()),
            Heading(title),
            *(Text(say(one), TextSize.LARGE) for one in paragraphs),
            Table(
                (
                    Column(say(N_("What is kept", "personal paper")), 4),
                    Column(say(N_("How long", "personal paper")), 1),
                ),
                tuple((say(one.title), say(_UNITS[one.unit], n=one.amount)) for one in rules),
            ),
            Space(4.0),
            Text(say(rights, whom=who), TextSize.LARGE, bold=True),
        ),
        subject=title,
    )


def _elsewhere(erasure: Erasure, paper: Paper) -> tuple[Block, ...]:
    if not erasure.elsewhere:
        return ()
    said = N_(
        "Written at other desks of the building: {n} of them. There they are erased with the next exchange of records.",
        "personal paper",
    )
    return (Text(paper.words.text(said, n=erasure.elsewhere)),)


def _stays(erasure: Erasure, paper: Paper) -> tuple[Block, ...]:
    if not erasure.stayed:
        return ()
    say = paper.words.text
    rows = tuple((say(one.what), one.number, one.day.isoformat(), say(one.why)) for one in erasure.stayed)
    columns = (
        Column(say(N_("Part", "personal paper")), 3),
        Column(say(N_("Number", "personal paper")), 3),
        Column(say(N_("Day", "personal paper")), 2),
        Column(say(N_("Why it stays", "personal paper")), 6),
    )
    return (
        Text(say(N_("These records must stay for now:", "personal paper"))),
        Table(columns, rows, max_lines=4, size=TextSize.SMALL),
    )


def _asked(request: Request, paper: Paper) -> Iterable[Block]:
    say = paper.words.text
    yield Fields(
        (
            Field(say(N_("Asked by", "personal paper")), say(ASKED_NAMES[request.asked])),
            Field(say(N_("Reason", "personal paper")), say(WHY_NAMES[request.why])),
            Field(say(N_("Records", "personal paper")), str(request.records)),
        )
    )


def _signed(paper: Paper) -> Block:
    say = paper.words.text
    return SignatureLines(
        (say(N_("Received", "personal paper")), say(N_("Supervisor", "personal paper"))),
    )


def _record_title(one: PersonalRecord, paper: Paper, titles: dict[str, Message]) -> str:
    say = paper.words.text
    return " · ".join(part for part in (say(titles[one.feature]), say(one.what), one.number) if part)


def _facts(one: PersonalRecord, paper: Paper) -> Iterable[Field]:
    for label, value in one.facts:
        yield Field(paper.words.text(label), _text(value, paper))


def _text(value: Said, paper: Paper) -> str:
    if isinstance(value, Message):
        return paper.words.text(value)
    if isinstance(value, datetime):
        return paper.moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(value: Said, paper: Paper) -> str | int | date | datetime:
    if isinstance(value, Message):
        return paper.words.text(value)
    if isinstance(value, datetime):
        return value.astimezone(paper.zone).replace(second=0, microsecond=0, tzinfo=None)
    return value
