"""The hand that draws: text, lines, boxes and code modules on one page, measured from its top left corner downwards.

The only module that touches the PDF library's canvas. Text given to it is already printable (`fonts.printable`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desk_app.services.printing import fonts
from desk_app.services.printing.model import Align
from desk_app.services.printing.styles import BLACK

ASCENT = 0.88
"""Of the type's size: from the top of a hanzi to the base line."""


_HAIR = 0.002
"""Points. PDF rounds numbers; an edge a hair beyond its dot would blacken the next one, so edges stop a hair before."""


@dataclass(frozen=True)
class Style:
    """Type: size in points, weight, grey (0 black, 1 white)."""

    size: float
    bold: bool = False
    grey: float = BLACK

    @property
    def leading(self) -> float:
        """The height of a line: hanzi need more air than Latin letters."""
        return self.size * 1.42

    def width(self, text: str) -> float:
        """Points that `text` takes."""
        return fonts.width(text, self.size, self.bold)


@dataclass(frozen=True)
class Ink:
    """Draws on one page. `left` and `top` shift everything (two copies on one sheet)."""

    canvas: Any
    page_height: float
    left: float = 0.0
    top: float = 0.0

    def line_of_text(
        self, x: float, y: float, width: float, text: str, style: Style, align: Align = Align.LEFT
    ) -> None:
        """One line in the row that begins at `y` and is one leading high."""
        spare = width - style.width(text) if align is not Align.LEFT else 0.0
        x += spare if align is Align.RIGHT else spare / 2
        self.text(x, y + (style.leading - style.size) / 2 + ASCENT * style.size, text, style)

    def text(self, x: float, base: float, text: str, style: Style) -> None:
        """Text on its base line; changes the face where a character needs it."""
        if not text:
            return
        written = self.canvas.beginText(*self._place(x, base))
        written.setFillGray(style.grey)
        for run in fonts.runs(text, style.bold):
            written.setFont(run.face.name, style.size)
            written.setTextRenderMode(2 if run.thicken else 0)
            if run.thicken:
                self.canvas.setStrokeGray(style.grey)
                self.canvas.setLineWidth(style.size * run.thicken)
            written.textOut(run.text)
        written.setTextRenderMode(0)
        self.canvas.drawText(written)

    def turned_text(self, x: float, base: float, degrees: float, text: str, style: Style) -> None:
        """Text on a base line that runs counter-clockwise by `degrees` from (x, base)."""
        self.canvas.saveState()
        self.canvas.translate(*self._place(x, base))
        self.canvas.rotate(degrees)
        Ink(self.canvas, 0.0).text(0.0, 0.0, text, style)
        self.canvas.restoreState()

    def box(
        self, x: float, y: float, width: float, height: float, fill: float | None = None,
        stroke: float | None = None, line: float = 0.6,
    ) -> None:  # fmt: skip
        """A rectangle, filled and/or framed in greys."""
        if fill is not None:
            self.canvas.setFillGray(fill)
        if stroke is not None:
            self.canvas.setStrokeGray(stroke)
            self.canvas.setLineWidth(line)
        left, top = self._place(x, y)
        self.canvas.rect(
            left, top - height, width, height, fill=int(fill is not None), stroke=int(stroke is not None)
        )

    def rule(
        self, x: float, y: float, width: float, grey: float = BLACK, line: float = 0.5, dashed: bool = False
    ) -> None:
        """A line to the right."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(line)
        self.canvas.setDash(*((2.4, 2.4) if dashed else ()))
        left, top = self._place(x, y)
        self.canvas.line(left, top, left + width, top)
        self.canvas.setDash()

    def strokes(self, points: Sequence[tuple[float, float]], line: float) -> None:
        """A line through the points (a tick)."""
        path = self.canvas.beginPath()
        placed = [self._place(*point) for point in points]
        path.moveTo(*placed[0])
        for point in placed[1:]:
            path.lineTo(*point)
        self.canvas.setStrokeGray(BLACK)
        self.canvas.setLineWidth(line)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def modules(
        self, x: float, y: float, module: float, height: float, rows: Sequence[Sequence[bool]]
    ) -> None:
        """Dark modules `module` wide and `height` high, each row's neighbours joined, filled as one shape."""
        path = self.canvas.beginPath()
        for row, line in enumerate(rows):
            _, top = self._place(x, y + row * height)
            for start, length in _dark_runs(line):
                left = x + self.left + start * module
                path.rect(left + _HAIR, top - height + _HAIR, length * module - 2 * _HAIR, height - 2 * _HAIR)
        self.canvas.setFillGray(BLACK)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, x: float, y: float, width: float, height: float, reader: Any) -> None:
        """An image the PDF library has read."""
        left, top = self._place(x, y)
        self.canvas.drawImage(reader, left, top - height, width, height)

    def drawing(self, x: float, y: float, height: float, drawing: Any) -> None:
        """What the PDF library's charts have drawn, `height` high."""
        from reportlab.graphics import renderPDF

        left, top = self._place(x, y)
        self.canvas.saveState()
        renderPDF.draw(drawing, self.canvas, left, top - height)
        self.canvas.restoreState()

    def snapped(self, x: float, y: float, dots: int) -> tuple[float, float]:
        """The next place to the right and below that begins a printer's dot of this page."""
        dot = 72 / dots
        return _up(x + self.left, dot) - self.left, _up(y + self.top, dot) - self.top

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return x + self.left, self.page_height - y - self.top


def _up(value: float, step: float) -> float:
    return -(-round(value / step, 6) // 1) * step


def _dark_runs(line: Sequence[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, dark in enumerate((*line, False)):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            found.append((start, place - start))
            start = None
    return found
