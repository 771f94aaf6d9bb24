"""What a feature puts into the search index."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.core.people import EVERYONE, Role


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One record as it is found."""

    kind: str
    id: int
    title: str
    subtitle: str = ""
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    audience: frozenset[Role] = EVERYONE
