"""Who may be meant: visitors who are inside, tenants' contacts, earlier borrowers; by four digits also whoever
ever came or is announced. One line for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import func, select

from desk_app.services.core.matters import Person
from desk_app.services.core.people import role_bits
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.directory.reading import contact_people
from desk_app.services.journal.work import Read
from desk_app.services.loans.asking import OUT
from desk_app.services.loans.mapping import chunks
from desk_app.services.loans.records import Borrower, Source
from desk_app.services.loans.rules import TAIL, own_number, tail_of
from desk_app.services.loans.suspensions import suspended_among
from desk_app.services.loans.tables import LoanLineRow, LoanRow
from desk_app.services.loans.terms import LOAN_KIND, LineState
from desk_app.services.search.index import find
from desk_app.services.search.records import Field
from desk_app.services.visitors.queries import View, VisitorQueries
from desk_app.services.visitors.searching import EXPECTED_KIND
from desk_app.services.visitors.searching import KIND as VISIT_KIND

CONTACT_KIND = "contact"
_LOOKED_AT = 60
"""So many records of each kind are looked at for one answer."""
_CAME = 200
"""So many visits are looked at for four digits: most have them in the middle of a number."""
Meant = tuple[Source, Person]


def meant(read: Read, text: str, limit: int) -> list[Borrower]:
    """By name, pinyin initials or digits of a phone."""
    if not text.strip():
        return []
    return _borrowers(read, _by_text(read, text), limit)


def with_tail(read: Read, typed: str, limit: int) -> list[Borrower]:
    """By the last four digits of the phone; nobody for anything but four digits."""
    tail = half_width(typed).strip()
    if len(tail) != TAIL or not (tail.isascii() and tail.isdigit()):
        return []
    return _borrowers(read, _by_tail(read, tail), limit)


def _by_text(read: Read, text: str) -> Iterator[Meant]:
    visits = set(_hits(read, text, VISIT_KIND))
    yield from _visitors(read, lambda one, _: one in visits)
    yield from _contacts(read, _hits(read, text, CONTACT_KIND))
    yield from _earlier(read, _hits(read, text, LOAN_KIND))


def _by_tail(read: Read, tail: str) -> Iterator[Meant]:
    yield from _visitors(read, lambda _, phone: tail_of(phone) == tail)
    found = _contacts(read, _hits(read, tail, CONTACT_KIND))
    yield from (one for one in found if tail_of(one[1].phone) == tail)
    ids = select(LoanRow.id).where(LoanRow.tail == tail).order_by(LoanRow.id.desc()).limit(_LOOKED_AT)
    yield from _earlier(read, read.session.scalars(ids).all())
    yield from _came(read, tail)


def _came(read: Read, tail: str) -> Iterator[Meant]:
    """Whoever came before or is announced, the latest first: a queue must not be lent to in a namesake's place.

    Somebody who comes each week is one hit of many, so that they hide nobody.
    """
    found = find(
        read.session.connection(),
        tail,
        role=role_bits(read.by.role),
        kinds={VISIT_KIND, EXPECTED_KIND},
        limit=_CAME,
    )
    for kind in (VISIT_KIND, EXPECTED_KIND):
        ids = [hit.id for hit in found if hit.kind == kind and hit.field is Field.PHONE]
        people = read.bench.people[kind](read, ids) if ids else {}
        for person in (one for record in ids for one in people.get(record, ())):
            if tail_of(person.phone) == tail:
                yield Source.EARLIER, replace(person, visit=None)


def _hits(read: Read, text: str, kind: str) -> list[int]:
    """Records of people who may be meant, newest first: found by name or phone, not by a number of the desk's."""
    found = find(
        read.session.connection(),
        text,
        role=role_bits(read.by.role),
        kinds={kind},
        limit=_LOOKED_AT,
        fold=False,
    )
    return [hit.id for hit in found if hit.field in (Field.NAME, Field.PHONE)]


def _visitors(read: Read, fits: Callable[[int, str], bool]) -> Iterator[Meant]:
    """Whoever is inside now, the latest first. Their company is their own, not the one they visit."""
    for visit in VisitorQueries(read.bench).visits(read.by, read.today, View.INSIDE):
        if fits(visit.id, visit.phone):
            yield (
                Source.VISIT,
                Person(visit.name, visit.phone, visit.company, visit.host.unit, None, visit.id),
            )


def _contacts(read: Read, ids: Sequence[int]) -> Iterator[Meant]:
    people = contact_people(read.session, ids) if ids else {}
    return ((Source.CONTACT, people[one]) for one in ids if one in people)


def _earlier(read: Read, ids: Sequence[int]) -> Iterator[Meant]:
    """Earlier borrowers, the latest loan first; of a slip that was undone nothing is learned."""
    rows: dict[int, LoanRow] = {}
    lent = select(LoanLineRow.loan).where(LoanLineRow.loan == LoanRow.id, LoanLineRow.state != LineState.VOID)
    for some in chunks(ids):
        wanted = select(LoanRow).where(LoanRow.id.in_(some), lent.exists())
        rows.update((row.id, row) for row in read.session.scalars(wanted))
    for one in ids:
        if one in rows:
            row = rows[one]
            yield Source.LOAN, Person(row.borrower, row.phone, row.company, row.unit, row.tenant)


def _borrowers(read: Read, known: Iterable[Meant], limit: int) -> list[Borrower]:
    people = _one_each(known)[:limit]
    phones = {person.phone for _, person in people if person.phone}
    held = _held(read, phones)
    suspended = suspended_among(read.session, phones, read.today)
    return [
        _borrower(source, person, held.get(person.phone, (0, 0)), person.phone in suspended)
        for source, person in people
    ]


def _one_each(known: Iterable[Meant]) -> list[Meant]:
    """One for each phone, the likeliest first. A nameless loan of a queue takes an older one's or a visit's name."""
    found: dict[tuple[str, ...], Meant] = {}
    for source, one in known:
        person = replace(one, phone=own_number(one.phone))
        key = (person.phone,) if person.phone else (person.name, person.company)
        before = found.get(key)
        if before is None or (before[0] in (source, Source.LOAN) and not before[1].name and person.name):
            found[key] = (source, person)
    return list(found.values())


def _held(read: Read, phones: set[str]) -> dict[str, tuple[int, int]]:
    """By phone: how many items are out, and how many of them overdue."""
    if not phones:
        return {}
    late = func.count().filter(LoanLineRow.due < read.now)
    wanted = (
        select(LoanRow.phone, func.count(), late)
        .join(LoanLineRow, LoanLineRow.loan == LoanRow.id)
        .where(LoanRow.phone.in_(phones), OUT)
        .group_by(LoanRow.phone)
    )
    return {phone: (out, overdue) for phone, out, overdue in read.session.execute(wanted)}


def _borrower(source: Source, person: Person, held: tuple[int, int], suspended: bool) -> Borrower:
    return Borrower(
        name=person.name,
        phone=person.phone,
        phone_mask=mask_phone(person.phone),
        company=person.company,
        unit=person.unit,
        source=source,
        tenant=person.tenant,
        visit=person.visit,
        suspended=suspended,
        has_out=held[0],
        overdue=held[1],
    )
