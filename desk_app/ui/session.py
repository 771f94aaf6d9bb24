"""Who works at this window: signed in, locked, signed out; locked by itself when nobody touches it.

Idle time is counted on the monotonic clock: setting the PC's clock neither locks nor keeps open. Drafts are not kept
here: the window keeps each person's pages as they are, and shows them to nobody else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from desk_app.services.core.clocks import Clock
from desk_app.services.core.errors import NotPermitted
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.staff.patience import SESSION_HOURS

_LOOK_EVERY_MS = 1000
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


BACK_ENTRY_IDLE = 600
"""Seconds without a touch after which nothing more is entered for a time that is over."""


@dataclass(frozen=True, slots=True)
class BackEntering:
    """What is saved now happened then. `form` is the number of the paper it stands on, "" for none."""

    happened_at: datetime
    form: str = ""
    settled: bool = False
    """The form was saved: until the next one begins, what is saved happens now."""


class Session(QObject):
    """The person at this window. `idle_minutes` is asked at every look: a changed setting holds at once."""

    signed_in = Signal(object)
    """The Actor, at sign-in and at unlocking."""
    locked = Signal(object)
    """The Actor whose screen is hidden now."""
    signed_out = Signal(object)
    """The Actor who has left."""
    back_entry_changed = Signal(object)
    """What is being entered afterwards (BackEntering), None when that is over."""
    restore_wanted = Signal(str)
    """The name of a backup: close the data, put the backup in its place, open again."""

    def __init__(self, clock: Clock, idle_minutes: Callable[[], int]) -> None:
        super().__init__()
        self._clock = clock
        self._idle_minutes = idle_minutes
        self._actor: Actor | None = None
        self._locked = False
        self._back_entry: BackEntering | None = None
        self._since = self._touched = clock.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def actor(self) -> Actor:
        """Who is signed in; while the screen is locked, who was. Raises NotPermitted when nobody is.

        While something is entered afterwards the actor says so: it is saved for the time it happened.
        """
        if self._actor is None:
            raise NotPermitted(N_("Nobody is signed in here."))
        back = self._back_entry
        if back is None or back.settled:
            return self._actor
        return replace(self._actor, happened_at=back.happened_at, form=back.form)

    @property
    def back_entry(self) -> BackEntering | None:
        """What is being entered afterwards; None while everything happens now."""
        return self._back_entry

    def begin_back_entry(self, happened_at: datetime, form: str = "") -> None:
        """From here on what is saved happened then."""
        if self.open:
            self._back_entry = BackEntering(happened_at, form)
            self.back_entry_changed.emit(self._back_entry)

    def settle_back_entry(self) -> None:
        """What stood on the form is saved: nothing more is saved for its time. Without a form it goes on."""
        back = self._back_entry
        if back is not None and back.form and not back.settled:
            self._back_entry = replace(back, settled=True)
            self.back_entry_changed.emit(self._back_entry)

    def end_back_entry(self) -> None:
        """From here on what is saved happens as it is saved."""
        if self._back_entry is not None:
            self._back_entry = None
            self.back_entry_changed.emit(None)

    @property
    def open(self) -> bool:
        """Whether somebody is signed in and the screen is not hidden."""
        return self._actor is not None and not self._locked

    @property
    def person(self) -> Actor | None:
        """Who is signed in or locked, None when nobody is."""
        return self._actor

    def sign_in(self, actor: Actor) -> None:
        """Begin a session, or go on with a locked one."""
        self.end_back_entry()
        self._actor, self._locked = actor, False
        self._since = self._touched = self._clock.monotonic()
        self._watch(True)
        self.signed_in.emit(actor)

    def lock(self) -> None:
        """Hide the screen; what is being typed stays with its owner."""
        if self.open:
            self.end_back_entry()
            self._locked = True
            self._watch(False)
            self.locked.emit(self._actor)

    def sign_out(self) -> None:
        """End the session."""
        if self._actor is not None:
            self.end_back_entry()
            actor, self._actor, self._locked = self._actor, None, False
            self._watch(False)
            self.signed_out.emit(actor)

    def look(self) -> None:
        """Lock when nobody touched anything for too long, or the session is older than a shift."""
        now = self._clock.monotonic()
        idle, age = now - self._touched, now - self._since
        if idle >= BACK_ENTRY_IDLE:
            self.end_back_entry()
        if self.open and (idle >= self._idle_minutes() * 60 or age >= SESSION_HOURS * 3600):
            self.lock()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._clock.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any input is a sign of life."""
        if event.type() in _INPUT:
            self.touch()
        return False

    def close(self) -> None:
        """Stop watching; for the end of the program."""
        self._watch(False)

    def _watch(self, on: bool) -> None:
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication) or on == self._timer.isActive():
            return
        if on:
            # On windows only: a filter of the whole program would see every single event.
            app.focusWindowChanged.connect(self._follow)
            self._follow(app.focusWindow())
            self._timer.start()
        else:
            app.focusWindowChanged.disconnect(self._follow)
            self._timer.stop()

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
