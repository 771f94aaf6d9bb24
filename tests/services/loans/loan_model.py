"""What the random verbs of the loans are held against: items, lines, suspensions and money, counted by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.loans.records import Item, LoanDraft
from desk_app.services.loans.standard import STANDARD, TROLLEY, UMBRELLA, WHEELCHAIR
from desk_app.services.loans.terms import Condition, ItemState, LineState

S, L = ItemState, LineState
PHONES = ("13812345678", "13912345679", "13712345670")
STOCK = ((UMBRELLA, 3, "伞"), (WHEELCHAIR, 2, "轮椅"), (TROLLEY, 1, "手推车"))
RULES = {one.id: one for one in STANDARD}
AMOUNTS = {"": 0, "0": 0, "12.5": 1250, "50": 5000, "100": 10000, "1e9": None, "−1": None, "五十": None}
"""Typed → fen; None for what is no amount."""
STEPS: dict[str, tuple[frozenset[ItemState], ItemState]] = {
    "damage": (frozenset({S.AVAILABLE}), S.DAMAGED),
    "repair": (frozenset({S.DAMAGED}), S.AVAILABLE),
    "miss": (frozenset({S.AVAILABLE}), S.LOST),
    "retire": (frozenset({S.AVAILABLE, S.DAMAGED, S.LOST}), S.RETIRED),
}
UNDO = timedelta(minutes=10)


@dataclass
class Line:
    """One line as counted by hand."""

    id: int
    loan: int
    item: int
    phone: str
    due: datetime
    deposit: int
    lent_at: datetime
    state: LineState = L.OUT
    refunded: int = 0
    kept: int = 0
    fee: int = 0
    given_back: int = 0
    condition: Condition = Condition.GOOD
    ended: datetime | None = None


@dataclass
class Form:
    """What a form was saved with."""

    draft: LoanDraft
    loan: int


@dataclass
class Model:
    """Items, lines, suspensions and money as counted by hand."""

    items: dict[int, Item] = field(default_factory=dict)
    states: dict[int, ItemState] = field(default_factory=dict)
    since: dict[int, datetime] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    suspended: dict[str, int] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    put_in: int = 0

    def out(self, phone: str | None = None) -> list[Line]:
        return [one for one in self.lines if one.state is L.OUT and phone in (None, one.phone)]

    def held(self) -> int:
        return sum(one.deposit for one in self.out())

    def cash(self) -> int:
        return self.put_in + self.held() + sum(one.kept + one.fee - one.given_back for one in self.lines)

    def move(self, item: int, state: ItemState, now: datetime) -> None:
        self.states[item], self.since[item] = state, now

    def lending(
        self, draft: LoanDraft, items: list[int], deposit: str | None, due: datetime | None, now: datetime
    ) -> type[UserError] | None:
        """How lending will be refused, if it will."""
        before = self.forms.get(draft.request)
        if before is not None:
            return None if before.draft == draft else InvalidInput
        kinds = [RULES[self.items[item].category] for item in items]
        wrong = [
            len(set(items)) < len(items),
            any(self.states[item] is not S.AVAILABLE for item in items),
            draft.rain and not all(kind.rain for kind in kinds),
            deposit is not None and AMOUNTS[deposit] is None,
            due is not None and not now < due <= now + timedelta(days=365),
        ]
        if any(wrong):
            return InvalidInput
        has = self.out(draft.phone)
        kept = Counter(self.items[one.item].category for one in has)
        kept.update(kind.id for kind in kinds)
        asks = [
            draft.phone in self.suspended,
            any(one.due < now for one in has),
            any(0 < kind.per_person < kept[kind.id] for kind in kinds),
        ]
        return Unsettled if any(asks) and not draft.waiver else None
