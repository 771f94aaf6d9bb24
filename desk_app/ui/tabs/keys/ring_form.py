"""A ring as the supervisor makes it: its code, its hook, and the copies on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Copy, Ring, RingDraft
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.terms import COPY_STATE_NAMES, CopyState
from desk_app.ui.i18n import say, tr
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MOST, _ASKED = 8, 40


class RingDialog(FormDialog):
    """A new ring, or one to change."""

    def __init__(self, ctx: AppContext, ring: Ring | None, parent: QWidget) -> None:
        title = N_("New ring") if ring is None else N_("Change ring {code}")
        code = plain(ring.code) if ring is not None else plain("")
        super().__init__(ctx, title, N_("Save"), parent, columns=2, code=code)
        self._ring = ring
        self.form.add(
            "code", N_("Code", "keys tab"), QLineEdit(), required=True, initial=ring.code if ring else None
        )
        self.form.add("hook", N_("Hook", "keys tab"), QLineEdit(), initial=ring.hook if ring else None)
        self.members = MembersField(ctx)
        hint = N_("Type code, hook or place of a key on its hook. They are lent and taken back together.")
        self.form.add("copies", N_("Keys on it"), self.members, required=True, span=2, hint=hint)
        if ring is not None:
            self.members.set_draft(ring.copies)
        self.setMinimumWidth(560)

    def send(self) -> None:
        """Save it."""
        typed, register, ring = self.form.draft(), self.ctx.services.get(KeyRegister), self._ring
        draft = RingDraft(typed["code"], typed["hook"], tuple(one.id for one in typed["copies"]))
        known = ring.id if ring is not None else None
        self.do(lambda actor: register.save_ring(actor, known, draft))


class MembersField(QWidget):
    """A field to find copies with, and those found under it."""

    value_changed = Signal(object)

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.copies: tuple[Copy, ...] = ()
        self.rows: list[QWidget] = []
        self.picker = Picker()
        say(self.picker, N_("Keys on it"), "setAccessibleName")
        self.picker.query.connect(self._find)
        self.picker.chosen.connect(self._chosen)
        self._box = column(self.picker, spacing=4)
        self.setLayout(self._box)
        self.setFocusProxy(self.picker)

    def _find(self, text: str) -> None:
        if not text.strip():
            self.picker.offer(text, [])
            return
        queries, there = self._ctx.services.get(KeyRegisterQueries), {one.id for one in self.copies}

        def answer(actor: Actor) -> list[Suggestion]:
            found = queries.copies_like(actor, text, _ASKED)
            fit = (one for one in found if isinstance(one, Copy) and one.id not in there)
            return [_suggestion(one) for one in fit][:_MOST]

        self._ctx.read(answer, owner=self, done=lambda found: self.picker.offer(text, found), key="copies")

    def _chosen(self, suggestion: Suggestion) -> None:
        self.picker.set_draft(None)
        self._set((*self.copies, suggestion.value))

    def remove(self, copy: Copy) -> None:
        """Off the ring."""
        self._set(tuple(one for one in self.copies if one.id != copy.id))

    def draft(self) -> tuple[Copy, ...]:
        """The copies, for a form."""
        return self.copies

    def set_draft(self, copies: tuple[Copy, ...] | None) -> None:
        """Write them back, for a form."""
        self._set(tuple(copies or ()))

    def _set(self, copies: tuple[Copy, ...]) -> None:
        self.copies = copies
        for one in self.rows:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.rows = [_row(one, self.remove) for one in copies]
        for one in self.rows:
            self._box.addWidget(one)
        self.value_changed.emit(copies)


def _suggestion(one: Copy) -> Suggestion:
    where = one.hook if one.state is CopyState.IN else tr(COPY_STATE_NAMES[one.state])
    return Suggestion(one, " · ".join(part for part in (one.code, where) if part), one.place)


def _row(one: Copy, remove: Callable[[Copy], object]) -> QWidget:
    box = QWidget()
    drop = button(N_("Take this key away", "keys tab"), lambda: remove(one), kind="icon", icon="cross")
    drop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    box.setLayout(row(Label(one.code), Label(one.place, "muted"), None, drop))
    return box
