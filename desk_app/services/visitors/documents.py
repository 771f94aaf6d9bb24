"""The papers of the visitor log: the pass as a badge or a slip, and the day's list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from desk_app.services.codes.short_number import ShortNumber, parse
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
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
    Rule,
    Size,
    Spring,
    Table,
    Text,
    TextSize,
)
from desk_app.services.visitors.records import PURPOSE_NAMES, STATE_NAMES, Purpose, Visit

PASS = "visitors.pass"  # noqa: S105 - a kind of paper, not a password
LIST = "visitors.list"

DOCUMENTS = (
    DocumentKind(PASS, N_("Visitor pass"), (Size.A6, Size.RECEIPT_80)),
    DocumentKind(LIST, N_("List of visits"), (Size.A4,)),
)


def visitor_pass(
    visit: Visit, paper: Paper, *, size: Size, pass_hours: int, kept_months: int = 0
) -> Document:
    """The pass that the gate scans. A reprint is marked as a copy, with the same code (operating manual, Visitors 9).

    `kept_months`: how long the visitor's data is kept, told in one line; 0 tells nothing. Masked on purpose:
    a badge is lost more often than a phone. Raises ValueError for a visit without a pass.
    """
    if not visit.pass_code:
        raise ValueError("this visit has no pass")
    blocks = _badge if size is Size.A6 else _slip
    return Document(
        PASS,
        paper.words.text(N_("Visitor pass")),
        size,
        (*blocks(visit, paper, pass_hours), *_informed(paper, kept_months)),
        number=visit.number,
        subject=visit.name,
        copy=max(0, visit.copies - 1),
    )


def _badge(visit: Visit, paper: Paper, pass_hours: int) -> tuple[Block, ...]:
    say = paper.words.text
    escort = (
        (Banner(say(N_("Escorted")), visit.permit.escort, solid=False, large=False),)
        if visit.permit.escort
        else ()
    )
    return (
        paper.letterhead(visit.number),
        Banner(say(N_("VISITOR")), say(PURPOSE_NAMES[visit.purpose])),
        Text(visit.name, TextSize.HUGE, bold=True),
        Text(visit.company or " ", TextSize.LARGE, max_lines=2),
        Spring(),
        Fields(_goal(visit, paper), columns=2, stacked=True, size=TextSize.LARGE),
        Spring(),
        Columns(((_beside(visit, paper, pass_hours), *escort), (_code(visit, say),)), widths=(1.0, 1.28)),
        Rule(),
        Text(say(N_("Please return this pass on leaving.")), TextSize.SMALL, align=Align.CENTRE, muted=True),
    )


def _slip(visit: Visit, paper: Paper, pass_hours: int) -> tuple[Block, ...]:
    say = paper.words.text
    return (
        paper.letterhead(visit.number),
        Banner(say(N_("VISITOR")), say(PURPOSE_NAMES[visit.purpose])),
        Text(visit.name, TextSize.LARGE, bold=True),
        Text(visit.company, TextSize.NORMAL, max_lines=2),
        Fields((*_goal(visit, paper), *_valid(visit, paper, pass_hours), *_facts(visit, paper))),
        _code(visit, say),
        Rule(dashed=True),
        Text(say(N_("Please return this pass on leaving.")), TextSize.SMALL, align=Align.CENTRE, muted=True),
    )


def _beside(visit: Visit, paper: Paper, pass_hours: int) -> Fields:
    """What stands beside a badge's code: large while there is room, and each end of the time on a line of its own."""
    say, start = paper.words.text, visit.arrived_at
    until = start + timedelta(hours=pass_hours) if start else None
    times = _said(
        Field(say(N_("Valid from")), paper.day_time(start), strong=True, wide=True),
        Field(say(N_("Valid until")), paper.day_time(until), strong=True, wide=True),
    )
    facts = _facts(visit, paper)
    company = _said(Field(say(N_("Company visited")), visit.host.tenant, wide=True))
    size = TextSize.NORMAL if facts else TextSize.LARGE
    return Fields((*company, *times, *facts), columns=2, stacked=True, size=size)


def _goal(visit: Visit, paper: Paper) -> tuple[Field, ...]:
    """Whom and where: what staff in the corridor read."""
    say = paper.words.text
    place = " ".join(part for part in (_floor(visit, say), visit.host.unit) if part)
    return _said(
        Field(say(N_("Host")), visit.host.person, strong=True),
        Field(say(N_("Floor / unit")), place, strong=True),
    )


def _valid(visit: Visit, paper: Paper, pass_hours: int) -> tuple[Field, ...]:
    say, start = paper.words.text, visit.arrived_at
    span = paper.span(start, start + timedelta(hours=pass_hours)) if start else ""
    return _said(Field(say(N_("Company visited")), visit.host.tenant), Field(say(N_("Valid")), span))


def _facts(visit: Visit, paper: Paper) -> tuple[Field, ...]:
    say = paper.words.text
    permit = visit.permit.number if visit.purpose is Purpose.CONTRACTOR else ""
    return _said(
        Field(say(N_("Party")), str(visit.party_size) if visit.party_size > 1 else ""),
        Field(say(N_("Plate")), visit.plate),
        Field(say(N_("Badge")), visit.badge),
        Field(say(N_("Permit")), permit),
        Field(say(N_("Carried in")), visit.belongings, wide=True),
    )


_KEPT = N_("Your details are kept for the safety of the building, {n} months at most. Ask at the front desk.")
_KEPT_A_MONTH = N_(
    "Your details are kept for the safety of the building, one month at most. Ask at the front desk."
)


def _informed(paper: Paper, months: int) -> tuple[Block, ...]:
    """Why their data is asked and how long it is kept, where they read it."""
    if not months:
        return ()
    told = _KEPT_A_MONTH if months == 1 else _KEPT
    return (Text(paper.words.text(told, n=months), TextSize.SMALL, align=Align.CENTRE, muted=True),)


def _said(*fields: Field) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.value)


def _floor(visit: Visit, say: Callable[..., str]) -> str:
    return say(N_("Floor {floor}"), floor=visit.host.floor) if visit.host.floor else ""


def _code(visit: Visit, say: Callable[..., str]) -> Code:
    number = parse(visit.short_code)
    short = number.format() if isinstance(number, ShortNumber) else visit.short_code
    return Code(visit.pass_code, short=short, caption=say(N_("Scan at the gate on leaving")))


def visit_list(visits: Sequence[Visit], paper: Paper, *, title: str, printed: datetime) -> Document:
    """A list of visits on A4; phones masked: paper leaves the desk.

    The widths are millimetres of the sheet's 176: a number, a masked phone and a time stay on one line.
    """
    say = paper.words.text
    columns = (
        Column(say(N_("Number")), 30),
        Column(say(N_("Visitor")), 22),
        Column(say(N_("Phone")), 21),
        Column(say(N_("Host")), 43),
        Column(say(N_("Purpose")), 18),
        Column(say(N_("In")), 11),
        Column(say(N_("Out")), 11),
        Column(say(N_("State")), 20),
    )
    rows = tuple(
        (
            one.number,
            one.name,
            mask_phone(one.phone),
            " ".join(part for part in (one.host.tenant, one.host.unit, one.host.person) if part),
            say(PURPOSE_NAMES[one.purpose]),
            paper.time(one.arrived_at),
            paper.time(one.left_at),
            say(STATE_NAMES[one.state]),
        )
        for one in visits
    )
    return Document(
        LIST,
        title,
        Size.A4,
        (
            paper.letterhead(paper.desk.desk_code),
            Heading(title, note=say(N_("Printed {moment}"), moment=paper.moment(printed))),
            Table(columns, rows, empty=say(N_("No visits.")), max_lines=2, size=TextSize.SMALL),
        ),
        subject=title,
    )
