"""What is typed while sorting: the kind, the one large line, and for special mail barcode, recipient and place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import DeskError
from desk_app.services.core.words import N_, Message
from desk_app.services.mail.records import MAIL_KIND_NAMES, MailKind
from desk_app.services.mail.typed import MOST_BARCODE, MOST_PERSON, MOST_PLACE
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.mail.sorting_flow import WHO
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.typing_line import TypingLine

KEYS = "1234567890-"
"""Alt and one of these chooses the kind, in the order of the kinds."""
_MOST_TYPED = 80
_HINT = N_(
    "Enter: the one marked · 1205*12: twelve at once · F8: nobody known, to the unmatched pile",
    "mail sorting",
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KindBar(QWidget):
    """The kinds, each with its key. What the carrier did not announce is pale."""

    chosen = Signal(object)
    """A MailKind."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = MailKind.LETTER
        self.buttons = {kind: self._button(kind) for kind in MailKind}
        self.setLayout(FlowLayout(*self.buttons.values(), spacing=6))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._retell()
        speaker.language_changed.connect(self._retell)

    def choose(self, kind: MailKind) -> None:
        """It stays from piece to piece."""
        self.kind = kind
        for one, made in self.buttons.items():
            made.setChecked(one is kind)
        self.chosen.emit(kind)

    def announce(self, kinds: Collection[MailKind]) -> None:
        """What the batch holds."""
        for kind, made in self.buttons.items():
            restyle(made, pale=kind not in kinds)

    def _button(self, kind: MailKind) -> PushButton:
        made = PushButton()
        made.setProperty("kind", "chip")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the line
        made.clicked.connect(lambda: self.choose(kind))
        return made

    def _retell(self) -> None:
        for key, (kind, made) in zip(KEYS, self.buttons.items(), strict=True):
            name = tr(MAIL_KIND_NAMES[kind])
            made.setText(f"{key} {name}")
            made.setAccessibleName(f"{name} (Alt+{key})")
            made.setChecked(kind is self.kind)


class SaidLine(QWidget):
    """A field with its name above and what is wrong with it below."""

    def __init__(self, title: Message, line: QLineEdit, hint: Message | None = None) -> None:
        super().__init__()
        self.line, self._hint = line, hint
        self.title, self.below = said_label(title, "label"), Label(role="caption")
        self.below.setWordWrap(True)
        self.title.setBuddy(line)
        say(line, title, "setAccessibleName")
        self.setLayout(column(self.title, line, self.below, spacing=3))
        line.textEdited.connect(lambda _: self.show_problem(None))
        self.show_problem(None)

    @property
    def problem(self) -> str:
        """What is wrong with it, "" if nothing is."""
        return self.below.text() if self.line.property("problem") else ""

    def show_problem(self, problem: DeskError | None) -> None:
        """Say what is wrong, or the hint again."""
        told = problem.message if problem is not None else self._hint
        self.below.setVisible(told is not None)
        if told is not None:
            speaker.remember(self.below, "setText", told, dict(problem.values) if problem is not None else {})
        restyle(self.below, role="problem" if problem is not None else "caption")
        restyle(self.line, problem=problem is not None)


@dataclass(frozen=True)
class FieldsDraft:
    """What stands in the fields."""

    line: str = ""
    barcode: str = ""
    recipient: str = ""
    place: str = ""
    own_place: bool = False
    """Whether the place was typed, not proposed."""
    damaged: bool = False


class SortingFields(QWidget):
    """The line and, for special mail, its further fields."""

    edited = Signal()
    """The line is another one."""
    entered = Signal(object)
    """Enter in a field: its QLineEdit."""
    refused = Signal(str)
    """What is wrong with the piece in the fields, as it is said at its field."""
    moved = Signal(int)
    """Up (-1) or Down (1) in the line."""

    def __init__(self) -> None:
        super().__init__()
        self.own_place = False
        self._proposed = ""
        """The place that was proposed last."""
        self.who = SaidLine(
            N_("Unit, company or recipient", "mail sorting"), TypingLine("sorting", _MOST_TYPED), _HINT
        )
        self.barcode = self._field(N_("Barcode", "mail sorting"), MOST_BARCODE)
        self.recipient = self._field(N_("Recipient", "mail sorting"), MOST_PERSON)
        self.place = self._field(N_("Place", "mail sorting"), MOST_PLACE)
        self.damaged = QCheckBox()
        say(self.damaged, N_("Damaged", "mail sorting"))
        self.extra = QWidget()
        lines = row(self.barcode, self.recipient, self.place, self.damaged, spacing=12)
        for place, share in enumerate((4, 3, 3)):
            lines.setStretch(place, share)
        self.extra.setLayout(lines)
        self.setLayout(column(self.who, self.extra, spacing=6))
        self._wire()

    def _field(self, title: Message, most: int) -> SaidLine:
        line = QLineEdit()
        line.setMaxLength(most)
        return SaidLine(title, line)

    def _wire(self) -> None:
        self.lines = {
            WHO: self.who,
            "barcode": self.barcode,
            "recipient": self.recipient,
            "place": self.place,
        }
        for one in self.lines.values():
            one.line.installEventFilter(self)
        self.who.line.textEdited.connect(lambda _: self.edited.emit())
        self.place.line.textEdited.connect(lambda _: self._typed_place())
        self.damaged.installEventFilter(self)

    def start(self) -> None:
        """The keyboard goes to the line."""
        self.who.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed_place(self) -> None:
        self.own_place = self.place.line.text() != self._proposed

    def draft(self) -> FieldsDraft:
        """What stands in them now."""
        texts = {name: one.line.text().strip() for name, one in self.lines.items()}
        return FieldsDraft(
            texts[WHO],
            texts["barcode"],
            texts["recipient"],
            texts["place"],
            self.own_place,
            self.damaged.isChecked(),
        )

    def fill(self, draft: FieldsDraft) -> None:
        """Put something back into them."""
        for name, text in zip(
            self.lines, (draft.line, draft.barcode, draft.recipient, draft.place), strict=True
        ):
            line = self.lines[name].line
            line.setText(text)
            self.lines[name].show_problem(None)
        self.own_place, self._proposed = draft.own_place, ""
        self.damaged.setChecked(draft.damaged)

    @property
    def blank(self) -> bool:
        """Whether nothing is being typed; a place alone is only proposed."""
        draft = self.draft()
        return not (draft.line or draft.barcode or draft.recipient)

    def propose_place(self, place: str) -> None:
        """Where it would go; what somebody typed stays."""
        if not self.own_place:
            self._proposed = place
            self.place.line.setText(place)

    def show_special(self, special: bool) -> None:
        """Letters have the line alone; what was typed into the other fields stays."""
        self.extra.setVisible(special)

    def show_problem(self, at: str, problem: DeskError | None) -> None:
        """Say it at its field, and put the keyboard there; what belongs to no field in sight is said at the line."""
        field = self.lines.get(at, self.who)
        field = field if field.isVisibleTo(self) else self.who
        field.show_problem(problem)
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if problem is not None:
            self.refused.emit(field.problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on; arrows in the line move the mark."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.entered.emit(watched)
            return True
        if watched is self.who.line and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return False
