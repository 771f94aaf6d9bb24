"""Pictures of a record: small ones that a click makes large, and a signature on white."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Label, button, column, row

_THUMB, _THUMB_EDGE = 56, QMargins(6, 6, 6, 6)
_LARGE = QSize(900, 620)
_SIGNATURE_HEIGHT = 56


def thumbs(owner: QWidget, photos: Sequence[bytes]) -> QWidget:
    """The pictures, small, beside each other; a click shows one large in a dialog over `owner`."""
    box = QWidget()
    box.setLayout(FlowLayout(*(_thumb(owner, place, one) for place, one in enumerate(photos, 1))))
    return box


def _thumb(owner: QWidget, place: int, photo: bytes) -> QWidget:
    picture = QPixmap()
    picture.loadFromData(photo)
    made = button(N_("Look at the picture"), lambda: _look(owner, picture), kind="icon")
    say(made, N_("Look at picture {n}"), "setAccessibleName", n=place)
    side = QSize(_THUMB, _THUMB)
    made.setIcon(QIcon(picture.scaled(side * 2, Qt.AspectRatioMode.KeepAspectRatio)))
    made.setIconSize(side)
    made.setFixedSize(side.grownBy(_THUMB_EDGE))
    return made


def _look(owner: QWidget, picture: QPixmap) -> None:
    """The picture in a window of its own."""
    dialog, view = Dialog(owner.window()), Label()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    say(dialog, N_("Pictures"), "setWindowTitle")
    smooth = Qt.TransformationMode.SmoothTransformation
    view.setPixmap(picture.scaled(_LARGE, Qt.AspectRatioMode.KeepAspectRatio, smooth))
    close = button(N_("Close"), dialog.accept)
    dialog.setLayout(column(view, row(None, close), spacing=12, margins=16))
    dialog.open()


def signature_view(png: bytes) -> QWidget:
    """A signature, as it was drawn."""
    picture, view, pad = QPixmap(), Label(), QFrame()
    picture.loadFromData(png)
    smooth = Qt.TransformationMode.SmoothTransformation
    high = picture.height() > _SIGNATURE_HEIGHT
    view.setPixmap(picture.scaledToHeight(_SIGNATURE_HEIGHT, smooth) if high else picture)
    pad.setProperty("role", "pad")  # white in every theme: ink on paper
    pad.setLayout(column(view, margins=4))
    return pad
