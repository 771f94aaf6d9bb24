"""What rain mode keeps in hand: an umbrella whose borrower is asked for, and what came of a scan. No widgets here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import Enum, auto

from desk_app.services.core.errors import DeskError
from desk_app.services.core.findings import Finding
from desk_app.services.core.words import Message
from desk_app.services.loans.records import Borrower, Category, Item, LineDraft, Loan, LoanDraft, TakenBack
from desk_app.ui.theme import Tone

TAIL = 4
"""Digits of a phone that a queue is asked for."""
MOBILE = 11
"""Digits of a mobile: with the last of them the number is whole."""
REST = MOBILE - TAIL
"""Digits of a mobile before the four that are known already."""
WHOLE = 7
"""Digits that any whole number has: fewer reach nobody's own phone."""
SHOWN = 9
"""So many people have a number key."""


class Want(Enum):
    """What an umbrella in hand waits for."""

    DIGITS = auto()
    """Four digits of the phone."""
    ANSWER = auto()
    """Who has them is looked up."""
    CHOICE = auto()
    """Several people have them."""
    NUMBER = auto()
    """Nobody known has them: the whole number."""
    WORD = auto()
    """Only the supervisor may lend it to this person."""
    RETRY = auto()
    """It could not be written: the disk is full, say."""


@dataclass(eq=False)
class Ask:
    """An umbrella in hand that nobody has yet. Its mark stays with it: tried twice, lent once."""

    item: Item
    category: Category
    want: Want = Want.DIGITS
    tail: str = ""
    number: str = ""
    name: str = ""
    people: tuple[Borrower, ...] = ()
    chosen: int = 0
    who: LoanDraft = field(default_factory=lambda: LoanDraft(()))
    """Whom it was last meant for: their fields alone."""
    findings: tuple[Finding, ...] = ()
    problem: DeskError | None = None
    request: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def offered(self) -> tuple[Borrower, ...]:
        """The people who have a key, the likeliest first."""
        return self.people[:SHOWN]


def whole_number(ask: Ask) -> str:
    """The number as it was typed; what stands before the four digits of a mobile is made whole with them."""
    typed = ask.number
    rest = len(typed) == REST and typed.startswith("1") and typed.isascii() and typed.isdigit()
    return typed + ask.tail if rest and len(ask.tail) == TAIL else typed


def draft_for(ask: Ask, who: Borrower) -> LoanDraft:
    """Lend it to somebody who is known."""
    return LoanDraft(
        (LineDraft(ask.item.id),),
        borrower=who.name,
        phone=who.phone,
        tenant=who.tenant,
        company=who.company,
        unit=who.unit,
        visit=who.visit,
        rain=True,
        request=ask.request,
    )


def draft_of_number(ask: Ask) -> LoanDraft:
    """Lend it to somebody whose number was typed."""
    return LoanDraft(
        (LineDraft(ask.item.id),), borrower=ask.name, phone=ask.number, rain=True, request=ask.request
    )


# What came of it


@dataclass(frozen=True)
class Lent:
    """It is out."""

    loan: Loan


@dataclass(frozen=True)
class Back:
    """It is home."""

    back: TakenBack


@dataclass(frozen=True)
class Said:
    """Something else that whoever stands there should read."""

    tone: Tone
    text: Message
    values: dict[str, object] = field(default_factory=dict)
    refund: int = 0
    """To be given back, in fen."""
    deposit: int = 0
    """To be taken, in fen."""


Outcome = Lent | Back | Said


@dataclass(eq=False)
class Step:
    """A loan or a return of this run, to be undone from the list."""

    outcome: Lent | Back
    ask: Ask | None = None
    """What a loan was asked for with."""
    undone: bool = False
