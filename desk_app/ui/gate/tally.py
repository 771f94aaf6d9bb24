"""How many of each line leave, or come back: what the guard's keys and fingers do to it. Pure.

All is preset. A run of digits is a quantity as long as it can be one; six in a row are the number of another pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from desk_app.services.passes.records import AtGate, ExitLine

RUN_S = 2.5
"""Digits within this many seconds of each other belong together."""
NO_QUANTITY = 6
"""So many digits are no quantity: a pass has at most 65,535 pieces."""


class Way(Enum):
    """Where the goods go."""

    OUT = auto()
    BACK = auto()
    LOOK = auto()
    """Nowhere: the lines are shown, nothing can be changed."""


class Tally:
    """The lines that matter for one way, with a count for each. `fixed`: as a whole only."""

    def __init__(self, goods: AtGate, way: Way, shown: Mapping[int, int] | None = None) -> None:
        """`shown`: only these lines and quantities, to look at what was done."""
        self.way = way
        self.fixed = way is Way.LOOK or (way is Way.OUT and not goods.complete)
        self.lines: tuple[ExitLine, ...] = tuple(
            line
            for line in goods.lines
            if (line.position in shown if shown is not None else way is Way.LOOK or _most(line, way) > 0)
        )
        self.most: dict[int, int] = {
            line.position: _most(line, way) if shown is None else shown[line.position] for line in self.lines
        }
        self.counts: dict[int, int] = dict(self.most)
        self.more = 0 if goods.complete else max(0, goods.pieces - sum(line.quantity for line in goods.lines))
        """Pieces of lines that are not known here."""
        self._run, self._run_line, self._run_at, self._before = "", -1, 0.0, 0

    @property
    def total(self) -> int:
        """Pieces chosen."""
        return sum(self.counts.values()) + self.more

    @property
    def whole(self) -> int:
        """Pieces there are."""
        return sum(self.most.values()) + self.more

    @property
    def changed(self) -> bool:
        """Whether it is less than everything."""
        return self.counts != self.most

    @property
    def quantities(self) -> Mapping[int, int] | None:
        """By position, without the lines that stay; None for everything."""
        return {place: count for place, count in self.counts.items() if count} if self.changed else None

    def take_over(self, other: Tally) -> None:
        """The same pass was scanned again: keep what was counted, as far as it is still there."""
        if not self.fixed and other.way is self.way:
            kept = {place: min(count, self.most[place]) for place, count in other.counts.items() if place in self.most}
            self.counts |= kept

    def put(self, position: int, count: int) -> bool:
        """Set a line, within what there is. False when it had to be cut."""
        if self.fixed or position not in self.most:
            return False
        self._run = ""
        return self._put(position, count)

    def add(self, position: int, step: int) -> bool:
        """One more, one less. False at either end."""
        return self.put(position, self.counts.get(position, 0) + step)

    def put_all(self, everything: bool) -> None:
        """All of all lines, or nothing of any."""
        self._run = ""
        if not self.fixed:
            self.counts = dict(self.most) if everything else dict.fromkeys(self.most, 0)

    def digit(self, position: int, digit: str, now: float) -> str:
        """A digit was typed at a line; `now` in seconds.

        Returns "" for a quantity, "cut" for more than there is, or the digits that are another pass's number: then the
        line is as it was before the first of them.
        """
        if self._run_line != position or now - self._run_at > RUN_S or not self._run:
            self._run, self._before = "", self.counts.get(position, 0)
        self._run, self._run_line, self._run_at = self._run + digit, position, now
        if len(self._run) >= NO_QUANTITY:
            run, self._run = self._run, ""
            if not self.fixed:
                self.counts[position] = self._before
            return run
        if self.fixed:
            return ""
        return "" if self._put(position, int(self._run)) else "cut"

    def shorter(self, position: int) -> None:
        """The last digit was a slip."""
        if not self.fixed:
            self._put(position, self.counts.get(position, 0) // 10)
            self._run = str(self.counts[position]) if self.counts[position] else ""
            self._run_line = position

    def _put(self, position: int, count: int) -> bool:
        most = self.most[position]
        self.counts[position] = max(0, min(most, count))
        return 0 <= count <= most


def _most(line: ExitLine, way: Way) -> int:
    return {Way.BACK: line.out, Way.OUT: line.left, Way.LOOK: line.quantity}[way]
