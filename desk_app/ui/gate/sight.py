"""Which lines of a list are in sight, and which were. Pure.

A line is seen once all of it was in sight; what was jumped over in a scroll counts as seen, for it went by.
"""

from __future__ import annotations

from collections.abc import Sequence

LEEWAY = 6
"""Pixels of a line's lower edge, where nothing is written, that may be out of sight."""


class Sight:
    """`tops`: where each line begins, in pixels, and at the end where the last one ends."""

    def __init__(self) -> None:
        self.tops: Sequence[int] = (0,)
        self.seen = 0

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.tops) - 1

    @property
    def all_seen(self) -> bool:
        """Whether the last line was in sight."""
        return self.seen >= self.count

    def look(self, bottom: int) -> None:
        """The list is in sight down to this pixel."""
        while not self.all_seen and self.tops[self.seen + 1] <= bottom + LEEWAY:
            self.seen += 1

    def at(self, pixel: int) -> int:
        """The line at so many pixels from the top of all; the last for what lies below it."""
        return next((one for one in range(self.count) if pixel < self.tops[one + 1]), max(0, self.count - 1))

    def whole(self, top: int, bottom: int) -> tuple[int, int]:
        """The first and last line that are whole in sight; last < first where none is."""
        found = [
            one
            for one in range(self.count)
            if self.tops[one] >= top and self.tops[one + 1] <= bottom + LEEWAY
        ]
        return (found[0], found[-1]) if found else (self.at(top), self.at(top) - 1)

    def below(self, top: int, room: int) -> tuple[int, int]:
        """The next page: its first line, and the pixel where it begins."""
        place = self.at(top + room + LEEWAY)
        start = self.tops[place]
        return place, start if start > top else top + room

    def above(self, top: int, room: int) -> tuple[int, int]:
        """The page before."""
        place = self.at(max(0, top - room)) + (1 if top > room else 0)
        return place, min(self.tops[place], top - 1)
