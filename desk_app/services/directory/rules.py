"""What may stand in the directory, decided without touching anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, UserError
from desk_app.services.core.text.clean import clean_line, clean_lines, half_width
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.phones import parse_phone
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

_INTERNAL = re.compile(r"\d{3,6}")
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


class _Form:
    """Collects every problem of a form before it is refused."""

    def __init__(self) -> None:
        self.problems: dict[str, DeskError] = {}

    def take(self, field: str, check: Callable[[str], str], typed: str) -> str:
        """The checked value, or the typed one with its problem noted."""
        try:
            return check(typed)
        except UserError as problem:
            self.problems.setdefault(field, problem)
            return typed

    def text(self, field: str, typed: str, most: int) -> str:
        return self.take(field, lambda text: clean_line(text, most), typed)

    def name(self, field: str, typed: str, most: int) -> str:
        name = self.text(field, typed, most)
        if len(name) < SHORTEST_NAME:
            self.problems.setdefault(
                field, UserError(N_("Type a name of at least {n} characters."), n=SHORTEST_NAME)
            )
        return name

    def finish(self) -> None:
        if self.problems:
            raise InvalidInput(self.problems)


def checked_phone(typed: str) -> str:
    """A phone number as it is kept, empty if none. Raises UserError for what nobody can call."""
    return str(parse_phone(typed)) if typed.strip() else ""


def checked_internal_phone(typed: str) -> str:
    """As `checked_phone`, or a number of the building's own exchange: 3 to 6 digits."""
    short = half_width(typed).strip()
    return short if _INTERNAL.fullmatch(short) else checked_phone(typed)


def checked_tenant(draft: TenantDraft) -> TenantDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = TenantDraft(
        name=form.name("name", draft.name, MOST_NAME),
        short_name=form.text("short_name", draft.short_name, MOST_PERSON),
        english_name=form.text("english_name", draft.english_name, MOST_NAME),
        mailbox=form.text("mailbox", draft.mailbox, MOST_MAILBOX),
        after_hours_phone=form.take("after_hours_phone", checked_phone, draft.after_hours_phone),
        note=form.take("note", lambda text: clean_lines(text, MOST_NOTE), draft.note),
    )
    form.finish()
    return cleaned


def checked_contact(draft: ContactDraft) -> ContactDraft:
    """The draft, cleaned; “Reception” is enough of a name to ask for. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = replace(
        draft,
        name=form.name("name", draft.name, MOST_PERSON),
        job=form.text("job", draft.job, MOST_PERSON),
        phone=form.take("phone", checked_phone, draft.phone),
    )
    if draft.after_hours and not cleaned.phone:
        form.problems["phone"] = UserError(N_("Who is called after hours needs a phone number."))
    form.finish()
    return cleaned


def checked_signatory(draft: SignatoryDraft, today: date) -> SignatoryDraft:
    """The draft, cleaned: a full name, for it stands on exit passes. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = replace(
        draft,
        name=form.take("name", parse_person_name, draft.name),
        phone=form.take("phone", checked_phone, draft.phone),
        kinds=tuple(dict.fromkeys(draft.kinds)),
    )
    if draft.expires is not None and draft.expires < today:
        form.problems["expires"] = UserError(
            N_("This day is past. Choose the last day on which the signature counts.")
        )
    form.finish()
    return cleaned


def checked_forwarding(typed: str) -> str:
    """A forwarding address, or none. Raises InvalidInput."""
    form = _Form()
    address = form.text("forwarding", typed, MOST_ADDRESS)
    form.finish()
    return address


def checked_reference(typed: str) -> str:
    """Finance's document or name, or none. Raises InvalidInput."""
    form = _Form()
    reference = form.text("reference", typed, MOST_REFERENCE)
    form.finish()
    return reference


def checked_department(name: str, english_name: str, phone: str) -> tuple[str, str, str]:
    """Names and phone, cleaned. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = (
        form.name("name", name, MOST_PERSON),
        form.name("english_name", english_name, MOST_PERSON),
        form.take("phone", checked_internal_phone, phone),
    )
    form.finish()
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
