"""Which screen Qt draws on: none (offscreen), or for `pytest -m story` a real X11 window on a screen in memory.

One process has one QApplication and so one platform: stories are a run of their own, left out of every other.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

READY_S = 10.0
"""How long the window manager may take to be ready."""


def is_story_run(config: pytest.Config) -> bool:
    """Whether this run was asked for stories and nothing else."""
    return str(config.getoption("markexpr", "")).strip() == "story"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the platform before anything imports Qt."""
    if not is_story_run(config):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    elif sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "xcb"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say what is missing, before Qt would abort without a word."""
    if is_story_run(session.config) and sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        raise pytest.UsageError("stories need a screen: Xvfb is not installed and DISPLAY is not set")


def pytest_xvfb_disable(config: pytest.Config) -> bool:
    """Start a screen in memory for stories only; DESK_APP_SHOW=1 shows them on your own screen."""
    return not is_story_run(config) or bool(os.environ.get("DESK_APP_SHOW"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave stories out of runs that have no real window."""
    if is_story_run(config):
        return
    stories = [item for item in items if item.get_closest_marker("story")]
    if stories:
        config.hook.pytest_deselected(items=stories)
        items[:] = [item for item in items if item not in stories]


@pytest.fixture(scope="session", autouse=True)
def window_manager(request: pytest.FixtureRequest) -> Iterator[None]:
    """A window manager for stories: without one no window ever gets the keyboard."""
    openbox = shutil.which("openbox")
    if not is_story_run(request.config) or openbox is None or os.environ.get("DESK_APP_SHOW"):
        yield
        return
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([openbox], **quiet) as process:
        # A window shown before the manager is ready is adopted, but never given the keyboard.
        deadline = time.monotonic() + READY_S
        while (
            subprocess.run(["xdotool", "get_num_desktops"], **quiet).returncode
            and time.monotonic() < deadline
        ):
            time.sleep(0.02)
        yield
        process.terminate()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The one QApplication of the run; its name is what the window manager shows."""
    return ["desk-app-tests"]
