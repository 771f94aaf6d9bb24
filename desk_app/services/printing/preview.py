"""PDF → pictures of its pages, for the preview and for printers that take only pixels. No Qt.

The PDF library is not safe from several threads: one page is drawn at a time, under a lock.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_MM = 72 / 25.4
_SLACK = 0.02
_HAIR = 0.0001
_lock = threading.Lock()


@dataclass(frozen=True)
class PageImage:
    """A page as pixels: `rgb` holds 3 bytes a pixel, row by row from the top, without padding."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    import pypdfium2

    with _lock, pypdfium2.PdfDocument(pdf) as opened:
        return len(opened)


def page_size_mm(pdf: bytes) -> tuple[int, int]:
    """Width and height of the first page in whole millimetres, what a printer driver wants to hear: never less paper
    than the page needs.
    """
    import pypdfium2

    with _lock, pypdfium2.PdfDocument(pdf) as opened:
        width, height = opened[0].get_size()
        return math.ceil(width / _MM - _SLACK), math.ceil(height / _MM - _SLACK)


def page_image(pdf: bytes, page: int, dpi: float) -> PageImage:
    """One page, counted from 0, at `dpi` dots an inch. Raises IndexError if there is no such page."""
    import pypdfium2

    with _lock, pypdfium2.PdfDocument(pdf) as opened:
        if not 0 <= page < len(opened):
            raise IndexError(page)
        sheet = opened[page]
        _widen(sheet, dpi / 72)
        bitmap = sheet.render(scale=dpi / 72, rev_byteorder=True)
        rgb = bitmap.to_pil().convert("RGB")
        return PageImage(rgb.width, rgb.height, rgb.tobytes())


def _widen(sheet: Any, scale: float) -> None:
    """Let the page end with a pixel: the library would stretch it there, and modules were whole dots no more."""
    left, bottom, right, top = sheet.get_mediabox()
    width, height = (math.ceil(length * scale - _SLACK) - _HAIR for length in (right - left, top - bottom))
    sheet.set_mediabox(left, top - height / scale, left + width / scale, top)


def page_images(pdf: bytes, dpi: float) -> Iterator[PageImage]:
    """Every page in order, each drawn when it is asked for; other papers may be drawn in between."""
    for page in range(page_count(pdf)):
        yield page_image(pdf, page, dpi)
