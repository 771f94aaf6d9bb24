"""What the head of the page opens: register, reservations, daily check, losses, statistics, histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.words import N_
from desk_app.ui.widgets.menus import menu_button

if TYPE_CHECKING:
    from desk_app.services.keys.records import Key
    from desk_app.ui.context import AppContext
    from desk_app.ui.tabs.keys.page import KeysPage
    from desk_app.ui.widgets.press import PushButton


class RegisterMenu:
    """The dialogs, each opened over the page when it is asked for; what they show opens on the page."""

    def __init__(self, ctx: AppContext, page: KeysPage) -> None:
        self._ctx, self._page = ctx, page

    def button(self) -> PushButton:
        """The button with the menu of all of them."""
        return menu_button(
            N_("Register", "keys tab"),
            "list",
            (
                (N_("Key register…"), self.register),
                (N_("Reservations of keys…"), self.reservations),
                (N_("Daily check of keys out…"), self.check),
                (N_("Lost keys…"), self.lost),
                (N_("Key statistics…"), self.statistics),
                (N_("Keys of a colleague…"), self.person),
            ),
        )

    def register(self) -> None:
        """Keys, copies and rings."""
        from desk_app.ui.tabs.keys.register_dialog import RegisterDialog

        dialog = RegisterDialog(self._ctx, self._page)
        dialog.opened.connect(self._page.show_record)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def reservations(self, key: Key | None = None) -> None:
        """Who wants which key when."""
        from desk_app.ui.tabs.keys.reservations import ReservationsDialog

        dialog = ReservationsDialog(self._ctx, self._page, key)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def check(self) -> None:
        """Why each key that is still out is out, one after the other."""
        from desk_app.ui.tabs.keys.check_dialog import CheckDialog

        dialog = CheckDialog(self._ctx, self._page, self._page.day)
        dialog.opened.connect(self._page.show_record)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def lost(self) -> None:
        """Reports of lost keys."""
        from desk_app.ui.tabs.keys.lost_dialog import LostReportsDialog

        dialog = LostReportsDialog(self._ctx, self._page)
        dialog.opened.connect(self._page.show_record)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def statistics(self) -> None:
        """The key statistics table."""
        from desk_app.ui.tabs.keys.statistics_dialog import StatisticsDialog

        dialog = StatisticsDialog(self._ctx, self._page)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def person(self, colleague: int | None = None) -> None:
        """Which keys a colleague has and had."""
        from desk_app.ui.tabs.keys.history import PersonHistory

        dialog = PersonHistory(self._ctx, self._page, colleague)
        dialog.opened.connect(self._page.show_record)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def key_history(self, key: Key) -> None:
        """Who had a key."""
        from desk_app.ui.tabs.keys.history import KeyHistory

        dialog = KeyHistory(self._ctx, self._page, key)
        dialog.opened.connect(self._page.show_record)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
