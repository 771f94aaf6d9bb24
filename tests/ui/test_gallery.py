"""What must be true of every widget, asked of the window that has them all."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget

from desk_app.services.core.words import ENGLISH
from desk_app.ui.i18n import speaker
from desk_app.ui.theme import THEMES, look, theme
from tests.tools.pseudo import Stretched
from tests.ui.gallery import Gallery


@pytest.fixture
def gallery(qtbot) -> Iterator[Gallery]:
    window = Gallery()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window


def focusable(page: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    ]


def count(image: QImage, colour: QColor) -> int:
    wanted = colour.rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("place", [0, 1])
def test_whatever_takes_the_focus_shows_it(
    gallery: Gallery, qapp: QApplication, name: str, place: int
) -> None:
    look.use(qapp, name)
    gallery.tabs.setCurrentIndex(place)
    rings = (theme().color("focus"), theme().color("text"))
    seen = focusable(gallery.tabs.widget(place))
    assert len(seen) > 10
    for widget in seen:
        gallery.tabs.tabBar().setFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        after = widget.grab().toImage()
        edge = min(widget.width(), widget.height())
        gained = max(count(after, ring) - count(before, ring) for ring in rings)
        assert gained >= edge, widget


def test_no_label_guesses_markup(gallery: Gallery) -> None:
    labels = gallery.findChildren(QLabel)
    assert len(labels) > 30
    assert [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []


def test_the_keyboard_gets_everywhere_and_out_again(gallery: Gallery, qtbot) -> None:
    page = gallery.tabs.widget(0)
    wanted = {
        widget
        for widget in focusable(page)
        if not isinstance(widget, QAbstractScrollArea) or widget.hasFocus()
    }
    start = gallery.focusWidget() or gallery.tabs.tabBar()
    start.setFocus()
    reached = set()
    for _ in range(200):
        gallery.focusNextPrevChild(True)
        reached.add(gallery.focusWidget())
    assert wanted <= reached


def test_stretched_texts_still_fit_a_small_screen(gallery: Gallery) -> None:
    speaker.use(Stretched(ENGLISH))
    assert gallery.tabs.widget(0).minimumSizeHint().width() <= 1366
    assert gallery.tabs.widget(0).minimumSizeHint().height() <= 768
