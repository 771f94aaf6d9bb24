"""What may happen to a call, and what must be typed: pure, no database."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from desk_app.services.calls.records import STATE_NAMES, CallState, TypedCall
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.text.clean import clean_line, clean_lines, half_width
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.records import Host

S = CallState
LONGEST = 500
_INTERNAL = re.compile(r"\d{3,6}")

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
    problems: dict[str, UserError] = {}

    def take(name: str, check: Callable[[str], str], text: str) -> str:
        try:
            return check(text)
        except UserError as problem:
            problems.setdefault(name, problem)
            return text

    def line(name: str, text: str, most: int = 60) -> str:
        return take(name, lambda one: clean_line(one, most), text)

    call = TypedCall(
        phone=take("phone", checked_phone, typed.phone),
        caller=line("caller", typed.caller),
        company=line("company", typed.company),
        whom=Host(
            typed.whom.tenant_id,
            line("whom", typed.whom.tenant),
            line("whom", typed.whom.unit, 20),
            line("whom", typed.whom.floor, 20),
            line("whom", typed.whom.person),
        ),
        about=take("about", lambda one: clean_lines(one, LONGEST), typed.about),
        passed_on=typed.passed_on,
        request=typed.request,
    )
    if not (call.phone or call.caller):
        problems["phone"] = UserError(N_("Who rang? Type the number, or the name when it is withheld."))
    if len(call.about) < 2:
        problems.setdefault("about", UserError(N_("What was it about? A few words are enough.")))
    if problems:
        raise InvalidInput(problems)
    return call


def checked_phone(typed: str) -> str:
    """A phone number, or an extension of the building's own exchange (3 to 6 digits); empty when withheld.

    Raises UserError with what to mend.
    """
    short = half_width(typed).strip()
    return short if not short or _INTERNAL.fullmatch(short) else str(parse_phone(typed))
