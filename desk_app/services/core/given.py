"""Reading a fact that another desk told: each value in its range, or NotHeard. Names that nobody asks for are left out.

What a fact means is the feature's business (`sharing.py` there); here is only that an integer is one.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.sharing import Fact, NotHeard

MOST_TEXT = 500
_MOST_ID = (1 << 63) - 1
_LATEST_MS = 1 << 42  # the year 2109
E = TypeVar("E", bound=StrEnum)


class Given:
    """One fact, or a part of one. Every method raises NotHeard for a value that is missing or makes no sense."""

    def __init__(self, fact: Fact | Any) -> None:
        if not isinstance(fact, dict):
            raise NotHeard("no object")
        self._fact = fact

    def has(self, name: str) -> bool:
        """Whether anything is said under this name."""
        return self._fact.get(name) is not None

    def part(self, name: str) -> Given:
        """An object within it."""
        return Given(self._fact.get(name))

    def parts(self, name: str, most: int = 200) -> list[Given]:
        """A list of objects within it."""
        found = self._fact.get(name)
        if not isinstance(found, list) or len(found) > most:
            raise NotHeard(f"{name}: no list")
        return [Given(one) for one in found]

    def whole(self, name: str, most: int = _MOST_ID, least: int = 0) -> int:
        """An integer."""
        found = self._fact.get(name)
        if type(found) is not int or not least <= found <= most:
            raise NotHeard(f"{name}: no such number")
        return found

    def id(self, name: str) -> int:
        """An id."""
        return self.whole(name, least=1)

    def id_or_none(self, name: str) -> int | None:
        """An id, where there is one."""
        return self.id(name) if self.has(name) else None

    def flag(self, name: str) -> bool:
        """Yes or no."""
        found = self._fact.get(name)
        if type(found) is not bool:
            raise NotHeard(f"{name}: neither yes nor no")
        return found

    def flag_or_none(self, name: str) -> bool | None:
        """Yes, no, or nobody knows."""
        return self.flag(name) if self.has(name) else None

    def moment(self, name: str) -> datetime:
        """Milliseconds since 1970 in UTC."""
        return from_ms(self.whole(name, _LATEST_MS))

    def moment_or_none(self, name: str) -> datetime | None:
        """A moment, where there is one."""
        return self.moment(name) if self.has(name) else None

    def day(self, name: str) -> date:
        """A day as 2026-11-23."""
        try:
            return date.fromisoformat(self.text(name, 10))
        except ValueError:
            raise NotHeard(f"{name}: no day") from None

    def text(self, name: str, most: int = MOST_TEXT) -> str:
        """A text that a column can hold."""
        found = self._fact.get(name)
        if not isinstance(found, str) or len(found) > most or "\0" in found:
            raise NotHeard(f"{name}: no text")
        try:
            found.encode()
        except UnicodeEncodeError:
            raise NotHeard(f"{name}: no text") from None
        return found

    def one_of(self, name: str, kinds: type[E]) -> E:
        """A word of the program. A word that only a newer program knows is not heard: its fact has a newer version."""
        try:
            return kinds(self.text(name))
        except ValueError:
            raise NotHeard(f"{name}: no such word") from None


def short(text: str) -> str:
    """A text as a fact says it: never longer than the other desk takes."""
    return text[:MOST_TEXT].replace("\0", "")
