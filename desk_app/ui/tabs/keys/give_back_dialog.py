"""Taking back from somebody's card, without leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import HandoutCard
from desk_app.ui.i18n import say
from desk_app.ui.tabs.keys.give_back import GiveBack
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import column

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class GiveBackDialog(Dialog):
    """The same questions as beside the list, about all that is out."""

    def __init__(self, ctx: AppContext, card: HandoutCard, parent: QWidget) -> None:
        super().__init__(parent)
        say(self, N_("Take back", "keys tab"), "setWindowTitle")
        self.view = GiveBack(ctx)
        self.view.closed.connect(self.accept)
        self.setLayout(column(self.view))
        self.setMinimumSize(440, 560)
        QShortcut(QKeySequence("F4"), self).activated.connect(self.view.submit)
        self.view.take(card, [line.id for line in card.handout.out])
        self.view.setFocus()


def give_back(ctx: AppContext, owner: QWidget, handout: int) -> None:
    """Ask about a borrowing that comes back as a whole."""
    queries = ctx.services.get(KeyQueries)

    def ask(card: HandoutCard) -> None:
        dialog = GiveBackDialog(ctx, card, owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    ctx.read(lambda actor: queries.card(actor, handout), owner=owner, done=ask, key="give back")
