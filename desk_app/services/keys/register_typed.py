"""Keys, rings and reservations as typed, checked without touching anything. What is on record is `register.py`'s."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import clean_line, compact_code, half_width
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
from desk_app.services.keys.typed import MOST_NAME, Problems

MOST_CODE, MOST_PLACE, MOST_FLOOR, MOST_UNIT, MOST_REASON = 12, 60, 8, 12, 200
MOST_COPIES = 20
MOST_HOURS = 72
MOST_RESERVED = timedelta(days=31)
_CODE = re.compile(r"[0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff-]*")
_LIKE_A_COPY = re.compile(r".*-\d{1,2}")


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
        owner_phone=form.phone("owner_phone", draft.owner_phone),
        instruction=form.words("instruction", draft.instruction),
        hooks=tuple(
            form.take(f"hooks.{at}", lambda text: checked_hook(text, plan), typed)
            for at, typed in enumerate(draft.hooks)
        ),
        approvals=max(draft.approvals, int(draft.category is KeyCategory.TRUST)),
    )
    _whole(form, cleaned)
    form.done()
    return cleaned


def _whole(form: Problems, draft: KeyDraft) -> None:
    if not draft.place:
        form.say("place", N_("Say what the key opens."))
    if _tells(draft.code, draft.unit) or _tells(draft.code, draft.place):
        form.say("code", N_("The code stands on the tag: it must not tell the room."))
    if not 0 <= draft.approvals <= MOST_APPROVALS:
        form.say("approvals", N_("A key needs {least} to {most} approvals."), least=0, most=MOST_APPROVALS)
    if not 1 <= draft.copies <= MOST_COPIES:
        form.say("copies", N_("A key has {least} to {most} copies."), least=1, most=MOST_COPIES)
    if draft.category is KeyCategory.TRUST and draft.tenant is None and not draft.owner:
        form.say("owner", N_("Say whose key it is: choose the tenant or type the owner."))
    _hooks(form, draft)
    _curfew(form, draft.curfew)


def _hooks(form: Problems, draft: KeyDraft) -> None:
    for at, hook in enumerate(draft.hooks):
        if hook and hook in draft.hooks[:at]:
            form.say(f"hooks.{at}", N_("Two copies on hook {hook}: make a ring of them."), hook=hook)
        if at >= draft.copies:
            form.say(f"hooks.{at}", N_("There are more hooks than copies."))


def _curfew(form: Problems, curfew: Curfew) -> None:
    if curfew.hours is not None and not 1 <= curfew.hours <= MOST_HOURS:
        form.say("curfew", N_("A curfew is {least} to {most} hours."), least=1, most=MOST_HOURS)


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


def checked_ring(draft: RingDraft, plan: Mapping[str, int]) -> RingDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = RingDraft(
        form.take("code", checked_code, draft.code),
        form.take("hook", lambda text: checked_hook(text, plan), draft.hook),
        tuple(dict.fromkeys(draft.copies)),
    )
    if len(cleaned.copies) < 2:
        form.say("copies", N_("A ring holds at least two keys."))
    form.done()
    return cleaned


def checked_reservation(draft: ReservationDraft, now: datetime) -> ReservationDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = replace(draft, words=form.line("words", draft.words, MOST_REASON))
    if draft.end <= draft.start:
        form.say("end", N_("The end is not after the start."))
    elif draft.end <= now:
        form.say("end", N_("This time is past."))
    elif draft.end - draft.start > MOST_RESERVED:
        form.say("end", N_("A key is reserved for {n} days at most."), n=MOST_RESERVED.days)
    form.done()
    return cleaned
