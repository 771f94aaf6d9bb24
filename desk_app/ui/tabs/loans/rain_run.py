"""A run of rain mode: loans and returns as they are done, what was said last, and the way back from a slip."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import DeskError, EnvironmentTrouble
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.loans.records import Loan, LoanDraft, TakenBack
from desk_app.services.loans.service import Loans
from desk_app.ui.errors import log_told
from desk_app.ui.tabs.loans.rain_asks import Ask, Back, Lent, Outcome, Said, Step
from desk_app.ui.tabs.loans.said import item_name

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class RainRun(QObject):
    """The verbs. What came of each stands in `outcome`; loans and returns stay in `steps`, the newest last."""

    told = Signal()
    """`outcome` is new."""
    steps_changed = Signal()
    undone = Signal(object)
    """The Step that was undone."""

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx, self._owner = ctx, owner
        self._loans = ctx.services.get(Loans)
        self.outcome: Outcome | None = None
        self.steps: list[Step] = []

    def tell(self, outcome: Outcome) -> None:
        """Say what came of something."""
        self.outcome = outcome
        self.told.emit()

    def lend(self, ask: Ask, draft: LoanDraft, failed: Callable[[Exception], bool], by: Actor | None) -> None:
        """Lend it; `by` is the supervisor where she decided."""

        def lent(loan: Loan) -> None:
            self._note(Step(Lent(loan), ask))

        self._ctx.do(
            lambda actor: self._loans.lend(actor, draft), owner=self._owner, done=lent, failed=failed, by=by
        )

    def take_back(self, code: str, failed: Callable[[], object]) -> None:
        """What was scanned is home; when it is nothing that is lent, words of its own say so."""
        request = uuid.uuid4().hex

        def home(back: TakenBack) -> None:
            self._note(Step(Back(back)))

        def refused(error: Exception) -> bool:
            failed()
            return self._refused(error)

        self._ctx.do(
            lambda actor: self._loans.take_back_by_tag(actor, code, request),
            owner=self._owner,
            done=home,
            failed=refused,
        )

    def undo_last(self) -> None:
        """The newest loan or return was a slip."""
        last = next((one for one in reversed(self.steps) if not one.undone), None)
        if last is not None:
            self.undo(last)

    def undo(self, step: Step) -> None:
        """A slip: as if it had not been."""
        outcome, loans = step.outcome, self._loans
        self._ctx.do(
            (lambda actor: loans.undo_lend(actor, outcome.loan.id))
            if isinstance(outcome, Lent)
            else (lambda actor: loans.undo_take_back(actor, outcome.back.line.id)),
            owner=self._owner,
            done=lambda _: self._undone(step),
            failed=self._refused,
        )

    def _undone(self, step: Step) -> None:
        step.undone, outcome = True, step.outcome
        if isinstance(outcome, Lent):
            text = N_("Undone: {item} is not lent.", "rain mode")
            said = Said("info", text, {"item": item_name(outcome.loan.lines[0])}, refund=outcome.loan.deposit)
        else:
            text = N_("Undone: {item} is out still.", "rain mode")
            said = Said("info", text, {"item": item_name(outcome.back.line)}, deposit=outcome.back.refund)
        self.tell(said)
        self.steps_changed.emit()
        self.undone.emit(step)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, DeskError):
            return False
        log_told(error)
        trouble = isinstance(error, EnvironmentTrouble)
        self.tell(Said("danger" if trouble else "warning", error.message, dict(error.values)))
        return True

    def _note(self, step: Step) -> None:
        self.tell(step.outcome)
        self.steps.append(step)
        self.steps_changed.emit()
