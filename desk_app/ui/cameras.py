"""Cameras of this PC: whether there are any, and one that is watched and mended by itself.

Qt Multimedia is an extra of the installation (`run.py setup --camera`), loaded when a camera is first wanted. What is
done with the pictures belongs to whoever shows them: the visitor's photograph, the codes at the gate.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

_MODULE = "PySide6.QtMultimedia"
PATIENCE_MS = 5000
"""Without a picture for so long a camera is opened anew; some take four seconds to start."""


def multimedia() -> Any | None:
    """Qt's module of cameras; None when it is not installed or a library of the system is missing."""
    try:
        return importlib.import_module(_MODULE)
    except ImportError:
        return None


def supported() -> bool:
    """Whether Qt's module of cameras was installed at all. Loads nothing."""
    if _MODULE in sys.modules:
        return sys.modules[_MODULE] is not None
    return importlib.util.find_spec(_MODULE) is not None


def cameras() -> list[Any]:
    """The cameras of this PC; none when Qt Multimedia is not installed."""
    module = multimedia()
    return list(module.QMediaDevices.videoInputs()) if module is not None else []


class Sight(Enum):
    """How it stands with the camera."""

    OFF = auto()
    NO_SUPPORT = auto()
    NO_CAMERA = auto()
    STARTING = auto()
    LIVE = auto()
    TROUBLE = auto()
    """There is one, and it gives no picture: another program has it, or its plug is loose."""


class Camera(QObject):
    """The first camera of this PC. Unplugged, taken by another program, back again: it starts by itself."""

    seen = Signal(object)
    """A QVideoFrame; see `grey`."""
    changed = Signal(object)
    """The Sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sight = Sight.OFF
        self._devices: Any = None
        self._rig: QObject | None = None
        self._camera: Any = None
        self._alive = False
        self._watch = QTimer(self)
        self._watch.setInterval(PATIENCE_MS)
        self._watch.timeout.connect(self.check)

    def start(self) -> None:
        """Begin to watch for a camera and to send its pictures."""
        if self.sight is not Sight.OFF:
            return
        module = multimedia()
        if module is None:
            self._say(Sight.NO_SUPPORT)
            return
        self._devices = module.QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._plugged)
        self._open()

    def stop(self) -> None:
        """Let go of the camera."""
        self._watch.stop()
        self._close()
        if self._devices is not None:
            self._devices.videoInputsChanged.disconnect(self._plugged)
            self._devices.deleteLater()
            self._devices = None
        self._say(Sight.OFF)

    def check(self) -> None:
        """Open the camera anew if nothing came from it since the last look."""
        if not self._alive:
            self._open()
        self._alive = False

    def _plugged(self) -> None:
        """A camera was plugged in or pulled out; one that gives pictures and is still there is left alone."""
        if not cameras():
            self._close()
            self._say(Sight.NO_CAMERA)
        elif self.sight is not Sight.LIVE:
            self._open()

    def _open(self) -> None:
        self._close()
        self._watch.start()
        found = cameras()
        if not found:
            self._say(Sight.NO_CAMERA)
            return
        module: Any = multimedia()
        self._rig = rig = QObject(self)
        self._camera = module.QCamera(found[0], rig)
        sink, session = module.QVideoSink(rig), module.QMediaCaptureSession(rig)
        self._camera.errorOccurred.connect(self._failed)
        sink.videoFrameChanged.connect(self._frame)
        session.setCamera(self._camera)
        session.setVideoSink(sink)
        if (
            self.sight is not Sight.TROUBLE
        ):  # one that is tried again is still in trouble until it shows something
            self._say(Sight.STARTING)
        self._camera.start()

    def _close(self) -> None:
        self._alive = False
        if self._rig is None:
            return
        rig, camera, self._rig, self._camera = self._rig, self._camera, None, None
        camera.stop()
        rig.deleteLater()

    def _frame(self, frame: Any) -> None:
        if self._rig is None or not self._is_mine():
            return
        self._alive = True
        self._say(Sight.LIVE)
        self.seen.emit(frame)

    def _failed(self, *_what: object) -> None:
        if self._rig is None or not self._is_mine():
            return
        self._close()
        self._say(Sight.TROUBLE if cameras() else Sight.NO_CAMERA)

    def _is_mine(self) -> bool:
        """Not a late word of a camera that was let go."""
        sender = self.sender()
        return sender is None or sender.parent() is self._rig

    def _say(self, sight: Sight) -> None:
        if sight is not self.sight:
            self.sight = sight
            self.changed.emit(sight)


def grey(frame: Any) -> QImage:
    """A camera's picture in grey; a null image when it cannot be had. May be called on a worker.

    Most cameras send brightness apart from colour: that part is taken as it is, fifteen times faster than a picture in
    colour, which Qt would make with the graphics card of the GUI thread.
    """
    module: Any = multimedia()
    if not frame.map(module.QVideoFrame.MapMode.ReadOnly):
        return QImage()
    try:
        return _grey(frame, module)
    finally:
        frame.unmap()


def _grey(frame: Any, module: Any) -> QImage:
    kinds, kind = module.QVideoFrameFormat.PixelFormat, frame.pixelFormat()
    width, height, stride = frame.width(), frame.height(), frame.bytesPerLine(0)
    data = bytes(frame.bits(0))
    if kind == kinds.Format_Jpeg:
        return QImage.fromData(data).convertToFormat(QImage.Format.Format_Grayscale8)
    if kind in (kinds.Format_YUYV, kinds.Format_UYVY):
        data, stride = data[kind == kinds.Format_UYVY :: 2], stride // 2
    elif kind not in _planar(kinds):
        colours = module.QVideoFrameFormat.imageFormatFromPixelFormat(kind)
        if colours == QImage.Format.Format_Invalid:
            return QImage()
        return QImage(data, width, height, stride, colours).convertToFormat(QImage.Format.Format_Grayscale8)
    return QImage(data, width, height, stride, QImage.Format.Format_Grayscale8).copy()


def _planar(kinds: Any) -> tuple[Any, ...]:
    """Formats whose first plane is a byte of brightness for each pixel."""
    return (
        kinds.Format_NV12,
        kinds.Format_NV21,
        kinds.Format_YUV420P,
        kinds.Format_YUV422P,
        kinds.Format_YV12,
        kinds.Format_IMC1,
        kinds.Format_IMC2,
        kinds.Format_IMC3,
        kinds.Format_IMC4,
        kinds.Format_Y8,
    )
