"""What a company or person has borrowed and should bring back; whom a loan is about; what a tag or slip names."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy import text as sql

from desk_app.services.core.feature import Named
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantStatus
from desk_app.services.journal.work import Read
from desk_app.services.loans.records import ITEM_KIND, LOAN_KIND, SUSPENSION_KIND
from desk_app.services.loans.rules import own_number
from desk_app.services.loans.suspensions import active_suspension
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow

_AREA = "loans"
_STEP = "take_back"
_MOST = 20
_OUT = sql("loan_lines.state = 'out'")
"""The condition of the index, word for word."""


def loan_matters(read: Read, party: Party) -> Iterator[Matter]:
    """What is out, what is due first coming first, and whether they are suspended.

    Overdue things are owed by everybody. What is not due yet is owed by the person who has it, and by a company that
    is leaving; for any other company it is good to know only.
    """
    yield from _out(read, party)
    yield from _suspended(read, party)


def person_of_loan(read: Read, loan: int) -> Person | None:
    """Who borrowed."""
    row = read.session.get(LoanRow, loan)
    if row is None:
        return None
    return Person(row.borrower, row.phone, row.company, row.unit, row.tenant, row.visit)


def person_of_item(read: Read, item: int) -> Person | None:
    """Who has the item now; nobody while it is here."""
    wanted = select(LoanLineRow.loan).where(LoanLineRow.item == item, _OUT)
    loan = read.session.execute(wanted).scalar()
    return None if loan is None else person_of_loan(read, loan)


def named_by(read: Read, digits: str) -> Named | None:
    """The item or loan that a number of this kind belongs to: tags and slips are one series."""
    item = read.session.execute(select(ItemRow.id).where(ItemRow.tag == digits)).scalar()
    if item is not None:
        return Named(ITEM_KIND, item)
    loan = read.session.execute(select(LoanRow.id).where(LoanRow.code == digits)).scalar()
    return None if loan is None else Named(LOAN_KIND, loan)


def _out(read: Read, party: Party) -> Iterator[Matter]:
    wanted = (
        select(LoanLineRow, LoanRow, ItemRow.name)
        .join(LoanRow, LoanRow.id == LoanLineRow.loan)
        .join(ItemRow, ItemRow.id == LoanLineRow.item)
        .where(_OUT, _whose(party))
        .order_by(LoanLineRow.due)
        .limit(_MOST + 1)
    )
    leaving: bool | None = None
    found = read.session.execute(wanted).all()
    for line, loan, item in found[:_MOST]:
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
    if len(found) > _MOST:
        yield _more(read, party, found[_MOST][1])


def _more(read: Read, party: Party, first: LoanRow) -> Matter:
    """The rest in one line, which opens the first of it: owed when any of it is, so that clearance sees it."""
    late, own = func.count().filter(LoanLineRow.due < read.now), func.count().filter(_whose(party, own=True))
    counted = select(func.count(), late, own).join(LoanRow, LoanRow.id == LoanLineRow.loan)
    n, overdue, theirs = read.session.execute(counted.where(_OUT, _whose(party))).one()
    owes = overdue > _MOST  # what is due first comes first
    return Matter(
        _AREA,
        LOAN_KIND,
        first.id,
        N_("And {n} more things are lent, {late} of them overdue."),
        {"n": n - _MOST, "late": max(0, overdue - _MOST)},
        owed=owes or theirs > _MOST or _is_leaving(read, party.tenant),
        part=Part.OWES if owes else Part.HOLDS,
    )


def _suspended(read: Read, party: Party) -> Iterator[Matter]:
    """A suspension goes by the phone. It opens the last loan of whoever is suspended, if there was one."""
    suspension = active_suspension(read.session, party.phone, read.today)
    if suspension is None:
        return
    newest = (
        select(LoanRow.id).where(LoanRow.phone == suspension.phone).order_by(LoanRow.lent_at.desc()).limit(1)
    )
    loan = read.session.execute(newest).scalar()
    kind, record = (SUSPENSION_KIND, suspension.id) if loan is None else (LOAN_KIND, loan)
    text = N_("Suspended from borrowing since {since}: {reason}")
    values = {"since": suspension.since, "reason": suspension.reason}
    yield Matter(_AREA, kind, record, text, values, owed=False, part=Part.NOTED, barred=True)


def _own(party: Party, loan: LoanRow) -> bool:
    """Whether the person asked about has it, not merely somebody of the company."""
    by_visit = party.visit is not None and loan.visit == party.visit
    return by_visit or bool(party.phone and loan.phone == own_number(party.phone))


def _is_leaving(read: Read, tenant: int | None) -> bool:
    if tenant is None:
        return False
    status = DirectoryQueries(read.bench).tenant(read.by, tenant).tenant.status
    return status is not TenantStatus.ACTIVE


def _whose(party: Party, *, own: bool = False) -> ColumnElement[bool]:
    """The loans of a party; `own`: without those of other people of the company."""
    whose: list[ColumnElement[bool]] = []
    if party.tenant is not None and not own:
        whose.append(LoanRow.tenant == party.tenant)
    if party.visit is not None:
        whose.append(LoanRow.visit == party.visit)
    if party.phone:
        whose.append(LoanRow.phone == own_number(party.phone))
    return or_(false(), *whose)
