"""What may stand in the directory, decided without touching anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import (
    ContactDraft,
    SignatoryDraft,
    TenantDraft,
    TenantStatus,
)

MOST_NAME = 100
MOST_PERSON = 60
MOST_NOTE = 1000
MOST_ADDRESS = 200
MOST_MAILBOX = 20
MOST_UNIT = 12
MOST_FLOOR = 8

_PHONE = re.compile(r"\+?[\d()\-. ]{3,24}(?:(?:转|ext\.?|x|#|,)\s*\d{1,6})?", re.IGNORECASE)
_UNIT = re.compile(r"[0-9A-Z][0-9A-Z\-]*|[0-9A-Z\-]*[\u4e00-\u9fff][0-9A-Z\-\u4e00-\u9fff]*")
_UNIT_ON_FLOOR = re.compile(r"(?:[A-Z]\d?-|[A-Z](?=\d{3,}))?(B\d|\d{1,2})(\d{2})(?:-?[A-Z0-9]{1,2})?")
_BASEMENT = re.compile(r"B(\d{1,2})")
_STOREY = re.compile(r"(\d{1,3})")


def one_line(text: str) -> str:
    """Text as one line a person can read: half-width, no control or direction characters, single spaces."""
    kept = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Zs") else char
        for char in text
        if unicodedata.category(char) not in ("Cf", "Cs", "Co")
    )
    return " ".join(kept.split())


def many_lines(text: str) -> str:
    """Text of several lines, each one readable."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip()


def tenant_key(name: str) -> str:
    """A company's name without case, width, spaces and brackets' shape: equal for what people take for one company."""
    folded = unicodedata.normalize("NFKC", one_line(name)).casefold()
    return "".join(char for char in folded if char.isalnum()) or folded


class _Form:
    """Collects every problem of a form before it is refused."""

    def __init__(self) -> None:
        self.problems: dict[str, DeskError] = {}

    def text(self, field: str, typed: str, most: int, *, least: int = 0, label: Message) -> str:
        cleaned = one_line(typed)
        if len(cleaned) < least:
            self.problems[field] = UserError(N_("{label}: type at least {least} characters."), label=label, least=least)
        elif len(cleaned) > most:
            self.problems[field] = UserError(N_("{label}: {most} characters at most."), label=label, most=most)
        return cleaned

    def phone(self, field: str, typed: str) -> str:
        try:
            return checked_phone(typed)
        except UserError as problem:
            self.problems[field] = problem
            return typed

    def finish(self) -> None:
        if self.problems:
            raise InvalidInput(self.problems)


def checked_phone(typed: str) -> str:
    """A phone number as it is kept, empty if none. Raises UserError for what nobody can call."""
    phone = unicodedata.normalize("NFKC", one_line(typed)).replace("—", "-").replace("–", "-")
    if not phone:
        return ""
    digits = re.sub(r"\D", "", re.split(r"转|ext|x|#|,", phone, flags=re.IGNORECASE)[0])
    if not _PHONE.fullmatch(phone) or not 3 <= len(digits) <= 15:
        raise UserError(N_("This is no phone number. Digits, spaces, + and - are enough; an extension goes after #."))
    if _is_mobile(digits) and len(digits) != 11:
        raise UserError(N_("A mobile number has 11 digits; this one has {n}."), n=len(digits))
    return phone


def _is_mobile(digits: str) -> bool:
    return 9 <= len(digits) <= 13 and digits[0] == "1" and digits[1] in "3456789"


def checked_tenant(draft: TenantDraft) -> TenantDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = TenantDraft(
        name=form.text("name", draft.name, MOST_NAME, least=2, label=N_("Company name")),
        short_name=form.text("short_name", draft.short_name, MOST_PERSON, label=N_("Short name")),
        english_name=form.text("english_name", draft.english_name, MOST_NAME, label=N_("English name")),
        mailbox=form.text("mailbox", draft.mailbox, MOST_MAILBOX, label=N_("Mailbox")),
        after_hours_phone=form.phone("after_hours_phone", draft.after_hours_phone),
        note=checked_note(form, draft.note),
    )
    form.finish()
    return cleaned


def checked_note(form: _Form, typed: str) -> str:
    """A note of several lines."""
    note = many_lines(typed)
    if len(note) > MOST_NOTE:
        form.problems["note"] = UserError(N_("{label}: {most} characters at most."), label=N_("Note"), most=MOST_NOTE)
    return note


def checked_contact(draft: ContactDraft) -> ContactDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = replace(
        draft,
        name=form.text("name", draft.name, MOST_PERSON, least=2, label=N_("Name")),
        job=form.text("job", draft.job, MOST_PERSON, label=N_("Job")),
        phone=form.phone("phone", draft.phone),
    )
    if draft.after_hours and not one_line(draft.phone):
        form.problems["phone"] = UserError(N_("Who is called after hours needs a phone number."))
    form.finish()
    return cleaned


def checked_signatory(draft: SignatoryDraft, today: date) -> SignatoryDraft:
    """The draft, cleaned. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = replace(
        draft,
        name=form.text("name", draft.name, MOST_PERSON, least=2, label=N_("Name")),
        phone=form.phone("phone", draft.phone),
        kinds=tuple(dict.fromkeys(draft.kinds)),
    )
    if draft.expires is not None and draft.expires < today:
        form.problems["expires"] = UserError(N_("This day is past. Choose the last day on which the signature counts."))
    form.finish()
    return cleaned


def checked_forwarding(typed: str) -> str:
    """A forwarding address, or none. Raises InvalidInput."""
    form = _Form()
    address = form.text("forwarding", typed, MOST_ADDRESS, label=N_("Forwarding address"))
    form.finish()
    return address


def checked_department(name: str, english_name: str, phone: str) -> tuple[str, str, str]:
    """Names and phone, cleaned. Raises InvalidInput with every problem."""
    form = _Form()
    cleaned = (
        form.text("name", name, MOST_PERSON, least=2, label=N_("Chinese name")),
        form.text("english_name", english_name, MOST_PERSON, least=2, label=N_("English name")),
        form.phone("phone", phone),
    )
    form.finish()
    return cleaned


def checked_unit(typed: str) -> str:
    """A unit's number as it is kept. Raises UserError."""
    number = unicodedata.normalize("NFKC", one_line(typed)).upper().replace(" ", "")
    number = re.sub(r"(?<=[0-9A-Z])(室|单元)$", "", number)
    if len(number) > MOST_UNIT or not _UNIT.fullmatch(number):
        raise UserError(N_("“{typed}” is no unit number. Letters, digits and - are enough."), typed=typed[:MOST_UNIT])
    return number


def split_units(typed: str) -> tuple[str, ...]:
    """Units as people list them, each once: “1205、1206”, “1205/1206”. Raises UserError."""
    parts = re.split(r"[,，、;；/\s]+", unicodedata.normalize("NFKC", one_line(typed)))
    return tuple(dict.fromkeys(checked_unit(part) for part in parts if part))


def checked_floor(typed: str) -> str:
    """A floor's label: B1, 12, M. Raises UserError."""
    label = unicodedata.normalize("NFKC", one_line(typed)).upper().replace(" ", "")
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
