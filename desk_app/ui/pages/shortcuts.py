"""F1: what can be done by keyboard, here and everywhere. Read from the page itself, so it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.ui.widgets.shortcut_sheet import Shortcut, ShortcutGroup, ShortcutSheet

EVERYWHERE = ShortcutGroup(
    N_("Everywhere"),
    (
        Shortcut("Ctrl+F", N_("Search or scan (also F2)")),
        Shortcut("Ctrl+1", N_("Open the first tab; Ctrl+2 the second, and so on; Ctrl+0 the last")),
        Shortcut("Ctrl+Z", N_("Undo what was just done")),
        Shortcut("F6", N_("Go to the message with Undo")),
        Shortcut("Return", N_("Open what is chosen, or confirm")),
        Shortcut("Esc", N_("Close, or empty the search")),
        Shortcut("Ctrl+L", N_("Lock the screen")),
        Shortcut("F12", N_("Change user")),
        Shortcut("F1", N_("This list")),
    ),
)


def shortcut_sheet(page: QWidget | None, parent: QWidget) -> ShortcutSheet:
    """The list for the page in sight."""
    here = tuple(shortcuts_of(page)) if page is not None else ()
    groups = [ShortcutGroup(N_("On this page"), here)] if here else []
    return ShortcutSheet([*groups, EVERYWHERE], parent)


def shortcuts_of(page: QWidget) -> Iterator[Shortcut]:
    """What a page answers to: what it tells of itself (`shortcuts`), its buttons, its actions, each key once."""
    known: set[str] = set()
    for shortcut in (*getattr(page, "shortcuts", ()), *_found(page)):
        if shortcut.keys not in known:
            known.add(shortcut.keys)
            yield shortcut


def _found(page: QWidget) -> Iterator[Shortcut]:
    """Shortcuts that say what they do (`setWhatsThis`) and can be used now, and the actions' own."""
    for shortcut in page.findChildren(QShortcut):
        owner = shortcut.parent()
        if shortcut.whatsThis() and isinstance(owner, QWidget) and (owner is page or owner.isVisibleTo(page)):
            yield Shortcut(shortcut.key().toString(), plain(shortcut.whatsThis()))
    for action in page.findChildren(QAction):
        if not action.shortcut().isEmpty() and action.text():
            yield Shortcut(action.shortcut().toString(), plain(action.text()))
