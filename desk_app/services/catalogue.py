"""Finds every feature by looking: a new folder with a FEATURE is all it takes."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any, Protocol, TypeVar, cast, runtime_checkable

from sqlalchemy.orm import Session

import desk_app.services as home
from desk_app.services.codes.ledger import PassBook
from desk_app.services.core.changes import Topic
from desk_app.services.core.feature import Feature, Named, PeopleOf
from desk_app.services.core.figures import Period, Section
from desk_app.services.core.matters import Matter, Party
from desk_app.services.core.people import Actor
from desk_app.services.core.settings import Setting
from desk_app.services.journal.work import Bench, Indexer, Queries, Read, Service
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.search.index import put, remove
from desk_app.services.search.records import SearchEntry

X = TypeVar("X", bound=Service | Queries)


@runtime_checkable
class Naming(Protocol):
    """Questions that know what records of theirs are called."""

    def numbers(self, by: Actor, ids: Collection[int], /) -> dict[int, str]:
        """Numbers or names by id; what is not theirs is left out."""
        ...


@cache
def features() -> tuple[Feature, ...]:
    """Every feature of the program, in its order. Raises RuntimeError for two of one id."""
    found: dict[str, Feature] = {}
    for module in pkgutil.iter_modules(home.__path__, f"{home.__name__}."):
        feature = getattr(importlib.import_module(module.name), "FEATURE", None) if module.ispkg else None
        if isinstance(feature, Feature) and found.setdefault(feature.id, feature) is not feature:
            raise RuntimeError(f"two features are called {feature.id}")
    return tuple(sorted(found.values(), key=lambda one: (one.order, one.id)))


def load_tables() -> None:
    """Import the tables of every package: the metadata is whole afterwards."""
    for module in pkgutil.walk_packages(home.__path__, f"{home.__name__}."):
        if module.name.endswith(".tables"):
            importlib.import_module(module.name)


def declared_settings() -> tuple[Setting[Any], ...]:
    """Every setting that any feature declares."""
    return tuple(setting for feature in features() for setting in feature.settings)


def document_kinds() -> tuple[DocumentKind, ...]:
    """Every kind of paper that any feature prints, in the order of the features."""
    return tuple(kind for feature in features() for kind in feature.documents)


def pass_books() -> tuple[Callable[[Bench, Session], PassBook], ...]:
    """What each feature knows about passes, in the order of the features."""
    return tuple(feature.pass_book for feature in features() if feature.pass_book is not None)


def matters() -> tuple[Callable[[Read, Party], Iterable[Matter]], ...]:
    """What each feature knows to be open, in the order of the features."""
    return tuple(feature.matters for feature in features() if feature.matters is not None)


def people() -> Mapping[str, PeopleOf]:
    """Whom records of each kind are about."""
    return {kind: ask for feature in features() for kind, ask in feature.people.items()}


def topics() -> frozenset[Topic]:
    """Every topic under which anything changes: who shows what all features know is stale with each."""
    return frozenset(kind.topic for feature in features() for kind in feature.events)


def codes() -> Mapping[int, Callable[[Read, str], Named | None]]:
    """The record that a short number of each kind belongs to."""
    return {kind: ask for feature in features() for kind, ask in feature.codes.items()}


def reports() -> tuple[Callable[[Read, Period], Section], ...]:
    """What each feature has to tell of a period, in the order of the features."""
    return tuple(feature.report for feature in features() if feature.report is not None)


def indexers() -> Mapping[Topic, Indexer]:
    """How each topic keeps the search index up to date."""
    return {topic: _indexer(entries) for feature in features() for topic, entries in feature.search.items()}


def _indexer(entries: Callable[[Session, Collection[int]], Iterable[SearchEntry]]) -> Indexer:
    def index(session: Session, ids: Collection[int]) -> None:
        connection = session.connection()
        found = list(entries(session, ids))
        remove(connection, set(ids) - {entry.id for entry in found})
        put(connection, found)

    return index


class Services:
    """Every service and every set of questions of one desk, by class. Fixed once made."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._made: dict[type, Service | Queries] = {}
        for feature in features():
            for kind in feature.services + feature.queries:
                self._made[kind] = kind(bench)

    def get(self, kind: type[X]) -> X:
        """The one of this class. Raises KeyError for a class no feature announces."""
        return cast(X, self._made[kind])

    def names_of(self, by: Actor, ids: Collection[int]) -> dict[int, str]:
        """What records are called, whichever feature's they are: every feature that has `numbers` is asked."""
        found: dict[int, str] = {}
        for one in self._made.values():
            if isinstance(one, Naming):
                found.update(one.numbers(by, ids))
        return found

    def all(self) -> Iterable[Service | Queries]:
        """All of them."""
        return self._made.values()
