"""What a verb changed: pages listen to topics, reload what they show, and keep their place by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, NewType, TypeVar

R_co = TypeVar("R_co", covariant=True)

Topic = NewType("Topic", str)
"""A kind of record, declared by the feature that owns it."""
BACK_ENTRIES = Topic("back_entries")
"""Marks of what was entered afterwards: whatever feature it belongs to."""


@dataclass(frozen=True, slots=True)
class Changes(Generic[R_co]):
    """The outcome of a verb: its result, and the ids it touched by topic."""

    result: R_co
    touched: Mapping[Topic, frozenset[int]]


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of journal event.

    `name` is entity and past participle ("visit.checked_in"); `version` rises when the payload's meaning changes.
    """

    name: str
    topic: Topic
    version: int = 1
