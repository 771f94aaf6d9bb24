"""Questions of the card: who may be meant, whose a record or code is, and everything open with them."""

from __future__ import annotations

from desk_app.services.cards.faces import (
    face_with,
    faces_behind,
    make_face,
    meant,
    merged,
    open_with,
    person_of,
)
from desk_app.services.cards.records import Card, Face
from desk_app.services.codes.scanned import Scanned
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.which_pass import pass_in
from desk_app.services.core.errors import NotFound
from desk_app.services.core.feature import Named
from desk_app.services.core.matters import Party, Person
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.gate.judging import PassBooks
from desk_app.services.journal.work import Queries, Read, query

_MOST_LOOKED_AT = 12
"""So many of the likeliest are asked about: a letter more brings up the others."""
_MOST_PEOPLE = 12
_RECORDS_OF_ONE = 4
"""So many records of each kind say who somebody is, once the whole phone is known."""


class CardQueries(Queries):
    """Who is it, and what is open with them."""

    area = "cards"

    @query(allow=DESK)
    def faces(self, read: Read, text: str, limit: int = 12) -> list[Face]:
        """Who may be meant by a name, initials, digits of a phone, a unit or a number: one line a person, masked.

        Whoever has something open stands before those who have nothing, the likelier before the less likely.
        """
        found = [face_with(read, one.persons)[0] for one in meant(read, text)[:_MOST_LOOKED_AT]]
        return sorted(found, key=lambda face: not face.open)[:limit]

    @query(allow=DESK)
    def face_of(self, read: Read, kind: str, record: int) -> Face | None:
        """Whom a record is about; None for nobody."""
        return self._face_of(read, kind, record)

    @query(allow=DESK)
    def by_code(self, read: Read, raw: str) -> Face | None:
        """Whose a scanned or typed code is; None for one of which no record here says whose. No input raises."""
        scanned = read_scan(raw)
        for one in scanned.parts or (scanned,):
            named = self._named(read, one)
            face = self._face_of(read, named.kind, named.id) if named is not None else None
            if face is not None:
                return face
        return None

    @query(allow=DESK)
    def record_of(self, read: Read, raw: str) -> Named | None:
        """The record that a scanned or typed code belongs to, whether or not anybody is behind it; None for unknown."""
        scanned = read_scan(raw)
        found = (self._named(read, one) for one in scanned.parts or (scanned,))
        return next((named for named in found if named is not None), None)

    @query(allow=DESK)
    def card(self, read: Read, party: Party) -> Card:
        """Everything open with a person or company. Raises NotFound for one of whom nothing is on record."""
        person = self._person(read, party)
        matters = open_with(read, party)
        people = faces_behind(read, matters, _MOST_PEOPLE) if party.tenant is not None else ()
        return Card(make_face(person, party, matters), person.phone, tuple(matters), people)

    def _face_of(self, read: Read, kind: str, record: int) -> Face | None:
        person = person_of(read, kind, record)
        return face_with(read, [person])[0] if person is not None else None

    def _named(self, read: Read, scanned: Scanned) -> Named | None:
        """The record that a code belongs to."""
        pass_id = pass_in(scanned.text)
        if pass_id is not None:
            record = PassBooks(self.bench, read.session).record_of(pass_id)
            return Named(record.kind, record.id) if record is not None else None
        ask = self.bench.codes.get(scanned.number.kind) if scanned.number is not None else None
        return ask(read, scanned.text) if ask is not None else None

    def _person(self, read: Read, party: Party) -> Person:
        """Who a party is, by the records that know it."""
        found: list[Person] = []
        if party.phone:
            for one in meant(read, party.phone, _RECORDS_OF_ONE):
                found += [person for person in one.persons if person.phone == party.phone]
        known = (("visit", party.visit), ("tenant", party.tenant), ("colleague", party.colleague))
        for kind, record in known:
            person = person_of(read, kind, record) if record is not None else None
            found += [person] if person is not None else []
        if not found:
            raise NotFound(N_("Nothing is on record about this person any more."))
        return merged(found)
