"""Mail: pieces that lie here at the left; at the right who collects and what is to be sorted, or the piece chosen.

Sorting, the delivery round and outgoing mail fill the page while somebody works there: `places`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from desk_app.services.codes.scanned import Scan
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import (
    BATCH_KIND,
    OUTGOING_KIND,
    PIECE_KIND,
    Batch,
    Piece,
    View,
)
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.tabs.mail import actions, papers
from desk_app.ui.tabs.mail.columns import COLLECTABLE, columns
from desk_app.ui.tabs.mail.outgoing_place import OUTGOING_SHORTCUTS, OutgoingPlace
from desk_app.ui.tabs.mail.panel import PiecePanel, Shown
from desk_app.ui.tabs.mail.room import Room
from desk_app.ui.tabs.mail.round import RoundPlace
from desk_app.ui.tabs.mail.sorting import SHORTCUTS as SORTING
from desk_app.ui.tabs.mail.sorting import SortingPlace
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

CHIPS = (
    Chip(View.WAITING, N_("To collect", "mail tab"), "info"),
    Chip(View.UNMATCHED, N_("Unmatched", "mail tab"), "warning", quiet=True),
    Chip(View.OVERDUE, N_("Held too long", "mail tab"), "danger", quiet=True),
    Chip(View.UNDELIVERABLE, N_("Undeliverable", "mail tab"), "danger", quiet=True),
    Chip(View.RETURNS, N_("Returns", "mail tab"), "warning", quiet=True),
    Chip(View.MOVED_OUT, N_("Moved out", "mail tab"), "warning", quiet=True),
    Chip(View.DAY, N_("Of the day", "mail tab")),
)
SHORTCUTS = (
    Shortcut("F3", N_("Who collects? Unit, name, company, barcode, shelf", "mail tab")),
    Shortcut("F4", N_("The step that fits the piece chosen", "mail tab")),
    Shortcut("Ctrl+N", N_("New arrival from a carrier", "mail tab")),
    Shortcut("F9", N_("Sort what came", "mail tab")),
    *SORTING,
    Shortcut("F5", N_("Delivery round of the day", "mail tab")),
    Shortcut("F7", N_("Outgoing mail, its money, weeks and months", "mail tab")),
    *OUTGOING_SHORTCUTS,
    Shortcut("F2", N_("At a hand-over: all of the company's, or none", "mail tab")),
    Shortcut("F8", N_("At a hand-over: the sheet to sign on paper", "mail tab")),
    Shortcut("Ctrl+P", N_("Print the list")),
    *DAY_SHORTCUTS,
)
_Place = TypeVar("_Place", SortingPlace, OutgoingPlace, RoundPlace)
TICK_MS = 20_000
"""So often the time left on screen goes on."""


class MailPage(DayPage[Piece, Shown, PiecePanel]):
    """List, room, panel; sorting, round and outgoing mail in their places."""

    title, chips_shown, shortcuts = N_("Mail"), CHIPS, SHORTCUTS
    side_width, narrow_side = 408, 352

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        self._queries = ctx.services.get(MailQueries)
        super().__init__(ctx, parent)
        self.notice = Notice(self.places, self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._wire()

    def _wire(self) -> None:
        self.room.collect.connect(self._collect)
        self.room.opened.connect(lambda piece: self.show_record(PIECE_KIND, piece))
        self.room.arrival.connect(self.new_arrival)
        self.room.sort.connect(lambda batch: self.sort(batch))
        self.room.round.connect(self.go_round)
        self._timer.timeout.connect(self.room.tick)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F3", self.who_collects),
            ("Ctrl+N", self.new_arrival),
            ("F4", self.first_step),
            ("F5", self.go_round),
            ("F7", self.send_out),
            ("F9", self.sort),
            ("Ctrl+P", self.print_list),
        )
        for sequence, on in keys:  # of the list alone: a place in its stead has keys of its own
            QShortcut(QKeySequence(sequence), self.desk).activated.connect(on)

    # What DayPage asks

    def columns(self) -> Sequence[Column]:
        """Kind, number, whose, place, times, state."""
        return columns(self.now)

    def empty_list(self) -> EmptyState:
        """Nothing here, and how mail is taken in."""
        return EmptyState(
            "mail",
            N_("No mail here", "mail tab"),
            N_(
                "Nothing stands on this list. What a carrier brings is taken in as a batch and sorted.",
                "mail tab",
            ),
            N_("New arrival", "mail tab"),
            self.new_arrival,
        )

    def resting(self) -> QWidget:
        """Who collects, what is to be sorted, the round."""
        self.room = Room(self.ctx, self.now)
        return self.room

    def panel_head(self) -> QWidget:
        """Back to the room."""
        made = button(N_("Who collects?", "mail tab"), self.who_collects, kind="link", icon="arrow-left")
        made.setProperty("flush", True)
        head = QWidget()
        head.setLayout(row(made, None))
        return head

    def tools(self) -> list[QWidget]:
        """List, round, outgoing mail, sorting."""
        self.list_menu = list_menu(self.print_list, self.save_list)
        self._wide = [
            button(N_("Delivery round", "mail tab"), self.go_round, icon="list"),
            button(N_("Outgoing mail", "mail tab"), self.send_out, icon="send"),
        ]
        self._slim = [
            button(N_("Delivery round", "mail tab"), self.go_round, kind="icon", icon="list"),
            button(N_("Outgoing mail", "mail tab"), self.send_out, kind="icon", icon="send"),
        ]
        sort = button(N_("Sort", "mail tab"), self.sort, icon="mail")
        return [self.list_menu, *self._slim, *self._wide, sort]

    def narrowed(self, narrow: bool) -> None:
        """On a small screen the tools are signs alone."""
        for one in self._wide:
            one.setVisible(not narrow)
        for one in self._slim:
            one.setVisible(narrow)

    def ask(self, actor: Actor, day: date, view: str) -> list[Piece]:
        """The pieces of a list."""
        return self._queries.pieces(actor, View(view), day)

    def counts(self, actor: Actor, day: date) -> Mapping[str, int]:
        """The numbers on the chips."""
        found = self._queries.counts(actor, day)
        return {view.value: getattr(found, view.value) for view in View}

    def ask_card(self, actor: Actor, record: int) -> Shown:
        """A piece in full, and who is who."""
        return Shown(self._queries.card(actor, record), self.ctx.services.get(StaffQueries).names(actor))

    def make_panel(self, card: Shown) -> PiecePanel:
        """The piece, with its steps."""
        return PiecePanel(self.ctx, card, self)

    def take_keyboard(self) -> None:
        """Ready for whoever comes to the counter."""
        if self.panel is None:
            self.room.start()

    def leave_panel(self) -> None:
        """Escape: ready for the next person."""
        self.who_collects()

    def go(self, step: int) -> None:
        """Another day; the other views are as of now, so the list of the day comes in sight."""
        with QSignalBlocker(self.chips):
            self.chips.choose(View.DAY)
        super().go(step)

    @property
    def view(self) -> View:
        """Which list is in sight."""
        return View(self.chips.current)

    # Places: made when they are first wanted, the list must not wait for them

    @cached_property
    def sorting(self) -> SortingPlace:
        """Where a batch is worked off."""
        return self._made(SortingPlace(self.ctx))

    @cached_property
    def outgoing(self) -> OutgoingPlace:
        """Where mail goes out."""
        return self._made(OutgoingPlace(self.ctx))

    @cached_property
    def round(self) -> RoundPlace:
        """Where the delivery round is ticked off."""
        return self._made(RoundPlace(self.ctx))

    def _made(self, place: _Place) -> _Place:
        place.closed.connect(self.leave_place)
        self.places.addWidget(place)
        return place

    def load(self) -> None:
        """Read again what is in sight: the list with its room, or the place in its stead."""
        place = self.places.currentWidget()
        if isinstance(place, SortingPlace | OutgoingPlace | RoundPlace):
            place.load()
            return
        super().load()
        self.room.load()

    def leave_place(self) -> None:
        """Back to the list, as things stand now, ready for the next person at the counter."""
        self.places.setCurrentWidget(self.desk)
        self.load()
        self.who_collects()

    def sort(self, batch: int | None = None) -> None:
        """Work off a batch; without one whatever is most pressing."""
        self.places.setCurrentWidget(self.sorting)
        self.sorting.begin(batch)

    def send_out(self, record: int | None = None) -> None:
        """What goes out."""
        self.places.setCurrentWidget(self.outgoing)
        self.outgoing.begin(record)

    def go_round(self) -> None:
        """The delivery round of the day in sight."""
        self.places.setCurrentWidget(self.round)
        self.round.begin(self.day)

    def new_arrival(self) -> None:
        """A carrier stands there; then it is sorted."""
        from desk_app.ui.tabs.mail.arrival import ArrivalDialog

        ArrivalDialog(self.ctx, self).begin(self._arrived)

    def _arrived(self, batch: Batch) -> None:
        self.sort(batch.id)

    def showEvent(self, event: QShowEvent) -> None:
        """The time left runs while somebody sees it."""
        super().showEvent(event)
        self.room.tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it."""
        super().hideEvent(event)
        self._timer.stop()

    # Records and codes

    def start_new(self) -> None:
        """The form for something new, ready to type."""
        self.new_arrival()

    def show_record(self, kind: str, record: int) -> None:
        """A piece; a batch where it is sorted; what goes out where it is posted."""
        if kind == BATCH_KIND:
            self.sort(record)
        elif kind == OUTGOING_KIND:
            self.send_out(record)
        else:
            if self.places.currentWidget() is not self.desk:
                self.leave_place()
            super().show_record(kind, record)

    def show_code(self, digits: str) -> None:
        """A label was scanned: whoever shows it collects; what cannot be collected opens."""
        self.notice.hide()
        self.ctx.read(
            lambda actor: self._queries.what_is(actor, digits), owner=self, done=self._scanned, key="scan"
        )

    def _scanned(self, piece: Piece | None) -> None:
        if piece is None:
            self.notice.tell(N_("No mail on this PC has this code.", "mail tab"), "warning")
            return
        self.show_record(PIECE_KIND, piece.id)
        if piece.state in COLLECTABLE:
            actions.hand_over_pieces(self.ctx, self, [piece])
        else:
            self.notice.tell(
                N_("{number} cannot be collected: look at its state.", "mail tab"),
                "info",
                number=plain(piece.number),
            )

    def take_scan(self, raw: str) -> bool:
        """The place in sight takes what it can use; at the list a carrier's barcode names what is collected."""
        place = self.places.currentWidget()
        if isinstance(place, SortingPlace | OutgoingPlace):
            return place.take_scan(raw)
        return self._at_list and read_scan(raw).what is Scan.FOREIGN and self._look_up(raw)

    def take_barcode(self, raw: str) -> bool:
        """A carrier's barcode with letters; it was typed into the field with the keyboard too."""
        place = self.places.currentWidget()
        if isinstance(place, SortingPlace | OutgoingPlace):
            return place.take_scan(raw)
        return self._at_list and self._look_up(raw)

    @property
    def _at_list(self) -> bool:
        return self.places.currentWidget() is self.desk

    def _look_up(self, raw: str) -> bool:
        self.room.clear()
        self.show_code(raw)
        return True

    # Verbs

    def who_collects(self) -> None:
        """Ready for the next person at the counter."""
        self.close_panel()
        self.room.start()

    def _collect(self, pieces: list[Piece]) -> None:
        actions.hand_over_pieces(self.ctx, self, pieces)

    def first_step(self) -> None:
        """The step that fits the piece chosen."""
        step = self.panel.first() if self.panel is not None else None
        if step is not None:
            step()

    def print_list(self) -> None:
        """The list as it stands."""
        papers.print_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)

    def save_list(self) -> None:
        """The list as it stands, as a spreadsheet."""
        papers.save_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)
