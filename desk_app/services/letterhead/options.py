"""The settings of the letterhead. The logo is kept as text: settings go where the building's desks are."""

from __future__ import annotations

import base64
import binascii
import io

from desk_app.services.blobs.pictures import Picture, clean_picture
from desk_app.services.core.errors import UserError
from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_
from desk_app.services.journal.work import SettingValues
from desk_app.services.printing.desk_paper import House

_SIDE = 480
"""Pixels of the longer side: 300 dots an inch for 40 mm of paper."""
_QUALITY = 88
_MOST_CHARACTERS = 80_000
_MOST_LETTERS = 60


def read_logo(kept: str) -> bytes:
    """The picture as it was kept; nothing for no logo. Raises UserError for what is no picture."""
    if not kept:
        return b""
    try:
        content = base64.b64decode(kept, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise UserError(N_("This picture cannot be read. Choose a PNG or JPEG file.")) from wrong
    clean_picture(content)
    return content


def kept_logo(picture: Picture) -> str:
    """A picture as the setting keeps it: small, without anything but its pixels. Raises UserError if it stays large."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture.content), formats=("JPEG",))
    image.thumbnail((_SIDE, _SIDE))
    small = io.BytesIO()
    image.save(small, "JPEG", quality=_QUALITY, optimize=True)
    kept = base64.b64encode(small.getvalue()).decode()
    if len(kept) > _MOST_CHARACTERS:
        raise UserError(N_("The picture has too many pixels. Choose a smaller one."))
    return kept


def _short(text: str) -> None:
    if len(text) > _MOST_LETTERS:
        raise UserError(
            N_("This is longer than a paper's head: {most} characters at most."), most=_MOST_LETTERS
        )


COMPANY = Setting(
    "house.company",
    "",
    N_("Company on papers"),
    N_("Stands at the head of every paper, the building below it. Empty: the building alone."),
    reads=_short,
)
CONTACT = Setting(
    "house.contact",
    "",
    N_("Address and phone on papers"),
    N_("One short line at the head of every paper, below the name."),
    reads=_short,
)
LOGO = Setting(
    "house.logo",
    "",
    N_("Logo on papers"),
    N_("A PNG or JPEG. It stands small at the head of every paper; slips print it in black and white."),
    reads=read_logo,
)
SETTINGS = (COMPANY, CONTACT, LOGO)


def house_of(settings: SettingValues) -> House:
    """The letterhead as it is set now."""
    # The picture was looked at when it was set; the press draws nothing for bytes that are none.
    return House(settings.get(COMPANY), settings.get(CONTACT), base64.b64decode(settings.get(LOGO)))
