"""What the random verbs of lost property are held against: items, claims and reports, counted by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotPermitted, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import Role
from desk_app.services.lost_property.keeping import months_after
from desk_app.services.lost_property.records import Category, FoundState, Outcome, ValueClass

S, V, C = FoundState, ValueClass, Category
HERE = (S.TAKEN_IN, S.KEPT)


@dataclass
class Thing:
    """One item as counted by hand."""

    id: int
    first: int
    category: Category
    value: ValueClass
    day: date
    secret: str
    state: FoundState = S.TAKEN_IN
    second: int = 0
    noticed: date | None = None
    said: list[str] = field(default_factory=list)
    """The words of claims that are not decided."""
    refused: int = 0
    granted: int = 0

    @property
    def keep_until(self) -> date:
        if self.category is C.FOOD:
            return self.day
        if self.value is V.HIGH:
            return months_after(self.noticed or self.day, 12)
        return months_after(self.day, 3)

    def due(self, today: date) -> bool:
        return today >= self.keep_until if self.category is C.FOOD else today > self.keep_until


@dataclass
class Missed:
    """One report as counted by hand."""

    id: int
    open: bool = True
    found: int | None = None


@dataclass
class Model:
    """Everything as counted by hand."""

    things: list[Thing] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)

    def giving_back(
        self, thing: Thing, words: str, role: Role, report: Missed | None, today: date
    ) -> type[UserError] | None:
        """How giving back will be refused, if it will."""
        if role is Role.GUARD:
            return NotPermitted
        if thing.state not in HERE:
            return IllegalStep
        if not words:
            return InvalidInput
        if words not in thing.said:
            return IllegalStep
        if thing.value is V.HIGH and thing.state is S.TAKEN_IN:
            return IllegalStep
        beyond = thing.category is C.FOOD and thing.keep_until < today
        if (thing.value is V.HIGH or beyond) and role is not Role.SUPERVISOR:
            return Unsettled
        return IllegalStep if report is not None and not report.open else None

    def disposing(
        self, thing: Thing, outcome: Outcome, receipt: str, words: str, role: Role, today: date
    ) -> type[UserError] | None:
        """How disposing will be refused, if it will."""
        ends = self._ending(thing, outcome, receipt, role, today)
        return InvalidInput if ends is None and thing.said and not words else ends

    def _ending(
        self, thing: Thing, outcome: Outcome, receipt: str, role: Role, today: date
    ) -> type[UserError] | None:
        if role is not Role.SUPERVISOR:
            return NotPermitted
        if thing.state not in HERE:
            return IllegalStep
        if outcome is Outcome.POLICE and not receipt:
            return InvalidInput
        if thing.state is S.TAKEN_IN and thing.category is not C.FOOD:
            return IllegalStep
        if thing.value is V.HIGH:
            over = thing.noticed is not None and thing.keep_until < today
            return None if outcome is Outcome.POLICE or (over and thing.due(today)) else IllegalStep
        return None if thing.due(today) else IllegalStep

    def leave(self, thing: Thing, state: FoundState, report: Missed | None = None) -> None:
        thing.state = state
        for one in self.missed:
            if one.open and one.found == thing.id:
                one.found = None
        if report is not None:
            report.open, report.found = False, thing.id
