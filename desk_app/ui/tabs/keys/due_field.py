"""By when a key is back: as its curfew says until somebody says otherwise; a day, a time, and quick choices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.keys.options import HOME_BY
from desk_app.ui.i18n import say
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import button, column, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DueField(QWidget):
    """Time, day, quick choices. `value` is None while it does not read."""

    value_changed = Signal(object)

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._default: datetime | None = None
        self._writing = False
        self.touched = False
        """Whether somebody chose it: then it no longer follows the keys."""
        self.time = TimeField(ctx.services.bench.clock.now)
        self.day = DayField(ctx.services.bench.clock.now)
        say(self.time, N_("Back by, time", "keys tab"), "setAccessibleName")
        say(self.day, N_("Back by, day", "keys tab"), "setAccessibleName")
        self.quick = [
            self._choice(N_("+1 h", "keys tab"), lambda: self._now() + timedelta(hours=1)),
            self._choice(N_("+2 h", "keys tab"), lambda: self._now() + timedelta(hours=2)),
            self._choice(N_("End of today", "keys tab"), self._end_of_day),
            self._choice(N_("As the key says", "keys tab"), lambda: self._default),
        ]
        self.setLayout(column(row(self.time, self.day), FlowLayout(*self.quick, spacing=6), spacing=6))
        self.setFocusProxy(self.time)
        for one in (self.time, self.day):
            one.textEdited.connect(lambda _: self._touch())
            one.textChanged.connect(lambda _: self._changed())
        self.quick[-1].setVisible(False)

    def _choice(self, message: Message, when: Callable[[], datetime | None]) -> QWidget:
        made = button(message, lambda: self.choose(when()), kind="chip")
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard the fields are quicker: Up and Down step
        return made

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        now = clock.now().astimezone(clock.zone)
        return now.replace(second=0, microsecond=0)

    def _end_of_day(self) -> datetime:
        now = self._now()
        return datetime.combine(now.date(), self._ctx.services.bench.settings.get(HOME_BY), now.tzinfo)

    @property
    def value(self) -> datetime | None:
        """The moment meant; None if it is empty or does not read."""
        when = self.time.value
        day = self.day.value if self.day.text().strip() else self._now().date()
        return None if when is None or day is None else datetime.combine(day, when, self._now().tzinfo)

    @property
    def problem(self) -> bool:
        """Whether something was typed that is no time."""
        return self.value is None and bool(self.time.text().strip() or self.day.text().strip())

    def choose(self, when: datetime | None) -> None:
        """Somebody says by when."""
        if when is not None:
            self.touched = when != self._default
            self._write(when)

    def offer(self, default: datetime | None) -> None:
        """What the keys say: stands there until somebody chooses."""
        self._default = default
        self.quick[-1].setVisible(default is not None)
        if not self.touched:
            self._write(default)

    def _write(self, when: datetime | None) -> None:
        local = when.astimezone(self._ctx.services.bench.clock.zone) if when else None
        self._writing = True
        self.time.set_value(local.time() if local else None)
        self.day.set_value(local.date() if local else None)
        self._writing = False
        self._changed()

    def _touch(self) -> None:
        self.touched = True

    def _changed(self) -> None:
        if not self._writing:
            self.value_changed.emit(self.value)

    def draft(self) -> tuple[date | None, time | None, bool]:
        """What stands there, for a form."""
        return self.day.value, self.time.value, self.touched

    def set_draft(self, draft: tuple[date | None, time | None, bool] | None) -> None:
        """Write it back, for a form."""
        day, when, self.touched = draft or (None, None, False)
        self._writing = True
        self.day.set_value(day)
        self.time.set_value(when)
        self._writing = False
        self._changed()
