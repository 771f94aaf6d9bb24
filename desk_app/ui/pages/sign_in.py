"""Signing in: a name, a PIN. Names are large buttons; up and down choose, digits go to the PIN, Enter signs in.

At the gate (`large`) the names are read from further away, and whoever stands guard is offered first.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QScrollArea, QWidget

from desk_app.services.core.people import ROLE_NAMES, Role
from desk_app.services.core.words import N_
from desk_app.services.staff.records import StaffMember
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.pages.pin_pad import PinPad
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.press import PushButton

_ACROSS = 2
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SignInPage(Cover):
    """Who is it? `tried` carries the person's id and the PIN typed."""

    tried = Signal(object, str)

    def __init__(self, *, large: bool = False) -> None:
        super().__init__(980 if large else 860)
        self._large = large
        self.people: list[StaffMember] = []
        self._chosen: int | None = None
        self._left = 0
        self.building = Label(role="title")
        self.desk = Label(role="muted")
        self.demo = Label(role="pill")
        self.demo.set_tone("info")
        self.names = QButtonGroup(self)
        self._grid = QGridLayout()
        self.pad = PinPad()
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.setMinimumHeight(48)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._tick)
        self._build()
        self.names.idClicked.connect(self._click)
        self.pad.entered.connect(self._enter)
        self.pad.field.installEventFilter(self)
        speaker.language_changed.connect(self._name_people)

    def _build(self) -> None:
        self._grid.setSpacing(8)
        self._grid.setContentsMargins(2, 2, 8, 2)
        inside = QWidget()
        inside.setLayout(column(self._grid, None))
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setMinimumSize(250, 250)
        asked = N_("Who is at the gate?") if self._large else N_("Who is at the desk?")
        how = said_label(N_("↑ and ↓ choose the name; then the PIN and Enter."), "muted", wrap=True)
        who = column(said_label(asked, "heading"), area, how, spacing=10)
        right = QWidget()
        right.setFixedWidth(248)
        right.setLayout(column(said_label(N_("PIN"), "heading"), self.pad, self.problem, None, spacing=10))
        head = row(Sign("building"), column(self.building, self.desk, spacing=2), None, self.demo, spacing=14)
        body = row(spacing=24)
        body.addLayout(who, 1)
        body.addWidget(right)
        self.set_content(column(head, body, spacing=20))

    def greet(self, building: str, desk: str, demo_pin: str) -> None:
        """Where this is. In an invented building everybody's PIN may be told."""
        self.demo.setVisible(bool(demo_pin))
        say(self.demo, N_("An invented building. Everybody's PIN is {pin}."), pin=demo_pin)
        self.building.setText(building)
        self.desk.setText(desk)

    def set_people(self, people: Sequence[StaffMember], chosen: int | None) -> None:
        """Offer these people, one of them chosen already."""
        for made in self.names.buttons():
            self.names.removeButton(made)
            made.deleteLater()
        self.people = sorted(people, key=lambda one: self._large and one.role is not Role.GUARD)
        for place in range(len(self.people)):
            made = PushButton(icon("person", "accent"), "")
            made.setProperty("kind", "person")
            made.setCheckable(True)
            made.setProperty("far", self._large)
            made.setIconSize(QSize(32, 32) if self._large else QSize(24, 24))
            made.setMinimumHeight(80 if self._large else 56)
            self.names.addButton(made, place)
            self._grid.addWidget(made, place // _ACROSS, place % _ACROSS)
        self._name_people()
        ids = [person.id for person in self.people]
        first = ids[0] if ids else None
        self._choose(chosen if chosen in ids else first)
        self.show_problem("")
        self.wait(0)

    def _name_people(self, _language: str = "") -> None:
        for place, person in enumerate(self.people):
            role = tr(ROLE_NAMES[person.role])
            made = self.names.button(place)
            made.setText(f"{person.name}\n{role}".replace("&", "&&"))
            made.setAccessibleName(f"{person.name}, {role}")

    def _choose(self, person: int | None) -> None:
        self._chosen = person
        for place, one in enumerate(self.people):
            self.names.button(place).setChecked(one.id == person)
            if one.id == person:
                self._area.ensureWidgetVisible(self.names.button(place))
        self.pad.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down choose, while the keyboard stays in the PIN."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.people:
            return False
        ids = [one.id for one in self.people]
        here = ids.index(self._chosen) if self._chosen in ids else 0
        self._click((here + step) % len(ids))
        return True

    def _click(self, place: int) -> None:
        self.wait(0)  # the wait is one person's; the service counts it anyway
        self.show_problem("")
        self._choose(self.people[place].id)

    def _enter(self, pin: str) -> None:
        if self._chosen is not None and not self._left:
            self.pad.setEnabled(False)
            self.tried.emit(self._chosen, pin)

    def show_problem(self, said: str) -> None:
        """A sentence below the pad; the next try may begin."""
        self.problem.setText(said)
        self.pad.setEnabled(True)
        self.pad.setFocus()

    def wait(self, seconds: int) -> None:
        """No try for so long; counted down where it can be seen. 0 ends it."""
        self._left = seconds
        self.pad.setEnabled(not seconds)
        if seconds:
            self._say_wait()
            self._countdown.start()
        else:
            self._countdown.stop()

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say_wait()
        else:
            self.wait(0)
            self.show_problem("")

    def _say_wait(self) -> None:
        say(
            self.problem,
            N_("Too many wrong PINs. Next try in {minutes}:{seconds}. The supervisor can set a new PIN."),
            minutes=self._left // 60,
            seconds=f"{self._left % 60:02d}",
        )

    def hideEvent(self, event: object) -> None:
        """Nothing typed or counted stays behind."""
        self.pad.field.clear()
        self._countdown.stop()
