"""What the desks of one building tell each other, and how a feature takes part: it tells facts, and hears them.

A fact is a JSON object about one record, complete in itself: hearing it twice, late, or after a newer one leads to the
same as hearing it once, in order. So a feature tells how a record stands, not what happened to it, and tells of its own
deeds only (`Stamps` ids say whose record it is: `desk_of_id`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk_app.services.core.changes import Topic

if TYPE_CHECKING:
    from desk_app.services.journal.work import Read, Work

Fact = Mapping[str, Any]


class NotHeard(Exception):
    """A fact makes no sense, or its desk may not say it. It goes into quarantine; the others of its batch count."""


class LaterPerhaps(Exception):
    """A fact is about a record that is not here yet. It is kept and heard again with every round."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """One kind of fact."""

    name: str
    """Stands in the batches: it stays."""
    topics: frozenset[Topic]
    """A journal event of one of these topics has the record told."""
    tell: Callable[[Read, Collection[int]], Iterable[Fact]]
    """What the building's desks learn of these records (ids of events' `entity`); nothing for a record that is
    another desk's and on which nothing was done here."""
    hear: Callable[[Work, int, Fact], None]
    """Take in a fact of the desk of this number, in the transaction of its batch. Records an event for what it
    changes, and only then: a fact that says nothing new leaves no trace. Raises NotHeard or LaterPerhaps, and has
    changed nothing then."""
    version: int = 1
    urgent: bool = False
    """The other gates wait for it: it does not wait for the next round."""


def desk_of_id(record: int) -> int:
    """The number of the desk that gave out an id (`Stamps`): the desk whose record it is."""
    return record >> 8 & 0x3FFF
