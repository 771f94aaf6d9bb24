"""A PC that takes another's place waits for its records: what to read out meanwhile, and how far they have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.ui.ask import Asker
from desk_app.ui.i18n import format_number, say, speaker, tr
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.pages.steps import add_pins, line, pin_problems, step
from desk_app.ui.widgets.choice import ComboBox
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

_WAITING, _PERSON = 0, 1
NO_VALUES: Mapping[str, object] = {}


class ReplacingPage(Cover):
    """Two steps: waiting, and the first supervisor's PIN."""

    folder_chosen = Signal(object)
    """A Path with head office's files: the shared folder, or a USB stick."""
    again = Signal()
    begun = Signal(object, str)
    """An Actor and her PIN."""
    quit = Signal()

    def __init__(self, ask: Asker, building: str, code: str, fingerprint: str) -> None:
        super().__init__(620)
        self._ask = ask
        self._people: Sequence[Actor] = ()
        self.steps = QStackedWidget()
        self.person = self._person_form()
        for one in (self._waiting(building, code, fingerprint), self._person_step()):
            self.steps.addWidget(one)
        head = row(Sign("refresh"), said_label(N_("This PC replaces another one"), "title"), None, spacing=12)
        self.set_content(column(head, self.steps, spacing=18))

    def _waiting(self, building: str, code: str, fingerprint: str) -> QWidget:
        place = Label(role="heading")
        say(place, N_("{building}, desk {code}"), building=plain(building), code=plain(code))
        told = said_label(
            N_(
                "Phone head office, read these digits out and have this PC admitted in the place of the lost one. "
                "Its records come by themselves then; nothing is lost that head office had."
            ),
            "muted",
            wrap=True,
        )
        self.digits = Label(fingerprint, role="title")
        self.digits.setWordWrap(True)
        self.state = Label()
        self.state.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.folder_button = button(N_("Take them from a USB stick or folder …"), self._choose, icon="folder")
        now = button(N_("Look now"), self.again.emit, icon="refresh")
        leave = button(N_("Quit"), self.quit.emit, kind="quiet")
        foot = line(self.folder_button, now, None, leave)
        return step(place, told, self.digits, self.state, self.bar, foot)

    def _person_form(self) -> Form:
        form = Form(enter_submits=True)
        self.people = ComboBox()
        form.add("supervisor", N_("Supervisor"), self.people, hint=N_("Signs in first at this PC"))
        add_pins(form, N_("For this PC; six digits or more"))
        form.submitted.connect(self._begin)
        return form

    def _person_step(self) -> QWidget:
        self.came = Label()
        self.came.setWordWrap(True)
        self.begin_button = button(N_("Begin work"), self._begin, kind="primary", icon="check")
        return step(
            said_label(N_("The records are here"), "heading"),
            self.came,
            said_label(
                N_("Everybody gets a new PIN on this PC; the supervisor sets hers now."), "muted", wrap=True
            ),
            self.person,
            line(None, self.begin_button),
        )

    def tell(self, message: Message, values: Mapping[str, object] = NO_VALUES) -> None:
        """What it waits for."""
        speaker.remember(self.state, "setText", message, dict(values))
        self.bar.setRange(0, 0)

    def tell_files(self, files: int, of: int) -> None:
        """How far the records have come."""
        say(self.state, N_("Files: {n} of {of}"), n=files, of=of)
        self.bar.setRange(0, of)
        self.bar.setValue(files)

    def show_people(self, people: Sequence[Actor], events: int, sealed: int) -> None:
        """All is here: who begins?"""
        self._people = people
        self.people.clear()
        for one in people:
            self.people.addItem(one.name)
        if sealed:
            say(
                self.came,
                N_("Entries: {n}. Only the lost PC's keys opened {sealed} ID numbers: they stay closed."),
                n=format_number(events),
                sealed=format_number(sealed),
            )
        else:
            say(self.came, N_("Entries: {n}."), n=format_number(events))
        self.steps.setCurrentIndex(_PERSON)

    def refuse(self, error: UserError) -> None:
        """The PIN was not taken."""
        self.person.show_problems(InvalidInput({"pin": error}))

    def _choose(self) -> None:
        path = self._ask.folder(self, tr(N_("The folder with head office's files")))
        if path is not None:
            self.folder_chosen.emit(path)

    def _begin(self) -> None:
        said = self.person.draft()
        problems = pin_problems(said)
        if problems:
            self.person.show_problems(InvalidInput(problems))
            return
        self.begun.emit(self._people[self.people.currentIndex()], said["pin"])
