"""Reading and writing any field in one way: Qt's own, or ours with `draft`, `set_draft` and `value_changed`.

Values are plain: text, bool, number, date, time, or what a choice stands for; so a draft can be kept.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget


def read(field: QWidget) -> Any:
    """What stands in the field. Raises TypeError for a widget that holds no value."""
    if hasattr(field, "set_draft"):
        return field.draft()  # type: ignore[attr-defined]
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QSpinBox):
        return field.value()
    if isinstance(field, QComboBox):
        return field.currentData()
    raise TypeError(f"{type(field).__name__} holds no value")


def write(field: QWidget, value: Any) -> None:
    """Write a value as `read` gives it; None empties."""
    if hasattr(field, "set_draft"):
        field.set_draft(value)
    elif isinstance(field, QLineEdit):
        field.setText("" if value is None else str(value))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText("" if value is None else str(value))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QSpinBox):
        field.setValue(int(value or 0))
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    else:
        raise TypeError(f"{type(field).__name__} holds no value")


def changed_signal(field: QWidget) -> SignalInstance:
    """The signal that tells of every change. Raises TypeError for a widget that holds no value."""
    if hasattr(field, "set_draft"):
        signal: SignalInstance = field.value_changed  # type: ignore[attr-defined]
        return signal
    if isinstance(field, QLineEdit | QPlainTextEdit):
        return field.textChanged
    if isinstance(field, QCheckBox):
        return field.toggled
    if isinstance(field, QSpinBox):
        return field.valueChanged
    if isinstance(field, QComboBox):
        return field.currentIndexChanged
    raise TypeError(f"{type(field).__name__} holds no value")
