"""The code of a join file: 25 random digits (83 bits) in five groups, each with its check digit. It is used once.

It is shown to whoever made the file and typed at the new PC, never written beside the file.
"""

from __future__ import annotations

import re
import unicodedata

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desk_app.services.core.errors import UserError
from desk_app.services.core.recovery_code import GROUP_DIGITS, grouped, new_code, wrong_groups
from desk_app.services.core.words import N_
from desk_app.services.sync.locks import KEY_BYTES, BoxKey

GROUPS = 5
LENGTH = GROUPS * GROUP_DIGITS
SALT_BYTES = 16
_COST, _BLOCK, _LANES = 1 << 15, 8, 1
_SPARE = re.compile(r"[\s\-–—.,，。、_]+")


class WrongJoinCode(UserError):
    """What was typed is no code of a join file, or not this one's."""


def new_join_code() -> str:
    """A new code: 25 digits and five check digits."""
    return new_code()[:LENGTH]


def spoken(code: str) -> str:
    """In groups, to be read out."""
    return " ".join(grouped(code))


def read_join_code(typed: str) -> str:
    """The digits of what was typed; spaces and hyphens do not matter. Raises WrongJoinCode, which says where."""
    digits = _SPARE.sub("", unicodedata.normalize("NFKC", typed))
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != LENGTH:
        raise WrongJoinCode(
            N_("The code has {groups} groups of {digits} digits: {wanted} digits. These are {n}."),
            groups=GROUPS,
            digits=GROUP_DIGITS,
            wanted=LENGTH,
            n=sum(one.isdecimal() for one in digits),
        )
    wrong = wrong_groups(digits)
    if wrong:
        raise WrongJoinCode(
            N_(
                "Look again at group {groups}: a digit is mistyped there, or the group is in the wrong place."
            ),
            groups=", ".join(str(place + 1) for place in wrong),
        )
    return digits


def box_of(code: str, salt: bytes) -> BoxKey:
    """The box that opens with a code. Takes a tenth of a second, so that codes are not tried by the million."""
    seed = Scrypt(salt, KEY_BYTES, n=_COST, r=_BLOCK, p=_LANES).derive(code.encode())
    return BoxKey(seed)
