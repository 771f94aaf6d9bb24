"""What leaves the exit passes, and the drafts that go in (operating manual, Exit passes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desk_app.services.codes.claims import PassKind
from desk_app.services.core.matters import Matter
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import GoodsKind

KIND = "exit_pass"
"""How search hits and the gate's log name a record of this feature."""
RELEASE_KIND = "pass_release"
"""A release is forgotten for a person by this name; no search hit has it."""


class ExitKind(StrEnum):
    """What a pass lets out."""

    GOODS = "goods"
    MOVE_OUT = "move_out"
    TOOLS = "tools"
    RETURNABLE = "returnable"

    @property
    def in_code(self) -> PassKind:
        """The kind inside the code."""
        return PassKind[self.name]


EXIT_KIND_NAMES: dict[ExitKind, Message] = {
    ExitKind.GOODS: N_("Goods", "pass"),
    ExitKind.MOVE_OUT: N_("Move-out", "pass"),
    ExitKind.TOOLS: N_("Contractor's tools", "pass"),
    ExitKind.RETURNABLE: N_("Returnable goods", "pass"),
}


class Reason(StrEnum):
    """Why the goods leave."""

    CARRY_OUT = "carry_out"
    REPAIR = "repair"
    DELIVERY = "delivery"
    MOVE_OUT = "move_out"
    TOOLS = "tools"
    OTHER = "other"


REASON_NAMES: dict[Reason, Message] = {
    Reason.CARRY_OUT: N_("Carried out", "pass"),
    Reason.REPAIR: N_("For repair", "pass"),
    Reason.DELIVERY: N_("Delivery", "pass"),
    Reason.MOVE_OUT: N_("Moving out", "pass"),
    Reason.TOOLS: N_("Contractor's tools", "pass"),
    Reason.OTHER: N_("Other reason", "pass"),
}


class PassState(StrEnum):
    """How things stand with a pass. EXPIRED is read from the clock: it is never written down."""

    ISSUED = "issued"
    PARTLY = "partly"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


STATE_NAMES: dict[PassState, Message] = {
    PassState.ISSUED: N_("Valid", "pass"),
    PassState.PARTLY: N_("Partly out", "pass"),
    PassState.USED: N_("Used", "pass"),
    PassState.EXPIRED: N_("Expired", "pass"),
    PassState.REVOKED: N_("Revoked", "pass"),
    PassState.REPLACED: N_("Replaced", "pass"),
}


class RefusalReason(StrEnum):
    """Why a guard does not let goods leave."""

    QUANTITY = "quantity"
    NOT_LISTED = "not_listed"
    SERIAL = "serial"
    VEHICLE = "vehicle"
    PAPER = "paper"
    VERDICT = "verdict"
    OTHER = "other"


REFUSAL_NAMES: dict[RefusalReason, Message] = {
    RefusalReason.QUANTITY: N_("Quantities do not match", "refusal"),
    RefusalReason.NOT_LISTED: N_("Goods that are not on the pass", "refusal"),
    RefusalReason.SERIAL: N_("Serial number does not match", "refusal"),
    RefusalReason.VEHICLE: N_("Another vehicle or carrier", "refusal"),
    RefusalReason.PAPER: N_("Paper altered, or unreadable", "refusal"),
    RefusalReason.VERDICT: N_("The pass is not good", "refusal"),
    RefusalReason.OTHER: N_("Other reason", "refusal"),
}


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line of goods as somebody typed it."""

    name: str = ""
    quantity: int = 1
    unit: str = ""
    serial: str = ""
    returnable: bool = False


@dataclass(frozen=True, slots=True)
class PassDraft:
    """A pass as somebody typed it.

    `goods` are the kinds of goods among the lines, for the limits of the signatory; a move-out has none: it needs a
    signatory without limits. `signature`: the signature on paper was compared with the specimen. `sealed`: the company
    seal was. `gates` empty: any gate. `acknowledged`: the warnings were read. `waiver`: why the supervisor, who then
    is the one who acts, lets pass what only she may. `at_desk`: the receptionist beside whom she does.
    """

    kind: ExitKind = ExitKind.GOODS
    tenant: int | None = None
    holder: str = ""
    """The tenant's name, or the company of the contractor."""
    unit: str = ""
    reason: Reason = Reason.CARRY_OUT
    goods: tuple[GoodsKind, ...] = ()
    lines: tuple[LineDraft, ...] = ()
    signatory: int | None = None
    signature: bool = False
    sealed: bool = False
    carrier: str = ""
    carrier_phone: str = field(default="", repr=False)
    plate: str = ""
    day: date | None = None
    """The first day; None for today, from now."""
    until: date | None = None
    """The last day; None for the building's usual."""
    gates: tuple[int, ...] = ()
    trips: int = 1
    due: date | None = None
    """When returnable goods must be back."""
    remark: str = ""
    visit: int | None = None
    """The visit of the contractor whose tools leave: somebody who came today, or is still in the building."""
    template: int | None = None
    """The list that the lines came from: its use is counted."""
    request: str = ""
    """The form's own mark: saved twice, it is issued once."""
    acknowledged: bool = False
    waiver: str = ""
    at_desk: int = 0


@dataclass(frozen=True, slots=True)
class ExitLine:
    """One line of a pass, and how things stand with it.

    `gone`: left on the present trip; `left`: may still leave on it. `out`: returnable and not back yet, over all trips.
    """

    position: int
    name: str
    quantity: int
    unit: str
    serial: str
    returnable: bool
    gone: int = 0
    out: int = 0

    @property
    def left(self) -> int:
        """What may still leave on the present trip."""
        return self.quantity - self.gone


@dataclass(frozen=True, slots=True)
class ExitPass:
    """A pass as lists, papers and the panel see it. `pass_id` is the signed one: it names the pass at every gate."""

    id: int
    number: str
    kind: ExitKind
    state: PassState
    tenant: int | None
    holder: str
    unit: str
    reason: Reason
    goods: tuple[GoodsKind, ...]
    lines: tuple[ExitLine, ...]
    signatory: int | None
    signatory_name: str
    sealed: bool
    carrier: str
    carrier_phone: str
    plate: str
    valid_from: datetime
    valid_until: datetime
    gates: tuple[int, ...]
    trips: int
    trips_used: int
    due: date | None
    remark: str
    issued_at: datetime
    issued_by: int
    approved_by: int
    waiver: str
    pass_id: int
    pass_code: str
    short_code: str
    copies: int
    replaces: int | None = None
    replaced_by: int | None = None
    revoked_at: datetime | None = None
    revoked_by: int = 0
    revoke_reason: str = ""
    paper_back_at: datetime | None = None
    paper_back_by: int = 0
    called_at: datetime | None = None
    """When somebody phoned the customer about it last."""
    visit: int | None = None

    @property
    def out(self) -> int:
        """Returnable pieces that are not back."""
        return sum(line.out for line in self.lines)


class View(StrEnum):
    """Which passes the list shows."""

    DAY = "day"
    """Issued on the day, or valid on it."""
    VALID = "valid"
    """May still be released."""
    OUT = "out"
    """Returnable goods outside, overdue first."""
    OVERDUE = "overdue"
    UNUSED = "unused"
    """Ran out without a release: phone the customer (operating manual, Exit passes 9)."""
    PAPER_MISSING = "paper_missing"
    """Used, but the paper has not come home."""
    NEVER_SCANNED = "never_scanned"
    """The paper came home, but no gate released it."""
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many of a line."""

    position: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Release:
    """Goods left. `desk` is the number of the PC that recorded it. `trip` counts from 1."""

    id: int
    pass_id: int
    desk: int
    gate: int
    at: datetime
    by: int
    by_name: str
    trip: int
    closes: bool
    moved: tuple[Moved, ...]
    plate: str = ""
    carrier: str = ""
    remark: str = ""
    approved_by: int = 0
    override: str = ""
    at_desk: str = ""
    """The code of the desk that recorded it, where that was another one."""
    slip: str = ""
    """The short number of the balance slip that was given for the rest, if one was."""

    @property
    def here(self) -> bool:
        """Whether this PC recorded it."""
        return not self.at_desk


@dataclass(frozen=True, slots=True)
class Return:
    """Returnable goods came back through the gate, in whole or part."""

    id: int
    gate: int
    at: datetime
    by: int
    by_name: str
    moved: tuple[Moved, ...]
    remark: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A guard did not let something leave."""

    id: int
    number: str
    gate: int
    at: datetime
    by: int
    by_name: str
    reason: RefusalReason
    words: str
    verdict: str
    """The verdict's code at that moment (`codes.answers.Code`)."""
    pass_id: int | None = None
    exit_pass: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class PassCard:
    """Everything about one pass."""

    exit_pass: ExitPass
    releases: tuple[Release, ...] = ()
    returns: tuple[Return, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    issued_by: str = ""
    approved_by: str = ""
    revoked_by: str = ""
    replaces: str = ""
    """The number of the pass it replaces."""
    replaced_by: str = ""
    barred: Matter | None = None
    """Why whoever carries the goods is given nothing more for now."""


@dataclass(frozen=True, slots=True)
class AtGate:
    """A pass as the guard compares it: from the record, or, where this PC never met it, from the code alone.

    `complete`: every line is known; else `pieces` tells that there are more on the paper, and it can be released as
    a whole only. `exit_pass` is None for a pass that this PC never met.
    """

    pass_id: int
    kind: ExitKind
    number: str
    holder: str
    unit: str
    reason: Reason | None
    lines: tuple[ExitLine, ...]
    pieces: int
    complete: bool
    plate: str
    carrier: str
    trips: int
    trips_used: int
    valid_until: datetime
    due: date | None = None
    signatory: str = ""
    remark: str = ""
    exit_pass: int | None = None
    releases: tuple[Release, ...] = ()
    returns: tuple[Return, ...] = ()

    @property
    def out(self) -> int:
        """Returnable pieces that are not back."""
        return sum(line.out for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """What the guard lets out. `quantities` by line position; None: all that is left.

    `closes`: whether the trip ends; None: when nothing is left of it. `plate` and `carrier` are what really stands at
    the gate, empty when as on the pass. `request` is the window's own mark: pressed twice, it is released once.
    """

    quantities: Mapping[int, int] | None = None
    closes: bool | None = None
    plate: str = ""
    carrier: str = ""
    remark: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A paper that the gate gives out for the rest of a pass, with a code of its own when another gate may need it."""

    number: str
    pass_id: int
    pass_code: str
    short_code: str
    valid_until: datetime
    lines: tuple[ExitLine, ...]
    """What is left, as quantities of their own."""


@dataclass(frozen=True, slots=True)
class Released:
    """A release on record: the pass as it is now, and the slip for the rest if there is a rest."""

    release: Release
    after: AtGate
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Goods that came back are on record; the pass as it is now."""

    returned: Return
    after: AtGate


@dataclass(frozen=True, slots=True)
class Template:
    """A list of goods that comes again and again. `tenant` None: for everybody."""

    id: int
    name: str
    kind: ExitKind
    tenant: int | None
    goods: tuple[GoodsKind, ...]
    lines: tuple[LineDraft, ...]
    used: int = 0
    """How many passes were issued from it."""


@dataclass(frozen=True, slots=True)
class PaperHome:
    """What a scan of the returned pile did: the pass, and what is odd about it."""

    exit_pass: ExitPass
    was_home: bool
    """Its paper had come home before."""


@dataclass(frozen=True, slots=True)
class PassCounts:
    """The numbers above the list."""

    day: int = 0
    valid: int = 0
    out: int = 0
    overdue: int = 0
    unused: int = 0
    paper_missing: int = 0
    never_scanned: int = 0
    revoked: int = 0
