"""Which people and companies are meant by what was typed: hits of every kind, put together by person.

Knows no feature: a hit's kind says whom to ask, in `Feature.people`. Nothing here is for people to read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from desk_app.services.cards.records import Face
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.people import role_bits
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.journal.work import Read
from desk_app.services.search.index import find
from desk_app.services.search.packing import pack, values_of
from desk_app.services.search.query import Query, parse
from desk_app.services.search.records import Field, Hit, SearchEntry

PARTS = (Part.OWES, Part.HOLDS, Part.EXPECTS, Part.NOTED)
"""The headings of a card in their order."""
_HITS_A_KIND = 16
_MOST_VISITS = 5
"""Of one name without a phone: so many visits are looked at for something open."""


@dataclass
class Meant:
    """One person or company, and what speaks for it; `persons` as its records know it: the directory knows best."""

    persons: list[Person] = field(default_factory=list)
    own: bool = False
    """What was typed fits them, not only a number or plate on one of their records."""
    where: int = len(Field)
    newest: int = 0

    def add(self, person: Person, own: bool, hit: Hit) -> None:
        """One more record of theirs."""
        self.persons.append(person)
        self.own = self.own or own
        self.where = min(self.where, list(Field).index(hit.field))
        self.newest = max(self.newest, hit.id)

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        """The smaller, the likelier."""
        return (not self.own, self.where, not is_company(self.persons[0]), -self.newest)


def people_of(read: Read, kind: str, records: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Whom records of a kind are about: those who can be asked about, the one who answers for the record first."""
    ask = read.bench.people.get(kind)
    found = ask(read, records) if ask is not None and records else {}
    return {record: [one for one in people if _key(one) is not None] for record, people in found.items()}


def person_of(read: Read, kind: str, record: int) -> Person | None:
    """Whom a record is about; None for nobody, or nobody who could be asked about."""
    return next(iter(people_of(read, kind, [record]).get(record, ())), None)


def meant(read: Read, text: str, most: int = _HITS_A_KIND) -> list[Meant]:
    """Everybody who may be meant, the likeliest first, each once; of each kind the `most` newest records are asked."""
    query = parse(text)
    if query is None:
        return []
    found: dict[Hashable, Meant] = {}
    for kind in read.bench.people:
        hits = _hits(read, text, kind, most)
        people = read.bench.people[kind](read, [hit.id for hit in hits]) if hits else {}
        for hit in hits:
            for person, own in _named(query, people.get(hit.id, ()), hit):
                found.setdefault(_key(person), Meant()).add(person, own, hit)
    return sorted(found.values(), key=lambda one: one.rank)


def _hits(read: Read, text: str, kind: str, most: int) -> list[Hit]:
    """Kind by kind: the many visits to a company must not crowd out the company."""
    connection, role = read.session.connection(), role_bits(read.by.role)
    return find(connection, text, role=role, kinds={kind}, limit=most, fold=False, rare=True)


def _named(query: Query, people: Sequence[Person], hit: Hit) -> list[tuple[Person, bool]]:
    """Who of a record's people is meant, and whether it is they who were typed, not a number of the record.

    Whoever goes along with somebody and left neither phone nor visit is asked about through the one who answers.
    """
    if not people:
        return []
    fitting = [one for one in people if _fits(query, one)]
    if not fitting and hit.field in (Field.PHONE, Field.NUMBER):
        return [(people[0], False)] if _key(people[0]) is not None else []
    known = [one if _key(one) is not None else people[0] for one in fitting]
    return [(one, True) for one in known if _key(one) is not None]


def _fits(query: Query, person: Person) -> bool:
    """Whether it is them who was typed, not whom they came to see."""
    entry = SearchEntry(
        kind="",
        id=0,
        title="",
        subtitle="",
        audience=0,
        names=(person.name, person.company),
        phones=(person.phone,),
        numbers=(person.unit,),
    )
    return query.matches(pack(values_of(entry), ""))


def is_company(person: Person) -> bool:
    """Nobody is named, or nobody who could be told apart from the company."""
    return not person.phone and person.visit is None and person.colleague is None


def _key(person: Person) -> Hashable:
    """What two records of one person have in common; None when nothing can be asked about them."""
    if person.phone:
        return person.phone
    if person.colleague is not None:
        return ("colleague", person.colleague)
    if person.visit is not None:
        return (person.name, person.company)
    return person.tenant


def face_with(read: Read, persons: Sequence[Person]) -> tuple[Face, list[Matter]]:
    """One person as several records know them, and what is open with them."""
    one = merged(persons)
    alone = not (one.phone or one.colleague)
    visits = dict.fromkeys(each.visit for each in persons if alone)
    parties = (
        [Party(visit=visit) for visit in list(visits)[:_MOST_VISITS]] if len(visits) > 1 else [one.party]
    )
    party, matters = max(((each, open_with(read, each)) for each in parties), key=lambda pair: len(pair[1]))
    return make_face(one, party, matters), matters


def merged(persons: Sequence[Person]) -> Person:
    """One person out of what several records know: what the first does not say, the next one says."""

    def first(name: str) -> Any:
        return next((value for one in persons if (value := getattr(one, name))), getattr(persons[0], name))

    return Person(**{one.name: first(one.name) for one in fields(Person)})


def make_face(person: Person, party: Party, matters: Sequence[Matter]) -> Face:
    """The line that stands for somebody."""
    company = is_company(person)
    parts = (person.unit,) if company else (person.company, person.unit)
    return Face(
        party,
        person.company if company else person.name or mask_phone(person.phone),
        " · ".join(part for part in parts if part),
        mask_phone(person.phone) if person.phone else "",
        company,
        len(matters),
        any(matter.barred for matter in matters),
        person.tenant,
    )


def open_with(read: Read, party: Party) -> list[Matter]:
    """What every feature knows to be open, by heading; under each the owed first, each feature's together."""
    found = [matter for ask in read.bench.matters for matter in ask(read, party)]
    return sorted(found, key=lambda matter: (PARTS.index(matter.part), not matter.owed))


def faces_behind(read: Read, matters: Iterable[Matter], most: int) -> tuple[Face, ...]:
    """The people whom these matters are about, each once; companies are left out."""
    found: dict[Hashable, Person] = {}
    records: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for matter in matters:
        records[matter.kind][matter.record] = None
    for kind, some in records.items():
        people = people_of(read, kind, some)
        for person in (one for record in some for one in people.get(record, ())):
            if not is_company(person):
                found.setdefault(_key(person), person)
    return tuple(face_with(read, [person])[0] for person in list(found.values())[:most])
