"""What is said about one item: damaged, repaired, missing, retired, found again, corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.loans.records import Item
from desk_app.services.loans.service import Loans
from desk_app.services.loans.stock import Stock
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Kind, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class Remark(Enum):
    """A step on an item that takes a few words."""

    DAMAGE = auto()
    REPAIR = auto()
    MISS = auto()
    RETIRE = auto()


@dataclass(frozen=True)
class _Asked:
    title: Message
    label: Message
    save: Message
    field: str = "remark"
    needed: bool = True
    kind: Kind = "primary"


_ASKED = {
    Remark.DAMAGE: _Asked(N_("{item} is damaged"), N_("What is broken"), N_("Put aside as damaged")),
    Remark.REPAIR: _Asked(N_("{item} is repaired"), N_("What was done"), N_("Lend it again"), needed=False),
    Remark.MISS: _Asked(
        N_("{item} is missing"), N_("When it was missed"), N_("Put down as missing"), kind="danger"
    ),
    Remark.RETIRE: _Asked(
        N_("{item} is taken out of stock"), N_("Reason"), N_("Retire"), "reason", kind="danger"
    ),
}


class RemarkDialog(FormDialog):
    """One line of words, and the step is taken."""

    def __init__(
        self, ctx: AppContext, parent: QWidget, item: Item, step: Remark, done: Callable[[Item], None]
    ) -> None:
        asked = _ASKED[step]
        super().__init__(ctx, asked.title, asked.save, parent, kind=asked.kind, item=plain(item_name(item)))
        self._item, self._step, self._asked, self._after = item, step, asked, done
        self.form.add(asked.field, asked.label, QLineEdit(), required=asked.needed)

    def send(self) -> None:
        """Take the step."""
        words, item = self.text(self._asked.field), self._item.id
        stock = self.ctx.services.get(Stock)
        verbs: dict[Remark, Callable[[Actor], Changes[Item]]] = {
            Remark.DAMAGE: lambda actor: stock.damage(actor, item, words),
            Remark.REPAIR: lambda actor: stock.repair(actor, item, words),
            Remark.MISS: lambda actor: stock.miss(actor, item, words),
            Remark.RETIRE: lambda actor: stock.retire(actor, item, words),
        }
        self.do(verbs[self._step])


class FoundDialog(FormDialog):
    """What was lost is here again; what the borrower paid for it may go back."""

    def __init__(self, ctx: AppContext, parent: QWidget, item: Item, done: Callable[[Item], None]) -> None:
        title = N_("{item} is found again")
        super().__init__(ctx, title, N_("Found again", "loans tab"), parent, item=plain(item_name(item)))
        self._item, self._after = item, done
        self.form.add("remark", N_("Where it was found"), QLineEdit())
        hint = N_("At most what was kept and paid when it was lost. Empty: nothing.")
        self.form.add("refund", N_("Give back to the borrower (yuan)"), QLineEdit(), hint=hint)
        if item.remark:
            known = N_("Put down: {remark}")
            self.arrange((said_label(known, "muted", wrap=True, remark=plain(item.remark)),))

    def send(self) -> None:
        """Put it back into stock."""
        loans, item = self.ctx.services.get(Loans), self._item.id
        remark, refund = self.text("remark"), self.text("refund")
        self.do(lambda actor: loans.find_again(actor, item, remark, refund))


class CorrectItemDialog(FormDialog):
    """Another name or hook; the tag stays."""

    def __init__(self, ctx: AppContext, parent: QWidget, item: Item, done: Callable[[Item], None]) -> None:
        title = N_("Correct {item}")
        super().__init__(ctx, title, N_("Save"), parent, columns=2, item=plain(item_name(item)))
        self._item, self._after = item, done
        self.form.add("name", N_("Name", "loan item"), QLineEdit(), required=True, initial=item.name)
        self.form.add("hook", N_("Hook", "loan item"), QLineEdit(), initial=item.hook)
        self.form.add("remark", N_("Remark", "loans tab"), QLineEdit(), span=2, initial=item.remark)

    def send(self) -> None:
        """Save."""
        stock, item = self.ctx.services.get(Stock), self._item.id
        name, hook, remark = (self.text(field) for field in ("name", "hook", "remark"))
        self.do(lambda actor: stock.correct_item(actor, item, name, hook, remark))
