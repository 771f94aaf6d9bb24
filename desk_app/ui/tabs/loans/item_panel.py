"""One item in full: where it stands, what happened to it, and the steps that fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, plain
from desk_app.services.loans.records import Happened, Item, ItemCard
from desk_app.services.loans.terms import ITEM_STATE_NAMES, ITEM_STEP_NAMES, LOAN_KIND, ItemState
from desk_app.ui.i18n import format_moment, format_money, tr
from desk_app.ui.tabs.loans import actions, printing
from desk_app.ui.tabs.loans.item_dialogs import CorrectItemDialog, Remark, RemarkDialog
from desk_app.ui.tabs.loans.lists_menu import save_item
from desk_app.ui.tabs.loans.said import category_name, grouped, item_name
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.panel_parts import Offer, dots, facts, happenings, scrolling, steps
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

S = ItemState
ITEM_TONES: dict[ItemState, Tone] = {
    S.AVAILABLE: "positive",
    S.LENT: "info",
    S.DAMAGED: "warning",
    S.LOST: "danger",
    S.RETIRED: "neutral",
}
_MOST_HAPPENED = 30
SAVE_HISTORY = N_("Save the history as Excel file…")


@dataclass(frozen=True)
class ShownItem:
    """What the panel shows: the item, and the names of those who did things to it."""

    card: ItemCard
    names: Mapping[int, str]


class ItemPanel(QWidget):
    """Head, facts, history, steps."""

    lend = Signal(object)
    """The Item that somebody wants to borrow."""

    def __init__(self, ctx: AppContext, shown: ShownItem, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        area = scrolling(self._facts(), *self._history())
        layout = column(self._head(), area, steps(self._offers()), spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    @property
    def item(self) -> Item:
        """The item shown."""
        return self.shown.card.item

    def _head(self) -> QWidget:
        item, box = self.item, QWidget()
        name = Label(item_name(item), "title")
        name.setWordWrap(True)
        head = row(name, Pill(ITEM_STATE_NAMES[item.state], ITEM_TONES[item.state]))
        head.setStretch(0, 1)
        box.setLayout(column(Label(category_name(self.shown.card.category), "muted"), head, spacing=2))
        return box

    def _facts(self) -> QWidget:
        item, card = self.item, self.shown.card
        category = card.category
        return facts(
            [
                (N_("Hook", "loan item"), item.hook),
                (N_("Tag", "loan item"), grouped(item.tag)),
                (N_("Since", "loan item"), format_moment(item.since) if item.since else ""),
                (N_("Remark", "loans tab"), item.remark),
                (N_("Times lent"), str(card.times_lent) if card.times_lent else ""),
                (N_("Deposit", "loans tab"), format_money(category.deposit) if category.deposit else ""),
                (N_("A lost one costs"), format_money(category.lost_fee) if category.lost_fee else ""),
                (N_("Told at lending"), category.advice),
            ]
        )

    def _history(self) -> list[QWidget]:
        history = self.shown.card.history[:_MOST_HAPPENED]
        if not history:
            return []
        now = self._ctx.services.bench.clock.now()
        rows = [(format_moment(one.at, now=now), self._said(one)) for one in history]
        return [said_label(N_("History", "loan item"), "heading"), happenings(rows)]

    def _said(self, one: Happened) -> str:
        by = self.shown.names.get(one.by, "")
        return dots(tr(ITEM_STEP_NAMES[one.step]), one.borrower, one.words, by)

    # Steps

    def _offers(self) -> list[Offer]:
        """What may be done now, likeliest first."""
        return [offer for fits, offer in (*self._likely(), *self._others()) if fits]

    def _likely(self) -> list[tuple[bool, Offer]]:
        ctx, page, item = self._ctx, self._page, self.item
        state, line, loan = item.state, item.line, item.loan
        return [
            (
                state is S.AVAILABLE,
                Offer(N_("Lend this"), lambda: self.lend.emit(item), "umbrella", "primary"),
            ),
            (
                state is S.LENT and line is not None,
                Offer(
                    N_("Take back", "loans"),
                    lambda: actions.take_back(ctx, page, line or 0),
                    "arrow-left",
                    "primary",
                ),
            ),
            (
                state is S.LENT and loan is not None,
                Offer(N_("Look at the loan"), lambda: ctx.open_record(LOAN_KIND, loan or 0), "eye"),
            ),
            (
                state is S.LOST,
                Offer(N_("Found again…"), lambda: actions.find_again(ctx, page, item), "lost", "primary"),
            ),
            (state is S.DAMAGED, self._remark(N_("Is repaired…"), Remark.REPAIR, "wrench", primary=True)),
        ]

    def _others(self) -> list[tuple[bool, Offer]]:
        ctx, page, item = self._ctx, self._page, self.item
        state, supervisor = item.state, self._ctx.actor.role is Role.SUPERVISOR
        kept = state is not S.RETIRED
        return [
            (state is S.AVAILABLE, self._remark(N_("Is damaged…"), Remark.DAMAGE, "wrench")),
            (state is S.AVAILABLE, self._remark(N_("Is missing…"), Remark.MISS, "search")),
            (kept, Offer(N_("Correct…"), lambda: correct_item(ctx, page, item), "edit")),
            (kept, Offer(N_("Print its label"), lambda: printing.print_tags(ctx, page, [item]), "tag")),
            (
                True,
                Offer(
                    N_("Print the history"),
                    lambda: printing.print_item(ctx, page, self.shown.card),
                    "print",
                    "quiet",
                ),
            ),
            (True, Offer(SAVE_HISTORY, lambda: save_item(ctx, page, self.shown.card), "download", "quiet")),
            (
                supervisor and kept and state is not S.LENT,
                self._remark(N_("Retire…"), Remark.RETIRE, "trash"),
            ),
        ]

    def _remark(self, message: str, step: Remark, sign: str, *, primary: bool = False) -> Offer:
        ctx, page, item = self._ctx, self._page, self.item
        return Offer(message, lambda: remark(ctx, page, item, step), sign, "primary" if primary else "plain")


def remark(ctx: AppContext, page: QWidget, item: Item, step: Remark) -> None:
    """Ask for the words of a step on an item, and take it."""
    told = {
        Remark.DAMAGE: N_("{item} is put aside."),
        Remark.REPAIR: N_("{item} is available again."),
        Remark.MISS: N_("{item} is put down as missing."),
        Remark.RETIRE: N_("{item} is retired."),
    }
    message = told[step]
    RemarkDialog(
        ctx, page, item, step, lambda now: ctx.toasts.show(message, item=plain(item_name(now)))
    ).open()


def correct_item(ctx: AppContext, page: QWidget, item: Item) -> None:
    """Another name or hook."""
    CorrectItemDialog(
        ctx, page, item, lambda now: ctx.toasts.show(N_("{item} is corrected."), item=plain(item_name(now)))
    ).open()
