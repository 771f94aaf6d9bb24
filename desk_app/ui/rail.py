"""The tabs, down the left side: icon and name, Ctrl+1 to Ctrl+9, the last one Ctrl+0. Knows TabSpec only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.tab_spec import TabSpec
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.press import ToolButton

WIDTH = 96
_NUMBERED = 9
_ROOMY, _TIGHT = (24, 52), (18, 42)
"""The icon's size and the button's least height, where there is room for all tabs and where there is little."""
_GAP, _MARGIN = 2, 6


class Rail(QFrame):
    """One button for each tab; `picked` carries the tab's id. Arrow keys move, Space or Enter picks."""

    picked = Signal(str)

    def __init__(self, specs: Sequence[TabSpec]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH)
        self._specs = tuple(specs)
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)
        made = [self._button(place, spec) for place, spec in enumerate(self._specs)]
        inside = QWidget()
        inside.setLayout(column(*made, None, spacing=_GAP, margins=_MARGIN))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self._fit(tight=False)
        self.buttons.idClicked.connect(lambda place: self.picked.emit(self._specs[place].id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Many tabs in a low window are set closer, so that none is out of sight."""
        super().resizeEvent(event)
        needed = len(self._specs) * (_ROOMY[1] + _GAP) + 2 * _MARGIN
        self._fit(tight=self.height() < needed)

    def _fit(self, *, tight: bool) -> None:
        side, least = _TIGHT if tight else _ROOMY
        for one in self.buttons.buttons():
            if one.minimumHeight() != least:
                one.setIconSize(QSize(side, side))
                one.setMinimumHeight(least)
                restyle(one, tight=tight)

    def _button(self, place: int, spec: TabSpec) -> ToolButton:
        made = ToolButton()
        made.setProperty("kind", "rail")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIcon(icon(spec.icon))
        made.setCheckable(True)
        made.setFixedWidth(WIDTH - 2 * _MARGIN)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        say(made, spec.title)
        say(made, spec.title, "setAccessibleName")
        for key in self._keys(place):
            QShortcut(key, made).activated.connect(made.click)  # its own would be lost with every new text
            made.setToolTip(key.toString(QKeySequence.SequenceFormat.NativeText))
        self.buttons.addButton(made, place)
        return made

    def _keys(self, place: int) -> Sequence[QKeySequence]:
        numbers = [place + 1] if place < _NUMBERED else []
        if place == len(self._specs) - 1:
            numbers.append(0)
        return [QKeySequence(f"Ctrl+{number}") for number in numbers]

    def show_picked(self, tab: str) -> None:
        """Mark the tab that is open."""
        for place, spec in enumerate(self._specs):
            if spec.id == tab:
                self.buttons.button(place).setChecked(True)
