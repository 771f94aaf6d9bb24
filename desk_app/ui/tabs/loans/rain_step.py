"""The step of rain mode in very large letters: what to scan or type, and who may be meant."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import format_money, say, speaker, tr
from desk_app.ui.tabs.loans.rain_asks import SHOWN, TAIL, Ask, Want
from desk_app.ui.tabs.loans.rain_words import (
    HINTS,
    NOT_THIS_ONE,
    READY,
    READY_HINT,
    TAKE,
    hint_of,
    person_lines,
    problem_of,
)
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.typing_line import TypingLine

_MOST_TYPED = 24
_TONES: dict[Want, Tone] = {Want.WORD: "warning", Want.RETRY: "danger"}


def rain_label(role: str, *, wrap: bool = True) -> Label:
    """A label of this page's own size."""
    made = Label()
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


class PersonButton(PushButton):
    """Somebody who may be meant, with a number key. The keyboard stays in the field."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.setProperty("kind", "person")
        self.setProperty("rain", "true")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class StepBlock(QFrame):
    """Shows an Ask, or that the next one may be scanned. What is typed in `field` and `name` is its page's."""

    chosen = Signal(int)
    """The number key of a person who was clicked on."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rain-block")
        self.asked: Ask | None = None
        """What is shown."""
        self._another = False
        self._step: tuple[Ask | None, Want | None] = (None, None)
        self.word = FitText(36, 180)
        self.hint, self.problem = rain_label("rain-hint"), rain_label("rain-problem")
        self.deposit = rain_label("rain-money", wrap=False)
        self.field, self.name = TypingLine("rain-digits", _MOST_TYPED), TypingLine("rain-name", _MOST_TYPED)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.field.setFixedWidth(390)
        say(self.name, N_("Name (may stay empty)"), "setPlaceholderText")
        say(self.name, N_("Name (may stay empty)"), "setAccessibleName")
        self.people = [PersonButton(place) for place in range(1, SHOWN + 1)]
        head = row(self.word, self.deposit, spacing=24)
        head.setStretch(0, 1)
        typed = row(self.field, self.name, spacing=16)
        typed.setAlignment(self.field, Qt.AlignmentFlag.AlignLeft)
        inside = column(head, self.problem, typed, self._people(), self.hint, spacing=10)
        inside.setContentsMargins(28, 16, 28, 16)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.show_ask(None)
        speaker.language_changed.connect(self._retell)

    def _people(self) -> QWidget:
        self._box, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, one in enumerate(self.people):
            grid.addWidget(one, at // 2, at % 2)
            one.clicked.connect(self._clicked)
        for at in (0, 1):
            grid.setColumnStretch(at, 1)
        self._box.setLayout(grid)
        return self._box

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, PersonButton):
            self.chosen.emit(sender.place)

    def show_ask(self, ask: Ask | None) -> None:
        """Another umbrella, or what it waits for now."""
        self.asked = ask
        want = ask.want if ask is not None else None
        self._show_field(ask)
        self.name.setVisible(want is Want.NUMBER)
        self._retell()
        restyle(self, tone=_TONES.get(want, "accent") if want is not None else "ready")

    def offer_another(self, offered: bool) -> None:
        """Whether 0 means that the last one was lent to the wrong person."""
        self._another = offered
        self._retell()

    def _show_field(self, ask: Ask | None) -> None:
        """The field holds what is typed of this umbrella's borrower; a new one begins empty."""
        want = ask.want if ask is not None else None
        held = ""
        if ask is not None:
            held = ask.number if want in (Want.NUMBER, Want.RETRY) and ask.number else ask.tail
            held = ask.number if want is Want.NUMBER else held
        most = {Want.DIGITS: TAIL, Want.CHOICE: TAIL + 1}.get(want, _MOST_TYPED) if want else _MOST_TYPED
        self.field.setReadOnly(want in (Want.WORD, Want.RETRY))
        step = (ask, want)
        if self.field.text() != held or step != self._step:
            self.field.restart(held)
        self._step = step
        self.field.setMaxLength(most)
        end = f"…{ask.tail}" if ask is not None and want is Want.NUMBER and ask.tail else ""
        self.field.setPlaceholderText(end)
        if ask is None or want is not Want.NUMBER:
            self.name.restart()
        elif self.name.text() != ask.name:
            self.name.restart(ask.name)

    def _retell(self) -> None:
        ask = self.asked
        self.word.show_text(item_name(ask.item) if ask is not None else tr(READY), "text")
        self.hint.setText(
            hint_of(ask) if ask is not None else tr(NOT_THIS_ONE if self._another else READY_HINT)
        )
        self.problem.setText(problem_of(ask) if ask is not None else "")
        self.problem.setVisible(bool(self.problem.text()))
        deposit = ask.category.deposit if ask is not None else 0
        self.deposit.setText(tr(TAKE, amount=format_money(deposit)) if deposit else "")
        label = READY if ask is None else HINTS[ask.want]
        say(self.field, label, "setAccessibleName")
        self._show_people(ask if ask is not None and ask.want is Want.CHOICE else None)

    def _show_people(self, ask: Ask | None) -> None:
        offered = ask.offered if ask is not None else ()
        for at, made in enumerate(self.people):
            made.setVisible(at < len(offered))
            if ask is not None and at < len(offered):
                text = person_lines(at + 1, offered[at])
                made.setText(text)
                made.setAccessibleName(" ".join(text.split()))
                made.setChecked(at == ask.chosen)
        self._box.setVisible(bool(offered))
