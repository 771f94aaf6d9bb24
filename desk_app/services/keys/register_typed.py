"""Keys, rings and reservations as typed, checked without touching anything. What is on record is `register.py`'s."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import clean_line, compact_code, half_width
from desk_app.services.core.words import N_
from desk_app.services.keys.boards import checked_hook
from desk_app.services.keys.records import Curfew, KeyDraft, ReservationDraft, RingDraft
from desk_app.services.keys.terms import MOST_APPROVALS, KeyCategory
from desk_app.services.keys.typed import MOST_NAME, MOST_WORDS, Problems

MOST_CODE, MOST_PLACE, MOST_FLOOR, MOST_UNIT, MOST_REASON = 12, 60, 8, 12, 200
MOST_COPIES = 20
MOST_HOURS = 72
JUST_NOW = timedelta(hours=1)
"""So long ago a reservation may have begun while it is typed."""
MOST_RESERVED = timedelta(days=31)
_CODE = re.compile(r"[0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff-]*")
_LIKE_A_COPY = re.compile(r".*-\d{1,2}")


def checked_key(draft: KeyDraft, plan: Mapping[str, int]) -> KeyDraft:
    """The draft, cleaned; a key in trust has at least one approval. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = replace(
        draft,
        code=form.checked("code", checked_code, draft.code),
        place=form.line("place", draft.place, MOST_PLACE),
        floor=half_width(form.line("floor", draft.floor, MOST_FLOOR)).upper(),
        unit=half_width(form.line("unit", draft.unit, MOST_UNIT)).upper(),
        owner=form.line("owner", draft.owner, MOST_NAME),
        owner_phone=form.phone("owner_phone", draft.owner_phone),
        instruction=form.lines("instruction", draft.instruction, MOST_WORDS),
        hooks=tuple(
            form.checked(f"hooks.{at}", lambda text: checked_hook(text, plan), typed)
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
    if tells(draft.code, (draft.unit, draft.place), draft.floor):
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


def tells(code: str, rooms: Iterable[str], floor: str = "") -> bool:
    """Whether a code that stands on a tag says which room, unit or floor it opens.

    K1201 does of room 1201, 配电房A of 12层配电房, B2 of unit B2, K9F of floor 9; K12 does not of floor 12: by chance a
    number of the series is a floor's.
    """
    bare, words = compact_code(code), _words(code)
    for room in rooms:
        short, said = compact_code(room), _words(room)
        if (len(short) >= 3 and short in bare) or words & said:
            return True
        if any(one in other or other in one for one in _long(words) for other in _long(said)):
            return True
    number = "".join(filter(str.isdigit, floor)).lstrip("0")
    named = {compact_code(floor)} if not compact_code(floor).isdigit() else set()
    named |= {f"{number}F", f"F{number}", f"L{number}", f"{number}楼", f"{number}层"} if number else set()
    return bool((words | {bare, bare.removeprefix("K")}) & {one for one in named if len(one) >= 2})


def _words(text: str) -> set[str]:
    """What a text says piece by piece: numbers of three digits or more, letters with digits, Chinese words."""
    found = set(re.findall(r"[A-Z]*\d+[A-Z]*|[\u4e00-\u9fff]{2,}", half_width(text).upper()))
    numbers = {one for word in found for one in re.findall(r"\d{3,}", word)}
    return numbers | {one for one in found if len(one) >= 2 and not one.isdigit()}


def _long(words: Iterable[str]) -> list[str]:
    """Chinese words, which one text may say within a longer one."""
    return [one for one in words if not one.isascii()]


def checked_ring(draft: RingDraft, plan: Mapping[str, int]) -> RingDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = RingDraft(
        form.checked("code", checked_code, draft.code),
        form.checked("hook", lambda text: checked_hook(text, plan), draft.hook),
        tuple(dict.fromkeys(draft.copies)),
    )
    if len(cleaned.copies) < 2:
        form.say("copies", N_("A ring holds at least two keys."))
    form.done()
    return cleaned


def checked_reservation(draft: ReservationDraft, now: datetime) -> ReservationDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    start, end = form.moment("start", draft.start), form.moment("end", draft.end)
    cleaned = replace(draft, start=start, end=end, words=form.line("words", draft.words, MOST_REASON))
    if end <= start:
        form.say("end", N_("The end is not after the start."))
    elif end <= now:
        form.say("end", N_("This time is past."))
    elif start < now - JUST_NOW:
        form.say("start", N_("This time is past."))
    elif end - start > MOST_RESERVED:
        form.say("end", N_("A key is reserved for {n} days at most."), n=MOST_RESERVED.days)
    form.done()
    return cleaned
