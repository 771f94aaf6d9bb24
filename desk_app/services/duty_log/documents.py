"""The papers of the duty log: one incident with its times, and the log of a day (operating manual, Shift and day).

To add a paper: a DocumentKind here, and a function.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_, Message
from desk_app.services.duty_log.records import (
    MARK_NAMES,
    TAG_NAMES,
    DayLog,
    Entry,
    Incident,
    Mark,
    Tag,
    say_step,
)
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.listing import Listed, Sheet, list_paper, table
from desk_app.services.printing.model import (
    Banner,
    Block,
    Column,
    Document,
    Field,
    Fields,
    Heading,
    SignatureLines,
    Size,
    Space,
    Table,
    TextSize,
)
from desk_app.services.printing.parts import floor_said, said

INCIDENT = "duty_log.incident"
LOG = "duty_log.log"
DOCUMENTS = (
    DocumentKind(INCIDENT, N_("Incident sheet"), (Size.A4,), DESK),
    DocumentKind(LOG, N_("Duty log of a day"), (Size.A4,), DESK),
)
_BY_HAND = "＿＿＿＿＿＿"


def where(one: Incident, paper: Paper) -> str:
    """The place, as somebody looks for it."""
    return " ".join(part for part in (floor_said(paper.words, one.floor), one.unit, one.place) if part)


def say_entry(one: Entry, paper: Paper) -> str:
    """What an entry says: its step or mark, who, the words, why it is out of order."""
    say = paper.words.text
    head = say_step(one.step, paper.words) if one.step else ""
    mark = say(MARK_NAMES[one.mark]) if one.mark in MARK_NAMES else ""
    who = say(N_("by or to: {who}", "duty paper"), who=one.who) if one.who else ""
    why = say(N_("Out of order: {why}", "duty paper"), why=one.why) if one.why else ""
    first = " · ".join(part for part in (mark, head, who) if part)
    return "\n".join(part for part in (first, one.words, why) if part)


def incident_sheet(one: Incident, paper: Paper, names: Mapping[int, str], *, printed: datetime) -> Document:
    """One incident: what and where, its times, what is still missing, the story, room for signatures.

    `names`: the staff's, by id.
    """
    say = paper.words.text
    title = say(N_("Incident sheet"))
    kind = one.kind.said(paper.words.language)
    note = say(N_("Printed {moment}"), moment=paper.moment(printed))
    blocks: tuple[Block, ...] = (
        paper.letterhead(one.number),
        Heading(title, note=note),
        Banner(f"{kind} · {where(one, paper)}", large=False),
        Fields(_facts(one, paper, names), columns=2),
        Heading(say(N_("Times", "duty paper")), minor=True),
        _times(one, paper, names),
        Heading(say(N_("What happened", "duty paper")), minor=True),
        table(
            one.story,
            _columns(_places(one.story), numbers=False),
            Sheet(paper, printed, names),
            "",
            max_lines=30,
        ),
        Space(6),
        SignatureLines(
            (
                say(N_("Front desk signs", "duty paper")),
                say(N_("Engineering signs", "duty paper")),
                say(N_("Supervisor signs", "duty paper")),
            )
        ),
    )
    return Document(INCIDENT, title, Size.A4, blocks, one.number, subject=f"{kind} {one.number}")


def _facts(one: Incident, paper: Paper, names: Mapping[int, str]) -> tuple[Field, ...]:
    say = paper.words.text
    running, over = N_("Still open", "duty paper"), paper.moment(one.closed_at)
    hurt = say(N_("Somebody is hurt", "duty paper")) if one.injured else ""
    return said(
        Field(say(N_("Reported", "incident")), paper.moment(one.reported_at), strong=True),
        Field(say(N_("Reported by", "duty paper")), one.reported_by),
        Field(say(N_("Taken by", "duty paper")), names.get(one.by, "")),
        Field(say(N_("Entered", "duty paper")), paper.moment(one.entered_at) if _late(one) else ""),
        Field(say(N_("Somebody there by", "duty paper")), paper.moment(one.arrive_by)),
        Field(say(N_("Closed", "duty paper")), over or say(running)),
        Field(say(N_("Closed by", "duty paper")), names.get(one.closed_by, "")),
        Field(say(N_("Injury", "duty paper")), hurt),
    )


def _late(one: Incident) -> bool:
    report = one.times.get("reported")
    return report is not None and report.late


def _times(one: Incident, paper: Paper, names: Mapping[int, str]) -> Table:
    """Each time that counts; the missing ones with room to write them in."""
    say = paper.words.text
    columns = (
        Column(say(N_("Time", "duty paper")), 34),
        Column(say(N_("What", "duty paper")), 56),
        Column(say(N_("Who", "duty paper")), 46),
        Column(say(N_("Recorded by", "duty paper")), 40),
    )
    there = sorted(one.times.items(), key=lambda each: (each[1].happened_at, each[1].id))
    rows = [
        (paper.moment(time.happened_at), say_step(step, paper.words), time.who, _by(time, paper, names))
        for step, time in there
    ]
    missing = say(N_("not recorded yet", "duty paper"))
    rows += [(_BY_HAND, say_step(step, paper.words), "", missing if one.open else "") for step in one.missing]
    return Table(columns, tuple(rows), size=TextSize.SMALL)


def _by(entry: Entry, paper: Paper, names: Mapping[int, str]) -> str:
    """Who wrote it down; when, if that was later."""
    name = names.get(entry.by, "")
    entered = paper.words.text(N_("entered {moment}", "duty paper"), moment=paper.day_time(entry.entered_at))
    return "\n".join(part for part in (name, entered if entry.late else "") if part)


def _places(entries: tuple[Entry, ...]) -> Mapping[int, int]:
    """Entries are numbered on paper, so that a correction can say which one it corrects."""
    return {one.id: place for place, one in enumerate(entries, 1)}


def _columns(places: Mapping[int, int], *, numbers: bool = True) -> tuple[Listed[Entry], ...]:
    """`numbers`: whether the incident of an entry is named."""

    def number(one: Entry, sheet: Sheet) -> str:
        return str(places[one.id])

    def moment(one: Entry, sheet: Sheet) -> str:
        entered = sheet.say(N_("entered {moment}", "duty paper"), moment=sheet.paper.day_time(one.entered_at))
        return "\n".join(
            part for part in (sheet.paper.day_time(one.happened_at), entered if one.late else "") if part
        )

    def words(one: Entry, sheet: Sheet) -> str:
        of = one.incident_number if numbers else ""
        return "\n".join(
            part for part in (_pointer(one, places, sheet), of, say_entry(one, sheet.paper)) if part
        )

    def tag(one: Entry, sheet: Sheet) -> str:
        return sheet.say(TAG_NAMES[one.tag]) if one.tag is not Tag.NOTE else ""

    return (
        Listed(N_("No.", "duty paper"), 10, number),
        Listed(N_("Time", "duty paper"), 32, moment),
        Listed(N_("What happened", "duty paper"), 92, words),
        Listed(N_("About", "duty paper"), 18, tag),
        Listed(N_("Recorded by", "duty paper"), 24, lambda one, sheet: sheet.names.get(one.by, "")),
    )


def _pointer(one: Entry, places: Mapping[int, int], sheet: Sheet) -> str:
    """What corrects what; an entry of another day has no number here."""
    if one.corrected_by is not None:
        return _said(sheet, places.get(one.corrected_by), _STRUCK, _STRUCK_ELSEWHERE)
    if one.corrects is not None and one.mark is not Mark.WITHDRAWN:
        return _said(sheet, places.get(one.corrects), _CORRECTS, _CORRECTS_ELSEWHERE)
    return ""


def _said(sheet: Sheet, place: int | None, here: Message, elsewhere: Message) -> str:
    return sheet.say(here, n=place) if place is not None else sheet.say(elsewhere)


_STRUCK = N_("Does not hold: corrected by no. {n}", "duty paper")
_STRUCK_ELSEWHERE = N_("Does not hold: corrected on another day", "duty paper")
_CORRECTS = N_("Corrects no. {n}", "duty paper")
_CORRECTS_ELSEWHERE = N_("Corrects an entry of another day", "duty paper")


def log_sheet(log: DayLog, paper: Paper, names: Mapping[int, str], *, printed: datetime) -> Document:
    """The log of a day, the oldest first, with the incidents that still run and lines to sign."""
    sheet = Sheet(paper, printed, names)
    title = sheet.say(N_("Duty log of {day}", "duty paper"), day=log.day.isoformat())
    empty = sheet.say(N_("Nothing was written on this day.", "duty paper"))
    entries = table(log.entries, _columns(_places(log.entries)), sheet, empty, max_lines=30)
    signed = (sheet.say(N_("On duty", "duty paper")), sheet.say(N_("Supervisor signs", "duty paper")))
    return list_paper(LOG, title, sheet, *_open(log, sheet), entries, Space(6), SignatureLines(signed))


def _open(log: DayLog, sheet: Sheet) -> tuple[Block, ...]:
    """A line for each incident that still runs."""
    running = (one for one in log.incidents if one.open)
    return tuple(
        Banner(
            sheet.say(
                N_("{kind} {number} still runs: {place}", "duty paper"),
                kind=one.kind.said(sheet.paper.words.language),
                number=one.number,
                place=where(one, sheet.paper),
            ),
            large=False,
        )
        for one in running
    )
