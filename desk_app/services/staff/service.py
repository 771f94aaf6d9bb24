"""Signing in, and who may."""

from __future__ import annotations

import math
import threading

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.audit import chain
from desk_app.services.core.errors import IllegalStep, NotFound, NotPermitted, UserError
from desk_app.services.core.people import EVERYONE, SUPERVISORS, Actor, Role
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.work import Bench, Service, Work, command
from desk_app.services.staff.events import ADDED, CHANGED, CLOSED, EVENTS, PIN_SET, REOPENED, STAFF
from desk_app.services.staff.patience import DESK_FREE_TRIES, FREE_TRIES, SUPERVISORS_LEAST, Waits
from desk_app.services.staff.pins import LEAST, Pins, check_pin
from desk_app.services.staff.tables import SignInTrouble, StaffRow

WHOLE_DESK = 0
_AREA = "staff"
_NOT_THEIRS = N_("This name and PIN do not belong together. Nothing was signed in.")
_WRONG_PIN = N_("The PIN is wrong.")


class Staff(Service):
    """Staff accounts and signing in (operating manual, People and things)."""

    area = _AREA

    def __init__(self, bench: Bench, pins: Pins | None = None) -> None:
        super().__init__(bench)
        self._pins = pins or Pins(bench.secrets)
        self._waits = Waits(bench.clock.monotonic())
        self._turn = threading.Lock()

    # Signing in has no actor yet, so these are not commands; they audit themselves.

    def sign_in(self, staff_id: int, pin: str) -> Actor:
        """Check a PIN and return who it is.

        Raises UserError with the same sentence for an unknown person and a wrong PIN, or with the seconds to wait.
        """
        with self._turn:
            return self._verify(staff_id, pin, "sign_in")

    def approve(self, staff_id: int, pin: str, *, beside: Actor) -> Actor:
        """A supervisor's PIN typed at somebody else's desk: returns the supervisor acting there.

        Raises UserError as `sign_in` does, NotPermitted when the person is no supervisor.
        """
        with self._turn:
            actor = self._verify(staff_id, pin, "approve", _WRONG_PIN).at_session_of(beside)
        if actor.role is not Role.SUPERVISOR:
            self.bench.refused(actor, f"{_AREA}.approve")
            raise NotPermitted(N_("Only a supervisor can approve this."))
        return actor

    def vouch(self, staff_id: int, pin: str, *, beside: Actor) -> Actor:
        """A colleague's PIN typed at somebody else's desk, as the second person of a step: returns who acts there.

        Raises UserError as `sign_in` does. What they may do is for the verb to say.
        """
        with self._turn:
            return self._verify(staff_id, pin, "vouch", _WRONG_PIN).at_session_of(beside)

    def signed_out(self, actor: Actor, *, locked: bool = False) -> None:
        """Put the end of a session, or its locking, on record."""
        with self.bench.database.write() as session:
            action = f"{_AREA}.lock" if locked else f"{_AREA}.sign_out"
            chain.append(session, actor, self.bench.clock.now(), action, chain.Outcome.DONE, {})

    def _verify(self, staff_id: int, pin: str, verb: str, wrong: Message = _NOT_THEIRS) -> Actor:
        clock = self.bench.clock
        with self.bench.database.read() as session:
            self._wait_first(session, staff_id)
            row = session.get(StaffRow, staff_id)
            kept = row.pin if row is not None and row.active else None
        right = self._pins.matches(kept, pin)
        with self.bench.database.write() as session:
            row = session.get(StaffRow, staff_id)
            if not right or row is None:
                self._count_wrong(session, staff_id)
                nobody = Actor(staff_id if row else 0, "", Role(row.role) if row else Role.SYSTEM)
                chain.append(session, nobody, clock.now(), f"{_AREA}.{verb}", chain.Outcome.FAILED, {})
            else:
                actor = Actor(row.id, row.name, Role(row.role))
                self._forget_wrong(session, staff_id)
                if self._pins.outdated(row.pin):
                    row.pin = self._pins.hash(pin)
                chain.append(session, actor, clock.now(), f"{_AREA}.{verb}", chain.Outcome.DONE, {})
                return actor
        self._waits.failed(staff_id, clock.monotonic())
        self._waits.failed(WHOLE_DESK, clock.monotonic())
        raise UserError(wrong)

    def _wait_first(self, session: Session, staff_id: int) -> None:
        now = self.bench.clock.monotonic()
        left = max(
            self._waits.left(staff_id, _wrong(session, staff_id), now),
            self._waits.left(WHOLE_DESK, _wrong(session, WHOLE_DESK), now, DESK_FREE_TRIES),
        )
        if left > 0:
            raise UserError(
                N_("Too many wrong PINs. Try again in {seconds} s, or ask the supervisor to set a new PIN."),
                seconds=math.ceil(left),
            )

    def _count_wrong(self, session: Session, staff_id: int) -> None:
        for who in (staff_id, WHOLE_DESK):
            trouble = session.get(SignInTrouble, who)
            if trouble is None:
                session.add(SignInTrouble(staff=who, wrong=1))
            else:
                trouble.wrong += 1

    def _forget_wrong(self, session: Session, staff_id: int) -> None:
        for who in (staff_id, WHOLE_DESK):
            trouble = session.get(SignInTrouble, who)
            if trouble is not None:
                session.delete(trouble)

    @command(allow=SUPERVISORS)
    def add(self, work: Work, name: str, role: Role, pin: str, phone: str = "") -> int:
        """Open an account; its owner chooses an own PIN at first sign-in. Raises UserError for a bad name or PIN."""
        cleaned = check_name(name)
        _assignable(role)
        row = StaffRow(
            id=work.new_id(),
            name=cleaned,
            role=role.value,
            phone=phone.strip(),
            pin=self._pins.hash(_checked(work, role, pin)),
            must_change=work.by.role is not Role.SYSTEM,
            created=work.now,
        )
        work.session.add(row)
        work.record(ADDED, row.id, {"role": role.value}, {"name": cleaned, "phone": row.phone})
        return row.id

    @command(allow=SUPERVISORS)
    def change(self, work: Work, staff_id: int, name: str, role: Role, phone: str = "") -> None:
        """Correct name, role or phone. Raises IllegalStep when no supervisor would be left."""
        row = _row(work.session, staff_id)
        _assignable(role)
        if role is not Role.SUPERVISOR:
            _keep_one_supervisor(work.session, row)
        # The PIN of somebody who rises was never held against what a supervisor's must be.
        row.must_change = row.must_change or (role is Role.SUPERVISOR and row.role != role.value)
        row.name, row.role, row.phone = check_name(name), role.value, phone.strip()
        work.record(CHANGED, row.id, {"role": role.value}, {"name": row.name, "phone": row.phone})

    @command(allow=SUPERVISORS)
    def set_pin(self, work: Work, staff_id: int, pin: str) -> None:
        """Give somebody a new PIN, to be changed at the next sign-in; ends a lock-out."""
        row = _row(work.session, staff_id)
        row.pin, row.must_change = self._pins.hash(_checked(work, Role(row.role), pin)), True
        self._forget_wrong(work.session, staff_id)
        work.record(PIN_SET, row.id, {"by_supervisor": True})

    @command(allow=EVERYONE - {Role.SYSTEM})
    def choose_pin(self, work: Work, pin: str) -> None:
        """Choose an own new PIN. Raises UserError when it is the old one or too easy."""
        row = _row(work.session, work.by.staff_id)
        if self._pins.matches(row.pin, pin):
            raise UserError(N_("Choose a PIN that is different from the old one."))
        row.pin, row.must_change = self._pins.hash(_checked(work, Role(row.role), pin)), False
        work.record(PIN_SET, row.id, {"by_supervisor": False})

    @command(allow=SUPERVISORS)
    def close(self, work: Work, staff_id: int) -> None:
        """Close an account; records keep the name. Raises IllegalStep for the last supervisor."""
        row = _row(work.session, staff_id)
        _keep_one_supervisor(work.session, row)
        row.active = False
        work.record(CLOSED, row.id, {})

    @command(allow=SUPERVISORS)
    def reopen(self, work: Work, staff_id: int) -> None:
        """Open a closed account again, with its old PIN."""
        row = _row(work.session, staff_id)
        row.active = True
        work.record(REOPENED, row.id, {})


def role_of(session: Session, staff_id: int) -> Role | None:
    """The role on record of an active member of staff, else None."""
    role = session.execute(select(StaffRow.role).where(StaffRow.id == staff_id, StaffRow.active)).scalar()
    return None if role is None else Role(role)


def _checked(work: Work, role: Role, pin: str) -> str:
    least = work.setting(SUPERVISORS_LEAST) if role is Role.SUPERVISOR else LEAST
    return check_pin(pin, least)


def _wrong(session: Session, staff_id: int) -> int:
    trouble = session.get(SignInTrouble, staff_id)
    return 0 if trouble is None else trouble.wrong


def _row(session: Session, staff_id: int) -> StaffRow:
    row = session.get(StaffRow, staff_id)
    if row is None:
        raise NotFound(N_("This member of staff is not on record."))
    return row


def check_name(name: str) -> str:
    """Return the name with its spaces put in order. Raises UserError when it is too short or too long."""
    cleaned = " ".join(name.split())
    if not 2 <= len(cleaned) <= 60:
        raise UserError(N_("A name has 2 to 60 characters."))
    return cleaned


def _assignable(role: Role) -> None:
    if role is Role.SYSTEM:
        raise NotPermitted(N_("Nobody can be given this role."))


def _keep_one_supervisor(session: Session, row: StaffRow) -> None:
    others = select(func.count()).where(
        StaffRow.role == Role.SUPERVISOR.value, StaffRow.active, StaffRow.pin != "", StaffRow.id != row.id
    )
    if row.role == Role.SUPERVISOR.value and not session.execute(others).scalar_one():
        raise IllegalStep(N_("{name} is the only supervisor. Appoint another one first."), name=row.name)


# FREE_TRIES is part of the rule that the sign-in page explains.
__all__ = ["EVENTS", "FREE_TRIES", "STAFF", "Staff", "check_name", "role_of"]
