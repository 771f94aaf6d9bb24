"""The roll-call's list on paper: by floor, boxes to tick, type that can be read outdoors at night."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Banner,
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
from desk_app.services.roll_call.records import MARK_NAMES, OUTCOME_NAMES, Line, Mark, RollCall, Sheet
from desk_app.services.roll_call.rules import SURENESS
from desk_app.services.visitors.records import PRESENCE_NAMES

LIST = "roll_call.list"
DOCUMENTS = (DocumentKind(LIST, N_("Roll-call list"), (Size.A4,)),)

Say = Callable[..., str]


def roll_call_list(sheet: Sheet, paper: Paper) -> Document:
    """The list to run a roll-call by hand, in one step; a drill says so on top and behind every page."""
    say, zone = paper.words.text, paper.zone
    drill = sheet.roll_call is not None and sheet.roll_call.drill
    title = say(N_("Roll-call list")) if sheet.roll_call else say(N_("On-site list"))
    head: list[Block] = [paper.letterhead(paper.desk.desk_code)]
    if drill:
        head.append(Banner(say(N_("DRILL")), say(N_("No real alarm"))))
    head.append(Heading(title, note=say(N_("As of {moment}"), moment=_moment(sheet.taken_at, zone))))
    head.append(_numbers(sheet, say))
    return Document(
        LIST,
        title,
        Size.A4,
        (*head, *_floors(sheet, say, zone), *_foot(sheet, say)),
        watermark=say(N_("DRILL")) if drill else "",
    )


def _numbers(sheet: Sheet, say: Say) -> Fields:
    counts = [Field(say(PRESENCE_NAMES[one]), str(sheet.people(one)), strong=True) for one in SURENESS]
    return Fields(
        (Field(say(N_("People")), str(sheet.tally.people), strong=True), *counts), columns=4, stacked=True
    )


def _floors(sheet: Sheet, say: Say, zone: tzinfo) -> Iterator[Block]:
    if not sheet.lines:
        yield Text(say(N_("Nobody is registered in the building.")), TextSize.LARGE, bold=True)
    for floor, lines in sheet.floors():
        yield Heading(
            floor_name(floor, say), note=say(N_("People: {n}"), n=sum(line.party for line in lines))
        )
        yield Table(_columns(say), tuple(_row(line, sheet, say, zone) for line in lines), size=TextSize.LARGE)


def floor_name(floor: str, say: Say) -> str:
    """What a floor is called in a heading; a visit may have none."""
    return say(N_("Floor {floor}"), floor=floor) if floor else say(N_("Floor unknown"))


def _columns(say: Say) -> tuple[Column, ...]:
    return (
        Column(say(N_("Safe")), 0.7, tick=True),
        Column(say(N_("Name", "roll-call")), 2.2),
        Column(say(N_("People")), 0.8, Align.RIGHT),
        Column(say(N_("Unit", "roll-call")), 1.0),
        Column(say(N_("Host", "roll-call")), 2.2),
        Column(say(N_("State", "roll-call")), 1.8),
        Column(say(N_("Last seen")), 1.2),
    )


def _row(line: Line, sheet: Sheet, say: Say, zone: tzinfo) -> tuple[str, ...]:
    seen, taken = _moment(line.seen_at, zone), _moment(sheet.taken_at, zone)
    return (
        "",
        " · ".join(part for part in (line.name, line.badge) if part),
        str(line.party),
        line.unit,
        line.host,
        say(state_of(line)),
        seen[11:] if seen[:10] == taken[:10] else seen[5:],
    )


def state_of(line: Line) -> Message:
    """What is known of somebody, in a word: the mark, else how sure it is that they are inside."""
    if line.mark is not Mark.UNKNOWN:
        return MARK_NAMES[line.mark]
    return N_("Stepped out") if line.on_break else PRESENCE_NAMES[line.presence]


def _foot(sheet: Sheet, say: Say) -> Iterator[Block]:
    call = sheet.roll_call
    if call is not None and call.outcome is not None:
        yield from _result(call, say)
    yield SignatureLines((say(N_("Led by")), say(N_("All accounted for at (time)"))))


def _result(call: RollCall, say: Say) -> Iterator[Block]:
    tally = call.tally
    assert call.outcome is not None
    yield Heading(say(OUTCOME_NAMES[call.outcome]), minor=True)
    yield Text(
        say(
            N_("People: {people} · safe: {safe} · not found: {missing} · not checked: {unknown}"),
            people=tally.people,
            safe=tally.safe,
            missing=tally.not_found,
            unknown=tally.unknown,
        )
    )
    if call.note:
        yield Text(call.note)


def _moment(moment: datetime | None, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""
