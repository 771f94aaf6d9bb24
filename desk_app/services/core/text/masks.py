"""What others may see of personal data: on paper, on a screen that faces the lobby, in a list to choose from."""

from __future__ import annotations

from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.text.names import surname_of
from desk_app.services.core.text.phones import split_extension
from desk_app.services.core.text.pinyin import is_han

STARS = "****"
_LONG_NUMBER = 12
_SHORTEST_SHOWN = 8  # shorter, and three digits before and four after would hide nothing


def mask_phone(phone: str) -> str:
    """A phone number with its middle hidden: 138****5678, 0755****5678, +852****4567; a short one keeps two digits.

    An extension is dropped: it points at one person.
    """
    number = "".join(c for c in split_extension(phone)[0] if c.isdigit())
    sign = "+" if phone.startswith("+") else ""
    if len(number) < _SHORTEST_SHOWN:
        return sign + STARS + number[-2:] if number else ""
    kept = 4 if number.startswith("0") and not number.startswith(("01", "02")) else 3
    return f"{sign}{number[:kept]}{STARS}{number[-4:]}"


def mask_document(number: str) -> str:
    """A paper's number: the last four characters of a long one (identity card), the last two of a short one."""
    code = compact_code(number)
    if not code:
        return ""
    return STARS + (code[-4:] if len(code) >= _LONG_NUMBER else code[-2:])


def mask_name(name: str) -> str:
    """A person's name on paper: 张伟 is 张*, 张伟明 is 张*明, 欧阳娜娜 is 欧阳*娜, John Smith is J*** S***."""
    name = name.strip()
    if not name:
        return ""
    if not is_han(name[0]):
        return " ".join(part[0] + "***" if len(part) > 1 else part for part in name.split())
    shown = len(surname_of(name))
    hidden = len(name) - shown
    if hidden <= 0:
        return name[0] + "*" * (len(name) - 1)
    return name[:shown] + ("*" if hidden == 1 else "*" * (hidden - 1) + name[-1])
