"""Everything that belongs to an open desk: bar, pages of whoever is signed in, sign-in and lock, status strip.

It is made when the data is open and thrown away when it closes (a restore opens it again). Knows TabSpec only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget
from shiboken6 import isValid

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.ui.back_entry_bar import BackEntryBar
from desk_app.ui.context import AppContext
from desk_app.ui.doorkeeper import Doorkeeper
from desk_app.ui.gate.dress import Dress
from desk_app.ui.pages.about import AboutDialog
from desk_app.ui.pages.shortcuts import shortcut_sheet
from desk_app.ui.scan_desk import ScanDesk
from desk_app.ui.search_box import Find, SearchBox
from desk_app.ui.search_popup import Found
from desk_app.ui.status_strip import StatusStrip
from desk_app.ui.tab_spec import BarcodePage, CodePage, ScanPage, TabSpec
from desk_app.ui.top_bar import TopBar
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import column
from desk_app.ui.workplace import Workplace

_FINISH_FIRST = N_("The code was not used: finish or close the open window first, then scan again.")


class Frame(QWidget):
    """The desk at work. `one_page`, when given, stands in for the tabs (the guard's window)."""

    def __init__(
        self,
        ctx: AppContext,
        specs: Sequence[TabSpec],
        find: Find,
        one_page: Callable[[AppContext], QWidget] | None = None,
    ) -> None:
        super().__init__()
        self.ctx = ctx
        self._specs = tuple(specs)
        self._one_page = one_page
        self._places: dict[int, QWidget] = {}
        self._veiled: dict[int, list[QWidget]] = {}
        self.search = SearchBox(ctx, find, self)
        self.bar = TopBar(ctx, self.search)
        self.banner = Banner(closable=True)
        self.back_entry = BackEntryBar(ctx)
        self.stack = QStackedWidget()
        self.strip = StatusStrip(ctx.services.bench.desk, ctx.services.bench.clock)
        self.doors = Doorkeeper(ctx, gate=one_page is not None)
        self._dress = Dress(ctx.local) if one_page is not None else None
        """Whoever signs in at night at the gate is not dazzled either."""
        self.notice = Notice(self.stack, self)
        self.scans = ScanDesk(self.notice)
        layout = column(self.bar, self.banner, self.back_entry, self.stack, self.strip, spacing=0)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.bar.hide()
        ctx.toasts.pause()
        for page in (self.doors.sign_in_page, self.doors.new_pin_page, self.doors.cover):
            self.stack.addWidget(page)
        self._wire()

    def _wire(self) -> None:
        session, doors = self.ctx.session, self.doors
        session.signed_in.connect(self._enter)
        session.locked.connect(self._lock)
        session.signed_out.connect(self._part)
        doors.page_wanted.connect(self._show_door)
        self.bar.switch.connect(self._switch)
        self.bar.lock.connect(session.lock)
        self.bar.sign_out.connect(session.sign_out)
        self.bar.help.connect(self.show_shortcuts)
        self.bar.printing.connect(lambda: self.ctx.printing.settings_dialog(self))
        self.bar.about.connect(lambda: AboutDialog(self.ctx, self.window()).open())
        self.search.tab_in_sight = self._tab_in_sight
        self.search.opened.connect(self._open_hit)
        self.search.code.connect(self.scan)
        self.search.card.connect(lambda hit: self.ctx.open_card(hit.kind, hit.id))
        for key, answer in (
            ("Ctrl+F", self._to_search),
            ("F2", self._to_search),
            ("F1", self.show_shortcuts),
        ):
            QShortcut(QKeySequence(key), self, answer)

    @property
    def place(self) -> Workplace | None:
        """The tabs in sight; None while nobody may see them."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Workplace) and self.ctx.session.open else None

    def scan(self, raw: str) -> None:
        """A code was read, wherever the keyboard was."""
        shown: object = self.stack.currentWidget()
        if not self.ctx.session.open:
            return
        if isinstance(shown, Workplace):
            if self._asks_something():
                self._scan_into_dialog(raw)
            else:
                self.scans.read(raw, shown)
        elif isinstance(shown, CodePage):  # the guard's window judges every reading itself
            shown.show_code(raw)

    def _scan_into_dialog(self, raw: str) -> None:
        """A dialog that works with codes takes its own; any other is to be finished first."""
        asks: object = QApplication.activeModalWidget()
        if not (isinstance(asks, ScanPage) and asks.take_scan(raw)):
            self.ctx.forget_code()
            self.ctx.toasts.show(_FINISH_FIRST)

    @property
    def takes_barcodes(self) -> bool:
        """Whether what is in sight may work with codes with letters."""
        if not self.ctx.session.open or not isinstance(self.stack.currentWidget(), Workplace):
            return False
        return self._barcode_page() is not None

    def scan_foreign(self, raw: str) -> bool:
        """A code with letters, a courier's or a payment's: typing, unless the page in sight works with them; at the
        gate it is no pass, and says so. Whether it was taken.
        """
        shown: object = self.stack.currentWidget()
        if not self.ctx.session.open:
            return False
        if not isinstance(shown, Workplace) and isinstance(shown, CodePage):
            shown.show_code(raw)
            return True
        page = self._barcode_page()
        return page is not None and page.take_barcode(raw)

    def _barcode_page(self) -> BarcodePage | None:
        """The dialog that waits, else the page in sight, if it works with codes with letters."""
        shown: object = self.stack.currentWidget()
        page: object = shown.page if isinstance(shown, Workplace) else None
        asks = QApplication.activeModalWidget() if self._asks_something() else page
        return asks if isinstance(asks, BarcodePage) else None

    def _asks_something(self) -> bool:
        """Whether a dialog waits for its answer: the page behind it must not change under it."""
        modal = QApplication.activeModalWidget()
        return modal is not None and modal.isVisible()

    def _enter(self, actor: Actor) -> None:
        place = self._places.get(actor.staff_id)
        if isinstance(place, Workplace) and place.actor.role is not actor.role:
            self._drop(actor)
            place = None
        if place is None:
            place = self._places[actor.staff_id] = self._make_place(actor)
            self.stack.addWidget(place)
        desk = isinstance(place, Workplace)
        self.bar.greet(actor)
        # The guard's window has a clock, a user button and a look of its own, and needs every line of the screen.
        self.bar.setVisible(desk)
        self.strip.setVisible(desk)
        self.search.serve(place.specs if isinstance(place, Workplace) else ())
        self.stack.setCurrentWidget(place)
        if isinstance(place, Workplace):
            place.begin()
        self.ctx.toasts.resume()
        for window in self._veiled.pop(actor.staff_id, ()):
            if isValid(window):  # its page may have gone meanwhile
                window.show()

    def _make_place(self, actor: Actor) -> QWidget:
        if self._one_page is not None:
            return self._one_page(self.ctx)
        return Workplace(self.ctx, actor, self._specs)

    def _show_door(self, page: QWidget) -> None:
        self._hide_personal()
        self.stack.setCurrentWidget(page)
        if self._dress is not None:
            self._dress.put_on()

    def _hide_personal(self) -> None:
        self._veil()
        self.search.put_away()
        self.banner.hide()
        self.notice.hide()
        self.bar.greet(None)
        self.bar.hide()
        self.strip.show()
        self.ctx.toasts.pause()

    def _veil(self) -> None:
        """Put away every other window of whoever was here: what stands in them is hers alone."""
        person = self.ctx.session.person
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for window in QApplication.topLevelWidgets():
            if window is not self.window() and window.isVisible():
                window.hide()
                if person is not None and isinstance(window, QDialog):
                    self._veiled.setdefault(person.staff_id, []).append(window)

    def _switch(self) -> None:
        self.ctx.session.lock()
        self.doors.ask()

    def _lock(self, actor: Actor) -> None:
        self.doors.lock(actor)

    def _part(self, actor: Actor) -> None:
        self._hide_personal()
        self.doors.part(actor)
        self._drop(actor)

    def _drop(self, actor: Actor) -> None:
        self._veiled.pop(actor.staff_id, None)
        place = self._places.pop(actor.staff_id, None)
        if place is not None:
            self.stack.removeWidget(place)
            place.deleteLater()

    def _open_hit(self, hit: Found) -> None:
        if self.place is not None:
            self.place.show_record(hit.kind, hit.id)

    def _tab_in_sight(self) -> TabSpec | None:
        return self.place.tab if self.place is not None else None

    def _to_search(self) -> None:
        if self.place is not None:
            self.search.setFocus()
            self.search.selectAll()

    def show_shortcuts(self) -> None:
        """What can be done by keyboard here."""
        page = self.place.page if self.place is not None else None
        shortcut_sheet(page, self.window()).open()

    def close_down(self) -> None:
        """The data is being closed: nothing of anybody is left to be shown again."""
        for windows in self._veiled.values():
            for window in filter(isValid, windows):
                window.deleteLater()
        self._veiled.clear()
        if self._dress is not None:
            self._dress.take_off()
        self.strip.stop()
