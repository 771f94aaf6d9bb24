"""How a feature announces itself: one FEATURE per folder of services. Nobody knows features by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from desk_app.services.core.changes import Changes, EventKind, Topic
from desk_app.services.core.settings import Setting
from desk_app.services.core.words import Message

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk_app.services.codes.ledger import PassBook
    from desk_app.services.core.counting import Countable
    from desk_app.services.core.figures import Period, Section
    from desk_app.services.core.master import MasterTable
    from desk_app.services.core.matters import Matter, Party, Person
    from desk_app.services.core.paper_forms import PaperForm
    from desk_app.services.core.pending import Pending
    from desk_app.services.core.personal import Identity, PersonalRecord
    from desk_app.services.core.sharing import Sharing
    from desk_app.services.journal.work import Bench, Queries, Read, Service, Work
    from desk_app.services.printing.desk_paper import Paper
    from desk_app.services.printing.kinds import DocumentKind
    from desk_app.services.printing.model import Document
    from desk_app.services.retention.kept import Retained
    from desk_app.services.search.records import SearchEntry


PeopleOf: TypeAlias = "Callable[[Read, Collection[int]], Mapping[int, Sequence[Person]]]"
"""Whom each of these records is about, the first the one who answers for it; left out: nobody, or one that is gone."""


class Named(NamedTuple):
    """A record, as search hits name it."""

    kind: str
    id: int


@dataclass(frozen=True)
class Feature:
    """One feature: its verbs, questions, events, settings, search entries and share of the demo building."""

    id: str
    title: Message
    services: tuple[type[Service], ...] = ()
    queries: tuple[type[Queries], ...] = ()
    events: tuple[EventKind, ...] = ()
    settings: tuple[Setting[Any], ...] = ()
    search: Mapping[Topic, Callable[[Session, Collection[int]], Iterable[SearchEntry]]] = field(
        default_factory=dict
    )
    """Per topic: how rows look in the search index. Rows not returned leave the index."""
    demo: Callable[..., None] | None = None
    """`demo(pen, day)` writes one day of its part of the demo building; see `services.demo`."""
    documents: tuple[DocumentKind, ...] = ()
    """The kinds of paper it prints: each gets its line in the print settings."""
    rounds: tuple[Callable[[Bench], Changes[object] | None], ...] = ()
    """What happens by itself: each is asked once a minute and gives what it changed, or None when nothing was due."""
    slow_rounds: tuple[Callable[[Bench], Changes[object] | None], ...] = ()
    """As `rounds`, but such as may take seconds: the desk's own verbs do not wait for them."""
    pass_book: Callable[[Bench, Session], PassBook] | None = None
    """What it knows about the passes it gives out: made for one transaction of the gate."""
    matters: Callable[[Read, Party], Iterable[Matter]] | None = None
    """What a company or person holds, expects or owes here: exit clearance and the person's card ask every feature."""
    people: Mapping[str, PeopleOf] = field(default_factory=dict)
    """By kind of record, as search hits say it: whom records are about."""
    codes: Mapping[int, Callable[[Read, str], Named | None]] = field(default_factory=dict)
    """By first digit (`codes.short_number.Kind`): the record that a short number belongs to."""
    report: Callable[[Read, Period], Section] | None = None
    """What a day, a month or a year comes to here: its section of the report."""
    counted: Callable[[Read], Iterable[Countable]] | None = None
    """What is counted when a shift is handed over, with what the records expect."""
    pending: Callable[[Read], Iterable[Pending]] | None = None
    """What waits for the supervisor's decision, the most urgent first."""
    decisions: tuple[str, ...] = ()
    """Actions of the audit log that decide something, such as "mail_pieces.approve_return": they count as decided
    where the verb noted that a reason is on record (`Work.note(reasoned=True)`)."""
    kit: Callable[[Read, Paper], Iterable[Document]] | None = None
    """Its lists for the blackout kit, as papers of A4: what the desk must know when the power is gone."""
    paper_forms: tuple[PaperForm, ...] = ()
    """What is written by hand while the power is gone, and typed in afterwards."""
    personal: Callable[[Read | Work, Identity], Iterable[PersonalRecord]] | None = None
    """Every record of its own about one person: what they are given a copy of, and what is erased when they ask."""
    looks: tuple[str, ...] = ()
    """Actions of its own that show, give away or erase what is otherwise masked: the view of who looked lists them."""
    retention: tuple[Retained, ...] = ()
    """What it knows about people, and how long that is kept."""
    shared: tuple[Sharing, ...] = ()
    """What the building's other desks learn of its records, and how it takes in what they tell."""
    master: tuple[MasterTable, ...] = ()
    """Its tables that are head office's to say: a desk's own changes of them are proposals."""
    order: int = 50
    """Where it stands in lists and in the demo: a feature comes after those whose records it uses."""


def topics_of(features: Iterable[Feature]) -> dict[str, Topic]:
    """Name of an event kind → the topic it belongs to, over all features."""
    return {kind.name: kind.topic for feature in features for kind in feature.events}
