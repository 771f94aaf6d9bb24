"""Signing in, changing user, locking: the flow between the sign-in pages, the staff service and the session.

A PIN is checked off the GUI thread (it takes a tenth of a second on purpose) and is kept nowhere.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.people import Actor
from desk_app.services.staff.records import StaffMember
from desk_app.ui.context import AppContext
from desk_app.ui.errors import log_told
from desk_app.ui.i18n import speaker
from desk_app.ui.pages.lock_cover import LockCover
from desk_app.ui.pages.new_pin import NewPinPage
from desk_app.ui.pages.sign_in import SignInPage


class Doorkeeper(QObject):
    """Asks who it is. `page_wanted` carries the page to show; the session says who came in."""

    page_wanted = Signal(object)

    def __init__(self, ctx: AppContext, *, gate: bool = False) -> None:
        super().__init__()
        from desk_app.services.demo.build import DEMO, DEMO_PIN
        from desk_app.services.staff.queries import StaffQueries
        from desk_app.services.staff.service import Staff

        self._ctx = ctx
        self._staff, self._queries = ctx.services.get(Staff), ctx.services.get(StaffQueries)
        self.sign_in_page, self.new_pin_page, self.cover = SignInPage(large=gate), NewPinPage(), LockCover()
        desk = ctx.services.bench.desk
        is_demo = ctx.services.bench.settings.get(DEMO)
        self.sign_in_page.greet(
            desk.building, f"{desk.site_code}-{desk.desk_code}", DEMO_PIN if is_demo else ""
        )
        self.cover.show_time(ctx.services.bench.clock.now())
        self.sign_in_page.tried.connect(self._try)
        self.new_pin_page.chosen.connect(self._choose_pin)
        self.new_pin_page.cancelled.connect(self.ask)
        self.cover.woken.connect(self.ask)
        self._second = QTimer(self.cover)  # goes with it
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self._waiting: Actor | None = None

    def ask(self) -> None:
        """Show the names; whoever was here last is chosen."""
        self._waiting = None
        self._ctx.tasks.run(self._queries.who_can_sign_in, self._offer, owner=self)

    def _offer(self, people: list[StaffMember]) -> None:
        person = self._ctx.session.person
        self.page_wanted.emit(self.sign_in_page)
        self.sign_in_page.set_people(people, person.staff_id if person else None)
        self.sign_in_page.pad.field.insert(self.cover.take_typed())

    def _try(self, person: int, pin: str) -> None:
        self._ctx.tasks.run(lambda: self._staff.sign_in(person, pin), self._proven, self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            self.sign_in_page.show_problem("")
            self._ctx.errors.show(error, self.sign_in_page)
            return
        log_told(error)
        self.sign_in_page.show_problem(error.say(speaker.words))
        if "seconds" in error.values:
            self.sign_in_page.wait(int(str(error.values["seconds"])))

    def _proven(self, actor: Actor) -> None:
        self._ctx.tasks.run(
            lambda: self._queries.me(actor), lambda me: self._admit(actor, me), self._refused, owner=self
        )

    def _admit(self, actor: Actor, me: StaffMember) -> None:
        if me.must_change:
            self._waiting = actor
            self.page_wanted.emit(self.new_pin_page)
            self.new_pin_page.ask()
        else:
            self._let_in(actor)

    def _choose_pin(self, pin: str) -> None:
        actor = self._waiting
        if actor is not None:
            self._ctx.tasks.run(
                lambda: self._staff.choose_pin(actor, pin),
                lambda _changes: self._let_in(actor),
                self._pin_refused,
                owner=self,
            )

    def _pin_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.new_pin_page.show_problem(error.message, dict(error.values))
        else:
            self.new_pin_page.ask()
            self._ctx.errors.show(error, self.new_pin_page)

    def _let_in(self, actor: Actor) -> None:
        before = self._ctx.session.person
        if before is not None and before.staff_id != actor.staff_id and self._ctx.session.open:
            self._record_end(before, locked=True)
        self._waiting = None
        self._ctx.session.sign_in(actor)

    def lock(self, actor: Actor) -> None:
        """Hide the screen, and put it on record."""
        self.cover.show_time(self._ctx.services.bench.clock.now())
        self.cover.take_typed()
        self.page_wanted.emit(self.cover)
        self._second.start()
        self.cover.setFocus()
        self._record_end(actor, locked=True)

    def _tick(self) -> None:
        """The clock of the cover runs while it is seen."""
        if self.cover.isVisible():
            self.cover.show_time(self._ctx.services.bench.clock.now())
        else:
            self._second.stop()

    def part(self, actor: Actor) -> None:
        """Somebody has signed out: put it on record, ask who is next."""
        self._record_end(actor, locked=False)
        self.ask()

    def _record_end(self, actor: Actor, *, locked: bool) -> None:
        self._ctx.tasks.run(lambda: self._staff.signed_out(actor, locked=locked), owner=self)
