"""What the operating manual decides, chapter Lost property: pure, no database, no clock of its own.

Here: why a step is not possible in a state. To add a step: its line in `NOT`, with the states it may not be taken in;
who is given back to and disposed of already is said in the same words everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.words import N_, Message
from desk_app.services.lost_property.records import FoundState, Outcome, ValueClass

S = FoundState
_GONE: Mapping[FoundState, Message] = {
    S.RETURNED: N_("{number} was given back already. Nothing was changed."),
    S.DISPOSED: N_(
        "{number} is not here any more: the supervisor decided what became of it. Nothing was changed."
    ),
}
_NOT_HERE = N_("{number} was not given back: there is no receipt.")
NOT: dict[str, Mapping[FoundState, Message]] = {
    "confirm": {
        **_GONE,
        S.KEPT: N_("{number} was confirmed by a second person already. Nothing was changed."),
    },
    "correct": _GONE,
    "shelve": _GONE,
    "tell": _GONE,
    "claim": _GONE,
    "refuse_claim": _GONE,
    "give_back": _GONE,
    "dispose": _GONE,
    "label": _GONE,
    "receipt": {S.TAKEN_IN: _NOT_HERE, S.KEPT: _NOT_HERE, S.DISPOSED: _NOT_HERE},
}
"""Every step, and why it is not possible in a state."""
HERE = (S.TAKEN_IN, S.KEPT)
LEAST_CLAIM = 5
"""So many different characters, without spaces, a claimant's words have at least."""
LEAST_SAYING = 3
"""So many of them are letters, digits or Chinese characters: punctuation describes nothing."""
RECEIPT_NEEDED = (Outcome.POLICE,)
"""Only with the number of a receipt."""


def require(step: str, state: FoundState, number: str) -> None:
    """Raise IllegalStep, which says why, unless the step may be taken."""
    if state in NOT[step]:
        raise IllegalStep(NOT[step][state], number=number)


def require_second(first: int, second: int) -> None:
    """Raise IllegalStep unless two people take in and confirm (operating manual, Lost property 1)."""
    if first == second:
        raise IllegalStep(N_("Whoever took it in cannot confirm it: a second person does."))


def require_high(value: ValueClass) -> None:
    """Raise IllegalStep for what nobody needs to be told of."""
    if value is not ValueClass.HIGH:
        raise IllegalStep(N_("Only things of high value are told to the three roles."))


def require_confirmed(state: FoundState) -> None:
    """Raise IllegalStep while it waits for its second person."""
    if state is S.TAKEN_IN:
        raise IllegalStep(N_("It waits for a second person: they confirm it first."))


def require_disposable(*, due: bool, early: bool, may_end: bool) -> None:
    """Raise IllegalStep for what is still kept; `early`: it goes to the police, as a thing of value may any day."""
    if not may_end:
        raise IllegalStep(
            N_("Before its time after the public notice a thing of high value goes to the police alone.")
        )
    if not (due or early):
        raise IllegalStep(N_("It is still kept: nothing is disposed of before its time."))


def needs_supervisor(field: str = "") -> Finding:
    """A thing of high value is given back with the supervisor only."""
    text = N_("A thing of high value is given back only with the supervisor.")
    return Finding(Weight.APPROVAL, text, field=field)


def past_its_day() -> Finding:
    """Food is not kept beyond its day: what still lies there is not simply handed out."""
    return Finding(
        Weight.APPROVAL, N_("Food that was kept beyond its day is given back only with the supervisor.")
    )


def untold() -> Finding:
    """A thing of high value leaves, and somebody who has to know of it does not."""
    return Finding(Weight.WARNING, N_("Not all three roles were told of it yet. That stands on record."))


def lowers_value() -> Finding:
    """What was of high value becomes less only with the supervisor: it would leave the safe unseen."""
    return Finding(
        Weight.APPROVAL, N_("Only the supervisor makes less of a thing of high value."), field="value"
    )


def changes_secret() -> Finding:
    """Somebody claimed it: what is secret cannot be fitted to their words unseen."""
    text = N_("Somebody has claimed it: only the supervisor changes what is secret now.")
    return Finding(Weight.APPROVAL, text, field="secret")
