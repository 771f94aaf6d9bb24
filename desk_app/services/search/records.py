"""What goes into the index and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Where a word was found, in the order in which it is looked for."""

    NAME = "name"
    PHONE = "phone"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One record as it can be found. Everything here is kept in the database in plain text."""

    kind: str
    """The record's kind, such as `visit`: says which page opens it."""
    id: int
    """The record's 63-bit id, unique over all kinds and rising with time."""
    title: str
    subtitle: str
    audience: int
    """The roles that may see it, one bit each."""
    names: tuple[str, ...] = ()
    """People and companies: found by any part, by pinyin and by initials."""
    phones: tuple[str, ...] = ()
    """Found by their beginning and by any four digits or more."""
    numbers: tuple[str, ...] = ()
    """Numbers the desk gave out, units, plates, tags: found from the start of any of their parts."""
    words: tuple[str, ...] = ()
    """Anything else: Chinese by any part, Latin words by their beginning."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer. Equal-looking older records stand behind the newest one."""

    kind: str
    id: int
    title: str
    subtitle: str
    field: Field
    """Where the first word that was typed was found."""
    older: int = 0
    """How many older records of this kind look the same, as far as the search looked."""
