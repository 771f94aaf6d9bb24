"""The form of a loan, for somebody who stands in front of the desk: who, what, and one button.

By keyboard alone: two letters, Enter takes the person, scan or type the items, Enter on the empty field, Enter. What
speaks against the loan stands under it while it is typed, so that the button never surprises.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Item, Loan, LoanDraft
from desk_app.ui.i18n import format_money, say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.tabs.loans.borrower_fields import BorrowerFields
from desk_app.ui.tabs.loans.lend_lines import LendLines
from desk_app.ui.tabs.loans.lending import WORDS, Lending
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.tabs.loans.signing import SignDialog
from desk_app.ui.widgets.findings_view import FindingsView
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REST_MS = 250
"""So long the keys rest before the loan is judged anew."""
_WAYS = {
    None: N_("Lend (Ctrl+Enter)"),
    Weight.WARNING: N_("Lend (Ctrl+Enter)"),
    Weight.APPROVAL: N_("Supervisor decides…"),
    Weight.REFUSED: N_("Cannot be lent"),
}
_WAY_SIGNS = {None: "check", Weight.WARNING: "check", Weight.APPROVAL: "shield", Weight.REFUSED: "ban"}


class LendForm(QWidget):
    """A loan being written. What stands in it stays until it is lent or cleared."""

    lent = Signal(object)
    """The Loan; the form is empty again."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self._signature: bytes | None = None
        self.lending = Lending(ctx, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._build()
        self._wire()
        self._say_way()

    # Build

    def _build(self) -> None:
        self.who = BorrowerFields(self._ctx)
        self.lines = LendLines(self._ctx)
        self.more = Section(N_("Remark", "loans tab"))
        self.extra = Form()
        self.extra.add("remark", "", QLineEdit())
        self.more.body.addWidget(self.extra)
        self.findings = FindingsView(WORDS, self._ctx.open_record, compact=True)
        self.findings.hide()
        self.total = Label(role="muted")
        self.whom = Label(role="muted")
        self.whom.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        clear = button(N_("Clear the form"), self.clear, kind="quiet")
        clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head = row(said_label(N_("Lend", "loans tab"), "heading"), self.whom, clear)
        head.setStretch(1, 1)
        self._area = scrolling(self.who, self.findings, self.lines, self.more, spacing=8, margins=16)
        head.setContentsMargins(16, 12, 12, 0)
        layout = column(spacing=4)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._build_foot())
        self.setLayout(layout)

    def _build_foot(self) -> QVBoxLayout:
        self.sign = button(N_("Signature…"), self._sign, icon="signature")
        self.save = button(N_("Lend (Ctrl+Enter)"), self.submit, kind="primary", icon="check")
        buttons = row(self.sign, self.save, spacing=8)
        buttons.setStretch(1, 1)
        foot = column(self.total, buttons, spacing=6)
        foot.setContentsMargins(16, 4, 16, 16)
        return foot

    def _wire(self) -> None:
        self.who.changed.connect(self._edited)
        self.who.taken.connect(lambda: self.lines.field.setFocus(Qt.FocusReason.TabFocusReason))
        self.who.submitted.connect(self.submit)
        self.extra.submitted.connect(self.submit)
        self.lines.changed.connect(self._edited)
        self.lines.added.connect(lambda made: self._bring_into_sight(made))
        self.lines.passed.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        self.lending.lent.connect(lambda loan: self._lent(loan))
        self.lending.invalid.connect(lambda invalid: self._show_problems(invalid.problems))
        self.lending.refused.connect(lambda found: self._judged(found))
        self.lending.busy_changed.connect(lambda _: self._say_way())
        self._rest.timeout.connect(self.judge)
        self._area.verticalScrollBar().valueChanged.connect(lambda _: self._say_whom())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._key(keys, self.submit)
        speaker.language_changed.connect(self._retell)

    def _key(self, keys: str, on: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(on)

    # What is typed

    def start(self) -> None:
        """Ready to type: the borrower first, the items when somebody stands there already."""
        if self.who.blank:
            self.who.borrower.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.lines.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_item(self, item: Item) -> None:
        """A tag was scanned: its item is to be lent."""
        self.lines.add_item(item)
        self.start()

    def draft(self) -> LoanDraft:
        """The loan as it stands in the form."""
        return replace(
            self.who.draft(),
            lines=self.lines.lines(),
            remark=self.extra.draft()["remark"],
            signature=self._signature,
        )

    @property
    def dirty(self) -> bool:
        """Whether anything stands in the form."""
        return bool(self.lines.rows) or not self.who.blank or bool(self.extra.draft()["remark"])

    def clear(self) -> None:
        """Forget what was typed."""
        self._request = uuid.uuid4().hex
        self._signature = None
        self.who.reset()
        self.extra.reset()
        self.lines.reset()
        self.more.set_open(False)
        self._judged(())
        self._edited()
        self.start()

    def _edited(self) -> None:
        deposit = sum(one.deposit_fen() for one in self.lines.rows)
        self.total.setVisible(bool(deposit))
        self.total.setText(
            tr(N_("Take a deposit of {amount}"), amount=format_money(deposit)) if deposit else ""
        )
        self._say_signed()
        self._say_whom()
        self._rest.start()

    def _bring_into_sight(self, made: QWidget) -> None:
        """After the layout: the row was only just put there."""
        QTimer.singleShot(0, made, lambda: self._area.ensureWidgetVisible(made, 0, 8))

    def _say_whom(self) -> None:
        """The borrower in the head while the fields are scrolled away: two items hide nobody."""
        gone = self._area.verticalScrollBar().value() > self.who.borrower.geometry().center().y()
        who = self.who.draft()
        said = " · ".join(part for part in (who.borrower, who.phone, who.unit, who.company) if part.strip())
        self.whom.setText(said if gone else "")

    def _sign(self) -> None:
        names = tr(N_(", ")).join(item_name(one.item) for one in self.lines.rows)
        dialog = SignDialog(self, names)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._signed(dialog.png))
        dialog.open()

    def _signed(self, png: bytes) -> None:
        self._signature = png or None
        self._say_signed()
        self.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_signed(self) -> None:
        message = N_("Signed", "loans tab") if self._signature else N_("Signature…")
        say(self.sign, message)
        say(self.sign, message, "setAccessibleName")
        self.sign.setIcon(icon("check" if self._signature else "signature"))
        self.sign.setEnabled(bool(self.lines.rows))

    # Findings

    def judge(self) -> None:
        """Ask what lending would say."""
        draft, queries, actor = self.draft(), self._ctx.services.get(LoanQueries), self._ctx.actor
        self._ctx.tasks.latest(
            "findings", lambda: queries.findings(actor, draft), self._judged, self._not_judged, owner=self
        )

    def _judged(self, found: Sequence[Finding]) -> None:
        told = [one for one in found if "advice" not in one.values]  # that stands at its item
        self.findings.show_findings(told)
        named = bool(self.lines.rows) and not self.who.blank
        self.findings.setVisible(
            bool(told) or named
        )  # “nothing speaks against it” needs a borrower and an item
        self._say_way()

    def _not_judged(self, error: Exception) -> None:
        """A draft that cannot be judged yet is told at its fields when it is lent."""
        if not isinstance(error, UserError):
            self._ctx.errors.show(error, self)
        self._judged(())

    def _say_way(self) -> None:
        """The button says what it will do."""
        weight = self.findings.weight
        message = _WAYS[weight]
        if weight is Weight.APPROVAL and self._ctx.actor.role is Role.SUPERVISOR:
            message = N_("Reason, then lend")
        say(self.save, message)
        say(self.save, message, "setAccessibleName")
        self.save.setIcon(icon(_WAY_SIGNS[weight], "on_solid"))
        self.save.setEnabled(weight is not Weight.REFUSED and not self.lending.busy)

    # Lend

    def submit(self) -> None:
        """Lend what is typed. An empty form, as after a second click, does nothing but wait to be typed in."""
        if self.lending.busy:
            return
        if not self.dirty:
            self.start()
            return
        unreadable = self.lines.unreadable()
        if unreadable:
            self._show_problems(unreadable)
            return
        self.who.show_problems({})
        self.lines.show_problems({})
        self.lending.lend(replace(self.draft(), request=self._request))

    def _lent(self, loan: Loan) -> None:
        self.clear()
        self.lent.emit(loan)

    def _show_problems(self, problems: dict[str, DeskError]) -> None:
        """Everything at its place; the keyboard goes to the first, from the top."""
        at_lines = self.lines.show_problems(problems)
        if "remark" in problems:
            self.more.set_open(True)
        at_extra = (
            self.extra.show_problems(InvalidInput({"remark": problems["remark"]}))
            if "remark" in problems
            else False
        )
        at_who = self.who.show_problems(problems)
        if not (at_lines or at_extra or at_who):
            self._ctx.errors.show(InvalidInput(problems), self)

    def _retell(self) -> None:
        self._edited()
        self._say_way()
