"""One item in the form: what it is, its deposit, when it is due, and what the borrower is told about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout

from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.money import parse_money
from desk_app.services.core.words import N_
from desk_app.services.loans.records import Category, Item, LineDraft
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.loans.moments import MomentField
from desk_app.ui.tabs.loans.said import category_name, item_name, yuan
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

NO_MOMENT = N_("Type day and time, such as 24 and 1800.")
_DEPOSIT_WIDTH = 72


class LineRow(QFrame):
    """What is left as it was filled in is the category's own, and stays so if the category changes."""

    changed = Signal()
    removed = Signal(object)
    """This row."""

    def __init__(self, item: Item, category: Category, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.item, self._category = item, category
        self._usual_due: datetime | None = None
        self.setProperty("role", "card")
        self.deposit = QLineEdit(yuan(category.deposit))
        self.deposit.setFixedWidth(_DEPOSIT_WIDTH)
        self.deposit.setAlignment(Qt.AlignmentFlag.AlignRight)
        say(self.deposit, N_("Deposit (yuan)", "loans tab"), "setAccessibleName")
        say(self.deposit, N_("none", "deposit"), "setPlaceholderText")
        self.due = MomentField(now)
        self._kind = Label(role="muted")
        self._name = Label(role="heading")
        self._problem = Label(role="problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.setLayout(self._arrange())
        self.deposit.textChanged.connect(lambda _: self._edited())
        self.due.value_changed.connect(lambda _: self._edited())
        speaker.language_changed.connect(self._retell)
        self._retell()

    def _arrange(self) -> QVBoxLayout:
        remove = button(
            N_("Take off the loan", "loans tab"), lambda: self.removed.emit(self), kind="icon", icon="cross"
        )
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._kind.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # cut before the rest
        deposit = said_label(N_("Deposit", "loans tab"), "label")
        head = row(self._name, self._kind, deposit, self.deposit, remove, spacing=6)
        head.setStretch(1, 1)
        fields = row(said_label(N_("Due", "loans tab"), "label"), self.due, spacing=8)
        fields.setStretch(1, 1)
        advice = Label(self._category.advice)
        advice.setWordWrap(True)
        advice.set_tone("warning")
        advice.setVisible(bool(self._category.advice))
        box = column(head, fields, advice, self._problem, spacing=4)
        box.setContentsMargins(12, 4, 8, 6)
        return box

    def set_usual_due(self, due: datetime) -> None:
        """When it is due unless somebody says otherwise; a moment typed already stays."""
        untouched = self.due.value == self._usual_due and not self.due.problem
        self._usual_due = due
        if untouched:
            self.due.set_value(due)

    def draft(self) -> LineDraft:
        """The line; None where the category's own was left."""
        typed, due = self.deposit.text().strip(), self.due.value
        usual = yuan(self._category.deposit)
        return LineDraft(
            self.item.id,
            None if typed == usual else typed or "0",
            None if due is None or due == self._usual_due else due,
        )

    def deposit_fen(self) -> int:
        """What is to be taken now, in fen; 0 while it does not read."""
        try:
            return parse_money(self.deposit.text())
        except UserError:
            return 0

    def unreadable(self) -> UserError | None:
        """A due time that is none must not pass for the usual one."""
        return UserError(NO_MOMENT) if self.due.problem else None

    def show_problem(self, field: str, problem: DeskError) -> None:
        """Say what is wrong with `deposit`, `due` or `item`, and give that field the keyboard."""
        speaker.remember(self._problem, "setText", problem.message, dict(problem.values))
        self._problem.show()
        wrong = {"deposit": self.deposit, "due": self.due.day}.get(field)
        if wrong is not None:
            restyle(wrong, problem=True)
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_problem(self) -> None:
        """As if nothing had been wrong."""
        self._problem.hide()
        for field in (self.deposit, self.due.day):
            restyle(field, problem=False)

    def _edited(self) -> None:
        self.clear_problem()
        self.changed.emit()

    def _retell(self) -> None:
        hook = self.item.hook
        kind = category_name(self._category)
        self._name.setText(item_name(self.item))
        self._kind.setText(f"{kind} · {hook}" if hook and hook != self.item.name else kind)
