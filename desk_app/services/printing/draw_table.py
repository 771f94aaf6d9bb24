"""Layout of tables: a header that repeats, rows that are never torn, cells that never leave their column."""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.printing.draw_marks import TICK
from desk_app.services.printing.draw_text import fitted, one_line, paragraph
from desk_app.services.printing.flow import Piece, Press, nothing
from desk_app.services.printing.ink import Ink, Style
from desk_app.services.printing.model import Align, Column, Table, Text
from desk_app.services.printing.styles import LINE, MM, SHADE

_PAD = 1.5 * MM


def table(block: Table, width: float, press: Press) -> list[Piece]:
    """Header, then one piece a row."""
    shares = sum(column.width for column in block.columns)
    widths = [width * column.width / shares for column in block.columns]
    header = _header(block.columns, widths, press)
    rows = [_row(block, widths, cells, header, press) for cells in block.rows]
    if not rows:
        rows = paragraph(Text(block.empty, align=Align.CENTRE, muted=True), width, press)
    # Signatures below a table stay with its last row: nobody signs an empty sheet.
    last = replace(rows[-1], glued=True)
    return [header, *rows[:-1], last, Piece(press.look.gap * 1.4, nothing, glued=True)]


def _header(columns: tuple[Column, ...], widths: list[float], press: Press) -> Piece:
    look = press.look
    style = Style(look.small * 1.06, bold=True)
    titles = [
        one_line(column.title, style, width - _pads(look.mono))
        for column, width in zip(columns, widths, strict=True)
    ]
    height = style.leading + (1.0 if look.mono else 1.6) * MM

    def draw(ink: Ink, x: float, y: float) -> None:
        if not look.mono:
            ink.box(x, y, sum(widths), height, SHADE)
        ink.rule(x, y + height, sum(widths), 0.0, 0.8)
        for column, width, title in zip(columns, widths, titles, strict=True):
            align = Align.CENTRE if column.tick else column.align
            _cell(ink, x, y + (height - style.leading) / 2, width, [title], style, align, look.mono)
            x += width

    return Piece(height, draw, glued=True)


def _row(block: Table, widths: list[float], cells: tuple[str, ...], header: Piece, press: Press) -> Piece:
    look, style = press.look, press.style(block.size)
    padded = (*cells, *("" for _ in range(len(widths) - len(cells))))
    texts = [
        fitted(cell, style, width - _pads(look.mono), 1 if press.tight else block.max_lines)
        for cell, width in zip(padded, widths, strict=False)
    ]
    pad = (0.4 if look.mono else 1.5) * MM
    height = max(len(lines) for lines in texts) * style.leading + pad

    def draw(ink: Ink, x: float, y: float) -> None:
        if not look.mono:
            ink.rule(x, y + height, sum(widths), LINE, 0.4)
        for column, width, lines in zip(block.columns, widths, texts, strict=True):
            if column.tick:
                place = (x + width / 2, y + pad / 2 + style.leading / 2)
                _tick_box(ink, *place, style.size, ticked=any(lines))
            else:
                _cell(ink, x, y + pad / 2, width, lines, style, column.align, look.mono)
            x += width

    return Piece(height, draw, header=header)


def _pads(mono: bool) -> float:
    return _PAD if mono else 2 * _PAD


def _cell(
    ink: Ink, x: float, y: float, width: float, lines: list[str], style: Style, align: Align, mono: bool
) -> None:
    # On a roll the table's edges are the paper's: only the space between columns is kept, after the text.
    left = 0.0 if mono else _PAD
    if mono and align is Align.RIGHT:
        left = _PAD
    for number, line in enumerate(lines):
        ink.line_of_text(x + left, y + number * style.leading, width - _pads(mono), line, style, align)


def _tick_box(ink: Ink, middle: float, centre: float, size: float, *, ticked: bool) -> None:
    left, top = middle - size * 0.5, centre - size * 0.5
    ink.box(left, top, size, size, stroke=0.0, line=0.7)
    if ticked:
        ink.strokes([(left + a * size, top + b * size) for a, b in TICK], 1.2)
