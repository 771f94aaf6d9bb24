"""Looks at a PDF as a reader, a printer and a scanner do."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from io import BytesIO

import zxingcpp
from PIL import Image


def _run(tool: str, pdf: bytes, *options: str) -> bytes:
    return subprocess.run([tool, *options], input=pdf, capture_output=True, check=True).stdout


def text_of(pdf: bytes) -> str:
    """All its text, as copied from a viewer."""
    return _run("pdftotext", pdf, "-layout", "-", "-").decode("utf-8")


def fonts_of(pdf: bytes) -> list[dict[str, str]]:
    """Name, whether embedded, whether subset, whether it has a table of characters."""
    lines = _run("pdffonts", pdf, "-").decode().splitlines()[2:]
    found = [(line.split()[0], re.search(r"(yes|no)\s+(yes|no)\s+(yes|no)", line)) for line in lines]
    return [{"name": name, "emb": has[1], "sub": has[2], "uni": has[3]} for name, has in found if has]


def raster(pdf: bytes, dpi: int, mono: bool = False, page: int = 1) -> Image.Image:
    """A page as a printer of that resolution has it."""
    options = ["-r", str(dpi), "-f", str(page), "-l", str(page), *(["-mono"] if mono else ["-gray"])]
    return Image.open(BytesIO(_run("pdftoppm", pdf, *options, "-"))).convert("L")


def decoded(picture: Image.Image) -> list[str]:
    """What a scanner reads."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def code_area(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the only code, in pixels."""
    (found,) = zxingcpp.read_barcodes(picture)
    place = found.position
    corners = [place.top_left, place.top_right, place.bottom_left, place.bottom_right]
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(across), min(down), max(across), max(down)


@dataclass(frozen=True)
class Word:
    """A word and its box in points from the page's top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    page: int


def words_of(pdf: bytes) -> tuple[list[tuple[float, float]], list[Word]]:
    """The pages' sizes in points, and every word's place."""
    said = _run("pdftotext", pdf, "-bbox", "-", "-").decode("utf-8")
    sizes: list[tuple[float, float]] = []
    words: list[Word] = []
    for tag in re.finditer(r"<page width=\"([\d.]+)\" height=\"([\d.]+)\"|<word ([^>]*)>(.*?)</word>", said):
        if tag[1]:
            sizes.append((float(tag[1]), float(tag[2])))
        else:
            box = [float(number) for number in re.findall(r"-?[\d.]+(?=\")", tag[3])]
            words.append(Word(unescape(tag[4]), *box, page=len(sizes) - 1))
    return sizes, words
