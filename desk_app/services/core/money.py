"""Money: whole cents (fen) as integers; typed and shown in yuan with two decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.words import N_

MOST_FEN = 1_000_000
"""¥10,000.00: no drawer at a front desk holds a deposit above it."""
_TYPED = re.compile(
    r"(?:¥|RMB|CNY)?\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)\s*(?:元|yuan)?",
    re.IGNORECASE | re.ASCII,
)
"""A comma parts thousands and nothing else: 1,5 may be meant as 1.5."""


def parse_money(typed: str, *, most: int = MOST_FEN) -> int:
    """Typed yuan as fen; nothing typed is 0. Commas may part thousands.

    Raises UserError for words, signs, more than two decimals, and more than `most` fen.
    """
    text = half_width(typed).strip()
    if not text:
        return 0
    found = _TYPED.fullmatch(text)
    if found is None:
        raise UserError(N_("Type an amount in yuan in digits, such as 20 or 12.50."))
    whole, _, cents = found.group(1).replace(",", "").partition(".")
    fen = int(whole[:12]) * 100 + int(cents.ljust(2, "0"))
    if fen > most or len(whole) > 12:
        raise UserError(N_("This amount is too large: {most} at most."), most=say_money(most))
    return fen


def say_money(fen: int) -> str:
    """Fen as people read them: ¥1,234.50, −¥3.00."""
    sign = "\N{MINUS SIGN}" if fen < 0 else ""
    yuan, cents = divmod(abs(fen), 100)
    return f"{sign}¥{yuan:,}.{cents:02d}"


_DIGITS, _PLACES, _GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿")


def money_in_words(fen: int) -> str:
    """Fen in the Chinese capitals that receipts are written in: 壹仟零伍元整, 叁元零伍分, 负贰元伍角整.

    Raises ValueError from a trillion yuan on.
    """
    if abs(fen) >= 10**14:
        raise ValueError("too large to be written in words")
    whole, cents = divmod(abs(fen), 100)
    jiao, cent = divmod(cents, 10)
    said = _capitals(whole) + "元" if whole else ""
    if jiao:
        said += _DIGITS[jiao] + "角"
    elif cent and whole:
        said += "零"
    said += _DIGITS[cent] + "分" if cent else "整"
    return ("负" if fen < 0 else "") + (said if fen else "零元整")


def _capitals(number: int) -> str:
    """A whole number; zeros between digits are said once."""
    digits, said, gap = str(number), "", False
    for at, digit in enumerate(digits):
        place = len(digits) - at - 1
        if digit != "0":
            said += ("零" if gap else "") + _DIGITS[int(digit)] + _PLACES[place % 4]
            gap = False
        else:
            gap = True
        if place % 4 == 0 and any(one != "0" for one in digits[max(0, at - 3) : at + 1]):
            said += _GROUPS[place // 4]
    return said


def yuan(fen: int) -> Decimal:
    """Fen as an amount in yuan to reckon with in a spreadsheet."""
    return Decimal(fen).scaleb(-2)
