"""Keys, rings and reservations as typed, checked without touching anything. What is on record is `register.py`'s."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.text.clean import clean_line, clean_lines, compact_code, half_width
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.words import N_
from desk_app.services.keys.boards import checked_hook
from desk_app.services.keys.records import (
    MOST_APPROVALS,
    Curfew,
    KeyCategory,
    KeyDraft,
    ReservationDraft,
    RingDraft,
)

MOST_CODE, MOST_PLACE, MOST_FLOOR, MOST_UNIT, MOST_NAME, MOST_WORDS, MOST_REASON = 12, 60, 8, 12, 60, 500, 200
MOST_COPIES = 20
MOST_HOURS = 72
MOST_RESERVED = timedelta(days=31)
_CODE = re.compile(r"[0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff-]*")
_LIKE_A_COPY = re.compile(r".*-\d{1,2}")


class Problems:
    """Collects what is wrong, field by field, before a form is refused."""

    def __init__(self) -> None:
        self.found: dict[str, DeskError] = {}

    def take(self, field: str, check: Callable[[str], str], typed: str) -> str:
        """The checked text, or the typed one with its problem noted."""
        try:
            return check(typed)
        except UserError as problem:
            self.note(field, problem)
            return typed

    def line(self, field: str, typed: str, most: int) -> str:
        """One line of at most so many characters."""
        return self.take(field, lambda text: clean_line(text, most), typed)

    def note(self, field: str, problem: DeskError) -> None:
        """The first problem of a field is the one that is told."""
        self.found.setdefault(field, problem)

    def finish(self) -> None:
        """Raise InvalidInput if there is any."""
        if self.found:
            raise InvalidInput(self.found)


def checked_key(draft: KeyDraft, plan: Mapping[str, int]) -> KeyDraft:
    """The draft, cleaned; a key in trust has at least one approval. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = replace(
        draft,
        code=form.take("code", checked_code, draft.code),
        place=form.line("place", draft.place, MOST_PLACE),
        floor=half_width(form.line("floor", draft.floor, MOST_FLOOR)).upper(),
        unit=half_width(form.line("unit", draft.unit, MOST_UNIT)).upper(),
        owner=form.line("owner", draft.owner, MOST_NAME),
        owner_phone=form.take("owner_phone", _phone, draft.owner_phone),
        instruction=form.take("instruction", lambda text: clean_lines(text, MOST_WORDS), draft.instruction),
        hooks=tuple(
            form.take(f"hooks.{at}", lambda text: checked_hook(text, plan), typed)
            for at, typed in enumerate(draft.hooks)
        ),
        approvals=max(draft.approvals, int(draft.category is KeyCategory.TRUST)),
    )
    _whole(form, cleaned)
    form.finish()
    return cleaned


def _whole(form: Problems, draft: KeyDraft) -> None:
    if not draft.place:
        form.note("place", UserError(N_("Say what the key opens.")))
    if _tells(draft.code, draft.unit) or _tells(draft.code, draft.place):
        form.note("code", UserError(N_("The code stands on the tag: it must not tell the room.")))
    if not 0 <= draft.approvals <= MOST_APPROVALS:
        form.note(
            "approvals",
            UserError(N_("A key needs {least} to {most} approvals."), least=0, most=MOST_APPROVALS),
        )
    if not 1 <= draft.copies <= MOST_COPIES:
        form.note("copies", UserError(N_("A key has {least} to {most} copies."), least=1, most=MOST_COPIES))
    if draft.category is KeyCategory.TRUST and draft.tenant is None and not draft.owner:
        form.note("owner", UserError(N_("Say whose key it is: choose the tenant or type the owner.")))
    _hooks(form, draft)
    _curfew(form, draft.curfew)


def _hooks(form: Problems, draft: KeyDraft) -> None:
    for at, hook in enumerate(draft.hooks):
        if hook and hook in draft.hooks[:at]:
            form.note(
                f"hooks.{at}", UserError(N_("Two copies on hook {hook}: make a ring of them."), hook=hook)
            )
        if at >= draft.copies:
            form.note(f"hooks.{at}", UserError(N_("There are more hooks than copies.")))


def _curfew(form: Problems, curfew: Curfew) -> None:
    if curfew.hours is not None and not 1 <= curfew.hours <= MOST_HOURS:
        form.note("curfew", UserError(N_("A curfew is {least} to {most} hours."), least=1, most=MOST_HOURS))


def checked_code(typed: str) -> str:
    """The code of a key or ring as it is kept and printed. Raises UserError."""
    code = half_width(clean_line(typed, MOST_CODE * 2)).upper().replace(" ", "")
    if len(code) > MOST_CODE or not _CODE.fullmatch(code):
        raise UserError(N_("A code is up to {n} letters, digits and dashes, such as K0231."), n=MOST_CODE)
    if _LIKE_A_COPY.fullmatch(code):
        raise UserError(N_("A code does not end in -1, -2 …: the copies are numbered so."))
    return code


def _tells(code: str, room: str) -> bool:
    short = compact_code(room)
    return len(short) >= 3 and short in compact_code(code)


def _phone(typed: str) -> str:
    return str(parse_phone(typed)) if typed.strip() else ""


def checked_ring(draft: RingDraft, plan: Mapping[str, int]) -> RingDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = RingDraft(
        form.take("code", checked_code, draft.code),
        form.take("hook", lambda text: checked_hook(text, plan), draft.hook),
        tuple(dict.fromkeys(draft.copies)),
    )
    if len(cleaned.copies) < 2:
        form.note("copies", UserError(N_("A ring holds at least two keys.")))
    form.finish()
    return cleaned


def checked_reservation(draft: ReservationDraft, now: datetime) -> ReservationDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = replace(draft, words=form.line("words", draft.words, MOST_REASON))
    if draft.end <= draft.start:
        form.note("end", UserError(N_("The end is not after the start.")))
    elif draft.end <= now:
        form.note("end", UserError(N_("This time is past.")))
    elif draft.end - draft.start > MOST_RESERVED:
        form.note("end", UserError(N_("A key is reserved for {n} days at most."), n=MOST_RESERVED.days))
    form.finish()
    return cleaned


def checked_reason(typed: str) -> str:
    """A reason that must be given. Raises InvalidInput."""
    form = Problems()
    reason = form.line("reason", typed, MOST_REASON)
    if not reason:
        form.note("reason", UserError(N_("Type the reason.")))
    form.finish()
    return reason
