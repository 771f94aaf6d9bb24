"""A file stops at 500 lines, a function at 50. The lists of exceptions only shrink: an entry no longer needed fails."""

from __future__ import annotations

from tests.structure.source import functions, sources

FILE_LINES, FUNCTION_LINES = 500, 50
LONG_FILES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()


def test_no_file_is_longer_than_500_lines() -> None:
    assert {s.name for s in sources() if len(s.text.splitlines()) > FILE_LINES} == LONG_FILES


def test_no_function_is_longer_than_50_lines() -> None:
    long = {f"{s.name}:{name}" for s in sources() for name, lines in functions(s) if lines > FUNCTION_LINES}
    assert long == LONG_FUNCTIONS
