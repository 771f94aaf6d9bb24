"""What the operating manual decides, chapter Visitors: pure, no database, no clock of its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from desk_app.services.core.errors import IllegalStep, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.records import STATE_NAMES, Permit, Presence, Purpose, VisitState

S = VisitState
IN_BUILDING = frozenset({S.ON_SITE, S.ON_BREAK})
OPEN = IN_BUILDING | {S.EXPECTED, S.WAITING}

STEPS: dict[str, tuple[Message, frozenset[VisitState]]] = {
    "check_in": (N_("Check in"), frozenset({S.EXPECTED, S.NO_SHOW})),
    "admit": (N_("Admit"), frozenset({S.WAITING})),
    "refuse": (N_("Refuse"), frozenset({S.WAITING, S.EXPECTED})),
    "step_out": (N_("Step out"), frozenset({S.ON_SITE})),
    "come_back": (N_("Back again"), frozenset({S.ON_BREAK})),
    "check_out": (N_("Check out"), IN_BUILDING | {S.PROBABLY_LEFT}),
    "undo_check_out": (N_("Undo check-out"), frozenset({S.LEFT})),
    "close_as_probably_left": (N_("Close as probably left"), IN_BUILDING),
    "see": (N_("Seen in the building"), IN_BUILDING | {S.PROBABLY_LEFT}),
    "correct": (N_("Correct"), IN_BUILDING | {S.EXPECTED, S.WAITING, S.PROBABLY_LEFT, S.LEFT}),
    "cancel": (N_("Cancel"), frozenset({S.EXPECTED})),
    "miss": (N_("Mark as no-show"), frozenset({S.EXPECTED})),
    "print_pass": (N_("Print pass"), IN_BUILDING),
}
"""Every step: what it is called, and from which states it may be taken (operating manual, Visitors 2)."""


def may(step: str, state: VisitState) -> bool:
    """Whether a visit in this state may take the step."""
    return state in STEPS[step][1]


def require(step: str, state: VisitState) -> None:
    """Raise IllegalStep unless the step may be taken."""
    if not may(step, state):
        raise IllegalStep(
            N_("“{step}” is not possible: the visit is “{state}”. Nothing was changed."),
            step=STEPS[step][0],
            state=STATE_NAMES[state],
        )


def last_closing(now: datetime, closing: time, zone: tzinfo) -> datetime:
    """The newest closing time that is not after `now`."""
    local = now.astimezone(zone)
    today = local.replace(hour=closing.hour, minute=closing.minute, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def is_overstay(state: VisitState, seen_at: datetime | None, now: datetime, closing: datetime) -> bool:
    """Whether a visit belongs on the guard's list: closing time passed and nobody saw the visitor leave.

    `closing` is the last closing time (operating manual, Visitors 2). Whoever is seen again after closing stays on
    the list while the building is closed; a "probably left" of an earlier evening is `NEVER_SIGNED_OUT` instead.
    """
    if seen_at is None:
        return False
    closed = is_after_hours(now, closing)
    if state in IN_BUILDING:
        return closed or seen_at < closing
    return state is S.PROBABLY_LEFT and closed and seen_at >= closing - timedelta(days=1)


def is_after_hours(now: datetime, closing: datetime) -> bool:
    """Whether the building closed within the last eight hours: no visitor is due in between."""
    return now - closing < timedelta(hours=8)


def presence(state: VisitState, seen_at: datetime | None, today: date, zone: tzinfo) -> Presence | None:
    """How sure it is that somebody is inside; None for somebody who is surely not (operating manual, Visitors 10)."""
    if state not in IN_BUILDING | {S.WAITING, S.PROBABLY_LEFT}:
        return None
    day = seen_at.astimezone(zone).date() if seen_at else None
    if day != today:
        return Presence.NEVER_SIGNED_OUT
    return Presence.PROBABLY_LEFT if state is S.PROBABLY_LEFT else Presence.SEEN_TODAY


def permit_problem(purpose: Purpose, permit: Permit, today: date) -> dict[str, UserError]:
    """What is wrong with a contractor's permit, by field (operating manual, Visitors 8)."""
    if purpose is not Purpose.CONTRACTOR:
        return {}
    problems: dict[str, UserError] = {}
    if not permit.number.strip():
        problems["permit_number"] = UserError(N_("A contractor needs a permit: type its number."))
    if permit.until is None:
        problems["permit_until"] = UserError(N_("Type the last day of the permit."))
    elif permit.until < today:
        problems["permit_until"] = UserError(
            N_("The permit ended on {day}. The tenant or engineering must renew it first."), day=permit.until
        )
    if not permit.escort.strip() or any(one.isdigit() for one in permit.escort):
        problems["escort"] = UserError(N_("Name the member of staff who accompanies the contractor."))
    return problems


def window(
    day: date, time_from: time | None, time_until: time | None, zone: tzinfo
) -> tuple[datetime, datetime]:
    """When an expected visitor may come; the whole day when no times are given. Raises UserError for an empty one."""
    start = datetime.combine(day, time_from or time(0, 0), zone)
    end = datetime.combine(day, time_until or time(23, 59), zone)
    if end <= start:
        raise UserError(N_("“Until” must be later than “from”."))
    return start, end
