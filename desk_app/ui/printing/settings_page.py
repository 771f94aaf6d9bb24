"""Where each kind of paper comes out on this PC: printer, paper size, copies. Kept at once; there is no Save."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_
from desk_app.services.printing.kinds import MOST_COPIES, DocumentKind, size_name
from desk_app.services.printing.ports import Printer
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.printing.where_box import WhereBox
from desk_app.ui.widgets.choice import ComboBox
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.printing.desk import PrintDesk

T = TypeVar("T", str, int)
_HEADINGS = (N_("Document", "print"), N_("Printed on"), N_("Paper", "print"), N_("Copies", "print"))


class PrintSettingsPage(QWidget):
    """One line for each kind of document."""

    def __init__(self, printing: PrintDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printing = printing
        self.boxes: dict[str, WhereBox] = {}
        self.sizes: dict[str, ComboBox] = {}
        self.copies: dict[str, NumberField] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        for place, heading in enumerate(_HEADINGS):
            self._grid.addWidget(said_label(heading, "label"), 0, place)
        for line, kind in enumerate(printing.kinds.values(), 1):
            self._add(line, kind)
        hint = said_label(N_("These settings are this PC's own."), "muted", wrap=True)
        self.setLayout(column(hint, self._grid, None, spacing=16))
        speaker.language_changed.connect(self._retell)
        printing.errands.printers(self._found, self)

    def _add(self, line: int, kind: DocumentKind) -> None:
        self._grid.addWidget(said_label(kind.title), line, 0)
        where = self.boxes[kind.id] = WhereBox(self._printing.ask)
        where.set_where(self._printing.where(kind.id))
        where.chosen.connect(lambda chosen: self._put(kind.where, str(chosen)))
        size = self.sizes[kind.id] = self._size_box(kind)
        copies = self.copies[kind.id] = NumberField(1, MOST_COPIES)
        copies.setValue(self._printing.local.get(kind.copies))
        copies.valueChanged.connect(lambda number: self._put(kind.copies, number))
        for place, (field, heading) in enumerate(zip((where, size, copies), _HEADINGS[1:], strict=True), 1):
            say(field, heading, "setAccessibleName")
            say(field, kind.title, "setAccessibleDescription")
            self._grid.addWidget(field, line, place)

    def _size_box(self, kind: DocumentKind) -> ComboBox:
        box = ComboBox()
        box.addItems([tr(size_name(size)) for size in kind.sizes])
        box.setCurrentIndex(kind.sizes.index(self._printing.size(kind.id)))
        box.setEnabled(len(kind.sizes) > 1)
        box.activated.connect(lambda place: self._put(kind.size, kind.sizes[place].name))
        return box

    def _found(self, printers: tuple[Printer, ...]) -> None:
        for box in self.boxes.values():
            box.set_printers(printers)

    def _retell(self, _language: str) -> None:
        for kind in self._printing.kinds.values():
            for place, size in enumerate(kind.sizes):
                self.sizes[kind.id].setItemText(place, tr(size_name(size)))

    def _put(self, setting: Setting[T], value: T) -> None:
        try:
            self._printing.local.put(setting, value)
        except StorageTrouble as trouble:
            self._printing.errors.show(trouble, self)


class PrintSettingsDialog(Dialog):
    """The page in a window of its own."""

    def __init__(self, printing: PrintDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self, N_("Printing", "print"), "setWindowTitle")
        self.page = PrintSettingsPage(printing)
        scroll = QScrollArea()
        scroll.setWidget(self.page)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = button(N_("Close"), self.close, kind="primary")
        self.setLayout(column(scroll, row(None, close), spacing=12, margins=20))
        self.resize(760, 420)
