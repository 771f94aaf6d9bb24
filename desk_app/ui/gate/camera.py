"""The camera beside the guard: a switch, a small live picture, and what to do when there is none.

A code held before it counts like a scan. Off and on is kept on this PC; it works only while the window is in sight.
Where no camera can ever be used, because nothing for it was installed, there is no box.
Opening and mending the camera is `ui.cameras`, reading codes is `frame_reader`.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_
from desk_app.services.gate.options import CAMERA
from desk_app.ui.cameras import Camera, Sight, supported
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.gate.frame_reader import PREVIEW, FrameReader, Held
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.widgets.parts import Label, column

HINTS = {
    Sight.OFF: "",
    Sight.NO_SUPPORT: N_("No camera can be used on this PC."),
    Sight.NO_CAMERA: N_("No camera: plug one in."),
    Sight.STARTING: N_("The camera is starting…"),
    Sight.LIVE: N_("Hold the code before the camera."),
    Sight.TROUBLE: N_("No picture: does another program use it?"),
}


class CameraBox(QFrame):
    """`code` tells what is held before the camera, once; more codes in one picture come on lines of their own."""

    code = Signal(str)

    def __init__(
        self,
        local: LocalSettings,
        reader: FrameReader | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._local, self._clock = local, clock
        self._on = local.get(CAMERA)
        self._held = Held()
        self.camera = Camera(self)
        self.reader = reader or FrameReader(parent=self)
        self._build()
        self.camera.seen.connect(self.reader.offer)
        self.camera.changed.connect(self._show_sight)
        self.reader.looked.connect(self._looked)
        self.destroyed.connect(self.reader.close)
        self._show_sight(Sight.OFF)
        if not supported():
            self.hide()

    def _build(self) -> None:
        self.button = BigButton()
        self.button.setIcon(icon("camera", "text"))
        self.button.setIconSize(QSize(28, 28))
        self.button.clicked.connect(lambda: self.switch())
        self.picture = QLabel()
        self.picture.setFixedSize(PREVIEW)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say(self.picture, N_("What the camera sees"), "setAccessibleName")
        self.hint = Label()
        self.hint.setProperty("role", "gate-fresh")
        self.hint.setWordWrap(True)
        self.setLayout(column(self.button, self.picture, self.hint, spacing=6))

    def switch(self) -> None:
        """On or off, kept for the next time."""
        if self.isHidden():
            return
        self._on = not self._on
        with contextlib.suppress(StorageTrouble):  # then it holds until the program closes
            self._local.put(CAMERA, self._on)
        if self._on and self.isVisible():
            self.camera.start()
        else:
            self._rest()

    def _rest(self) -> None:
        self.camera.stop()
        self.reader.close()
        self._held = Held()
        self._show_sight(Sight.OFF)

    def _show_sight(self, sight: Sight) -> None:
        """Where it stands, in words; the last picture goes with the camera that sent it."""
        say(self.button, N_("Camera on (F12)") if self._on else N_("Camera off (F12)"))
        if sight is not Sight.LIVE:
            self.picture.clear()
        self.picture.setVisible(sight in (Sight.STARTING, Sight.LIVE))
        say(self.hint, HINTS[sight])
        self.hint.setVisible(sight is not Sight.OFF)

    def _looked(self, small: QImage, codes: frozenset[str]) -> None:
        if self.camera.sight is not Sight.LIVE:
            return
        if not small.isNull():
            self._show(small)
        if self._held.new(codes, self._clock()):
            self.code.emit("\n".join(sorted(codes)))

    def _show(self, small: QImage) -> None:
        ratio = self.devicePixelRatioF()
        pixels = QPixmap.fromImage(small).scaledToWidth(
            round(PREVIEW.width() * ratio), Qt.TransformationMode.SmoothTransformation
        )
        pixels.setDevicePixelRatio(ratio)
        self.picture.setFixedHeight(min(PREVIEW.width(), round(pixels.height() / ratio)))
        self.picture.setPixmap(pixels)

    def showEvent(self, event: QShowEvent) -> None:
        """The guard is here."""
        super().showEvent(event)
        if self._on and not event.spontaneous():
            self.camera.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """The window is closed or the screen locked: no camera looks on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._rest()
