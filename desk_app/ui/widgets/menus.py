"""A button that opens a menu, made from texts and what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from desk_app.services.core.words import Message
from desk_app.ui.i18n import say
from desk_app.ui.widgets.parts import Kind, button
from desk_app.ui.widgets.press import PushButton

Entry = tuple[Message, Callable[[], object]]


def menu_button(message: Message, icon: str, entries: Sequence[Entry], kind: Kind = "plain") -> PushButton:
    """The button with its menu."""
    made = button(message, icon=icon, kind=kind)
    menu = QMenu(made)
    for text, on in entries:
        action = menu.addAction("")
        say(action, text)
        action.triggered.connect(lambda _checked=False, on=on: on())
    made.setMenu(menu)
    return made
