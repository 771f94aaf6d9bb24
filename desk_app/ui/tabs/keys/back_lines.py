"""Which copies of a borrowing come back, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import HandoutLine
from desk_app.ui.i18n import say
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.section import Section


class BackLine(QWidget):
    """One copy that is out: whether it comes back, its fault, whether that is critical."""

    changed = Signal()

    def __init__(self, line: HandoutLine, *, back: bool, alone: bool) -> None:
        super().__init__()
        self.line = line
        self.back = QCheckBox()
        say(
            self.back,
            N_("{code} · {hook} · {place}", "keys tab"),
            code=plain(line.code),
            hook=plain(line.hook),
            place=plain(line.place),
        )
        self.back.setChecked(back)
        self.back.toggled.connect(lambda _: self.changed.emit())
        self.setLayout(column(self.back))
        self.back.setVisible(not alone)


class FaultLine(QWidget):
    """What is wrong with a copy that comes back."""

    def __init__(self, line: HandoutLine) -> None:
        super().__init__()
        self.line = line
        self.words, self.critical = QLineEdit(), QCheckBox()
        for setter in ("setPlaceholderText", "setAccessibleName"):
            say(self.words, N_("What is wrong with {code}?"), setter, code=plain(line.code))
        say(self.critical, N_("Critical: it is not lent until it is mended", "keys tab"))
        self.critical.setEnabled(False)
        self.words.textChanged.connect(self._typed)
        self.setLayout(column(self.words, self.critical, spacing=4))

    def _typed(self, text: str) -> None:
        self.critical.setEnabled(bool(text.strip()))
        if not text.strip():
            self.critical.setChecked(False)


class BackLines(QWidget):
    """All copies that are out. One alone says nothing here: it stands in large letters above."""

    changed = Signal()

    def __init__(self, lines: Collection[HandoutLine], back: Collection[int]) -> None:
        """`back`: ids of the lines that come back."""
        super().__init__()
        alone = len(lines) == 1
        self.lines = [BackLine(one, back=alone or one.id in back, alone=alone) for one in lines]
        self.faults = [FaultLine(one) for one in lines]
        self.section = Section(N_("Something is wrong with it…"))
        for fault in self.faults:
            self.section.body.addWidget(fault)
        self.setLayout(column(*self.lines, spacing=2))
        for one in self.lines:
            one.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        chosen = self.ids
        for fault in self.faults:
            fault.setVisible(fault.line.id in chosen)
        self.changed.emit()

    def tick(self, line: int) -> bool:
        """Another of them was scanned; False for one that is not here."""
        for one in self.lines:
            if one.line.id == line:
                one.back.setChecked(True)
                return True
        return False

    @property
    def chosen(self) -> list[HandoutLine]:
        """Those that come back."""
        return [one.line for one in self.lines if one.back.isChecked()]

    @property
    def ids(self) -> tuple[int, ...]:
        """Their ids."""
        return tuple(one.id for one in self.chosen)

    @property
    def wrong(self) -> dict[int, str]:
        """By line: what is wrong."""
        chosen = self.ids
        said = {one.line.id: one.words.text().strip() for one in self.faults}
        return {line: words for line, words in said.items() if words and line in chosen}

    @property
    def critical(self) -> frozenset[int]:
        """Lines whose fault is critical."""
        wrong = self.wrong
        return frozenset(
            one.line.id for one in self.faults if one.critical.isChecked() and one.line.id in wrong
        )
