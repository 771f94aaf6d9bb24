"""Icons: our own 24 px strokes in `resources/icons`, painted in the colour of a token of the theme in use.

An icon looks its colour up while painting, so a switch of theme needs no call. To add one, put `<name>.svg`
there: 24 x 24, stroke 1.7, black, no fill.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desk_app.services.core.paths import resources
from desk_app.ui.theme import theme


def icon(name: str, color: str = "muted") -> QIcon:
    """The icon `name` in the colour of the token `color`, for ever in step with the theme. Raises ValueError
    if there is none.
    """
    if name not in icon_names():
        raise ValueError(f"no icon {name}")
    return QIcon(_Engine(name, color))


def pixmap(name: str, size: int, color: str = "muted", ratio: float = 1.0) -> QPixmap:
    """The icon as pixels, `size` logical px square. Raises ValueError if there is none."""
    if name not in icon_names():
        raise ValueError(f"no icon {name}")
    return _pixels(name, size, theme().tokens[color], ratio)


@cache
def icon_names() -> frozenset[str]:
    """The names of all icons."""
    return frozenset(path.stem for path in _folder().glob("*.svg"))


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into `rect`, centred and square."""
        side = min(rect.width(), rect.height())
        pixels = _pixels(self._name, side, self._colour(mode), painter.device().devicePixelRatioF())
        spare = QPoint((rect.width() - side) // 2, (rect.height() - side) // 2)
        painter.drawPixmap(rect.topLeft() + spare, pixels)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """At the scale of one."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """As sharp as the screen is; `size` is logical."""
        return _pixels(self._name, min(size.width(), size.height()), self._colour(mode), scale)

    def clone(self) -> QIconEngine:
        """A second engine for a copied icon."""
        return _Engine(self._name, self._token)

    def _colour(self, mode: QIcon.Mode) -> str:
        return theme().tokens["disabled" if mode == QIcon.Mode.Disabled else self._token]


def _folder() -> Path:
    return resources() / "icons"


@cache
def _source(name: str) -> bytes:
    return (_folder() / f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _pixels(name: str, side: int, colour: str, ratio: float) -> QPixmap:
    pixels = QPixmap(QSize(max(1, round(side * ratio)), max(1, round(side * ratio))))
    pixels.fill(Qt.GlobalColor.transparent)
    drawing = _source(name).replace(b'"#000"', f'"{colour}"'.encode())
    painter = QPainter(pixels)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixels.rect()))
    painter.end()
    pixels.setDevicePixelRatio(ratio)
    return pixels
