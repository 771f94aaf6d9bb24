"""What one line of the sorting field means: a unit, a company or a person, and how many letters at once. No Qt here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.text.clean import compact_code, half_width
from desk_app.services.core.words import N_
from desk_app.services.mail.records import Proposal, WhyTenant

_MANY = re.compile(r"(?P<who>.*?)\s*[*×]\s*(?P<n>\S*)")
_MANY_X = re.compile(r"(?P<who>.*(?<=[\d\s]))[xX](?P<n>\d+)")
"""With a letter x only after a unit or a blank: Max3 is a name."""
_UNIT = re.compile(r"[A-Za-z]{0,2}-?\d{2,5}[A-Za-z]?")
_LONGEST = 6
"""Digits of a quantity; what is longer was a barcode's."""
NO_NUMBER = N_("Type the number after the sign: 1205*12.", "mail sorting")
NOBODY_THERE = N_(
    "Nobody is on record in {unit}. Check the number, or put it on the unmatched pile with F8.",
    "mail sorting",
)
NOBODY = N_(
    "Nobody on record is called that. Type the unit, or put it on the unmatched pile with F8.", "mail sorting"
)


@dataclass(frozen=True)
class Typed:
    """A line as it is understood. `quantity` is None where what follows the sign is no number."""

    text: str = ""
    """What a proposal is asked for: a name, or a unit alone."""
    unit: str = ""
    """The unit, when something stands after it."""
    quantity: int | None = 1

    @property
    def asked(self) -> tuple[str, str]:
        """What finds the proposals."""
        return self.text, self.unit

    def nobody(self) -> DeskError:
        """Why nothing is proposed, and what helps."""
        said = self.unit or self.text
        return UserError(NOBODY_THERE, unit=said) if _UNIT.fullmatch(said) else UserError(NOBODY)


def understand(raw: str) -> Typed:
    """Read a line: `1205`, `1205 张伟明`, `yunfan`, `1205*12`, `1205x12`, `云帆×3`."""
    line, quantity = half_width(raw).strip(), "1"
    many = _MANY.fullmatch(line) or _MANY_X.fullmatch(line)
    if many is not None and many["who"].strip():
        line, quantity = many["who"].strip(), many["n"]
    first, *rest = line.split() or [""]
    number = int(quantity) if re.fullmatch(rf"[0-9]{{1,{_LONGEST}}}", quantity) else None
    if rest and _UNIT.fullmatch(first):
        return Typed(" ".join(rest), first, number)
    return Typed(" ".join((first, *rest)), "", number)


def recipient_of(typed: Typed, proposal: Proposal) -> str:
    """The person whom it is for, as on record if it is known; "" for the company."""
    if typed.unit:
        return proposal.person or typed.text
    return proposal.person if proposal.why in (WhyTenant.PERSON, WhyTenant.EARLIER) else ""


def same_code(one: str, other: str) -> bool:
    """Whether two barcodes are the same, whatever their case and spaces."""
    return bool(one) and compact_code(one) == compact_code(other)
