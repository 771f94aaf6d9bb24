"""What may leave and what may come back: rules of the gate that need no database (operating manual, Exit passes).

What has left and what is out is counted in `rules.standing`. A trip is one leaving of the whole list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk_app.services.codes.answers import Code
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.passes.records import ExitLine, Moved, PassState

UNDO = timedelta(seconds=60)
LATE = timedelta(days=7)
"""So long after its end the supervisor may still let a pass be used: later the front desk issues a new one."""
OVERRIDABLE = frozenset({Code.EXPIRED, Code.NOT_YET})
"""What the supervisor may set aside at the gate. Everything else means that the pass is not to be trusted, or, at the
wrong gate, that it could be used twice: the front desk replaces it.
"""
STRANGE = frozenset({Code.WRONG_SITE, Code.TWO_OF_A_NUMBER})
"""With these, not even goods that come back are booked: they belong to another pass."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What really leaves. `whole`: all that was left; then `moved` is empty when the lines are not all known."""

    moved: tuple[Moved, ...]
    whole: bool


def leaving(lines: Sequence[ExitLine], complete: bool, quantities: Mapping[int, int] | None) -> Leaving:
    """What a guard lets out; None: all that is left.

    Raises InvalidInput with "quantities.<position>" or "quantities" as keys, IllegalStep when nothing is left.
    """
    if not complete and quantities is not None:
        raise InvalidInput(
            {"quantities": UserError(N_("This PC does not know every line: release the pass as a whole."))}
        )
    if not complete:
        return Leaving((), True)
    left = {line.position: max(0, line.left) for line in lines}
    if not any(left.values()):
        raise IllegalStep(N_("Nothing of this trip is left: all of it has gone through a gate."))
    moved = _taken(left, quantities, _TOO_MANY_LEAVE)
    return Leaving(moved, sum(left.values()) == sum(one.quantity for one in moved))


def coming_back(lines: Sequence[ExitLine], quantities: Mapping[int, int] | None) -> tuple[Moved, ...]:
    """What comes back; None: all that is out. Raises IllegalStep when nothing is, InvalidInput as `leaving`."""
    out = {line.position: line.out for line in lines}
    if not any(out.values()):
        raise IllegalStep(
            N_("As far as this PC knows, no returnable goods of this pass are outside. Nothing was booked.")
        )
    return _taken(out, quantities, _TOO_MANY_BACK)


_TOO_MANY_LEAVE = N_("Only {most} of this line may still leave.")
_TOO_MANY_BACK = N_("Only {most} of this line are outside.")


def _taken(most: Mapping[int, int], wanted: Mapping[int, int] | None, too_many: Message) -> tuple[Moved, ...]:
    if wanted is None:
        wanted = most
    problems: dict[str, DeskError] = {}
    for position, quantity in wanted.items():
        if position not in most:
            problems[f"quantities.{position}"] = UserError(N_("The pass has no such line."))
        elif quantity < 0:
            problems[f"quantities.{position}"] = UserError(N_("A quantity cannot be less than 0."))
        elif quantity > most[position]:
            problems[f"quantities.{position}"] = UserError(too_many, most=most[position])
    if not problems and wanted is not most and not any(wanted.values()):
        problems["quantities"] = UserError(N_("Enter at least one piece."))
    if problems:
        raise InvalidInput(problems)
    return tuple(Moved(position, wanted[position]) for position in most if wanted.get(position))


def gives_slip(trips: int, trips_used: int, closed: bool) -> bool:
    """Whether a release leaves a rest that gets a paper of its own: a part of the last trip."""
    return not closed and trips_used + 1 >= trips


def state_after(trips: int, trips_used: int) -> PassState:
    """How a pass stands after a release."""
    return PassState.USED if trips_used >= trips else PassState.PARTLY


def require_recent(verdict: Verdict, now: datetime) -> None:
    """Raise IllegalStep for what ran out so long ago that nobody may let it out any more."""
    claims = verdict.claims
    if verdict.code is Code.EXPIRED and claims is not None and now - claims.expires_at > LATE:
        raise IllegalStep(
            N_("It expired more than {n} days ago. The front desk issues a new one."), n=LATE.days
        )


def require_undoable(done_at: datetime, undone: bool, now: datetime, floor: datetime) -> None:
    """Raise IllegalStep for what was undone before, or is more than a minute ago.

    `floor` is the newest time on record: setting the clock back gives no second minute.
    """
    if undone:
        raise IllegalStep(N_("This was undone already."))
    if now < done_at or max(now, floor) - done_at > UNDO:
        raise IllegalStep(N_("This can be undone for a minute only. It stays on record."))
