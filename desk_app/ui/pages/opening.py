"""What is seen first: the program is there, the data is being opened."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.widgets.parts import column, row, said_label


class OpeningPage(Cover):
    """Calm, and gone in a moment."""

    def __init__(self) -> None:
        super().__init__(420)
        bar = QProgressBar()
        bar.setRange(0, 0)
        head = row(Sign("building"), said_label(N_("Front desk"), "title"), None, spacing=12)
        self.told = said_label(N_("Opening the desk's records …"), "muted", wrap=True)
        self.set_content(column(head, self.told, bar, spacing=14))

    def tell_converting(self) -> None:
        """It takes longer this once."""
        say(
            self.told,
            N_(
                "Changing the encryption of the records on this disk. This takes a moment; do not switch off …"
            ),
        )

    def hideEvent(self, event: object) -> None:
        """The next opening is as any."""
        say(self.told, N_("Opening the desk's records …"))
