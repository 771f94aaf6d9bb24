"""The one field on top: searching while typing, and a scan from wherever the keyboard is.

The question runs in the search lane and only the newest answer is shown. What is found opens in the tab that announces
its kind; a code goes to the tab that announces the code's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.ui.context import CARD, AppContext
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.search_popup import Found, Group, SearchPopup
from desk_app.ui.tab_spec import TabSpec

Find = Callable[[Actor, str], Sequence[Found]]
_LONGEST = 200


class SearchBox(QLineEdit):
    """Type to search, Enter to open; Escape empties. `opened` carries a hit, `code` what may be one, typed; `card` the
    hit whose person's card is asked for, with Ctrl+Enter.
    """

    opened = Signal(object)
    code = Signal(str)
    card = Signal(object)

    def __init__(self, ctx: AppContext, find: Find, frame: QWidget) -> None:
        super().__init__()
        self._ctx = ctx
        self._find = find
        self._tabs: tuple[TabSpec, ...] = ()
        self._asking = self._open_first = False
        self.tab_in_sight: Callable[[], TabSpec | None] = lambda: None
        """Its hits come first: who searches from a tab mostly means that tab."""
        self.popup = SearchPopup(frame)
        self.popup.chosen.connect(self._open)
        self.setProperty("role", "search")
        self.setMaxLength(_LONGEST)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        say(self, N_("Search or scan: name, phone, company, unit, number"), "setPlaceholderText")
        say(self, N_("Search or scan"), "setAccessibleName")
        self.textEdited.connect(self._ask)
        self.textChanged.connect(lambda text: None if text else self.popup.close_down())
        frame.installEventFilter(self)

    def serve(self, specs: Sequence[TabSpec]) -> None:
        """Whose tabs are searched from now on; the field is empty again."""
        self._tabs = tuple(specs)
        self.popup.leads_to_cards = any(CARD in spec.kinds for spec in specs)
        self.put_away()

    def put_away(self) -> None:
        """Nothing typed, nothing shown."""
        self.clear()
        self.popup.close_down()
        self._asking = self._open_first = False

    def _ask(self, text: str) -> None:
        wanted = text.strip()
        if not wanted:
            self.popup.close_down()
            return
        actor, self._asking, self._open_first = self._ctx.actor, True, False
        self._ctx.tasks.latest("search", lambda: self._find(actor, wanted), self._show, owner=self)

    def _show(self, hits: Sequence[Found]) -> None:
        self._asking = False
        if not self.text().strip() or not self.isVisible():
            return
        here = self.tab_in_sight()
        groups = [
            Group(spec.title, spec.icon, [hit for hit in hits if hit.kind in spec.kinds], spec.dated)
            for spec in sorted(self._tabs, key=lambda spec: spec is not here)
        ]
        now = self._ctx.services.bench.clock.now()
        self.popup.show_groups([group for group in groups if group.hits], self, now)
        if self._open_first:
            self._enter()

    def _open(self, hit: Found) -> None:
        self.put_away()
        self.opened.emit(hit)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is this field's while hits are shown, not the page's behind it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and _asks_card(event)
            and self.popup.leads_to_cards
            and self.popup.hit is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter opens, Ctrl+Enter leads to the person's card, Escape empties; the rest is typing."""
        key = event.key()
        if _asks_card(event) and self.popup.leads_to_cards:
            hit = self.popup.hit
            if hit is not None:
                self.put_away()
                self.card.emit(hit)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup.isVisible():
            self.popup.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and self.text():
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        text = self.text()
        if self._asking:  # typed faster than found: what is shown belongs to fewer letters
            self._open_first = True
        elif not self.popup.open_chosen() and text.strip().isdigit():
            self.put_away()
            self.code.emit(text)

    def focusOutEvent(self, event: object) -> None:
        """The list goes with the keyboard; what was typed stays."""
        self.popup.hide()
        super().focusOutEvent(event)  # type: ignore[arg-type]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window of another size: the list would hang in the wrong place."""
        if event.type() == QEvent.Type.Resize:
            self.popup.hide()
        return False


def _asks_card(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
