"""What the operating manual decides, chapter Mail sorting: pure, no database, no clock of its own.

Here: target times, which step fits which state, what may go back and why, weeks and months. To add a step: its line in
`ALLOWED` and in `NEEDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.words import N_, Message
from desk_app.services.mail.records import MailKind, PieceState, ReturnReason

S = PieceState
UNDO_MINUTES = 10
"""So long a hand-over, or a tick of the round, by a slip can be undone."""
OPEN = (S.UNMATCHED, S.STORED, S.UNDELIVERABLE)
"""It lies here and nothing is decided."""
HERE = (*OPEN, S.RETURN_ASKED)
SENT_BACK = (S.RETURNED, S.REDIRECTED)

ALLOWED: dict[str, tuple[PieceState, ...]] = {
    "match": (S.UNMATCHED,),
    "move": HERE,
    "correct": HERE,
    "attempt": (S.STORED,),
    "hand_over": (S.STORED, S.UNDELIVERABLE),
    "undo_hand_over": (S.HANDED_OVER,),
    "ask_return": OPEN,
    "approve_return": (S.RETURN_ASKED,),
    "refuse_return": (S.RETURN_ASKED,),
    "keep_after_all": (S.RETURN_ASKED, *SENT_BACK),
    "sent_on": SENT_BACK,
    "close": OPEN,
}
"""Every step on a piece, and the states in which it may be taken (operating manual, Mail sorting 3 to 5)."""

NEEDS: dict[str, Message] = {
    "match": N_("{number} has its tenant already. If it is the wrong one, correct it."),
    "move": N_("{number} is not here any more: it has no place."),
    "correct": N_("{number} is not here any more: nothing of it is corrected."),
    "attempt": N_(
        "{number} is undeliverable already. Hand it over when somebody comes, or ask for its return."
    ),
    "hand_over": N_("{number} cannot be handed over now."),
    "undo_hand_over": N_("{number} was not handed over: there is nothing to undo."),
    "ask_return": N_("{number} cannot be sent back now."),
    "approve_return": N_("Nobody asks for the return of {number}."),
    "refuse_return": N_("Nobody asks for the return of {number}."),
    "keep_after_all": N_("{number} stays here: nobody asks for its return."),
    "sent_on": N_("The return of {number} was not approved: it stays here."),
    "close": N_("{number} cannot be closed now."),
}
"""Why a step does not fit, where the piece is still here."""

_UNMATCHED = N_("{number} is on the unmatched pile. Say first for whom it is.")
_ASKED = N_("The return of {number} waits for the supervisor, who approves or refuses it first.")
_ENDED: dict[PieceState, Message] = {
    S.HANDED_OVER: N_("{number} was handed over already. Nothing was changed."),
    S.RETURNED: N_("{number} goes back to its sender. Nothing was changed."),
    S.REDIRECTED: N_("{number} goes on to the new address. Nothing was changed."),
    S.CLOSED: N_("The supervisor closed {number}. Nothing was changed."),
}


def require_step(step: str, state: PieceState, number: str) -> None:
    """Raise IllegalStep, which says what to do instead, unless the step may be taken."""
    if state in ALLOWED[step]:
        return
    text = _ENDED.get(state, NEEDS[step])
    if state is S.UNMATCHED and step in ("attempt", "hand_over"):
        text = _UNMATCHED
    elif state is S.RETURN_ASKED and step != "undo_hand_over":
        text = _ASKED
    raise IllegalStep(text, number=number)


def require_in_time(since: datetime, now: datetime) -> None:
    """Raise IllegalStep when a hand-over is no slip any more."""
    if not a_moment_ago(since, now):
        text = N_("A hand-over can be undone for {minutes} minutes; this one is older.")
        raise IllegalStep(text, minutes=UNDO_MINUTES)


def a_moment_ago(since: datetime, now: datetime) -> bool:
    """Whether something may still be undone; a PC clock that was set back makes nothing younger."""
    return abs(now - since) <= timedelta(minutes=UNDO_MINUTES)


def resting_state(tenant: int | None, attempts: int, most: int) -> PieceState:
    """How a piece stands that lies here with nothing decided. `most` failed attempts make it undeliverable."""
    if tenant is None:
        return S.UNMATCHED
    return S.UNDELIVERABLE if attempts >= most else S.STORED


def sent_back_as(reason: ReturnReason) -> PieceState:
    """Whether a piece goes back, or on to a known address (operating manual, Mail sorting 4)."""
    return S.REDIRECTED if reason is ReturnReason.MOVED_KNOWN else S.RETURNED


# Times


def target_time(arrived: datetime, until: time, target: time, minutes: int) -> datetime:
    """When a batch is to be in the mailboxes, in UTC. `arrived` is on the building's clock.

    What arrives before `until` is the morning post, in the mailboxes at `target`; anything else within `minutes`
    (operating manual, Mail sorting 3).
    """
    morning = datetime.combine(arrived.date(), target, arrived.tzinfo)
    if arrived.time() < until and morning > arrived:
        return morning.astimezone(UTC)
    return arrived.astimezone(UTC) + timedelta(minutes=minutes)


def week_of(day: date) -> tuple[date, date]:
    """The Monday on or before a day, and the Monday after it."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def reconciles(announced: Mapping[MailKind, int], sorted_: Mapping[MailKind, int]) -> bool:
    """Whether as many of each kind were sorted as the carrier said."""
    return all(announced.get(kind, 0) == sorted_.get(kind, 0) for kind in {*announced, *sorted_})
