"""Reads codes in the pictures of a camera, on a thread of its own: one picture under way, eight a second at most.

The GUI thread only hands pictures over and is told what was in them. What a code means is not decided here.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from desk_app.ui.cameras import grey

PACE_S = 0.125
AWAY_S = 3.0
"""The same code again after this time without it is held before the camera anew."""
PREVIEW = QSize(316, 178)
"""Logical pixels of the small live picture."""

_log = logging.getLogger("camera")


def codes_seen(picture: QImage) -> frozenset[str]:
    """The texts of QR codes and Code 128 bars in a picture: what the program prints. Bars of anything else that is
    lying around are left alone.
    """
    import zxingcpp

    kinds = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128))
    return frozenset(one.text for one in zxingcpp.read_barcodes(picture, formats=kinds) if one.text)


class Held:
    """What is held before the camera now: a code counts once, until it was away for `AWAY_S` or another came."""

    def __init__(self) -> None:
        self._codes: frozenset[str] = frozenset()
        self._at = float("-inf")

    def new(self, codes: frozenset[str], now: float) -> bool:
        """Whether these codes are to be judged; `now` in seconds."""
        if not codes:
            return False
        same = codes <= self._codes and now - self._at < AWAY_S
        self._at = now
        if not same:
            self._codes = codes
        return not same


class FrameReader(QObject):
    """`offer` pictures; `looked` tells of each that was looked at."""

    looked = Signal(object, object)
    """(a small QImage to show, the frozenset of texts)."""
    _answered = Signal(object, object, object)

    def __init__(
        self,
        decode: Callable[[QImage], frozenset[str]] = codes_seen,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._decode, self._clock = decode, clock
        self._thread: _Thread | None = None
        self._busy, self._last = False, float("-inf")
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def offer(self, frame: Any) -> bool:
        """Have a QVideoFrame or QImage looked at; False when it is dropped because another is, or was just now."""
        now = self._clock()
        if self._busy or now - self._last < PACE_S:
            return False
        if self._thread is None:
            self._thread = _Thread(self._decode, self._answered.emit)
            self._thread.start()
        self._busy, self._last = True, now
        self._thread.frames.put(frame)
        return True

    def close(self) -> None:
        """End the thread; what it was looking at is not told any more."""
        thread, self._thread, self._busy = self._thread, None, False
        if thread is not None:
            thread.frames.put(None)
            thread.join(1.0)

    def _answer(self, thread: object, small: QImage, codes: frozenset[str]) -> None:
        if thread is self._thread:
            self._busy = False
            self.looked.emit(small, codes)


class _Thread(threading.Thread):
    """A daemon: a picture that takes long must not keep the program from ending."""

    def __init__(
        self,
        decode: Callable[[QImage], frozenset[str]],
        tell: Callable[[object, QImage, frozenset[str]], object],
    ) -> None:
        super().__init__(name="camera-codes", daemon=True)
        self.frames: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._decode, self._tell = decode, tell

    def run(self) -> None:
        """One picture after the other until told to stop."""
        while (frame := self.frames.get()) is not None:
            small, codes = self._look(frame)
            del frame
            try:
                self._tell(self, small, codes)
            except RuntimeError:  # the window is gone
                return

    def _look(self, frame: Any) -> tuple[QImage, frozenset[str]]:
        try:
            picture = frame if isinstance(frame, QImage) else grey(frame)
            if picture.isNull():
                return QImage(), frozenset()
            picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
            codes = self._decode(picture)
        except Exception:  # a camera's oddity must not end the reading of the next picture
            _log.exception("a picture of the camera could not be read")
            return QImage(), frozenset()
        return picture.scaled(PREVIEW * 2, Qt.AspectRatioMode.KeepAspectRatio), codes
