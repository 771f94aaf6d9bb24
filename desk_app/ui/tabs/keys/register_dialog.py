"""The register of keys (钥匙台账): keys with their copies, rings, and what is printed of them.

The supervisor keeps it; at the desk a copy may be hung on another hook, and everything may be looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.keys.records import Board, Copy, Ring
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.printing.model import Size
from desk_app.ui.i18n import say
from desk_app.ui.tabs.keys import register_papers as papers
from desk_app.ui.tabs.keys.register_keys import KeysPart
from desk_app.ui.tabs.keys.register_rings import RingsPart
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.menus import menu_button
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_WIDTH, _HEIGHT, _EDGE = 1240, 760, 40
KEYS, RINGS = "keys", "rings"
CHIPS = (Chip(KEYS, N_("Keys")), Chip(RINGS, N_("Rings", "keys tab")))
SHEET, STICKERS = Size.LABELS_A4, Size.LABEL_40_30
"""A page full of labels for any printer; one label a page for a label printer."""


class RegisterDialog(Dialog):
    """Keys or rings; the pages behind it follow by themselves."""

    opened = Signal(str, object)
    """Kind and record to be shown behind this dialog, which is closed."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.supervisor = ctx.actor.role is Role.SUPERVISOR
        say(self, N_("Key register"), "setWindowTitle")
        self.chips = FilterBar(CHIPS)
        self.keys, self.rings = KeysPart(ctx, self), RingsPart(ctx, self)
        self.parts = QStackedWidget()
        for part in (self.keys, self.rings):
            self.parts.addWidget(part)
            part.changed.connect(self.load)
        self.chips.chosen.connect(self._choose)
        layout = column(self._head(), self.chips, self.parts, spacing=12, margins=24)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        self.load()
        self.keys.search.setFocus()

    def _head(self) -> QWidget:
        entries = [
            (N_("Key tags: sheet of labels (A4)"), lambda: self._tags(SHEET)),
            (N_("Key tags: label printer, 40 × 30 mm"), lambda: self._tags(STICKERS)),
            (N_("Ring tags: sheet of labels (A4)"), lambda: self._ring_tags(SHEET)),
            (N_("Ring tags: label printer, 40 × 30 mm"), lambda: self._ring_tags(STICKERS)),
            (N_("Hook numbers: sheet of labels (A4)"), self._hooks),
            (N_("Map of the key boards"), self._map),
        ]
        if self.supervisor:
            entries += [
                (N_("List of keys with rooms (confidential)"), self._list),
                (N_("List of keys with rooms as Excel file…"), self._save),
            ]
        self.print_menu = menu_button(N_("Print"), "print", entries)
        tools: list[QWidget] = [self.print_menu]
        if self.supervisor:
            tools.append(button(N_("New key…"), self.keys.add, kind="primary", icon="plus"))
        box = QWidget()
        close = button(N_("Close"), self.accept)
        box.setLayout(row(said_label(N_("Key register"), "title"), None, *tools, close))
        return box

    def _choose(self, key: str) -> None:
        self.parts.setCurrentWidget(self.keys if key == KEYS else self.rings)

    def load(self) -> None:
        """Read keys and rings again."""
        self.keys.load()
        self.rings.load()

    def show_behind(self, kind: str, record: int) -> None:
        """Close, and show a record on the page."""
        self.accept()
        self.opened.emit(kind, record)

    # Papers

    def _tags(self, size: Size) -> None:
        copies: list[Copy | Ring] = [*papers.tagged(self.keys.meant)]
        papers.print_tags(self._ctx, self, copies, size)

    def _ring_tags(self, size: Size) -> None:
        papers.print_tags(self._ctx, self, self.rings.meant, size)

    def _hooks(self) -> None:
        self._with_boards(
            lambda boards: papers.print_hooks(
                self._ctx, self, [hook.name for board in boards for hook in board.hooks], SHEET
            )
        )

    def _map(self) -> None:
        self._with_boards(lambda boards: papers.print_board_map(self._ctx, self, boards))

    def _with_boards(self, then: Callable[[list[Board]], None]) -> None:
        queries = self._ctx.services.get(KeyRegisterQueries)
        self._ctx.read(queries.boards, owner=self, done=then, key="boards")

    def _list(self) -> None:
        papers.print_key_list(self._ctx, self, self.keys.meant)

    def _save(self) -> None:
        papers.save_key_list(self._ctx, self, self.keys.meant)
