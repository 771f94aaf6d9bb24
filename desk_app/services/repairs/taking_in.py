"""A report comes in: as an order of its own, as the repeat of an open one, or as the rework of one that failed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.blobs.pictures import Picture, clean_picture
from desk_app.services.blobs.store import keep
from desk_app.services.calls.becoming import become as call_becomes
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Tenant
from desk_app.services.journal.work import Read, Work
from desk_app.services.keys.becoming import become as key_becomes
from desk_app.services.repairs import events, rules
from desk_app.services.repairs.clocks import switched
from desk_app.services.repairs.mapping import facts, personal, standing
from desk_app.services.repairs.options import NIGHT_FROM, NIGHT_PERCENT, NIGHT_UNTIL
from desk_app.services.repairs.pricing import quote
from desk_app.services.repairs.records import KIND, OrderDraft, OrderState, PricedLine, Quote, Urgency
from desk_app.services.repairs.steps import Step, seal, tell, write_prices
from desk_app.services.repairs.tables import OrderRow, PhotoRow
from desk_app.services.repairs.typed import Known, folded_unit

CODES = "repair-codes"
"""The series behind the short numbers on the orders."""


def known_for(context: Read | Work, draft: OrderDraft) -> Known:
    """Units, tenant and departments. Raises InvalidInput for a tenant that is not on record."""
    directory = DirectoryQueries(context.bench)
    tenants = directory.tenants(context.by)
    return Known(
        {folded_unit(one.number): one for one in directory.units(context.by)},
        _tenant(tenants, draft.tenant),
        [one.code for one in directory.departments(context.by)],
        {one.id: one.name for one in tenants},
    )


def _tenant(tenants: Sequence[Tenant], wanted: int | None) -> Tenant | None:
    if wanted is None:
        return None
    chosen = next((one for one in tenants if one.id == wanted), None)
    if chosen is None:
        raise InvalidInput({"company": UserError(N_("This tenant is not on record."))})
    return chosen


def price_now(context: Read | Work, lines: Sequence[PricedLine], row: OrderRow | None = None) -> Quote:
    """The price of lines at the promised time of an order while that is ahead, else now."""
    promised = row.promised_at if row is not None else None
    at = promised if promised is not None and promised > context.now else context.now
    night = context.setting(NIGHT_FROM), context.setting(NIGHT_UNTIL)
    return quote(lines, context.local(at), night, context.setting(NIGHT_PERCENT))


def pictures_of(raw: Sequence[bytes]) -> list[Picture]:
    """Pictures made small and harmless. Raises InvalidInput, such as "photos.0", for each that is none."""
    found, problems = [], dict[str, DeskError]()
    for place, one in enumerate(raw):
        try:
            found.append(clean_picture(one))
        except UserError as problem:
            problems[f"photos.{place}"] = problem
    if problems:
        raise InvalidInput(problems)
    return found


def open_target(work: Work, field: str, order: int) -> OrderRow:
    """The open order that a report repeats. Raises InvalidInput."""
    row = work.session.get(OrderRow, order)
    if row is None:
        raise InvalidInput({field: UserError(N_("This order is not on record."))})
    if OrderState(row.state) not in rules.OPEN:
        text = N_("{number} is not open any more. Take in the report as a new order.")
        raise InvalidInput({field: UserError(text, number=row.number)})
    return row


def failed_before(work: Work, order: int) -> OrderRow:
    """The finished order that failed again. Raises InvalidInput ("rework_of")."""
    row = work.session.get(OrderRow, order)
    if row is None:
        raise InvalidInput({"rework_of": UserError(N_("This order is not on record."))})
    if row.state not in (OrderState.CALLED_BACK, OrderState.CLOSED):
        text = N_("{number} is not finished yet: go on with it instead of a rework.")
        raise InvalidInput({"rework_of": UserError(text, number=row.number)})
    again = work.session.get(OrderRow, row.reworked_as) if row.reworked_as is not None else None
    if again is not None and again.closed_at is None:
        text = N_("The rework {number} of it is open already: join that one.")
        raise InvalidInput({"rework_of": UserError(text, number=again.number)})
    return row


def new_order(work: Work, draft: OrderDraft, pictures: Sequence[Picture] = ()) -> OrderRow:
    """Write an order whose draft is checked: row, price, pictures, the first line of its story."""
    row = _new_row(work, draft)
    work.session.add(row)
    work.session.flush()  # price and pictures hang on it
    if draft.prices:
        row.surcharge = price_now(work, draft.prices).surcharge
        row.price_confirmed_at = work.now if draft.price_confirmed else None
        write_prices(work, row.id, draft.prices)
    add_pictures(work, row.id, pictures)
    tell(work, row, work.now, "", state=row.state)
    return row


def _new_row(work: Work, draft: OrderDraft) -> OrderRow:
    row = OrderRow(
        id=work.new_id(),
        number=work.number(),
        code=ShortNumber(Kind.REPAIR, work.desk.desk_number, work.count(CODES)).digits,
        state=OrderState.RECEIVED.value,
        day=work.today,
        received_at=work.now,
        received_by=work.by.staff_id,
        request=draft.request,
        colleague_name="",
        held_ms=0,
        repeats=0,
        surcharge=0,
        copies=0,
        missed="",
        signature="",
    )
    fill(row, draft)
    return row


def fill(row: OrderRow, draft: OrderDraft) -> None:
    """Write what was typed into the row."""
    row.kind, row.source, row.urgency = draft.kind.value, draft.source.value, draft.urgency.value
    row.reporter, row.phone = draft.reporter, draft.phone
    row.tenant, row.company, row.unit = draft.tenant, draft.company, draft.unit
    row.floor, row.area = draft.floor, draft.area
    row.trade = draft.trade.value if draft.trade is not None else ""
    row.department, row.description = draft.department, draft.description
    row.serious, row.paid = draft.serious, draft.paid


def add_pictures(work: Work, order: int, pictures: Sequence[Picture]) -> list[int]:
    """Keep pictures behind those that are there; returns their positions."""
    last = work.session.scalar(select(func.max(PhotoRow.position)).where(PhotoRow.order == order)) or 0
    for position, picture in enumerate(pictures, last + 1):
        digest = keep(work.session, picture, work.now)
        work.session.add(PhotoRow(order=order, position=position, picture=digest))
        work.session.flush()
    return list(range(last + 1, last + 1 + len(pictures)))


def photo_count(session: Session, order: int) -> int:
    """How many pictures an order has."""
    return session.execute(select(func.count()).where(PhotoRow.order == order)).scalar_one()


def received(work: Work, row: OrderRow, draft: OrderDraft) -> None:
    """The event of a new order, and what it comes from lives on in it. Raises NotFound, IllegalStep."""
    said = {**facts(row), "source": row.source, "paid": row.paid, "rework_of": row.rework_of}
    work.record(events.RECEIVED, row.id, said, personal(row))
    if draft.call is not None:
        call_becomes(work, draft.call, row.id, KIND)
    if draft.lost_key is not None:
        key_becomes(work, draft.lost_key, row.id, KIND)


def join(work: Work, row: OrderRow, target: OrderRow) -> None:
    """The new report goes on as a repeat of `target`, which weighs more for it."""
    row.state, row.joined_to, row.closed_at = OrderState.JOINED.value, target.id, work.now
    step = Step(work, target)
    target.repeats += 1
    weightier = max(Urgency(target.urgency), Urgency(row.urgency), key=list(Urgency).index)
    change_urgency(step, rules.escalated(weightier, target.repeats))
    tell(work, target, step.at, row.description)
    said = {**standing(target), "urgency": target.urgency, "repeats": target.repeats, "report": row.id}
    work.record(events.JOINED, target.id, said)


def rework(work: Work, row: OrderRow, first: OrderRow) -> None:
    """`row` mends what `first` did not: linked both ways, and its owner stays the first one's."""
    row.rework_of, row.received_by = first.id, first.received_by
    first.reworked_as = row.id
    work.record(events.REWORKED, first.id, {**standing(first), "rework": row.id})


def change_urgency(step: Step, urgency: Urgency) -> None:
    """Another urgency, with as much time left on every clock as before."""
    row = step.row
    if urgency.value == row.urgency:
        return
    if Urgency.EMERGENCY in (urgency, Urgency(row.urgency)):
        new = switched(step.facts, urgency, step.at, step.times)
        row.held_ms = round(new.held.total_seconds() * 1000)
        row.progress_at, row.followed_up_at = new.progress_at, new.followed_up_at
        seal(step.work, row)
    row.urgency = urgency.value
