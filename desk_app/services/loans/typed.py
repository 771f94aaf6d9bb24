"""What was typed, cleaned and checked: every problem at its field, in one go. Amounts become fen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from desk_app.services.calendar.days import WorkCalendar
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.money import parse_money, say_money
from desk_app.services.core.text.clean import clean_line, clean_lines
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import Tenant
from desk_app.services.loans import rules
from desk_app.services.loans.records import (
    Category,
    Condition,
    Item,
    LineDraft,
    LoanDraft,
    ReturnDraft,
)

MOST_LINES = 20
MOST_COMPANY, MOST_UNIT, MOST_REMARK, MOST_REASON, MOST_NAME, MOST_WORDS = 100, 20, 500, 200, 60, 500
LEAST_WORDS = 2
T = TypeVar("T")


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


class _Problems:
    """Collects what is wrong, field by field."""

    def __init__(self) -> None:
        self.found: dict[str, DeskError] = {}

    def say(self, at: str, text: Message, /, **values: object) -> None:
        """Note a problem; the first one at a field stays."""
        self.found.setdefault(at, UserError(text, **values))

    def take(self, at: str, check: Callable[[str], T], typed: str, otherwise: T) -> T:
        """The checked value, or `otherwise` with the problem noted."""
        try:
            return check(typed)
        except UserError as problem:
            self.found.setdefault(at, problem)
            return otherwise

    def line(self, at: str, typed: str, most: int) -> str:
        """Free text, cleaned."""
        return self.take(at, lambda one: clean_line(one, most), typed, typed)

    def lines(self, at: str, typed: str, most: int) -> str:
        """Free text of several lines, cleaned."""
        return self.take(at, lambda one: clean_lines(one, most), typed, typed)

    def words(self, at: str, typed: str, most: int, missing: Message) -> str:
        """A remark or reason that must be there."""
        said = self.line(at, typed, most)
        if len(said) < LEAST_WORDS:
            self.say(at, missing)
        return said

    def money(self, at: str, typed: str) -> int:
        """An amount in fen; nothing typed is 0."""
        return self.take(at, parse_money, typed, 0)

    def done(self) -> None:
        """Raise InvalidInput if anything was found."""
        if self.found:
            raise InvalidInput(self.found)


# Lending


def checked_loan(typed: LoanDraft, known: Known) -> tuple[LoanDraft, tuple[Lent, ...]]:
    """The draft with what is lent. Raises InvalidInput naming every field to mend."""
    problems = _Problems()
    draft = replace(
        _borrower(problems, typed, known.tenant, rain=typed.rain),
        waiver=problems.line("waiver", typed.waiver, MOST_REASON),
    )
    lent = _lines(problems, typed, known)
    problems.done()
    return draft, lent


def checked_borrower(typed: LoanDraft, tenant: Tenant | None, *, rain: bool) -> LoanDraft:
    """The borrower's fields alone, to mend a loan. `rain`: it was lent in rain mode. Raises InvalidInput."""
    problems = _Problems()
    draft = _borrower(problems, typed, tenant, rain=rain)
    problems.done()
    return draft


def _borrower(problems: _Problems, typed: LoanDraft, tenant: Tenant | None, *, rain: bool) -> LoanDraft:
    """Who borrows: nobody borrows without a phone, and only in a queue without a name."""
    company = problems.line("company", typed.company, MOST_COMPANY)
    unit = problems.line("unit", typed.unit, MOST_UNIT)
    if tenant is not None:
        company = tenant.name
        unit = unit or (tenant.units[0] if tenant.units else "")
    return replace(
        typed,
        borrower=_name(problems, typed.borrower, needed=not rain),
        phone=_phone(problems, typed.phone, rain=rain),
        tenant=tenant.id if tenant is not None else None,
        company=company,
        unit=unit,
        remark=problems.lines("remark", typed.remark, MOST_REMARK),
    )


def _name(problems: _Problems, typed: str, *, needed: bool) -> str:
    if not typed.strip():
        if needed:
            problems.say("borrower", N_("Type the borrower's name."))
        return ""
    return problems.take("borrower", parse_person_name, typed, typed)


def _phone(problems: _Problems, typed: str, *, rain: bool) -> str:
    if typed.strip():
        return problems.take("phone", lambda one: str(parse_phone(one)), typed, typed)
    if rain:
        problems.say("phone", N_("Choose who it is, or type the whole phone number."))
    else:
        problems.say("phone", N_("Type the borrower's phone number."))
    return ""


def _lines(problems: _Problems, typed: LoanDraft, known: Known) -> tuple[Lent, ...]:
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


def _lendable(problems: _Problems, at: str, offer: Offer, *, rain: bool) -> None:
    why_not = rules.ITEM_NOT["lend"].get(offer.item.state)
    if why_not is not None:
        problems.say(at, why_not, item=offer.item.name)
    elif rain and not offer.category.rain:
        text = N_("“{item}” is not lent in rain mode: it is {category}. Lend it with the form.")
        problems.say(at, text, item=offer.item.name, category=offer.category.name)


def _line(problems: _Problems, at: str, line: LineDraft, offer: Offer, known: Known) -> Lent:
    """Deposit and due time: as typed, else the category's own."""
    deposit = offer.category.deposit
    if line.deposit is not None:
        deposit = problems.money(f"{at}.deposit", line.deposit)
    if line.due is None:
        return Lent(
            offer.item, offer.category, deposit, rules.due_time(offer.category, known.now, known.calendar)
        )
    _ahead(problems, f"{at}.due", line.due, known.now)
    return Lent(offer.item, offer.category, deposit, line.due)


def _ahead(problems: _Problems, at: str, due: datetime, now: datetime) -> None:
    if due <= now:
        problems.say(at, N_("This time has passed. Choose a later one."))
    elif due > now + timedelta(days=rules.MOST_DAYS):
        problems.say(at, N_("A loan is due within {most} days."), most=rules.MOST_DAYS)


# Coming back, or not


def checked_return(typed: ReturnDraft, deposit: int) -> Settled:
    """How an item with this deposit comes back. Raises InvalidInput."""
    problems = _Problems()
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
    problems = _Problems()
    said = problems.words("remark", remark, MOST_REASON, N_("Say how it was lost."))
    kept = _keep(problems, keep, deposit)
    paid = problems.money("fee", fee)
    problems.done()
    return Settled(deposit - kept, kept, paid, said if kept else "", said)


def checked_find(remark: str, refund: str, kept: int) -> tuple[str, int]:
    """Where a lost item was found, and what is given back of what was kept, in fen. Raises InvalidInput."""
    problems = _Problems()
    said = problems.words("remark", remark, MOST_REASON, N_("Say where it was found."))
    back = problems.money("refund", refund)
    if back > kept:
        text = N_("No more can be given back than was kept: {kept}.")
        problems.say("refund", text, kept=say_money(kept))
    problems.done()
    return said, back


def _keep(problems: _Problems, typed: str, deposit: int) -> int:
    keep = problems.money("keep", typed)
    if keep > deposit:
        text = N_("No more can be kept than the deposit of {deposit}. Charge a fee for the rest.")
        problems.say("keep", text, deposit=say_money(deposit))
        return 0
    return keep


def checked_extension(due: datetime, words: str, before: datetime, now: datetime) -> str:
    """The words of an extension to `due`. Raises InvalidInput for a time that is past, or no later than agreed."""
    problems = _Problems()
    said = problems.line("words", words, MOST_WORDS)
    _ahead(problems, "due", due, now)
    if due <= before:
        problems.say("due", N_("This is no later than the time agreed before."))
    problems.done()
    return said


def checked_words(typed: str) -> str:
    """Free words of a call. Raises InvalidInput."""
    problems = _Problems()
    said = problems.lines("words", typed, MOST_WORDS)
    problems.done()
    return said
