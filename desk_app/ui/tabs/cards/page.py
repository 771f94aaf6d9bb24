"""Who is it: the field on top, who may be meant at the left, the card of the one chosen at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QWidget

from desk_app.services.cards.documents import SHEET, matter_sheet
from desk_app.services.cards.queries import CardQueries
from desk_app.services.cards.records import Card, Face
from desk_app.services.catalogue import topics
from desk_app.services.codes.scanned import Scan
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.core.errors import NotFound
from desk_app.services.core.matters import Matter, Party
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import icon
from desk_app.ui.printing.papers import desk_paper
from desk_app.ui.tab_spec import Step, TabSpec, tabs
from desk_app.ui.tabs.cards.candidates import Candidates
from desk_app.ui.tabs.cards.card_view import CardView
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.services.core.feature import Named
    from desk_app.ui.context import AppContext

LIST_WIDTH, NARROW_LIST = 340, 270
NARROW, NARROWEST = 1000, 860
_LONGEST = 200
SHORTCUTS = (
    Shortcut("Down", N_("In the field: the next who may be meant")),
    Shortcut("Return", N_("In the field: to what can be done for the one chosen")),
    Shortcut("Escape", N_("Back to the field, ready for the next")),
    Shortcut("Ctrl+P", N_("Print the sheet of this card")),
)
_UNREAD: dict[Scan, Message] = {
    Scan.READ_AGAIN: N_("The code was not read whole. Scan it again, or type the number under it."),
    Scan.FOREIGN: N_("This code is none of ours."),
}
_NOBODY = N_("No record on this PC says whose code this is.")


class CardsPage(QWidget):
    """While it is in sight every scan is its own: it shows whose the code is. `specs` are the tabs that offer steps."""

    shortcuts = SHORTCUTS

    def __init__(self, ctx: AppContext, specs: tuple[TabSpec, ...] | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._queries = ctx.services.get(CardQueries)
        known = tabs() if specs is None else specs
        self._specs = tuple(one for one in known if ctx.actor.role in one.roles)
        self._party: Party | None = None
        self._before: Party | None = None
        self._thing: Named | None = None
        """The card from which the one in sight was reached."""
        self._asking = self._enter_first = False
        self.view: CardView | None = None
        """The card in sight."""
        self.setProperty("role", "page")
        self.setMinimumWidth(NARROWEST)
        self._build()
        self._wire()

    # Build

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setProperty("role", "search")
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumHeight(44)
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        say(
            self.field,
            N_("Four digits of a phone, a name or initials, a company, a unit: or scan a tag or pass"),
            "setPlaceholderText",
        )
        say(self.field, N_("Who is it?"), "setAccessibleName")
        self.candidates = Candidates()
        top = column(said_label(N_("Who is it?"), "title"), self.field, spacing=12, margins=16)
        left = self._left = QWidget()
        inside = column(self.candidates)
        inside.setStretch(0, 1)
        inside.setContentsMargins(16, 0, 0, 16)
        left.setLayout(inside)
        body = row(left, self._build_right(), spacing=16)
        body.setStretch(1, 1)
        whole = column(top, body, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.field)

    def _build_right(self) -> QFrame:
        right = QFrame()
        right.setProperty("role", "panel")
        self.begin = EmptyState(
            "person",
            N_("Who stands at the desk?"),
            N_(
                "Type or scan, and everything that is open with them stands here: what they hold, owe and expect."
            ),
        )
        self.nobody = EmptyState(
            "search",
            N_("Nobody found"),
            N_("Try part of a name, initials, four digits of a phone, or a unit."),
        )
        self.place = QWidget()
        self.back = button(N_("Back to the card before"), self._go_back, kind="link", icon="arrow-left")
        self._box = column(spacing=0)
        head = row(self.back, None)
        head.setContentsMargins(12, 8, 12, 0)
        self._box.addLayout(head)
        self.place.setLayout(self._box)
        self.right = QStackedWidget()
        self.thing = EmptyState(
            "tag",
            N_("With nobody now"),
            N_("This code is on record here, but nobody has it, expects it or owes it."),
            N_("Show it"),
            self._open_thing,
        )
        for widget in (self.begin, self.nobody, self.thing, self.place):
            self.right.addWidget(widget)
        right.setLayout(column(self.right))
        self._ctx.toasts.keep_clear(right)
        return right

    def _wire(self) -> None:
        self.field.textEdited.connect(self._typed)
        self.field.textChanged.connect(lambda text: None if text else self._empty())
        self.field.installEventFilter(self)
        self.candidates.chosen.connect(lambda face: self._open(face.party))
        speaker.language_changed.connect(self._retell)
        self._ctx.bus.follow(self, topics(), self.load)

    # Who is meant

    def load(self) -> None:
        """Ask again for what is typed, and read the card in sight again."""
        if self.field.text().strip():
            self._ask(self.field.text(), again=True)
        if self._party is not None:
            self._read(self._party)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._enter_first = False
            self._ask(text)

    def _ask(self, text: str, *, again: bool = False) -> None:
        wanted, self._asking = text.strip(), True
        self._ctx.read(
            lambda by: self._queries.faces(by, wanted),
            owner=self,
            done=lambda faces: self._found(faces, again),
            key="faces",
        )

    def _found(self, faces: list[Face], again: bool) -> None:
        """A reload (`again`) leaves the card in sight, even when it was reached from another one."""
        self._asking = False
        if not self.field.text().strip():
            return
        self.candidates.show_faces(faces, self._party, first=not again or self._party is None)
        if not faces and not again:
            self._forget()
            self.right.setCurrentWidget(self.nobody)
        if self._enter_first:
            self._enter()

    def _empty(self) -> None:
        """Nothing is typed: nobody is in sight."""
        self.candidates.empty()
        self._forget()
        self.right.setCurrentWidget(self.begin)

    def _enter(self) -> None:
        """To the card of the one chosen; digits that name nobody may be a code."""
        self._enter_first = self._asking
        text = self.field.text().strip()
        if self._asking:
            return
        if self.view is not None and self._party is not None:
            self.view.take_keyboard()
        elif text.isdigit() and not self.candidates.count():
            self.take_scan(text)

    def take_scan(self, raw: str) -> bool:
        """Every reading, while this page is in sight: the card of whoever the code belongs to."""
        self._ctx.read(
            lambda by: (self._queries.by_code(by, raw), self._queries.record_of(by, raw)),
            owner=self,
            done=lambda found: self._show_scanned(raw, *found),
            key="faces",
        )
        return True

    def _show_scanned(self, raw: str, face: Face | None, named: Named | None) -> None:
        """Whose it is; what is with nobody now, such as an umbrella on its hook, can be opened where it belongs."""
        if face is not None or named is None:
            self._show_face(face, _UNREAD.get(read_scan(raw).what, _NOBODY))
            return
        self._asking = False
        self.field.clear()
        self._empty()
        self._thing = named
        self.right.setCurrentWidget(self.thing)
        if self.thing.action is not None:
            self.thing.action.setFocus()

    def _open_thing(self) -> None:
        if self._thing is not None:
            self._ctx.open_record(self._thing.kind, self._thing.id)

    def show_record(self, kind: str, record: int) -> None:
        """The card of whoever a record is about; `kind` says `card/` and the record's own kind, or is a colleague's."""
        of = kind.partition("/")[2] or kind
        self._ctx.read(
            lambda by: self._queries.face_of(by, of, record),
            owner=self,
            done=lambda face: self._show_face(face, N_("Nobody is named on this record.")),
            key="faces",
        )

    def _show_face(self, face: Face | None, otherwise: Message) -> None:
        """One person, whoever was typed before."""
        self._asking = False
        self.field.clear()
        if face is None:
            self._empty()
            self._ctx.forget_code()
            self._ctx.toasts.show(otherwise)
            self.field.setFocus()
            return
        self.candidates.show_faces([face], None)

    # The card in sight

    def _open(self, party: Party, before: Party | None = None) -> None:
        self._party, self._before = party, before
        self._read(party)

    def _read(self, party: Party) -> None:
        def ask(by: Actor) -> Card | None:
            try:
                return self._queries.card(by, party)
            except NotFound:  # forgotten meanwhile: no reason to stop her with a message
                return None

        self._ctx.read(
            ask, owner=self, done=lambda card: self._show(card) if self._party == party else None, key="card"
        )

    def _show(self, card: Card | None) -> None:
        if card is None:
            self._forget()
            self.right.setCurrentWidget(self.nobody)
            return
        if not self.field.text():
            self.candidates.refresh(card.face)
        focus = self.view is not None and self.view.isAncestorOf(self.focusWidget() or self)
        self._drop_view()
        view = CardView(card, self._specs, self._ctx.services.bench.clock.now())
        view.wanted.connect(lambda party: self._open(party, self._party))
        view.opened.connect(self._open_matter)
        view.taken.connect(self._take)
        view.sheet.connect(self._print)
        self.view = view
        self.back.setVisible(self._before is not None)
        self._box.addWidget(view, 1)
        self.right.setCurrentWidget(self.place)
        if focus:
            view.take_keyboard()

    def _retell(self) -> None:
        if self.view is not None:
            self._show(self.view.card)

    def _forget(self) -> None:
        self._party = self._before = None
        self._drop_view()

    def _drop_view(self) -> None:
        if self.view is not None:
            self._box.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    def _go_back(self) -> None:
        if self._before is not None:
            self._open(self._before)

    # Verbs

    def _open_matter(self, matter: Matter) -> None:
        self._ctx.open_record(matter.kind, matter.record)

    def _take(self, matter: Matter, step: Step) -> None:
        step.run(self._ctx, self, matter)

    def _print(self) -> None:
        if self.view is None:
            return
        card, paper, now = self.view.card, desk_paper(self._ctx), self._ctx.services.bench.clock.now()
        size = self._ctx.printing.size(SHEET)
        self._ctx.printing.preview(lambda: matter_sheet(card, paper, printed=now, size=size), owner=self)

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field the arrows choose, Enter goes on to the card, Escape begins anew."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.candidates.move_by(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape: from the card to the field, from the field to the next person."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.field.hasFocus():
            self.field.clear()
            self._empty()
        self.field.setFocus()
        self.field.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type."""
        super().showEvent(event)
        self.field.setFocus()
        self.field.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the list is narrower."""
        super().resizeEvent(event)
        self._left.setFixedWidth(NARROW_LIST if self.width() < NARROW else LIST_WIDTH)
