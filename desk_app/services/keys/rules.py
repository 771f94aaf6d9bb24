"""What the operating manual decides, chapter Key register: pure, no database, no clock of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.words import N_, Message
from desk_app.services.keys.custody import Custody
from desk_app.services.keys.records import Copy, Curfew, Handout, Key, OwnerCall, Reservation
from desk_app.services.keys.terms import (
    MOST_APPROVALS,
    Check,
    CopyState,
    HandoutState,
    KeyCategory,
    LineState,
)

S = HandoutState
OPEN = frozenset({S.REQUESTED, S.APPROVED, S.OUT})
LATE_HOURS = 2
"""A key taken when its time of day has passed (a burst pipe at night) is back within so many hours, unless said."""
OVERNIGHT, CURFEW = "overnight", "curfew"
EXCEPTIONS: dict[str, Message] = {
    OVERNIGHT: N_("Stays out over night", "keys"),
    CURFEW: N_("Later than the key's curfew", "keys"),
}
"""What a supervisor approves beside the key's own approvals; the table keeps the names."""

_WAITS = N_("This borrowing still waits for its approval: nothing was handed over yet.")
_TO_HAND_OVER = N_("This borrowing is approved, but the keys were not handed over yet. Hand them over first.")
_REFUSED = N_("This borrowing was refused. Ask anew if the keys are needed after all.")
_CANCELLED = N_("This borrowing was cancelled. Ask anew if the keys are needed after all.")
_ALL_BACK = N_("Nothing of this borrowing is out any more. Lend the keys anew.")
_NEVER_OUT = {S.REQUESTED: _WAITS, S.APPROVED: _TO_HAND_OVER, S.REFUSED: _REFUSED, S.CANCELLED: _CANCELLED}
_DECIDED = {
    S.APPROVED: N_("This borrowing is approved already: hand the keys over, or cancel it."),
    S.OUT: N_("These keys are out already: there is nothing left to decide."),
    S.CLOSED: N_("This borrowing is closed: there is nothing left to decide."),
    S.REFUSED: N_("This borrowing was refused already."),
    S.CANCELLED: N_("This borrowing was cancelled: there is nothing left to decide."),
}

WHY_NOT: dict[str, dict[HandoutState, Message]] = {
    "approve": _DECIDED,
    "refuse": _DECIDED,
    "cancel": {
        S.OUT: N_("These keys are out: take them back instead of cancelling."),
        S.CLOSED: N_("This borrowing is closed: there is nothing to cancel."),
        S.REFUSED: N_("This borrowing was refused: there is nothing to cancel."),
        S.CANCELLED: N_("This borrowing was cancelled already."),
    },
    "hand_out": {
        S.REQUESTED: N_("Approvals are still missing: the keys stay on their hooks until then."),
        S.OUT: N_("These keys were handed over already."),
        S.CLOSED: _ALL_BACK,
        S.REFUSED: _REFUSED,
        S.CANCELLED: _CANCELLED,
    },
    "hand_on": {
        **_NEVER_OUT,
        S.CLOSED: N_("These keys are back: lend them anew instead of handing them on."),
    },
    "extend": {**_NEVER_OUT, S.CLOSED: _ALL_BACK},
    "give_back": {
        **_NEVER_OUT,
        S.CLOSED: N_("Everything of this borrowing was taken back or closed already."),
    },
    "undo_give_back": _NEVER_OUT,
    "note_call": {
        S.CLOSED: N_("This borrowing is closed: there is nobody to call about it."),
        S.REFUSED: _REFUSED,
        S.CANCELLED: _CANCELLED,
    },
    "explain": _NEVER_OUT,
    "print": {
        S.REQUESTED: N_("The slip is printed once the borrowing is approved."),
        S.REFUSED: N_("This borrowing was refused: there is no slip for it."),
        S.CANCELLED: N_("This borrowing was cancelled: there is no slip for it."),
    },
    "sign": {
        S.CLOSED: N_("These keys are back: it is too late to sign for them."),
        S.REFUSED: _REFUSED,
        S.CANCELLED: _CANCELLED,
    },
}
"""Every step of a borrowing, and why it is not possible in a state (operating manual, Key register 2 to 5)."""

NOT_OUT: dict[LineState, Message] = {
    LineState.WAITING: _WAITS,
    LineState.RETURNED: N_("{code} was taken back already. Nothing was changed."),
    LineState.LOST: N_("{code} was reported lost. If it turned up, note it as found."),
    LineState.VOID: N_("{code} was never handed over. Nothing was changed."),
}
"""Why a copy of a borrowing cannot come back."""

NOT_LENT: dict[CopyState, Message] = {
    CopyState.WAITING: N_("{code} is asked for by {holder}. Cancel that first, or take another copy."),
    CopyState.OUT: N_("{code} is out with {holder}."),
    CopyState.LOST: N_("{code} was reported lost."),
    CopyState.RETIRED: N_("{code} was deactivated."),
}
"""Why a copy is not lent in a state."""


def require(step: str, state: HandoutState) -> None:
    """Raise IllegalStep, which says what to do instead, unless the step may be taken."""
    if state in WHY_NOT[step]:
        raise IllegalStep(WHY_NOT[step][state])


# Times


@dataclass(frozen=True, slots=True)
class Limits:
    """Until when keys may be out without anybody's approval."""

    taken: datetime
    home: datetime
    """Keys do not stay out over night."""
    curfew: datetime | None = None
    """The earliest of all keys'; it may have passed when they were taken."""

    @property
    def usual(self) -> datetime:
        """The expected return when nobody chose one."""
        if self.curfew is None:
            return self.home
        passed = self.curfew <= self.taken
        return min(self.home, self.taken + timedelta(hours=LATE_HOURS) if passed else self.curfew)

    def passed_by(self, due: datetime) -> tuple[str, ...]:
        """Which of EXCEPTIONS a return at `due` is."""
        late = self.curfew is not None and due > self.curfew
        return (OVERNIGHT,) * (due > self.home) + (CURFEW,) * late


def limits(curfews: Iterable[Curfew], home_by: time, taken: datetime, zone: tzinfo) -> Limits:
    """The limits of keys taken together at a moment (operating manual, Key register 2 and 4)."""
    ends = [end for one in curfews if (end := _curfew_end(one, taken, zone)) is not None]
    return Limits(taken, _home(home_by, taken, zone), min(ends, default=None))


def _curfew_end(curfew: Curfew, taken: datetime, zone: tzinfo) -> datetime | None:
    ends = [] if curfew.at is None else [_time_of_day(curfew.at, taken, zone)]
    if curfew.hours is not None:
        ends.append(taken + timedelta(hours=curfew.hours))
    return min(ends, default=None)


def _home(home_by: time, taken: datetime, zone: tzinfo) -> datetime:
    """That time of the same day; once it has passed, a few hours from then on, but never past midnight."""
    end = _time_of_day(home_by, taken, zone)
    return end if end > taken else min(taken + timedelta(hours=LATE_HOURS), _midnight(taken, zone))


def _time_of_day(at: time, taken: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(taken.astimezone(zone).date(), at, zone).astimezone(taken.tzinfo)


def _midnight(taken: datetime, zone: tzinfo) -> datetime:
    return _time_of_day(time(), taken.astimezone(zone) + timedelta(days=1), zone).astimezone(taken.tzinfo)


def day_to_explain(one: Handout, now: datetime, home_by: time, zone: tzinfo) -> date | None:
    """The day for which somebody still writes why the keys were out; None when that is done, or need not be.

    Today, once they are late or it is clear that they stay out; after the return, the last night.
    """
    if one.out_at is None or one.state not in (S.OUT, S.CLOSED):
        return None
    local, first = now.astimezone(zone), one.out_at.astimezone(zone).date()
    if one.closed_at is not None:
        night = one.closed_at.astimezone(zone).date() - timedelta(days=1)
        return night if first <= night and (one.explained is None or one.explained < night) else None
    stays = first < local.date() or one.due < now or one.due >= _midnight(now, zone)
    written = one.explained is not None and one.explained >= local.date()
    return local.date() if (stays or local.time() >= home_by) and not written else None


def in_time(done: datetime, now: datetime, minutes: int) -> bool:
    """Whether a slip may still be undone: within the minutes, and not before it happened (a clock set back)."""
    return timedelta(0) <= now - done <= timedelta(minutes=minutes)


def clock_text(moment: datetime, zone: tzinfo) -> str:
    """A moment as sentences say it: the building's day and time."""
    return moment.astimezone(zone).strftime("%m-%d %H:%M")


def extension_findings(due: datetime, bounds: Limits, zone: tzinfo) -> tuple[Finding, ...]:
    """What only the supervisor may do about an expected return that is moved."""
    texts = {
        OVERNIGHT: N_("Until {due} the keys stay out over night: the supervisor decides."),
        CURFEW: N_("{due} is later than the key's curfew: the supervisor decides."),
    }
    said = {"due": clock_text(due, zone)}
    return tuple(Finding(Weight.APPROVAL, texts[one], said, field="due") for one in bounds.passed_by(due))


# Who may take what


def same_person(one: Colleague, other: Colleague) -> bool:
    """Whether two records may be one person: an account, and the entry of somebody with that name beside it."""
    apart = one.phone and other.phone and one.phone != other.phone
    return one.id == other.id or (one.name == other.name and not apart)


def approvals_needed(keys: Iterable[Key], exceptions: Collection[str]) -> int:
    """How many supervisors must agree: the strictest key counts, one at least for trust and for an exception."""
    own = max((max(key.approvals, key.category is KeyCategory.TRUST) for key in keys), default=0)
    return min(MOST_APPROVALS, max(own, bool(exceptions)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the copies of the draft, and what hangs on the same rings."""

    copies: tuple[Copy, ...]
    """What would be lent: those asked for, and what is in of their rings."""
    held: tuple[Copy, ...]
    """What hangs on the same rings and is asked for by somebody else."""
    keys: Mapping[int, Key]
    rings: Mapping[int, str]
    """Codes of the rings."""
    asked: frozenset[int]
    """The copies that the draft itself names."""
    missing: tuple[Copy, ...] = ()
    """What belongs on the same rings, and is out by itself or lost."""


def refusals(wanted: Wanted, colleague: Colleague | None, call: OwnerCall | None) -> list[Finding]:
    """Why nobody may lend this (operating manual, Key register 2)."""
    found = [] if colleague is None or colleague.active else [_left(colleague)]
    for copy in wanted.copies:
        found += _copy_refusals(copy, wanted)
    found += [
        _refused(
            N_(
                "{code} hangs on ring {ring}, which is lent as a whole, and {other} on it is asked for by {holder}."
            ),
            copy,
            ring=wanted.rings.get(copy.ring or 0, ""),
            other=held.code,
            holder=held.holder,
        )
        for held in wanted.held
        for copy in wanted.copies
        if copy.ring == held.ring
    ][:1]
    trusted = [copy for copy in wanted.copies if _trusted(wanted.keys[copy.key])]
    if trusted and (call is None or not call.agreed):
        found.append(_not_agreed(trusted[0], call))
    if len({_owner(wanted.keys[copy.key]) for copy in trusted}) > 1:
        text = N_("These keys are in trust of different owners: borrow them one by one, each with its call.")
        found.append(_refused(text, trusted[0]))
    return found


def warnings(wanted: Wanted, call: OwnerCall | None) -> list[Finding]:
    """What somebody should have read before this is lent."""
    found = [
        Finding(
            Weight.WARNING,
            N_("Ring {ring} is incomplete: {code} is missing."),
            {"ring": wanted.rings.get(one.ring or 0, ""), "code": one.code},
            "key",
            one.key,
            "copies",
        )
        for one in wanted.missing
    ]
    return found + another_owner((wanted.keys[copy.key] for copy in wanted.copies), call)


def out_elsewhere(copy: Copy, step: Custody, desk: str, zone: tzinfo) -> Finding:
    """Another desk handed this copy out, and nothing was heard of its return."""
    text = N_("By the records of desk {desk}, {code} is out with {holder} since {since}.")
    values = {"desk": desk, "code": copy.code, "holder": step.holder, "since": clock_text(step.at, zone)}
    return Finding(Weight.WARNING, text, values, "key", copy.key, "copies")


def another_owner(keys: Iterable[Key], call: OwnerCall | None) -> list[Finding]:
    """Somebody else agreed than the owner on record, by name or phone."""
    if call is None or not call.agreed:
        return []
    text = N_("{spoke_to} is not who stands on record as the owner of {code}: {owner}.")
    return [
        Finding(
            Weight.WARNING,
            text,
            {"spoke_to": call.spoke_to, "code": key.code, "owner": key.owner or key.tenant_name},
            "key",
            key.id,
            "owner_call",
        )
        for key in keys
        if _trusted(key) and not _is_owner(key, call)
    ][:1]


def _is_owner(key: Key, call: OwnerCall) -> bool:
    if key.owner_phone and call.phone and key.owner_phone != call.phone:
        return False
    return not key.owner or key.owner == call.spoke_to


def hand_on_in_trust(codes: Sequence[str]) -> Finding:
    """A key in trust changes hands: the owner agreed to somebody else."""
    text = N_("{code} is in trust: call the owner before it is handed on, or the supervisor decides.")
    return Finding(Weight.APPROVAL, text, {"code": "、".join(codes)}, field="owner_call")


def not_agreed(copy: Copy, call: OwnerCall) -> Finding:
    """The owner was asked and said no."""
    return _not_agreed(copy, call)


def _left(colleague: Colleague) -> Finding:
    text = N_("{name} has left the company: nothing is lent any more.")
    return Finding(Weight.REFUSED, text, {"name": colleague.name}, "colleague", colleague.id, "colleague")


def _copy_refusals(copy: Copy, wanted: Wanted) -> list[Finding]:
    key, by_ring = wanted.keys[copy.key], copy.id not in wanted.asked
    if copy.state in NOT_LENT:
        return [_refused(NOT_LENT[copy.state], copy, holder=copy.holder)]
    found = []
    if copy.critical:
        text = N_("{code} has a critical fault and is not lent until it is mended.")
        if by_ring:
            text = N_("{code} on the same ring has a critical fault: mend it or take it off the ring first.")
        found.append(_refused(text, copy))
    if not key.active:
        text = N_("{code} is deactivated: {reason}")
        if by_ring:
            text = N_("{code} on the same ring is deactivated: take it off the ring first.")
        found.append(_refused(text, copy, reason=key.deactivated_why))
    return found


def _trusted(key: Key) -> bool:
    return key.category is KeyCategory.TRUST


def _owner(key: Key) -> object:
    return key.owner_phone or key.tenant or key.owner


def _not_agreed(copy: Copy, call: OwnerCall | None) -> Finding:
    text = N_("{code} is in trust: call the owner first and note the call.")
    if call is not None:
        text = N_("{code} is in trust, and the owner did not agree: it is not lent.")
    return Finding(Weight.REFUSED, text, {"code": copy.code}, "key", copy.key, "owner_call")


def _refused(text: Message, copy: Copy, /, **values: object) -> Finding:
    return Finding(Weight.REFUSED, text, {"code": copy.code, **values}, "key", copy.key, "copies")


def reserved(wanted: Sequence[Reservation], zone: tzinfo) -> list[Finding]:
    """Somebody else wants the key soon, or while it would be out."""
    text = N_("{code} is reserved for {name} from {start} to {end}.")
    return [
        Finding(
            Weight.WARNING,
            text,
            {
                "code": one.code,
                "name": one.name,
                "start": clock_text(one.start, zone),
                "end": clock_text(one.end, zone),
            },
            "key",
            one.key,
            "copies",
        )
        for one in wanted
    ]


def approval_findings(needed: int, exceptions: Collection[str], due: datetime, zone: tzinfo) -> list[Finding]:
    """Told while the form is filled: the keys wait for the supervisor. It stops nobody from asking."""
    texts = {
        OVERNIGHT: N_("Back at {due}: the key stays out over night and waits for the supervisor's approval."),
        CURFEW: N_("Back at {due}: later than the key's curfew, it waits for the supervisor's approval."),
    }
    said = {"due": clock_text(due, zone)}
    found = [Finding(Weight.APPROVAL, texts[one], said, field="due") for one in exceptions]
    if needed and not found:
        text = N_("Approvals needed before the key is handed over: {n}")
        found.append(Finding(Weight.APPROVAL, text, {"n": needed}, field="copies"))
    return found


def unsettled(findings: Sequence[Finding], *, acknowledged: bool) -> tuple[Finding, ...]:
    """What still stands in the way of asking: what nobody may set aside, alone; else what nobody has read.

    What waits for an approval is no obstacle: the borrowing itself waits.
    """
    refused = tuple(one for one in findings if one.weight is Weight.REFUSED)
    unread = tuple(one for one in findings if one.weight is Weight.WARNING and not acknowledged)
    return refused or unread


# Coming back


def asked_checks(categories: Iterable[KeyCategory]) -> tuple[Check, ...]:
    """What is asked at a return (operating manual, Key register 4): nothing about a vehicle."""
    return tuple(Check) if any(one is not KeyCategory.VEHICLE for one in categories) else ()
