"""The bar on top of the guard's window: which gate, how many are inside, the time, who is signed in, the switches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desk_app.services.core.desk import Desk
from desk_app.services.core.people import ROLE_NAMES, Actor
from desk_app.services.core.words import CHINESE, N_, Message, plain
from desk_app.services.gate.places import NUMBERED, Gate
from desk_app.services.visitors.records import Counts
from desk_app.ui.i18n import format_day, format_time, say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.theme import look
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.press import ToolButton

HEIGHT = 84
_BUTTON = QSize(92, 68)
_EDGE = 8


class Head(QFrame):
    """Texts on the left, switches on the right. Each switch shows the state it is in and its key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "gate-head")
        self.setFixedHeight(HEIGHT)
        self._actor: Actor | None = None
        self.gate = _large("gate-title")
        self.choose = _switch("gate")
        say(self.choose, N_("Which gate?"))
        self.place = _large("gate-caption")
        self.place.setText(f"{desk.site_code}-{desk.desk_code} · {desk.building}")
        self.inside = _large("gate-figure")
        self.time, self.day = _large("gate-figure"), _large("gate-caption")
        self.sound, self.look, self.language = _switch("sound"), _switch("moon"), _switch("language")
        self.full_screen, self.user = _switch("full-screen"), _switch("user-switch")
        say(self.full_screen, N_("Full screen F11"))
        inside = said_label(N_("Inside now"))
        inside.setProperty("role", "gate-caption")
        layout = row(
            _pair(self.gate, self.place),
            self.choose,
            None,
            _pair(self.inside, inside),
            _pair(self.time, self.day),
            self.sound,
            self.look,
            self.language,
            self.full_screen,
            self.user,
            spacing=4,
        )
        layout.insertSpacing(4, 14)
        layout.insertSpacing(6, 14)
        layout.setContentsMargins(16, 0, 10, 0)
        self.setLayout(layout)

    def show_gate(self, gate: Gate | None) -> None:
        """Which gate this PC is; None: nobody has said yet, and passes for one gate are refused here."""
        self.choose.setVisible(gate is None)
        if gate is None:
            say(self.gate, N_("No gate yet"))
        elif gate.name:
            say(self.gate, plain(gate.name))
        else:
            say(self.gate, NUMBERED, n=gate.number)

    def show_counts(self, counts: Counts) -> None:
        """How many visits are on site; those on a break are out."""
        self.inside.setText(str(counts.on_site))

    def show_time(self, now: datetime) -> None:
        """The wall clock."""
        self.time.setText(format_time(now))
        self.day.setText(format_day(now, weekday=True, year=False))

    def show_actor(self, actor: Actor) -> None:
        """Who is signed in."""
        self._actor = actor
        self.user.setText(actor.name.replace("&", "&&"))
        role = ROLE_NAMES[actor.role]
        self.user.setAccessibleName(f"{actor.name} · {tr(role)}")
        say(self.user, N_("Change of guard: locks the screen"), "setToolTip")

    def show_states(self, *, sound: bool) -> None:
        """The switches, as they stand."""
        _state(self.sound, N_("Sound on F8") if sound else N_("Sound off F8"), _SOUNDS[sound])
        dark = look.theme.dark
        _state(self.look, N_("Night F9") if dark else N_("Day F9"), "moon" if dark else "sun")
        chinese = speaker.words.language == CHINESE
        self.language.setText("English F10" if chinese else "中文 F10")
        self.language.setAccessibleName(self.language.text())
        if self._actor is not None:
            self.show_actor(self._actor)

    def free(self) -> QRect:
        """Where something may be said for a moment and nothing is pressed."""
        left = self.choose.geometry().right() if self.choose.isVisible() else 0
        return QRect(left + _EDGE, _EDGE, self.sound.x() - left - 2 * _EDGE, self.height() - 2 * _EDGE)

    def wire(self, **answers: Callable[[], object]) -> None:
        """Connect switches by name: wire(sound=…, look=…)."""
        for name, answer in answers.items():
            switch: ToolButton = getattr(self, name)
            switch.clicked.connect(lambda _=False, answer=answer: answer())


_SOUNDS = {True: "sound", False: "sound-off"}


def _large(role: str) -> Label:
    label = Label()
    label.setProperty("role", role)
    return label


def _pair(large: Label, small: Label) -> QVBoxLayout:
    """A figure over what it means, close together."""
    large.setFixedHeight(40)
    return column(None, large, small, None, spacing=0)


def _switch(sign: str) -> ToolButton:
    made = ToolButton()
    made.setProperty("kind", "gate")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    made.setIcon(icon(sign, "text"))
    made.setIconSize(QSize(28, 28))
    made.setFixedSize(_BUTTON)
    return made


def _state(switch: ToolButton, text: Message, sign: str) -> None:
    say(switch, text)
    say(switch, text, "setAccessibleName")
    switch.setIcon(icon(sign, "text"))
