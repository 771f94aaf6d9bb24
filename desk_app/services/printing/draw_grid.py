"""Layout of grids: cells of a fixed size in rows, each laid out by itself and never beyond its edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desk_app.services.printing.flow import Piece, Press, gap, height_of
from desk_app.services.printing.ink import Ink
from desk_app.services.printing.model import Block, Grid
from desk_app.services.printing.styles import LINE, MM


def grid(block: Grid, width: float, press: Press) -> list[Piece]:
    """One piece a row, then air where more follows on the page."""
    starts = range(0, len(block.cells), block.across)
    rows = [_row(block, block.cells[start : start + block.across], press) for start in starts]
    return [*rows, gap(press.look.gap)]


def _row(block: Grid, cells: tuple[tuple[Block, ...], ...], press: Press) -> Piece:
    across, down, pad = block.width_mm * MM, block.height_mm * MM, block.pad_mm * MM
    laid = [_fitting(cell, across - 2 * pad, down - 2 * pad, press) for cell in cells]

    def draw(ink: Ink, x: float, y: float) -> None:
        for pieces in laid:
            if block.framed:
                ink.box(x, y, across, down, stroke=press.look.grey(LINE))
            below = y + (down - height_of(pieces)) / 2
            for piece in pieces:
                piece.draw(ink, x + pad, below)
                below += piece.height
            x += across + block.gap_mm * MM

    return Piece(down, draw)


def _fitting(blocks: Iterable[Block], width: float, height: float, press: Press) -> list[Piece]:
    """The pieces of a cell that have room; a second try puts every text on one line."""
    blocks = tuple(blocks)
    pieces = press.lay_out(blocks, width, press)
    if height_of(pieces) > height:
        pieces = press.lay_out(blocks, width, replace(press, tight=True))
    while pieces and height_of(pieces) > height + 0.01:
        pieces.pop()
    return pieces
