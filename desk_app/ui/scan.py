"""A USB scanner types like a keyboard; this tells it from a person, wherever the focus is.

A digit is held back for 35 ms. If more follow that fast and there are six, it is a scan: nothing of it
reaches a field, button, table or shortcut, its Enter or Tab neither, and `scanned` carries the digits. Else
the held keys are played to where they were going, so a field's text, selection and undo are as if nobody had
looked. Fast bursts with letters (a courier's barcode) go into a text field as typed, without their Enter, and
`foreign` carries them; for a page that takes the code the letters leave the field again (`take_back`). What a
code means is not decided here; two codes run together arrive as they came. A field with the property `barcodes`
(a serial number) gets the end key too, and no digit in front is lost to it. One with the property `plain_typing` (a
long code that is read out) gets every key at once, however fast: nothing of it is a scan.
Bare digits can be no shortcut.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from enum import Enum, auto

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.ui.scan_field import FieldBefore

QUICK_MS = 35
"""The longest a scanner takes from key to key; people take 60 ms and more."""
REPEAT_MS = 20
"""No keyboard repeats a held key so fast. A scanner's doubled digit may look like a repeat to the system."""
PAUSE_MS = 120
"""A scan without an end key ends with this silence."""
LEAST = 6
"""Keys that make a scan."""
_MACHINE = 3
"""So many keys that fast, then an end key: no person; the end key must not press a button."""
MOST = 4096
"""What is kept of a burst; more is rubbish."""
PLAIN_TYPING = "plain_typing"
"""A property of a field that takes fast typing and scans as what they are: keys."""
SAME_CODE_S = 2.5
"""The same code again within this time is the same reading."""

_END_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_MODIFIER_KEYS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

_Typed = QKeyEvent | QInputMethodEvent


class _Mode(Enum):
    IDLE = auto()
    DIGITS = auto()
    """Digits held back: typing still, or a scan already."""
    FOREIGN = auto()
    """A burst with letters, or a person's first letter."""
    ENDED = auto()
    """A scan has just ended: the second of CR LF is still to come."""


class ScanListener(QObject):
    """Watches the keys of every window of the program once `watch` was called."""

    scanned = Signal(str)
    """Six digits or more, as ASCII, raw."""
    foreign = Signal(str)
    """A fast burst that is not digits alone."""
    repeated = Signal()
    """Such a burst again within a moment: the same reading, but typed once more all the same."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._mode = _Mode.IDLE
        self._text = ""
        self._held: list[tuple[QObject, _Typed]] = []
        self._down: set[int] = set()
        self._stamp, self._moment = 0, 0.0
        self._replaying = False
        self._last_code, self._last_at = "", float("-inf")
        self._field, self._typed_into = FieldBefore(), FieldBefore()
        """The field in use as it stood before the burst that comes, and before the last that was complete."""
        self._focus: QObject | None = None
        self._app: QGuiApplication | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._silence)

    def watch(self, app: QGuiApplication) -> None:
        """Begin. Filters sit on windows and the focus only: an application-wide one would see every event."""
        self._app = app
        app.focusWindowChanged.connect(self._follow_window)
        app.focusObjectChanged.connect(self._follow_focus)
        self._follow_window(app.focusWindow())
        self._follow_focus(app.focusObject())

    def stop(self) -> None:
        """Let go of every key: of two listeners in one program the second would hold back what the first gives."""
        if self._app is None:
            return
        app, self._app = self._app, None
        app.focusWindowChanged.disconnect(self._follow_window)
        app.focusObjectChanged.disconnect(self._follow_focus)
        self._follow_focus(None)
        for window in app.allWindows():
            window.removeEventFilter(self)
        self._reset()

    def forget(self) -> None:
        """The next code is a new reading, even the same one at once: nothing came of the last one."""
        self._last_code = ""

    def take_back(self) -> None:
        """The last burst with letters was no typing: the field it went into holds what it held before."""
        self._typed_into.take_back()

    def give_again(self) -> None:
        """It was typing after all."""
        self._typed_into.give_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True for what must go no further."""
        if self._replaying or _takes_everything():
            return False
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._override(event)
            if not watched.isWindowType():
                return False
            return (
                self._press(watched, event)
                if event.type() == QEvent.Type.KeyPress
                else self._release(watched, event)
            )
        if isinstance(event, QInputMethodEvent) and not watched.isWindowType():
            return self._composed(watched, event)
        return False

    def _follow_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _follow_focus(self, focus: QObject | None) -> None:
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None and not focus.isWindowType():
            focus.installEventFilter(self)

    # Keys, as they come

    def _press(self, window: QObject, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIER_KEYS:
            return False
        if self._mode is _Mode.ENDED and _is_function(event):
            self._reset()  # the code is complete, and this is a person
        if event.isAutoRepeat() and not self._doubled(event.timestamp()):
            self._settle()
            return False
        if not self._in_time(event.timestamp()):
            self._settle()
        self._note(event.timestamp())
        if _is_end(event):
            taken = self._end()
        elif digit := _digit(event):
            taken = self._digit(window, _copy(event), digit)
        else:
            taken = self._other(window, event)
        if taken:
            self._down.add(event.key())
        return taken

    def _release(self, window: QObject, event: QKeyEvent) -> bool:
        if event.key() not in self._down or event.isAutoRepeat():
            return False
        self._down.discard(event.key())
        if self._held:
            self._held.append((window, _copy(event)))
        return True

    def _composed(self, focus: QObject, event: QInputMethodEvent) -> bool:
        """An input method in full-width mode commits digits one by one."""
        digit = _ascii_digit(event.commitString())
        if not digit or event.preeditString():
            return False
        if not self._in_time(0):
            self._settle()
        self._note(0)
        copy = QInputMethodEvent()
        copy.setCommitString(event.commitString())
        return self._digit(focus, copy, digit)

    def _override(self, event: QKeyEvent) -> bool:
        """Keep a key from being a shortcut: bare digits always, anything within a burst."""
        bare = not event.modifiers() & _COMMANDS
        numpad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)  # Alt+digits spell a character
        after = self._mode is _Mode.ENDED and _is_function(event)
        in_burst = self._bursting() and not after and self._in_time(event.timestamp())
        if in_burst or (_is_digit_key(event) and (bare or numpad)):
            event.accept()
            return True
        return False

    # What they mean

    def _digit(self, target: QObject, event: _Typed, digit: str) -> bool:
        if self._mode is _Mode.FOREIGN:
            return self._add_foreign(target, event, digit)
        if self._mode is not _Mode.DIGITS:
            self._begin(_Mode.DIGITS)
        self._text = (self._text + digit)[:MOST]
        self._hold(target, event)
        return True

    def _other(self, target: QObject, event: QKeyEvent) -> bool:
        text = event.text()
        spells = bool(text) and text.isprintable() and not event.modifiers() & _COMMANDS
        if not spells:
            if self._bursting():
                return True  # control characters within a code
            self._settle()
            return False
        if self._mode is _Mode.DIGITS:
            self._mode = _Mode.FOREIGN
            if _takes_text():
                self._replay()
        elif self._mode is not _Mode.FOREIGN:
            self._begin(_Mode.FOREIGN)
        return self._add_foreign(target, _copy(event), text)

    def _begin(self, mode: _Mode) -> None:
        self._mode, self._text, self._field = mode, "", FieldBefore()

    def _add_foreign(self, target: QObject, event: _Typed, text: str) -> bool:
        """Into a text field as typed; elsewhere (a button, a table) held back like digits."""
        self._text = (self._text + text)[:MOST]
        if _takes_text():
            self._timer.start(PAUSE_MS)
            return False
        self._hold(target, event)
        return True

    def _hold(self, target: QObject, event: _Typed) -> None:
        if len(self._text) < LEAST or (_takes_barcodes() and len(self._text) < MOST):
            self._held.append((target, event))
        if len(self._text) < LEAST:
            self._timer.start(QUICK_MS)
        else:
            if not _takes_barcodes():
                self._held.clear()
            self._timer.start(PAUSE_MS)

    def _end(self) -> bool:
        if self._mode is _Mode.ENDED:
            return True
        swift, theirs = len(self._text), self._mode is _Mode.FOREIGN and _takes_barcodes()
        self._settle()
        if swift < _MACHINE:
            return False
        self._mode = _Mode.ENDED
        self._timer.start(PAUSE_MS)
        return not theirs

    def _finish(self) -> None:
        text, mode = self._text, self._mode
        self._reset()
        now = self._clock()
        if mode is _Mode.FOREIGN:
            self._typed_into = self._field
        if text == self._last_code and now - self._last_at < SAME_CODE_S:
            if mode is _Mode.FOREIGN:
                QTimer.singleShot(0, self, self.repeated.emit)
            return
        self._last_code, self._last_at = text, now
        # After this event: whoever listens may open a dialog.
        QTimer.singleShot(
            0, self, lambda: (self.scanned if mode is _Mode.DIGITS else self.foreign).emit(text)
        )

    def _settle(self) -> None:
        """What came so far is complete: a scan, or typing that goes where it was going."""
        if self._mode in (_Mode.DIGITS, _Mode.FOREIGN) and len(self._text) >= LEAST:
            self._finish()
        else:
            self._replay()
            self._reset()

    def _silence(self) -> None:
        late = (self._clock() - self._moment) * 1000 - (QUICK_MS if self._held else PAUSE_MS)
        if late > QUICK_MS:
            # The program was busy, not the keyboard: the rest of the code may be waiting behind this timer.
            self._moment = self._clock()
            self._timer.start(QUICK_MS if self._held else PAUSE_MS)
            return
        self._settle()

    def _replay(self) -> None:
        held, self._held = self._held, []
        self._down.clear()
        self._replaying = True
        try:
            for target, event in held:
                if shiboken6.isValid(target):
                    QApplication.sendEvent(target, event)
        finally:
            self._replaying = False

    def _reset(self) -> None:
        self._timer.stop()
        self._mode, self._text = _Mode.IDLE, ""
        self._held.clear()

    def _bursting(self) -> bool:
        return self._mode is _Mode.ENDED or len(self._text) >= 2

    def _in_time(self, stamp: int) -> bool:
        """Whether a key follows the one before as fast as a scanner types."""
        if self._mode is _Mode.IDLE:
            return True
        known = stamp and self._stamp
        gap = stamp - self._stamp if known else (self._clock() - self._moment) * 1000
        sure = self._mode is _Mode.ENDED or (self._mode is _Mode.DIGITS and len(self._text) >= LEAST)
        return gap <= (PAUSE_MS if sure else QUICK_MS)

    def _doubled(self, stamp: int) -> bool:
        """Whether a "repeat" within a burst is the same digit again, let go and pressed within a millisecond."""
        return bool(stamp) and self._bursting() and 0 <= stamp - self._stamp < REPEAT_MS

    def _note(self, stamp: int) -> None:
        self._stamp, self._moment = stamp, self._clock()


def _is_end(event: QKeyEvent) -> bool:
    return event.key() in _END_KEYS or event.text() in ("\r", "\n", "\t")


def _is_function(event: QKeyEvent) -> bool:
    return Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


def _is_digit_key(event: QKeyEvent) -> bool:
    return Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 or bool(_ascii_digit(event.text()))


def _digit(event: QKeyEvent) -> str:
    return "" if event.modifiers() & _COMMANDS else _ascii_digit(event.text())


def _ascii_digit(text: str) -> str:
    """The ASCII digit of a single digit in half or full width, else nothing."""
    narrow = unicodedata.normalize("NFKC", text) if len(text) == 1 else ""
    return narrow if len(narrow) == 1 and narrow in "0123456789" else ""


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
    )


def _takes_text() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QWidget) and bool(focus.inputMethodQuery(Qt.InputMethodQuery.ImEnabled))


def _takes_barcodes() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QWidget) and bool(focus.property("barcodes"))


def _takes_everything() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QWidget) and bool(focus.property(PLAIN_TYPING))
