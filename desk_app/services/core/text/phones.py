"""Phone numbers of mainland China, Hong Kong, Macau, Taiwan and the world, as people dictate them.

Source of the lengths: the mainland's public numbering plan (11-digit mobiles from 1[3-9], area codes 010, 02x and
0[3-9]xx before 7 or 8 digits) and E.164 for everything after a `+`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.words import N_

_EXTENSION = re.compile(
    r"(?:\s*(?:转|轉|分机|分機|ext\.?|x|#)\s*|(?<=\d{7})(?<!^1\d{6})-)(\d{1,6})$", re.IGNORECASE
)
_WRITTEN_AS = re.compile(r"[\d\s()./·\u2010-\u2015\u2212-]+")
_INTERNAL = re.compile(r"\d{3,6}")
_EMERGENCY = frozenset({"110", "112", "119", "120", "122", "911", "999"})
"""Police, mobile networks', fire, ambulance, traffic police; and what people from abroad know."""
_MOBILE_DIGITS = 11
_SHORTEST_WITH_EXTENSION = 7
_AREA_CODE = re.compile(r"010|02\d|0[3-9]\d\d")
# Country codes with a known length of the rest: Hong Kong, Macau, Taiwan.
_NEIGHBOURS = {"852": (8,), "853": (8,), "886": (8, 9)}


class PhoneKind(StrEnum):
    """What sort of number it is: a text message reaches a mobile only."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    ABROAD = "abroad"


@dataclass(frozen=True)
class Phone:
    """A phone number in its one written form."""

    number: str
    """13812345678, 0755-12345678, 12345678 (local), 4001234567, 95338, +85291234567."""
    kind: PhoneKind
    extension: str = ""

    @property
    def digits(self) -> str:
        """The number's digits, without extension: what two spellings of one number have in common."""
        return "".join(c for c in self.number if c.isdigit())

    def __str__(self) -> str:
        return f"{self.number}-{self.extension}" if self.extension else self.number


def parse_phone(text: str) -> Phone:
    """The phone number that was typed, in full- or half-width digits with any usual separators.

    Raises UserError with what to mend.
    """
    written, extension = split_extension(half_width(text).strip())
    abroad = written.startswith(("+", "00"))
    bare = written[1:] if written.startswith("+") else written
    if not _WRITTEN_AS.fullmatch(bare):
        raise UserError(
            N_("A phone number has digits only, such as 13812345678 or 0755-12345678. Please check it.")
        )
    digits = "".join(c for c in bare if c.isdigit())
    number = _abroad(digits if written.startswith("+") else digits[2:]) if abroad else _inland(digits)
    if extension and len(number.digits) < _SHORTEST_WITH_EXTENSION:
        raise UserError(
            N_("The short number {number} has no extension. Please leave it out."), number=number.number
        )
    return Phone(number.number, number.kind, extension)


def phone_line(text: str) -> str:
    """A phone number as it is kept; empty when none was typed. Raises UserError with what to mend."""
    return str(parse_phone(text)) if text.strip() else ""


def internal_phone_line(text: str) -> str:
    """As `phone_line`, or an extension of the building's own exchange: 3 to 6 digits."""
    short = half_width(text).strip()
    return short if _INTERNAL.fullmatch(short) else phone_line(text)


def person_phone_line(text: str) -> str:
    """As `phone_line`, of somebody who is called back: no emergency number."""
    _refuse_emergency(text)
    return phone_line(text)


def internal_person_phone_line(text: str) -> str:
    """As `internal_phone_line`, of somebody who is called back: no emergency number."""
    _refuse_emergency(text)
    return internal_phone_line(text)


def _refuse_emergency(text: str) -> None:
    digits = "".join(c for c in half_width(text) if c.isdigit())
    if digits in _EMERGENCY:
        raise UserError(
            N_("{number} is an emergency number: nobody can be called back there."), number=digits
        )


def split_extension(written: str) -> tuple[str, str]:
    """A number and the extension written after it, if there is one: `0755-12345678转801` or `0755-12345678-801`."""
    found = _EXTENSION.search(written)
    return (written[: found.start()], found[1]) if found else (written, "")


def _abroad(digits: str) -> Phone:
    if digits.startswith("86"):
        rest = digits[2:]  # abroad the area code loses its 0
        return _inland(rest if re.match(r"0|1[3-9]|[48]00", rest) else "0" + rest)
    for country, lengths in _NEIGHBOURS.items():
        if digits.startswith(country):
            rest = digits[3:].lstrip("0")
            if len(rest) not in lengths:
                message = N_("A number after +{country} has {needed} digits; this one has {n}.")
                raise UserError(message, country=country, needed="–".join(map(str, lengths)), n=len(rest))
            return Phone(f"+{country}{rest}", PhoneKind.ABROAD)
    if digits.startswith("0") or not 7 <= len(digits) <= 15:
        message = N_("A number from abroad is + and 7 to 15 digits with the country first; this one has {n}.")
        raise UserError(message, n=len(digits))
    return Phone("+" + digits, PhoneKind.ABROAD)


def _inland(digits: str) -> Phone:
    if digits.startswith("86") and len(digits) == _MOBILE_DIGITS + 2:
        digits = digits[2:]
    if digits.startswith("0"):
        return _with_area(digits)
    if digits[:3] in ("400", "800"):
        if len(digits) != 10:
            raise UserError(
                N_("A {head} number has 10 digits; this one has {n}."), head=digits[:3], n=len(digits)
            )
        return Phone(digits, PhoneKind.SERVICE)
    if re.fullmatch(r"1[012]\d{1,3}|9[56]\d{3,6}", digits):
        return Phone(digits, PhoneKind.SERVICE)
    if digits.startswith("1"):
        return _mobile(digits)
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        return Phone(digits, PhoneKind.LANDLINE)
    message = N_("This number has {n} digits: a mobile has 11, a landline 7 or 8 after its area code.")
    raise UserError(message, n=len(digits))


def _mobile(digits: str) -> Phone:
    if len(digits) != _MOBILE_DIGITS:
        raise UserError(N_("This mobile number has {n} digits; it needs 11."), n=len(digits))
    if digits[1] in "012":
        raise UserError(
            N_("No mobile number begins with {head}. Please check the first digits."), head=digits[:2]
        )
    return Phone(digits, PhoneKind.MOBILE)


def _with_area(digits: str) -> Phone:
    if len(digits) == _MOBILE_DIGITS + 1 and re.match(r"01[3-9]", digits):
        return _mobile(digits[1:])  # the 0 that was once dialled before a mobile of another city
    area = _AREA_CODE.match(digits)
    if area is None:
        message = N_("No area code begins with {head}. Please check it, or type the mobile number.")
        raise UserError(message, head=digits[:3])
    rest = digits[area.end() :]
    if len(rest) not in (7, 8):
        message = N_("This landline number has {n} digits after the area code {area}; it needs 7 or 8.")
        raise UserError(message, n=len(rest), area=area[0])
    return Phone(f"{area[0]}-{rest}", PhoneKind.LANDLINE)
