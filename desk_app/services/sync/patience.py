"""Files that did not count are tried last, and ever less often: they must not starve those that do.

In memory alone: a restart, a new list of keys, or another content of the file begins anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from desk_app.services.sync.share import Entry

_LONGEST = 16
"""Rounds until even the worst file is tried again."""
_T = TypeVar("_T")


class _Refused(NamedTuple):
    looks: tuple[int, int]
    """Size and time as they were: a file that was mended has others."""
    times: int
    next: int
    """The round in which it is tried again."""


@dataclass
class Patience:
    """Counts by path. Rounds are counted, not seconds: no clock is trusted."""

    _round: int = 0
    _refused: dict[str, _Refused] = field(default_factory=dict)

    def begin_round(self) -> None:
        """Another round begins."""
        self._round += 1

    def forget(self) -> None:
        """Who counts has changed: everything may be well now."""
        self._refused.clear()

    def in_turn(self, files: Iterable[_T], what: Callable[[_T], tuple[str, Entry]]) -> list[_T]:
        """Those that are tried in this round, the good ones first, else in their order. `what`: path and entry."""
        tried: list[tuple[int, _T]] = []
        for one in files:
            path, entry = what(one)
            before = self._refused.get(path)
            if before is None or before.looks != _looks(entry):
                tried.append((0, one))
            elif before.next <= self._round:
                tried.append((before.times, one))
        return [one for _, one in sorted(tried, key=lambda pair: pair[0])]

    def refused(self, path: str, entry: Entry) -> None:
        """It did not count."""
        before = self._refused.get(path)
        times = before.times + 1 if before is not None and before.looks == _looks(entry) else 1
        pause = min(_LONGEST, 2 ** max(0, times - 2))
        self._refused[path] = _Refused(_looks(entry), times, self._round + pause)

    def heard(self, path: str) -> None:
        """It counts."""
        self._refused.pop(path, None)


def _looks(entry: Entry) -> tuple[int, int]:
    return entry.size, entry.modified_ms
