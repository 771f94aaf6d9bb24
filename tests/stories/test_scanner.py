"""A scanner and a person at a real window: Xvfb, a window manager and xdotool."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "xdotool", "openbox")
CODE = "314159265358979323846264"

pytestmark = [
    pytest.mark.story,
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """Environment of a screen of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    env = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    manager = subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL)
    yield env
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def type_keys(env: dict[str, str], text: str, delay: int) -> None:
    subprocess.run(["xdotool", "type", "--delay", str(delay), text], env=env, check=True, timeout=60)


def press(env: dict[str, str], key: str) -> None:
    subprocess.run(["xdotool", "key", key], env=env, check=True, timeout=20)


def test_scans_are_caught_and_typing_is_not(display: dict[str, str]) -> None:
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.stories.scanner_window"],
        env=display,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdout is not None
    heard: list[dict[str, object]] = []

    def until(key: str, value: object) -> None:
        for line in window.stdout:
            heard.append(json.loads(line))
            if heard[-1].get(key) == value:
                return
        pytest.fail(f"never heard {key}={value}: {heard}")

    try:
        until("ready", True)
        long = (CODE * 20)[:430]
        type_keys(display, CODE + "\n", delay=4)
        until("scanned", CODE)
        type_keys(display, long + "\n", delay=2)
        until("scanned", long)
        assert not any("pressed" in line for line in heard)
        assert all(line.get("field_now", "before") == "before" for line in heard)
        assert not any("field" in line for line in heard)
        press(display, "End")
        type_keys(display, "138001", delay=90)
        until("field", "before138001")
        assert sum("scanned" in line for line in heard) == 2
    finally:
        window.terminate()
        window.wait(10)
        window.stdout.close()
