"""Layout of what is not words: rules, space, pictures, signature lines, tick boxes, blocks side by side."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from desk_app.services.printing.draw_text import one_line
from desk_app.services.printing.flow import Piece, Press, gap, height_of, nothing
from desk_app.services.printing.ink import Ink
from desk_app.services.printing.model import (
    Align,
    Columns,
    Image,
    Rule,
    SignatureLines,
    Space,
    Spring,
    TextSize,
    Tick,
    TickBoxes,
)
from desk_app.services.printing.styles import LINE, MM

_PICTURE_DPI = 300
_GUTTER = 4 * MM


def rule(block: Rule, width: float, press: Press) -> list[Piece]:
    """A line with air above and below."""
    air = press.look.gap * 0.7
    grey = press.look.grey(0.0 if block.dashed or press.look.mono else LINE)
    return [Piece(2 * air, lambda ink, x, y: ink.rule(x, y + air, width, grey, 0.6, block.dashed))]


def space(block: Space, width: float, press: Press) -> list[Piece]:
    """Empty paper; half of it where room is short."""
    return [gap(block.mm * MM * (0.5 if press.tight else 1))]


def spring(block: Spring, width: float, press: Press) -> list[Piece]:
    """Stretched when the page is known."""
    return [Piece(0.0, nothing, spring=True)]


def picture(block: Image, width: float, press: Press) -> list[Piece]:
    """The picture at its own proportions inside the room it may take."""
    room_x, room_y = min(block.width_mm * MM, width), block.height_mm * MM
    read = read_picture(block.data, room_x, room_y, mono=press.look.mono)
    if read is None:
        return [Piece(room_y, lambda ink, x, y: ink.box(x, y, room_x, room_y, stroke=press.look.grey(LINE)))]
    reader, ratio = read
    across, down = min(room_x, room_y * ratio), min(room_y, room_x / ratio)
    spare = {Align.LEFT: 0.0, Align.CENTRE: (width - across) / 2, Align.RIGHT: width - across}[block.align]
    return [
        Piece(down, lambda ink, x, y: ink.picture(x + spare, y, across, down, reader)),
        gap(press.look.gap / 2),
    ]


def read_picture(data: bytes, width: float, height: float, *, mono: bool) -> tuple[Any, float] | None:
    """The picture no finer than the paper shows it, with its proportion; None if the bytes are no picture."""
    from PIL import Image as Pictures
    from reportlab.lib.utils import ImageReader

    try:
        opened = Pictures.open(BytesIO(data), formats=("PNG", "JPEG"))
        opened.draft("RGB", (1200, 1200))
        seen = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Pictures.DecompressionBombError):
        return None
    flat = Pictures.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen)
    flat.thumbnail((max(1, round(width / 72 * _PICTURE_DPI)), max(1, round(height / 72 * _PICTURE_DPI))))
    return ImageReader(flat.convert("L") if mono else flat), flat.width / flat.height


def signature_lines(block: SignatureLines, width: float, press: Press) -> list[Piece]:
    """Room to write, a line, its label below. On a roll one below the other."""
    style = press.style(TextSize.SMALL, muted=True)
    across = 1 if press.look.mono else max(1, len(block.labels))
    step = (width + _GUTTER) / across
    room = 9 * MM

    def piece(labels: tuple[str, ...]) -> Piece:
        said = [one_line(label, style, step - _GUTTER) for label in labels]

        def draw(ink: Ink, x: float, y: float) -> None:
            for number, label in enumerate(said):
                ink.rule(x + number * step, y + room, step - _GUTTER, 0.0, 0.6)
                ink.line_of_text(x + number * step, y + room + 1, step - _GUTTER, label, style)

        return Piece(room + style.leading + 1, draw)

    starts = range(0, len(block.labels), across)
    return [*(piece(block.labels[start : start + across]) for start in starts), gap(press.look.gap)]


TICK = ((0.2, 0.52), (0.42, 0.76), (0.84, 0.2))
"""The corners of a tick, in shares of its box."""


def tick_boxes(block: TickBoxes, width: float, press: Press) -> list[Piece]:
    """Boxes with labels, row by row."""
    starts = range(0, len(block.options), block.columns)
    rows = [block.options[start : start + block.columns] for start in starts]
    return [*(_ticks(row, width / block.columns, press) for row in rows), gap(press.look.gap * 0.6)]


def _ticks(row: tuple[Tick, ...], step: float, press: Press) -> Piece:
    style = press.style()
    side = style.size * 0.95
    indent = side + 1.6 * MM
    said = [one_line(tick.label, style, step - indent - 1 * MM) for tick in row]

    def draw(ink: Ink, x: float, y: float) -> None:
        top = y + (style.leading - side) / 2
        for tick, label in zip(row, said, strict=True):
            ink.box(x + 0.4, top, side, side, stroke=0.0, line=0.8)
            if tick.ticked:
                ink.strokes([(x + 0.4 + a * side, top + b * side) for a, b in TICK], 1.3)
            ink.line_of_text(x + indent, y, step, label, style)
            x += step

    return Piece(style.leading * 1.12, draw)


def columns(block: Columns, width: float, press: Press) -> list[Piece]:
    """Each part laid out in its own width; the highest gives the height."""
    shares = block.widths or tuple(1.0 for _ in block.parts)
    room = width - _GUTTER * (len(block.parts) - 1)
    widths = [room * share / sum(shares) for share in shares]
    parts = [press.lay_out(part, across, press) for part, across in zip(block.parts, widths, strict=True)]

    def draw(ink: Ink, x: float, y: float) -> None:
        for part, across in zip(parts, widths, strict=True):
            below = y
            for piece in part:
                piece.draw(ink, x, below)
                below += piece.height
            x += across + _GUTTER

    return [Piece(max(map(height_of, parts), default=0.0), draw)]
