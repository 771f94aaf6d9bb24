"""Labelled fields that say beside themselves what is wrong with them.

    form = Form()
    form.add("phone", N_("Phone"), QLineEdit(), required=True, hint=N_("11 digits, or a land line"))
    form.submitted.connect(self._save)            # Ctrl+Enter
    form.show_problems(invalid_input)             # beside the fields, the first one gets the focus

Enter moves on to the next field, Ctrl+Enter saves; a short question's `enter_submits` form saves with Enter as soon as
nothing required is empty, an `enter_skips` form passes over what is filled.
`draft()` is a plain dict, `restore()` takes it back: a lock or a switch of user loses nothing. A field refuses nothing
while typing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QScrollArea, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.field_value import changed_signal, read, write
from desk_app.ui.widgets.parts import Label, column

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ENTER_MOVES_ON = "enter_moves_on"
"""A property of a text of several lines that seldom has them: Enter moves on, Shift+Enter is a new line."""


class Form(QWidget):
    """Fields in `columns` columns, filled row by row."""

    submitted = Signal()
    """Ctrl+Enter in any field; with `enter_submits` Enter too, once nothing required is empty."""
    passed = Signal()
    """Enter with `enter_skips`, and nothing in sight is empty from there on."""
    dirty_changed = Signal(bool)

    def __init__(
        self,
        columns: int = 1,
        parent: QWidget | None = None,
        *,
        enter_submits: bool = False,
        enter_skips: bool = False,
    ) -> None:
        super().__init__(parent)
        self._enter_submits, self._enter_skips = enter_submits, enter_skips
        self._columns = columns
        self._cell = 0
        self._fields: dict[str, _Field] = {}
        self._clean: dict[str, Any] = {}
        self._dirty = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        for place in range(columns):
            self._grid.setColumnStretch(place, 1)
        self.setLayout(self._grid)

    def add(
        self,
        name: str,
        label: str,
        field: QWidget,
        *,
        required: bool = False,
        hint: str | None = None,
        span: int = 1,
        initial: object = None,
    ) -> QWidget:
        """Add a field under `name` (the name problems and drafts use); gives the field back.

        A `label` of "" is for a field that says itself what it is: a tick with its text.
        """
        if initial is not None:
            write(field, initial)
        wrapped = _Field(label, field, required, hint)
        self._fields[name] = wrapped
        self._clean[name] = read(field)
        if self._cell % self._columns + span > self._columns:
            self._cell += self._columns - self._cell % self._columns
        place = divmod(self._cell, self._columns)
        self._grid.addWidget(wrapped, place[0], place[1], 1, span, Qt.AlignmentFlag.AlignTop)
        self._cell += span
        changed_signal(field).connect(lambda *_: self._edited(name))
        for target in (field, field.focusProxy()):
            if target is not None:
                target.installEventFilter(self)
        return field

    def field(self, name: str) -> QWidget:
        """The widget of a field. Raises KeyError for an unknown name."""
        return self._fields[name].widget

    def show_field(self, name: str, visible: bool) -> None:
        """Show or hide a field with its label; what is in it stays."""
        self._fields[name].setVisible(visible)

    def draft(self) -> dict[str, Any]:
        """What stands in the fields now."""
        return {name: read(field.widget) for name, field in self._fields.items()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Write a draft back; fields it does not name stay, names it has too many are passed over."""
        for name, value in draft.items():
            if name in self._fields:
                write(self._fields[name].widget, value)

    def reset(self, values: Mapping[str, Any] | None = None) -> None:
        """Start clean: with `values`, or as the form was built."""
        self.clear_problems()
        if values is None:
            self.restore(self._clean)
        else:
            self.restore(values)
            self._clean = self.draft()
        self._set_dirty(False)

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what the form started with."""
        return self._dirty

    def show_problems(self, invalid: InvalidInput) -> bool:
        """Each problem beside its field, focus on the first. False if one belongs to no field here."""
        self.clear_problems()
        known = [name for name in self._fields if name in invalid.problems]
        for name in known:
            problem = invalid.problems[name]
            self._fields[name].show_problem(problem.message, problem.values)
        if known:
            self._fields[known[0]].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            _bring_into_sight(self._fields[known[0]].widget)
        return len(known) == len(invalid.problems)

    def clear_problems(self) -> None:
        """As if nothing had been wrong."""
        for field in self._fields.values():
            field.show_problem(None, {})

    def problem_of(self, name: str) -> str:
        """The sentence beside a field, "" if there is none."""
        return self._fields[name].problem_text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves on, Ctrl+Enter saves; in a text of several lines it is a new line, unless it says otherwise."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in _ENTER:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return True
        if getattr(watched, "takes_enter", False) or _is_new_line(watched, event):
            return False
        if self._enter_submits:
            self._go_on(watched)
        elif self._enter_skips:
            self.pass_on(watched)
        else:
            self.focusNextPrevChild(True)
        return True

    def _go_on(self, watched: QObject) -> None:
        """To a required field that is empty, the later ones first; else it is complete."""
        shown = [field for field in self._fields.values() if field.isVisibleTo(self)]
        here = _place_of(watched, shown)
        others = shown[here + 1 :] + shown[:here]
        empty = next((one.widget for one in others if one.required and not read(one.widget)), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.submitted.emit()

    def pass_on(self, watched: QObject) -> None:
        """From this field to the next one in sight that is empty; `passed` when there is none."""
        shown = [field for field in self._fields.values() if field.isVisibleTo(self)]
        after = shown[_place_of(watched, shown) + 1 :]
        empty = next((one.widget for one in after if _is_empty(one.widget)), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

    def _edited(self, name: str) -> None:
        self._fields[name].show_problem(None, {})
        self._set_dirty(any(read(field.widget) != self._clean[key] for key, field in self._fields.items()))

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)


def _is_new_line(watched: QObject, event: QKeyEvent) -> bool:
    """Whether Enter belongs to a text of several lines; in a short one with Shift alone."""
    if not isinstance(watched, QPlainTextEdit):
        return False
    return not watched.property(ENTER_MOVES_ON) or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _place_of(watched: QObject, shown: Sequence[_Field]) -> int:
    return next((at for at, one in enumerate(shown) if watched in (one.widget, one.widget.focusProxy())), 0)


def _is_empty(widget: QWidget) -> bool:
    value = read(widget)
    said = value[-1] if isinstance(value, tuple) and value else value  # a picker's text stands last
    return not (said.strip() if isinstance(said, str) else said)


def _bring_into_sight(field: QWidget) -> None:
    """Qt scrolls to what the Tab key reaches, not to what the program gives the keyboard to."""
    above = field.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        area = above  # after the layout: a section may just have opened
        QTimer.singleShot(0, field, lambda: area.ensureWidgetVisible(field))


class _Field(QWidget):
    """Label above, hint or problem below."""

    def __init__(self, label: str, widget: QWidget, required: bool, hint: str | None) -> None:
        super().__init__()
        self.widget = widget
        self._hint = hint
        self._label_text, self.required = label, required
        self._label = Label(role="label")
        self._label.setBuddy(widget)
        self._below = Label(role="caption")
        self._below.setWordWrap(True)
        self.setLayout(column(self._label, widget, self._below, spacing=4))
        self._label.setVisible(
            bool(label)
        )  # now: shown without a parent it would be a window and take the keyboard
        self._retell()
        self.show_problem(None, {})
        speaker.language_changed.connect(self._retell)

    @property
    def problem_text(self) -> str:
        """What is said under the field if it is a problem."""
        return self._below.text() if self.widget.property("problem") else ""

    def show_problem(self, message: str | None, values: Mapping[str, object]) -> None:
        """Say a problem under the field, or the hint again."""
        told = message or self._hint
        self._below.setVisible(told is not None)
        if told:
            speaker.remember(self._below, "setText", told, dict(values))
            speaker.remember(self.widget, "setAccessibleDescription", told, dict(values))
        restyle(self._below, role="problem" if message else "caption")
        restyle(self.widget, problem=message is not None)

    def _retell(self) -> None:
        text = tr(self._label_text)
        self._label.setText(tr(N_("{label} *"), label=text) if self.required else text)
        self.widget.setAccessibleName(text)
