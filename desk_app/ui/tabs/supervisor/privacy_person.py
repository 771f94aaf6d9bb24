"""Everything about one person: what was found, ticked by whoever decides; a copy for them, or erasure.

It is emptied whenever it leaves the screen: nothing of it outlives the lock or another page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.services.catalogue import features
from desk_app.services.core.people import DESK, Actor
from desk_app.services.core.personal import DOCUMENT, NAME, PHONE, Identity, PersonalRecord, Said
from desk_app.services.core.words import N_, Message
from desk_app.services.privacy.records import Erasure, Grounds
from desk_app.services.privacy.service import Key, Privacy
from desk_app.services.sync.queries import SyncQueries
from desk_app.ui.i18n import format_day, format_moment, say, tr
from desk_app.ui.tabs.supervisor.privacy_look_up import GroundsDialog
from desk_app.ui.tabs.supervisor.privacy_papers import ask_where, print_receipt, tell_saved, writer
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import ROW_ROLE, Column
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.second_person import SecondPersonDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_TICKED, _EMPTY = "☑", "☐"


def feature_titles() -> dict[str, Message]:
    """What each feature is called, by its id."""
    return {one.id: one.title for one in features()}


class PersonView(QWidget):
    """The records of one person; Space or a click on its box ticks one, Enter or a double click opens it in its tab."""

    left = Signal()
    """Back to the lists: done, or not wanted."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._identity = Identity()
        self._records: list[PersonalRecord] = []
        self._ticked: set[Key] = set()
        self._titles = feature_titles()
        self.head = Label(role="label")
        self.table = RowTable(self._columns(), self._row_id)
        say(self.table, N_("Records about this person", "personal"), "setAccessibleName")
        self.table.activated_row.connect(lambda one: ctx.open_record(one.kind, one.record))
        self.table.clicked.connect(self._clicked)
        space = QShortcut(QKeySequence("Space"), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(lambda: self.tick(self.table.current_row()))
        self.back = button(N_("Back", "personal"), self.leave, icon="arrow-left")
        self.change = button(N_("Tick or untick", "personal"), lambda: self.tick(self.table.current_row()))
        self.copy = button(N_("Give a copy…", "personal"), self.give, kind="primary", icon="download")
        self.erase = button(N_("Erase…", "personal"), self.ask_erase, kind="danger", icon="trash")
        note = said_label(
            N_(
                "Ticked are the records that are theirs for sure. A record goes as a whole: others named in it go too.",
                "personal",
            ),
            "muted",
            wrap=True,
        )
        self.elsewhere = said_label(
            N_(
                "Of what other desks recorded only visits are found here, by the name. Ask for the rest (loans, mail, "
                "repairs, calls) at those desks.",
                "personal",
            ),
            "muted",
            wrap=True,
        )
        self.elsewhere.hide()
        foot = row(self.back, None, self.change, self.copy, self.erase)
        layout = column(self.head, note, self.elsewhere, self.table, foot, spacing=12)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_person(self, identity: Identity, records: list[PersonalRecord]) -> None:
        """What was found about them."""
        self._identity, self._records = identity, records
        self._ticked = {one.key for one in records if one.certain}
        self._refresh()
        standing = self._ctx.services.get(SyncQueries).standing
        self._ctx.read(standing, owner=self, done=lambda how: self.elsewhere.setVisible(how.connected))

    def leave(self) -> None:
        """Back; nothing of it stays."""
        self.forget()
        self.left.emit()

    def forget(self) -> None:
        """Empty it."""
        self._identity, self._records, self._ticked = Identity(), [], set()
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: the lock, another page."""
        self.forget()
        super().hideEvent(event)

    def tick(self, one: PersonalRecord | None) -> None:
        """Tick a record, or take the tick away; its other parts go with it."""
        if one is not None:
            self._ticked ^= {one.key}
            self._refresh()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.tick(index.data(ROW_ROLE))

    def give(self) -> None:
        """A copy for them, once a second colleague has confirmed it."""
        title, sure = N_("Give a copy", "personal"), N_("Go on", "personal")
        about = tr(N_("Records that are given: {n}.", "personal"), n=len(self._ticked))
        GroundsDialog(self._ctx, title, sure, self, about).begin(
            lambda grounds: self._second(about, lambda second: self._give(grounds, second))
        )

    def ask_erase(self) -> None:
        """Erase, once a second colleague has confirmed it."""
        title, sure = N_("Erase for good", "personal"), N_("Go on", "personal")
        stays = sum(1 for one in self._chosen() if one.stays)
        about = tr(
            N_(
                "Records chosen: {n}. Open ones among them, which stay: {stays}. It cannot be undone.",
                "personal",
            ),
            n=len(self._ticked),
            stays=stays,
        )
        GroundsDialog(self._ctx, title, sure, self, about).begin(
            lambda grounds: self._second(about, lambda second: self._erase(grounds, second))
        )

    def _second(self, about: str, after: object) -> None:
        SecondPersonDialog(self._ctx, self, self._ctx.actor.staff_id, about, DESK).begin(after)  # type: ignore[arg-type]

    def _give(self, grounds: Grounds, second: Actor) -> None:
        privacy, identity, keys = self._ctx.services.get(Privacy), self._identity, frozenset(self._ticked)

        path = ask_where(self._ctx, self)
        if path is None:
            return
        write = writer(self._ctx, path, self._titles)
        self._ctx.do(
            lambda actor: privacy.export(actor, identity, keys, grounds, second, write),
            owner=self,
            done=lambda _: tell_saved(self._ctx, path),
        )

    def _erase(self, grounds: Grounds, second: Actor) -> None:
        privacy, identity, keys = self._ctx.services.get(Privacy), self._identity, frozenset(self._ticked)

        def erased(erasure: Erasure) -> None:
            print_receipt(self._ctx, self, erasure, self._titles)
            said = N_("Erased: {n}. Must stay: {stays}.", "personal")
            if erasure.elsewhere:
                said = N_(
                    "Erased: {n}. Must stay: {stays}. Of other desks’ records: {others}, erased there with the next "
                    "exchange.",
                    "personal",
                )
            request = erasure.request
            self._ctx.toasts.show(said, n=request.records, stays=request.stayed, others=erasure.elsewhere)
            self.leave()

        self._ctx.do(
            lambda actor: privacy.erase(actor, identity, keys, grounds, second),
            owner=self,
            done=erased,
            lane=Lane.SLOW,  # traces are cleared too: the desk's own verbs do not wait for it
        )

    def _chosen(self) -> list[PersonalRecord]:
        return [one for one in self._records if one.key in self._ticked]

    def _refresh(self) -> None:
        self.table.set_rows(self._records)
        said = N_("Records found: {n}. Ticked: {ticked}.", "personal")
        self.head.setText(tr(said, n=len(self._records), ticked=len(self._ticked)))
        for one in (self.copy, self.erase):
            one.setEnabled(bool(self._ticked))

    @staticmethod
    def _row_id(one: PersonalRecord) -> tuple[str, int, str]:
        return (*one.key, str(one.what))

    def _columns(self) -> list[Column]:
        return [
            Column("", lambda one: _TICKED if one.key in self._ticked else _EMPTY, width=40),
            Column(N_("Number", "personal"), lambda one: one.number, width=170),
            Column(N_("Part", "personal"), lambda one: tr(one.what), width=120),
            Column(N_("Day", "personal"), lambda one: format_day(one.day), lambda one: one.day, width=130),
            Column(N_("What it is about", "personal"), _facts, tip=_facts, least=200),
            Column(N_("Area", "personal"), lambda one: tr(self._titles[one.feature]), width=96, spare=2),
            Column(
                N_("Theirs", "personal"),
                lambda one: tr(_SURE if one.certain else _MAYBE),
                tone=lambda one: "positive" if one.certain else "warning",
                pill=True,
                width=110,
            ),
            Column(
                N_("Must stay", "personal"),
                lambda one: tr(one.stays) if one.stays else "",
                width=180,
                spare=1,
            ),
        ]


_THEIR_OWN = frozenset({NAME, PHONE, DOCUMENT})
_SURE, _MAYBE = N_("for sure", "personal"), N_("by name only", "personal")


def _facts(one: PersonalRecord) -> str:
    """What tells one from the other: not what was looked for. Of a namesake the phone does tell."""
    own = _THEIR_OWN if one.certain else {NAME}
    told = [(label, value) for label, value in one.facts if label not in own]
    return " · ".join(f"{tr(label)} {_said(value)}" for label, value in told)


def _said(value: Said) -> str:
    from datetime import date, datetime

    if isinstance(value, Message):
        return tr(value)
    if isinstance(value, datetime):
        return format_moment(value)
    return format_day(value) if isinstance(value, date) else str(value)
