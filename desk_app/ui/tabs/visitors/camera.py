"""The visitor's picture, where there is a camera: optional, small, and gone with the visit's data.

Qt Multimedia is an extra of the installation; without it or without a camera the button is not in sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.cameras import cameras
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row
from desk_app.ui.widgets.press import PushButton

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SIDE, QUALITY = 480, 80
"""Pixels of the longer side, JPEG quality: about 40 kB."""


def small_jpeg(image: QImage) -> bytes:
    """A picture as it is kept."""
    scaled = image.scaled(
        SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    scaled.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]  # the stub asks for bytes, Qt refuses them
    return bytes(buffer.data().data())


class PhotoButton(PushButton):
    """Takes a picture; `jpeg` is what was taken. Hidden where there is no camera."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.jpeg: bytes | None = None
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.clicked.connect(self._take)
        self.setVisible(False)
        self.forget()

    def offer(self) -> None:
        """Come into sight if there is a camera: one may have been plugged in or pulled out meanwhile."""
        self.setVisible(bool(cameras()))

    def forget(self) -> None:
        """Without a picture again."""
        self.jpeg = None
        self.setIcon(icon("camera"))
        say(self, N_("Photo"))

    def keep(self, image: QImage) -> None:
        """This is the picture."""
        self.jpeg = small_jpeg(image)
        self.setIcon(icon("check", "positive"))
        say(self, N_("Photo taken"))

    def _take(self) -> None:
        dialog = CameraDialog(self)
        if dialog.exec() and dialog.picture is not None:
            self.keep(dialog.picture)


class CameraDialog(Dialog):
    """What the camera sees; Space or Enter takes the picture. A camera pulled out ends it quietly."""

    def __init__(self, parent: QWidget) -> None:
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoSink

        super().__init__(parent)
        say(self, N_("Photo"), "setWindowTitle")
        self.picture: QImage | None = None
        self._view = QLabel()
        self._view.setFixedSize(SIDE, SIDE * 3 // 4)
        self._camera = QCamera(cameras()[0], self)
        self._camera.errorOccurred.connect(lambda *_: self.reject())
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._frame)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        take = button(N_("Take picture"), self._accept, kind="primary", icon="camera")
        take.setDefault(True)
        self.setLayout(
            column(self._view, row(None, button(N_("Cancel"), self.reject), take), spacing=12, margins=16)
        )
        self._camera.start()

    def _frame(self, frame: Any) -> None:
        image: QImage = frame.toImage()
        if not image.isNull():
            self.picture = image
            self._view.setPixmap(
                QPixmap.fromImage(image).scaled(self._view.size(), Qt.AspectRatioMode.KeepAspectRatio)
            )

    def _accept(self) -> None:
        if self.picture is not None:
            self.accept()

    def done(self, result: int) -> None:
        """Let go of the camera."""
        self._camera.stop()
        super().done(result)
