"""Layout of charts: bars by the PDF library's own charts, in this desk's fonts, black and greys, never a colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desk_app.services.printing import fonts
from desk_app.services.printing.draw_text import one_line
from desk_app.services.printing.flow import Piece, Press, gap, nothing
from desk_app.services.printing.ink import Ink, Style
from desk_app.services.printing.model import Bar, Chart, TextSize
from desk_app.services.printing.styles import BLACK, LINE, MM

_BAR = 0.62
"""A grey that laser printers make of dots as an even surface, and that black stands out from."""
_LINES = 4
"""So many lines across, at most."""
_ROW, _NAMES = 1.5, 0.42
"""Of lying bars: a row's height in lines of type, and the share of the width that names may take."""
_AIR = 1.0 * MM


def chart(block: Chart, width: float, press: Press) -> list[Piece]:
    """The title, then the bars in one piece with it."""
    title = Style(press.look.small * 1.06, bold=True)
    said = one_line(block.title, title, width)
    drawn = _lying(block, width, press) if block.lying else _upright(block, width, press)

    def draw_title(ink: Ink, x: float, y: float) -> None:
        ink.line_of_text(x, y, width, said, title)

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.drawing(x, y, drawn.height, drawn)

    return [
        Piece(title.leading, draw_title, glued=True),
        Piece(_AIR, nothing, glued=True),
        Piece(drawn.height, draw),
        gap(press.look.gap),
    ]


def _upright(block: Chart, width: float, press: Press) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart

    style = _type(press)
    step, most = _steps([bar.value for bar in block.bars])
    left, height = style.width(str(most)) + 2 * _AIR, block.height_mm * MM
    plot = VerticalBarChart()
    plot.x, plot.y = left, style.leading + _AIR
    plot.width, plot.height = width - left, height - plot.y - style.leading
    _fill(plot, block.bars, press)
    place = plot.width / max(1, len(block.bars))
    plot.categoryAxis.categoryNames = _thinned([bar.label for bar in block.bars], place, style)
    plot.categoryAxis.labels.dy = -_AIR
    _say(plot.categoryAxis.labels, style, "n")
    _values(plot, block.bars, style, "c", place)
    _axis(plot.valueAxis, step, most, style, press)
    return _drawing(width, height, plot)


def _lying(block: Chart, width: float, press: Press) -> Any:
    from reportlab.graphics.charts.barcharts import HorizontalBarChart

    style = _type(press)
    bars = block.bars[::-1]
    names = [_in_one_face(one_line(bar.label, style, width * _NAMES)) for bar in bars]
    step, most = _steps([bar.value for bar in bars])
    left = max((style.width(name) for name in names), default=0.0) + 2 * _AIR
    plot = HorizontalBarChart()
    plot.x, plot.y = left, 0
    plot.height = max(1, len(bars)) * style.leading * _ROW
    plot.width = width - left - style.width(str(most)) - 2 * _AIR
    _fill(plot, bars, press)
    plot.categoryAxis.categoryNames = names
    plot.categoryAxis.labels.dx = -_AIR
    _say(plot.categoryAxis.labels, style, "e")
    _values(plot, bars, style, "w", width)
    _axis(plot.valueAxis, step, most, style, press)
    plot.valueAxis.visibleLabels = plot.valueAxis.visibleGrid = 0
    return _drawing(width, plot.height + 2, plot)


def _type(press: Press) -> Style:
    return Style(press.style(TextSize.SMALL).size * 0.9)


def _fill(plot: Any, bars: Sequence[Bar], press: Press) -> None:
    """Outlined, so that even a pale print shows where a bar ends."""
    values = [bar.value for bar in bars]
    plot.data = [values or [0]]
    plot.barWidth, plot.groupSpacing = 10, 4
    plot.bars[0].strokeColor, plot.bars[0].strokeWidth = _grey(BLACK), 0.5
    plot.bars[0].fillColor = _grey(press.look.grey(_BAR))
    for place, value in enumerate(values):
        if value == max(values):
            plot.bars[0, place].fillColor = _grey(BLACK)
            plot.bars[0, place].strokeColor, plot.bars[0, place].strokeWidth = _grey(BLACK), 0.5


def _values(plot: Any, bars: Sequence[Bar], style: Style, anchor: str, place: float) -> None:
    """Each bar's value at its end; where they have no room, that of the greatest. Nothing for 0."""
    said = [str(bar.value) if bar.value else "" for bar in bars]
    if any(style.width(one) > place * 0.98 for one in said):
        most = max(bar.value for bar in bars)
        said = [one if bar.value == most else "" for one, bar in zip(said, bars, strict=True)]
    plot.barLabelFormat, plot.barLabelArray = "values", [said or [""]]
    plot.barLabels.nudge = style.size * 0.62 if anchor == "c" else _AIR
    plot.barLabels.boxTarget = "hi"
    _say(plot.barLabels, style, anchor)


def _axis(axis: Any, step: int, most: int, style: Style, press: Press) -> None:
    axis.valueMin, axis.valueMax, axis.valueStep = 0, most, step
    axis.labelTextFormat = "%d"
    axis.visibleAxis = axis.visibleTicks = 0
    axis.visibleGrid, axis.gridStrokeWidth = int(not press.look.mono), 0.4
    axis.gridStrokeColor = _grey(press.look.grey(LINE))
    _say(axis.labels, style, "e")


def _say(labels: Any, style: Style, anchor: str) -> None:
    labels.fontName, labels.fontSize = fonts.faces().regular.name, style.size
    labels.boxAnchor, labels.fillColor = anchor, _grey(BLACK)


def _drawing(width: float, height: float, plot: Any) -> Any:
    from reportlab.graphics.shapes import Drawing

    drawing = Drawing(width, height)
    # The library's own first font would be named in the file and embedded in none.
    drawing.initialFontName = fonts.faces().regular.name
    plot.categoryAxis.visibleTicks = 0
    plot.categoryAxis.strokeColor, plot.categoryAxis.strokeWidth = _grey(BLACK), 0.6
    drawing.add(plot)
    return drawing


def _grey(grey: float) -> Any:
    from reportlab.lib.colors import Color

    return Color(grey, grey, grey)


def _in_one_face(label: str) -> str:
    """The library draws a label in one face: a rare hanzi shows as a box, not as nothing."""
    known = fonts.faces().regular.widths
    return "".join(one if ord(one) in known else fonts.BOX for one in label)


def _thinned(labels: Sequence[str], place: float, style: Style) -> list[str]:
    """Every label, or every second, third …, so that none touches its neighbour."""
    said = [_in_one_face(fonts.printable(label)) for label in labels]
    widest = max((style.width(one) for one in said), default=0.0) + _AIR
    every = max(1, -int(-widest // place))
    return [one if number % every == 0 else "" for number, one in enumerate(said)]


def _steps(values: Sequence[int]) -> tuple[int, int]:
    """A round step of the lines across, and the line that no bar rises above."""
    greatest = max(values, default=0)
    step = next(
        factor * 10**power
        for power in range(20)
        for factor in (1, 2, 5)
        if factor * 10**power * _LINES >= greatest
    )
    return step, max(step, -(-greatest // step) * step)
