"""A field for each type of setting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.settings import Setting, split_places
from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.widgets.choice import ComboBox
from desk_app.ui.widgets.date_time import TimeField
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, column, row

_MOST = 2_000_000_000
_LONGEST = 20
"""Characters of a name that stands on papers and buttons."""
_NUMBER_WIDTH = 14


def editor(setting: Setting[Any], now: Callable[[], datetime]) -> QWidget:
    """The field for a setting's type; `field_value.read` and `write` know it."""
    default = setting.default
    made: QWidget
    if isinstance(default, bool):
        made = QCheckBox()
        say(made, N_("Yes"))
    elif isinstance(default, int):
        made = NumberField(setting.least if setting.least is not None else -_MOST, setting.most or _MOST)
    elif isinstance(default, tuple):
        made = Several(setting) if setting.choices else Words()
    elif setting.places:
        made = Numbered(setting)
    elif setting.choices:
        made = Choice(setting)
    elif isinstance(default, str):
        made = QLineEdit()
    else:
        made = TimeOfDay(now)
    return made


class TimeOfDay(TimeField):
    """A time, as a form keeps it."""

    def draft(self) -> time | None:
        """The time meant, None if it cannot be read."""
        return self.value

    def set_draft(self, when: time | None) -> None:
        """Write it into the field."""
        self.set_value(when)


class Choice(ComboBox):
    """One of the values that are offered."""

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._names = dict(setting.choices or {})
        for value in self._names:
            self.addItem("", value)
        speaker.language_changed.connect(self._retell)
        self._retell()

    def _retell(self, _language: str = "") -> None:
        for place, name in enumerate(self._names.values()):
            self.setItemText(place, tr(name))


class Several(QWidget):
    """Any of the values that are offered, in their order."""

    value_changed = Signal(object)

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._boxes = {value: QCheckBox() for value in setting.choices or {}}
        for value, name in (setting.choices or {}).items():
            say(self._boxes[value], name)
            self._boxes[value].toggled.connect(lambda: self.value_changed.emit(self.draft()))
        self.setLayout(column(*self._boxes.values(), spacing=2))

    def draft(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def set_draft(self, chosen: object) -> None:
        """Tick these."""
        wanted = tuple(chosen) if isinstance(chosen, tuple | list) else ()
        for value, box in self._boxes.items():
            box.setChecked(value in wanted)


class Words(QLineEdit):
    """A few words, with commas between them."""

    value_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        say(self, N_("With commas between them"), "setPlaceholderText")
        self.textChanged.connect(lambda: self.value_changed.emit(self.draft()))

    def draft(self) -> tuple[str, ...]:
        """What is typed, word by word."""
        parts = self.text().replace("，", ",").replace("、", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def set_draft(self, words: object) -> None:
        """Write them out."""
        self.setText("，".join(words) if isinstance(words, tuple | list) else "")


class Numbered(QWidget):
    """Words at numbered places, kept as one text with commas between: an empty place keeps its number."""

    value_changed = Signal(object)

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._given = ""
        self.fields = [QLineEdit() for _ in range(setting.places)]
        lines = []
        for number, field in enumerate(self.fields, 1):
            told = Label(str(number), "label")
            told.setFixedWidth(_NUMBER_WIDTH)
            field.setMaxLength(_LONGEST)
            say(field, N_("{name} · {n}"), "setAccessibleName", name=setting.label, n=number)
            field.textChanged.connect(lambda: self.value_changed.emit(self.draft()))
            lines.append(row(told, field, spacing=6))
        self.setLayout(column(*lines, spacing=4))
        self.setFocusProxy(self.fields[0])

    def draft(self) -> str:
        """The words with commas between; as it was given while it says the same. A comma within one would make two."""
        words = (" ".join(" ".join(split_places(field.text())).split()) for field in self.fields)
        text = ",".join(words).rstrip(",")
        return self._given if split_places(text) == split_places(self._given) else text

    def set_draft(self, text: object) -> None:
        """Each word at its place."""
        self._given = str(text or "")
        words = split_places(self._given)
        for place, field in enumerate(self.fields):
            field.setText(words[place] if place < len(words) else "")
