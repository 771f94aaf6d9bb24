"""A day and a time side by side: when something is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.ui.i18n import speaker
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.parts import row


class MomentField(QWidget):
    """Typed day and time; `value` is None until both read. A form takes it as one field."""

    value_changed = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self.time = DayField(now), TimeField(now)
        self.time.setFixedWidth(72)
        box = row(self.day, self.time, spacing=6)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.setFocusProxy(self.day)
        for field in (self.day, self.time):
            field.textChanged.connect(lambda _: self.value_changed.emit(self.value))

    @property
    def value(self) -> datetime | None:
        """The moment meant, in the building's zone."""
        day, when = self.day.value, self.time.value
        return datetime.combine(day, when, speaker.zone) if day is not None and when is not None else None

    @property
    def problem(self) -> bool:
        """Whether what is typed is no moment; nothing typed is none either, but no problem."""
        typed = self.day.text().strip() or self.time.text().strip()
        return bool(typed) and self.value is None

    def set_value(self, moment: datetime | None) -> None:
        """Write a moment into the fields."""
        local = moment.astimezone(speaker.zone) if moment else None
        self.day.set_value(local.date() if local else None)
        self.time.set_value(local.time() if local else None)

    def set_day(self, day: date, when: time) -> None:
        """Write a day and a time into the fields."""
        self.day.set_value(day)
        self.time.set_value(when)

    def draft(self) -> datetime | None:
        """The moment, for a form."""
        return self.value

    def set_draft(self, moment: datetime | None) -> None:
        """Write it, for a form."""
        self.set_value(moment)
