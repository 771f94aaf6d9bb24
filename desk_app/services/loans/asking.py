"""What the checks and findings need from elsewhere: the items asked for, the tenant, what the borrower has now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from desk_app.services.calendar.days import work_calendar
from desk_app.services.core.errors import InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Finding
from desk_app.services.core.people import Actor
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.words import N_
from desk_app.services.db.base import MOST_ID
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Tenant, TenantStatus
from desk_app.services.journal.work import Bench, Read, Work
from desk_app.services.loans import rules
from desk_app.services.loans.categories import category
from desk_app.services.loans.items import to_items
from desk_app.services.loans.records import Category, LoanDraft
from desk_app.services.loans.suspensions import active_suspension, suspended_of_name
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import ItemState
from desk_app.services.loans.typed import Known, Offer
from desk_app.services.visitors.queries import VisitorQueries

OUT = LoanLineRow.state == literal_column("'out'")
"""The condition of the indexes, with its word as it stands there: a bound value would not find them."""


def known_for(context: Read | Work, draft: LoanDraft) -> Known:
    """Time, items and tenant. Raises InvalidInput for a tenant that is not on record."""
    return Known(
        context.local(context.now),
        offers(context.session, [line.item for line in draft.lines]),
        tenant_of(context.bench, context.by, draft),
        work_calendar(context.bench.settings),
    )


def offers(session: Session, items: Sequence[int]) -> dict[int, Offer]:
    """Those of the items that are on record, with the rules of their categories."""
    wanted = [one for one in dict.fromkeys(items) if 0 <= one <= MOST_ID][:200]
    rows = session.scalars(select(ItemRow).where(ItemRow.id.in_(wanted))).all() if wanted else ()
    known = {one: category(session, one) for one in {row.category for row in rows}}
    return {one.id: Offer(one, known[one.category]) for one in to_items(session, rows)}


def tenant_of(bench: Bench, by: Actor, draft: LoanDraft) -> Tenant | None:
    """The tenant that was chosen, or that the typed company names exactly. Raises InvalidInput for an unknown one."""
    if draft.tenant is None and not draft.company.strip():
        return None
    tenants = DirectoryQueries(bench).tenants(by)
    if draft.tenant is not None:
        chosen = next((one for one in tenants if one.id == draft.tenant), None)
        if chosen is None:
            raise InvalidInput({"company": UserError(N_("This tenant is not on record."))})
        return chosen
    said = " ".join(draft.company.split()).casefold()
    found = [one for one in tenants if one.status is not TenantStatus.MOVED_OUT and said in _names(one)]
    return found[0] if len(found) == 1 else None


def _names(tenant: Tenant) -> set[str]:
    return {one.casefold() for one in (tenant.name, tenant.short_name, tenant.english_name)}


def require_visit(bench: Bench, by: Actor, visit: int | None) -> None:
    """Raise InvalidInput ("visit") for a visit that is not on record."""
    if visit is None:
        return
    try:
        VisitorQueries(bench).card(by, visit)
    except NotFound as unknown:
        raise InvalidInput({"visit": unknown}) from unknown


def against(
    context: Read | Work, phone: str, wanted: Sequence[Category], *, but: int | None = None
) -> list[Finding]:
    """What only the supervisor may set aside with this borrower and these things; `but`: the loan they stand on."""
    now = context.local(context.now)
    return rules.borrower_findings(standing(context.session, phone, context.today, but), wanted, now)


def namesakes(context: Read | Work, name: str, phone: str) -> list[Finding]:
    """Whether somebody of this name is suspended, with another phone: to be read before lending."""
    found = suspended_of_name(context.session, name, phone, context.today)
    return [] if found is None else [rules.namesake(found)]


def standing(session: Session, phone: str, today: date, but: int | None = None) -> rules.Standing:
    """What whoever has this phone, as `own_number` writes it, has now, and whether they are suspended."""
    if not phone:
        return rules.Standing()
    held = session.execute(
        select(LoanLineRow.category, LoanLineRow.due, LoanLineRow.loan)
        .join(LoanRow, LoanRow.id == LoanLineRow.loan)
        .where(LoanRow.phone == phone, LoanRow.id != (but or 0), OUT)
    )
    return rules.Standing(tuple(rules.Held(*one) for one in held), active_suspension(session, phone, today))


def findings_while_typing(read: Read, draft: LoanDraft) -> tuple[Finding, ...]:
    """Everything that speaks against a draft that is still being typed, what needs the supervisor first."""
    wanted = [offer.category for offer in _wanted(read, draft)]
    phone = _phone(draft.phone)
    found = [*against(read, phone, wanted), *namesakes(read, draft.borrower.strip(), phone)]
    return (*found, *rules.advice(wanted, available(read.session, {one.id for one in wanted})))


def _wanted(read: Read, draft: LoanDraft) -> list[Offer]:
    known = offers(read.session, [line.item for line in draft.lines])
    return [known[line.item] for line in draft.lines if line.item in known]


def _phone(typed: str) -> str:
    """A phone number while it is being typed: none until it is one."""
    try:
        return rules.own_number(str(parse_phone(typed)))
    except UserError:
        return ""


def available(session: Session, wanted: set[int]) -> dict[int, int]:
    """How many items of these categories may be lent now."""
    if not wanted:
        return {}
    counted = (
        select(ItemRow.category, func.count())
        .where(ItemRow.category.in_(wanted), ItemRow.state == ItemState.AVAILABLE)
        .group_by(ItemRow.category)
    )
    return {row[0]: row[1] for row in session.execute(counted)}
