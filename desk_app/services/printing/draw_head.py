"""Layout of the letterhead: logo and name at the left, number or desk at the right, over a hairline."""

from __future__ import annotations

from desk_app.services.printing.draw_marks import read_picture
from desk_app.services.printing.draw_text import one_line, paragraph
from desk_app.services.printing.flow import Piece, Press, gap
from desk_app.services.printing.ink import Ink
from desk_app.services.printing.model import Align, Letterhead, Text, TextSize
from desk_app.services.printing.styles import LINE, MM

_LOGO_MM = 9.0
"""The logo's height on a sheet; a badge or label gives it the height of its lines."""
_WIDEST = 0.3
"""Of the paper's width: a long logo becomes lower."""


def letterhead(block: Letterhead, width: float, press: Press) -> list[Piece]:
    """Over a hairline; on a roll everything centred."""
    if press.look.mono:
        return _centred(block, width, press)
    name, small = press.style(bold=True), press.style(TextSize.SMALL, muted=True)
    lines = name.leading + (small.leading if block.below else 0)
    tall = lines if press.look.single or not block.logo else max(lines, _LOGO_MM * MM)
    read = read_picture(block.logo, width * _WIDEST, tall, mono=False) if block.logo else None
    logo = (0.0, 0.0) if read is None else _fitting(read[1], width * _WIDEST, tall)
    start = logo[0] + 2.5 * MM if read else 0.0
    right = one_line(block.detail, small, width * 0.5)
    left = one_line(block.name, name, width - start - small.width(right) - 2 * MM)
    below = one_line(block.below, small, width - start)
    height = tall + 1.2 * MM

    def draw(ink: Ink, x: float, y: float) -> None:
        if read is not None:
            ink.picture(x, y + (tall - logo[1]) / 2, *logo, read[0])
        top = y + (tall - lines) / 2
        ink.line_of_text(x + start, top, width - start, left, name)
        ink.line_of_text(x, top + (name.leading - small.leading) / 2 + 0.6, width, right, small, Align.RIGHT)
        if below:
            ink.line_of_text(x + start, top + name.leading, width - start, below, small)
        ink.rule(x, y + height, width, press.look.grey(LINE), 0.6)

    return [Piece(height, draw), gap(press.look.gap * 1.3)]


def _centred(block: Letterhead, width: float, press: Press) -> list[Piece]:
    pieces: list[Piece] = []
    tall = _LOGO_MM * MM
    read = (
        read_picture(block.logo, width * 0.6, tall, mono=True)
        if block.logo and not press.look.single
        else None
    )
    if read is not None:
        across, down = _fitting(read[1], width * 0.6, tall)
        reader, spare = read[0], (width - across) / 2
        pieces += [Piece(down, lambda ink, x, y: ink.picture(x + spare, y, across, down, reader)), gap(2)]
    pieces += paragraph(Text(block.name, bold=True, align=Align.CENTRE), width, press)
    for text in ("" if press.look.single else block.below, block.detail):
        if text:
            pieces += paragraph(Text(text, TextSize.SMALL, align=Align.CENTRE), width, press)
    return pieces


def _fitting(ratio: float, width: float, height: float) -> tuple[float, float]:
    """The greatest size of that proportion within the room."""
    return min(width, height * ratio), min(height, width / ratio)
