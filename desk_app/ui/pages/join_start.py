"""The first start by a join file: the file and its code, then who signs in first and where the shared folder is.

Nothing is written before the last step; what does not fit is said beside its field.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QSizePolicy, QStackedWidget, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.joining.code import LENGTH, WrongJoinCode, read_join_code
from desk_app.services.joining.file import ENDING, JoinFile
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.pages.steps import add_pins, foot, line, pin_problems, step
from desk_app.ui.scan import PLAIN_TYPING
from desk_app.ui.sync.path_field import PathField
from desk_app.ui.widgets.choice import ComboBox
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

_FILE, _PERSON, _BUSY = 0, 1, 2


class JoinStart(Cover):
    """Two steps; for a PC that replaces another one the second asks for the shared folder alone."""

    opened = Signal(object, str)
    """A Path and the code."""
    joined = Signal(object, object, str)
    """The JoinFile with the shared folder as typed here, the supervisor and her PIN; 0 and "" for a replacement."""
    back = Signal()

    def __init__(self, ask: Asker, *, replaces: bool) -> None:
        super().__init__(620)
        self._ask, self._replaces = ask, replaces
        self._path: Path | None = None
        self._file: JoinFile | None = None
        self.steps = QStackedWidget()
        self.first, self.second = self._file_form(), self._person_form()
        for one in (self._file_step(), self._person_step(), self._busy()):
            self.steps.addWidget(one)
        title = N_("This PC replaces another one") if replaces else N_("This PC joins a building")
        self.set_content(
            column(row(Sign("link"), said_label(title, "title"), None, spacing=12), self.steps, spacing=18)
        )

    # Build

    def _file_form(self) -> Form:
        form = Form(enter_submits=True)
        code = QLineEdit()
        code.setProperty(PLAIN_TYPING, True)
        code.setMaxLength(3 * LENGTH)
        form.add(
            "code",
            N_("Code"),
            code,
            required=True,
            hint=N_("5 groups of 6 digits, as read out to you; spaces do not matter"),
        )
        form.submitted.connect(self._open)
        return form

    def _person_form(self) -> Form:
        form = Form(enter_submits=True)
        if not self._replaces:
            self.people = ComboBox()
            form.add("supervisor", N_("Supervisor"), self.people, hint=N_("Signs in first at this PC"))
            add_pins(form, N_("For this PC; six digits or more"))
        hint = N_("As this PC reaches it; may be left empty and set later")
        self.folder = PathField(N_("Choose …"), self._ask_folder)
        form.add("folder", N_("Shared folder"), self.folder, hint=hint)
        form.submitted.connect(self._join)
        return form

    def _file_step(self) -> QWidget:
        told = said_label(
            N_(
                "A supervisor of the building, or head office, saves the join file on a USB stick or in a folder and "
                "reads the code out to you. The file is good for seven days and for one PC."
            ),
            "muted",
            wrap=True,
        )
        self.chosen = Label(role="muted")
        self.chosen.setWordWrap(True)
        say(self.chosen, N_("No file chosen yet"))
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.choose_button = button(N_("Choose the join file …"), self._choose, icon="folder")
        self.open_button = button(N_("Next"), self._open, kind="primary", icon="arrow-right")
        leave = button(N_("Back"), self.back.emit, kind="quiet", icon="arrow-left")
        chosen = line(self.choose_button, self.chosen)
        self.chosen.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return step(told, chosen, self.first, self.problem, foot(leave, self.open_button))

    def _person_step(self) -> QWidget:
        self.which = Label(role="heading")
        self.which.setWordWrap(True)
        self.join_button = button(N_("Set up"), self._join, kind="primary", icon="check")
        leave = button(N_("Back"), self.ask, kind="quiet", icon="arrow-left")
        return step(self.which, self.second, foot(leave, self.join_button))

    def _busy(self) -> QWidget:
        bar = QProgressBar()
        bar.setRange(0, 0)
        self.doing = said_label(N_("Setting up …"), "muted")
        return step(self.doing, bar)

    # Steps

    def ask(self) -> None:
        """The file and its code."""
        self.steps.setCurrentIndex(_FILE)
        self.open_button.setEnabled(True)
        first = self.choose_button if self._path is None else self.first.field("code")
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_file(self, file: JoinFile) -> None:
        """It opened: who signs in first, and where the folder is."""
        self._file = file
        say(
            self.which,
            N_("{building}, desk {code}"),
            building=plain(file.place.building),
            code=plain(file.place.code),
        )
        if not self._replaces:
            self.people.clear()
            self.people.addItems([one.name for one in file.supervisors])
        self.folder.line.setText(file.place.folder)
        self.steps.setCurrentIndex(_PERSON)
        first = "folder" if self._replaces else "pin" if len(file.supervisors) == 1 else "supervisor"
        self.second.field(first).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: UserError) -> None:
        """It could not be done: beside its field, or below all of them."""
        on_person = (
            self.steps.currentIndex() != _FILE and self._file is not None and isinstance(error, InvalidInput)
        )
        self.steps.setCurrentIndex(_PERSON if on_person else _FILE)
        self.open_button.setEnabled(True)
        if isinstance(error, InvalidInput):
            self.second.show_problems(error)
        elif isinstance(error, WrongJoinCode):
            self.first.show_problems(InvalidInput({"code": error}))
        else:
            speaker.remember(self.problem, "setText", error.message, dict(error.values))
            self.problem.show()

    def refuse_folder(self, error: DeskError) -> None:
        """The shared folder cannot be used, and nobody wants to go on without it."""
        self.steps.setCurrentIndex(_PERSON)
        self.second.show_problems(InvalidInput({"folder": error}))

    def wait(self, message: Message) -> None:
        """What is being done."""
        say(self.doing, message)
        self.steps.setCurrentIndex(_BUSY)

    def _choose(self) -> None:
        kind = FileKind(tr(N_("Join files")), (ENDING.removeprefix("."),))
        path = self._ask.open_file(self, tr(N_("The join file")), kind)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """This file was chosen."""
        self._path = path
        say(self.chosen, plain(path.name))
        self.problem.hide()
        self.first.field("code").setFocus()

    def _open(self) -> None:
        self.problem.hide()
        if self._path is None:
            self.refuse(UserError(N_("Choose the join file first.")))
            return
        try:
            code = read_join_code(self.first.draft()["code"])
        except WrongJoinCode as wrong:
            self.refuse(wrong)
            return
        self.open_button.setEnabled(False)
        self.opened.emit(self._path, code)

    def _ask_folder(self) -> Path | None:
        return self._ask.folder(self, tr(N_("Shared folder")))

    def _join(self) -> None:
        assert self._file is not None
        said = self.second.draft()
        file = replace(self._file, place=replace(self._file.place, folder=str(self.folder.path or "")))
        if self._replaces:
            self._begin(file, 0, "")
            return
        problems = pin_problems(said)
        if problems:
            self.second.show_problems(InvalidInput(problems))
        else:
            self._begin(file, file.supervisors[self.people.currentIndex()].id, said["pin"])

    def _begin(self, file: JoinFile, who: int, pin: str) -> None:
        self.wait(N_("Setting up …"))
        self.joined.emit(file, who, pin)
