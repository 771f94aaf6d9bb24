"""What a company or person has borrowed and should bring back; whom a loan is about; what a tag or slip names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, or_, select
from sqlalchemy import text as sql

from desk_app.services.core.feature import Named
from desk_app.services.core.matters import Matter, Part, Party, Person, shortened
from desk_app.services.core.words import N_
from desk_app.services.db.any_of import AnyOf
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantStatus
from desk_app.services.journal.work import Read
from desk_app.services.loans.rules import own_number
from desk_app.services.loans.suspensions import active_suspension
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow, SuspensionRow
from desk_app.services.loans.terms import ITEM_KIND, LOAN_KIND, SUSPENSION_KIND

_AREA = "loans"
_STEP = "take_back"
_OUT = sql("loan_lines.state = 'out'")
"""The condition of the index, word for word."""
# Made once: the card asks for a dozen people at each key that is pressed.
_THEIR_LINES = (
    select(LoanLineRow, LoanRow, ItemRow.name)
    .join(LoanRow, LoanRow.id == LoanLineRow.loan)
    .join(ItemRow, ItemRow.id == LoanLineRow.item)
    .where(
        _OUT,
        or_(
            LoanRow.tenant == bindparam("tenant"),
            LoanRow.visit == bindparam("visit"),
            LoanRow.phone == bindparam("phone"),
        ),
    )
    .order_by(LoanLineRow.due)
)

_SUSPENDED = select(SuspensionRow).where(SuspensionRow.phone == bindparam("phone"), SuspensionRow.active)
_ANY = AnyOf(_THEIR_LINES, _SUSPENDED)


def loan_matters(read: Read, party: Party) -> Iterator[Matter]:
    """What is out, what is due first coming first, and whether they are suspended.

    Overdue things are owed by everybody. What is not due yet is owed by the person who has it, and by a company that
    is leaving; for any other company it is good to know only.
    """
    party = replace(party, phone=own_number(party.phone))
    if _ANY.found(read.session, party.values):
        yield from shortened(_out(read, party), N_("More things lent to them: {n}."))
        yield from _suspended(read, party)


def loan_people(read: Read, loans: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who borrowed."""
    rows = read.session.scalars(select(LoanRow).where(LoanRow.id.in_(loans)))
    return {
        row.id: [Person(row.borrower, row.phone, row.company, row.unit, row.tenant, row.visit)]
        for row in rows
    }


def item_people(read: Read, items: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who has each item now; nobody while it is here."""
    wanted = select(LoanLineRow.item, LoanLineRow.loan).where(LoanLineRow.item.in_(items), _OUT)
    loans = {row.item: row.loan for row in read.session.execute(wanted)}
    whose = loan_people(read, loans.values()) if loans else {}
    return {item: whose[loan] for item, loan in loans.items() if loan in whose}


def suspension_people(read: Read, suspensions: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who may not borrow, or might not once."""
    wanted = select(SuspensionRow.id, SuspensionRow.name, SuspensionRow.phone)
    rows = read.session.execute(wanted.where(SuspensionRow.id.in_(suspensions)))
    return {row.id: [Person(row.name, row.phone)] for row in rows}


def named_by(read: Read, digits: str) -> Named | None:
    """The item or loan that a number of this kind belongs to: tags and slips are one series."""
    item = read.session.execute(select(ItemRow.id).where(ItemRow.tag == digits)).scalar()
    if item is not None:
        return Named(ITEM_KIND, item)
    loan = read.session.execute(select(LoanRow.id).where(LoanRow.code == digits)).scalar()
    return None if loan is None else Named(LOAN_KIND, loan)


def _out(read: Read, party: Party) -> Iterator[Matter]:
    leaving: bool | None = None
    for line, loan, item in read.session.execute(_THEIR_LINES, party.values):
        overdue, own = line.due < read.now, _own(party, loan)
        if leaving is None and not (overdue or own):
            leaving = _is_leaving(read, party.tenant)
        text = (
            N_("“{item}” is overdue since {due}: {name}.")
            if overdue
            else N_("“{item}” is lent until {due}: {name}.")
        )
        yield Matter(
            _AREA,
            LOAN_KIND,
            loan.id,
            text,
            {"item": item, "due": line.due, "name": loan.borrower or loan.company or loan.number},
            loan.lent_at,
            owed=overdue or own or bool(leaving),
            part=Part.OWES if overdue else Part.HOLDS,
            step=_STEP,
            target=line.id,
        )


def _suspended(read: Read, party: Party) -> Iterator[Matter]:
    """A suspension goes by the phone. It opens the last loan of whoever is suspended, if there was one."""
    suspension = active_suspension(read.session, party.phone, read.today)
    if suspension is None:
        return
    newest = select(LoanRow.id).where(LoanRow.phone == party.phone).order_by(LoanRow.lent_at.desc()).limit(1)
    loan = read.session.execute(newest).scalar()
    kind, record = (SUSPENSION_KIND, suspension.id) if loan is None else (LOAN_KIND, loan)
    text = N_("Suspended from borrowing since {since}: {reason}")
    values = {"since": suspension.since, "reason": suspension.reason}
    yield Matter(_AREA, kind, record, text, values, owed=False, part=Part.NOTED, barred=True)


def _own(party: Party, loan: LoanRow) -> bool:
    """Whether the person asked about has it, not merely somebody of the company."""
    by_visit = party.visit is not None and loan.visit == party.visit
    return by_visit or bool(party.phone and loan.phone == party.phone)


def _is_leaving(read: Read, tenant: int | None) -> bool:
    if tenant is None:
        return False
    status = DirectoryQueries(read.bench).tenant(read.by, tenant).tenant.status
    return status is not TenantStatus.ACTIVE
