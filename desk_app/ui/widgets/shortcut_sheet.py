"""F1: every shortcut of the page in front, in groups. Pages hand in what they offer; nothing is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label


@dataclass(frozen=True)
class Shortcut:
    """A key and what it does: Shortcut("Ctrl+N", N_("New visitor"))."""

    keys: str
    does: str


@dataclass(frozen=True)
class ShortcutGroup:
    """Shortcuts under one heading."""

    title: str
    shortcuts: Sequence[Shortcut]


class ShortcutSheet(Dialog):
    """The list; Escape closes."""

    def __init__(self, groups: Sequence[ShortcutGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self, N_("Keyboard shortcuts"), "setWindowTitle")
        inside = QWidget()
        inside.setLayout(column(*(_group(group) for group in groups), None, spacing=24, margins=12))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the keys stay in sight
        close = button(N_("Close"), self.accept)
        title = said_label(N_("Keyboard shortcuts"), "title")
        self.setLayout(column(title, area, row(None, close), spacing=16, margins=24))
        self.resize(640, 600)
        area.setFocus()


def _group(group: ShortcutGroup) -> QWidget:
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.addWidget(said_label(group.title, "heading"), 0, 0, 1, 2)
    for line, shortcut in enumerate(group.shortcuts, 1):
        grid.addWidget(said_label(shortcut.does, wrap=True), line, 0)
        shown = QKeySequence(shortcut.keys).toString(QKeySequence.SequenceFormat.NativeText)
        grid.addWidget(Label(shown, "key"), line, 1, Qt.AlignmentFlag.AlignRight)
    box.setLayout(grid)
    return box
