"""The card of a person or company on paper: what is open with them, to be ticked off before they leave the building."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk_app.services.cards.records import Card, Face
from desk_app.services.core.matters import Matter, Part
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Block,
    Column,
    Document,
    Field,
    Fields,
    Heading,
    SignatureLines,
    Size,
    Table,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import said

SHEET = "cards.sheet"
DOCUMENTS = (DocumentKind(SHEET, N_("Clearance sheet"), (Size.A4, Size.A5), DESK),)

PART_TITLES: dict[Part, Message] = {
    Part.OWES: N_("Overdue", "card paper"),
    Part.HOLDS: N_("Still held", "card paper"),
    Part.EXPECTS: N_("Expected", "card paper"),
    Part.NOTED: N_("To know of", "card paper"),
}


def matter_sheet(card: Card, paper: Paper, *, printed: datetime, size: Size = Size.A4) -> Document:
    """Everything open with a person or company, the overdue first, each with a box; the phone is masked."""
    say, title, face = paper.words.text, paper.words.text(N_("Clearance sheet")), card.face
    moment = say(N_("Printed {moment}"), moment=paper.moment(printed))
    blocks: list[Block] = [
        paper.letterhead(paper.desk.desk_code),
        Heading(title, note=moment),
        Text(face.name, TextSize.LARGE, bold=True, max_lines=3),
        Fields(_facts(face, paper)),
    ]
    for part in PART_TITLES:
        matters = [one for one in card.matters if one.part is part]
        if matters:
            blocks += [Heading(say(PART_TITLES[part]), minor=True), _matters(matters, paper)]
    if not card.matters:
        blocks.append(Text(say(N_("Nothing is open.", "card paper")), TextSize.LARGE, bold=True))
    if card.people:
        blocks += [
            Heading(say(N_("People with something open", "card paper")), minor=True),
            _people(card.people, paper),
        ]
    blocks.append(
        SignatureLines((say(N_("Front desk signs", "card paper")), say(N_("Received by", "card paper"))))
    )
    return Document(SHEET, title, size, tuple(blocks), subject=face.name)


def _facts(face: Face, paper: Paper) -> tuple[Field, ...]:
    say = paper.words.text
    return said(
        Field(say(N_("Units", "card paper") if face.company else N_("Company", "card paper")), face.detail),
        Field(say(N_("Phone")), face.phone_mask),
        Field(say(N_("State")), say(N_("suspended", "card paper")) if face.suspended else "", strong=True),
    )


def _matters(matters: Sequence[Matter], paper: Paper) -> Table:
    say = paper.words.text
    columns = (
        Column(say(N_("Matter", "card paper")), 122),
        Column(say(N_("Since", "card paper")), 34),
        Column(say(N_("Done", "card paper")), 20, tick=True),
    )
    rows = tuple((_said(one, paper), paper.moment(one.since)) for one in matters)
    return Table(columns, rows, max_lines=4)


def _said(one: Matter, paper: Paper) -> str:
    """The matter's sentence; a moment in it as it is at the building."""
    values = {
        name: paper.moment(value) if isinstance(value, datetime) else value
        for name, value in one.values.items()
    }
    return paper.words.text(one.text, **values)


def _people(people: Sequence[Face], paper: Paper) -> Table:
    say = paper.words.text
    columns = (
        Column(say(N_("Name", "card paper")), 60),
        Column(say(N_("Phone")), 40),
        Column(say(N_("Company", "card paper")), 56),
        Column(say(N_("Open", "card paper")), 20, Align.RIGHT),
    )
    rows = tuple((one.name, one.phone_mask, one.detail, str(one.open) if one.open else "") for one in people)
    return Table(columns, rows, max_lines=2)
