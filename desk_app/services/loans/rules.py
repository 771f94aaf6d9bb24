"""What the operating manual decides, chapter Umbrella lending: pure, no database, no clock of its own.

Here: due times, why a step is not possible in a state, what speaks against a loan. To add a step: its line in
`LINE_NOT`, `ITEM_NOT` or `LOAN_NOT`, one sentence for each state that forbids it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk_app.services.calendar.days import WorkCalendar, after_working_days
from desk_app.services.core.errors import IllegalStep, UserError
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.text.phones import PhoneKind, parse_phone, split_extension
from desk_app.services.core.words import N_, Message
from desk_app.services.loans.records import Category, Suspension
from desk_app.services.loans.terms import LOAN_KIND, SUSPENSION_KIND, ItemState, LineState

S, L = ItemState, LineState
MOST_DAYS = 365
"""No loan is due later than so many days from now."""
LOST_DAYS = 90
"""So long a lost line stays on the list of losses."""
MOST_OF_NAME = 200
"""So many loans of one name are looked for, where there is no phone."""
TAIL = 4
"""So many digits of a phone a queue is asked for."""

LINE_NOT: dict[str, dict[LineState, Message]] = {
    "take_back": {
        L.RETURNED: N_("“{item}” was taken back already. Nothing was changed."),
        L.LOST: N_("“{item}” was reported lost. If it is here again, use “Found again”."),
        L.VOID: N_("Lending “{item}” was undone: there is nothing to take back."),
    },
    "extend": {
        L.RETURNED: N_("“{item}” is back already: there is nothing to extend."),
        L.LOST: N_("“{item}” was reported lost: its time cannot be extended."),
        L.VOID: N_("Lending “{item}” was undone: there is nothing to extend."),
    },
    "report_lost": {
        L.RETURNED: N_("“{item}” was taken back: the borrower cannot have lost it."),
        L.LOST: N_("“{item}” was reported lost already. Nothing was changed."),
        L.VOID: N_("Lending “{item}” was undone: the borrower cannot have lost it."),
    },
    "refund": {
        L.OUT: N_("“{item}” is still out: what is kept is settled when it comes back."),
        L.VOID: N_("Lending “{item}” was undone: nothing was kept or paid."),
    },
    "undo_take_back": {
        L.OUT: N_("“{item}” was not taken back: there is nothing to undo."),
        L.LOST: N_("A report of a loss is not undone. If “{item}” is here again, use “Found again”."),
        L.VOID: N_("Lending “{item}” was undone: it was never taken back."),
    },
    "undo_lend": {
        L.RETURNED: N_("“{item}” of this loan was taken back already: lending cannot be undone any more."),
        L.LOST: N_("“{item}” of this loan was reported lost: lending cannot be undone any more."),
        L.VOID: N_("This loan was undone already. Nothing was changed."),
    },
}
"""Every step on a line, and why it is not possible in a state (operating manual, Umbrella lending 2)."""

ITEM_NOT: dict[str, dict[ItemState, Message]] = {
    "lend": {
        S.LENT: N_("“{item}” is lent: take it back first."),
        S.DAMAGED: N_("“{item}” is damaged: it is lent again once it is repaired."),
        S.LOST: N_("“{item}” is on record as lost. If it is here, use “Found again” first."),
        S.RETIRED: N_("“{item}” is retired: it is not lent any more."),
    },
    "take_back_by_tag": {
        S.AVAILABLE: N_("“{item}” is here already: nobody has borrowed it."),
        S.DAMAGED: N_("“{item}” is not lent: it was put aside as damaged."),
        S.LOST: N_("“{item}” was reported lost. If it is here again, use “Found again”."),
        S.RETIRED: N_("“{item}” is retired, and lent to nobody. Put it aside."),
    },
    "find_again": {
        S.AVAILABLE: N_("“{item}” is not lost: it is available."),
        S.LENT: N_("“{item}” is not lost: it is lent. Take it back instead."),
        S.DAMAGED: N_("“{item}” is not lost: it was put aside as damaged."),
        S.RETIRED: N_("“{item}” is not lost: it is retired."),
    },
}
"""Every step on an item, and why it is not possible in a state."""

LOAN_NOT: dict[str, Message] = {
    "correct": N_("This loan was undone: there is nothing to correct."),
    "sign": N_("This loan was undone: there is nothing to sign."),
    "print": N_("This loan was undone: it has no receipt."),
}
"""Every step on a loan as a whole, and why it is not possible once the loan was undone."""


def require_line(step: str, state: LineState, item: str) -> None:
    """Raise IllegalStep, which says what to do instead, unless the step on a line may be taken."""
    if state in LINE_NOT[step]:
        raise IllegalStep(LINE_NOT[step][state], item=item)


def require_item(step: str, state: ItemState, item: str) -> None:
    """Raise IllegalStep, which says what to do instead, unless the step on an item may be taken."""
    if state in ITEM_NOT[step]:
        raise IllegalStep(ITEM_NOT[step][state], item=item)


def require_loan(step: str, states: Iterable[LineState]) -> None:
    """Raise IllegalStep for a loan that was undone: it never was one."""
    if all(state is L.VOID for state in states):
        raise IllegalStep(LOAN_NOT[step])


def require_callable(states: Iterable[LineState]) -> None:
    """Raise IllegalStep when nothing is missing: there is nothing to phone about."""
    if not any(state in (L.OUT, L.LOST) for state in states):
        raise IllegalStep(N_("Nothing of this loan is missing: there is nothing to phone about."))


def require_in_time(since: datetime, now: datetime, minutes: int) -> None:
    """Raise IllegalStep when a slip is no slip any more. A clock that was set back opens no window again."""
    if now < since:
        raise IllegalStep(N_("By this PC's clock it has not happened yet: it cannot be undone."))
    if now - since > timedelta(minutes=minutes):
        raise IllegalStep(
            N_("It can be undone for {minutes} minutes. Lend or take back again instead."), minutes=minutes
        )


# Times


def due_time(category: Category, now: datetime, calendar: WorkCalendar) -> datetime:
    """When something lent now is due, in UTC. `now` is on the building's clock.

    The category's days after today at its time (operating manual, Umbrella lending 2); when that has passed today
    already, the same time a day later.
    """
    due = _at(category, _ahead(category, now, category.days, calendar))
    if due <= now:
        due = _at(category, _ahead(category, now, category.days + 1, calendar))
    return due.astimezone(UTC)


def _ahead(category: Category, now: datetime, days: int, calendar: WorkCalendar) -> datetime:
    day = after_working_days(now.date(), days, calendar) if category.working_days else None
    return now + timedelta(days=days) if day is None else datetime.combine(day, now.time(), now.tzinfo)


def _at(category: Category, day: datetime) -> datetime:
    return datetime.combine(day.date(), category.due_time, day.tzinfo)


def own_number(phone: str) -> str:
    """The number somebody goes by, as it is kept: whoever has it is one borrower, also when suspended.

    An extension after a mobile is a slip or a trick and left out; behind a switchboard it tells people apart.
    """
    try:
        known = parse_phone(phone)
    except UserError:
        return phone
    return str(known) if known.kind in (PhoneKind.LANDLINE, PhoneKind.SERVICE) else known.number


def tail_of(phone: str) -> str:
    """The last four digits of a phone number, without its extension."""
    return "".join(char for char in split_extension(phone)[0] if char.isdigit())[-TAIL:]


# What speaks against a loan


@dataclass(frozen=True, slots=True)
class Held:
    """Something a borrower has now."""

    category: int
    due: datetime
    loan: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with whoever wants to borrow."""

    held: Sequence[Held] = ()
    suspension: Suspension | None = None


def borrower_findings(standing: Standing, wanted: Sequence[Category], now: datetime) -> list[Finding]:
    """What only the supervisor may set aside: suspended, something overdue, more than one person may have.

    `now` is on the building's clock.
    """
    found = [_suspended(standing.suspension)] if standing.suspension is not None else []
    overdue = sorted((one for one in standing.held if one.due < now), key=lambda one: one.due)
    if overdue:
        text = N_("This borrower has not brought back what was due: {n}, the first on {due}.")
        values = {"n": len(overdue), "due": overdue[0].due.astimezone(now.tzinfo).date()}
        found.append(Finding(Weight.APPROVAL, text, values, LOAN_KIND, overdue[0].loan))
    return found + _too_many(standing.held, wanted)


def _suspended(suspension: Suspension) -> Finding:
    values = {"since": suspension.since, "reason": suspension.reason}
    text = N_("This borrower is suspended since {since}: {reason}")
    if suspension.until is not None:
        text = N_("This borrower is suspended from {since} to {until}: {reason}")
        values["until"] = suspension.until
    return Finding(Weight.APPROVAL, text, values, field="phone")


def namesake(suspension: Suspension) -> Finding:
    """Somebody of the borrower's name is suspended, with another phone: only a question tells whether it is them."""
    text = N_(
        "Somebody of this name is suspended: phone {phone}, {reason}. Ask whether it is the same person."
    )
    values = {"phone": mask_phone(suspension.phone), "reason": suspension.reason}
    return Finding(Weight.WARNING, text, values, SUSPENSION_KIND, suspension.id, "borrower")


def _too_many(held: Sequence[Held], wanted: Sequence[Category]) -> list[Finding]:
    has, wants = Counter(one.category for one in held), Counter(one.id for one in wanted)
    found = []
    for one in {category.id: category for category in wanted}.values():
        n = has[one.id] + wants[one.id]
        if 0 < one.per_person < n:
            loan = next((kept.loan for kept in held if kept.category == one.id), None)
            text = N_("{category}: one person may have {most} at a time; with this loan it would be {n}.")
            values = {"category": one.name, "most": one.per_person, "n": n}
            kind = LOAN_KIND if loan is not None else ""
            found.append(Finding(Weight.APPROVAL, text, values, kind, loan, "lines"))
    return found


def advice(wanted: Sequence[Category], available: Mapping[int, int]) -> list[Finding]:
    """What is good to know at the desk and stops nothing: a load limit, a stock that runs low."""
    found, wants = [], Counter(one.id for one in wanted)
    for one in {category.id: category for category in wanted}.values():
        if one.advice:
            values: dict[str, object] = {"category": one.name, "advice": one.advice}
            found.append(Finding(Weight.WARNING, N_("{category}: {advice}"), values, field="lines"))
        left = available.get(one.id, 0) - wants[one.id]
        if left < one.low:
            values = {"category": one.name, "n": max(0, left)}
            text = N_("{category}: {n} will be left after this loan.")
            found.append(Finding(Weight.WARNING, text, values, field="lines"))
    return found
