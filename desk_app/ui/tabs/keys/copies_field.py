"""Which keys are lent: scanned, or typed by code, hook, place, unit or initials. A ring adds its copies.

Keyboard: type, Enter adds the first; Backspace in the empty field takes the last one away; Enter in it goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Copy, Key
from desk_app.services.keys.terms import KEY_CATEGORY_NAMES
from desk_app.ui.i18n import say, tr
from desk_app.ui.icons import pixmap
from desk_app.ui.tabs.keys.found import Finder, Found
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class _KeyPicker(Picker):
    emptied = Signal()
    """Backspace where there is nothing to take away."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)


class CopiesField(QWidget):
    """A field to find keys with, and the keys found under it."""

    value_changed = Signal(object)

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._finder = ctx, Finder(ctx.services)
        self.copies: tuple[Copy, ...] = ()
        self.keys: dict[int, Key] = {}
        self.rows: list[_Row] = []
        self.picker = _KeyPicker()
        self.picker.query.connect(self._find)
        self.picker.chosen.connect(self._chosen)
        self.picker.emptied.connect(self._take_last)
        self.setFocusProxy(self.picker)
        self._box = column(self.picker, spacing=6)
        self.setLayout(self._box)

    # Finding

    def _find(self, text: str) -> None:
        if not text.strip():
            self.picker.offer(text, [])
            return
        self._ctx.read(
            lambda actor: self._finder.like(actor, text),
            owner=self,
            done=lambda found: self.picker.offer(text, found),
            key="like",
        )

    def _chosen(self, suggestion: Suggestion) -> None:
        thing = suggestion.value
        self.picker.set_draft(None)
        self._ctx.read(
            lambda actor: self._finder.whole(actor, thing), owner=self, done=self.add, key=f"whole {thing.id}"
        )

    # What stands there

    def add(self, found: Found) -> None:
        """Take copies in; those that stand there already are passed over."""
        new = tuple(one for one in found.copies if one.id not in self.ids)
        self.keys |= found.keys
        if new:
            self._set((*self.copies, *new))

    def remove(self, copy: Copy) -> None:
        """Take one out, with what hangs on its ring: they are lent together."""
        self._set(
            tuple(
                one
                for one in self.copies
                if one.id != copy.id and (copy.ring is None or one.ring != copy.ring)
            )
        )

    @property
    def ids(self) -> tuple[int, ...]:
        """The copies' ids, in the order taken in."""
        return tuple(one.id for one in self.copies)

    @property
    def chosen_keys(self) -> list[Key]:
        """The keys of the copies, each once."""
        return [self.keys[key] for key in dict.fromkeys(one.key for one in self.copies)]

    def draft(self) -> tuple[Copy, ...]:
        """The copies, for a form."""
        return self.copies

    def set_draft(self, copies: tuple[Copy, ...] | None) -> None:
        """Write them back, for a form: their keys are known still."""
        self.picker.set_draft(None)
        self._set(tuple(one for one in copies or () if one.key in self.keys))

    def _take_last(self) -> None:
        if self.copies:
            self.remove(self.copies[-1])

    def _set(self, copies: tuple[Copy, ...]) -> None:
        if copies == self.copies:
            return
        self.copies = copies
        for one in self.rows:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.rows = [_Row(one, self.keys[one.key], self.remove) for one in copies]
        for one in self.rows:
            self._box.addWidget(one)
        self.value_changed.emit(copies)


class _Row(QFrame):
    """A copy that is to be lent: code and hook, what it opens, what is to be told with it."""

    def __init__(self, copy: Copy, key: Key, remove: Callable[[Copy], object]) -> None:
        super().__init__()
        self.copy = copy
        self.setProperty("role", "card")
        sign = Label()
        sign.setPixmap(pixmap("key", 18, "accent", self.devicePixelRatioF()))
        code = Label(" · ".join(part for part in (copy.code, copy.hook) if part))
        place = Label(_place(key), "caption")
        place.setWordWrap(True)
        told = [self._instruction(key.instruction)] if key.instruction else []
        drop = button(N_("Take this key away", "keys tab"), lambda: remove(copy), kind="icon", icon="cross")
        drop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard: Backspace in the field
        inside = column(code, place, *told, spacing=1)
        layout = row(sign, spacing=10)
        layout.addLayout(inside, 1)
        layout.addWidget(drop)
        layout.setContentsMargins(10, 6, 6, 6)
        self.setLayout(layout)

    def _instruction(self, text: str) -> Label:
        made = Label(role="caption")
        made.setWordWrap(True)
        made.set_tone("warning")
        say(made, N_("To be told: {text}", "keys tab"), text=plain(text))
        return made


def _place(key: Key) -> str:
    unit = key.unit if key.unit not in key.place else ""
    parts = (unit, key.place, tr(KEY_CATEGORY_NAMES[key.category]))
    return " · ".join(part for part in parts if part)
