"""What was typed, cleaned and checked: every problem at its field, in one go. Amounts become fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from desk_app.services.calendar.days import WorkCalendar
from desk_app.services.core.money import say_money
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.typed import LEAST_WORDS, Problems, checked_lines
from desk_app.services.core.words import N_
from desk_app.services.directory.records import Tenant
from desk_app.services.loans import rules
from desk_app.services.loans.records import Category, Item, LineDraft, LoanDraft, ReturnDraft
from desk_app.services.loans.terms import Condition

MOST_LINES = 20
MOST_COMPANY, MOST_UNIT, MOST_REMARK, MOST_REASON, MOST_NAME, MOST_WORDS = 100, 20, 500, 200, 60, 500


@dataclass(frozen=True, slots=True)
class Offer:
    """An item that is asked for, and the rules of its category."""

    item: Item
    category: Category


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks need to know: the time on the building's clock, what is asked for, and whose tenant it is."""

    now: datetime
    offers: Mapping[int, Offer] = field(default_factory=dict)
    tenant: Tenant | None = None
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


@dataclass(frozen=True, slots=True)
class Lent:
    """One line as it is lent."""

    item: Item
    category: Category
    deposit: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """How a deposit ends. `refund` and `keep` make it whole; all in fen."""

    refund: int
    keep: int = 0
    fee: int = 0
    reason: str = ""
    """Why something is kept."""
    remark: str = ""
    returned_by: str = ""
    condition: Condition = Condition.GOOD


# Lending


def checked_loan(typed: LoanDraft, known: Known) -> tuple[LoanDraft, tuple[Lent, ...]]:
    """The draft with what is lent. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    draft = _borrower(problems, typed, known.tenant, rain=typed.rain)
    lent = _lines(problems, typed, known)
    problems.done()
    return draft, lent


def checked_borrower(typed: LoanDraft, tenant: Tenant | None, *, rain: bool) -> LoanDraft:
    """The borrower's fields alone, to mend a loan. `rain`: it was lent in rain mode. Raises InvalidInput."""
    problems = Problems()
    draft = _borrower(problems, typed, tenant, rain=rain)
    problems.done()
    return draft


def _borrower(problems: Problems, typed: LoanDraft, tenant: Tenant | None, *, rain: bool) -> LoanDraft:
    """Who borrows: nobody borrows without a phone, and only in a queue without a name."""
    company = problems.line("company", typed.company, MOST_COMPANY)
    unit = problems.line("unit", typed.unit, MOST_UNIT)
    if tenant is not None:
        company = tenant.name
        unit = unit or (tenant.units[0] if tenant.units else "")
    return replace(
        typed,
        borrower=problems.name("borrower", typed.borrower, None if rain else N_("Type the borrower's name.")),
        phone=_phone(problems, typed.phone, rain=rain),
        tenant=tenant.id if tenant is not None else None,
        company=company,
        unit=unit,
        remark=problems.lines("remark", typed.remark, MOST_REMARK),
        waiver=problems.line("waiver", typed.waiver, MOST_REASON),
    )


def _phone(problems: Problems, typed: str, *, rain: bool) -> str:
    missing = N_("Type the borrower's phone number.")
    if rain:
        missing = N_("Choose who it is, or type the whole phone number.")
    return problems.if_typed("phone", lambda one: rules.own_number(str(parse_phone(one))), typed, missing)


def _lines(problems: Problems, typed: LoanDraft, known: Known) -> tuple[Lent, ...]:
    if not typed.lines:
        problems.say("lines", N_("Scan or choose at least one item."))
    if len(typed.lines) > MOST_LINES:
        problems.say("lines", N_("A loan has room for {most} items. Write a second one."), most=MOST_LINES)
        return ()
    seen: set[int] = set()
    lent = []
    for index, line in enumerate(typed.lines):
        offer = known.offers.get(line.item)
        if offer is None:
            problems.say(f"lines.{index}.item", N_("This item is not on record."))
            continue
        if line.item in seen:
            text = N_("“{item}” stands on this loan already.")
            problems.say(f"lines.{index}.item", text, item=offer.item.name)
        seen.add(line.item)
        _lendable(problems, f"lines.{index}.item", offer, rain=typed.rain)
        lent.append(_line(problems, f"lines.{index}", line, offer, known))
    return tuple(lent)


def _lendable(problems: Problems, at: str, offer: Offer, *, rain: bool) -> None:
    why_not = rules.ITEM_NOT["lend"].get(offer.item.state)
    if why_not is not None:
        problems.say(at, why_not, item=offer.item.name)
    elif not offer.category.active:
        text = N_("“{item}” is not lent any more: {category} is out of use.")
        problems.say(at, text, item=offer.item.name, category=offer.category.name)
    elif rain and not offer.category.rain:
        text = N_("“{item}” is not lent in rain mode: it is {category}. Lend it with the form.")
        problems.say(at, text, item=offer.item.name, category=offer.category.name)


def _line(problems: Problems, at: str, line: LineDraft, offer: Offer, known: Known) -> Lent:
    """Deposit and due time: as typed, else the category's own."""
    deposit = offer.category.deposit
    if line.deposit is not None:
        deposit = problems.money(f"{at}.deposit", line.deposit)
    usual = rules.due_time(offer.category, known.now, known.calendar)
    due = usual if line.due is None else _ahead(problems, f"{at}.due", line.due, known.now) or usual
    return Lent(offer.item, offer.category, deposit, due)


def _ahead(problems: Problems, at: str, due: datetime, now: datetime) -> datetime | None:
    """The moment in UTC; None with the problem noted."""
    if due.tzinfo is None:
        problems.say(at, N_("This is no moment. Choose day and time."))
    elif due <= now:
        problems.say(at, N_("This time has passed. Choose a later one."))
    elif due > now + timedelta(days=rules.MOST_DAYS):
        problems.say(at, N_("A loan is due within {most} days."), most=rules.MOST_DAYS)
    return None if at in problems.found else due.astimezone(UTC)


# Coming back, or not


def checked_return(typed: ReturnDraft, deposit: int) -> Settled:
    """How an item with this deposit comes back. Raises InvalidInput."""
    problems = Problems()
    keep = _keep(problems, typed.keep, deposit)
    fee = problems.money("fee", typed.fee)
    reason = problems.line("keep_reason", typed.keep_reason, MOST_REASON)
    if keep and len(reason) < LEAST_WORDS:
        problems.say("keep_reason", N_("Say why a part of the deposit is kept."))
    remark = problems.line("remark", typed.remark, MOST_REASON)
    if typed.condition is Condition.DAMAGED and len(remark) < LEAST_WORDS:
        problems.say("remark", N_("Say what is damaged."))
    if fee and len(remark) < LEAST_WORDS:
        problems.say("remark", N_("Say what the fee is for."))
    brought = problems.line("returned_by", typed.returned_by, MOST_NAME)
    problems.done()
    return Settled(deposit - keep, keep, fee, reason if keep else "", remark, brought, typed.condition)


def checked_loss(remark: str, keep: str, fee: str, deposit: int) -> Settled:
    """How a deposit ends when the item is lost. Raises InvalidInput."""
    problems = Problems()
    said = problems.words("remark", remark, MOST_REASON, N_("Say how it was lost."))
    kept = _keep(problems, keep, deposit)
    paid = problems.money("fee", fee)
    problems.done()
    return Settled(deposit - kept, kept, paid, said if kept else "", said)


def checked_find(remark: str, refund: str, most: int) -> tuple[str, int]:
    """Where a lost item was found, and what is given back of what was kept and paid, in fen. Raises InvalidInput."""
    problems = Problems()
    said = problems.words("remark", remark, MOST_REASON, N_("Say where it was found."))
    back = _back(problems, "refund", refund, most)
    problems.done()
    return said, back


def checked_refund(amount: str, reason: str, most: int) -> tuple[int, str]:
    """What is given back later, in fen, and why. Raises InvalidInput."""
    problems = Problems()
    back = _back(problems, "amount", amount, most)
    if not back:
        problems.say("amount", N_("Type an amount above 0."))
    said = problems.words("reason", reason, MOST_REASON)
    problems.done()
    return back, said


def _back(problems: Problems, at: str, typed: str, most: int) -> int:
    back = problems.money(at, typed)
    if back > most:
        text = N_("No more can be given back than was kept and paid: {most}.")
        problems.say(at, text, most=say_money(most))
    return back


def _keep(problems: Problems, typed: str, deposit: int) -> int:
    keep = problems.money("keep", typed)
    if keep > deposit:
        text = N_("No more can be kept than the deposit of {deposit}. Charge a fee for the rest.")
        problems.say("keep", text, deposit=say_money(deposit))
        return 0
    return keep


def checked_extension(due: datetime, words: str, before: datetime, now: datetime) -> tuple[datetime, str]:
    """A later due time in UTC, and its words. Raises InvalidInput for a time that is past, or no later than agreed."""
    problems = Problems()
    said = problems.line("words", words, MOST_WORDS)
    later = _ahead(problems, "due", due, now)
    if later is not None and later <= before:
        problems.say("due", N_("This is no later than the time agreed before."))
    problems.done()
    return later or due, said


def checked_words(typed: str) -> str:
    """Free words of a call. Raises InvalidInput."""
    return checked_lines("words", typed, MOST_WORDS)
