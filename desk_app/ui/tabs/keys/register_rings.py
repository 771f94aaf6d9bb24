"""The rings of the register: which keys hang together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Ring
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.terms import CopyState
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.keys import copy_dialogs
from desk_app.ui.tabs.keys.ring_form import RingDialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext
    from desk_app.ui.tabs.keys.register_dialog import RegisterDialog


def _away(ring: Ring) -> int:
    return sum(one.state is not CopyState.IN for one in ring.copies)


COLUMNS = (
    Column(N_("Code", "keys tab"), lambda one: one.code, width=110),
    Column(N_("Hook", "keys tab"), lambda one: one.hook, width=90),
    Column(
        N_("Here", "keys tab"),
        lambda one: f"{len(one.copies) - _away(one)} / {len(one.copies)}",
        align="right",
        width=80,
        tone=lambda one: "info" if _away(one) else None,
    ),
    Column(
        N_("Keys on it"),
        lambda one: "、".join(copy.code for copy in one.copies),
        tip=lambda one: "、".join(copy.code for copy in one.copies),
    ),
    Column(
        N_("Place", "keys tab"),
        lambda one: "、".join(dict.fromkeys(copy.place for copy in one.copies)),
        tip=lambda one: "、".join(dict.fromkeys(copy.place for copy in one.copies)),
        spare=1,
    ),
)


class RingsPart(QWidget):
    """The table, and what can be done with the ring chosen."""

    changed = Signal()

    def __init__(self, ctx: AppContext, dialog: RegisterDialog) -> None:
        super().__init__()
        self._ctx, self._dialog = ctx, dialog
        told = N_("The keys of a ring share a hook and are lent and taken back in one step.")
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        self.table.selected_rows.connect(lambda _: self._say_fits())
        self.table.activated_row.connect(lambda _: self.change())
        self.steps = [button(N_("Another hook…", "key board"), self.hang, icon="swap")]
        tools: list[QWidget | None] = [said_label(told, "muted"), None]
        if dialog.supervisor:
            self.steps += [
                button(N_("Change…", "keys tab"), self.change, icon="edit"),
                button(N_("Dissolve…", "keys tab"), self.dissolve, icon="trash"),
            ]
            tools.append(button(N_("New ring…"), self.add, icon="plus"))
        self.setLayout(column(row(*tools), self.table, row(*self.steps, None), spacing=10))
        self._say_fits()

    def load(self) -> None:
        """Read the rings again."""
        queries = self._ctx.services.get(KeyRegisterQueries)
        self._ctx.read(queries.rings, owner=self, done=self._show, key="rings")

    def _show(self, rings: list[Ring]) -> None:
        self.table.set_rows(rings)
        if rings and not self.table.selection():
            self.table.select(rings[0].id)
        self._say_fits()

    @property
    def ring(self) -> Ring | None:
        """The ring chosen."""
        chosen: list[Ring] = self.table.selection()
        return chosen[0] if chosen else None

    @property
    def meant(self) -> Sequence[Ring]:
        """The rings in sight: what is printed."""
        return list(self.table.rows_model.rows)

    def _say_fits(self) -> None:
        for one in self.steps:
            one.setEnabled(self.ring is not None)

    def add(self) -> None:
        """A new ring."""
        RingDialog(self._ctx, None, self._dialog).begin(lambda _: self.changed.emit())

    def change(self) -> None:
        """Other keys, code or hook."""
        if self.ring is not None and self._dialog.supervisor:
            RingDialog(self._ctx, self.ring, self._dialog).begin(lambda _: self.changed.emit())

    def hang(self) -> None:
        """The ring goes to another hook."""
        if self.ring is not None:
            copy = self.ring.copies[0]
            copy_dialogs.hang(self._ctx, self._dialog, copy, lambda _: self.changed.emit())

    def dissolve(self) -> None:
        """The keys are single again."""
        ring = self.ring
        if ring is None:
            return
        question = N_("Dissolve ring {code}? Its keys hang nowhere until they are hung again.")
        sure = tr(N_("Dissolve it", "keys tab"))
        if self._ctx.ask.confirm(self._dialog, tr(question, code=plain(ring.code)), sure):
            register = self._ctx.services.get(KeyRegister)
            self._ctx.do(
                lambda actor: register.dissolve_ring(actor, ring.id),
                owner=self,
                done=lambda _: self.changed.emit(),
            )
