"""One loan in full: what of it is out, who has it, what was agreed and phoned, and the steps that fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.loans.options import UNDO_MINUTES
from desk_app.services.loans.records import Loan, LoanCard
from desk_app.services.loans.terms import LOAN_KIND, LineState
from desk_app.ui.i18n import format_moment, format_money, tr
from desk_app.ui.tabs.loans import actions, printing
from desk_app.ui.tabs.loans.columns import NAMELESS, SUSPENDED, company_line, state_line, state_tone
from desk_app.ui.tabs.loans.line_card import LineCard
from desk_app.ui.tabs.loans.said import grouped, item_name
from desk_app.ui.widgets.menus import Entry, menu_button
from desk_app.ui.widgets.panel_parts import card_link, dots, facts, happenings, scrolling
from desk_app.ui.widgets.parts import Label, button, column, plain_tip, row, said_label
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_SIGNATURE_HEIGHT = 64
_VISIT, _TENANT, _BEFORE = N_("Visit", "loans tab"), N_("Tenant"), N_("Borrowed before", "loans tab")


@dataclass(frozen=True)
class ShownLoan:
    """What the panel shows: the loan, and the names of those who did things to it."""

    card: LoanCard
    names: Mapping[int, str]


class LoanPanel(QWidget):
    """Head, lines, facts, calls, steps."""

    history = Signal(object)
    """The Loan whose borrower's other loans are asked for."""

    def __init__(self, ctx: AppContext, shown: ShownLoan, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        self._now = ctx.services.bench.clock.now()
        area = scrolling(self._lines(), *self._notes(), *self._log(), self._facts(), *self._signature())
        layout = column(self._head(), area, self._steps(), *self._card_link(), spacing=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    @property
    def loan(self) -> Loan:
        """The loan shown."""
        return self.shown.card.loan

    def _head(self) -> QWidget:
        loan, box = self.loan, QWidget()
        name = Label(loan.borrower or tr(NAMELESS), "title")
        name.setWordWrap(True)
        pill = Pill(plain(state_line(loan, self._now)), state_tone(loan, self._now))
        marks = [Pill(SUSPENDED, "danger")] if loan.suspended else []
        head = row(name, *marks, pill, spacing=8)
        head.setStretch(0, 1)
        box.setLayout(column(row(Label(loan.number, "muted"), None), head, spacing=2))
        return box

    def _card_link(self) -> list[QLayout]:
        """To the borrower's card, over all tabs; somebody of whom only a name is known has none."""
        loan = self.loan
        if not loan.phone and loan.visit is None and loan.tenant is None:
            return []
        return [card_link(self._ctx, LOAN_KIND, loan.id, "person")]

    def _notes(self) -> list[QWidget]:
        loan = self.loan
        if not any(line.overdue(self._now) for line in loan.lines):
            return []
        if loan.called_at is not None:
            text, at = N_("Overdue. Last call {moment}."), format_moment(loan.called_at, now=self._now)
            return [said_label(text, "problem", wrap=True, moment=at)]
        return [said_label(N_("Overdue: phone the borrower."), "problem", wrap=True)]

    def _lines(self) -> QWidget:
        box = QWidget()
        out = self.loan.out
        likely = out[0] if out else None
        made = [
            LineCard(self._ctx, self._page, one, self._now, likely=one is likely) for one in self.loan.lines
        ]
        box.setLayout(column(*made, spacing=8))
        return box

    # Facts

    def _facts(self) -> QWidget:
        loan = self.loan
        links: dict[str, Callable[[], object]] = {}
        if loan.tenant is not None:
            links[_TENANT] = lambda: self._ctx.open_record("tenant", loan.tenant or 0)
        if loan.visit is not None:
            links[_VISIT] = lambda: self._ctx.open_record("visit", loan.visit or 0)
        links[_BEFORE] = lambda: self.history.emit(loan)
        return facts(self._said(loan), links)

    def _said(self, loan: Loan) -> list[tuple[str, str]]:
        names = self.shown.names
        return [
            (N_("Phone"), loan.phone),
            (N_("Company", "loans tab"), company_line(loan)),
            (_TENANT, tr(N_("Look at the tenant")) if loan.tenant is not None else ""),
            (_VISIT, tr(N_("Look at the visit")) if loan.visit is not None else ""),
            (N_("Lent at", "loans tab"), _by(format_moment(loan.lent_at), names.get(loan.lent_by, ""))),
            (N_("Deposit held", "loans tab"), format_money(loan.deposit) if loan.deposit else ""),
            (N_("Remark", "loans tab"), loan.remark),
            (N_("Approved", "loans tab"), _by(names.get(loan.approved_by, ""), loan.waiver)),
            (N_("Number on the slip", "loans tab"), grouped(loan.code)),
            (N_("Receipts printed", "loans tab"), str(loan.copies) if loan.copies else ""),
            (_BEFORE, self._before()),
        ]

    def _before(self) -> str:
        card = self.shown.card
        if not card.loans_before:
            return ""
        text = N_("{n}, late: {late}") if card.late_before else N_("{n}, never late")
        return tr(text, n=card.loans_before, late=card.late_before)

    def _signature(self) -> list[QWidget]:
        if self.shown.card.signature is None:
            return []
        picture, view, pad = QPixmap(), Label(), QFrame()
        picture.loadFromData(self.shown.card.signature)
        smooth = Qt.TransformationMode.SmoothTransformation
        view.setPixmap(picture.scaledToHeight(_SIGNATURE_HEIGHT, smooth))
        view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        view.setToolTip(plain_tip(tr(N_("Signature"))))
        pad.setProperty("role", "pad")  # white in every theme: a signature is black ink on paper
        pad.setLayout(column(view, margins=6))
        return [said_label(N_("Signature"), "label"), pad]

    # What happened

    def _log(self) -> list[QWidget]:
        happened = sorted([*self._calls(), *self._extensions()], key=lambda one: one[0], reverse=True)
        if not happened:
            return []
        rows = [(format_moment(at, now=self._now), what) for at, what in happened]
        return [said_label(N_("Calls and extensions"), "heading"), happenings(rows)]

    def _calls(self) -> list[tuple[datetime, str]]:
        said = {True: N_("Phoned, reached"), False: N_("Phoned, nobody answered")}
        return [
            (one.at, dots(tr(said[one.reached]), one.words, self.shown.names.get(one.by, "")))
            for one in self.shown.card.calls
        ]

    def _extensions(self) -> list[tuple[datetime, str]]:
        items = {line.id: item_name(line) for line in self.loan.lines}
        text = N_("{item} extended to {moment}")
        return [
            (
                one.at,
                dots(
                    tr(text, item=plain(items.get(one.line, "")), moment=plain(format_moment(one.after))),
                    one.words,
                    self.shown.names.get(one.by, ""),
                ),
            )
            for one in self.shown.card.extensions
        ]

    # Steps

    def _steps(self) -> QWidget:
        """One line, the same in every language: a call, the receipt, and everything else by name."""
        ctx, page, loan, box = self._ctx, self._page, self.loan, QWidget()
        missing = any(line.state in (LineState.OUT, LineState.LOST) for line in loan.lines)
        alive = any(line.state is not LineState.VOID for line in loan.lines)
        made: list[QWidget] = []
        if missing:
            call = N_("Note a call")
            made.append(button(call, lambda: actions.note_call(ctx, page, loan), icon="phone"))
        if alive:
            word = N_("Print a copy", "loans tab") if loan.copies else N_("Print receipt", "loans tab")
            made.append(button(word, lambda: printing.print_receipt(ctx, page, loan), icon="print"))
            made.append(menu_button(N_("More"), "more", self._others()))
        layout = row(*made, spacing=6)
        for place in range(len(made) - 1):
            layout.setStretch(place, 1)
        box.setLayout(layout)
        return box

    def _others(self) -> list[Entry]:
        ctx, page, loan = self._ctx, self._page, self.loan
        offered: list[Entry] = [(N_("Preview"), lambda: printing.preview_receipt(ctx, page, loan))]
        if loan.out and self.shown.card.signature is None:
            offered.append((N_("Sign…"), lambda: actions.sign(ctx, page, loan)))
        offered.append((N_("Correct the borrower"), lambda: actions.correct(ctx, page, loan)))
        if self._may_undo:
            offered.append((N_("Undo the loan"), lambda: actions.undo_lend(ctx, page, loan)))
        return offered

    @property
    def _may_undo(self) -> bool:
        loan, minutes = self.loan, self._ctx.services.bench.settings.get(UNDO_MINUTES)
        fresh = timedelta() <= self._now - loan.lent_at <= timedelta(minutes=minutes)
        return fresh and all(line.state is LineState.OUT for line in loan.lines)


def _by(what: str, who: str) -> str:
    return dots(what, who) if what else ""
