"""What lending says about one person: as borrower, and as somebody who may not borrow."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy import text as sql

from desk_app.services.core.personal import COMPANY, FROM, KEPT_HERE, NAME, PHONE, SIGNATURE, UNTIL, WORDS
from desk_app.services.core.words import N_
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow, SuspensionRow
from desk_app.services.loans.terms import LOAN_KIND, SUSPENSION_KIND
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_AREA = "loans"
_OUT = select(LoanLineRow.id).where(LoanLineRow.loan == LoanRow.id, LoanLineRow.state == "out").exists()
_HELD = (
    select(LoanLineRow.id)
    .where(
        LoanLineRow.loan == LoanRow.id,
        LoanLineRow.deposit - LoanLineRow.refunded - LoanLineRow.kept > 0,
    )
    .exists()
)
_THINGS = (
    select(func.group_concat(ItemRow.name, sql("'、'")))
    .join(LoanLineRow, LoanLineRow.item == ItemRow.id)
    .where(LoanLineRow.loan == LoanRow.id)
    .scalar_subquery()
)
_BACK = (
    select(func.max(LoanLineRow.returned_at)).where(LoanLineRow.loan == LoanRow.id, ~_OUT).scalar_subquery()
)
"""The last of it; nothing while anything is out."""
_BORROWER = PersonRows(
    _AREA,
    LOAN_KIND,
    N_("Borrower", "personal"),
    LoanRow.id,
    LoanRow.day,
    (
        Fact(NAME, LoanRow.borrower),
        Fact(PHONE, LoanRow.phone),
        Fact(COMPANY, LoanRow.company),
        Fact(N_("Borrowed", "personal"), _THINGS),
        Fact(FROM, LoanRow.lent_at),
        Fact(N_("Back", "personal record"), _BACK),
        Fact(WORDS, LoanRow.remark),
        Fact(SIGNATURE, LoanRow.signature, lambda kept: KEPT_HERE if kept else ""),
    ),
    name=LoanRow.borrower,
    phone=LoanRow.phone,
    visit=LoanRow.visit,
    number=LoanRow.number,
    open=(
        (_OUT, N_("Something lent to them has not come back.", "personal")),
        (_HELD, N_("A deposit of theirs is still in the drawer.", "personal")),
    ),
)
_SUSPENDED = PersonRows(
    _AREA,
    SUSPENSION_KIND,
    N_("Suspended from borrowing", "personal"),
    SuspensionRow.id,
    SuspensionRow.since,
    (
        Fact(NAME, SuspensionRow.name),
        Fact(PHONE, SuspensionRow.phone),
        Fact(N_("Reason", "personal"), SuspensionRow.reason),
        Fact(UNTIL, SuspensionRow.until),
    ),
    name=SuspensionRow.name,
    phone=SuspensionRow.phone,
    open=((SuspensionRow.active, N_("The suspension is still in force.", "personal")),),
)

personal = FoundIn(_BORROWER, _SUSPENDED)
