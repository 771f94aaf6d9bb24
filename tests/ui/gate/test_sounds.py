from __future__ import annotations

import threading
import wave
from pathlib import Path

import pytest

from desk_app.services.codes.answers import Tone
from desk_app.services.core.paths import resources
from desk_app.ui.gate import sounds
from desk_app.ui.gate.sounds import FILES, SystemSounds


@pytest.mark.parametrize("name", FILES.values())
def test_the_sounds_are_short_and_loud_enough(name: str) -> None:
    with wave.open(str(resources() / "sounds" / name)) as file:
        seconds = file.getnframes() / file.getframerate()
        frames = file.readframes(file.getnframes())
    assert 0.2 < seconds < 0.8
    assert (
        max(int.from_bytes(frames[at : at + 2], "little", signed=True) for at in range(0, len(frames), 2))
        > 9000
    )


def test_without_a_player_the_desktop_beeps() -> None:
    beeps: list[int] = []
    player = SystemSounds(lambda: beeps.append(1), find=lambda name: None)
    player.play(Tone.BAD)
    player.close()
    assert beeps == [1]


def test_a_player_is_called_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called, heard = threading.Event(), []

    class Playing:
        def __init__(self, command: list[str], **_: object) -> None:
            heard.append((command[0], Path(command[-1]).name, threading.current_thread().name))
            called.set()

        def terminate(self) -> None:
            heard.append(("end", "", ""))

        def wait(self, timeout: float) -> int:
            return 0

    monkeypatch.setattr(sounds.subprocess, "Popen", Playing)
    player = SystemSounds(lambda: None, find=lambda name: name if name == "aplay" else None)
    player.play(Tone.GOOD)
    assert called.wait(5)
    player.close()
    assert heard[0] == ("aplay", "accept.wav", "gate-sound")
