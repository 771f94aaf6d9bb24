"""A short form in a dialog that carries out one verb: it stays, with the problem at its field, until it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Unsettled, Weight
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
        columns: int = 1,
        **values: object,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._after: Callable[[Any], object] | None = None
        say(self, title, "setWindowTitle", **values)
        self.form = Form(columns, enter_submits=True)
        self.form.submitted.connect(self.submit)
        self.sure = button(sure, self.submit, kind=kind)
        said = [said_label(title, "title", wrap=True, **values)]
        if about:
            said.append(Label(about, "muted"))
            said[-1].setWordWrap(True)
        self.inside = column(*said, self.form, spacing=16)
        layout = column(
            self.inside, row(button(N_("Cancel"), self.reject), None, self.sure), spacing=16, margins=24
        )
        self.setLayout(layout)
        self.setMinimumWidth(440)

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

    def do(self, verb: Callable[[Actor], Changes[R]], by: Actor | None = None) -> None:
        """Run the verb; close when it is done."""
        self.sure.setEnabled(False)
        self._ctx.do(verb, owner=self, done=self._done, failed=self._failed, by=by)

    def _done(self, result: object) -> None:
        after = self._after
        self.accept()
        if after is not None:
            after(result)

    def all_the_same(self, by: Actor | None = None, reason: str = "") -> None:
        """Again, once warnings were read; `by` a supervisor who decides, with the reason."""
        raise NotImplementedError

    def settle(self, error: Unsettled) -> bool:
        """Show what is to be read, or have the supervisor decide, and go on with `all_the_same`.

        False for what nobody may pass over: it is shown like any other refusal.
        """
        from desk_app.ui.tabs.keys.approving import ask_waiver, only_warnings, read_first

        self.sure.setEnabled(True)
        if any(one.weight is Weight.REFUSED for one in error.findings):
            return False
        if not only_warnings(error.findings):
            ask_waiver(self._ctx, self, error.findings, self.all_the_same)
        elif read_first(self._ctx, self, error.findings):
            self.all_the_same()
        return True

    def _failed(self, error: Exception) -> bool:
        self.sure.setEnabled(True)
        if isinstance(error, Unsettled):
            return self.settle(error)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)
