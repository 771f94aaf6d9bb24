"""Master data: what head office keeps for a building, and which of it a desk only proposes.

A feature announces the tables (`Feature.master`). Their rows come down whole and signed; what a desk changes itself
counts here at once and is a proposal until head office has decided. Not here: how it travels (`services.sync.master`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desk_app.services.core.changes import EventKind, Topic
from desk_app.services.core.words import Message

Plain = int | str | None
"""A value as the database keeps it: moments in milliseconds, days as text, yes and no as 1 and 0."""
Columns = Mapping[str, Plain]


def as_said(_here: Columns | None, said: Columns, undecided: bool) -> Columns:
    """What becomes of a row: as head office says; while it has not decided on this desk's change, as it is here."""
    return _here if undecided and _here is not None else said


@dataclass(frozen=True, eq=False)
class MasterTable:
    """A table whose rows are head office's to say."""

    table: str
    topic: Topic
    """Under this topic a row that came from head office changes: lists are read again, the search index follows."""
    title: Message
    """One of its rows, as proposals name it."""
    names: tuple[str, ...]
    """The columns by which people know a row."""
    own: Mapping[str, Plain] = field(default_factory=dict)
    """Columns that are each PC's own, with the value a row begins with here: they never travel."""
    retired: Columns | None = None
    """What a row says that head office does not want (any more): records point at it. None: it is deleted."""
    becomes: Callable[[Columns | None, Columns, bool], Columns] = as_said
    """(here, said, undecided) → the row. For tables where something always wins."""

    values: Mapping[str, Mapping[Any, Message]] = field(default_factory=dict)
    """Columns whose values are names of ours, and what people call them."""

    @property
    def event(self) -> EventKind:
        """A row of it came from head office."""
        return EventKind(f"master.{self.table}", self.topic)
