"""Collects what is wrong with what was typed, field by field, so that a form tells everything in one go.

For every feature's checks; what one feature alone asks for (times, items) stays in its own `typed.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.money import parse_money
from desk_app.services.core.text.clean import clean_line, clean_lines
from desk_app.services.core.words import N_, Message

LEAST_WORDS = 2
"""A reason of one character is none."""
SAY_WHY = N_("Write the reason: it stands on record.")
T = TypeVar("T")


class Problems:
    """The first problem at a field stays."""

    def __init__(self) -> None:
        self.found: dict[str, DeskError] = {}

    def say(self, at: str, text: Message, /, **values: object) -> None:
        """Note a problem."""
        self.found.setdefault(at, UserError(text, **values))

    def take(self, at: str, check: Callable[[str], T], typed: str, otherwise: T) -> T:
        """The checked value, or `otherwise` with the problem noted."""
        try:
            return check(typed)
        except UserError as problem:
            self.found.setdefault(at, problem)
            return otherwise

    def line(self, at: str, typed: str, most: int) -> str:
        """Free text, cleaned."""
        return self.take(at, lambda one: clean_line(one, most), typed, typed)

    def lines(self, at: str, typed: str, most: int) -> str:
        """Free text of several lines, cleaned."""
        return self.take(at, lambda one: clean_lines(one, most), typed, typed)

    def words(self, at: str, typed: str, most: int, missing: Message = SAY_WHY) -> str:
        """A remark or reason that must be there."""
        said = self.line(at, typed, most)
        if len(said) < LEAST_WORDS:
            self.say(at, missing)
        return said

    def money(self, at: str, typed: str) -> int:
        """An amount in fen; nothing typed is 0."""
        return self.take(at, parse_money, typed, 0)

    def number(self, at: str, n: int, least: int, most: int) -> None:
        """A whole number within bounds."""
        if not least <= n <= most:
            self.say(at, N_("This must be a number from {least} to {most}."), least=least, most=most)

    def done(self) -> None:
        """Raise InvalidInput if anything was found."""
        if self.found:
            raise InvalidInput(self.found)
