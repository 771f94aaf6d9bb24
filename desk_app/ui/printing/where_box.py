"""Choosing where a paper comes out: a printer by name, the default one, asking, or a folder for PDF files."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.printing.kinds import Way, Where
from desk_app.services.printing.ports import Printer
from desk_app.ui.ask import Asker
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.widgets.choice import ComboBox


class WhereBox(ComboBox):
    """The ways there are. With an `asker` also “ask each time” and a folder; without, printers only."""

    chosen = Signal(object)
    """The Where the user chose."""

    def __init__(self, asker: Asker | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._found: tuple[Printer, ...] | None = None
        self._where = Where()
        self._ways: list[Where] = []
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.activated.connect(self._chosen)
        speaker.language_changed.connect(self._fill)
        self._fill()

    @property
    def where(self) -> Where:
        """What is chosen now."""
        return self._where

    def set_where(self, where: Where) -> None:
        """Choose without a signal; a way that is not offered here becomes the default printer."""
        offered = self._asker is not None or where.way in (Way.DEFAULT, Way.PRINTER)
        self._where = where if offered else Where()
        self._fill()

    def set_printers(self, found: tuple[Printer, ...]) -> None:
        """Offer these; one that was chosen and is not among them stays, marked."""
        self._found = found
        self._fill()

    def _fill(self, _language: str = "") -> None:
        known = [one.name for one in self._found or ()]
        self._ways = [Where(), *(Where(Way.PRINTER, name) for name in known)]
        if self._where not in self._ways and self._where.way is Way.PRINTER:
            self._ways.append(self._where)
        if self._asker is not None:
            self._ways.append(Where(Way.ASK))
            if self._where.way is Way.FOLDER:
                self._ways.append(self._where)
            self._ways.append(Where(Way.FOLDER))
        self.clear()
        self.addItems([self._text(way) for way in self._ways])
        self.setCurrentIndex(self._ways.index(self._where))
        self.setToolTip(self.currentText())

    def _text(self, where: Where) -> str:
        if where.way is Way.ASK:
            return tr(N_("Ask each time"))
        if where.way is Way.FOLDER:
            return tr(N_("PDF in {folder}"), folder=where.name) if where.name else tr(N_("PDF in a folder…"))
        if where.way is Way.PRINTER:
            missing = self._found is not None and where.name not in {one.name for one in self._found}
            return tr(N_("{printer} (not found)"), printer=where.name) if missing else where.name
        default = next((one.name for one in self._found or () if one.is_default), "")
        return (
            tr(N_("Default printer ({printer})"), printer=default) if default else tr(N_("Default printer"))
        )

    def _chosen(self, place: int) -> None:
        where = self._ways[place]
        if where == Where(Way.FOLDER) and self._asker is not None:
            folder = self._asker.folder(self.window(), tr(N_("A folder for the PDF files")))
            where = Where(Way.FOLDER, str(folder)) if folder else self._where
        changed = where != self._where
        self._where = where
        self._fill()
        if changed:
            self.chosen.emit(where)
