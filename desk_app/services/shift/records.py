"""What leaves the shift, and the drafts that go in (operating manual, Shift and day). Money is fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desk_app.services.core.errors import UserError
from desk_app.services.core.figures import Unit
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, Message

HANDOVER_KIND = "handover"
NOTICE_KIND = "notice"


class CountingState(StrEnum):
    """What became of a counting."""

    OPEN = "open"
    SIGNED = "signed"
    GIVEN_UP = "given_up"
    """Somebody began to count anew: what was typed stays on record."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and what fills it."""

    text: Message
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToCount:
    """One thing to count, for whoever counts: what is expected is not in it."""

    key: str
    label: Labelled
    unit: Unit = Unit.COUNT
    where: str = ""


@dataclass(frozen=True, slots=True)
class CountDraft:
    """What the one who comes has counted, as typed, by key. Empty: not counted, then `why_not` says why."""

    coming: int
    """Who counts, by the staff id."""
    counts: Mapping[str, str] = field(default_factory=dict)
    why_not: Mapping[str, str] = field(default_factory=dict)
    request: str = ""


@dataclass(frozen=True, slots=True)
class CountLine:
    """One thing that was counted. Only what was counted shows what was expected."""

    key: str
    label: Labelled
    unit: Unit
    where: str
    first: int | None
    """As counted blind; None: not counted."""
    first_expected: int
    why_not: str = ""
    again: int | None = None
    """As counted once more, when the difference was known."""
    expected: int | None = None
    """At the signing."""
    explanation: str = ""

    @property
    def counted(self) -> int | None:
        """What holds."""
        return self.first if self.again is None else self.again

    @property
    def first_difference(self) -> int:
        """What the blind count differed by, whatever moved or was counted since; 0 where nothing was counted."""
        return 0 if self.first is None else self.first - self.first_expected

    @property
    def moved(self) -> bool:
        """Whether the records say something else at the signing than at the count."""
        return self.expected is not None and self.expected != self.first_expected

    @property
    def difference(self) -> int:
        """More (positive) or less than expected; 0 where nothing was counted."""
        expected = self.first_expected if self.expected is None else self.expected
        return 0 if self.counted is None else self.counted - expected


@dataclass(frozen=True, slots=True)
class Counting:
    """A blind count, before or after its signing."""

    id: int
    at: datetime
    by: int
    coming: int
    state: CountingState
    lines: tuple[CountLine, ...] = ()

    @property
    def differing(self) -> tuple[CountLine, ...]:
        """What is to be explained."""
        return tuple(line for line in self.lines if line.difference)

    @property
    def gap(self) -> Gap:
        """What was left uncounted that only a supervisor lets pass."""
        return gap_of(self.lines)


class Gap(StrEnum):
    """What was not counted, though it should have been."""

    NONE = ""
    MONEY = "money"
    ALL = "all"


def gap_of(lines: Sequence[CountLine]) -> Gap:
    """Nothing counted at all, or the money not: then a handover is no more than two signatures."""
    if lines and all(line.counted is None for line in lines):
        return Gap.ALL
    return Gap.MONEY if any(line.counted is None and line.unit is Unit.FEN for line in lines) else Gap.NONE


@dataclass(frozen=True, slots=True)
class Holder:
    """Who took over last, and when."""

    staff: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiver:
    """The supervisor lets a shift be handed over while an incident runs, or with nothing or no money counted."""

    by: Actor
    """Proven by PIN, or signed in."""
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """What both sign. Both are proven by their PIN (`Staff.vouch`), one of them may be signed in."""

    counting: int
    leaving: Actor
    coming: Actor
    again: Mapping[str, str] = field(default_factory=dict)
    """Counted once more, by key, as typed."""
    explanations: Mapping[str, str] = field(default_factory=dict, repr=False)
    remarks: str = field(default="", repr=False)
    notices_read: frozenset[int] = frozenset()
    unsent_admitted: bool = False
    waiver: Waiver | None = None
    request: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What was counted and what is expected now. `moved`: something came or went since it was counted."""

    key: str
    counted: int
    expected: int
    moved: bool = False


class Differences(UserError):
    """Counts differ from the records, and nothing says why: nothing was signed."""

    def __init__(self, lines: tuple[Difference, ...]) -> None:
        super().__init__(
            N_("Counted and recorded differ. Count again, or write why. Lines: {n}"), n=len(lines)
        )
        self.lines = lines


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """Something open somewhere: a figure of today's report that is not 0."""

    title: Message
    """The feature's."""
    label: Message
    value: int
    unit: Unit = Unit.COUNT
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Unsent:
    """Records that are on this PC alone."""

    count: int = 0
    oldest: datetime | None = None
    lately: tuple[tuple[Message, int], ...] = ()
    """By feature, those since the last handover."""


@dataclass(frozen=True, slots=True)
class Running:
    """An incident that is still open, as a handover tells of it."""

    id: int
    number: str
    name: str
    english_name: str
    place: str = ""
    since: datetime | None = None


class Audience(StrEnum):
    """Whom a notice is for."""

    ALL = "all"
    RECEPTION = "reception"
    GUARDS = "guards"


AUDIENCE_NAMES: dict[Audience, Message] = {
    Audience.ALL: N_("Everybody", "notice"),
    Audience.RECEPTION: N_("The front desk", "notice"),
    Audience.GUARDS: N_("The guards", "notice"),
}
ROLES: dict[Audience, frozenset[Role]] = {
    Audience.ALL: frozenset({Role.RECEPTIONIST, Role.GUARD, Role.SUPERVISOR}),
    Audience.RECEPTION: frozenset({Role.RECEPTIONIST}),
    Audience.GUARDS: frozenset({Role.GUARD}),
}
"""Who is asked whether they have read it."""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A notice as typed."""

    text: str = field(repr=False)
    first: date
    last: date
    audience: Audience = Audience.ALL
    must_read: bool = True
    request: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice. `readers`: who has read it, when."""

    id: int
    at: datetime
    by: int
    text: str = field(repr=False)
    audience: Audience
    must_read: bool
    first: date
    last: date
    readers: Mapping[int, datetime] = field(default_factory=dict)
    withdrawn_at: datetime | None = None
    withdrawn_by: int = 0
    withdrawn_why: str = field(default="", repr=False)

    def holds(self, today: date) -> bool:
        """Whether it holds today."""
        return self.withdrawn_at is None and self.first <= today <= self.last


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the handover's paper tells of it."""

    id: int
    text: str = field(repr=False)
    readers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the one who comes must know before signing."""

    matters: tuple[OpenMatter, ...] = ()
    listings: tuple[tuple[Message, int], ...] = ()
    """Lists that are not empty, and how long they are."""
    notices: tuple[Notice, ...] = ()
    to_read: frozenset[int] = frozenset()
    """Those of them that must be read first."""
    incidents: tuple[Running, ...] = ()
    unsent: Unsent = Unsent()
    holder: Holder | None = None
    """Who took over last; None before the first handover."""


@dataclass(frozen=True, slots=True)
class Story:
    """What stood open at a handover, kept with it."""

    matters: tuple[OpenMatter, ...] = ()
    listings: tuple[tuple[Message, int], ...] = ()
    notices: tuple[Told, ...] = ()
    incidents: tuple[Running, ...] = ()
    unsent: Unsent = Unsent()
    given_up: int = 0
    """Counts that were begun before this one and given up."""
    holder: Holder | None = None
    """Who took over last, where it was somebody else than who handed over."""


@dataclass(frozen=True, slots=True)
class Handover:
    """A signed handover."""

    id: int
    number: str
    at: datetime
    leaving: int
    coming: int
    lines: tuple[CountLine, ...]
    remarks: str = field(repr=False)
    waived_by: int
    waiver: str = field(repr=False)
    story: Story
    copies: int = 0

    @property
    def differing(self) -> tuple[CountLine, ...]:
        """What was explained."""
        return tuple(line for line in self.lines if line.difference)

    @property
    def gap(self) -> Gap:
        """What was not counted, and needed the supervisor's agreement."""
        return gap_of(self.lines)
