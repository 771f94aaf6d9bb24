"""Plots: what is drawn, in colours of the theme, and the same in words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.services.core.words import N_
from desk_app.ui.theme import look, theme
from desk_app.ui.widgets.plot import Plot, PlotBar

TITLE = N_("Visits by hour", "report")


def picture(plot: Plot) -> QImage:
    return plot.bars.grab().toImage()


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def made(qtbot: QtBot, *bars: PlotBar, lying: bool = False) -> Plot:
    plot = Plot(TITLE, lying=lying)
    qtbot.addWidget(plot)
    plot.resize(420, 200)
    plot.show()
    plot.show_bars(bars)
    QApplication.processEvents()  # the layout gives it its new height
    return plot


def test_bars_and_what_is_usual_are_told_in_words(qtbot: QtBot) -> None:
    plot = made(qtbot, PlotBar("08", 1200, 9.5), PlotBar("09", 0), PlotBar("10", 0, 2))
    said = plot.bars.accessibleDescription()
    assert said == "08: 1,200, usually 9.5; 10: 0, usually 2.0"
    assert "09" not in said and plot.bars.accessibleName() == "Visits by hour"


@pytest.mark.parametrize("lying", [False, True])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_longest_bar_is_the_tallest_in_the_themes_colour(
    qtbot: QtBot, qapp: QApplication, name: str, lying: bool
) -> None:
    look.use(qapp, name)
    plot = made(qtbot, PlotBar("08", 1), PlotBar("09", 10), lying=lying)
    image, ink = picture(plot), theme().color("accent").name()
    side = range(image.height()) if lying else range(image.width())
    length = [
        sum(
            image.pixelColor(*((at, line) if lying else (line, at))).name() == ink
            for at in range(image.width() if lying else image.height())
        )
        for line in side
    ]
    half = len(length) // 2
    first, second = max(length[:half]), max(length[half:])
    assert 0 < first < second / 5


def test_what_is_usual_is_a_line_of_its_own(qtbot: QtBot) -> None:
    assert theme().color("warning").name() in colours(picture(made(qtbot, PlotBar("08", 3, 5.0))))
    assert theme().color("warning").name() not in colours(picture(made(qtbot, PlotBar("08", 3))))


def test_nothing_to_draw_is_no_trouble(qtbot: QtBot) -> None:
    for lying in (False, True):
        plot = made(qtbot, lying=lying)
        assert not picture(plot).isNull() and plot.bars.accessibleDescription() == ""
