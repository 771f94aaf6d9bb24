"""Who had a key, and which keys somebody had: on screen, on paper, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Handout, Key
from desk_app.services.keys.terms import HANDOUT_KIND
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.tabs.keys import register_papers as papers
from desk_app.ui.tabs.keys.columns import codes_line, holder_line, places_line, purpose_line, state_of
from desk_app.ui.tabs.keys.people import suggest_colleagues
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.picker import Picker
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from datetime import datetime

    from desk_app.ui.context import AppContext

_WIDTH, _HEIGHT, _EDGE = 1040, 600, 40


class _History(Dialog):
    """A table of borrowings, with print and save."""

    opened = Signal(str, object)
    """Kind and record to be shown behind this dialog, which is closed."""

    def __init__(self, ctx: AppContext, parent: QWidget, title: Message, **values: object) -> None:
        super().__init__(parent)
        self._ctx = ctx
        say(self, title, "setWindowTitle", **values)
        self.table = RowTable(self._columns(), row_id=lambda one: one.id)
        self.table.activated_row.connect(self._open)
        self.print_button = button(N_("Print"), self.print_it, icon="print")
        self.save_button = button(N_("Save as Excel file…"), self.save, icon="download")
        close = button(N_("Close"), self.accept)
        self.head: QVBoxLayout = column(said_label(title, "title", wrap=True, **values), spacing=12)
        foot = row(self.print_button, self.save_button, None, close)
        layout = column(self.head, self.table, foot, spacing=14, margins=24)
        self.setLayout(layout)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        self.show_rows([])

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def _columns(self) -> Sequence[Column]:
        now = self._now
        return (
            Column(N_("Number"), lambda one: one.number, width=150, spare=2),
            Column(N_("Key", "keys tab"), codes_line, width=112),
            Column(N_("Place", "keys tab"), places_line, tip=places_line),
            Column(N_("Holder", "keys tab"), holder_line, tip=holder_line),
            Column(N_("Purpose", "keys tab"), purpose_line, tip=purpose_line, spare=1),
            Column(
                N_("Taken", "keys tab"),
                lambda one: format_moment(one.out_at or one.asked_at, now=now()),
                sort_key=lambda one: one.out_at or one.asked_at,
                width=122,
            ),
            Column(
                N_("Back", "keys tab"),
                lambda one: format_moment(one.closed_at, now=now()) if one.closed_at else "",
                sort_key=lambda one: one.closed_at,
                width=122,
            ),
            Column(
                N_("State"),
                lambda one: tr(state_of(one, now())[0]),
                tone=lambda one: state_of(one, now())[1],
                pill=True,
                width=120,
            ),
        )

    @property
    def paper_title(self) -> str:
        """What stands above it on paper."""
        raise NotImplementedError

    def show_rows(self, handouts: list[Handout]) -> None:
        """Show these."""
        self.table.set_rows(handouts)
        for one in (self.print_button, self.save_button):
            one.setEnabled(bool(handouts))

    def _open(self, one: Handout) -> None:
        self.accept()
        self.opened.emit(HANDOUT_KIND, one.id)

    def print_it(self) -> None:
        """Preview it."""
        papers.print_history(self._ctx, self, self.paper_title, self.table.rows_model.rows)

    def save(self) -> None:
        """As a spreadsheet."""
        papers.save_history(self._ctx, self, self.paper_title, self.table.rows_model.rows)


class KeyHistory(_History):
    """Who had a key, the last first."""

    def __init__(self, ctx: AppContext, parent: QWidget, key: Key) -> None:
        super().__init__(ctx, parent, N_("History of key {code}"), code=plain(key.code))
        self._key = key
        queries = ctx.services.get(KeyQueries)
        ctx.read(
            lambda actor: queries.history_of_key(actor, key.id),
            owner=self,
            done=self.show_rows,
            key="history",
        )
        self.table.setFocus()

    @property
    def paper_title(self) -> str:
        """By its code alone: paper leaves the desk."""
        return tr(N_("History of key {code}"), code=plain(self._key.code))


class PersonHistory(_History):
    """Which keys a colleague has and had."""

    def __init__(self, ctx: AppContext, parent: QWidget, colleague: int | None = None) -> None:
        """`colleague`: whose, to begin with."""
        super().__init__(ctx, parent, N_("Keys of a colleague"))
        self.who = Picker()
        for setter in ("setPlaceholderText", "setAccessibleName"):
            say(self.who, N_("Property staff: name, initials or phone digits"), setter)
        suggest_colleagues(ctx, self, self.who)
        self.who.chosen.connect(lambda suggestion: self.show_person(suggestion.value))
        self.head.addWidget(self.who)
        self._name = ""
        self.who.setFocus()
        if colleague is not None:
            self._begin(colleague)

    def _begin(self, colleague: int) -> None:
        from desk_app.services.colleagues.queries import ColleagueQueries

        queries = self._ctx.services.get(ColleagueQueries)

        def known(one: Colleague | None) -> None:
            if one is not None:
                self.who.set_draft((one, one.name))
                self.show_person(one)

        self._ctx.read(lambda actor: queries.one(actor, colleague), owner=self, done=known, key="who")

    def show_person(self, one: Colleague) -> None:
        """Their borrowings."""
        self._name = one.name
        queries = self._ctx.services.get(KeyQueries)

        def answer(actor: Actor) -> list[Handout]:
            return queries.history_of_person(actor, one.id)

        self._ctx.read(answer, owner=self, done=self._shown, key="history")

    def _shown(self, handouts: list[Handout]) -> None:
        self.show_rows(handouts)
        self.table.setFocus()

    @property
    def paper_title(self) -> str:
        """Whose keys they are."""
        return tr(N_("Keys of {name}"), name=plain(self._name))
