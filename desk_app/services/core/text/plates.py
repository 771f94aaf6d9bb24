"""Vehicle plates of mainland China: ordinary, new-energy, and the special ones that stop at an office building.

Source of the forms: the national plate standard (province, letter, five places without I and O; new-energy cars
have six with a letter at their first or last place).
"""

from __future__ import annotations

import re

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_SPECIAL_HEADS = "使领军空海北沈兰济南广成武"
_ORDINARY = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z](?:[A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9警学挂试超领港澳])")
_NEW_ENERGY = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z](?:[A-HJK][A-HJ-NP-Z0-9]\d{{4}}|\d{{5}}[A-HJK])")
_SPECIAL = re.compile(
    rf"使\d{{6}}|\d{{6}}[使领]|WJ[{PROVINCES}]?\d{{4}}[A-Z0-9]|[A-Z]{{2}}\d{{5}}|[军空海北沈兰济南广成][A-Z]\d{{5}}"
)
_SHORTEST, _LONGEST = 7, 8


def parse_plate(text: str) -> str:
    """A plate in upper case without separators: 粤B12345, 粤BD12345, 粤Z1234港, 使123456, 京A1234警, 京A1234学.

    Raises UserError with what to mend.
    """
    plate = compact_code(text)
    if any(form.fullmatch(plate) for form in (_ORDINARY, _NEW_ENERGY, _SPECIAL)):
        return plate
    if not _SHORTEST <= len(plate) <= _LONGEST:
        message = N_("This plate has {n} characters; it needs 7, or 8 for a new-energy car.")
        raise UserError(message, n=len(plate))
    if plate[0] not in PROVINCES + _SPECIAL_HEADS and not plate[0].isdigit():
        raise UserError(N_("A plate begins with a province, such as 京, 沪 or 粤. Please add it."))
    if re.search("[IO]", plate):
        raise UserError(N_("No plate has the letter I or O. Please check whether it is 1 or 0."))
    raise UserError(N_("This is no form that a plate has, such as 粤B12345 or 粤BD12345. Please check it."))
