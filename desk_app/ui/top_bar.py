"""The bar on top: the field for searching and scanning, look, language, help, and who is signed in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy

from desk_app.services.core.people import ROLE_NAMES, Actor
from desk_app.services.core.words import CHINESE, N_, Message
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.search_box import SearchBox
from desk_app.ui.switches import other_language, other_theme
from desk_app.ui.theme import look
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.press import PushButton, ToolButton

HEIGHT = 56


class TopBar(QFrame):
    """What can be reached from everywhere."""

    switch = Signal()
    lock = Signal()
    sign_out = Signal()
    help = Signal()
    about = Signal()
    printing = Signal()

    def __init__(self, ctx: AppContext, search: SearchBox) -> None:
        super().__init__()
        self._actor: Actor | None = None
        self.setProperty("role", "topbar")
        self.setFixedHeight(HEIGHT)
        self.search = search
        search.setMaximumWidth(640)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.theme = button(N_("Light or dark"), lambda: other_theme(ctx.local), kind="icon", icon="moon")
        self.language = PushButton()
        self.language.setProperty("kind", "quiet")
        self.language.clicked.connect(lambda: other_language(ctx.local))
        say(self.language, N_("中文 or English"), "setToolTip")
        say(self.language, N_("中文 or English"), "setAccessibleName")
        self.help_button = button(N_("Shortcuts (F1)"), self.help.emit, kind="icon", icon="keyboard")
        self.user = self._user_button()
        layout = row(search, self.theme, self.language, self.help_button, self.user, spacing=8)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setStretch(0, 1)
        layout.insertStretch(1, 0)
        self.setLayout(layout)
        speaker.language_changed.connect(self._retell)
        look.changed.connect(self._redraw)
        self._retell()
        self._redraw()

    def _user_button(self) -> ToolButton:
        made = ToolButton()
        made.setProperty("kind", "user")
        made.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        made.setIcon(icon("person", "accent"))
        made.setIconSize(QSize(20, 20))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(made)
        for text, name, key, signal in _USER_MENU:
            action = menu.addAction(icon(name), "")
            say(action, text)
            if key:
                action.setShortcut(key)
                action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(getattr(self, signal))
        made.setMenu(menu)
        return made

    def greet(self, actor: Actor | None) -> None:
        """Who is signed in."""
        self._actor = actor
        self._retell()

    def _retell(self, _language: str = "") -> None:
        self.language.setText("EN" if speaker.words.language == CHINESE else "中")
        actor = self._actor
        self.user.setText(f"{actor.name} · {tr(ROLE_NAMES[actor.role])}".replace("&", "&&") if actor else "")
        self.user.setAccessibleName(self.user.text())

    def _redraw(self, _theme: object = None) -> None:
        self.theme.setIcon(icon("sun" if look.theme.dark else "moon"))


_USER_MENU: tuple[tuple[Message, str, str, str], ...] = (
    (N_("Change user"), "user-switch", "F12", "switch"),
    (N_("Lock"), "lock", "Ctrl+L", "lock"),
    (N_("Sign out"), "logout", "", "sign_out"),
    (N_("Printing", "print"), "print", "", "printing"),
    (N_("About this program"), "info", "", "about"),
)
