"""The keys of the register: search and category, the table, and beside it the copies of the key chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Copy, Curfew, Key
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.terms import COPY_STATE_NAMES, KEY_CATEGORY_NAMES, KEY_KIND, CopyState
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.keys import copy_dialogs
from desk_app.ui.tabs.keys.columns import COPY_TONES
from desk_app.ui.tabs.keys.history import KeyHistory
from desk_app.ui.tabs.keys.key_form import KeyDialog
from desk_app.ui.tabs.keys.reservations import ReservationsDialog
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext
    from desk_app.ui.tabs.keys.register_dialog import RegisterDialog
    from desk_app.ui.widgets.press import PushButton

_SIDE = 400
_GONE = (CopyState.RETIRED, CopyState.LOST)
_AWAY = (CopyState.OUT, CopyState.WAITING)


def said_curfew(curfew: Curfew) -> str:
    """The curfew in a word."""
    if curfew.at is not None:
        return curfew.at.strftime("%H:%M")
    return tr(N_("{n} h", "curfew"), n=curfew.hours) if curfew.hours is not None else ""


def _here(key: Key) -> str:
    """How many copies hang, of how many."""
    there = [one for one in key.copies if one.state is not CopyState.RETIRED]
    here = sum(one.state in (CopyState.IN, CopyState.WAITING) for one in there)
    return f"{here} / {len(there)}"


def _hooks(key: Key) -> str:
    return " ".join(one.hook for one in key.copies if one.hook and one.state not in _GONE)


COLUMNS = (
    Column(
        N_("Code", "keys tab"),
        lambda one: one.code,
        width=96,
        tone=lambda one: None if one.active else "neutral",
        icon=lambda one: None if one.active else "ban",
    ),
    Column(N_("Place", "keys tab"), lambda one: one.place, tip=lambda one: one.place),
    Column(N_("Unit"), lambda one: one.unit, width=76, spare=3),
    Column(N_("Category", "keys tab"), lambda one: tr(KEY_CATEGORY_NAMES[one.category]), width=104, spare=2),
    Column(N_("Here", "keys tab"), _here, align="right", width=70),
    Column(N_("Hook", "keys tab"), _hooks, width=100, spare=1),
    Column(N_("Curfew", "keys tab"), lambda one: said_curfew(one.curfew), width=92, spare=4),
    Column(
        N_("Approvals", "keys tab"),
        lambda one: str(one.approvals) if one.approvals else "",
        align="right",
        width=92,
        spare=5,
    ),
)
COPIES = (
    Column(N_("Copy", "keys tab"), lambda one: one.code, width=104),
    Column(N_("Hook", "keys tab"), lambda one: one.hook, width=76),
    Column(
        N_("State"),
        lambda one: tr(COPY_STATE_NAMES[one.state]),
        tone=lambda one: COPY_TONES[one.state],
        pill=True,
        tip=lambda one: one.holder,
    ),
)


class KeysPart(QWidget):
    """List and copies."""

    changed = Signal()

    def __init__(self, ctx: AppContext, dialog: RegisterDialog) -> None:
        super().__init__()
        self._ctx, self._dialog = ctx, dialog
        self._fresh: int | None = None
        """A key just made: the list marks it once it is read."""
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        self.copies = RowTable(COPIES, row_id=lambda one: one.id)
        self._build()
        self.table.selected_rows.connect(lambda _: self._show_key())
        self.table.activated_row.connect(lambda _: self.correct())
        self.copies.selected_rows.connect(lambda _: self._say_fits())
        self.copies.activated_row.connect(lambda _: self.hang())
        self._show_key()

    def _build(self) -> None:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        self.title, self.about = Label(role="heading"), Label(role="muted")
        for one in (self.title, self.about):
            one.setWordWrap(True)
        self.key_steps, self.copy_steps = self._key_steps(), self._copy_steps()
        inside = column(
            self.title,
            self.about,
            FlowLayout(*self.key_steps.values()),
            self.copies,
            FlowLayout(*self.copy_steps.values()),
            spacing=10,
        )
        inside.setStretch(3, 1)
        side.setLayout(inside)
        left = column(self._filters(), self.table, spacing=10)
        whole = row(spacing=16)
        whole.addLayout(left, 1)
        whole.addWidget(side)
        self.setLayout(whole)

    def _filters(self) -> QWidget:
        self.search = QLineEdit()
        for setter in ("setPlaceholderText", "setAccessibleName"):
            say(self.search, N_("Code, hook, place, unit or initials"), setter)
        self.category = Choice([(None, N_("All categories", "keys tab")), *KEY_CATEGORY_NAMES.items()])
        say(self.category, N_("Category", "keys tab"), "setAccessibleName")
        self.inactive = QCheckBox()
        say(self.inactive, N_("Deactivated too", "keys tab"))
        self.search.textChanged.connect(lambda _: self.load())
        self.category.value_changed.connect(lambda _: self.load())
        self.inactive.toggled.connect(lambda _: self.load())
        box = QWidget()
        layout = row(self.search, self.category, self.inactive)
        layout.setStretch(0, 1)
        box.setLayout(layout)
        return box

    def _key_steps(self) -> dict[str, PushButton]:
        made = {
            "history": button(N_("History…", "keys tab"), self.history, icon="history"),
            "reserve": button(N_("Reserve…", "keys tab"), self.reserve, icon="calendar"),
        }
        if self._dialog.supervisor:
            made = {"correct": button(N_("Correct…"), self.correct, icon="edit"), **made}
            made["deactivate"] = button(N_("Deactivate…", "keys tab"), self.deactivate, icon="ban")
            made["reactivate"] = button(N_("Use again", "keys tab"), self.reactivate, icon="check")
        return made

    def _copy_steps(self) -> dict[str, PushButton]:
        made = {"hang": button(N_("Another hook…", "key board"), self.hang, icon="swap")}
        if self._dialog.supervisor:
            made["add"] = button(N_("Add a copy…"), self.add_copy, icon="plus")
            made["retire"] = button(N_("Out of use…", "keys tab"), self.retire, icon="trash")
        return made

    # Load

    def load(self) -> None:
        """Read the keys again."""
        queries, text = self._ctx.services.get(KeyRegisterQueries), self.search.text()
        category, inactive = self.category.value, self.inactive.isChecked()
        self._ctx.read(
            lambda actor: queries.keys(actor, text, category, inactive),
            owner=self,
            done=self._show,
            key="keys",
        )

    def _show(self, keys: list[Key]) -> None:
        with QSignalBlocker(self.table):
            self.table.set_rows(keys)
            if self._fresh is not None and self.table.select(self._fresh):
                self._fresh = None
            elif not self.table.selection() and keys:
                self.table.select(keys[0].id)
        self._show_key()

    @property
    def key(self) -> Key | None:
        """The key chosen."""
        chosen: list[Key] = self.table.selection()
        return chosen[0] if chosen else None

    @property
    def copy_chosen(self) -> Copy | None:
        """The copy chosen, or the only one there is."""
        chosen: list[Copy] = self.copies.selection()
        return chosen[0] if chosen else None

    @property
    def meant(self) -> Sequence[Key]:
        """The keys in sight: what is printed."""
        return list(self.table.rows_model.rows)

    def _show_key(self) -> None:
        key = self.key
        self.title.setText(" · ".join(part for part in (key.code, key.place) if part) if key else "")
        self.about.setText(_about(key) if key else "")
        self.about.setVisible(bool(self.about.text()))
        self.copies.set_rows(key.copies if key else ())
        if key and not self.copies.selection():
            self.copies.select(key.copies[0].id)
        self._say_fits()

    def _say_fits(self) -> None:
        key, copy = self.key, self.copy_chosen
        active, usable = key is not None and key.active, copy is not None and copy.state not in _GONE
        fits = {
            "deactivate": active,
            "reactivate": key is not None and not active,
            "reserve": active,
            "add": active,
            "hang": active and usable,
            "retire": copy is not None and copy.state is not CopyState.RETIRED and copy.state not in _AWAY,
        }
        for name, made in (self.key_steps | self.copy_steps).items():
            made.setVisible(fits.get(name, key is not None))

    # Verbs

    def _told(self, key: int | None = None) -> None:
        self._fresh = key
        self.changed.emit()

    def add(self) -> None:
        """A new key; it is in sight then, whatever was searched for."""

        def added(key: Key) -> None:
            self._ctx.toasts.show(N_("Key {code} is on record."), code=plain(key.code))
            for field in (self.search, self.category):
                with QSignalBlocker(field):
                    field.setText("") if isinstance(field, QLineEdit) else field.choose(None)
            self._told(key.id)

        KeyDialog(self._ctx, None, self._dialog).begin(added)

    def correct(self) -> None:
        """Change the key chosen; at the desk its panel opens instead."""
        if self.key is None:
            return
        if self._dialog.supervisor:
            KeyDialog(self._ctx, self.key, self._dialog).begin(lambda _: self._told())
        else:
            self._dialog.show_behind(KEY_KIND, self.key.id)

    def deactivate(self) -> None:
        """Out of use."""
        if self.key is not None:
            copy_dialogs.deactivate(self._ctx, self._dialog, self.key, lambda _: self._told())

    def reactivate(self) -> None:
        """In use again."""
        if self.key is not None:
            copy_dialogs.reactivate(self._ctx, self._dialog, self.key, lambda _: self._told())

    def history(self) -> None:
        """Who had it."""
        if self.key is not None:
            dialog = KeyHistory(self._ctx, self._dialog, self.key)
            dialog.opened.connect(self._dialog.show_behind)
            dialog.open()

    def reserve(self) -> None:
        """Keep it for a time."""
        if self.key is not None:
            ReservationsDialog(self._ctx, self._dialog, self.key).open()

    def hang(self) -> None:
        """The copy chosen goes to another hook."""
        if self.copy_chosen is not None and not self.copy_steps["hang"].isHidden():
            copy_dialogs.hang(self._ctx, self._dialog, self.copy_chosen, lambda _: self._told())

    def add_copy(self) -> None:
        """One more."""
        if self.key is not None:
            copy_dialogs.AddCopyDialog(self._ctx, self.key, self._dialog).begin(lambda _: self._told())

    def retire(self) -> None:
        """The copy chosen goes out of use."""
        if self.copy_chosen is not None:
            copy_dialogs.retire(self._ctx, self._dialog, self.copy_chosen, lambda _: self._told())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down in the search goes to the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)


def _about(key: Key) -> str:
    """The key's rules, in a line each."""
    owner = " · ".join(part for part in (key.tenant_name, key.owner, key.owner_phone) if part)
    lines = (
        tr(N_("Deactivated: {reason}", "keys tab"), reason=plain(key.deactivated_why))
        if not key.active
        else "",
        tr(N_("In trust for {who}"), who=plain(owner)) if owner else "",
        tr(N_("To be told: {text}", "keys tab"), text=plain(key.instruction)) if key.instruction else "",
    )
    return "\n".join(line for line in lines if line)
