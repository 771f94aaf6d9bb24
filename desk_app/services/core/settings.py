"""Settings are declared once, by the feature that reads them; the dialog, the checks and the manual derive from it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar, cast

from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_, Message

T = TypeVar("T", bool, int, str, time, tuple[str, ...])

_COMMAS = re.compile(r"[,，、;；\n]")


def split_places(text: str) -> tuple[str, ...]:
    """The words of a text with commas between, each at its place: an empty place counts, but not at the end."""
    return tuple(part.strip() for part in _COMMAS.split(text.rstrip(" ,，、;；\n")))


class Scope(StrEnum):
    """Whose setting it is."""

    LOCAL = "local"
    """This PC's: language, theme, printer."""
    SHARED = "shared"
    """The building's: comes from head office where there is one."""


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting: key, default, what it is called and what it does."""

    key: str
    default: T
    label: Message
    help: Message
    scope: Scope = Scope.SHARED
    least: int | None = None
    most: int | None = None
    choices: Mapping[str, Message] | None = None
    places: int = 0
    """A text is so many words with commas between, and the place of a word means something; 0: it is one text."""
    reads: Callable[[T], object] | None = None
    """Whoever reads the value; raises UserError for one that cannot be read, so that it is not saved."""

    def check(self, value: T) -> T:
        """Return `value` if it is allowed. Raises UserError with what is."""
        wrong_type = type(value) is not type(self.default)
        if wrong_type or (isinstance(value, int) and not self._in_range(value)):
            raise UserError(
                N_("“{label}” takes {least} to {most}."), label=self.label, least=self.least, most=self.most
            )
        if self.places and isinstance(value, str) and len(split_places(value)) > self.places:
            raise UserError(N_("“{label}” takes {n} at most."), label=self.label, n=self.places)
        if self.reads is not None:
            self.reads(value)
        picked = value if isinstance(value, tuple) else (value,)
        if self.choices is not None and not all(one in self.choices for one in picked):
            raise UserError(N_("“{label}” takes only the values that are offered."), label=self.label)
        return value

    def _in_range(self, value: int) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def to_json(self, value: T) -> object:
        """The value as JSON keeps it."""
        if isinstance(value, time):
            return value.isoformat("minutes")
        return list(value) if isinstance(value, tuple) else value

    def from_json(self, raw: object) -> T:
        """The value from JSON; anything that does not fit gives the default: a hand-edited file stops no desk."""
        try:
            if isinstance(self.default, time):
                return time.fromisoformat(str(raw))
            if isinstance(self.default, tuple):
                return self.check(cast(T, tuple(str(one) for one in cast(list[object], raw))))
            return self.check(cast(T, raw))
        except (UserError, ValueError, TypeError):
            return self.default


class LocalSettings:
    """This PC's settings, in a JSON file of the data folder. Needed before the database is open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = self._read()

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def get(self, setting: Setting[T]) -> T:
        """The value, or the default."""
        return (
            setting.from_json(self._values[setting.key]) if setting.key in self._values else setting.default
        )

    def put(self, setting: Setting[T], value: T) -> None:
        """Keep the value. The file is replaced whole, so a power cut leaves the old or the new one.

        Raises StorageTrouble when the disk does not take it.
        """
        self._values[setting.key] = setting.to_json(setting.check(value))
        draft = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("w", encoding="utf-8") as file:
                json.dump(self._values, file, ensure_ascii=False, indent=1, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as trouble:
            raise StorageTrouble(
                N_("The setting could not be saved: {reason}. It holds until the program closes."),
                reason=reason_of(trouble),
            ) from trouble
