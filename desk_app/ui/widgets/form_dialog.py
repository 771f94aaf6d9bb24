"""A short form in a dialog that carries out one verb: it stays, with the problem at its field, until it is done.

class RetireDialog(FormDialog):  # fields into self.form; send() calls self.do(verb); RetireDialog(...).begin(after)
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QPlainTextEdit, QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog, is_go, may_leave
from desk_app.ui.widgets.form import ENTER_MOVES_ON, Form
from desk_app.ui.widgets.parts import Kind, Label, button, column, put, row, said_label
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

R = TypeVar("R")
_WIDTH = 460


class FormDialog(Dialog):
    """Title, what it is about, fields, one button. A subclass fills `form` and says in `send` what is done."""

    def __init__(
        self,
        ctx: AppContext,
        title: Message,
        sure: Message,
        parent: QWidget,
        *,
        about: str = "",
        kind: Kind = "primary",
        columns: int = 1,
        enter_submits: bool = True,
        **values: object,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx = ctx
        self._after: Callable[[Any], object] | None = None
        say(self, title, "setWindowTitle", **values)
        self.form = Form(columns=columns, enter_submits=enter_submits)
        self.form.submitted.connect(self.submit)
        self.sure = button(sure, self.submit, kind=kind)
        self._above, self._below = column(spacing=16), column(spacing=16)
        self._above.addWidget(said_label(title, "title", wrap=True, **values))
        if about:
            told = Label(about, "muted")
            told.setWordWrap(True)
            self._above.addWidget(told)
        self.cancel = button(N_("Cancel"), self.reject)
        foot = row(self.cancel, None, self.sure)
        self.setLayout(column(self._above, self.form, self._below, foot, spacing=16, margins=24))
        self.setMinimumWidth(_WIDTH)

    def arrange(
        self, above: tuple[QWidget | QLayout, ...] = (), below: tuple[QWidget | QLayout, ...] = ()
    ) -> None:
        """What stands between title and fields, and what stands under them."""
        put(self._above, *above)
        put(self._below, *below)

    def text(self, name: str) -> str:
        """What stands in a line of the form."""
        return str(self.form.draft()[name])

    def send(self) -> None:
        """Carry out the verb with what stands in the fields: `self.do(...)`."""
        raise NotImplementedError

    def submit(self) -> None:
        """Send what was typed; a second click while the first is under way does nothing."""
        short = next((one for one in self.findChildren(SignaturePad) if one.too_short), None)
        if short is not None:
            short.refuse()
            short.setFocus(Qt.FocusReason.OtherFocusReason)  # it says itself that it is too short
        elif self.sure.isEnabled():
            self.send()

    def reject(self) -> None:
        """Cancel, Escape: what was typed or signed is not lost without a question."""
        if may_leave(self.ctx.ask, self):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends from everywhere: a signature, a picture, a button."""
        if is_go(event):
            self.submit()
        else:
            super().keyPressEvent(event)

    def begin(self, after: Callable[[Any], object]) -> None:
        """Open; `after` is given what the verb gave."""
        self._after = after
        self.open()

    def open(self) -> None:
        """Show it, ready to type."""
        super().open()
        self._order_foot()
        if self.focusWidget() is None:
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_foot(self) -> None:
        """Tab goes on to what is to be done, and to Cancel after that, though it stands left of it."""
        chain, at = [], self.nextInFocusChain()
        while at is not None and at is not self:
            if self.isAncestorOf(at) and at not in (self.sure, self.cancel):
                chain.append(at)
            at = at.nextInFocusChain()
        for before, after in pairwise((*chain[-1:], self.sure, self.cancel)):
            QWidget.setTabOrder(before, after)

    def _first(self) -> QWidget:
        """The first field in sight: buttons are made before the fields are, Qt would begin with them."""
        tab = Qt.FocusPolicy.TabFocus
        fields = (one for one in self.form.findChildren(QWidget) if one.focusPolicy() & tab == tab)
        return next((one for one in fields if one.isVisibleTo(self)), self.sure)

    def do(self, verb: Callable[[Actor], Changes[R]], by: Actor | None = None) -> None:
        """Run the verb and close when it is done; what must be mended is told here. `by`: a supervisor who decided."""
        self.sure.setEnabled(False)
        self.ctx.do(verb, owner=self, done=self._done, failed=self.failed, by=by)

    def _done(self, result: object) -> None:
        after = self._after
        self.accept()
        if after is not None:
            after(result)

    def settle(self, error: Unsettled) -> bool:
        """Whether findings were shown here, to be read or decided. A form that has any says how."""
        return False

    def failed(self, error: Exception) -> bool:
        """Whether the error was told here."""
        self.sure.setEnabled(True)
        if isinstance(error, Unsettled):
            return self.settle(error)
        return isinstance(error, InvalidInput) and self.show_problems(error)

    def show_problems(self, error: InvalidInput) -> bool:
        """Each problem at its field, all of them in sight. False if one belongs to no field here."""
        shown = self.form.show_problems(error)
        QTimer.singleShot(
            0, self, self.fit_texts
        )  # the fields tell the dialog of their texts by posted events
        return shown

    def show_problem(self, name: str, problem: DeskError) -> None:
        """Say at a field what is wrong with it."""
        self.show_problems(InvalidInput({name: problem}))


def lines_field(height: int = 76, *, enter_moves_on: bool = False) -> QPlainTextEdit:
    """A field for several lines that Tab leaves. `enter_moves_on`: Enter too; Shift+Enter is a new line then."""
    made = QPlainTextEdit()
    made.setProperty(ENTER_MOVES_ON, enter_moves_on)
    made.setFixedHeight(height)
    made.setTabChangesFocus(True)
    return made
