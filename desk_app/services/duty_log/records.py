"""What goes into and what leaves the duty log: plain, frozen, without a database behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from desk_app.services.core.words import CHINESE, N_, Message, Words, plain

KIND = "incident"
"""How search hits name an incident."""


class Tag(StrEnum):
    """What an entry is about: for filtering the log."""

    NOTE = ""
    PATROL = "patrol"
    EQUIPMENT = "equipment"
    SECURITY = "security"
    SERVICE = "service"


TAG_NAMES: dict[Tag, Message] = {
    Tag.NOTE: N_("General", "duty log"),
    Tag.PATROL: N_("Patrol", "duty log"),
    Tag.EQUIPMENT: N_("Equipment", "duty log"),
    Tag.SECURITY: N_("Security", "duty log"),
    Tag.SERVICE: N_("Service", "duty log"),
}


class Mark(StrEnum):
    """What an entry of an incident's story is."""

    NONE = ""
    BEGUN = "begun"
    STEP = "step"
    WAIVED = "waived"
    """The supervisor: this time is not needed, for a reason."""
    WITHDRAWN = "withdrawn"
    """The corrected entry was a slip: its time does not count."""
    CLOSED = "closed"
    REOPENED = "reopened"


MARK_NAMES: dict[Mark, Message] = {
    Mark.BEGUN: N_("Incident begins", "duty log"),
    Mark.WAIVED: N_("Not needed", "duty log"),
    Mark.WITHDRAWN: N_("Withdrawn", "duty log"),
    Mark.CLOSED: N_("Incident closed", "duty log"),
    Mark.REOPENED: N_("Incident reopened", "duty log"),
}

TOLD = "told:"
"""Begins a step of the supervisor's own: who must be told follows."""

STEP_NAMES: dict[str, Message] = {
    "reported": N_("Reported", "incident"),
    "told.supervisor": N_("Supervisor told", "incident"),
    "told.engineering": N_("Engineering told", "incident"),
    "told.security": N_("Security told", "incident"),
    "told.lift_company": N_("Lift company told", "incident"),
    "told.power_company": N_("Power company told", "incident"),
    "told.fire_brigade": N_("119 called", "incident"),
    "told.ambulance": N_("120 called", "incident"),
    "told.police": N_("110 called", "incident"),
    "told.tenants": N_("Tenants told", "incident"),
    "arrived": N_("Arrived", "incident"),
    "stopped": N_("Water or power shut off", "incident"),
    "freed": N_("People freed", "incident"),
    "treated": N_("Injured looked after", "incident"),
    "evacuated": N_("People led out", "incident"),
    "solved": N_("Solved", "incident"),
}
"""Every time there is, in the order in which they are asked for. The names stand in records and stay."""

REPORTED, ARRIVED, SOLVED = "reported", "arrived", "solved"


def step_name(step: str) -> Message:
    """What a step is called: a standard one, or whoever of the supervisor's own list was told."""
    return plain(step.removeprefix(TOLD)) if step.startswith(TOLD) else STEP_NAMES.get(step, plain(step))


def say_step(step: str, words: Words) -> str:
    """A step's name in the reader's language; one of the supervisor's own as a sentence."""
    name = words.text(step_name(step))
    return words.text(N_("{who} told", "incident"), who=name) if step.startswith(TOLD) else name


STANDARD_NAMES: dict[int, Message] = {
    1: N_("Lift entrapment", "incident kind"),
    2: N_("Power cut", "incident kind"),
    3: N_("Water leak or flood", "incident kind"),
    4: N_("Injury", "incident kind"),
    5: N_("Fire alarm", "incident kind"),
    6: N_("Theft or dispute", "incident kind"),
    7: N_("Other", "incident kind"),
}
"""By id, as `standard.py` has them."""


@dataclass(frozen=True, slots=True)
class IncidentKind:
    """A kind of incident: which times it must record."""

    id: int
    name: str
    """As the Chinese desk says it."""
    english_name: str
    required: tuple[str, ...]
    """Steps, in the order in which they are asked for; the report's own time is always recorded."""
    optional: tuple[str, ...] = ()
    """Steps that are offered besides."""
    target_minutes: int = 0
    """Somebody must be there within so many minutes of the report; 0: no target."""
    injured: bool = False
    """Somebody may be hurt: names stay among the personal data."""
    active: bool = True
    standard: bool = False

    def said(self, language: str) -> str:
        """Its name in the reader's language."""
        return self.name if language == CHINESE else self.english_name or self.name

    @property
    def title(self) -> Message:
        """Its name as a message; one of the building's own is called the same in every language."""
        return STANDARD_NAMES.get(self.id) or plain(self.name)


@dataclass(frozen=True, slots=True)
class KindDraft:
    """A kind of the supervisor's own, as typed."""

    name: str
    english_name: str = ""
    steps: tuple[str, ...] = (ARRIVED, SOLVED)
    """Standard steps that must be recorded."""
    told: str = ""
    """Who must be told beside those, with commas between."""
    target_minutes: int = 0
    injured: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What is typed into the log's line; without a time it happens now."""

    words: str = field(repr=False)
    happened_at: datetime | None = None
    tag: Tag = Tag.NOTE
    request: str = ""
    """Made by the form, once per form: saving twice writes one entry."""


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """What is typed when something happens; without a time it was reported now."""

    kind: int
    place: str
    floor: str = ""
    unit: str = ""
    words: str = field(default="", repr=False)
    reported_by: str = field(default="", repr=False)
    reported_at: datetime | None = None
    injured: bool = False
    request: str = ""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A time of an incident; without one it is now. `why` lets a time stand that is out of order."""

    step: str
    at: datetime | None = None
    who: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    why: str = field(default="", repr=False)
    request: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """What an entry should have said. Without a time it keeps the first one's; `withdraw`: it never happened."""

    words: str = field(repr=False)
    happened_at: datetime | None = None
    who: str | None = field(default=None, repr=False)
    why: str = field(default="", repr=False)
    withdraw: bool = False
    request: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as pages see it."""

    id: int
    happened_at: datetime
    entered_at: datetime
    by: int
    words: str = field(repr=False)
    tag: Tag = Tag.NOTE
    corrects: int | None = None
    """The entry that this one corrects."""
    corrected_by: int | None = None
    """The entry that corrects this one: it is shown struck."""
    incident: int | None = None
    incident_number: str = ""
    mark: Mark = Mark.NONE
    step: str = ""
    who: str = field(default="", repr=False)
    why: str = field(default="", repr=False)

    @property
    def late(self) -> bool:
        """Entered after it happened (补录): both times are shown."""
        return self.entered_at - self.happened_at >= timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident with its story, as pages see it."""

    id: int
    number: str
    kind: IncidentKind
    place: str
    floor: str
    unit: str
    reported_at: datetime
    entered_at: datetime
    by: int
    injured: bool
    required: tuple[str, ...]
    """The times it must record, as its kind asked for when it began."""
    closed_at: datetime | None = None
    closed_by: int = 0
    arrive_by: datetime | None = None
    """When somebody must be there; None without a target."""
    story: tuple[Entry, ...] = field(default=(), repr=False)

    @property
    def open(self) -> bool:
        """Whether it still runs."""
        return self.closed_at is None

    @property
    def words(self) -> str:
        """What was reported, as it was corrected last."""
        found = self.times.get(REPORTED)
        return found.words if found else ""

    @property
    def reported_by(self) -> str:
        """Who reported it."""
        found = self.times.get(REPORTED)
        return found.who if found else ""

    @property
    def times(self) -> dict[str, Entry]:
        """The time that counts of each step: the first one that was not corrected."""
        found: dict[str, Entry] = {}
        for one in self.story:
            if one.step and one.mark in (Mark.STEP, Mark.BEGUN) and one.corrected_by is None:
                found.setdefault(one.step, one)
        return found

    @property
    def missing(self) -> tuple[str, ...]:
        """The required times that are not recorded, nor waived by the supervisor."""
        waived = {one.step for one in self.story if one.mark is Mark.WAIVED and one.corrected_by is None}
        there = waived | self.times.keys()
        return tuple(step for step in self.required if step not in there)

    @property
    def offered(self) -> tuple[str, ...]:
        """Steps that may be recorded besides the missing ones."""
        every = (*self.kind.optional, *STEP_NAMES)
        return tuple(dict.fromkeys(one for one in every if one not in self.times and one not in self.missing))

    @property
    def arrived_at(self) -> datetime | None:
        """When somebody was there."""
        found = self.times.get(ARRIVED)
        return found.happened_at if found else None

    def late(self, now: datetime) -> bool:
        """Whether nobody was there in time."""
        return self.arrive_by is not None and (self.arrived_at or self.closed_at or now) > self.arrive_by

    def minutes(self, now: datetime) -> int:
        """Whole minutes since it was reported, up to its end; 0 when a PC clock was ahead."""
        return max(0, int(((self.closed_at or now) - self.reported_at).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class DayLog:
    """The log of one day, the oldest first, with the day's incidents."""

    day: date
    entries: tuple[Entry, ...] = ()
    incidents: tuple[Incident, ...] = ()
