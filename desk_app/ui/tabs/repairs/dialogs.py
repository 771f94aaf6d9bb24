"""What an order is asked about: whom to send, when somebody arrived, a word, a hold, that it is done, its price."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.services.repairs.records import Order
from desk_app.services.repairs.service import Repairs
from desk_app.ui.tabs.repairs.columns import where_line
from desk_app.ui.tabs.repairs.people import suggest_for
from desk_app.ui.tabs.repairs.price_lines import PriceLines
from desk_app.ui.widgets.date_time import DayField, TimeField, moment_at
from desk_app.ui.widgets.form_dialog import FormDialog, lines_field
from desk_app.ui.widgets.parts import button, row, said_label
from desk_app.ui.widgets.photos_field import PhotosField
from desk_app.ui.widgets.picker import Picker
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_NO_TIME = N_("Type the time as 930 or 9:30.")


def about(order: Order) -> str:
    """Which order it is: number, place, what."""
    said = (order.number, where_line(order), " ".join(order.description.split()))
    return " · ".join(part for part in said if part)


class DispatchDialog(FormDialog):
    """Somebody of the trade is sent."""

    def __init__(self, ctx: AppContext, order: Order, parent: QWidget) -> None:
        title = N_("Who goes?", "repairs tab")
        super().__init__(ctx, title, N_("Dispatch", "repairs tab"), parent, about=about(order))
        self._order = order
        self.colleague, self.promised = Picker(), TimeField(ctx.services.bench.clock.now)
        hint = N_("Those of the trade come first: name, initials or phone digits", "repairs tab")
        self.form.add("colleague", N_("Who is sent", "repairs tab"), self.colleague, required=True, hint=hint)
        hint = N_("Empty: as the clocks say", "repairs tab")
        self.form.add("promised", N_("Promised by", "repairs tab"), self.promised, hint=hint)
        suggest_for(ctx, self, self.colleague, order)

    def begin(self, after: Callable[[Order], object]) -> None:
        """Those of the trade are offered at once: Enter sends the first."""
        super().begin(after)
        QTimer.singleShot(0, self.colleague, lambda: self.colleague.query.emit(self.colleague.text()))

    def send(self) -> None:
        """The order is theirs."""
        chosen = self.colleague.draft()[0]
        if not isinstance(chosen, Colleague):
            problem = UserError(N_("Choose who goes from the list.", "repairs tab"))
            self.form.show_problems(InvalidInput({"colleague": problem}))
            return
        if self.promised.problem:
            self.form.show_problems(InvalidInput({"promised": UserError(_NO_TIME)}))
            return
        clock, order, repairs = self.ctx.services.bench.clock, self._order, self.ctx.services.get(Repairs)
        promised = moment_at(self.promised, clock.now().astimezone(clock.zone), past=False)
        self.do(lambda actor: repairs.dispatch(actor, order.id, chosen.id, promised))


class ArriveDialog(FormDialog):
    """Somebody came earlier than it is noted."""

    def __init__(self, ctx: AppContext, order: Order, parent: QWidget) -> None:
        title = N_("When did somebody arrive?", "repairs tab")
        super().__init__(ctx, title, N_("Note the arrival", "repairs tab"), parent, about=about(order))
        self._order = order
        self.at = TimeField(ctx.services.bench.clock.now)
        self.form.add("at", N_("Arrived at", "repairs tab"), self.at, required=True)

    def send(self) -> None:
        """On site since then."""
        clock, order, repairs = self.ctx.services.bench.clock, self._order, self.ctx.services.get(Repairs)
        at = moment_at(self.at, clock.now().astimezone(clock.zone), past=True)
        if at is None:
            self.form.show_problems(InvalidInput({"at": UserError(_NO_TIME)}))
            return
        self.do(lambda actor: repairs.arrive(actor, order.id, at))


class WordsDialog(FormDialog):
    """A word about an order: how it goes, what the complainant was told."""

    def __init__(
        self,
        ctx: AppContext,
        order: Order,
        parent: QWidget,
        title: Message,
        verb: Callable[[Actor, int, str], Changes[Order]],
    ) -> None:
        super().__init__(ctx, title, N_("Note it", "repairs tab"), parent, about=about(order))
        self._order, self._verb = order, verb
        self.form.add("words", N_("What was said", "repairs tab"), QLineEdit(), required=True)

    def send(self) -> None:
        """Put it on record."""
        words, order, verb = self.form.draft()["words"], self._order, self._verb
        self.do(lambda actor: verb(actor, order.id, words))


class HoldDialog(FormDialog):
    """It waits for something, until a day."""

    def __init__(self, ctx: AppContext, order: Order, parent: QWidget) -> None:
        title = N_("Put on hold", "repairs tab")
        super().__init__(ctx, title, N_("Put on hold", "repairs tab"), parent, about=about(order))
        self._order = order
        self.until = DayField(ctx.services.bench.clock.now)
        hint = N_("Such as: waits for a spare part", "repairs tab")
        self.form.add("why", N_("Why", "repairs tab"), QLineEdit(), required=True, hint=hint)
        self.form.add("until", N_("Goes on", "repairs tab"), self.until, required=True)

    def send(self) -> None:
        """Its clocks stand still until then."""
        until, why, order = self.until.value, self.form.draft()["why"], self._order
        if until is None:
            problem = UserError(N_("Type the day as 22, 11-22 or tomorrow."))
            self.form.show_problems(InvalidInput({"until": problem}))
            return
        repairs = self.ctx.services.get(Repairs)
        self.do(lambda actor: repairs.hold(actor, order.id, why, until))


class DoneDialog(FormDialog):
    """What was done; the customer signs here or on the paper."""

    def __init__(self, ctx: AppContext, order: Order, parent: QWidget) -> None:
        title = N_("It is done", "repairs tab")
        super().__init__(ctx, title, N_("Done", "repairs tab"), parent, about=about(order))
        self._order = order
        words = lines_field(56)
        self.form.add("words", N_("What was done", "repairs tab"), words, required=True)
        self.pad, self.photo = SignaturePad(), PhotosField(ctx, most=1)
        self.pad.setMinimumHeight(130)
        clear = button(N_("Clear"), self.pad.clear, kind="quiet")
        signed = said_label(N_("The customer signs here, or on the work order", "repairs tab"), "label")
        head = row(signed, None, clear)
        self.arrange(below=(head, self.pad, self.photo))

    def send(self) -> None:
        """It waits for its call-back."""
        words, order = self.form.draft()["words"], self._order
        signature, photo = self.pad.png() or None, next(iter(self.photo.draft()), None)
        repairs = self.ctx.services.get(Repairs)
        self.do(lambda actor: repairs.done(actor, order.id, words, signature, photo))


class PriceDialog(FormDialog):
    """What a paid service costs: told to the customer before work starts."""

    def __init__(self, ctx: AppContext, order: Order, parent: QWidget) -> None:
        title = N_("Price of the work", "repairs tab")
        super().__init__(ctx, title, N_("Keep it", "repairs tab"), parent, about=about(order))
        self._order = order
        self.prices = PriceLines(ctx)
        self.prices.set_lines(order.prices, confirmed=order.price_confirmed_at is not None)
        self.form.hide()  # the lines are the form
        self.arrange(below=(self.prices,))
        self.setMinimumWidth(520)

    def begin(self, after: Callable[[Order], object]) -> None:
        """The keyboard goes to the price list; to the tick when there are lines already."""
        super().begin(after)
        (self.prices.confirmed if self.prices.rows else self.prices.field).setFocus()

    def send(self) -> None:
        """Keep the lines, and whether the customer agreed."""
        if unreadable := self.prices.unreadable():
            self.prices.show_problem(unreadable["prices"])
            return
        lines, confirmed = self.prices.lines(), self.prices.confirmed.isChecked()
        repairs, order = self.ctx.services.get(Repairs), self._order
        self.do(lambda actor: repairs.price(actor, order.id, lines, confirmed))

    def failed(self, error: Exception) -> bool:
        """What is wrong stands at the lines."""
        self.sure.setEnabled(True)
        if not isinstance(error, InvalidInput):
            return False
        first: DeskError = next(iter(error.problems.values()))
        self.prices.show_problem(first)
        return True
