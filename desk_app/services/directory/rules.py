"""What may stand in the directory, decided without touching anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desk_app.services.core.errors import IllegalStep, UserError
from desk_app.services.core.text.clean import clean_line, half_width
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.phones import internal_phone_line
from desk_app.services.core.typed import Problems
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import (
    ContactDraft,
    SignatoryDraft,
    TenantDraft,
    TenantStatus,
)

SHORTEST_NAME = 2
MOST_NAME = 100
MOST_PERSON = 60
MOST_NOTE = 1000
MOST_ADDRESS = 200
MOST_MAILBOX = 20
MOST_REFERENCE = 60
MOST_UNIT = 12
MOST_FLOOR = 8

_UNIT = re.compile(r"[0-9A-Z][0-9A-Z\-]*|[0-9A-Z\-]*[\u4e00-\u9fff][0-9A-Z\-\u4e00-\u9fff]*")
_UNIT_ON_FLOOR = re.compile(
    r"(?:[A-Z]\d?-|[A-Z](?=\d{4})|[AC-Z](?=\d{3}))?(B\d|\d{1,2})(\d{2})(?:[A-Z]|-\d{1,2})?"
)
_BASEMENT = re.compile(r"B(\d{1,2})")
_STOREY = re.compile(r"(\d{1,3})")


def tenant_key(name: str) -> str:
    """A company's name without case, width, spaces and signs: equal for what people take for one company."""
    folded = half_width(" ".join(name.split())).casefold()
    return "".join(char for char in folded if char.isalnum()) or folded


def _name(form: Problems, at: str, typed: str, most: int) -> str:
    name = form.line(at, typed, most)
    if len(name) < SHORTEST_NAME:
        form.say(at, N_("Type a name of at least {n} characters."), n=SHORTEST_NAME)
    return name


def checked_tenant(draft: TenantDraft) -> TenantDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = TenantDraft(
        name=_name(form, "name", draft.name, MOST_NAME),
        short_name=form.line("short_name", draft.short_name, MOST_PERSON),
        english_name=form.line("english_name", draft.english_name, MOST_NAME),
        mailbox=form.line("mailbox", draft.mailbox, MOST_MAILBOX),
        after_hours_phone=form.phone("after_hours_phone", draft.after_hours_phone),
        note=form.lines("note", draft.note, MOST_NOTE),
    )
    form.done()
    return cleaned


def checked_contact(draft: ContactDraft) -> ContactDraft:
    """The draft, cleaned; “Reception” is enough of a name to ask for. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = replace(
        draft,
        name=_name(form, "name", draft.name, MOST_PERSON),
        job=form.line("job", draft.job, MOST_PERSON),
        phone=form.phone("phone", draft.phone),
    )
    if draft.after_hours and not cleaned.phone:
        form.say("phone", N_("Who is called after hours needs a phone number."))
    form.done()
    return cleaned


def checked_signatory(draft: SignatoryDraft, today: date) -> SignatoryDraft:
    """The draft, cleaned: a full name, for it stands on exit passes. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = replace(
        draft,
        name=form.checked("name", parse_person_name, draft.name),
        phone=form.phone("phone", draft.phone),
        kinds=tuple(dict.fromkeys(draft.kinds)),
    )
    if draft.expires is not None and draft.expires < today:
        form.say("expires", N_("This day is past. Choose the last day on which the signature counts."))
    form.done()
    return cleaned


def checked_forwarding(typed: str) -> str:
    """A forwarding address, or none. Raises InvalidInput."""
    form = Problems()
    address = form.line("forwarding", typed, MOST_ADDRESS)
    form.done()
    return address


def checked_reference(typed: str) -> str:
    """Finance's document or name, or none. Raises InvalidInput."""
    form = Problems()
    reference = form.line("reference", typed, MOST_REFERENCE)
    form.done()
    return reference


def checked_department(name: str, english_name: str, phone: str) -> tuple[str, str, str]:
    """Names and phone, cleaned. Raises InvalidInput with every problem."""
    form = Problems()
    cleaned = (
        _name(form, "name", name, MOST_PERSON),
        _name(form, "english_name", english_name, MOST_PERSON),
        form.checked("phone", internal_phone_line, phone),
    )
    form.done()
    return cleaned


def checked_unit(typed: str) -> str:
    """A unit's number as it is kept. Raises UserError."""
    number = half_width(clean_line(typed)).upper().replace(" ", "")
    number = re.sub(r"(?<=[0-9A-Z])(室|单元)$", "", number)
    if len(number) > MOST_UNIT or not _UNIT.fullmatch(number) or not re.search("[0-9A-Z]", number):
        raise UserError(
            N_("“{typed}” is no unit number. Letters, digits and - are enough."), typed=typed[:MOST_UNIT]
        )
    return number


def split_units(typed: str) -> tuple[str, ...]:
    """Units as people list them, each once: “1205、1206”, “1205/1206”. Raises UserError."""
    parts = re.split(r"[,，、;；/\s]+", half_width(clean_line(typed)))
    return tuple(dict.fromkeys(checked_unit(part) for part in parts if part))


def checked_floor(typed: str) -> str:
    """A floor's label: B1, 12, M. Raises UserError."""
    label = half_width(clean_line(typed)).upper().replace(" ", "")
    label = re.sub(r"^-(\d+)$", r"B\1", re.sub(r"(?<=\d)(F|楼|层)$", "", label))
    label = str(int(label)) if label.isdecimal() else label
    if not label or len(label) > MOST_FLOOR or not all(char.isalnum() for char in label):
        raise UserError(N_("“{typed}” is no floor. Type B1, 12 or M."), typed=typed[:MOST_FLOOR])
    return label


def floor_of(unit: str) -> str:
    """The floor a unit's number tells: 1205 → 12, B102 → B1; empty when it tells none."""
    found = _UNIT_ON_FLOOR.fullmatch(unit)
    return "" if found is None else found[1].lstrip("0") or "0"


def floor_position(label: str) -> int:
    """Where a floor sorts: basements below zero, floors by number, all others at the lobby."""
    if basement := _BASEMENT.fullmatch(label):
        return -int(basement[1])
    storey = _STOREY.match(label)
    return int(storey[1]) if storey else 0


_STEPS: Mapping[str, frozenset[TenantStatus]] = {
    "announce": frozenset({TenantStatus.ACTIVE}),
    "call_off": frozenset({TenantStatus.MOVING_OUT}),
    "move_out": frozenset({TenantStatus.MOVING_OUT}),
}
_WHY: Mapping[str, Message] = {
    "announce": N_("Only a tenant in the building can announce a move-out."),
    "call_off": N_("No move-out is announced for this tenant."),
    "move_out": N_("Announce the move-out first, then close it."),
}


def require_step(step: str, status: TenantStatus) -> None:
    """Raises IllegalStep unless the tenant's state allows announce, call_off or move_out."""
    if status not in _STEPS[step]:
        raise IllegalStep(_WHY[step])
