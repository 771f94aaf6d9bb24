"""What was typed, cleaned and checked: every problem at its field, in one go. Amounts become fen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from desk_app.services.core.money import parse_money, say_money
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.text.phones import internal_person_phone_line
from desk_app.services.core.typed import LEAST_WORDS, Problems, checked_lines
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import Tenant, Trade, Unit
from desk_app.services.repairs.records import OrderDraft, OrderKind, PricedLine, Source
from desk_app.services.repairs.rules import MOST_PHOTOS

MOST_COMPANY, MOST_UNIT, MOST_FLOOR, MOST_AREA, MOST_NAME, MOST_WORDS = 100, 20, 10, 60, 60, 500
MOST_LINES, MOST_QUANTITY, MOST_FEN = 20, 999, 10_000_000
MOST_HOLD, MOST_PROMISE = timedelta(days=366), timedelta(days=92)
ENGINEERING, CUSTOMER_SERVICE = "engineering", "customer_service"


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks need to know: the building's units by their folded number, the tenant, the departments."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    tenant: Tenant | None = None
    departments: Collection[str] = ()
    companies: Mapping[int, str] = field(default_factory=dict)
    """Whole names of tenants."""


def checked_order(typed: OrderDraft, known: Known) -> OrderDraft:
    """The report as it is kept: who, where, what. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    draft = _what(problems, _where(problems, _who(problems, typed), known), known)
    if len(typed.photos) > MOST_PHOTOS:
        problems.say("photos", N_("An order has room for {most} pictures."), most=MOST_PHOTOS)
    lines = _prices(problems, typed.prices) if typed.paid else ()
    if typed.paid and typed.price_confirmed and not lines:
        problems.say("price_confirmed", N_("Choose from the price list first: there is no price to confirm."))
    problems.done()
    return replace(draft, prices=lines, price_confirmed=typed.paid and typed.price_confirmed)


def _who(problems: Problems, typed: OrderDraft) -> OrderDraft:
    """Who reports it: as people are called on the phone, a surname with a title is enough."""
    draft = replace(
        typed,
        reporter=problems.line("reporter", typed.reporter, MOST_NAME),
        phone=problems.checked("phone", internal_person_phone_line, typed.phone),
        company=problems.line("company", typed.company, MOST_COMPANY),
    )
    if not (draft.reporter or draft.phone or draft.source is Source.PATROL):
        problems.say("phone", N_("Who reports it? Type the number, or the name."))
    return draft


def folded_unit(typed: str) -> str:
    """A unit as it is compared: half-width, without spaces and case."""
    return "".join(half_width(typed).casefold().split())


def _where(problems: Problems, draft: OrderDraft, known: Known) -> OrderDraft:
    """A unit that exists, or a public area in words; the unit knows its floor and tenant."""
    area = problems.line("area", draft.area, MOST_AREA)
    typed = problems.line("unit", draft.unit, MOST_UNIT)
    if not (typed or area) and known.tenant is not None and known.tenant.units:
        typed = known.tenant.units[0]
    unit = known.units.get(folded_unit(typed)) if typed else None
    if typed and unit is None:
        problems.say("unit", N_("There is no unit {unit} in this building."), unit=typed)
    elif unit is None and len(area) < LEAST_WORDS:
        problems.say("unit", N_("Where is it? Type the unit, or the public area in words."))
    tenant = known.tenant.id if known.tenant is not None else unit.tenant if unit is not None else None
    return replace(
        draft,
        unit=unit.number if unit is not None else typed,
        floor=unit.floor.label if unit is not None else problems.line("floor", draft.floor, MOST_FLOOR),
        area=area,
        tenant=tenant,
        company=known.companies.get(tenant, draft.company) if tenant is not None else draft.company,
    )


def _what(problems: Problems, draft: OrderDraft, known: Known) -> OrderDraft:
    missing = N_("What is it about? A few words are enough, such as “no light”.")
    said = problems.lines("description", draft.description, MOST_WORDS, missing)
    department = draft.department
    if draft.kind is OrderKind.REPAIR:
        department = ENGINEERING
        if draft.trade is None:
            problems.say("trade", N_("Choose the trade that it is for."))
    elif draft.kind is OrderKind.REQUEST:
        department = department or CUSTOMER_SERVICE
    if department not in known.departments:
        problems.say("department", N_("Choose the department that it is for."))
    serious = draft.serious and draft.kind is OrderKind.COMPLAINT
    return replace(draft, description=said, department=department, serious=serious)


def _prices(problems: Problems, lines: Sequence[PricedLine]) -> tuple[PricedLine, ...]:
    if len(lines) > MOST_LINES:
        problems.say("prices", N_("A price has room for {most} lines."), most=MOST_LINES)
    return tuple(_line(problems, f"prices.{at}", line) for at, line in enumerate(lines[:MOST_LINES]))


def _line(problems: Problems, at: str, line: PricedLine) -> PricedLine:
    name = problems.line(f"{at}.name", line.name, MOST_NAME)
    if not name:
        problems.say(f"{at}.name", N_("Say what this line is for."))
    if not 1 <= line.quantity <= MOST_QUANTITY:
        problems.say(f"{at}.quantity", N_("A quantity is {least} to {most}."), least=1, most=MOST_QUANTITY)
    if not 0 <= line.fen <= MOST_FEN:
        problems.say(f"{at}.fen", N_("A price is {most} at most."), most=say_money(MOST_FEN))
    return replace(line, name=name)


def checked_price_lines(lines: Sequence[PricedLine]) -> tuple[PricedLine, ...]:
    """The lines of a price; there must be one. Raises InvalidInput."""
    problems = Problems()
    found = _prices(problems, lines)
    if not lines:
        problems.say("prices", N_("Choose at least one line of the price list."))
    problems.done()
    return found


def checked_words(at: str, typed: str, missing: Message | None = None) -> str:
    """Free text of one field; with `missing` there must be some. Raises InvalidInput."""
    return checked_lines(at, typed, MOST_WORDS, missing)


def checked_promise(promised: datetime | None, now: datetime) -> None:
    """A moment to come, within three months. Raises InvalidInput ("promised")."""
    problems = Problems()
    if promised is not None and promised <= now:
        problems.say("promised", N_("This time has passed. Promise a later one."))
    elif promised is not None and promised > now + MOST_PROMISE:
        problems.say("promised", N_("This is too far ahead to be promised."))
    problems.done()


def checked_arrival(at: datetime | None, dispatched: datetime, now: datetime) -> datetime:
    """When somebody arrived: now, or earlier but not before being sent. Raises InvalidInput ("at").

    Being sent in time to come was written by a PC clock that was ahead, and tells nothing.
    """
    if at is None:
        return now
    problems = Problems()
    if at > now:
        problems.say("at", N_("This time is still to come."))
    elif at < dispatched <= now:
        problems.say("at", N_("Nobody had been sent yet at this time."))
    problems.done()
    return at


def checked_hold(why: str, until: date, today: date, *, over: bool = False) -> str:
    """Why an order waits, and a day of the year ahead; `over`: that day's work has ended.

    Raises InvalidInput ("why", "until").
    """
    problems = Problems()
    said = problems.lines("why", why, MOST_WORDS, N_("Say what it waits for."))
    if until < today or over:
        problems.say("until", N_("This day has passed. Choose the day on which it goes on."))
    elif until > today + MOST_HOLD:
        problems.say("until", N_("Nothing is on hold for more than a year."))
    problems.done()
    return said


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """A line of the price list, checked."""

    trade: Trade
    name: str
    fen: int
    unit: str
    active: bool


def checked_price(trade: Trade, name: str, price: str, unit: str, *, active: bool) -> PriceDraft:
    """A line of the price list; `price` in yuan. Raises InvalidInput ("name", "price", "unit")."""
    problems = Problems()
    said = problems.words("name", name, MOST_NAME, N_("Say what the price is for."))
    fen = problems.take("price", lambda one: parse_money(one, most=MOST_FEN), price, 0)
    per = problems.line("unit", unit, MOST_UNIT)
    problems.done()
    return PriceDraft(trade, said, fen, per, active)
