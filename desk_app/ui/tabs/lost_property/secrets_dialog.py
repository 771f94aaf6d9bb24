"""The supervisor looks at what is secret about an item, against a reason on record, while the dialog stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import FoundItem, Secrets
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.i18n import say
from desk_app.ui.tabs.lost_property.claim_parts import long_text
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_NOTHING = N_("Nothing secret is on record.", "lost property tab")
_UNREADABLE = N_("It was sealed on another PC and cannot be read here.", "lost property tab")


class SecretsDialog(Dialog):
    """Reason first, then what is secret; wiped when it closes. For the supervisor who is signed in."""

    def __init__(self, ctx: AppContext, item: FoundItem, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._item = ctx, item
        title = N_("Secret features", "lost property tab")
        say(self, title, "setWindowTitle")
        self.form = Form(enter_submits=True)
        self.why = QLineEdit()
        hint = N_("It is put on record, with your name", "lost property tab")
        self.form.add("why", N_("Reason"), self.why, required=True, hint=hint)
        self.form.submitted.connect(self.show_secrets)
        self.secret, self.contents = long_text(), long_text()
        self.note = said_label(_NOTHING, "muted", wrap=True)
        self._inside = QWidget()
        self._contents_head = said_label(
            N_("Contents, as two people listed them", "lost property tab"), "label"
        )
        self._inside.setLayout(column(self.note, self.secret, self._contents_head, self.contents, spacing=6))
        self._inside.hide()
        self.sure = button(N_("Show", "lost property tab"), self.show_secrets, kind="primary", icon="eye")
        foot = row(None, button(N_("Close"), self.reject), self.sure)
        about = Label(item.number, "muted")
        self.setLayout(
            column(said_label(title, "title"), about, self.form, self._inside, foot, spacing=12, margins=24)
        )
        self.setMinimumWidth(460)
        self.finished.connect(self._wipe)

    def show_secrets(self) -> None:
        """Put the reason on record; only then it is shown."""
        if not self.sure.isEnabled():
            return
        self.sure.setEnabled(False)
        verbs, item, why = self._ctx.services.get(LostProperty), self._item.id, self.why.text()
        self._ctx.do(
            lambda actor: verbs.secrets(actor, item, why), owner=self, done=self._show, failed=self._failed
        )

    def _show(self, found: Secrets) -> None:
        self.form.hide()
        self.sure.hide()
        self.secret.setText(found.secret)
        self.contents.setText(found.contents)
        self._contents_head.setVisible(bool(found.contents))
        if found.unreadable:
            say(self.note, _UNREADABLE)
        self.note.setVisible(found.unreadable or not (found.secret or found.contents))
        self._inside.show()

    def _failed(self, error: Exception) -> bool:
        self.sure.setEnabled(True)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def _wipe(self) -> None:
        self.secret.clear()
        self.contents.clear()
        self.deleteLater()
