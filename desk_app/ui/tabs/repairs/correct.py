"""A report that was typed wrong: who, where and what are mended; number, times and owner stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_, plain
from desk_app.services.repairs.records import KnownReporter, Order, OrderDraft
from desk_app.services.repairs.service import Repairs
from desk_app.ui.i18n import say
from desk_app.ui.tabs.repairs.what import What
from desk_app.ui.tabs.repairs.who_where import WhoWhere
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class CorrectDialog(Dialog):
    """The same fields as in the form."""

    def __init__(self, ctx: AppContext, order: Order, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._order = ctx, order
        title = N_("Correct the report", "repairs tab")
        say(self, title, "setWindowTitle")
        self.who, self.what = WhoWhere(ctx), What(ctx)
        self.save = button(N_("Save", "repairs tab"), self.submit, kind="primary", icon="save")
        for part in (self.who, self.what):
            part.submitted.connect(self.submit)
        foot = row(button(N_("Cancel"), self.reject), None, self.save)
        head = (said_label(title, "title"), Label(order.number, "muted"))
        self.setLayout(column(*head, self.who, self.what, foot, spacing=14, margins=24))
        self.setMinimumWidth(520)
        self._fill(order)

    def _fill(self, one: Order) -> None:
        self.who.fill(
            KnownReporter(
                one.reporter,
                one.phone,
                company=one.company,
                unit=one.unit,
                floor=one.floor,
                tenant=one.tenant,
            )
        )
        if not one.unit:
            self.who.where.setText(one.area)
        self.what.fill(
            one.description,
            one.trade,
            one.urgency,
            kind=one.kind,
            department=one.department,
            serious=one.serious,
            paid=one.paid,
        )
        self.what.keep_trade()
        self.what.load()

    def draft(self) -> OrderDraft:
        """The report as it stands here."""
        place, one = self.who.place, self._order
        return replace(
            OrderDraft(
                source=one.source, prices=one.prices, price_confirmed=one.price_confirmed_at is not None
            ),
            **self.what.draft(),
            reporter=self.who.reporter.text(),
            phone=self.who.phone.text(),
            tenant=place.tenant if place.tenant is not None else one.tenant,
            company=self.who.company.text(),
            unit=place.unit,
            floor=place.floor or (one.floor if place.area == one.area else ""),
            area=place.area,
        )

    def submit(self) -> None:
        """Save what is mended."""
        if not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        draft, repairs, order = self.draft(), self._ctx.services.get(Repairs), self._order
        self._ctx.do(
            lambda actor: repairs.correct(actor, order.id, draft),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, now: Order) -> None:
        self._ctx.toasts.show(N_("{number} is corrected.", "repairs tab"), number=plain(now.number))
        self.accept()

    def _failed(self, error: Exception) -> bool:
        self.save.setEnabled(True)
        return isinstance(error, InvalidInput) and show_problems(error.problems, self.who, self.what)


def show_problems(problems: Mapping[str, DeskError], who: WhoWhere, what: What) -> bool:
    """Each problem at its field, the keyboard at the first from the top. False if one belongs to none of them."""
    rest = {_RENAMED.get(name, name): one for name, one in problems.items()}
    for form in (what.form, who.form):
        mine = {name: rest.pop(name) for name in form.draft() if name in rest}
        form.clear_problems()
        if mine:
            form.show_problems(InvalidInput(mine))
    return not rest


_RENAMED = {"unit": "where", "area": "where", "floor": "where", "tenant": "company"}
"""Fields of a draft that are typed under another name."""
