"""What is fine and what is wrong with a shared folder, line by line, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QScrollArea, QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.ui.i18n import format_time, say, speaker
from desk_app.ui.pages.cover import Sign
from desk_app.ui.tasks import Lane
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, column, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_SIGNS: dict[Tone, str] = {"warning": "warning", "danger": "ban"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is wrong, and what to do about it."""

    tone: Tone
    text: Message
    todo: Message | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def examine(folder: Path) -> list[Line]:
    """Try everything that the exchange needs of a folder. Takes seconds, and minutes where a server hangs."""
    from desk_app.services.core.clocks import SystemClock
    from desk_app.services.sync import doctor
    from desk_app.services.sync.remote import RemoteShare

    shares = [RemoteShare(folder), RemoteShare(folder)]
    try:
        waiting = iter(shares)
        report = doctor.examine(lambda: next(waiting), SystemClock())
    finally:
        for share in shares:
            share.close()
    return [
        Line("danger" if one.told.fault else "warning", one.told.said, one.told.todo, one.values)
        for one in report.findings
    ]


class DoctorView(QWidget):
    """`examine(folder)`; nothing is in sight before. The newest folder wins.

    In a `room` of its own, with a height of its own, what it says moves nothing around it: longer lists scroll.
    """

    value_changed = Signal(object)
    finished = Signal()

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._wanted: Path | None = None
        self.told = Label(role="muted")
        self.told.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        keeps = self.bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keeps)
        self._lines = column(spacing=4)
        self.setLayout(column(self.told, self.bar, self._lines, None, spacing=6))
        self.lines: list[Label] = []
        self.hide()

    def room(self, height: int) -> QScrollArea:
        """A place for it of a fixed height in pixels; until a folder is chosen it says what will be done."""
        say(self.told, N_("The folder is tried as soon as it is chosen."))
        self.bar.hide()
        self.show()
        area = scrolling(self)
        area.setFixedHeight(height)
        return area

    def examine(self, folder: Path) -> None:
        """Look at it in the background; the same one is looked at once."""
        if folder == self._wanted:
            return
        self._wanted = folder
        self._clear()
        say(self.told, N_("Trying the folder: writing, renaming, reading, deleting …"))
        self.bar.show()
        self.show()
        self._ctx.tasks.run(
            lambda: examine(folder),
            lambda found: self._show(folder, found),
            lambda error: self._failed(folder, error),
            owner=self,
            lane=Lane.SLOW,
        )

    def examine_again(self, folder: Path) -> None:
        """Look at it although it was looked at before."""
        self._wanted = None
        self.examine(folder)

    def draft(self) -> None:
        """It holds nothing: a form takes it as a field."""

    def set_draft(self, value: object) -> None:
        """See `draft`."""

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []

    def _show(self, folder: Path, found: Sequence[Line]) -> None:
        if folder != self._wanted:
            return
        if not found:
            self._conclude(N_("The folder is fit for the exchange. Tried at {time}."))
        elif any(one.tone == "danger" for one in found):
            self._conclude(N_("Something is wrong with the folder, tried at {time}:"))
        else:
            self._conclude(N_("The exchange works there, tried at {time}, but:"))
        for one in found:
            self._lines.addWidget(self._line(one))
        self.finished.emit()

    def _conclude(self, message: Message) -> None:
        """With its time, so that a second try is seen to be one."""
        now = self._ctx.services.bench.clock.now()
        speaker.remember(self.told, "setText", message, {"time": format_time(now, seconds=True)})
        self.bar.hide()

    def _line(self, one: Line) -> QWidget:
        text = Label()
        text.setWordWrap(True)
        speaker.remember(text, "setText", one.text, dict(one.values))
        self.lines.append(text)
        texts = column(text, spacing=2)
        if one.todo is not None:
            todo = Label(role="muted")
            todo.setWordWrap(True)
            speaker.remember(todo, "setText", one.todo, dict(one.values))
            texts.addWidget(todo)
        box = QWidget()
        layout = row(Sign(_SIGNS[one.tone], 16, one.tone), texts, spacing=8)
        layout.setStretch(1, 1)
        box.setLayout(layout)
        return box

    def _failed(self, folder: Path, error: Exception) -> None:
        if folder == self._wanted:
            self._wanted = None
            said = getattr(error, "say", None)
            if said is None:
                self.bar.hide()
                self._conclude(N_("The folder could not be tried at {time}."))
                self._ctx.errors.show(error, self)
            else:
                self._show_trouble(plain(said(speaker.words)))

    def _show_trouble(self, text: Message) -> None:
        self._conclude(N_("The folder could not be tried at {time}:"))
        self._lines.addWidget(self._line(Line("danger", text)))
        self.finished.emit()
