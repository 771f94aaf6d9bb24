"""A picture from outside → a small, harmless one: bounded before it is decoded, then encoded anew."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.services.core.errors import InvalidInput, StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES_IN = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
MOST_BYTES = 200 * 1024
_TRIES = ((1200, 88), (1000, 80), (800, 70), (600, 60), (400, 50))
"""Longest side in pixels and JPEG quality, tried until the picture is small enough."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture."""

    content: bytes
    media: str


def clean_picture(raw: bytes) -> Picture:
    """A PNG or JPEG as a JPEG of at most 200 KiB, without metadata. Raises UserError for anything else."""
    if len(raw) > MOST_BYTES_IN:
        raise _too_large()
    try:
        return _shrunk(_decoded(raw))
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        MemoryError,
    ) as trouble:
        raise _unreadable() from trouble
    except (struct.error, zlib.error, OverflowError) as trouble:
        raise _unreadable() from trouble


def checked_picture(raw: bytes, at: str) -> Picture:
    """The same for what stands at a field of a form. Raises InvalidInput (`at`)."""
    try:
        return clean_picture(raw)
    except UserError as problem:
        raise InvalidInput({at: problem}) from problem


def read_picture(path: Path) -> Picture:
    """A picture file, cleaned. Raises UserError as `clean_picture`, StorageTrouble when it cannot be opened."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES_IN:
            raise _too_large() if path.is_file() else _unreadable()
        return clean_picture(path.read_bytes())
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file could not be opened: {reason}. Close it in other programs, then try again."),
            reason=reason_of(trouble),
        ) from trouble


def _too_large() -> UserError:
    """The refusal of a file that no signature needs."""
    return UserError(
        N_("The picture is larger than {most} MB. Choose a smaller one."), most=MOST_BYTES_IN >> 20
    )


def _unreadable() -> UserError:
    return UserError(N_("This picture cannot be read. Choose a PNG or JPEG file."))


def _decoded(raw: bytes) -> Image:
    # The two decoders are called by name: opening by guess would try dozens of formats on a hostile file.
    from PIL import Image, ImageOps
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        image: Image.Image = PngImageFile(io.BytesIO(raw))
    elif raw.startswith(b"\xff\xd8\xff"):
        image = JpegImageFile(io.BytesIO(raw))
    else:
        raise _unreadable()
    if image.width * image.height > MOST_PIXELS:
        raise UserError(N_("The picture has too many pixels. Choose a smaller one."))
    image.draft("RGB", (_TRIES[0][0] * 2, _TRIES[0][0] * 2))
    image.load()
    coloured = ImageOps.exif_transpose(image).convert("RGBA")
    coloured.thumbnail((_TRIES[0][0], _TRIES[0][0]))
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured.getchannel("A"))
    return paper


def _shrunk(image: Image) -> Picture:
    for side, quality in _TRIES:
        image.thumbnail((side, side))
        target = io.BytesIO()
        image.save(target, "JPEG", quality=quality, optimize=True)
        if target.tell() <= MOST_BYTES:
            return Picture(target.getvalue(), "image/jpeg")
    raise UserError(N_("The picture has too many pixels. Choose a smaller one."))
