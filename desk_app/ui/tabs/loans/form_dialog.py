"""A few fields and one button that saves: what every small dialog of this tab is made of.

class RetireDialog(FormDialog):  # fields into self.form, then self.arrange(...), then submit() calls self.run(verb)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Kind, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

R = TypeVar("R")
_WIDTH = 460


class FormDialog(Dialog):
    """Problems stand beside their fields; a second click while the first is under way does nothing."""

    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget,
        title: Message,
        save: Message,
        *,
        columns: int = 1,
        **values: Any,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx = ctx
        say(self, title, "setWindowTitle", **values)
        self._title = said_label(title, "title", wrap=True, **values)
        self.form = Form(columns=columns, enter_submits=True)
        self.form.submitted.connect(self.submit)
        self.save = button(save, self.submit, kind=self.kind)
        self.setMinimumWidth(_WIDTH)

    kind: Kind = "primary"

    def arrange(self, *above: QWidget | QLayout, below: tuple[QWidget | QLayout, ...] = ()) -> None:
        """Title, what stands above the fields, fields, what stands under them, buttons."""
        foot = row(None, button(N_("Cancel"), self.reject), self.save)
        self.setLayout(column(self._title, *above, self.form, *below, foot, spacing=14, margins=24))

    def submit(self) -> None:
        """Save what stands in the fields."""
        raise NotImplementedError

    def text(self, name: str) -> str:
        """What stands in a line of the form."""
        return str(self.form.draft()[name])

    def run(
        self, verb: Callable[[Actor], Changes[R]], done: Callable[[R], object], *, by: Actor | None = None
    ) -> None:
        """Do it, then close and go on; what must be mended is told here. `by`: the supervisor who decided."""
        if not self.save.isEnabled():
            return
        self.save.setEnabled(False)

        def finished(result: R) -> None:
            self.accept()
            done(result)

        self.ctx.do(verb, owner=self, done=finished, failed=self.failed, by=by)

    def failed(self, error: Exception) -> bool:
        """Whether the error was told here."""
        self.save.setEnabled(True)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def show_problem(self, name: str, problem: DeskError) -> None:
        """Say at a field what is wrong with it."""
        self.form.show_problems(InvalidInput({name: problem}))
