"""Numbers of identity papers: resident identity card, passport, and the permits of Hong Kong, Macau and Taiwan.

Source of the card's check character: GB 11643. The other papers have a form only; a slip in one is not detectable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_, Message

_CARD_LENGTH = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# First two digits: the provinces, 81 to 83 for residents from Hong Kong, Macau and Taiwan, 9x for foreign residents.
_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d")
_OLDEST_BIRTH = 1880


class Paper(StrEnum):
    """Which paper was shown."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"


@dataclass(frozen=True)
class _Form:
    pattern: re.Pattern[str]
    refusal: Message


_FORMS = {
    Paper.PASSPORT: _Form(
        re.compile(r"(?=.*\d)[A-Z0-9]{6,9}"),
        N_("A passport number has 6 to 9 letters and digits. Please copy it from the page with the photo."),
    ),
    Paper.HK_MACAU_PERMIT: _Form(
        re.compile(r"[HM]\d{8}(\d\d)?"),
        N_(
            "A permit for Hong Kong and Macau residents is H or M and 8 digits. Please copy it from the card."
        ),
    ),
    Paper.TAIWAN_PERMIT: _Form(
        re.compile(r"\d{8}(\d{2}[A-Z]?)?"),
        N_("A permit for Taiwan residents has 8 digits. Please copy it from the card."),
    ),
}


def parse_paper(paper: Paper, text: str, today: date) -> str:
    """The number of this kind of paper in its one written form. Raises UserError with what to mend."""
    if paper is Paper.ID_CARD:
        return parse_id_card(text, today)
    form, number = _FORMS[paper], compact_code(text)
    if not form.pattern.fullmatch(number):
        raise UserError(form.refusal)
    return number


def parse_id_card(text: str, today: date) -> str:
    """An 18-character identity number: region, birth date before `today`, and check character hold.

    Raises UserError with what to mend.
    """
    number = compact_code(text)
    if len(number) != _CARD_LENGTH:
        raise UserError(N_("This ID number has {n} characters; it needs 18."), n=len(number))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise UserError(N_("An ID number is 17 digits and a digit or X at its end. Please check it."))
    if not _REGIONS.match(number) or not _born(number, today):
        raise UserError(
            N_("The first 14 digits of this ID number are no place and birth date. Please check them.")
        )
    if check_character(number) != number[-1]:
        raise UserError(N_("A digit of this ID number is wrong: its last character does not fit the others."))
    return number


def check_character(number: str) -> str:
    """The last character that the first 17 digits of an identity number ask for (GB 11643)."""
    return _CHECK[sum(w * int(d) for w, d in zip(_WEIGHTS, number[:17], strict=True)) % 11]


def _born(number: str, today: date) -> bool:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return birth.year >= _OLDEST_BIRTH and birth <= today
