"""What of lending is forgotten: borrowers, their signatures, words. Items, times and money stay.

A loan with something still out is kept, and so is a suspension in force.
"""

from __future__ import annotations

from sqlalchemy import case, func, or_, select

from desk_app.services.core.words import N_
from desk_app.services.loans import events
from desk_app.services.loans.options import KEEP_YEARS
from desk_app.services.loans.tables import (
    CallRow,
    ExtensionRow,
    ItemRow,
    ItemStepRow,
    LoanLineRow,
    LoanRow,
    StockMovementRow,
    SuspensionRow,
)
from desk_app.services.loans.terms import LOAN_KIND, SUSPENSION_KIND, LineState
from desk_app.services.retention.kept import Hanging, Kept, Retained, Told, Unit, begin_of_day, end_of_day

_OUT = func.sum(case((LoanLineRow.state == LineState.OUT.value, 1), else_=0))
_SETTLED_AT = (
    select(case((_OUT == 0, func.coalesce(func.max(LoanLineRow.returned_at), LoanRow.lent_at))))
    .where(LoanLineRow.loan == LoanRow.id)
    .correlate(LoanRow)
    .scalar_subquery()
)
_LOANS = Kept(
    LoanRow,
    _SETTLED_AT,
    {
        "borrower": "",
        "phone": "",
        "tail": "",
        "company": "",
        "unit": "",
        "remark": "",
        "waiver": "",
        "signature": "",
        "asked": "",
    },
    events.FORGOTTEN,
    [
        Hanging(ExtensionRow.line, {"words": ""}, through=LoanLineRow.loan),
        Hanging(LoanLineRow.loan, {"returned_by": "", "remark": "", "kept_reason": "", "asked": ""}),
        Hanging(CallRow.loan, {"words": "", "asked": ""}),
    ],
    (LOAN_KIND,),
)
_SUSPENSIONS = Kept(
    SuspensionRow,
    case(
        (SuspensionRow.active.is_(False), begin_of_day(SuspensionRow.since)),
        else_=end_of_day(SuspensionRow.until),
    ),
    {"name": "", "phone": "", "reason": "", "active": False},
    events.SUSPENSION_FORGOTTEN,
    kinds=(SUSPENSION_KIND,),
)
_STEPS = Kept(ItemStepRow, ItemStepRow.at, {"words": ""}, None, left=ItemStepRow.words != "")
_STOCK = Kept(
    StockMovementRow,
    StockMovementRow.at,
    {"tenant": "", "remark": "", "asked": ""},
    None,
    left=or_(StockMovementRow.tenant != "", StockMovementRow.remark != ""),
)

RETENTION = (
    Retained(
        N_("Lending: borrowers, signatures, suspensions that ended"),
        KEEP_YEARS,
        Unit.YEARS,
        (_LOANS, _SUSPENSIONS, _STEPS, _STOCK, Told(ItemRow.id), Told(StockMovementRow.category)),
    ),
)
