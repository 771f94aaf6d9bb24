"""Any text made safe for paper, and broken into lines. Pure: no PDF, no fonts; whoever calls brings the measure.

Rules of Chinese line breaking: between any two hanzi, but no line begins with a closing mark or ends with an opening
one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

ELLIPSIS = "…"

Measure = Callable[[str], float]
"""The width of a text, in the unit of the width it is compared with."""

_OPENING = r"（“‘《〈【「『〔(\[{"
_CLOSING = r"，。、；：！？）”’》〉】」』〕…·,.;:!?)\]}%％℃"
_HAN = r"\u2e80-\u303f\u3040-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f000-\U0003ffff"
_ATOM = re.compile(
    rf"\s+|[{_OPENING}]*(?:(?=[^{_OPENING}{_CLOSING}])[{_HAN}]|[^\s{_HAN}{_OPENING}{_CLOSING}]+(?:[{_CLOSING}]+[^\s{_HAN}{_OPENING}{_CLOSING}]+)*)?[{_CLOSING}]*|."
)
_MARKED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_VARIATION_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def clean(text: str) -> str:
    """Without anything that acts instead of being printed: controls, direction marks, variation selectors.

    Line ends become `\\n`, other white space a space; a letter with a mark after it becomes one letter. Nothing else
    is changed: a name prints as it was typed.
    """
    text = _VARIATION_SELECTORS.sub("", _LINE_ENDS.sub("\n", text))
    text = _MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return "".join(_printed(character) for character in text)


def _printed(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    if character.isspace():
        return " " if character != "\u3000" else character
    return "" if unicodedata.category(character) in {"Cc", "Cf"} else character


def wrap(text: str, measure: Measure, width: float, max_lines: int = 0) -> list[str]:
    """Lines no wider than `width`; with `max_lines` the last one ends in "…" if there was more.

    At least one line, so that an empty value keeps its place. A single character wider than `width` stands alone.
    """
    lines: list[str] = []
    for line in _lines(text, measure, width):
        if max_lines and len(lines) == max_lines:
            lines[-1] = shorten(lines[-1] + ELLIPSIS, measure, width)
            break
        lines.append(line)
    return lines or [""]


def shorten(text: str, measure: Measure, width: float) -> str:
    """One line of `text` that fits, ending in "…" when cut."""
    if measure(text) <= width:
        return text
    kept = text.rstrip(ELLIPSIS)
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(kept[:middle].rstrip() + ELLIPSIS) <= width:
            low = middle
        else:
            high = middle - 1
    return kept[:low].rstrip() + ELLIPSIS


def _lines(text: str, measure: Measure, width: float) -> Iterator[str]:
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for piece in _pieces(paragraph, measure, width):
            taken = measure(piece)
            if line and used + measure(piece.rstrip()) > width:
                yield line.rstrip()
                line, used = "", 0.0
                if piece.isspace():
                    continue
            line, used = line + piece, used + taken
        yield line.rstrip()


def _pieces(paragraph: str, measure: Measure, width: float) -> Iterator[str]:
    """What may not be broken, except where it alone is wider than a line."""
    for atom in _ATOM.finditer(paragraph):
        if measure(atom[0]) <= width or atom[0].isspace():
            yield atom[0]
        else:
            yield from _slices(atom[0], measure, width)


def _slices(word: str, measure: Measure, width: float) -> Iterator[str]:
    start, used = 0, 0.0
    for place, character in enumerate(word):
        taken = measure(character)
        if used + taken > width and place > start:
            yield word[start:place]
            start, used = place, 0.0
        used += taken
    yield word[start:]
