"""The first start on an empty folder: language, demo or own building, the desk, the first supervisor.

Nothing is written before the last step, and then all of it at once: whoever closes the window half way leaves the
folder as it was.
"""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from desk_app.services.assembly import FirstSupervisor
from desk_app.services.core.desk import DeskKind
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import CHINESE, ENGLISH, N_, Message, plain
from desk_app.services.desk.identity import Founding
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.pages.steps import add_pins, foot, pin_problems, step
from desk_app.ui.switches import choose_language
from desk_app.ui.widgets.choice import ComboBox
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.press import PushButton

KINDS: dict[DeskKind, Message] = {
    DeskKind.RECEPTION: N_("Reception desk"),
    DeskKind.GATE: N_("Guard's gate"),
}


class FirstStart(Cover):
    """Four steps. `founded` carries a Founding and a FirstSupervisor."""

    founded = Signal(object, object)
    demo_wanted = Signal()
    join_wanted = Signal(bool)
    """By a join file; True: in the place of another PC."""
    quit = Signal()

    def __init__(self, local: LocalSettings) -> None:
        super().__init__(620)
        self._local = local
        self.steps = QStackedWidget()
        self.desk, self.person = self._desk_form(), self._person_form()
        for one in (self._language(), self._offer(), self._desk_step(), self._person_step(), self._busy()):
            self.steps.addWidget(one)
        self.progress = Label(role="caption")
        head = row(
            Sign("building"), said_label(N_("Setting up this desk"), "title"), None, self.progress, spacing=12
        )
        self.set_content(column(head, self.steps, spacing=18))
        speaker.language_changed.connect(self._retell)
        self.go(0)

    # Build

    def _language(self) -> QWidget:
        buttons = [
            _large(said, lambda language=language: self._choose_language(language), "language")
            for language, said in ((CHINESE, plain("中文")), (ENGLISH, plain("English")))
        ]
        return step(Label("选择语言 · Choose a language", "heading"), *buttons)

    def _offer(self) -> QWidget:
        own = _large(N_("Set up this desk\nfor your own building"), lambda: self.go(2), "building")
        demo = _large(
            N_("Look around first\nin an invented building, with invented people"), self._demo, "star"
        )
        join = _large(
            N_("Join a building\nwhose other PC saved a join file"),
            lambda: self.join_wanted.emit(False),
            "link",
        )
        instead = _large(
            N_("Replace another PC\nthat is broken or lost: its records come back"),
            lambda: self.join_wanted.emit(True),
            "refresh",
        )
        self.own_button, self.demo_button, self.join_button, self.replace_button = own, demo, join, instead
        return step(
            said_label(N_("What is this PC to be?"), "heading"), own, join, instead, demo, self._foot(0)
        )

    def _desk_form(self) -> Form:
        form = Form(2)
        form.add(
            "building", N_("Building"), QLineEdit(), required=True, span=2, hint=N_("As it stands on papers")
        )
        code = form.add(
            "site_code",
            N_("Building's code"),
            QLineEdit(),
            required=True,
            hint=N_("2 to 6 letters or digits"),
        )
        desk = form.add(
            "desk_code",
            N_("Desk's code"),
            QLineEdit(),
            required=True,
            hint=N_("1 to 4 letters or digits, such as A1"),
        )
        for field, most in ((code, 6), (desk, 4)):
            assert isinstance(field, QLineEdit)
            field.setMaxLength(most)
            field.setValidator(QRegularExpressionValidator(QRegularExpression("[A-Za-z0-9]*"), field))
        number, kind = NumberField(1, 99), ComboBox()
        form.add(
            "desk_number",
            N_("Desk's number"),
            number,
            hint=N_("A different one for each desk of the building"),
        )
        for value in KINDS:
            kind.addItem("", value)
        form.add("kind", N_("This desk is a"), kind)
        site = form.add(
            "site_number",
            N_("Building's number"),
            QLineEdit(),
            span=2,
            hint=N_(
                "Empty on the building's first PC; on each further one as under “This desk” on the first"
            ),
        )
        assert isinstance(site, QLineEdit)
        site.setMaxLength(8)
        site.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), site))
        self._kind = kind
        form.submitted.connect(self._to_person)
        return form

    def _person_form(self) -> Form:
        form = Form(enter_submits=True)
        form.add("name", N_("Name"), QLineEdit(), required=True, hint=N_("Opens accounts for all others"))
        add_pins(form, N_("Six digits or more; no rows or dates"))
        form.submitted.connect(self._finish)
        return form

    def _desk_step(self) -> QWidget:
        go = button(N_("Next"), self._to_person, kind="primary", icon="arrow-right")
        return step(said_label(N_("Which desk is this?"), "heading"), self.desk, self._foot(1, go))

    def _person_step(self) -> QWidget:
        go = button(N_("Set up"), self._finish, kind="primary", icon="check")
        return step(said_label(N_("Who is the first supervisor?"), "heading"), self.person, self._foot(2, go))

    def _busy(self) -> QWidget:
        bar = QProgressBar()
        bar.setRange(0, 0)
        self.busy_text = Label(role="muted")
        self.busy_text.setWordWrap(True)
        return step(self.busy_text, bar)

    def _foot(self, back: int, go: PushButton | None = None) -> QWidget:
        return foot(button(N_("Back"), lambda: self.go(back), kind="quiet", icon="arrow-left"), go)

    # Steps

    def go(self, step: int) -> None:
        """Show a step and put the keyboard into it."""
        self.steps.setCurrentIndex(step)
        self._retell()
        first = {2: self.desk.field("building"), 3: self.person.field("name")}.get(step)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """It could not be done: back to where it was begun."""
        self.go(3 if self.person.draft()["name"] else 1)

    def show_problems(self, invalid: InvalidInput) -> None:
        """Beside the fields, on the step of the first one."""
        on_desk = any(name in self.desk.draft() for name in invalid.problems)
        self.go(2 if on_desk else 3)
        self.desk.show_problems(invalid)
        self.person.show_problems(invalid)

    def _choose_language(self, language: str) -> None:
        choose_language(language, self._local)
        self.go(1)

    def _demo(self) -> None:
        self._wait(N_("Inventing a building with its tenants, staff and records. This takes a moment …"))
        self.demo_wanted.emit()

    def _to_person(self) -> None:
        try:
            self._founding().checked()
        except InvalidInput as refused:
            self.desk.show_problems(refused)
        else:
            self.go(3)

    def _founding(self) -> Founding:
        said = self.desk.draft()
        kind = DeskKind(said["kind"])  # Qt hands back a plain text
        site = said["site_number"].strip()
        return Founding(
            said["building"],
            said["site_code"],
            said["desk_code"],
            said["desk_number"],
            kind,
            site_number=int(site) if site else None,
        )

    def _finish(self) -> None:
        said = self.person.draft()
        problems: dict[str, DeskError] = {}
        if len(said["name"].split()) == 0:
            problems["name"] = UserError(N_("Who is it? A name is needed."))
        problems |= pin_problems(said)
        if problems:
            self.person.show_problems(InvalidInput(problems))
            return
        founding = self._founding()
        self._wait(N_("Setting up …"))
        self.founded.emit(founding, FirstSupervisor(said["name"], said["pin"]))

    def _wait(self, message: Message) -> None:
        say(self.busy_text, message)
        self.go(4)

    def _retell(self, _language: str = "") -> None:
        step = self.steps.currentIndex()
        self.progress.setText(tr(N_("Step {n} of 4"), n=step + 1) if step < 4 else "")
        for place, kind in enumerate(KINDS):
            self._kind.setItemText(place, tr(KINDS[kind]))


def _large(message: Message, on: object, sign: str) -> PushButton:
    made = PushButton()
    made.setProperty("kind", "person")
    made.setIcon(icon(sign, "accent"))
    made.setIconSize(QSize(28, 28))
    made.setMinimumHeight(72)
    made.clicked.connect(lambda: on())  # type: ignore[operator]
    say(made, message)
    say(made, message, "setAccessibleName")
    return made
