"""Days and times that are typed, not clicked. The fields refuse nothing while typing; `value` is None until
it reads.

A day: 22, 1122, 11-22, 2026.11.22, 11月22日, 今天, 明天, tomorrow, +3. A time: 9, 930, 9:30, 18.05, 9点5分.
Up and Down step by a day or a quarter of an hour. Leaving the field writes the value out in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, speaker

_NEAR = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "大后天": 3, "昨天": -1, "yesterday": -1}
_QUARTER = 15
_LONGEST = 20


def read_day(text: str, today: date, *, past: bool = False, nearest: bool = False) -> date | None:
    """The day somebody means, None if it is none. Without year or month: the next one to come, or the last
    (`past`).
    """
    said = unicodedata.normalize("NFKC", text).strip().lower()
    if len(said) > _LONGEST:
        return None
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if re.fullmatch(r"[+-]\d{1,3}", said):
        return today + timedelta(days=int(said))
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    if re.sub(r"[\d\s./年月日号-]", "", said) or not numbers:
        return None
    if len(numbers) == 1:
        numbers = _split_day(str(re.findall(r"\d+", said)[0]))
    return _nearest(numbers, today) if nearest else _day(numbers, today, -1 if past else 1)


def read_time(text: str) -> time | None:
    """The time of day somebody means: 9, 930, 9:30, 18.05. None if it is none."""
    said = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{1,2})(?:\s*[:.点时]\s*(\d{0,2})分?|(\d\d))?", said)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class _TypedField(QLineEdit):
    """What both fields share: steps, and writing out in full."""

    value_changed = Signal(object)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.textChanged.connect(lambda: self.value_changed.emit(self._read()))

    def _read(self) -> object:
        raise NotImplementedError

    def _step(self, steps: int) -> None:
        raise NotImplementedError

    def _write_out(self) -> None:
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps:
            self._step(steps)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what was understood."""
        self._write_out()
        super().focusOutEvent(event)


class DayField(_TypedField):
    """A day of the building's calendar. A day without year is the next one, with `past` the last one, and `nearest`
    whichever is closer: a permit that ended yesterday must not seem good for a year.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        past: bool = False,
        nearest: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._past, self._nearest = past, nearest
        say(self, N_("Day, e.g. 22, 11-22, tomorrow"), "setPlaceholderText")

    @property
    def today(self) -> date:
        """Today in the building."""
        return self._now().astimezone(speaker.zone).date()

    @property
    def value(self) -> date | None:
        """The day meant; None if empty or unreadable (`problem` tells which)."""
        return read_day(self.text(), self.today, past=self._past, nearest=self._nearest)

    @property
    def problem(self) -> bool:
        """Whether something was typed that is no day."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, day: date | None) -> None:
        """Write a day into the field."""
        self.setText(day.isoformat() if day else "")

    def _read(self) -> date | None:
        return self.value

    def _step(self, steps: int) -> None:
        day = self.value
        self.set_value(day + timedelta(days=steps) if day else self.today)

    def _write_out(self) -> None:
        if (day := self.value) and self.text() != day.isoformat():
            self.set_value(day)


class TimeField(_TypedField):
    """A time of day."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        say(self, N_("Time, e.g. 930"), "setPlaceholderText")

    @property
    def value(self) -> time | None:
        """The time meant; None if empty or unreadable (`problem` tells which)."""
        return read_time(self.text())

    @property
    def problem(self) -> bool:
        """Whether something was typed that is no time."""
        return bool(self.text().strip()) and self.value is None

    def set_value(self, when: time | None) -> None:
        """Write a time into the field."""
        self.setText(when.strftime("%H:%M") if when else "")

    def _read(self) -> time | None:
        return self.value

    def _step(self, steps: int) -> None:
        when = self.value or self._now().astimezone(speaker.zone).time()
        minutes = when.hour * 60 + when.minute
        whole = minutes // _QUARTER + (steps if steps > 0 or minutes % _QUARTER == 0 else 0)
        minutes = whole * _QUARTER % 1440
        self.set_value(time(minutes // 60, minutes % 60))

    def _write_out(self) -> None:
        if when := self.value:
            self.set_value(when)


def moment_at(field: TimeField, now: datetime, *, past: bool) -> datetime | None:
    """The moment meant by a time of day: the last one (`past`) or the next one."""
    if field.value is None:
        return None
    moment = datetime.combine(now.date(), field.value, now.tzinfo)
    if past:
        return moment - timedelta(days=1) if moment > now else moment
    return moment + timedelta(days=1) if moment < now else moment


def _split_day(digits: str) -> list[int]:
    """22 -> a day; 1122 -> month and day; 20261122 -> all three."""
    if len(digits) <= 2:
        return [int(digits)]
    if len(digits) in (3, 4):
        return [int(digits[:-2]), int(digits[-2:])]
    if len(digits) == 8:
        return [int(digits[:4]), int(digits[4:6]), int(digits[6:])]
    return []


def _nearest(numbers: list[int], today: date) -> date | None:
    both = (_day(numbers, today, 1), _day(numbers, today, -1))
    return min((day for day in both if day), key=lambda day: abs((day - today).days), default=None)


def _day(numbers: list[int], today: date, ahead: int) -> date | None:
    try:
        if len(numbers) == 3:
            year, month, day = numbers
            return date(year + 2000 if year < 100 else year, month, day)
        if len(numbers) == 2:
            meant = date(today.year, *numbers)
            return meant if (meant - today).days * ahead >= 0 else date(today.year + ahead, *numbers)
    except ValueError:
        return None
    near = (today + timedelta(days=step * ahead) for step in range(62))
    return next((day for day in near if [day.day] == numbers), None)
