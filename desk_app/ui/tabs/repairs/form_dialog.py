"""A short form in a dialog that carries out one verb: it stays, with the problem at its field, until it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Kind, Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

R = TypeVar("R")


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
    ) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._after: Callable[[Any], object] | None = None
        say(self, title, "setWindowTitle")
        self.form = Form(enter_submits=True)
        self.form.submitted.connect(self.submit)
        self.sure = button(sure, self.submit, kind=kind)
        said = [said_label(title, "title", wrap=True)]
        if about:
            said.append(Label(about, "muted"))
            said[-1].setWordWrap(True)
        self.inside = column(*said, self.form, spacing=16)
        foot = row(button(N_("Cancel"), self.reject), None, self.sure)
        self.setLayout(column(self.inside, foot, spacing=16, margins=24))
        self.setMinimumWidth(460)

    def send(self) -> None:
        """Carry out the verb with what stands in the fields: `self.do(...)`."""
        raise NotImplementedError

    def submit(self) -> None:
        """Send what was typed; once."""
        if self.sure.isEnabled():
            self.send()

    def begin(self, after: Callable[[Any], object]) -> None:
        """Open; `after` is given what the verb gave."""
        self._after = after
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> QWidget:
        """The first field in sight: buttons are made before the fields are, Qt would begin with them."""
        tab = Qt.FocusPolicy.TabFocus
        fields = (one for one in self.form.findChildren(QWidget) if one.focusPolicy() & tab == tab)
        return next((one for one in fields if one.isVisibleTo(self)), self.sure)

    def do(self, verb: Callable[[Actor], Changes[R]]) -> None:
        """Run the verb; close when it is done."""
        self.sure.setEnabled(False)
        self.ctx.do(verb, owner=self, done=self._done, failed=self._failed)

    def _done(self, result: object) -> None:
        after = self._after
        self.accept()
        if after is not None:
            after(result)

    def _failed(self, error: Exception) -> bool:
        self.sure.setEnabled(True)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)


def lines_field(height: int = 76) -> QPlainTextEdit:
    """A field for several lines that Tab leaves."""
    made = QPlainTextEdit()
    made.setFixedHeight(height)
    made.setTabChangesFocus(True)
    return made
