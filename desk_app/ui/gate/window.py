"""The guard's window and its flow: a code comes in, is judged on a worker, and fills the window; Enter lets out.

A verdict stands for 30 seconds. A check-out made by the scan can be undone for ten, and the next scan confirms it.
Nothing here decides what is said (`faces`) or done (`judging`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.codes.answers import Phone, Tone
from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import DeskError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.gate.options import FRONT_DESK_PHONE, GATE_NUMBER, SUPERVISOR_PHONE
from desk_app.services.gate.service import GATE_SCANS
from desk_app.services.visitors.events import VISITS
from desk_app.ui.ask import FileKind
from desk_app.ui.errors import log_told
from desk_app.ui.gate.actions import Actions
from desk_app.ui.gate.dress import Dress
from desk_app.ui.gate.faces import Face, Step, face_of, trouble_face
from desk_app.ui.gate.head import Head
from desk_app.ui.gate.judging import GateDesk, Overview, Reading
from desk_app.ui.gate.picture import KINDS, codes_in
from desk_app.ui.gate.side import Side
from desk_app.ui.gate.sounds import Sounds, SystemSounds
from desk_app.ui.gate.styles import sheet
from desk_app.ui.gate.verdict_block import VerdictBlock
from desk_app.ui.gate.visit_facts import VisitFacts
from desk_app.ui.i18n import format_moment, speaker, tr
from desk_app.ui.tasks import Lane
from desk_app.ui.theme import look
from desk_app.ui.widgets.parts import column, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SHOWN_S = 30.0
UNDO_S = 10.0
_TICK_MS = 500
PHONES = {Phone.FRONT_DESK: FRONT_DESK_PHONE, Phone.SUPERVISOR: SUPERVISOR_PHONE}


class GateWindow(QWidget):
    """By keyboard alone: Enter, F4, F5 for the visitor; F7 to F11 for the window; Ctrl+Z undoes, Escape clears."""

    def __init__(self, ctx: AppContext, sounds: Sounds | None = None) -> None:
        super().__init__()
        self.ctx = ctx
        self._desk = GateDesk(ctx.services, ctx.local.get(GATE_NUMBER))
        self._clock = ctx.services.bench.clock
        self._dress = Dress(ctx.local)
        self._sounds = sounds or SystemSounds(QApplication.beep)
        self._reading: Reading | None = None
        self._trouble: DeskError | None = None
        self._hide_at = self._undo_until = 0.0
        self._build()
        self._wire()
        self._restyle()

    def _build(self) -> None:
        self.setProperty("role", "gate")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = Head(self.ctx.services.bench.desk, self.ctx.local.get(GATE_NUMBER))
        self.facts, self.buttons, self.side = VisitFacts(), Actions(), Side()
        self.verdict = VerdictBlock(self.facts)
        left = column(self.verdict, self.buttons, spacing=12)
        left.setStretch(0, 1)
        body = row(left, self.side, spacing=12, margins=12)
        body.setStretch(0, 1)
        layout = column(self.head, body, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.facts.hide()

    def _wire(self) -> None:
        self.side.field.typed.connect(self.show_code)
        self.side.field.entered.connect(self.buttons.enter)
        self.side.picture.clicked.connect(lambda: self.choose_picture())
        self.buttons.chosen.connect(self._take)
        switches: dict[str, Callable[[], object]] = {
            "sound": self._switch_sound,
            "look": self._dress.other_look,
            "language": self._dress.other_language,
            "full_screen": self.switch_full_screen,
            "user": self.ctx.session.lock,
        }
        self.head.wire(**switches)
        for key, answer in (
            ("F4", lambda: self.buttons.take(Step.WITHOUT_BADGE)),
            ("F5", lambda: self.buttons.take(Step.STEPS_OUT, Step.BACK)),
            ("F7", self.choose_picture),
            ("F8", self._switch_sound),
            ("F9", self._dress.other_look),
            ("F10", self._dress.other_language),
            ("F11", self.switch_full_screen),
            ("Ctrl+Z", lambda: self.buttons.take(Step.UNDO)),
            ("Escape", self.clear),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(answer)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        speaker.language_changed.connect(self._retell)
        look.changed.connect(self._restyle)
        self.destroyed.connect(self._sounds.close)
        self.ctx.bus.follow(self, {VISITS, GATE_SCANS}, self.load)

    def load(self) -> None:
        """Read the last scans and the numbers again."""
        self.ctx.read(self._desk.overview, owner=self, done=self._show_overview, key="overview")

    # Codes

    def show_code(self, digits: str) -> None:
        """Judge what was scanned, typed or read from a picture, whatever it is. Ignored while the window is hidden."""
        if not self.isVisible():
            return
        self.side.field.clear()
        self._do(lambda actor: self._desk.judge(actor, digits), self._judged)

    def choose_picture(self) -> None:
        """Read the code in a picture file."""
        path = self.ctx.ask.open_file(self, tr(N_("Picture of a pass")), FileKind(tr(N_("Pictures")), KINDS))
        if path is not None:
            self.ctx.tasks.run(lambda: codes_in(path), self.show_code, owner=self, lane=Lane.SLOW)

    def _do(self, verb: Callable[[Actor], Changes[Reading]], done: Callable[[Reading], None]) -> None:
        """Run an errand; until it is done nothing else can be pressed."""
        self.buttons.offer(())
        self.ctx.do(verb, owner=self, done=done, failed=self._failed)

    def _judged(self, reading: Reading) -> None:
        self._show(reading)
        self._sound(self._face(reading).tone)

    def _failed(self, error: Exception) -> bool:
        if not isinstance(error, DeskError):
            self.clear()
            return False
        log_told(error)
        self._reading, self._trouble = None, error
        self._stand()
        self._retell()
        self._sound(Tone.BAD)
        return True

    # What the guard does

    def _take(self, step: Step) -> None:
        reading = self._reading
        if reading is None:
            return
        errands: dict[Step, Callable[[Actor], Changes[Reading]]] = {
            Step.LEAVES: lambda actor: self._desk.leave(actor, reading, True),
            Step.WITHOUT_BADGE: lambda actor: self._desk.leave(actor, reading, False),
            Step.STEPS_OUT: lambda actor: self._desk.step_out(actor, reading),
            Step.BACK: lambda actor: self._desk.come_back(actor, reading),
            Step.UNDO: lambda actor: self._desk.undo(actor, reading),
        }
        self._do(errands[step], self._show)
        self.side.field.setFocus()

    def clear(self) -> None:
        """Away with what is typed, else with the verdict: ready for the next pass."""
        if self.side.field.text():
            self.side.field.clear()
            return
        self._reading = self._trouble = None
        self._undo_until = 0.0
        self._retell()

    def switch_full_screen(self) -> None:
        """The whole screen, or back to the window as it was."""
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _switch_sound(self) -> None:
        self._dress.other_sound()
        self.head.show_states(sound=self._dress.sound)
        self._sound(Tone.GOOD)

    def _sound(self, tone: Tone) -> None:
        if self._dress.sound:
            self._sounds.play(tone)

    # Showing

    def _show(self, reading: Reading) -> None:
        self._reading, self._trouble = reading, None
        self._stand()
        left = self._seconds_to_undo(reading)
        self._undo_until = self._clock.monotonic() + left if left > 0 else 0.0
        self._show_face(reading)

    def _seconds_to_undo(self, reading: Reading) -> float:
        """How long the check-out at hand can still be undone, counted from when the visitor left."""
        left_at = reading.card.visit.left_at if reading.card is not None else None
        if left_at is None or Step.UNDO not in self._face(reading).steps:
            return 0.0
        return min(UNDO_S, UNDO_S - (self._clock.now() - left_at).total_seconds())

    def _stand(self) -> None:
        self._hide_at = self._clock.monotonic() + SHOWN_S

    def _face(self, reading: Reading) -> Face:
        now = self._clock.now()
        return face_of(reading, lambda moment: format_moment(moment, now=now))

    def _show_face(self, reading: Reading) -> None:
        now, face = self._clock.now(), self._face(reading)
        self._say(face)
        self.facts.setVisible(reading.card is not None)
        if reading.card is not None:
            self.facts.show_card(reading.card, now)
        self.side.show_freshness(reading.attempt.verdict.freshness, now)
        left = self._undo_until - self._clock.monotonic()
        past = Step.UNDO in face.steps and left <= 0
        self.buttons.offer(() if past else face.steps, face.enter)
        if left > 0:
            self.buttons.count_down(int(left + 0.999))

    def _say(self, face: Face) -> None:
        phone = PHONES.get(face.phone)
        self.verdict.show_face(face, self.ctx.services.bench.settings.get(phone).strip() if phone else "")

    def tick(self) -> None:
        """Twice a second: the clock, the seconds left to undo, the end of a verdict."""
        now = self._clock.monotonic()
        self.head.show_time(self._clock.now())
        if self._undo_until:
            self._count_down(now)
        if (self._reading or self._trouble) and now >= self._hide_at:
            self._reading = self._trouble = None
            self._retell()

    def _count_down(self, now: float) -> None:
        if now < self._undo_until:
            self.buttons.count_down(int(self._undo_until - now + 0.999))
        else:
            self._undo_until = 0.0
            self.buttons.offer(())

    def _show_overview(self, overview: Overview) -> None:
        self.head.show_counts(overview.counts)
        self.side.lines.show_scans(overview.scans)

    def _retell(self, _language: str = "") -> None:
        """Say everything again as it stands."""
        self.head.show_states(sound=self._dress.sound)
        self.head.show_time(self._clock.now())
        self.side.lines.retell()
        if self._reading is not None:
            self._show_face(self._reading)
            return
        self.facts.hide()
        self.buttons.offer(())
        if self._trouble is not None:
            self._say(trouble_face(self._trouble))
        else:
            self.verdict.show_ready()

    def _restyle(self, _theme: object = None) -> None:
        self.setStyleSheet(sheet())
        self._retell()

    def showEvent(self, event: QShowEvent) -> None:
        """The guard is here: own look and language, the keyboard in the field, everything up to date."""
        super().showEvent(event)
        if event.spontaneous():
            return
        self._dress.put_on()
        self.head.show_actor(self.ctx.actor)
        self.side.field.setFocus()
        self._timer.start()
        self._retell()
        self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """The guard has gone, or the screen is locked: no name stays in sight."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        self._timer.stop()
        self._reading = self._trouble = None
        self._undo_until = 0.0
        self._dress.take_off()
