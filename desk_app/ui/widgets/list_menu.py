"""What is done with the list as it stands: on paper, or as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.widgets.press import ToolButton


def list_menu(print_list: Callable[[], object], save_list: Callable[[], object]) -> ToolButton:
    """The button with its menu."""
    made = ToolButton()
    made.setProperty("kind", "quiet")
    made.setIcon(icon("print"))
    made.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
    for name in ("setToolTip", "setAccessibleName"):
        say(made, N_("Print or save the list"), name)
    menu = QMenu(made)
    for message, on in ((N_("Print the list"), print_list), (N_("Save as Excel file…"), save_list)):
        action = menu.addAction("")
        say(action, message)
        action.triggered.connect(lambda _checked=False, on=on: on())
    made.setMenu(menu)
    return made
