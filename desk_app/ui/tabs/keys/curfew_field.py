"""By when a key is back: no curfew, a time of day, or so many hours after it was taken."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.keys.records import Curfew
from desk_app.ui.i18n import say
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import TimeField
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import row, said_label

if TYPE_CHECKING:
    from collections.abc import Callable

_NONE, _AT, _HOURS = "none", "at", "hours"
_USUAL_AT, _USUAL_HOURS, _MOST_HOURS = time(18), 2, 72
_KINDS = (
    (_NONE, N_("As for all keys", "curfew")),
    (_AT, N_("At a time of day", "curfew")),
    (_HOURS, N_("Hours after it was taken", "curfew")),
)


class CurfewField(QWidget):
    """A choice, and beside it the time or the hours."""

    value_changed = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Choice(_KINDS)
        self.at = TimeField(now)
        self.hours = NumberField(1, _MOST_HOURS)
        self.unit = said_label(N_("hours", "curfew"), "muted")
        say(self.at, N_("Time", "keys tab"), "setAccessibleName")
        say(self.hours, N_("Hours after it was taken", "curfew"), "setAccessibleName")
        layout = row(self.kind, self.at, self.hours, self.unit)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.kind)
        self.set_draft(None)
        self.kind.value_changed.connect(lambda _: self._shown())
        for signal in (self.kind.value_changed, self.at.textChanged, self.hours.valueChanged):
            signal.connect(lambda _: self.value_changed.emit(self.draft()))

    @property
    def problem(self) -> bool:
        """Whether the time is wanted and does not read."""
        return bool(self.kind.value == _AT) and self.at.value is None

    @property
    def value(self) -> Curfew:
        """The curfew meant."""
        if self.kind.value == _AT:
            return Curfew(at=self.at.value)
        return Curfew(hours=self.hours.value()) if self.kind.value == _HOURS else Curfew()

    def draft(self) -> Curfew:
        """The curfew, for a form."""
        return self.value

    def set_draft(self, curfew: Curfew | None) -> None:
        """Write it back, for a form."""
        one = curfew or Curfew()
        self.kind.choose(_AT if one.at is not None else _HOURS if one.hours is not None else _NONE)
        self.at.set_value(one.at or _USUAL_AT)
        self.hours.setValue(one.hours or _USUAL_HOURS)
        self._shown()

    def _shown(self) -> None:
        self.at.setVisible(self.kind.value == _AT)
        for one in (self.hours, self.unit):
            one.setVisible(self.kind.value == _HOURS)
