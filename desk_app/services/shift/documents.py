"""The sheet of a handover: who, when, what was counted, what stands open, signed by two PINs (manual, Shift and day).

It is made from what was kept at the signing alone, so that a copy says the same as the first print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desk_app.services.core.figures import Unit
from desk_app.services.core.money import say_money
from desk_app.services.core.people import DESK
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
)
from desk_app.services.printing.parts import named, said
from desk_app.services.shift.records import CountLine, Gap, Handover, OpenMatter

HANDOVER = "shift.handover"
DOCUMENTS = (DocumentKind(HANDOVER, N_("Shift handover sheet"), (Size.A4,), DESK),)
_NONE = "—"
_THEN = " → "
MARK = "▲ "
"""Before what must not be overlooked."""
_GAPS: dict[Gap, Message] = {
    Gap.ALL: N_("Handed over with nothing counted", "handover paper"),
    Gap.MONEY: N_("Handed over without counting the money", "handover paper"),
}


@dataclass(frozen=True)
class _Told:
    """What every part of the sheet may know."""

    one: Handover
    paper: Paper
    names: Mapping[int, str] = field(repr=False)

    def say(self, message: Message, **values: object) -> str:
        return self.paper.words.text(message, **values)

    def name(self, staff: int) -> str:
        return self.names.get(staff, "")


def handover_sheet(one: Handover, paper: Paper, names: Mapping[int, str]) -> Document:
    """The signed sheet; `names`: the staff's, by id. From the second print on it is marked as a copy."""
    told = _Told(one, paper, names)
    title = told.say(N_("Shift handover", "handover paper"))
    blocks = (
        paper.letterhead(paper.desk.desk_code),
        Heading(title, note=one.number),
        Fields(_people(told), columns=2),
        *_holder(told),
        *_agreement(told),
        *_counts(told),
        *_remarks(told),
        *_matters(told),
        *_notices(told),
        *_unsent(told),
        SignatureLines(_signatures(told)),
    )
    return Document(HANDOVER, title, Size.A4, blocks, one.number, max(0, one.copies - 1))


def amount(value: int | None, unit: Unit) -> str:
    """A count as it is read; nothing counted is a dash."""
    if value is None:
        return _NONE
    return say_money(value) if unit is Unit.FEN else f"{value:,}"


def signed(value: int, unit: Unit) -> str:
    """A difference with its sign; nothing for none."""
    if not value:
        return ""
    return f"+{amount(value, unit)}" if value > 0 else f"\N{MINUS SIGN}{amount(-value, unit)}"


def _people(told: _Told) -> tuple[Field, ...]:
    one = told.one
    return (
        Field(told.say(N_("Hands over", "handover paper")), told.name(one.leaving), strong=True),
        Field(told.say(N_("Takes over", "handover paper")), told.name(one.coming), strong=True),
        Field(told.say(N_("Signed at", "handover paper")), told.paper.moment(one.at)),
        Field(told.say(N_("Lines that differ", "handover paper")), str(len(one.differing))),
    )


def _holder(told: _Told) -> Iterator[Block]:
    holder = told.one.story.holder
    if holder is None:
        return
    text = N_("Last taken over by {name} on {moment}: somebody else hands over now.", "handover paper")
    said = told.say(text, name=told.name(holder.staff), moment=told.paper.moment(holder.at))
    yield Text(MARK + said, bold=True)


def _agreement(told: _Told) -> Iterator[Block]:
    """What needed the supervisor, who agreed and why: also that it was one of the two who sign."""
    one = told.one
    if one.story.incidents:
        title = told.say(N_("Handed over while an incident is open", "handover paper"))
        yield Banner(title, _agreed(told), large=False)
    for each in one.story.incidents:
        kind = named(told.paper.words, each.name, each.english_name)
        facts = (each.number, kind, each.place, told.paper.moment(each.since))
        yield Text(" · ".join(part for part in facts if part))
    if one.gap:
        yield Banner(told.say(_GAPS[one.gap]), _agreed(told), large=False)
    if one.waived_by in (one.leaving, one.coming):
        text = N_("{name}, who agreed as the supervisor, is one of the two who sign.", "handover paper")
        yield Text(MARK + told.say(text, name=told.name(one.waived_by)), bold=True)


def _agreed(told: _Told) -> str:
    one = told.one
    text = N_("{name} agreed: {reason}", "handover paper")
    return told.say(text, name=told.name(one.waived_by), reason=one.waiver)


def _counts(told: _Told) -> Iterator[Block]:
    yield Heading(told.say(N_("Counted blind", "handover paper")), minor=True)
    columns = (
        Column(told.say(N_("What", "handover paper")), 3.8),
        Column(told.say(N_("First count", "handover paper")), 1.7, Align.RIGHT),
        Column(told.say(N_("Recount", "handover paper")), 1.7, Align.RIGHT),
        Column(told.say(N_("Recorded", "handover paper")), 1.7, Align.RIGHT),
        Column(told.say(N_("Difference", "handover paper")), 1.7, Align.RIGHT),
        Column(told.say(N_("Explanation", "handover paper")), 3.0),
    )
    yield Table(columns, tuple(_row(told, line) for line in told.one.lines))
    if told.one.story.given_up:
        text = N_("Counts begun before and given up: {n}", "handover paper")
        yield Text(told.say(text, n=told.one.story.given_up))


def _row(told: _Told, line: CountLine) -> tuple[str, ...]:
    why_not = ""
    if line.counted is None:
        why_not = MARK + told.say(N_("Not counted: {why}", "handover paper"), why=line.why_not)
    return (
        " · ".join(part for part in (told.say(line.label.text, **line.label.values), line.where) if part),
        amount(line.first, line.unit),
        "" if line.again is None else amount(line.again, line.unit),
        _recorded(line),
        _difference(line),
        line.explanation or why_not,
    )


def _recorded(line: CountLine) -> str:
    """At the count and, where things moved since, at the signing."""
    first = amount(line.first_expected, line.unit)
    return f"{first}{_THEN}{amount(line.expected, line.unit)}" if line.moved else first


def _difference(line: CountLine) -> str:
    """Of what holds; where things moved since, of the blind count before it."""
    last = signed(line.difference, line.unit)
    if not (line.moved and line.first_difference):
        return last
    return f"{signed(line.first_difference, line.unit)}{_THEN}{last or 0}"


def _remarks(told: _Told) -> Iterator[Block]:
    if told.one.remarks:
        yield Heading(told.say(N_("For the next shift", "handover paper")), minor=True)
        yield Text(told.one.remarks)


def _matters(told: _Told) -> Iterator[Block]:
    story = told.one.story
    yield Heading(told.say(N_("Open matters", "handover paper")), minor=True)
    if not story.matters:
        yield Text(told.say(N_("Nothing is open.", "handover paper")))
        return
    tabs: dict[str, list[OpenMatter]] = {}
    for one in story.matters:
        tabs.setdefault(told.say(one.title), []).append(one)
    yield Fields(tuple(Field(tab, _matter_line(told, found), wide=True) for tab, found in tabs.items()))


def _matter_line(told: _Told, found: list[OpenMatter]) -> str:
    return " · ".join(f"{told.say(one.label)} {amount(one.value, one.unit)}" for one in found)


def _notices(told: _Told) -> Iterator[Block]:
    notices = told.one.story.notices
    if not notices:
        return
    yield Heading(told.say(N_("Notices", "handover paper")), minor=True)
    columns = (
        Column(told.say(N_("Notice", "handover paper")), 6),
        Column(told.say(N_("Read by", "handover paper")), 3),
    )
    rows = tuple(
        (one.text, "、".join(name for name in map(told.name, one.readers) if name)) for one in notices
    )
    yield Table(columns, rows, max_lines=6)


def _unsent(told: _Told) -> Iterator[Block]:
    unsent = told.one.story.unsent
    if not unsent.count:
        return
    text = N_("{n} records are on this PC alone, the oldest since {day}.", "handover")
    day = told.paper.moment(unsent.oldest)[:10]
    yield Heading(told.say(N_("Records on this PC alone", "handover")), minor=True)
    yield Text(told.say(text, n=f"{unsent.count:,}", day=day))
    lately = " · ".join(f"{told.say(title)} {n:,}" for title, n in unsent.lately)
    if lately:
        yield Fields(said(Field(told.say(N_("Since the last handover", "handover")), lately, wide=True)))


def _signatures(told: _Told) -> tuple[str, str]:
    one, at = told.one, told.paper.time(told.one.at)
    text = N_("{name}: signed by PIN at {at}", "handover paper")
    return (
        told.say(text, name=told.name(one.leaving), at=at),
        told.say(text, name=told.name(one.coming), at=at),
    )
