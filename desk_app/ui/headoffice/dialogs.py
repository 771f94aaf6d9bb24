"""What head office's dialogs share: a title, what it is about, fields, and one button that carries out a verb.

A subclass fills `form` and says in `send` what is done. The dialog stays, with what is wrong, until it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_, Message, plain
from desk_app.ui.i18n import say, speaker
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Kind, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.ui.headoffice.rounds import OfficeRounds

R = TypeVar("R")
_WIDTH = 540


class OfficeDialog(Dialog):
    """Title, what it is about, fields, one button."""

    def __init__(
        self,
        rounds: OfficeRounds,
        title: Message,
        sure: Message,
        parent: QWidget,
        *,
        about: str = "",
        kind: Kind = "primary",
        **values: object,
    ) -> None:
        super().__init__(parent)
        self.rounds = rounds
        say(self, title, "setWindowTitle", **values)
        self.banner, self.form = Banner(), Form(enter_submits=True)
        self.sure = button(sure, self.send, kind=kind)
        head = said_label(title, "title", wrap=True, **values)
        self.about = said_label(about, "muted", wrap=True) if about else None
        self.below = column(spacing=12)
        foot = row(button(N_("Cancel"), self.reject), None, self.sure)
        parts = (head, self.about, self.banner, self.form, self.below, foot)
        self.setLayout(column(*(one for one in parts if one is not None), spacing=16, margins=24))
        self.setMinimumWidth(_WIDTH)
        self.form.submitted.connect(self.send)

    def send(self) -> None:
        """Carry out what the fields say: `self.do(...)` or `self.ask_office(...)`."""
        raise NotImplementedError

    def do(self, verb: Callable[[HeadOffice], R], done: Callable[[R], object] | None = None) -> None:
        """Change something, and close when it is done."""
        self._begin()
        self.rounds.do(verb, lambda result: self._done(result, done), self.refused, owner=self)

    def ask_office(self, question: Callable[[HeadOffice], R], done: Callable[[R], object]) -> None:
        """Have head office make something that changes nothing for the desks, and close with it."""
        self._begin()
        self.rounds.ask(question, lambda result: self._done(result, done), owner=self, failed=self.refused)

    def _begin(self) -> None:
        self.banner.hide()
        self.sure.setEnabled(False)

    def _done(self, result: R, done: Callable[[R], object] | None) -> None:
        self.accept()
        if done is not None:
            done(result)

    def refused(self, error: Exception) -> None:
        """Say why not: beside the field, or above all of them."""
        self.sure.setEnabled(True)
        if isinstance(error, InvalidInput):
            self.form.show_problems(error)
        elif isinstance(error, DeskError):
            self.banner.tell(plain(error.say(speaker.words)), "warning")
        else:
            raise error
        self.fit_texts()
