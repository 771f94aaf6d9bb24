"""Three short sounds, played by the operating system and never waited for.

Windows plays WAV files itself; on Linux a player of the desktop is called (PipeWire, PulseAudio or ALSA, whichever is
there). Where neither exists the desktop's beep must do. A thread of its own: a sound system that hangs holds up
nothing.
"""

from __future__ import annotations

import contextlib
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from desk_app.services.codes.answers import Tone
from desk_app.services.core.paths import resources

FILES = {Tone.GOOD: "accept.wav", Tone.AGAIN: "warn.wav", Tone.BAD: "refuse.wav"}
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


class Sounds(Protocol):
    """What the window knows of sound."""

    def play(self, tone: Tone) -> None:
        """Sound a verdict; returns at once."""

    def close(self) -> None:
        """No sound any more."""


class SystemSounds:
    """The real thing. `beep` is called on this thread where nothing can play a file."""

    def __init__(self, beep: Callable[[], object], find: Callable[[str], str | None] = shutil.which) -> None:
        self._beep = beep
        self._command = next((player for player in PLAYERS if find(player[0])), None)
        self._orders: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def play(self, tone: Tone) -> None:
        """Sound a verdict; cuts off the one before."""
        if self._command is None and sys.platform != "win32":
            self._beep()
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="gate-sound", daemon=True)
            self._thread.start()
        self._orders.put(resources() / "sounds" / FILES[tone])

    def close(self) -> None:
        """End the thread; it is not waited for."""
        if self._thread is not None:
            self._orders.put(None)
            self._thread = None

    def _work(self) -> None:
        playing: subprocess.Popen[bytes] | None = None
        while (path := self._orders.get()) is not None:
            _end(playing)
            playing = self._start(path)
        _end(playing)

    def _start(self, path: Path) -> subprocess.Popen[bytes] | None:
        with contextlib.suppress(OSError, RuntimeError):  # silence must not stop the gate
            if sys.platform == "win32":
                import winsound

                winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC)
            elif self._command is not None:
                quiet = subprocess.DEVNULL
                return subprocess.Popen([*self._command, str(path)], stdin=quiet, stdout=quiet, stderr=quiet)
        return None


def _end(playing: subprocess.Popen[bytes] | None) -> None:
    if playing is not None:
        playing.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            playing.wait(timeout=1)
