"""What may happen to a call, and what must be typed: pure, no database."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.calls.records import STATE_NAMES, CallState, TypedCall
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.text.phones import internal_phone_line
from desk_app.services.core.typed import LEAST_WORDS, Problems
from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.records import Host

S = CallState
LONGEST, SHORT = 500, 60

STEPS: dict[str, tuple[Message, frozenset[CallState]]] = {
    "pass_on": (N_("Pass on"), frozenset({S.OPEN})),
    "undo_pass_on": (N_("Undo “passed on”"), frozenset({S.PASSED_ON})),
    "correct": (N_("Correct"), frozenset(S)),
    "become": (N_("Follow up"), frozenset({S.OPEN, S.PASSED_ON})),
}
"""Every step: what it is called, and from which states it may be taken."""


def state_of(passed_at: datetime | None, became: int | None) -> CallState:
    """Where a call stands."""
    if became is not None:
        return S.BECAME
    return S.OPEN if passed_at is None else S.PASSED_ON


def require(step: str, state: CallState) -> None:
    """Raise IllegalStep unless the step may be taken."""
    if state not in STEPS[step][1]:
        raise IllegalStep(
            N_("“{step}” is not possible: the call is “{state}”. Nothing was changed."),
            step=STEPS[step][0],
            state=STATE_NAMES[state],
        )


def checked(typed: TypedCall) -> TypedCall:
    """The call as it is kept. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    call = TypedCall(
        phone=problems.checked("phone", internal_phone_line, typed.phone),
        caller=problems.line("caller", typed.caller, SHORT),
        company=problems.line("company", typed.company, SHORT),
        whom=Host(
            typed.whom.tenant_id,
            problems.line("whom", typed.whom.tenant, SHORT),
            problems.line("whom", typed.whom.unit, 20),
            problems.line("whom", typed.whom.floor, 20),
            problems.line("whom", typed.whom.person, SHORT),
        ),
        about=problems.lines("about", typed.about, LONGEST),
        passed_on=typed.passed_on,
        request=typed.request,
    )
    if not (call.phone or call.caller):
        problems.say("phone", N_("Who rang? Type the number, or the name when it is withheld."))
    if len(call.about) < LEAST_WORDS:
        problems.say("about", N_("What was it about? A few words are enough."))
    problems.done()
    return call
