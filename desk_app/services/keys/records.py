"""What leaves the key register, and the drafts that go in (operating manual, Key register)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from desk_app.services.core.call_notes import CallNote
from desk_app.services.core.words import Message
from desk_app.services.keys.terms import Check, CopyState, HandoutState, KeyCategory, LineState, Purpose


@dataclass(frozen=True, slots=True)
class Curfew:
    """By when a key is back: at a time of day, or so many hours after it was taken; neither: no curfew."""

    at: time | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is wrong with a copy."""

    id: int
    copy: int
    words: str = field(repr=False)
    critical: bool
    at: datetime
    by: int
    mended_at: datetime | None = None
    mended_words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a key: the thing that hangs on a hook."""

    id: int
    key: int
    code: str
    """The key's code and the copy's number, as on the tag: K0231-2. Never the room."""
    copy_number: int
    tag: str
    """The digits on its tag, without spaces."""
    hook: str
    state: CopyState
    ring: int | None = None
    """The ring it hangs on: it is lent with the ring."""
    faulty: bool = False
    critical: bool = False
    """It has an open critical fault: it is not lent."""
    handout: int | None = None
    line: int | None = None
    """The borrowing it is waiting or out on."""
    holder: str = field(default="", repr=False)
    due: datetime | None = None
    since: datetime | None = None
    place: str = ""
    """What its key opens: for the desk's eyes, never on a tag."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its rules."""

    id: int
    code: str
    place: str
    """Room or area: for the desk's eyes, never on a tag."""
    floor: str
    unit: str
    category: KeyCategory
    curfew: Curfew
    approvals: int
    """0 to 3; a key in trust has at least 1."""
    copies: tuple[Copy, ...]
    tenant: int | None = None
    tenant_name: str = ""
    owner: str = field(default="", repr=False)
    owner_phone: str = field(default="", repr=False)
    """Whom to call before a key in trust is lent."""
    instruction: str = ""
    """Told whenever it is lent."""
    active: bool = True
    deactivated_why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KeyDraft:
    """A key as the supervisor typed it. `copies` and `hooks` matter for a new key only."""

    code: str
    place: str
    category: KeyCategory
    floor: str = ""
    unit: str = ""
    curfew: Curfew = Curfew()
    approvals: int = 0
    copies: int = 1
    hooks: tuple[str, ...] = ()
    """One for each copy; fewer: the others hang nowhere yet."""
    tenant: int | None = None
    owner: str = field(default="", repr=False)
    owner_phone: str = field(default="", repr=False)
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """Copies that hang together and are lent in one step."""

    id: int
    code: str
    tag: str
    hook: str
    copies: tuple[Copy, ...]
    active: bool = True


@dataclass(frozen=True, slots=True)
class RingDraft:
    """A ring as the supervisor typed it."""

    code: str
    hook: str
    copies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Escorted:
    """An outside worker for whom a member of staff signs, and whom they accompany."""

    name: str = field(repr=False)
    company: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class OwnerCall:
    """The call to the owner of a key in trust."""

    spoke_to: str = field(repr=False)
    phone: str = field(default="", repr=False)
    agreed: bool = True
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class HandoutDraft:
    """A borrowing as it is typed: purpose and expected return are mandatory (operating manual, Key register 2)."""

    copies: tuple[int, ...]
    colleague: int | None
    """Who signs: property staff only."""
    purpose: Purpose | None
    words: str = field(default="", repr=False)
    """More about the purpose; needed for OTHER."""
    due: datetime | None = None
    """None: as the curfew says."""
    escorted: Escorted | None = None
    owner_call: OwnerCall | None = None
    signature: bytes | None = field(default=None, repr=False)
    request: str = ""
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Ticked, or not applicable with the reason."""

    done: bool
    why_not: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """How copies come back."""

    lines: tuple[int, ...] = ()
    """Ids of the lines that come back; empty: all that are out."""
    colleague: int | None = None
    """Who brings them; None: who holds them."""
    other_name: str = field(default="", repr=False)
    """Who brings them, when it is nobody of the staff."""
    checks: Mapping[Check, CheckAnswer] = field(default_factory=dict)
    faults: Mapping[int, str] = field(default_factory=dict, repr=False)
    """By line: what is wrong with the copy."""
    critical: frozenset[int] = frozenset()
    """Lines whose fault is critical."""
    remark: str = field(default="", repr=False)
    request: str = ""


@dataclass(frozen=True, slots=True)
class HandoutLine:
    """One copy of a borrowing."""

    id: int
    copy: int
    key: int
    code: str
    place: str
    hook: str
    category: KeyCategory
    state: LineState
    returned_at: datetime | None = None
    returned_by: str = field(default="", repr=False)
    by_another: bool = False
    """Brought back by somebody else than the holder: accepted and flagged."""
    taken_by: int = 0
    remark: str = field(default="", repr=False)
    """What was said at the return."""
    checks: Mapping[Check, CheckAnswer] = field(default_factory=dict, repr=False)
    """As answered when this copy came back."""


@dataclass(frozen=True, slots=True)
class Approval:
    """A supervisor's word on a borrowing."""

    by: int
    at: datetime
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HandOn:
    """Given to another member of staff without coming back."""

    at: datetime
    by: int
    giver: str = field(repr=False)
    taker: str = field(repr=False)
    words: str = field(default="", repr=False)
    signature: bytes | None = field(default=None, repr=False)
    """The giver's, from when they took the keys; the taker signs anew."""


@dataclass(frozen=True, slots=True)
class Extension:
    """The expected return was moved; `exceptions` are the limits that a supervisor allowed to pass."""

    at: datetime
    by: int
    before: datetime
    after: datetime
    reason: str = field(default="", repr=False)
    exceptions: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a key was still out on a day (未还原因)."""

    day: date
    reason: str = field(repr=False)
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class KeyCall(CallNote):
    """A call to whoever holds a key, or to its owner."""

    spoke_to: str = field(default="", repr=False)
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Handout:
    """One borrowing, as pages and papers see it."""

    id: int
    number: str
    code: str
    """The short number under its code."""
    state: HandoutState
    day: date
    colleague: int
    holder: str = field(repr=False)
    """Who has the keys now: changes with handing on."""
    department: str
    purpose: Purpose
    words: str = field(repr=False)
    asked_at: datetime
    asked_by: int
    """Who gave them out at the desk."""
    due: datetime
    lines: tuple[HandoutLine, ...]
    ring: str = ""
    """The code of the ring they hang on, if they were lent as a ring."""
    escorted: Escorted | None = None
    out_at: datetime | None = None
    closed_at: datetime | None = None
    needed: int = 0
    """How many approvals it needs."""
    approvals: tuple[Approval, ...] = ()
    exceptions: tuple[Message, ...] = ()
    """What the approval is for beside the key's own: overnight, later than the curfew."""
    overnight: bool = False
    """Approved to stay out over night."""
    refused_why: str = field(default="", repr=False)
    copies: int = 0
    """How often the slip was printed."""
    signed: bool = False
    handed_on: int = 0
    called_at: datetime | None = None
    by_another: bool = False
    explained: date | None = None
    """The last day for which somebody wrote why it is still out."""

    @property
    def out(self) -> tuple[HandoutLine, ...]:
        """What has not come back."""
        return tuple(line for line in self.lines if line.state is LineState.OUT)

    def overdue(self, now: datetime) -> bool:
        """Whether it should be back."""
        return self.state is HandoutState.OUT and self.due < now


@dataclass(frozen=True, slots=True)
class HandoutCard:
    """Everything about one borrowing."""

    handout: Handout
    handed_on: tuple[HandOn, ...] = ()
    calls: tuple[KeyCall, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    signature: bytes | None = field(default=None, repr=False)
    faults: tuple[Fault, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def checks(self) -> dict[Check, CheckAnswer]:
        """All returns together: ticked once it was ticked at each of them, else why not."""
        given = [pair for line in self.handout.lines for pair in line.checks.items()]
        return dict(sorted(given, key=lambda pair: not pair[1].done))


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Copies came back: what to tell, and where to hang them."""

    handout: Handout
    hooks: tuple[str, ...]
    late: bool = False
    by_another: bool = False


@dataclass(frozen=True, slots=True)
class LostDraft:
    """The written report of a lost or broken key (operating manual, Key register 6)."""

    who: str = field(repr=False)
    """Who lost it."""
    when: datetime
    how: str = field(repr=False)
    lock_change: bool = True
    """Whether the lock is to be changed: that becomes a repair report."""


@dataclass(frozen=True, slots=True)
class LostReport:
    """A lost copy, as reported to the supervisor."""

    id: int
    number: str
    copy: int
    code: str
    place: str
    who: str = field(repr=False)
    when: datetime
    how: str = field(repr=False)
    lock_change: bool
    reported_at: datetime
    reported_by: int
    handout: int | None = None
    became_kind: str = ""
    became: int | None = None
    """The repair report it became."""
    found_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """A copy or ring wanted for a time."""

    id: int
    key: int
    code: str
    colleague: int
    name: str = field(repr=False)
    start: datetime
    end: datetime
    words: str = field(repr=False)
    active: bool = True


@dataclass(frozen=True, slots=True)
class ReservationDraft:
    """A reservation as it is typed."""

    key: int
    colleague: int | None
    start: datetime
    end: datetime
    words: str = field(default="", repr=False)
    request: str = ""


@dataclass(frozen=True, slots=True)
class Hook:
    """One place of a board and what hangs there."""

    name: str
    """Board and place: A12."""
    copies: tuple[Copy, ...] = ()
    ring: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """A board of hooks, row by row."""

    name: str
    columns: int
    hooks: tuple[Hook, ...]


@dataclass(frozen=True, slots=True)
class KeyCard:
    """Everything about one key."""

    key: Key
    faults: tuple[Fault, ...] = ()
    lost: tuple[LostReport, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    handouts: tuple[Handout, ...] = ()
    """Its last borrowings, newest first."""


class View(StrEnum):
    """Which borrowings the list shows."""

    OUT = "out"
    OVERDUE = "overdue"
    TO_APPROVE = "to_approve"
    """Waiting for approval, or approved and not handed over."""
    UNEXPLAINED = "unexplained"
    """Out since the day before or longer, or overdue, without a reason for the day."""
    DAY = "day"
    """Given out or back on the day, refused or cancelled."""


@dataclass(frozen=True, slots=True)
class KeyCounts:
    """The numbers above the list: borrowings, by view."""

    out: int = 0
    overdue: int = 0
    to_approve: int = 0
    unexplained: int = 0
    day: int = 0
