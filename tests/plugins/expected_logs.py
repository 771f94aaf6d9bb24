"""A log warning or error nobody expected fails the test: in the field it would be the only trace of a fault.

A test that provokes one says so: `expected_logs("disk is full")`, a regular expression found in the message.
An expectation that nothing met fails too. Warnings of Qt itself are watched by pytest-qt (pyproject.toml); what it
is told to pass over is passed over here too, for tests in which the program takes Qt's warnings into its own log.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator

import pytest


class _Watch(logging.Handler):
    """Keeps every warning and error of one test, with what the test expected."""

    def __init__(self, passed_over: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.passed_over = passed_over
        self.lines: list[str] = []
        self.patterns: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        self.patterns.append(pattern)

    def unexpected(self) -> list[str]:
        known = self.patterns + self.passed_over
        return [line for line in self.lines if not any(re.search(p, line) for p in known)]

    def unmet(self) -> list[str]:
        return [p for p in self.patterns if not any(re.search(p, line) for line in self.lines)]


@pytest.fixture(autouse=True)
def _watch(request: pytest.FixtureRequest) -> Iterator[_Watch]:
    watch = _Watch(request.config.getini("qt_log_ignore"))
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if lines := watch.unexpected():
        pytest.fail("unexpected in the log:\n  " + "\n  ".join(lines), pytrace=False)
    if patterns := watch.unmet():
        pytest.fail(f"expected in the log, but not there: {patterns}", pytrace=False)


@pytest.fixture
def expected_logs(_watch: _Watch) -> Callable[[str], None]:
    """Call it with a regular expression for each warning the test provokes."""
    return _watch.expect
