"""A seat: a program of its own on a data folder of its own, and somebody before it with a keyboard and a scanner."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from desk_app.ui.scan import SAME_CODE_S

ROOT = Path(__file__).resolve().parents[2]
A_PERSON_MS, A_SCANNER_MS = 70, 3
"""From key to key."""
REACTION_S = "0.2"
"""Nobody answers what he sees faster; an Enter that comes sooner is the scanner's own."""
PATIENCE_S = 20.0
PIN = "738291"
Told = dict[str, Any]

needs_keys = pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed")


class Seat:
    """A window of `desk-app`: `until` waits for what it shows, `types`, `press` and `scan` are the person's hands."""

    def __init__(self, data: Path, *command: str) -> None:
        self.now: Told = {}
        self._lines = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.watched", "--data", str(data), "--lang", "en", *command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )

    # Seeing

    def until(self, seen: Callable[[Told], object], what: str) -> Told:
        """Wait until the window shows it. Fails with what it shows instead."""
        if not self.shows(seen, PATIENCE_S):
            pytest.fail(f"never seen: {what}; but {json.dumps(self.now, ensure_ascii=False)}")
        return self.now

    def shows(self, seen: Callable[[Told], object], seconds: float) -> bool:
        """Whether the window shows it within so many seconds."""
        deadline = time.monotonic() + seconds
        while not (self.now and seen(self.now)):
            if not self._hear(deadline - time.monotonic()):
                return False
        return True

    def _hear(self, seconds: float) -> bool:
        pipe = self._process.stdout
        assert pipe is not None
        if seconds <= 0 or not select.select([pipe], [], [], seconds)[0]:
            return False
        heard = os.read(pipe.fileno(), 1 << 16)
        *whole, self._lines = (self._lines + heard).split(b"\n")
        for line in whole:
            if line.startswith(b"{"):
                self.now = json.loads(line)
        return bool(heard)

    def until_at(self, place: str) -> Told:
        """Wait until the keyboard is there."""
        return self.until(lambda now: now["active"] and now["at"] == place, f"the keyboard at {place!r}")

    # Doing

    def types(self, text: str) -> None:
        """As a person."""
        subprocess.run(["xdotool", "type", "--delay", str(A_PERSON_MS), "--", text], check=True)

    def press(self, *keys: str) -> None:
        """As a person, who has seen something first."""
        subprocess.run(
            ["xdotool", "sleep", REACTION_S, "key", "--delay", str(A_PERSON_MS), *keys], check=True
        )

    def scan(self, code: str) -> None:
        """As a scanner, with its Enter."""
        subprocess.run(["xdotool", "type", "--delay", str(A_SCANNER_MS), code + "\n"], check=True)

    def scan_until(self, code: str, seen: Callable[[Told], object], what: str) -> None:
        """Scan again as long as nothing happens: the same code twice in a moment is one reading."""
        for _ in range(3):
            self.scan(code)
            if self.shows(seen, SAME_CODE_S):
                return
        self.until(seen, what)

    def walk(self, key: str, place: str) -> None:
        """Press a key until the keyboard is there."""
        while self.now["at"] != place:
            before = self.now["at"]
            self.press(key)
            self.until(lambda now, was=before: now["at"] != was, f"what comes after {before!r}")  # type: ignore[misc]

    def sign_in(self, name: str, role: str) -> None:
        """Choose one's name, unless it is chosen, and type the PIN."""
        self.until_at("PIN")
        if self.now["person"] != name:
            self.press("shift+Tab")
            self.until(lambda now: ", " in now["at"], "the names")
            self.walk("Right", f"{name}, {role}")
            self.press("space")
            self.until(lambda now: now["person"] == name and now["at"] == "PIN", f"{name} is chosen")
        self.types(PIN)
        self.press("Return")
        self.until(lambda now: "person" not in now, f"{name} is signed in")

    # What happens to a PC

    def fill_disk(self) -> None:
        """No file takes a byte more."""
        self._let_files_grow_to(0)

    def free_disk(self) -> None:
        """Somebody made room."""
        self._let_files_grow_to(-1)

    def _let_files_grow_to(self, size: int) -> None:
        import resource  # not on Windows, where this module is imported too

        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def kill(self) -> None:
        """The mains fail."""
        self._process.kill()
        self._process.wait(PATIENCE_S)

    # The end

    def close(self) -> None:
        """Close the window, as by its cross."""
        self.press("alt+F4")
        assert self._process.wait(PATIENCE_S) == 0

    def end(self) -> None:
        """Whatever happened, nothing of it is left."""
        if self._process.poll() is None:
            self.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()


def run(data: Path, *command: str) -> Told:
    """A command of `desk-app`; returns its JSON answer."""
    done = subprocess.run(
        [sys.executable, "-m", "desk_app", "--data", str(data), "--lang", "en", *command, "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    answer: Told = json.loads(done.stdout)
    assert done.returncode in (0, 1), (answer, done.stderr)
    return answer


def papers(folder: Path, count: int) -> list[Path]:
    """The PDFs that came out, oldest first, once there are so many."""
    deadline = time.monotonic() + PATIENCE_S
    while len(found := sorted(folder.glob("*.pdf"), key=lambda one: one.stat().st_mtime_ns)) < count:
        if time.monotonic() > deadline:
            pytest.fail(f"{count} papers never came out: {found}")
        select.select([], [], [], 0.02)
    return found


def codes_on(paper: Path) -> list[str]:
    """What a scanner reads from each page of a paper."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return [_code_on(document[at].render(scale=4).to_pil()) for at in range(len(document))]
    finally:
        document.close()


def _code_on(image: Any) -> str:
    found = [one.text for one in zxingcpp.read_barcodes(image) if "QR" in str(one.format)]
    assert len(found) == 1, found
    return found[0]
