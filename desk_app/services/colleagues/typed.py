"""A colleague as typed, checked without touching anything."""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.words import N_
from desk_app.services.directory.departments import DEPARTMENTS

_TRADES = {one.code: one.trades for one in DEPARTMENTS}


def checked(draft: ColleagueDraft) -> ColleagueDraft:
    """The draft, cleaned. Raises InvalidInput with every problem, by field."""
    problems: dict[str, DeskError] = {}
    name, phone = draft.name, draft.phone
    try:
        name = parse_person_name(draft.name)
    except UserError as problem:
        problems["name"] = problem
    try:
        phone = str(parse_phone(draft.phone)) if draft.phone.strip() else ""
    except UserError as problem:
        problems["phone"] = problem
    if draft.department not in _TRADES:
        problems["department"] = UserError(N_("Choose the department."))
    elif draft.trade is not None and draft.trade not in _TRADES[draft.department]:
        problems["trade"] = UserError(N_("This department has no trades."))
    if problems:
        raise InvalidInput(problems)
    return replace(draft, name=name, phone=phone)
