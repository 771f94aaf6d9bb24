"""Collects what is wrong with what was typed, field by field, so that a form tells everything in one go.

For every feature's checks; what one feature alone asks for (times, documents) stays in its own `typed.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.money import parse_money
from desk_app.services.core.text.clean import clean_line, clean_lines
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.phones import phone_line
from desk_app.services.core.words import N_, Message

LEAST_WORDS, MOST_REASON = 2, 200
"""A reason of one character is none."""
SAY_WHY = N_("Write the reason: it stands on record.")
S = TypeVar("S")
T = TypeVar("T")


class Problems:
    """The first problem at a field stays."""

    def __init__(self) -> None:
        self.found: dict[str, DeskError] = {}

    def say(self, at: str, text: Message, /, **values: object) -> None:
        """Note a problem."""
        self.found.setdefault(at, UserError(text, **values))

    def take(self, at: str, check: Callable[[S], T], typed: S, otherwise: T) -> T:
        """The checked value, or `otherwise` with the problem noted."""
        try:
            return check(typed)
        except UserError as problem:
            self.found.setdefault(at, problem)
            return otherwise

    def checked(self, at: str, check: Callable[[str], str], typed: str) -> str:
        """The checked text, or the typed one with its problem noted."""
        return self.take(at, check, typed, typed)

    def if_typed(
        self, at: str, check: Callable[[str], str], typed: str, missing: Message | None = None
    ) -> str:
        """As `checked`; nothing typed is "", with `missing` that is a problem."""
        if typed.strip():
            return self.checked(at, check, typed)
        if missing is not None:
            self.say(at, missing)
        return ""

    def line(self, at: str, typed: str, most: int) -> str:
        """Free text, cleaned."""
        return self.checked(at, lambda one: clean_line(one, most), typed)

    def lines(self, at: str, typed: str, most: int, missing: Message | None = None) -> str:
        """Free text of several lines, cleaned; with `missing` there must be some."""
        return self._said(at, self.checked(at, lambda one: clean_lines(one, most), typed), missing)

    def words(self, at: str, typed: str, most: int, missing: Message = SAY_WHY) -> str:
        """A remark or reason that must be there."""
        return self._said(at, self.line(at, typed, most), missing)

    def _said(self, at: str, said: str, missing: Message | None) -> str:
        if missing is not None and len(said) < LEAST_WORDS:
            self.say(at, missing)
        return said

    def phone(self, at: str, typed: str, missing: Message | None = None) -> str:
        """A phone number, if one was typed; with `missing` there must be one."""
        return self.if_typed(at, phone_line, typed, missing)

    def name(self, at: str, typed: str, missing: Message | None = None) -> str:
        """A person's full name, if one was typed; with `missing` there must be one."""
        return self.if_typed(at, parse_person_name, typed, missing)

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


def checked_words(at: str, typed: str, most: int, missing: Message = SAY_WHY) -> str:
    """A remark or reason alone, which must be there. Raises InvalidInput (`at`)."""
    problems = Problems()
    said = problems.words(at, typed, most, missing)
    problems.done()
    return said


def checked_lines(at: str, typed: str, most: int, missing: Message | None = None) -> str:
    """Free text of several lines alone; with `missing` there must be some. Raises InvalidInput (`at`)."""
    problems = Problems()
    said = problems.lines(at, typed, most, missing)
    problems.done()
    return said


def shortened_reason(typed: str) -> str:
    """A reason in one line, cut where it is too long to be kept. Raises InvalidInput ("reason") for none."""
    said = " ".join(typed.split())
    if len(said) < LEAST_WORDS:
        raise InvalidInput({"reason": UserError(SAY_WHY)})
    return said[:MOST_REASON]
