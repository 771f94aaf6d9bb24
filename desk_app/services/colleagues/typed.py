"""A colleague as typed, checked without touching anything."""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.typed import Problems
from desk_app.services.core.words import N_
from desk_app.services.directory.departments import DEPARTMENTS

_TRADES = {one.code: one.trades for one in DEPARTMENTS}


def checked(draft: ColleagueDraft) -> ColleagueDraft:
    """The draft, cleaned. Raises InvalidInput with every problem, by field."""
    problems = Problems()
    name = problems.checked("name", parse_person_name, draft.name)
    phone = problems.phone("phone", draft.phone)
    if draft.department not in _TRADES:
        problems.say("department", N_("Choose the department."))
    elif draft.trade is not None and draft.trade not in _TRADES[draft.department]:
        problems.say("trade", N_("This department has no trades."))
    problems.done()
    return replace(draft, name=name, phone=phone)
