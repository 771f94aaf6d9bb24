"""Layout of codes to be scanned: whole printer dots, a white quiet zone, the copy's mark beside and never over it.

The modules come from `codes.image`; here are their millimetres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from desk_app.services.codes.image import QUIET, QUIET_BARS, Surface, bar_row, bar_widths, qr_matrix
from desk_app.services.printing.draw_text import one_line
from desk_app.services.printing.flow import Piece, Press, gap
from desk_app.services.printing.ink import ASCENT, Ink, Style
from desk_app.services.printing.model import Align, Code, Symbology, TextSize
from desk_app.services.printing.styles import MM, Look

QR_LEAST_MM = 0.5
"""Smaller modules are lost on worn thermal heads (operating manual, Exit passes)."""

BAR_LEAST_MM = 0.37
"""Three dots at 203 dpi: a tag's Code 128 on a 60 mm label."""

_QR_USUAL_MM = 50.0
_BAR_HEIGHT, _BAR_AIR = 11 * MM, 1 * MM
_STRIP = 5.6 * MM


@dataclass(frozen=True)
class Symbol:
    """A symbol of whole dots: modules, their width and a row's height in points, quiet modules around."""

    rows: tuple[tuple[bool, ...], ...]
    module: float
    row_height: float
    quiet: int
    quiet_above: float

    @property
    def width(self) -> float:
        """With the quiet zone."""
        return (len(self.rows[0]) + 2 * self.quiet) * self.module

    @property
    def height(self) -> float:
        """With the quiet zone."""
        return len(self.rows) * self.row_height + 2 * self.quiet_above


def code(block: Code, width: float, press: Press) -> list[Piece]:
    """The symbol in the middle of the width, the copy's mark at its right, the numbers below."""
    strip = _STRIP if press.copy_mark else 0.0
    dot = 72 / press.look.dots
    symbol = fit(block, width - strip - dot, press.look)
    below = _below(block, width, press)
    left = (width - symbol.width - strip) / 2

    def draw(ink: Ink, x: float, y: float) -> None:
        at_x, at_y = ink.snapped(x + max(left, 0.0), y, press.look.dots)
        ink.box(at_x, at_y, symbol.width, symbol.height, 1.0)
        inner = at_x + symbol.quiet * symbol.module, at_y + symbol.quiet_above
        ink.modules(*inner, symbol.module, symbol.row_height, symbol.rows)
        if strip:
            _copy_strip(ink, at_x + symbol.width, at_y, symbol.height, press)

    return [Piece(symbol.height + dot, draw, glued=True), *below, gap(press.look.gap * 0.6)]


def fit(block: Code, room: float, look: Look) -> Symbol:
    """The largest symbol of whole dots in `room` points.

    Raises ValueError if the smallest that scanners read is wider: the paper was chosen wrongly, not the text.
    """
    qr = block.symbology is Symbology.QR
    rows = qr_matrix(block.digits, Surface.PAPER) if qr else (bar_row(bar_widths(block.digits)),)
    quiet = QUIET if qr else QUIET_BARS
    across, dot = len(rows[0]) + 2 * quiet, 72 / look.dots
    least = math.ceil(round((QR_LEAST_MM if qr else BAR_LEAST_MM) * MM / dot, 2))
    wish = (block.size_mm or _QR_USUAL_MM) * MM if qr or block.size_mm else room
    dots = max(least, math.floor(min(room, wish) / across / dot))
    module = dots * dot
    if across * module > room + 0.01:
        raise ValueError(f"{len(block.digits)} digits need {across * module / MM:.1f} mm, there are {room / MM:.1f}")
    if qr:
        return Symbol(rows, module, module, quiet, quiet * module)
    return Symbol(rows, module, round(_BAR_HEIGHT / dot) * dot, quiet, round(_BAR_AIR / dot) * dot)


def _below(block: Code, width: float, press: Press) -> list[Piece]:
    short, caption = Style(press.look.large, bold=True), press.style(TextSize.SMALL, muted=True)
    said = [
        (one_line(text, style, width), style)
        for text, style in ((block.short, short), (block.caption, caption))
        if text
    ]

    def piece(text: str, style: Style) -> Piece:
        return Piece(style.leading, lambda ink, x, y: ink.line_of_text(x, y, width, text, style, Align.CENTRE))

    return [piece(text, style) for text, style in said]


def _copy_strip(ink: Ink, x: float, y: float, height: float, press: Press) -> None:
    """White on black, read from below to above, beside the quiet zone."""
    room = _STRIP - 0.6 * MM
    style = Style(min(room * 0.72, press.look.large), bold=True, grey=1.0)
    text = one_line(press.copy_mark, style, height - 2 * MM)
    ink.box(x, y, room, height, 0.0)
    base = x + room / 2 + (ASCENT - 0.5) * style.size
    ink.turned_text(base, y + (height + style.width(text)) / 2, 90, text, style)
