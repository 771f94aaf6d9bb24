"""Short dialogs about one item: who was told, another shelf, what is secret for the supervisor's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.records import TOLD_NAMES, FoundItem, Secrets, Told
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.lost_property.columns import what_line
from desk_app.ui.tabs.lost_property.places import suggest_shelves
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def _about(item: FoundItem) -> str:
    return f"{item.number} · {what_line(item)}"


class TellDialog(FormDialog):
    """One of the three roles was told of a thing of high value: by name."""

    def __init__(self, ctx: AppContext, item: FoundItem, who: Told, parent: QWidget) -> None:
        title = N_("Tell them now: {role}", "lost property tab")
        sure = N_("They are told", "lost property tab")
        super().__init__(ctx, title, sure, parent, about=_about(item), role=TOLD_NAMES[who])
        self._item, self._who = item, who
        self.name = QLineEdit()
        hint = N_("Who answered: the name and the time stand on record.", "lost property tab")
        self.form.add("name", N_("Name"), self.name, required=True, hint=hint)

    def send(self) -> None:
        """Keep who was told."""
        verbs, item, who, name = self.ctx.services.get(LostProperty), self._item.id, self._who, self.name.text()
        self.do(lambda actor: verbs.tell(actor, item, who, name))


class ShelveDialog(FormDialog):
    """Put it somewhere else."""

    def __init__(self, ctx: AppContext, item: FoundItem, parent: QWidget) -> None:
        title, sure = N_("Put it on another shelf", "lost property tab"), N_("Put there", "lost property tab")
        super().__init__(ctx, title, sure, parent, about=_about(item))
        self._item = item
        self.shelf = Picker()
        suggest_shelves(ctx, self, self.shelf)
        self.form.add("shelf", N_("Shelf", "lost property tab"), self.shelf, required=True)
        self.shelf.setText(item.shelf)
        self.shelf.selectAll()

    def send(self) -> None:
        """Keep where it lies now."""
        verbs, item, shelf = self.ctx.services.get(LostProperty), self._item.id, self.shelf.text()
        self.do(lambda actor: verbs.shelve(actor, item, shelf))


class SecretsReasonDialog(FormDialog):
    """The supervisor says why; only then what is secret is read, and that it was read stands on record."""

    def __init__(self, ctx: AppContext, item: FoundItem, parent: QWidget) -> None:
        title, sure = N_("Look at what is secret", "lost property tab"), N_("Look", "lost property tab")
        super().__init__(ctx, title, sure, parent, about=_about(item))
        self._item = item
        self.why = QLineEdit()
        hint = N_("It stands in the audit log, with your name.", "lost property tab")
        self.form.add("why", N_("Reason"), self.why, required=True, hint=hint)

    def send(self) -> None:
        """Ask for it."""
        verbs, item, why = self.ctx.services.get(LostProperty), self._item.id, self.why.text()
        self.do(lambda actor: verbs.secrets(actor, item, why))


class SecretsDialog(Dialog):
    """What is secret, for as long as this stands; nothing of it is kept afterwards."""

    def __init__(self, item: FoundItem, found: Secrets, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = N_("Secret features of {number}", "lost property tab")
        say(self, title, "setWindowTitle", number=plain(item.number))
        nothing = tr(N_("nothing", "lost property tab"))
        self.secret, self.contents = (_shown(text or nothing) for text in (found.secret, found.contents))
        layout = column(said_label(title, "title", number=plain(item.number)), spacing=12, margins=24)
        if found.unreadable:
            sealed = N_("Some of it is sealed with the key of another PC: it cannot be read here.", "lost property tab")
            layout.addWidget(said_label(sealed, "problem", wrap=True))
        layout.addWidget(said_label(N_("Secret features", "lost property tab"), "label"))
        layout.addWidget(self.secret)
        layout.addWidget(said_label(N_("Contents", "lost property tab"), "label"))
        layout.addWidget(self.contents)
        layout.addLayout(row(None, button(N_("Close"), self.accept, kind="primary")))
        self.setLayout(layout)
        self.setMinimumWidth(460)
        self.finished.connect(self.wipe)

    def wipe(self) -> None:
        """Nothing secret outlives the dialog."""
        for one in (self.secret, self.contents):
            one.clear()


def _shown(text: str) -> Label:
    made = Label(text)
    made.setWordWrap(True)
    return made
