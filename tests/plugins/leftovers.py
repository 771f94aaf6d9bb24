"""No test leaves a thread, a running timer or a window behind: it would fail another test, at another place.

A page stops what it started when it is closed; a test closes its page by `qtbot.addWidget(page)`.
Only tests that use Qt pay for the look at timers.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Remember failures: a failed test's traceback keeps its widgets alive, which is no second fault."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    """`leftovers_grace`: seconds a thread that is already ending may take; waited only where one is still there."""
    parser.addini("leftovers_grace", "seconds for threads and pools to end", default="3")


def threads() -> set[object]:
    """Running Python threads."""
    return {thread for thread in threading.enumerate() if thread.is_alive()}


def busy_pools() -> set[object]:
    """The global thread pool, while it works."""
    from PySide6.QtCore import QThreadPool

    pool = QThreadPool.globalInstance()
    return {f"QThreadPool with {pool.activeThreadCount()} at work"} if pool.activeThreadCount() else set()


def windows() -> set[object]:
    """Top-level widgets that nobody deleted, after those marked for deletion are gone."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {widget for widget in QApplication.topLevelWidgets() if type(widget).__module__ != "PySide6.QtWidgets"
            or widget.isVisible()}  # fmt: skip


def _kinds_of(kind: type) -> set[type]:
    return {kind}.union(*map(_kinds_of, kind.__subclasses__()))


def timers() -> set[object]:
    """Running QTimers, owned by a widget or not."""
    import shiboken6
    from PySide6.QtCore import QTimer

    # By type, not isinstance: a proxy's __class__ may run code.
    kinds = _kinds_of(QTimer)
    found = [thing for thing in gc.get_objects() if type(thing) in kinds]
    return {timer for timer in found if shiboken6.isValid(timer) and timer.isActive()}


def _left(look: Callable[[], set[object]], before: set[object], grace_s: float) -> set[object]:
    """What is there and was not before, given time to end."""
    deadline = time.monotonic() + grace_s
    while (left := look() - before) and time.monotonic() < deadline:
        if "PySide6.QtWidgets" in sys.modules:
            from PySide6.QtCore import QCoreApplication

            QCoreApplication.processEvents()
        gc.collect()
        time.sleep(0.01)
    return left


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    looks: dict[str, Callable[[], set[object]]] = {"threads": threads}
    if {"qapp", "qtbot"} & set(request.fixturenames):
        request.getfixturevalue("qapp")
        looks |= {"pools": busy_pools, "windows": windows, "timers": timers}
    before = {name: look() for name, look in looks.items()}
    yield
    if request.node.stash.get(FAILED, False):
        return
    grace_s = float(request.config.getini("leftovers_grace"))
    left = {name: things for name, look in looks.items() if (things := _left(look, before[name], grace_s))}
    if left:
        lines = "\n".join(
            f"  {name}: {', '.join(sorted(map(repr, things)))}" for name, things in left.items()
        )
        pytest.fail(f"the test left something behind (stop or close it):\n{lines}", pytrace=False)
