"""Counter chips above a list, one chosen: 全部 230 | 在访 12. Keyboard: Tab to the bar, arrows to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.ui.i18n import format_number, speaker, tr
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.press import PushButton

_PADDING = 28
"""Pixels at both sides of a chip's text, with its border."""


@dataclass(frozen=True)
class Chip:
    """One filter. A tone other than neutral shows while its count is above zero."""

    key: str
    title: str
    tone: Tone = "neutral"
    quiet: bool = False
    """Out of sight while its count is zero, unless it is chosen: what needs nobody takes no room."""


class FilterBar(QWidget):
    """Chips, exactly one of them chosen; `chosen` carries its key."""

    chosen = Signal(str)

    def __init__(
        self, chips: Sequence[Chip], current: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chips = {chip.key: chip for chip in chips}
        self._counts: dict[str, int | None] = dict.fromkeys(self._chips)
        self._buttons = {key: self._make(key) for key in self._chips}
        self.setLayout(FlowLayout(*self._buttons.values()))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.current = current or chips[0].key
        """The key of the chip chosen."""
        self._show()
        speaker.language_changed.connect(self._retell)

    def choose(self, key: str) -> None:
        """Choose a chip. Raises KeyError for an unknown key."""
        if key != self.current:
            self.current = key
            self._show()
            self.chosen.emit(key)
        else:
            self._show()

    def set_counts(self, **counts: int) -> None:
        """Show how many rows each filter has: `bar.set_counts(on_site=12)`."""
        self._counts.update(counts)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose and move the focus along."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            return False
        keys = list(self._chips)
        key = keys[(keys.index(self.current) + step) % len(keys)]
        self.choose(key)
        self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _make(self, key: str) -> PushButton:
        made = PushButton()
        made.setProperty("kind", "chip")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self.choose(key))
        made.installEventFilter(self)
        return made

    def _retell(self) -> None:
        self._show()

    def _show(self) -> None:
        for key, made in self._buttons.items():
            chip, count = self._chips[key], self._counts[key]
            title = tr(chip.title)
            made.setText(title if count is None else f"{title}  {format_number(count)}")
            made.setAccessibleName(made.text())
            made.setChecked(key == self.current)
            made.setMinimumWidth(_room_for(made))
            made.setVisible(not chip.quiet or bool(count) or key == self.current)
            # One stop of the Tab key for the whole bar.
            made.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if key == self.current else Qt.FocusPolicy.ClickFocus
            )
            restyle(made, tone=chip.tone if count else "neutral")


def _room_for(chip: QPushButton) -> int:
    """The chosen chip's text is bold, which Qt does not reckon with."""
    bold = QFont(chip.font())
    bold.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(bold).horizontalAdvance(chip.text()) + _PADDING
