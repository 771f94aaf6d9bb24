"""A moment that is typed: a time, and a day beside it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.parts import column, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

NOT_READ = N_("This is no time. Write it like 1730, and the day like 22 or tomorrow.")


class MomentField(QWidget):
    """Time, day. An empty day is today. `value` is None while it does not read."""

    value_changed = Signal(object)

    def __init__(self, ctx: AppContext, *, past: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._writing = False
        self.time = TimeField(ctx.services.bench.clock.now)
        self.day = DayField(ctx.services.bench.clock.now, past=past)
        say(self.time, N_("Time"), "setAccessibleName")
        say(self.day, N_("Day"), "setAccessibleName")
        self.box = column(row(self.time, self.day), spacing=6)
        self.setLayout(self.box)
        self.setFocusProxy(self.time)
        for one in (self.time, self.day):
            one.textChanged.connect(lambda _: self._changed())

    def now(self) -> datetime:
        """The minute it is, in the building's time."""
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone).replace(second=0, microsecond=0)

    @property
    def value(self) -> datetime | None:
        """The moment meant; None if it is empty or does not read."""
        when = self.time.value
        day = self.day.value if self.day.text().strip() else self.now().date()
        return None if when is None or day is None else datetime.combine(day, when, self.now().tzinfo)

    @property
    def problem(self) -> bool:
        """Whether something was typed that is no time."""
        return self.value is None and bool(self.time.text().strip() or self.day.text().strip())

    def write(self, when: datetime | None) -> None:
        """Write a moment into the fields."""
        local = when.astimezone(self.now().tzinfo) if when else None
        self._set(local.date() if local else None, local.time() if local else None)

    def draft(self) -> tuple[date | None, time | None]:
        """What stands there, for a form."""
        return self.day.value, self.time.value

    def set_draft(self, draft: tuple[date | None, time | None] | None) -> None:
        """Write it back, for a form."""
        self._set(*(draft or (None, None)))

    def _set(self, day: date | None, when: time | None) -> None:
        self._writing = True
        self.day.set_value(day)
        self.time.set_value(when)
        self._writing = False
        self._changed()

    def _changed(self) -> None:
        if not self._writing:
            self.value_changed.emit(self.value)
