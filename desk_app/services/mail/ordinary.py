"""Letters and printed matter by number: counted for a tenant, on the round, kept apart for one that moved out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.base import MOST_ID
from desk_app.services.directory.reading import addressees, moved_out
from desk_app.services.directory.records import Addressee
from desk_app.services.journal.happened import last_of, said_of
from desk_app.services.journal.marks import NO_MARK, Mark, require_same
from desk_app.services.journal.work import Read, Work
from desk_app.services.mail import events, rules
from desk_app.services.mail.mapping import chunks
from desk_app.services.mail.options import MOVED_OUT_DAYS
from desk_app.services.mail.records import MailKind, OrdinaryCount
from desk_app.services.mail.rows import addressee_of
from desk_app.services.mail.tables import BatchRow, OrdinaryRow

FROM = "mail-round-from"
"""The series with the day, as its ordinal, before which no letter is left here: lists begin there, on their index."""
_SETTLED = timedelta(days=1)
"""A tick that is older is not taken back any more."""


def counted_before(work: Work, batch: int, pressed: Mark) -> int | None:
    """What was answered when letters were counted on this mark; None when none were. No row of theirs keeps the mark.

    Raises InvalidInput ("request") when something else was asked for then.
    """
    if not pressed.request:
        return None
    for said in said_of(work.session, events.COUNTED, batch, pressed.request):
        if said.get("request") == pressed.request:
            require_same(said["asked"] == pressed.asked)
            return int(said["count"])
    return None


def count(
    work: Work, batch: BatchRow, addressee: Addressee, kind: MailKind, quantity: int, pressed: Mark = NO_MARK
) -> int:
    """So many letters of a batch are for a tenant; says how many of the kind it has now in this batch.

    Those of a moved-out tenant are kept apart (operating manual, Mail sorting 4).
    """
    tenant = addressee.tenant.id
    rows = _counted(work.session, batch.id, tenant, kind)
    row = next((one for one in rows if one.delivered_at is None and one.day == work.today), None)
    if row is None:
        keep = work.today + timedelta(days=work.setting(MOVED_OUT_DAYS)) if addressee.moved_out else None
        row = OrdinaryRow(
            id=work.new_id(), batch=batch.id, day=work.today, tenant=tenant, kind=kind.value, quantity=0,
            keep_until=keep,
        )  # fmt: skip
        work.session.add(row)
        rows = [*rows, row]
    row.quantity += quantity
    total = sum(one.quantity for one in rows)
    facts: dict[str, object] = {"tenant": tenant, "kind": kind.value, "quantity": quantity, "count": total}
    if pressed.request:
        facts |= {"request": pressed.request} | pressed.facts
    work.record(events.COUNTED, batch.id, facts)
    return total


def take_away(work: Work, batch: BatchRow, tenant: int, kind: MailKind, quantity: int) -> int:
    """So many were counted by a slip; says how many are left. Raises InvalidInput ("quantity").

    The newest go first; what left already does not come back.
    """
    rows = _counted(work.session, batch.id, tenant, kind) if 0 <= tenant <= MOST_ID else []
    here = [one for one in reversed(rows) if one.delivered_at is None]
    most = sum(one.quantity for one in here)
    if not 0 < quantity <= most:
        text = N_("Only what was counted and is still here can be taken back: {n}.")
        raise InvalidInput({"quantity": UserError(text, n=most)})
    for one in here:
        less = min(quantity, one.quantity)
        one.quantity, quantity = one.quantity - less, quantity - less
        if not one.quantity:
            work.session.delete(one)
    return sum(one.quantity for one in rows)


def _counted(session: Session, batch: int, tenant: int, kind: MailKind) -> list[OrdinaryRow]:
    wanted = select(OrdinaryRow).where(
        OrdinaryRow.batch == batch, OrdinaryRow.tenant == tenant, OrdinaryRow.kind == kind.value
    )
    return list(session.scalars(wanted.order_by(OrdinaryRow.id)))


def on_round(session: Session, day: date, tenants: Collection[int] | None = None) -> list[OrdinaryRow]:
    """What is to go into the mailboxes on the round of a day: of that day, and what missed its own round.

    What came before its tenant moved out is kept apart like what comes afterwards.
    """
    wanted = select(OrdinaryRow).where(
        OrdinaryRow.day >= first_left(session),
        OrdinaryRow.day <= day,
        OrdinaryRow.delivered_at.is_(None),
        OrdinaryRow.keep_until.is_(None),
    )
    rows = session.scalars(wanted.order_by(OrdinaryRow.id)).all()
    gone = moved_out(session) if rows else frozenset()
    return [row for row in rows if row.tenant not in gone and (tenants is None or row.tenant in tenants)]


def just_ticked_off(work: Work, day: date, tenants: Collection[int]) -> list[OrdinaryRow]:
    """What went into the mailboxes a moment ago, today."""
    wanted = select(OrdinaryRow).where(
        OrdinaryRow.day >= first_left(work.session),
        OrdinaryRow.day <= day,
        OrdinaryRow.delivered_at.is_not(None),
        OrdinaryRow.keep_until.is_(None),
    )
    return [
        row
        for row in work.session.scalars(wanted.order_by(OrdinaryRow.id))
        if row.tenant in tenants
        and row.delivered_at is not None
        and rules.a_moment_ago(typed := work.typed_at(row.batch, row.delivered_at), work.now)
        and work.local(typed).date() == work.today
    ]


def first_left(session: Session) -> date:
    """Before this day no letter is left here."""
    return date.fromordinal(max(1, last_of(session, FROM)))


def look_further(work: Work) -> None:
    """Lists need not begin before the oldest letter that is still here, or was until a moment ago."""
    wanted = select(func.min(OrdinaryRow.day)).where(
        OrdinaryRow.day >= first_left(work.session),
        or_(OrdinaryRow.delivered_at.is_(None), OrdinaryRow.delivered_at > work.now - _SETTLED),
    )
    oldest = work.session.scalar(wanted)
    if oldest is not None:
        work.lift(FROM, oldest.toordinal())


def kept_apart(work: Work, tenant: int) -> list[OrdinaryRow]:
    """What of a moved-out tenant's ordinary mail may leave now. Raises IllegalStep while it has to be kept."""
    addressee = addressee_of(work.session, tenant)
    rows = _kept(work.session, [tenant]) if addressee is not None else []
    if addressee is None or not addressee.moved_out or not rows:
        raise IllegalStep(N_("Nothing is kept apart for this tenant."))
    days = work.setting(MOVED_OUT_DAYS)
    due = [row for row in rows if addressee.forwarding or _kept_until(row, days) < work.today]
    if not due:
        until = max(_kept_until(row, days) for row in rows)
        text = N_("No new address is on record: it is kept until {until}, and goes back then.")
        raise IllegalStep(text, until=until)
    for row in due:
        row.keep_until = _kept_until(row, days)
    return due


def _kept_until(row: OrdinaryRow, days: int) -> date:
    """Counted before its tenant moved out, it is kept as long as what came afterwards."""
    return row.keep_until or row.day + timedelta(days=days)


def _kept(session: Session, tenants: Collection[int]) -> list[OrdinaryRow]:
    """What is here of tenants that moved out."""
    since = first_left(session)
    found: list[OrdinaryRow] = []
    for some in chunks(list(tenants)):
        wanted = select(OrdinaryRow).where(
            OrdinaryRow.tenant.in_(some),
            OrdinaryRow.day >= since,
            OrdinaryRow.delivered_at.is_(None),
        )
        found += session.scalars(wanted.order_by(OrdinaryRow.day))
    return found


def all_kept_apart(read: Read) -> list[OrdinaryCount]:
    """What is kept apart for tenants that moved out, what is over first."""
    days = read.setting(MOVED_OUT_DAYS)
    known = {one: found for one, found in addressees(read.session).items() if found.moved_out}
    rows = sorted(_kept(read.session, list(known)), key=lambda row: (_kept_until(row, days), row.id))
    return [replace(_to_count(row, known.get(row.tenant)), keep_until=_kept_until(row, days)) for row in rows]


def counts_of_day(session: Session, day: date) -> list[OrdinaryCount]:
    """What was counted on a day, in the order of companies."""
    known = addressees(session)
    rows = session.scalars(select(OrdinaryRow).where(OrdinaryRow.day == day).order_by(OrdinaryRow.id))
    found = [_to_count(row, known.get(row.tenant)) for row in rows]
    return sorted(found, key=lambda one: (one.company, one.kind))


def _to_count(row: OrdinaryRow, whose: Addressee | None) -> OrdinaryCount:
    units = whose.tenant.units if whose is not None else ()
    return OrdinaryCount(
        batch=row.batch,
        day=row.day,
        tenant=row.tenant,
        company=whose.tenant.name if whose is not None else "",
        unit=units[0] if units else "",
        kind=MailKind(row.kind),
        quantity=row.quantity,
        delivered_at=row.delivered_at,
        keep_until=row.keep_until,
        forwarding=whose.forwarding if whose is not None else "",
    )
