"""The camera at the gate, with every camera that may go wrong; the pictures are real codes."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.codes.image import Surface, png, qr_matrix
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import LANGUAGES
from desk_app.services.gate.options import CAMERA
from desk_app.ui.cameras import Sight, grey
from desk_app.ui.gate.camera import HINTS, CameraBox
from desk_app.ui.gate.frame_reader import AWAY_S, PACE_S, PREVIEW, FrameReader, Held, codes_seen
from desk_app.ui.gate.side import WIDTH
from desk_app.ui.i18n import set_language, tr
from desk_app.ui.widgets.parts import column
from tests.desk_fixtures import People
from tests.services.codes.prints import passes
from tests.ui.gate.build import GateParts, arrive
from tests.ui.gate.multimedia import Cameras, Frame, PixelFormat, install

PASSES = passes()
VISITOR, GOODS = PASSES["visitor"], PASSES["goods, longest"]


def seen(*codes: str, turn: float = 0.0, size: tuple[int, int] = (1280, 720)) -> QImage:
    """A camera's picture of codes on a grey desk."""
    picture = QImage(*size, QImage.Format.Format_RGB32)
    picture.fill(QColor(150, 150, 150))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place, digits in enumerate(codes):
        code = QImage.fromData(png(qr_matrix(digits, Surface.PAPER), 6))
        painter.resetTransform()
        painter.translate(size[0] * (2 * place + 1) / (2 * len(codes)), size[1] / 2)
        painter.rotate(turn)
        painter.drawImage(-code.width() // 2, -code.height() // 2, code)
    painter.end()
    return picture


def blurred(picture: QImage) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaledToWidth(picture.width() // 2, smooth).scaledToWidth(picture.width(), smooth)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def pc(monkeypatch: pytest.MonkeyPatch) -> Cameras:
    return install(monkeypatch)


@pytest.fixture
def ticks() -> Clock:
    return Clock()


@pytest.fixture
def box(qtbot: QtBot, pc: Cameras, folder: DataFolder, ticks: Clock) -> Iterator[CameraBox]:
    """Switched off; `looks` shows a picture."""
    made = CameraBox(LocalSettings(folder.local_settings), FrameReader(clock=ticks), ticks)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def looks(box: CameraBox, pc: Cameras, ticks: Clock, qtbot: QtBot) -> Callable[..., list[str]]:
    """Show the camera a picture, wait until it was looked at, and give all codes told so far."""
    told: list[str] = []
    box.code.connect(told.append)

    def look(picture: object, after: float = 1.0) -> list[str]:
        ticks.now += after
        with qtbot.waitSignal(box.reader.looked):
            pc.send(picture)
        return told

    return look


Look = Callable[..., list[str]]


def test_a_code_held_before_the_camera_counts_once(box: CameraBox, pc: Cameras, looks: Look) -> None:
    pc.plug("front")
    box.button.click()
    assert box.camera.sight is Sight.STARTING
    for turn in (0, 30, 77):
        assert looks(seen(GOODS, turn=turn)) == [GOODS]
    assert box.camera.sight is Sight.LIVE and box.hint.text() == HINTS[Sight.LIVE]
    assert looks(blurred(seen(GOODS, turn=190))) == [GOODS]
    assert looks(seen(), after=1) == [GOODS]
    assert looks(seen(GOODS), after=1) == [GOODS], "two seconds are not away"
    assert looks(seen(VISITOR)) == [GOODS, VISITOR]
    assert looks(seen(GOODS)) == [GOODS, VISITOR, GOODS], "another came in between"
    assert looks(seen(GOODS), after=AWAY_S) == [GOODS, VISITOR, GOODS, GOODS]


def test_two_codes_in_one_picture_come_together(box: CameraBox, pc: Cameras, looks: Look) -> None:
    pc.plug("front")
    box.switch()
    both = "\n".join(sorted((GOODS, VISITOR)))
    assert looks(seen(GOODS, VISITOR)) == [both]
    assert looks(seen(VISITOR)) == [both], "one of those that lie there"
    assert looks(seen(GOODS, VISITOR)) == [both]


def test_the_picture_is_shown_and_large_enough(box: CameraBox, pc: Cameras, looks: Look) -> None:
    pc.plug("front")
    box.switch()
    looks(seen(GOODS))
    assert box.picture.isVisible() and box.picture.pixmap().width() >= PREVIEW.width() >= 240
    looks(seen(GOODS, size=(640, 480)))
    assert box.picture.height() == PREVIEW.width() * 3 // 4


def test_unplugged_and_plugged_in_again_it_works_again(box: CameraBox, pc: Cameras, looks: Look) -> None:
    box.switch()
    assert box.camera.sight is Sight.NO_CAMERA and "plug one in" in box.hint.text()
    assert not box.picture.isVisible()
    pc.plug("front")
    looks(seen())
    pc.plug()
    assert box.camera.sight is Sight.NO_CAMERA and pc.running == 0
    pc.plug("front", "back")
    assert looks(seen(GOODS)) == [GOODS]
    pc.plug("front")
    assert box.camera.sight is Sight.LIVE and len(pc.made) == 2, "one that works is left alone"


def test_a_camera_that_another_program_has_is_tried_again(box: CameraBox, pc: Cameras, looks: Look) -> None:
    pc.plug("front")
    box.switch()
    late = pc.made[-1]
    late.errorOccurred.emit(None, "busy")
    assert box.camera.sight is Sight.TROUBLE and "another program" in box.hint.text()
    late.errorOccurred.emit(None, "busy")
    box.camera.check()
    assert box.camera.sight is Sight.TROUBLE, "calmly: no change of words while it is tried"
    pc.made[-1].errorOccurred.emit(None, "busy")
    box.camera.check()
    assert looks(seen(GOODS)) == [GOODS] and box.camera.sight is Sight.LIVE
    pc.plugged = []
    pc.made[-1].errorOccurred.emit(None, "gone")
    assert box.camera.sight is Sight.NO_CAMERA


def test_a_camera_that_falls_silent_is_opened_anew(box: CameraBox, pc: Cameras, looks: Look) -> None:
    pc.plug("front")
    box.switch()
    looks(seen())
    box.camera.check()
    assert len(pc.made) == 1, "pictures came since the last look"
    box.camera.check()
    assert len(pc.made) == 2 and pc.running == 1


def test_what_a_camera_sends_after_it_was_let_go_is_dropped(box: CameraBox, pc: Cameras, looks: Look) -> None:
    pc.plug("front")
    box.switch()
    looks(seen())
    box.switch()
    pc.sinks[-1].videoFrameChanged.emit(seen(GOODS))
    assert box.camera.sight is Sight.OFF and not box.picture.isVisible() and not box.hint.isVisible()
    assert pc.running == 0 and "camera-codes" not in {one.name for one in threading.enumerate()}


def test_off_and_on_is_kept_and_nothing_looks_on_while_hidden(
    box: CameraBox, pc: Cameras, folder: DataFolder
) -> None:
    pc.plug("front")
    box.switch()
    assert LocalSettings(folder.local_settings).get(CAMERA) is True
    box.hide()
    assert pc.running == 0
    box.show()
    assert pc.running == 1 and "on" in box.button.text()
    box.switch()
    box.hide()
    box.show()
    assert pc.running == 0 and LocalSettings(folder.local_settings).get(CAMERA) is False


def test_without_qt_multimedia_it_is_said(box: CameraBox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    box.switch()
    assert box.camera.sight is Sight.NO_SUPPORT and "No camera can be used" in box.hint.text()
    box.switch()
    assert not box.hint.isVisible()


def test_one_picture_is_under_way_and_eight_a_second_at_most(qtbot: QtBot, ticks: Clock) -> None:
    go, threads = threading.Event(), []

    def slow(picture: QImage) -> frozenset[str]:
        threads.append(threading.current_thread())
        go.wait(5)
        return frozenset()

    reader = FrameReader(slow, ticks)
    assert reader.offer(seen())
    ticks.now += 10
    assert not reader.offer(seen()), "the first is still being looked at"
    with qtbot.waitSignal(reader.looked):
        go.set()
    assert reader.offer(seen())
    with qtbot.waitSignal(reader.looked):
        pass
    ticks.now += PACE_S / 2
    assert not reader.offer(seen())
    ticks.now += PACE_S / 2
    assert reader.offer(seen())
    reader.close()
    assert threading.main_thread() not in threads and not threads[0].is_alive()


def test_a_picture_that_cannot_be_read_ends_nothing(
    qtbot: QtBot, ticks: Clock, expected_logs: Callable[[str], object]
) -> None:
    def breaks(picture: QImage) -> frozenset[str]:
        raise OSError("odd")

    reader = FrameReader(breaks, ticks)
    expected_logs("a picture of the camera could not be read")
    for picture in (seen(), QImage(), seen()):
        ticks.now += 1
        with qtbot.waitSignal(reader.looked):
            assert reader.offer(picture)
    reader.close()


def test_what_was_read_when_the_reader_closed_is_not_told(qtbot: QtBot, ticks: Clock) -> None:
    reader, told = FrameReader(clock=ticks), []
    reader.looked.connect(lambda *what: told.append(what))
    reader.offer(seen(GOODS))
    reader.close()
    QTest.qWait(1)
    assert told == []


def test_bars_that_lie_around_are_left_alone() -> None:
    import zxingcpp

    foreign = zxingcpp.create_barcode("6901234567892", zxingcpp.BarcodeFormat.EAN13).to_image(scale=4)
    height, width = foreign.shape[:2]
    assert (
        codes_seen(QImage(bytes(foreign), width, height, width, QImage.Format.Format_Grayscale8))
        == frozenset()
    )


def test_held() -> None:
    held, a, b = Held(), frozenset("a"), frozenset("b")
    asked = [
        (frozenset(), 0),
        (a, 1),
        (a, 3),
        (a, 5.9),
        (a, 8.9),
        (b, 9),
        (b, 9.1),
        (a, 9.2),
        (a | b, 9.3),
        (b, 9.4),
    ]
    assert [held.new(codes, now) for codes, now in asked] == [
        False, True, False, False, True, True, False, True, True, False,
    ]  # fmt: skip


# Pictures as cameras send them


def plane(kind: PixelFormat, pad: int = 16) -> Frame:
    """The goods pass in one of the camera's formats, with bytes between the rows as drivers leave them."""
    picture = seen(GOODS)
    width, height = picture.width(), picture.height()
    if kind is PixelFormat.Format_Jpeg:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "JPEG", 80)
        return Frame(kind, bytes(buffer.data().data()), width, height, 0)
    if kind is PixelFormat.Format_BGRX8888:
        return Frame(kind, bytes(picture.constBits()), width, height, picture.bytesPerLine())
    bright = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    data, rows = bytes(bright.constBits()), []
    for y in range(height):
        row = data[y * bright.bytesPerLine() :][:width]
        if kind in (PixelFormat.Format_YUYV, PixelFormat.Format_UYVY):
            mixed = bytearray(b"\x80" * (2 * width))
            mixed[kind is PixelFormat.Format_UYVY :: 2] = row
            row = bytes(mixed)
        rows.append(row + bytes(pad))
    return Frame(kind, b"".join(rows), width, height, len(rows[0]))


@pytest.mark.parametrize("kind", [one for one in PixelFormat if one is not PixelFormat.Format_SamplerRect])
def test_every_camera_format_is_read(pc: Cameras, kind: PixelFormat) -> None:
    frame = plane(kind)
    assert codes_seen(grey(frame)) == {GOODS}
    assert not frame.mapped


def test_a_format_nobody_knows_and_a_lost_picture_are_null(pc: Cameras) -> None:
    frame = plane(PixelFormat.Format_Y8)
    frame.kind = PixelFormat.Format_SamplerRect
    assert grey(frame).isNull() and not frame.mapped
    frame.readable = False
    assert grey(frame).isNull()


def test_the_real_frames_of_qt_are_read() -> None:
    real = pytest.importorskip(
        "PySide6.QtMultimedia", reason="Qt Multimedia is not installed: run.py setup --camera"
    )
    frame = real.QVideoFrame(seen(GOODS))
    assert codes_seen(grey(frame)) == {GOODS}
    assert grey(real.QVideoFrame()).isNull()


# In the window


def test_a_pass_before_the_camera_is_judged_like_a_scan(
    pc: Cameras, gate: GateParts, desk: Services, people: People, qtbot: QtBot
) -> None:
    window = gate.window
    visit = arrive(desk, people.receptionist)
    pc.plug("front")
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert pc.running == 1
    with qtbot.waitSignal(window.camera.reader.looked):
        pc.send(seen(visit.pass_code or ""))
    assert window._reading is not None and window._reading.attempt.verdict.proven
    window.hide()
    assert pc.running == 0


def test_where_nothing_was_installed_for_cameras_there_is_no_box(
    qtbot: QtBot, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    window = QWidget()
    qtbot.addWidget(window)
    made = CameraBox(LocalSettings(folder.local_settings))
    window.setLayout(column(made))
    window.show()
    made.switch()
    assert (made.isVisible(), made.camera.sight) == (False, Sight.OFF)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_says_is_one_calm_line(box: CameraBox, language: str) -> None:
    set_language(language)
    font = QFont(box.hint.font())
    font.setPixelSize(15)
    room = WIDTH - 2 * 16
    assert all(QFontMetrics(font).horizontalAdvance(tr(said)) <= room for said in HINTS.values())
