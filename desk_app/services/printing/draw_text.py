"""Layout of words: headings, paragraphs, banners, fields."""

from __future__ import annotations

from desk_app.services.printing import fonts
from desk_app.services.printing.flow import Piece, Press, gap, nothing
from desk_app.services.printing.ink import Ink, Style
from desk_app.services.printing.model import Align, Banner, Field, Fields, Heading, Text, TextSize
from desk_app.services.printing.styles import MM
from desk_app.services.printing.text import shorten, wrap


def fitted(text: str, style: Style, width: float, max_lines: int = 0) -> list[str]:
    """The lines of any text in this type and width."""
    return wrap(fonts.printable(text), style.width, width, max_lines)


def one_line(text: str, style: Style, width: float) -> str:
    """Any text on one line, cut with "…"."""
    return shorten(fonts.printable(text.replace("\n", " ")), style.width, width)


def heading(block: Heading, width: float, press: Press) -> list[Piece]:
    """Bold; the note on the same line at the right. On a roll centred, the note below."""
    look = press.look
    style = Style(look.heading * 0.72 if block.minor else look.heading, bold=True)
    note = press.style(muted=True)
    if look.mono:
        return _centred_heading(block, style, width, press)
    right = one_line(block.note, note, width * 0.45)
    room = width - (note.width(right) + 4 * MM if right else 0)
    lines = fitted(block.text, style, room, press.lines(2))

    def draw(ink: Ink, x: float, y: float) -> None:
        for number, line in enumerate(lines):
            ink.line_of_text(x, y + number * style.leading, room, line, style)
        # Both on one base line.
        shift = (style.leading - note.leading) / 2 + (style.size - note.size) * 0.38
        ink.line_of_text(x, y + shift, width, right, note, Align.RIGHT)

    return [
        Piece(len(lines) * style.leading, draw, glued=True),
        Piece(look.gap, nothing, glued=True),
    ]


def _centred_heading(block: Heading, style: Style, width: float, press: Press) -> list[Piece]:
    pieces = _lines(fitted(block.text, style, width, press.lines(2)), style, width, Align.CENTRE)
    if block.note:
        pieces += paragraph(Text(block.note, align=Align.CENTRE), width, press)
    return [*pieces, gap(press.look.gap / 2)]


def paragraph(block: Text, width: float, press: Press) -> list[Piece]:
    """One piece a line, so that a long text flows over pages. Huge text shrinks before it breaks."""
    style = press.style(block.size, block.bold, block.muted)
    limit = press.lines(block.max_lines)
    if block.size in (TextSize.HUGE, TextSize.GIANT):
        style, limit = _shrunk(block.text, style, width, press), limit or 2
    lines = fitted(block.text, style, width, limit)
    return [*_lines(lines, style, width, block.align), gap(press.look.gap * 0.35)]


def _shrunk(text: str, style: Style, width: float, press: Press) -> Style:
    wanted = style.width(fonts.printable(text))
    size = style.size if wanted <= width else max(press.look.huge_least, style.size * width / wanted * 0.999)
    return Style(size, style.bold, style.grey)


def _lines(lines: list[str], style: Style, width: float, align: Align) -> list[Piece]:
    def piece(line: str) -> Piece:
        return Piece(style.leading, lambda ink, x, y: ink.line_of_text(x, y, width, line, style, align))

    return [piece(line) for line in lines]


def banner(block: Banner, width: float, press: Press) -> list[Piece]:
    """A bar across the paper."""
    look = press.look
    size = look.heading * 1.15 if block.large else look.large
    grey = 1.0 if block.solid else 0.0
    word, note = Style(size, True, grey), Style(max(size * 0.62, look.small), True, grey)
    height = size * (1.62 if block.large else 1.7)
    inset = size * 0.5
    right = one_line(block.note, note, (width - 2 * inset) * 0.55)
    left = one_line(block.text, word, width - 2 * inset - (note.width(right) + inset if right else 0))

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.box(x, y, width, height, 0.0 if block.solid else None, 0.0, 1.0)
        align = Align.LEFT if right else Align.CENTRE
        ink.line_of_text(x + inset, y + (height - word.leading) / 2, width - 2 * inset, left, word, align)
        shift = (height - note.leading) / 2 + (word.size - note.size) * 0.38
        ink.line_of_text(x + inset, y + shift, width - 2 * inset, right, note, Align.RIGHT)

    return [Piece(height, draw), gap(look.gap)]


def fields(block: Fields, width: float, press: Press) -> list[Piece]:
    """Rows of cells; a wide field takes a row of its own."""
    gutter = 4 * MM
    cell = (width - gutter * (block.columns - 1)) / block.columns
    labels = _label_width(block, cell, press)
    pieces: list[Piece] = []
    for row in _rows(block):
        across = width if row[0].wide else cell
        cells = [_field(one, across, labels, block, press) for one in row]
        pieces.append(_side_by_side(cells, cell + gutter))
    return [*pieces, gap(press.look.gap * 0.6)]


def _rows(block: Fields) -> list[list[Field]]:
    rows: list[list[Field]] = []
    for one in block.fields:
        if one.wide or not rows or rows[-1][0].wide or len(rows[-1]) == block.columns:
            rows.append([])
        rows[-1].append(one)
    return rows


def _label_width(block: Fields, cell: float, press: Press) -> float:
    if block.stacked:
        return 0.0
    style = press.style(muted=True)
    widest = max((style.width(fonts.printable(one.label[:60])) for one in block.fields), default=0.0)
    return min(widest, cell * 0.42) + 2.2 * MM


def _field(one: Field, width: float, labels: float, block: Fields, press: Press) -> Piece:
    """Label and value, in one piece."""
    stacked = block.stacked
    value = press.style(block.size, bold=one.strong)
    label = press.style(TextSize.SMALL if stacked else TextSize.NORMAL, muted=True)
    said = one_line(one.label, label, width if stacked else labels - 1.2 * MM)
    lines = fitted(one.value, value, width - labels, press.lines() or 8)
    first = label.leading * 0.92 if stacked else 0.0
    height = first + len(lines) * value.leading + (press.look.gap * 0.7 if stacked else 0.6)

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.line_of_text(x, y, width, said, label)
        for number, line in enumerate(lines):
            ink.line_of_text(x + labels, y + first + number * value.leading, width, line, value)

    return Piece(height, draw)


def _side_by_side(cells: list[Piece], step: float) -> Piece:
    def draw(ink: Ink, x: float, y: float) -> None:
        for number, cell in enumerate(cells):
            cell.draw(ink, x + number * step, y)

    return Piece(max(cell.height for cell in cells), draw)
