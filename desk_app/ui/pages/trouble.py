"""The data cannot be opened: what happened, what was not lost, and what can be done about it, as buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import icon
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label


class TroublePage(Cover):
    """Shows one trouble. Enter does the first thing offered."""

    again = Signal()
    restore = Signal()
    elsewhere = Signal()
    quit = Signal()

    def __init__(self) -> None:
        super().__init__(640)
        self._what = Label()
        self._what.setWordWrap(True)
        self._backup = said_label("", "muted", wrap=True)
        self._folder = said_label("", "caption", wrap=True)
        self.restore_button = button(N_("Restore the newest backup"), self.restore.emit, icon="history")
        self.again_button = button(N_("Try again"), self.again.emit, icon="refresh")
        self.folder_button = button(N_("Choose another folder"), self.elsewhere.emit, icon="folder")
        self.quit_button = button(N_("Quit"), self.quit.emit, kind="quiet")
        head = row(
            Sign("warning", 32, "warning"),
            said_label(N_("The desk's records cannot be opened"), "title", wrap=True),
            spacing=12,
        )
        head.setStretch(1, 1)
        first = row(self.restore_button, self.again_button, None)
        second = row(self.folder_button, self.quit_button, None)
        self.set_content(
            column(head, self._what, self._backup, first, second, rule(), self._folder, spacing=14)
        )

    def show_trouble(self, message: str, values: dict[str, object], folder: str, backup: str | None) -> None:
        """`backup` is when the newest one was made, None where restoring would not help."""
        speaker.remember(self._what, "setText", message, values)
        say(self._folder, N_("Data folder: {folder}"), folder=folder)
        self.restore_button.setVisible(backup is not None)
        self._backup.setVisible(backup is not None)
        if backup is not None:
            say(
                self._backup,
                N_(
                    "The newest backup is of {when}. What was recorded after it must be entered again; the damaged "
                    "data is kept beside the backups."
                ),
                when=backup,
            )
        first = self.restore_button if backup is not None else self.again_button
        self._make_primary(first)

    def _make_primary(self, first: QPushButton) -> None:
        for one, sign in ((self.restore_button, "history"), (self.again_button, "refresh")):
            restyle(one, kind="primary" if one is first else "plain")
            one.setIcon(icon(sign, "on_solid" if one is first else "muted"))
            one.setDefault(one is first)
        first.setFocus()
