"""Who may not borrow for a while (operating manual, Umbrella lending 2): shown wherever the borrower's name is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.typed import Problems
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.loans import events
from desk_app.services.loans.records import Suspension, SuspensionDraft
from desk_app.services.loans.rules import own_number
from desk_app.services.loans.tables import SuspensionRow

MOST_REASON = 200
_AT_ONCE = 500


class Suspensions(Service):
    """Kept by the supervisor alone. A suspension goes by the phone: names are written in many ways."""

    area = "loan_suspensions"

    @command(allow=SUPERVISORS)
    def suspend(self, work: Work, draft: SuspensionDraft) -> Suspension:
        """Lend nothing to whoever has this phone, until a day or until it is lifted. Raises InvalidInput."""
        checked = _checked(draft, work.today)
        if active_suspension(work.session, checked.phone, work.today) is not None:
            raise InvalidInput({"phone": UserError(N_("This borrower is suspended already."))})
        row = SuspensionRow(
            id=work.new_id(),
            name=checked.name,
            phone=checked.phone,
            reason=checked.reason,
            since=work.today,
            until=checked.until,
            active=True,
            by=work.by.staff_id,
        )
        work.session.add(row)
        until = checked.until.isoformat() if checked.until else None
        private = {"name": checked.name, "phone": checked.phone, "reason": checked.reason}
        work.note(reasoned=True)
        work.record(events.SUSPENDED, row.id, {"until": until}, private)
        return to_suspension(row, work.today)

    @command(allow=SUPERVISORS)
    def lift(self, work: Work, suspension: int, reason: str) -> None:
        """Lend to this borrower again; the suspension stays on record. Raises InvalidInput, IllegalStep."""
        row = by_id(work.session, SuspensionRow, suspension)
        if row is None:
            raise NotFound(N_("This suspension is not on record."))
        if not row.active:
            raise IllegalStep(N_("This suspension was lifted already."))
        if row.until is not None and row.until < work.today:
            raise IllegalStep(N_("This suspension is over: there is nothing to lift."))
        problems = Problems()
        words = problems.words("reason", reason, MOST_REASON)
        problems.done()
        row.active = False
        work.note(reasoned=True)
        work.record(events.SUSPENSION_LIFTED, row.id, {}, {"reason": words})


def active_suspension(session: Session, phone: str, today: date) -> Suspension | None:
    """The suspension in force of whoever has this phone."""
    if not phone:
        return None
    wanted = select(SuspensionRow).where(SuspensionRow.phone == own_number(phone), in_force(today))
    row = session.scalars(wanted.order_by(SuspensionRow.id.desc())).first()
    return None if row is None else to_suspension(row, today)


def suspended_among(session: Session, phones: Collection[str], today: date) -> frozenset[str]:
    """Which of these phones, as `own_number` writes them, are suspended borrowers': one look for a whole list."""
    wanted = sorted({phone for phone in phones if phone})
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = SuspensionRow.phone.in_(wanted[start : start + _AT_ONCE])
        found.update(session.scalars(select(SuspensionRow.phone).where(some, in_force(today))))
    return frozenset(found)


def suspended_of_name(session: Session, name: str, phone: str, today: date) -> Suspension | None:
    """A suspension in force of somebody of this name with another phone: perhaps the same person."""
    if not name:
        return None
    other = and_(SuspensionRow.name == name, SuspensionRow.phone != own_number(phone))
    row = session.scalars(
        select(SuspensionRow).where(other, in_force(today)).order_by(SuspensionRow.id.desc())
    ).first()
    return None if row is None else to_suspension(row, today)


def in_force(today: date) -> ColumnElement[bool]:
    """Suspensions that hold today, their last day included."""
    ends = or_(SuspensionRow.until.is_(None), SuspensionRow.until >= today)
    return and_(SuspensionRow.active, SuspensionRow.since <= today, ends)


def to_suspension(row: SuspensionRow, today: date) -> Suspension:
    """A row as pages see it. `active`: whether it holds today, neither lifted nor over."""
    holds = row.active and (row.until is None or row.until >= today)
    return Suspension(row.id, row.name, row.phone, row.reason, row.since, row.until, holds, row.by)


def _checked(draft: SuspensionDraft, today: date) -> SuspensionDraft:
    problems = Problems()
    phone = problems.take("phone", lambda one: str(parse_phone(one)), draft.phone, "")
    name = problems.take("name", parse_person_name, draft.name, "") if draft.name.strip() else ""
    reason = problems.words("reason", draft.reason, MOST_REASON)
    if draft.until is not None and draft.until < today:
        problems.say("until", N_("The last day has passed. Choose today or a later day."))
    problems.done()
    return SuspensionDraft(own_number(phone), name, reason, draft.until)
