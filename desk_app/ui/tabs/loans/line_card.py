"""One item of a loan in the panel: where it stands, and what can be done with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, plain
from desk_app.services.loans.options import UNDO_MINUTES
from desk_app.services.loans.records import LoanLine
from desk_app.services.loans.terms import ITEM_KIND, LINE_STATE_NAMES, Condition, LineState
from desk_app.ui.i18n import format_moment, format_money, tr
from desk_app.ui.tabs.loans import actions
from desk_app.ui.tabs.loans.columns import LINE_TONES, OVERDUE
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.widgets.menus import Entry, menu_button
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class LineCard(QFrame):
    """Name and state, when it is due or came back, the money; buttons while it is out."""

    def __init__(
        self, ctx: AppContext, page: QWidget, line: LoanLine, now: datetime, *, likely: bool = False
    ) -> None:
        """`likely`: taking it back is what somebody most probably came for."""
        super().__init__()
        self._likely = likely
        self._ctx, self._page, self.line, self._now = ctx, page, line, now
        self.setProperty("role", "card")
        late = line.overdue(now)
        pill = Pill(OVERDUE, "danger") if late else Pill(LINE_STATE_NAMES[line.state], LINE_TONES[line.state])
        name = button(plain(item_name(line)), lambda: ctx.open_record(ITEM_KIND, line.item), kind="link")
        name.setProperty("flush", True)
        box = column(row(name, None, pill), spacing=6)
        for text in self._said():
            said = Label(text, "muted")
            said.setWordWrap(True)
            box.addWidget(said)
        if (tools := self._tools()) is not None:
            box.addLayout(tools)
        box.setContentsMargins(12, 8, 12, 10)
        self.setLayout(box)

    def _said(self) -> list[str]:
        line, now = self.line, self._now
        texts = []
        if line.state is LineState.OUT:
            due = N_("Due {moment}, extended") if line.extensions else N_("Due {moment}")
            texts.append(tr(due, moment=plain(format_moment(line.due, now=now))))
        if line.returned_at is not None:
            came = N_("Back {moment}, late") if line.returned_at > line.due else N_("Back {moment}")
            texts.append(tr(came, moment=plain(format_moment(line.returned_at, now=now))))
        if line.condition is Condition.DAMAGED:
            texts.append(tr(N_("came back damaged")))
        if line.returned_by:
            texts.append(tr(N_("brought by {name}"), name=plain(line.returned_by)))
        return [" · ".join(texts), *self._money(), *([line.remark] if line.remark else [])]

    def _money(self) -> list[str]:
        line = self.line
        said = [
            (N_("Deposit {amount}"), line.deposit),
            (N_("given back {amount}"), line.refunded),
            (N_("kept {amount}"), line.kept),
            (N_("fee {amount}"), line.fee),
            (N_("later given back {amount}"), line.given_back),
        ]
        parts = [tr(message, amount=plain(format_money(fen))) for message, fen in said if fen]
        if line.kept_reason:
            parts.append(line.kept_reason)
        return [" · ".join(parts)] if parts else []

    def _tools(self) -> QHBoxLayout | None:
        ctx, page, line = self._ctx, self._page, self.line
        if line.state is LineState.OUT:
            back = button(
                N_("Take back", "loans"),
                lambda: actions.take_back(ctx, page, line.id),
                kind="primary" if self._likely else "plain",
                icon="arrow-left",
            )
            longer = button(N_("Extend…"), lambda: actions.extend(ctx, page, line), icon="clock")
            tools = row(back, longer, self._menu(), spacing=6)
            tools.setStretch(0, 1)
            return tools
        if line.state is LineState.RETURNED and self._fresh:
            undo = button(
                N_("Undo the return"),
                lambda: actions.undo_take_back(ctx, page, line),
                kind="quiet",
                icon="undo",
            )
            return row(undo, None)
        others = []
        if line.state is LineState.LOST:
            others.append(
                button(
                    N_("Found again…"),
                    lambda: ctx.open_record(ITEM_KIND, line.item),
                    kind="quiet",
                    icon="lost",
                )
            )
        if line.refundable and ctx.actor.role is Role.SUPERVISOR:
            others.append(
                button(N_("Give back…"), lambda: actions.refund(ctx, page, line), kind="quiet", icon="undo")
            )
        return row(*others, None) if others else None

    @property
    def _fresh(self) -> bool:
        minutes = self._ctx.services.bench.settings.get(UNDO_MINUTES)
        back = self.line.returned_at
        return back is not None and timedelta() <= self._now - back <= timedelta(minutes=minutes)

    def _menu(self) -> QWidget:
        ctx, page, line = self._ctx, self._page, self.line
        steps: tuple[Entry, ...] = (
            (N_("Take back with remarks…"), lambda: actions.take_back_with_remarks(ctx, page, line)),
            (N_("Is lost…"), lambda: actions.report_lost(ctx, page, line)),
        )
        return menu_button(N_("More"), "more", steps)
