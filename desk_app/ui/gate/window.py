"""The guard's window: a code comes in, is judged on a worker, and fills the window; the guard's keys do the rest.

Nothing here decides what is said (`faces`, `goods_faces`), done (`judging`, `goods_flow`) or how long it stands
(`standing`); the parts are put together in `layout`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.codes.answers import Tone
from desk_app.services.core.errors import DeskError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.services.gate.service import GATE_SCANS
from desk_app.services.passes.events import EXIT_PASSES
from desk_app.services.passes.records import RefusalReason, Released
from desk_app.services.visitors.events import VISITS
from desk_app.ui.ask import FileKind
from desk_app.ui.errors import log_told
from desk_app.ui.gate.arming import Arming
from desk_app.ui.gate.camera import CameraBox
from desk_app.ui.gate.choose_gate import ask_gate, gate_here
from desk_app.ui.gate.dress import Dress
from desk_app.ui.gate.faces import Face, face_of, trouble_face
from desk_app.ui.gate.footer import doubts, grave
from desk_app.ui.gate.goods_desk import GoodsDesk
from desk_app.ui.gate.goods_faces import done_at, goods_face
from desk_app.ui.gate.goods_flow import GoodsFlow
from desk_app.ui.gate.judging import Errand, GateDesk, Overview, Reading
from desk_app.ui.gate.keys import Keys
from desk_app.ui.gate.layout import GateLayout
from desk_app.ui.gate.picture import KINDS, codes_in
from desk_app.ui.gate.plate_row import Real
from desk_app.ui.gate.slips import number_of
from desk_app.ui.gate.sounds import Sounds, SystemSounds
from desk_app.ui.gate.standing import UNDO_S, Standing
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.styles import scale_of, sheet
from desk_app.ui.gate.visit_leaving import ask_to_leave
from desk_app.ui.i18n import format_day, format_moment, speaker, tr
from desk_app.ui.tasks import Lane
from desk_app.ui.theme import look
from desk_app.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_TICK_MS = 500
_COMPARING = frozenset({Step.RELEASE, Step.OVERRIDE, Step.TAKE_BACK})


class GateWindow(QWidget):
    """By keyboard alone: Enter and F2 to F6 for the pass, F7 to F12 for the window; Ctrl+Z undoes, Escape clears."""

    def __init__(self, ctx: AppContext, sounds: Sounds | None = None) -> None:
        super().__init__()
        self.ctx = ctx
        self._desk = GateDesk(ctx.services, ctx.local.get(GATE_NUMBER))
        self._clock = ctx.services.bench.clock
        self._dress = Dress(ctx.local)
        self._sounds = sounds or SystemSounds(QApplication.beep)
        self._standing, self.arming = Standing(self._clock), Arming(self._clock, self)
        self._reading: Reading | None = None
        self._trouble: DeskError | None = None
        self._dialog: Dialog | None = None
        self._scale = 1.0
        self._asked = False
        """Whether the sheet asks why the goods stay."""
        self._build()
        self._keys = Keys(self)
        self._wire()
        self._restyle()

    def _build(self) -> None:
        self.setProperty("role", "gate")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parts = self.parts = GateLayout(self.ctx.services.bench.desk, self._clock, self.arming)
        self.head, self.side, self.buttons = parts.head, parts.side, parts.buttons
        self.verdict, self.facts, self.goods_facts = parts.verdict, parts.facts, parts.goods_facts
        self.goods, self.sheet, self.footer = parts.goods, parts.sheet, parts.footer
        self.setLayout(parts.outer)
        self.camera = CameraBox(self.ctx.local)
        self.side.tools.addWidget(self.camera)
        self._flow = GoodsFlow(
            self.ctx,
            GoodsDesk(self.ctx.services, self._desk),
            self.goods,
            parts.drive,
            self,
            do=self._do,
            show=self._show,
            ask_reason=self._ask_reason,
            focus=self._focus,
        )

    def _wire(self) -> None:
        self.side.field.typed.connect(self.show_code)
        self.side.field.entered.connect(self.buttons.enter)
        self.side.picture.clicked.connect(lambda: self.choose_picture())
        self.camera.code.connect(self.show_code)
        self.buttons.chosen.connect(self._take)
        self.goods.counted.connect(self._counted)
        self.goods.lines.sighted.connect(self._sighted)
        self.goods.lines.entered.connect(self.buttons.enter)
        self.goods.lines.number_begun.connect(self.begin_number)
        self.parts.drive.another.connect(self.ask_plate)
        self.parts.drive.as_on_pass.connect(self._as_on_pass)
        self.sheet.chosen.connect(self._refuse)
        self.sheet.closed.connect(self._end_asking)
        self.head.wire(
            sound=self.switch_sound,
            look=self._dress.other_look,
            language=self._dress.other_language,
            full_screen=self.switch_full_screen,
            user=self.ctx.session.lock,
            choose=self._choose_gate,
        )
        self.ctx.toasts.stand_in(self, self.head.free)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        speaker.language_changed.connect(self._retell)
        look.changed.connect(self._restyle)
        self.destroyed.connect(self._sounds.close)
        self.ctx.bus.follow(self, {VISITS, GATE_SCANS, EXIT_PASSES}, self.load)

    def load(self) -> None:
        """Read the last scans and the numbers again."""
        self.ctx.read(self._desk.overview, owner=self, done=self._show_overview, key="overview")

    # Codes

    def show_code(self, digits: str) -> None:
        """Judge what was scanned, typed, seen by a camera or read from a picture, whatever it is.

        Ignored while the window is hidden, and when it is the code seen just now.
        """
        if not self.isVisible() or self._flow.takes(digits) or self._standing.is_same(digits):
            return
        self.side.field.clear()
        self._asked = False
        self._close_dialogs()
        self._run(lambda actor: self._desk.judge(actor, digits), self._judged)

    def choose_picture(self) -> None:
        """Read the code in a picture file."""
        path = self.ctx.ask.open_file(self, tr(N_("Picture of a pass")), FileKind(tr(N_("Pictures")), KINDS))
        if path is not None:
            self.ctx.tasks.run(lambda: codes_in(path), self.show_code, owner=self, lane=Lane.SLOW)

    def _run(self, verb: Errand, done: object, by: Actor | None = None) -> None:
        """Run an errand; until it is done nothing else can be pressed."""
        self.buttons.offer(())
        self.ctx.do(verb, owner=self, done=done, failed=self._failed, by=by)  # type: ignore[arg-type]

    def _do(self, verb: Errand, by: Actor | None) -> None:
        self._run(verb, self._done, by)

    def _judged(self, reading: Reading) -> None:
        self._show(reading)
        self._sound(self._face(reading).tone)

    def _done(self, reading: Reading) -> None:
        before = self._reading
        self._show(reading)
        self._flow.done(reading)
        if before is None or reading.attempt is not before.attempt:
            self._sound(self._face(reading).tone)  # somebody was faster: the verdict is another one

    def _failed(self, error: Exception) -> bool:
        self._standing.forget_code()
        if not isinstance(error, DeskError):
            self.clear_all()
            return False
        log_told(error)
        self._reading, self._trouble = None, error
        self._standing.begin()
        self._retell()
        self._sound(Tone.BAD)
        return True

    # What the guard does

    def _take(self, step: Step) -> None:
        reading = self._reading
        if reading is None:
            return
        errand = self._desk.errand(step, reading) if reading.of_visitor else None
        if errand is not None:
            self._do(errand, None)
        elif reading.of_visitor:
            self._flow.follow(ask_to_leave(self.ctx, reading, self._desk, self, self._do))
            return
        elif step is Step.RELEASE and self._flow.unseen:
            self.goods.lines.page(1)
            self.arming.begin()
        else:
            self._flow.take(step, reading)
        if not self._asked:
            self._focus()

    def ask_plate(self) -> None:
        """What really stands at the gate, where there is a plate to compare."""
        if self._reading is not None and not self._asked:
            self._flow.ask_plate(self._reading)

    def _as_on_pass(self) -> None:
        if self._reading is not None:
            self._flow.say_real(Real(), self._reading)

    def _ask_reason(self) -> None:
        self._asked = True
        self.sheet.begin()
        self.buttons.offer(())
        self._lay_out()
        self.sheet.setFocus()

    def _end_asking(self) -> None:
        self._asked = False
        self._retell()

    def _refuse(self, reason: RefusalReason, words: str) -> None:
        self._asked = False
        if self._reading is not None:
            self._flow.refuse(self._reading, reason, words)

    def _counted(self) -> None:
        self._standing.touch()
        if self._reading is not None:
            self._offer(self._reading, self._face(self._reading))

    def _sighted(self) -> None:
        """Other lines are in sight: the button says whether there are more."""
        if self._reading is not None and self._reading.goods is not None:
            self._flow.words(self.buttons, self._reading)

    def begin_number(self, digits: str) -> None:
        """Six digits in a row are no quantity: the number of another pass is being typed."""
        self.side.field.setText(digits)
        self._lay_out()
        self.side.field.setFocus()
        self._counted()

    def _choose_gate(self) -> None:
        self._dialog = ask_gate(self.ctx, self, self._gate_chosen)

    def _gate_chosen(self) -> None:
        self._desk.number = self.ctx.local.get(GATE_NUMBER)
        self.head.show_gate(gate_here(self.ctx))

    def clear(self) -> None:
        """One step back: the sheet, what is typed, what was counted, the other way; then the verdict is cleared."""
        if self._asked:
            self._end_asking()
        elif self.side.field.text():
            self.side.field.clear()
            self._lay_out()
            self._focus()
        elif self._reading is not None and (turned := self._flow.leave_way(self._reading)) is not None:
            self._show(turned)
        elif not self.goods.restore():
            self.clear_all()

    def clear_all(self) -> None:
        """Ready for the next pass."""
        self._reading = self._trouble = None
        self._standing.end()
        self.arming.end()
        self._asked = False
        self._retell()

    def switch_full_screen(self) -> None:
        """The whole screen, or back to the window as it was."""
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def switch_sound(self) -> None:
        """On or off; what is on is heard."""
        self._dress.other_sound()
        self.head.show_states(sound=self._dress.sound)
        self._sound(Tone.GOOD)

    def switch_look(self) -> None:
        """Night or day."""
        self._dress.other_look()

    def switch_language(self) -> None:
        """Chinese or English."""
        self._dress.other_language()

    def _sound(self, tone: Tone) -> None:
        if self._dress.sound:
            self._sounds.play(tone)

    # Showing

    def _show(self, reading: Reading) -> None:
        before, self._reading, self._trouble = self._reading, reading, None
        self._flow.show(reading, before)
        self.arming.begin()
        steps = set(self._face(reading).steps)
        compared = reading.goods is not None and reading.came is None and bool(steps & _COMPARING)
        self._standing.begin(compared=compared, undo=self._seconds_to_undo(reading))
        self._show_face(reading)
        self._focus()

    def _seconds_to_undo(self, reading: Reading) -> float:
        """How long what was done can still be undone, counted from when it was done."""
        moment = done_at(reading)
        if moment is None or Step.UNDO not in self._face(reading).steps:
            return 0.0
        passed = (self._clock.now() - moment).total_seconds()
        return UNDO_S - passed if passed >= 0 else 0.0  # a clock that was set back revives nothing

    def _face(self, reading: Reading) -> Face:
        now = self._clock.now()
        if reading.of_visitor:
            return face_of(reading, lambda moment: format_moment(moment, now=now))
        today = now.astimezone(self._clock.zone).date()
        face = goods_face(reading, lambda moment: format_moment(moment, now=now), format_day, today)
        return self._flow.told(face, reading)

    def _show_face(self, reading: Reading) -> None:
        now, face = self._clock.now(), self._face(reading)
        self._say(face)
        if reading.card is not None:
            self.facts.show_card(reading.card, now)
        if reading.goods is not None:
            came = reading.came
            trip = came.release.trip if isinstance(came, Released) else 0
            self.goods_facts.show_goods(reading.goods, now, trip)
        self._lay_out()
        self.footer.show_verdict(reading.attempt.verdict, now)
        self._offer(reading, face)

    def _offer(self, reading: Reading, face: Face) -> None:
        """The buttons for what can be done now."""
        left = self._standing.undo_left
        steps = tuple(step for step in face.steps if step is not Step.UNDO or left > 0)
        self.buttons.offer(() if self._asked else self._flow.steps(steps, reading.goods), face.enter)
        self._flow.words(self.buttons, reading)
        if left:
            self.buttons.count_down(left)

    def _lay_out(self) -> None:
        reading = self._reading
        self.parts.arrange(
            card=reading is not None and reading.card is not None,
            goods=reading is not None and reading.goods is not None,
            drive=reading is not None and self._flow.with_plate(reading),
            asked=self._asked,
            size=self.size(),
        )

    def _focus(self) -> None:
        """Digits go to the quantities where there are any, else to the field."""
        tally = self.goods.tally
        counting = tally is not None and not tally.fixed and self._reading is not None
        if self._asked:
            return
        field = self if self.side.isHidden() else self.side.field
        (self.goods.lines if counting else field).setFocus()

    def _say(self, face: Face) -> None:
        verdict = self._reading.attempt.verdict if self._reading is not None else None
        self.verdict.show_face(
            face,
            number_of(self.ctx, face.phone),
            doubts(verdict) if verdict is not None else (),
            grave=verdict is not None and grave(verdict),
        )

    def tick(self) -> None:
        """Twice a second: the clock, the seconds left to undo, the end of a verdict."""
        self.head.show_time(self._clock.now())
        if Step.UNDO in self.buttons.offered:
            left = self._standing.undo_left
            if left:
                self.buttons.count_down(left)
            else:
                self.buttons.offer(tuple(step for step in self.buttons.offered if step is not Step.UNDO))
        asked = self._flow.dialog is not None
        if (self._reading or self._trouble) and self._standing.over and not asked:
            self.clear_all()

    def _show_overview(self, overview: Overview) -> None:
        self.head.show_counts(overview.counts)
        self.footer.show_others(overview.others, overview.old_after, self._clock.now())
        self.side.lines.show_scans(overview.scans, overview.outcomes)

    def _retell(self, _language: str = "") -> None:
        """Say everything again as it stands."""
        self.head.show_states(sound=self._dress.sound)
        self.head.show_time(self._clock.now())
        self.side.lines.retell()
        self.goods.retell()
        if self._reading is not None:
            self._show_face(self._reading)
            self._focus()
            return
        self._flow.forget()
        self.buttons.offer(())
        self.footer.show_verdict(None, self._clock.now())
        self._lay_out()
        if self._trouble is not None:
            self._say(trouble_face(self._trouble))
        else:
            self.verdict.show_ready()
        self._focus()

    def _restyle(self, _theme: object = None) -> None:
        self.setStyleSheet(sheet(self._scale))
        self._retell()

    def _close_dialogs(self) -> None:
        self._flow.close_dialog()
        if self._dialog is not None:
            self._dialog.reject()
            self._dialog = None

    def event(self, event: QEvent) -> bool:
        """The window's keys are no shortcuts of the program around it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._keys.claims(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no part has taken."""
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another screen: what stands beside what."""
        super().resizeEvent(event)
        scale = scale_of(self.height())
        if scale != self._scale:
            self._scale = scale
            self.parts.set_scale(scale)
            self.setStyleSheet(sheet(scale))
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """The guard is here: own look and language, the keyboard in the field, everything up to date."""
        super().showEvent(event)
        if event.spontaneous():
            return
        self._dress.put_on()
        self.arming.watch(self.window().windowHandle())
        self.head.show_actor(self.ctx.actor)
        self._gate_chosen()
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
        self.arming.watch(None)
        self._close_dialogs()
        self._reading = self._trouble = None
        self._standing.end()
        self.arming.end()
        self._asked = False
        self._flow.forget()
        self._dress.take_off()
