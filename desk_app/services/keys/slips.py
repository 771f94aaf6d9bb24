"""The slip of a borrowing: the holder's copy names codes alone, the desk's the rooms too (operating manual, Key
register 2 to 4). Its kind is in `documents.py`, which also gives it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.departments import DEPARTMENTS
from desk_app.services.keys.records import Escorted, Handout, HandoutCard, HandoutLine
from desk_app.services.keys.terms import (
    CHECK_NAMES,
    HANDOUT_STATE_NAMES,
    KEY_CATEGORY_NAMES,
    PURPOSE_NAMES,
    HandoutState,
    KeyCategory,
    LineState,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import (
    Align,
    Banner,
    Block,
    Code,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    Rule,
    SignatureLines,
    Size,
    Table,
    Text,
    TextSize,
    Tick,
    TickBoxes,
)
from desk_app.services.printing.parts import grouped, named, said

SLIP = "keys.slip"

_CODE_MM = 30.0
_SIGNED_MM = (52.0, 15.0)


@dataclass(frozen=True)
class _Slip:
    """What every part of a slip may know."""

    card: HandoutCard
    paper: Paper
    names: Mapping[int, str] = field(repr=False)

    def say(self, message: Message, **values: object) -> str:
        return self.paper.words.text(message, **values)

    @property
    def handout(self) -> Handout:
        return self.card.handout

    @property
    def lines(self) -> tuple[HandoutLine, ...]:
        return tuple(line for line in self.handout.lines if line.state is not LineState.VOID)


def handout_slip(card: HandoutCard, paper: Paper, names: Mapping[int, str], *, size: Size) -> Document:
    """Who has which keys until when; on a roll the desk's part is torn off below. `names`: the staff's, by id.

    A reprint is marked as a copy beside its code, with the same code.
    """
    told, handout = _Slip(card, paper, names), card.handout
    title, copy = paper.words.text(N_("Key slip")), max(0, handout.copies - 1)
    document = Document(SLIP, title, size, (), handout.number, copy, subject=handout.holder)
    if size.height_mm is None:
        return replace(document, blocks=(*_roll(told), Rule(dashed=True), *_stub(told)))
    behind = replace(document, blocks=_sheet(told, for_desk=True))
    return replace(document, blocks=_sheet(told, for_desk=False), counterparts=(behind,))


def _sheet(told: _Slip, *, for_desk: bool) -> tuple[Block, ...]:
    whose = N_("Desk copy", "key paper") if for_desk else N_("Holder's copy", "key paper")
    head = (_holder(told), Fields(_facts(told, for_desk=for_desk)))
    return (
        told.paper.letterhead(told.handout.number),
        Heading(told.say(N_("Key slip")), note=told.say(whose)),
        Columns((head, (_code(told),)), widths=(1.0, 0.42)),
        _table(told, rooms=for_desk),
        *_rules(told),
        *_signed(told),
        *(_on_return(told) if for_desk else ()),
    )


def _roll(told: _Slip) -> tuple[Block, ...]:
    return (
        told.paper.letterhead(told.handout.number),
        Banner(told.say(N_("Key slip"))),
        _holder(told),
        Fields(_facts(told, for_desk=False)),
        _code(told),
        _table(told, rooms=False),
        *_rules(told),
    )


def _stub(told: _Slip) -> tuple[Block, ...]:
    """What the desk tears off and keeps."""
    codes = told.say(N_(", ", "key paper")).join(line.code for line in told.lines)
    facts = said(
        Field(told.say(N_("Number")), told.handout.number),
        Field(told.say(N_("Keys", "key paper")), codes),
        Field(told.say(N_("Due back", "key paper")), told.paper.until(told.handout.due), strong=True),
    )
    return Heading(told.say(N_("Desk copy", "key paper"))), _holder(told), Fields(facts), *_signed(told)


def _holder(told: _Slip) -> Text:
    return Text(told.handout.holder, TextSize.LARGE, bold=True, max_lines=2)


def _facts(told: _Slip, *, for_desk: bool) -> tuple[Field, ...]:
    """What was typed about the purpose may name a room: the desk's copy alone has it."""
    one, paper = told.handout, told.paper
    comma = told.say(N_(", ", "key paper"))
    purpose = comma.join(
        part for part in (told.say(PURPOSE_NAMES[one.purpose]), one.words if for_desk else "") if part
    )
    out = f"{paper.moment(one.out_at)} {told.names.get(one.asked_by, '')}".rstrip() if one.out_at else ""
    waits = told.say(HANDOUT_STATE_NAMES[one.state]) if one.state in _NOT_OUT else ""
    return said(
        Field(told.say(N_("Department", "key paper")), department(one.department, paper)),
        Field(told.say(N_("Accompanies", "key paper")), escorted(one.escorted)),
        Field(told.say(N_("Purpose", "key paper")), purpose),
        Field(told.say(N_("Given out", "key paper")), out),
        Field(told.say(N_("State")), waits, strong=True),
        Field(told.say(N_("Due back", "key paper")), paper.until(one.due), strong=True),
        Field(told.say(N_("Ring", "key paper")), one.ring),
        Field(told.say(N_("Approved by", "key paper")), _approved(told)),
        Field(told.say(N_("Exception", "key paper")), comma.join(map(told.say, one.exceptions))),
    )


_NOT_OUT = (
    HandoutState.REQUESTED,
    HandoutState.APPROVED,
    HandoutState.REFUSED,
    HandoutState.CANCELLED,
)


def department(code: str, paper: Paper) -> str:
    """What a department is called; one that is not among the standard ones by what it was called when it was noted."""
    known = next((one for one in DEPARTMENTS if one.code == code), None)
    return named(paper.words, known.name, known.english_name) if known else code


def escorted(one: Escorted | None) -> str:
    """The outside worker whom the holder accompanies, the phone masked."""
    return " ".join(part for part in (one.name, one.company, mask_phone(one.phone)) if part) if one else ""


def _approved(told: _Slip) -> str:
    said_by = (
        f"{told.names.get(one.by, '')} {told.paper.day_time(one.at)}".strip()
        for one in told.handout.approvals
    )
    return told.say(N_(", ", "key paper")).join(said_by)


def _code(told: _Slip) -> Code:
    caption = told.say(N_("Scan at the return", "key paper"))
    return Code(told.handout.code, short=grouped(told.handout.code), caption=caption, size_mm=_CODE_MM)


def _table(told: _Slip, *, rooms: bool) -> Table:
    """Every copy; the desk's own paper says of which room."""
    columns = [
        Column(told.say(N_("Key", "key paper")), 34),
        Column(told.say(N_("Hook", "key paper")), 20),
        Column(told.say(N_("Returned", "key paper")), 26),
    ]
    if rooms:
        columns.insert(1, Column(told.say(N_("Room or area", "key paper")), 46))
    return Table(tuple(columns), tuple(_row(line, told, rooms=rooms) for line in told.lines), max_lines=3)


def _row(line: HandoutLine, told: _Slip, *, rooms: bool) -> tuple[str, ...]:
    back = told.paper.day_time(line.returned_at)
    if line.state is LineState.LOST:
        back = told.say(N_("lost", "key paper"))
    room = f"{line.place}\n{told.say(KEY_CATEGORY_NAMES[line.category])}"
    return (line.code, room, line.hook, back) if rooms else (line.code, line.hook, back)


def _rules(told: _Slip) -> tuple[Block, ...]:
    rules = [
        told.say(
            N_(
                "Bring the keys back to the front desk yourself, in time. To hand them on, tell the desk first."
            )
        ),
        told.say(N_("Never copy a key or mark it with its room. Report a loss at once.")),
    ]
    if any(line.category is not KeyCategory.VEHICLE for line in told.lines):
        rules.append(told.say(N_("On leaving: power off, windows and doors shut, unit locked.")))
    if told.handout.escorted:
        rules.append(told.say(N_("Whoever signed accompanies the outside worker all the time.")))
    return tuple(Text(rule, TextSize.SMALL, max_lines=2) for rule in rules)


def _signed(told: _Slip) -> tuple[Block, ...]:
    """The signature drawn on the screen, or a line to sign on; the desk signs beside it."""
    signs, desk = told.say(N_("Holder signs", "key paper")), told.say(N_("Front desk signs", "key paper"))
    if told.card.signature is None:
        return (SignatureLines((signs, desk)),)
    picture = (Text(signs, TextSize.SMALL, muted=True), Image(told.card.signature, *_SIGNED_MM))
    return (Columns((picture, (SignatureLines((desk,)),))),)


def _on_return(told: _Slip) -> tuple[Block, ...]:
    """What was handed on, and the return's ticks: as they were given, or to be made by hand."""
    say = told.say
    ways = tuple(
        Field(
            say(N_("Handed on", "key paper")),
            say(
                N_("{moment} from {giver} to {taker}", "key paper"),
                moment=told.paper.day_time(one.at),
                giver=one.giver,
                taker=one.taker,
            ),
        )
        for one in told.card.handed_on
    )
    answers = told.card.checks
    ticks = tuple(
        Tick(say(name), check in answers and answers[check].done) for check, name in CHECK_NAMES.items()
    )
    signed = (
        say(N_("Returned at", "key paper")),
        say(N_("Returned by", "key paper")),
        say(N_("Taken back by", "key paper")),
    )
    handed = (Fields(ways),) if ways else ()
    heading = Text(say(N_("At the return", "key paper")), bold=True, align=Align.LEFT)
    return (*handed, Rule(dashed=True), heading, TickBoxes(ticks), SignatureLines(signed))
