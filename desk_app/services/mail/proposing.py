"""For whom a piece may be: a tenant by unit, mailbox, name, contact, or because the name had mail before.

It answers between two keys: the directory is a few hundred names in memory, earlier mail is asked of the search index.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from desk_app.services.core.people import role_bits
from desk_app.services.directory.reading import addressees, contact_hosts
from desk_app.services.directory.records import Addressee
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.journal.work import Read
from desk_app.services.mail.mapping import chunks
from desk_app.services.mail.records import PIECE_KIND, Proposal, WhyTenant
from desk_app.services.mail.tables import OrdinaryRow, PieceRow
from desk_app.services.search.index import find
from desk_app.services.search.records import Field

MOST = 8
_LOOKED_AT = 60
"""So many earlier pieces are looked at for one answer."""
_EXACT, _BEGUN, _SAME_NAME, _CONTACT, _EARLIER, _GONE = 0, 1, 1, 1, 7, 20
Ranked = tuple[int, WhyTenant, int, str]
"""How well it fits (0 best), why, the tenant, the person by whom it was found."""


def proposals(read: Read, batch: int, text: str, unit: str) -> list[Proposal]:
    """At most eight tenants, the likeliest first, each with its best reason. Of equals, one that already has mail of
    this batch comes first; those that moved out come last.
    """
    known = addressees(read.session)
    wanted, place = folded(text), folded(unit)
    best: dict[int, tuple[int, WhyTenant]] = {}
    people: dict[int, tuple[int, str]] = {}
    for rank, why, tenant, person in _found(read, known, wanted, text, place):
        rank += _GONE if known[tenant].moved_out else 0
        if tenant not in best or rank < best[tenant][0]:
            best[tenant] = (rank, why)
        if person and (tenant not in people or rank < people[tenant][0]):
            people[tenant] = (rank, person)
    here = _of_batch(read, batch) if len(best) > 1 else set()
    order = sorted(best, key=lambda one: (best[one][0], one not in here, known[one].tenant.name))
    return [
        _proposal(known[one], best[one][1], place or wanted, people.get(one, (0, ""))[1])
        for one in order[:MOST]
    ]


def _found(read: Read, known: dict[int, Addressee], wanted: str, text: str, place: str) -> Iterator[Ranked]:
    for one in known.values():
        if place:
            yield from _by_unit(one, place)
        if wanted:
            yield from _by_unit(one, wanted)
            yield from _by_mailbox(one, wanted)
            yield from _by_name(one, wanted)
    if len(wanted) > 1:
        yield from _by_contact(read, known, wanted)
        yield from _by_earlier(read, known, wanted, text)


def _by_unit(one: Addressee, typed: str) -> Iterator[Ranked]:
    units = [folded(unit) for unit in one.tenant.units]
    if typed in units:
        yield _EXACT, WhyTenant.UNIT, one.tenant.id, ""
    elif len(typed) > 1 and any(unit.startswith(typed) for unit in units):
        yield _BEGUN + 1, WhyTenant.UNIT, one.tenant.id, ""


def _by_mailbox(one: Addressee, wanted: str) -> Iterator[Ranked]:
    if one.mailbox and folded(one.mailbox) == wanted:
        yield _EXACT, WhyTenant.MAILBOX, one.tenant.id, ""


def _by_name(one: Addressee, wanted: str) -> Iterator[Ranked]:
    names = [name for name in (one.tenant.short_name, one.tenant.name, one.tenant.english_name) if name]
    rank = _SAME_NAME if wanted in map(folded, names) else min(name_rank(wanted, name) for name in names)
    if rank < NOT_FOUND:
        yield rank, WhyTenant.COMPANY, one.tenant.id, ""


def _by_contact(read: Read, known: dict[int, Addressee], wanted: str) -> Iterator[Ranked]:
    hosts = contact_hosts(read.session, [one.tenant for one in known.values()])
    for host in hosts:
        same = folded(host.contact_name) == wanted
        rank = _SAME_NAME if same else name_rank(wanted, host.contact_name) + _CONTACT
        if rank < NOT_FOUND:
            yield rank, WhyTenant.PERSON, host.tenant, host.contact_name


def _by_earlier(read: Read, known: dict[int, Addressee], wanted: str, text: str) -> Iterator[Ranked]:
    """Whoever got mail of this name before, though nobody entered the name as a contact."""
    hits = find(
        read.session.connection(),
        text,
        role=role_bits(read.by.role),
        kinds={PIECE_KIND},
        limit=_LOOKED_AT,
        fold=False,
    )
    ids = [hit.id for hit in hits if hit.field is Field.NAME]
    for some in chunks(ids):
        had = select(PieceRow.tenant, PieceRow.recipient).where(PieceRow.id.in_(some))
        for tenant, recipient in read.session.execute(had):
            if tenant in known and recipient:
                rank = _EARLIER - 5 if folded(recipient) == wanted else name_rank(wanted, recipient) + 3
                if rank < NOT_FOUND:
                    yield rank, WhyTenant.EARLIER, tenant, recipient


def _of_batch(read: Read, batch: int) -> set[int]:
    return set(read.session.scalars(select(OrdinaryRow.tenant).where(OrdinaryRow.batch == batch)))


def _proposal(one: Addressee, why: WhyTenant, typed: str, person: str) -> Proposal:
    """The unit that was typed is the one that is shown: a tenant may have several."""
    units = (
        sorted(one.tenant.units, key=lambda unit: not folded(unit).startswith(typed))
        if typed
        else one.tenant.units
    )
    return Proposal(
        tenant=one.tenant.id,
        name=one.tenant.name,
        unit=units[0] if units else "",
        mailbox=one.mailbox,
        why=why,
        moved_out=one.moved_out,
        forwarding=one.forwarding,
        person=person,
    )
