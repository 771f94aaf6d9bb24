"""Qt Multimedia in hand: cameras that are plugged in, break and send pictures when a test says so."""

from __future__ import annotations

import sys
from enum import Enum, auto
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage


class PixelFormat(Enum):
    Format_NV12 = auto()
    Format_NV21 = auto()
    Format_YUV420P = auto()
    Format_YUV422P = auto()
    Format_YV12 = auto()
    Format_IMC1 = auto()
    Format_IMC2 = auto()
    Format_IMC3 = auto()
    Format_IMC4 = auto()
    Format_Y8 = auto()
    Format_YUYV = auto()
    Format_UYVY = auto()
    Format_Jpeg = auto()
    Format_BGRX8888 = auto()
    Format_SamplerRect = auto()


class Frame:
    """A picture as a camera sends it: `data` is its first plane."""

    def __init__(self, kind: PixelFormat, data: bytes, width: int, height: int, stride: int) -> None:
        self.kind, self.data, self.size, self.stride = kind, data, (width, height), stride
        self.readable, self.mapped = True, False

    def map(self, mode: object) -> bool:
        self.mapped = self.readable
        return self.readable

    def unmap(self) -> None:
        self.mapped = False

    def pixelFormat(self) -> PixelFormat:
        return self.kind

    def width(self) -> int:
        return self.size[0]

    def height(self) -> int:
        return self.size[1]

    def bytesPerLine(self, plane: int) -> int:
        return self.stride

    def bits(self, plane: int) -> memoryview:
        assert self.mapped
        return memoryview(self.data)


class Cameras:
    """All cameras of the pretended PC. `made` are those that were opened, the newest last."""

    def __init__(self) -> None:
        self.plugged: list[str] = []
        self.devices: list[Any] = []
        self.made: list[Any] = []
        self.sinks: list[Any] = []

    def plug(self, *names: str) -> None:
        """These are plugged in now, and no others."""
        self.plugged = list(names)
        for one in self.devices:
            one.videoInputsChanged.emit()

    def send(self, picture: object) -> None:
        self.sinks[-1].videoFrameChanged.emit(picture)

    @property
    def running(self) -> int:
        return sum(one.running for one in self.made)


def install(monkeypatch: pytest.MonkeyPatch) -> Cameras:
    """Put a pretended Qt Multimedia in the place of the real one."""
    pc = Cameras()
    fake: Any = ModuleType("PySide6.QtMultimedia")
    fake.QMediaDevices, fake.QCamera, fake.QVideoSink = _devices(pc), _camera(pc), _sink(pc)
    fake.QMediaCaptureSession = Session
    fake.QVideoFrame = SimpleNamespace(MapMode=SimpleNamespace(ReadOnly=1))
    fake.QVideoFrameFormat = SimpleNamespace(
        PixelFormat=PixelFormat, imageFormatFromPixelFormat=_image_format
    )
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", fake)
    return pc


class Session(QObject):
    def setCamera(self, camera: object) -> None: ...

    def setVideoSink(self, sink: object) -> None: ...


def _devices(pc: Cameras) -> type[QObject]:
    class Devices(QObject):
        videoInputsChanged = Signal()  # noqa: N815 - Qt's name

        def __init__(self, parent: QObject) -> None:
            super().__init__(parent)
            pc.devices.append(self)
            self.destroyed.connect(lambda: pc.devices.clear())

        @staticmethod
        def videoInputs() -> list[str]:
            return pc.plugged

    return Devices


def _camera(pc: Cameras) -> type[QObject]:
    class Camera(QObject):
        errorOccurred = Signal(object, str)  # noqa: N815 - Qt's name

        def __init__(self, device: str, parent: QObject) -> None:
            super().__init__(parent)
            self.device, self.running = device, False
            pc.made.append(self)

        def start(self) -> None:
            self.running = True

        def stop(self) -> None:
            self.running = False

    return Camera


def _sink(pc: Cameras) -> type[QObject]:
    class Sink(QObject):
        videoFrameChanged = Signal(object)  # noqa: N815 - Qt's name

        def __init__(self, parent: QObject) -> None:
            super().__init__(parent)
            pc.sinks.append(self)

    return Sink


def _image_format(kind: PixelFormat) -> QImage.Format:
    known = {PixelFormat.Format_BGRX8888: QImage.Format.Format_RGB32}
    return known.get(kind, QImage.Format.Format_Invalid)
