"""The camera's dialog, with a camera in hand: Qt Multimedia is an extra that not every PC has."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desk_app.ui.cameras import cameras
from desk_app.ui.tabs.visitors.camera import CameraDialog
from tests.ui.tabs.visitors.conftest import Log, press


class Camera(QObject):
    """Starts, stops, breaks."""

    errorOccurred = Signal(object, str)  # noqa: N815 - Qt's name

    def __init__(self, device: object, parent: QObject) -> None:
        super().__init__(parent)
        self.running = False

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False


class Sink(QObject):
    videoFrameChanged = Signal(object)  # noqa: N815 - Qt's name


class Session(QObject):
    def setCamera(self, camera: Camera) -> None: ...

    def setVideoSink(self, sink: Sink) -> None: ...


class Devices:
    @staticmethod
    def videoInputs() -> list[str]:
        return ["front"]


class Frame:
    """What a camera sends."""

    def __init__(self, side: int) -> None:
        self.side = side

    def toImage(self) -> QImage:
        image = QImage(self.side, self.side, QImage.Format.Format_RGB32)
        image.fill(0)
        return image


@pytest.fixture
def dialog(log: Log, monkeypatch: pytest.MonkeyPatch) -> CameraDialog:
    fake: Any = ModuleType("PySide6.QtMultimedia")
    fake.QMediaDevices, fake.QCamera, fake.QVideoSink, fake.QMediaCaptureSession = (
        Devices,
        Camera,
        Sink,
        Session,
    )
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", fake)
    made = CameraDialog(log.check_in.photo)
    made.open()
    return made


def test_a_picture_is_taken_of_what_is_seen(dialog: CameraDialog) -> None:
    assert cameras() == ["front"] and dialog._camera.running
    press(dialog, "Take picture")
    assert dialog.isVisible(), "nothing was seen yet"
    dialog._sink.videoFrameChanged.emit(Frame(0))
    assert dialog.picture is None
    dialog._sink.videoFrameChanged.emit(Frame(64))
    press(dialog, "Take picture")
    assert dialog.result() == 1 and dialog.picture is not None and dialog.picture.width() == 64
    assert not dialog._camera.running


def test_a_camera_pulled_out_ends_it_quietly(dialog: CameraDialog) -> None:
    dialog._camera.errorOccurred.emit(None, "gone")
    assert dialog.result() == 0 and not dialog.isVisible() and not dialog._camera.running


def test_without_qt_multimedia_there_is_no_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert cameras() == []
