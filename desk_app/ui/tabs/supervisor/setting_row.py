"""One setting: what it is called and does, its field, its default and range, and whose it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.widgets.field_value import changed_signal, read, write
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.pill import Pill

_FIELD_WIDTH, _NARROWEST = 260, 130


class SettingRow(QFrame):
    """A card with label and help at the left, the field at the right."""

    changed = Signal()

    def __init__(self, setting: Setting[Any], field: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setting, self.field = setting, field
        self._held: Any = setting.default
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.mark = Pill(N_("Changed"), "accent")
        self.about = Label(role="caption")
        self.back = button(N_("Default"), self.to_default, kind="link", tip=N_("Back to the default"))
        field.setMinimumWidth(_NARROWEST)
        field.setMaximumWidth(_FIELD_WIDTH)
        say(field, setting.label, "setAccessibleName")
        scope = Pill(
            N_("This PC") if setting.scope is Scope.LOCAL else N_("Building"),
            "neutral" if setting.scope is Scope.LOCAL else "info",
        )
        name = row(said_label(setting.label), scope, self.mark, None)
        left = column(
            name, said_label(setting.help, "muted", wrap=True), self.about, self.problem, None, spacing=4
        )
        right = column(field, row(self.back, None), None, spacing=2)
        layout = row(spacing=24)
        layout.addLayout(left, 2)
        layout.addLayout(right, 1)
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
        write(field, setting.default)
        changed_signal(field).connect(lambda *_: self._edited())
        speaker.language_changed.connect(self._retell)
        self._retell()
        self._edited()

    @property
    def dirty(self) -> bool:
        """Whether the field differs from the value in force."""
        return bool(self.value() != self._held)

    def value(self) -> Any:
        """What stands in the field."""
        return read(self.field)

    def show_value(self, value: Any) -> None:
        """The value in force; a field that is being changed keeps what it has."""
        was_dirty, self._held = self.dirty, value
        if not was_dirty:
            write(self.field, value)
        self._edited()

    def saved(self, value: Any) -> None:
        """It holds from now on."""
        self._held = value
        self._edited()

    def to_default(self) -> None:
        """Write the default into the field; saving makes it hold."""
        write(self.field, self.setting.default)

    def refused(self, error: Exception) -> bool:
        """Say below it why it cannot be so. False for what is no fault of the value."""
        if not isinstance(error, UserError):
            return False
        speaker.remember(self.problem, "setText", error.message, dict(error.values))
        self.problem.show()
        return True

    def words(self) -> str:
        """What a search looks at."""
        return f"{tr(self.setting.label)} {tr(self.setting.help)} {self.setting.key}".casefold()

    def _edited(self) -> None:
        self.problem.hide()
        self.mark.setVisible(self._held != self.setting.default)
        self.back.setVisible(bool(self.value() != self.setting.default))
        self.changed.emit()

    def _retell(self, _language: str = "") -> None:
        parts = [tr(N_("Default: {value}"), value=self._said(self.setting.default))]
        if self.setting.least is not None and self.setting.most is not None:
            parts.append(tr(N_("{least} to {most}"), least=self.setting.least, most=self.setting.most))
        self.about.setText(" · ".join(parts))

    def _said(self, value: Any) -> str:
        choices = self.setting.choices or {}
        if isinstance(value, bool):
            return tr(N_("yes")) if value else tr(N_("no"))
        if isinstance(value, tuple):
            return "、".join(tr(choices.get(one, Message(one, "="))) for one in value) or "–"
        if value in choices:
            return tr(choices[value])
        return value.strftime("%H:%M") if hasattr(value, "strftime") else str(value) or "–"
