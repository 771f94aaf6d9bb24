"""Makes the three sounds of the guard's window: `python installer/sounds/make_sounds.py`.

They differ in pitch, rhythm and length, so that they are told apart by ear alone: accept rises, warn knocks twice on
one note, refuse is one long low note.
"""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"
RATE = 22050
FADE_S = 0.012
LOUD = 0.55
Note = tuple[float, float]
"""Hertz (0 is silence) and seconds."""
SOUNDS: dict[str, tuple[tuple[Note, ...], tuple[float, ...]]] = {
    "accept": (((880.0, 0.11), (1318.5, 0.22)), (1.0, 0.25)),
    "warn": (((622.3, 0.13), (0.0, 0.08), (622.3, 0.13)), (1.0, 0.4, 0.2)),
    "refuse": (((196.0, 0.62),), (1.0, 0.7, 0.55, 0.4, 0.3)),
}
"""Notes, and how strong their overtones are: more of them sound harsher."""


def samples(notes: tuple[Note, ...], overtones: tuple[float, ...]) -> Iterator[float]:
    """The wave, from -1 to 1, with soft ends so that nothing clicks."""
    for hertz, seconds in notes:
        count = round(seconds * RATE)
        for place in range(count):
            at = place / RATE
            edge = min(1.0, at / FADE_S, (count - place) / RATE / FADE_S)
            tone = sum(
                strength * math.sin(2 * math.pi * hertz * harmonic * at)
                for harmonic, strength in enumerate(overtones, 1)
            )
            yield LOUD * edge * tone / sum(overtones)


def write(name: str, folder: Path = FOLDER) -> Path:
    """Write one sound as 16-bit mono WAV; the same bytes every time."""
    notes, overtones = SOUNDS[name]
    frames = b"".join(struct.pack("<h", round(32767 * value)) for value in samples(notes, overtones))
    path = folder / f"{name}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames)
    return path


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in SOUNDS:
        print(f"{write(name).name} {(FOLDER / f'{name}.wav').stat().st_size} bytes")


if __name__ == "__main__":
    main()
