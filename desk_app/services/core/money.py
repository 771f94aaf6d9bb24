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


def yuan(fen: int) -> Decimal:
    """Fen as an amount in yuan to reckon with in a spreadsheet."""
    return Decimal(fen).scaleb(-2)
