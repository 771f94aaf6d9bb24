"""From blocks to pages: pieces that are never broken, stacked until the page is full.

A block's layout function turns it into Pieces of known height; `paginate` puts them onto pages. A piece knows nothing
of other pieces. It may bring a header that is drawn again where it begins a new page (tables).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from desk_app.services.printing.ink import Ink, Style
from desk_app.services.printing.model import Block, TextSize
from desk_app.services.printing.styles import MUTED, Look

Draw = Callable[[Ink, float, float], None]
"""Draws with its top left corner at (x, y)."""


@dataclass(frozen=True)
class Piece:
    """Something of a height. `glued`: stays with what follows. `spring`: takes the height that is left."""

    height: float
    draw: Draw
    glued: bool = False
    header: Piece | None = None
    spring: bool = False


@dataclass(frozen=True)
class Press:
    """What a layout function may know of the whole: the look, the copy's mark, and how to lay out inner blocks.

    `tight`: a second try for a paper of one page, every text on one line.
    """

    look: Look
    copy_mark: str
    lay_out: Callable[[Iterable[Block], float, Press], list[Piece]]
    tight: bool = False

    def style(self, size: TextSize = TextSize.NORMAL, bold: bool = False, muted: bool = False) -> Style:
        """Type on this paper."""
        return Style(self.look.points(size), bold, self.look.grey(MUTED) if muted else 0.0)

    def lines(self, wanted: int = 0) -> int:
        """How many lines a text may take: what the block says, else the paper's limit; 0 is no limit."""
        if self.tight:
            return 1
        return wanted or self.look.max_lines


def nothing(ink: Ink, x: float, y: float) -> None:
    """Draws nothing: empty paper."""


def gap(height: float) -> Piece:
    """Empty paper between pieces."""
    return Piece(height, nothing)


@dataclass
class Page:
    """Pieces and where each begins, in points from the top of the type area."""

    placed: list[tuple[float, Piece]] = field(default_factory=list)
    used: float = 0.0

    def add(self, piece: Piece) -> None:
        """Put a piece below what is there."""
        self.placed.append((self.used, piece))
        self.used += piece.height

    def stretch(self, height: float) -> None:
        """Give what is left of `height` to the springs."""
        springs = [place for place, (_, piece) in enumerate(self.placed) if piece.spring]
        if not springs or self.used >= height:
            return
        share = (height - self.used) / len(springs)
        for number, place in enumerate(springs, 1):
            end = springs[number] + 1 if number < len(springs) else len(self.placed)
            self.placed[place + 1 : end] = [
                (y + share * number, piece) for y, piece in self.placed[place + 1 : end]
            ]
        self.used = height


def height_of(pieces: Iterable[Piece]) -> float:
    """All of them, one below the other."""
    return sum(piece.height for piece in pieces)


def paginate(pieces: list[Piece], height: float) -> list[Page]:
    """At least one page. A glued piece goes to the next page with what follows it; empty paper alone begins none."""
    pages = [Page()]
    for start, group in _groups(pieces):
        page = pages[-1]
        if page.placed and page.used + height_of(group) > height + 0.01:
            if all(piece.draw is nothing for piece in group):
                continue
            page = Page()
            pages.append(page)
            if start.header is not None:
                page.add(start.header)
        for piece in group:
            page.add(piece)
    for page in pages:
        page.stretch(height)
    return pages


def _groups(pieces: list[Piece]) -> Iterable[tuple[Piece, list[Piece]]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.glued:
            yield group[0], group
            group = []
    if group:
        yield group[0], group
