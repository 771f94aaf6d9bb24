"""A file stops at 500 lines, a function at 50. The lists of exceptions only shrink: an entry no longer needed fails."""

from __future__ import annotations

from tests.structure.source import functions, sources

FILE_LINES, FUNCTION_LINES = 500, 50
# A migration is a list of tables, written once by a tool and never touched again.
WRITTEN_ONCE = "desk_app/services/db/migrations/m"
LONG_FILES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()


def test_no_file_is_longer_than_500_lines() -> None:
    long = {
        s.name
        for s in sources()
        if not s.name.startswith(WRITTEN_ONCE) and len(s.text.splitlines()) > FILE_LINES
    }
    assert long == LONG_FILES


def test_no_function_is_longer_than_50_lines() -> None:
    long = {
        f"{s.name}:{name}"
        for s in sources()
        if not s.name.startswith(WRITTEN_ONCE)
        for name, lines in functions(s)
        if lines > FUNCTION_LINES
    }
    assert long == LONG_FUNCTIONS
