"""The fonts of paper: one main font in two weights, one of rare hanzi behind it, and nothing ever silently a box.

The files in `resources/fonts/` (README there) are parsed once, under a lock, at the first use (about 0.2 s): call
`warm()` from a worker after the first paint. Afterwards everything here is safe from any thread.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from desk_app.services.core.paths import resources
from desk_app.services.printing.text import clean

FOLDER = "fonts"
BOX = "□"
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_TRANSPARENT = "\n "


@dataclass(frozen=True)
class Face:
    """One font file, ready for PDF: its name there, and every character's width in thousandths of the size."""

    name: str
    widths: Mapping[int, float]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one face. `thicken`: an outline around each stroke, in parts of the size.

    The rare face has one, light weight: thickened it stands beside its neighbours without a hole in the line.
    """

    face: Face
    text: str
    thicken: float = 0.0


@dataclass(frozen=True)
class Faces:
    """What there is to print with."""

    regular: Face
    bold: Face
    rare: Face


_lock = threading.Lock()
_faces: Faces | None = None


def faces() -> Faces:
    """The faces; loads and registers them the first time."""
    global _faces
    with _lock:
        if _faces is None:
            _faces = _load()
        return _faces


def warm() -> None:
    """Load the fonts now, so that the first paper does not wait for them."""
    faces()


def printable(text: str) -> str:
    """`text` as it stands on paper: cleaned, without emoji, a character no font has as a box with its number."""
    known = faces()
    return "".join(
        character if _has(known, character) else _without_glyph(character) for character in clean(text)
    )


def missing_glyphs(text: str) -> list[str]:
    """The characters that paper can only show as a box with a number, each once, in order of appearance."""
    known = faces()
    return list(dict.fromkeys(character for character in clean(text) if not _has(known, character)))


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of printable text, in points."""
    known = faces()
    main, rare = (known.bold if bold else known.regular).widths, known.rare.widths
    total = 0.0
    for character in text:
        code = ord(character)
        units = main.get(code)
        total += rare.get(code, 0.0) if units is None else units
    return total * size / 1000


def runs(text: str, bold: bool = False) -> Iterator[Run]:
    """Printable text cut where the face changes."""
    known = faces()
    main = known.bold if bold else known.regular
    for in_main, characters in groupby(text, lambda character: ord(character) in main.widths):
        said = "".join(characters)
        yield Run(main, said) if in_main else Run(known.rare, said, 0.045 if bold else 0.012)


def _without_glyph(character: str) -> str:
    """A hanzi in a name matters and gets its number; an emoji says nothing that paper needs."""
    return "" if _EMOJI.fullmatch(character) else f"{BOX}[U+{ord(character):04X}]"


def _has(known: Faces, character: str) -> bool:
    code = ord(character)
    return code in known.regular.widths or code in known.rare.widths or character in _TRANSPARENT


def _load() -> Faces:
    from reportlab.pdfbase import ttfonts

    ttfonts.makeToUnicodeCMap = _to_unicode
    return Faces(
        *(_register(name) for name in ("NotoSansSC-Regular", "NotoSansSC-Bold", "DeskRareHan-Regular"))
    )


def _register(name: str) -> Face:
    from reportlab.pdfbase import pdfmetrics, ttfonts

    # Not ASCII-readable: that would embed all of ASCII in every file.
    font: Any = ttfonts.TTFont(name, str(resources() / FOLDER / f"{name}.ttf"), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return Face(name, font.face.charWidths)


def _to_unicode(font_name: str, subset: Sequence[int]) -> str:
    """The table by which text is copied and searched in the PDF.

    Replaces the library's own, which writes 𠮷 as `<20BB7>`: PDF wants UTF-16, and at most 100 lines to a block.
    """
    lines = [f"<{place:02X}> <{_utf16(code)}>" for place, code in enumerate(subset)]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    table = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        f"<< /Registry ({font_name})\n/Ordering ({font_name})\n/Supplement 0\n>> def\n"
        f"/CMapName /{font_name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange\n"
        f"{table}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()
