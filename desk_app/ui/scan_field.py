"""What a text field held before the scanner typed into it: a code that a page takes is no part of that field.

No meaning of a code belongs here. To cover another kind of field, add it to `_field_in_use` and `_put`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import shiboken6
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget

from desk_app.ui.widgets.picker import Picker

_Field = QLineEdit | QPlainTextEdit


class _Held(NamedTuple):
    text: str
    at: int
    selected: tuple[int, int]
    """From where, and how long; (-1, 0) for none."""
    draft: tuple[Any, str] | None = None
    """Of a field with suggestions: what was chosen too."""


class FieldBefore:
    """The field in use, as it stands when this is made."""

    def __init__(self) -> None:
        self._field = _field_in_use()
        self._before = _held(self._field) if self._field is not None else None
        self._after: _Held | None = None

    def take_back(self) -> None:
        """The field holds again what it held; what was typed since is remembered. The keyboard stays where it is."""
        field, before = self._field, self._before
        if field is None or before is None or not shiboken6.isValid(field):
            return
        now = _held(field)
        if now.text != before.text:
            self._after = now
            _put(field, before)

    def give_again(self) -> None:
        """What was taken back was typing after all."""
        field, after = self._field, self._after
        if field is not None and after is not None and shiboken6.isValid(field):
            self._after = None
            _put(field, after)


def _field_in_use() -> _Field | None:
    focus: QWidget | None = QApplication.focusWidget()
    if isinstance(focus, QAbstractSpinBox):
        focus = focus.lineEdit()
    if not isinstance(focus, QLineEdit | QPlainTextEdit) or focus.isReadOnly():
        return None
    return focus


def _held(field: _Field) -> _Held:
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return _Held(field.toPlainText(), cursor.position(), (start if end > start else -1, end - start))
    start = field.selectionStart()
    return _Held(
        field.text(),
        field.cursorPosition(),
        (start, field.selectionLength() if start >= 0 else 0),
        field.draft() if isinstance(field, Picker) else None,
    )


def _put(field: _Field, held: _Held) -> None:
    start, length = held.selected
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(held.text)
        cursor = field.textCursor()
        cursor.setPosition(start if start >= 0 else held.at)
        if start >= 0:
            cursor.setPosition(start + length, cursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
        return
    if isinstance(field, Picker) and held.draft is not None and held.draft[0] is not None:
        field.set_draft(held.draft)
    else:
        field.setText(held.text)
        field.textEdited.emit(held.text)  # whoever followed the letters follows them back
    field.setCursorPosition(held.at)
    if start >= 0:
        field.setSelection(start, length)
