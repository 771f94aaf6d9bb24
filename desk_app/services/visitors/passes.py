"""The visitor's pass: a signed code of digits, and what the gate learns from this PC's records about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims, PassKind, counted_by, validity
from desk_app.services.codes.ledger import PassRecord, Revocation, Use, last_use
from desk_app.services.codes.pass_code import encode, parse, split
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.signing import Purpose, SigningKey, open_signing_key
from desk_app.services.core.desk import Desk
from desk_app.services.core.words import N_
from desk_app.services.gate.numbers import next_pass
from desk_app.services.journal.work import Bench, Work
from desk_app.services.visitors.options import PASS_HOURS
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.searching import KIND
from desk_app.services.visitors.tables import VisitRow

_AT_GATE = (N_("the gate"), N_("a guard"))
_AT_DESK = (N_("the front desk"), N_("a receptionist"))
"""Where and by whom a visit was ended, as the gate's sentences say it: a visit does not keep who it was."""


class PassMaker:
    """Gives visits their pass."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def give(self, row: VisitRow) -> None:
        """A new pass, good from now for the hours of the setting; one trip, any gate."""
        work = self._work
        key = open_signing_key(work.secrets, Purpose.PASS)
        write_pass(row, work.desk, next_pass(work), work.now, work.setting(PASS_HOURS), key)


def write_pass(row: VisitRow, desk: Desk, counter: int, now: datetime, hours: int, key: SigningKey) -> None:
    """Write a signed pass into a visit; `counter` is the next one of `PASS_SERIES`."""
    issued, delay, lifetime = validity(now, now, now + timedelta(hours=hours))
    claims = PassClaims(
        kind=PassKind.VISITOR,
        desk=desk.desk_number,
        counter=counter,
        site=desk.site_number,
        issued=issued,
        delay=delay,
        lifetime=lifetime,
    )
    row.pass_id = claims.pass_id
    row.pass_code = encode(claims, key)
    row.short_code = claims.short_number.digits


class VisitLedger:
    """What the visitor log knows about passes: its `PassBook`. For one transaction: it remembers."""

    def __init__(self, bench: Bench, session: Session) -> None:
        self._session = session
        self._found: dict[int, VisitRow | None] = {}

    def visit_of(self, pass_id: int) -> VisitRow | None:
        """The visit that a pass was given for."""
        self._look_up((pass_id,))
        return self._found[pass_id]

    def _look_up(self, pass_ids: Collection[int]) -> None:
        new = [one for one in pass_ids if one not in self._found]
        if new:
            self._found |= dict.fromkeys(new)
            rows = self._session.scalars(select(VisitRow).where(VisitRow.pass_id.in_(new)))
            self._found |= {row.pass_id: row for row in rows if row.pass_id is not None}

    def records_of(self, pass_ids: Collection[int]) -> Mapping[int, PassRecord]:
        """The visits."""
        self._look_up(pass_ids)
        rows = {one: row for one in pass_ids if (row := self._found[one]) is not None}
        return {one: PassRecord(KIND, row.id, row.name) for one, row in rows.items()}

    def claims(self, pass_id: int) -> PassClaims | None:
        """The pass as it was signed here."""
        row = self.visit_of(pass_id)
        frame = read_scan(row.pass_code).frame if row is not None else None
        return parse(split(frame), frame) if frame is not None else None

    def uses(self, pass_id: int) -> Sequence[Use]:
        """The one use: leaving, at the desk or at the gate."""
        row = self.visit_of(pass_id)
        if row is None or row.state != VisitState.LEFT or row.left_at is None:
            return ()
        place, by = _AT_GATE if row.left_by == "gate" else _AT_DESK
        return (Use(row.left_at, place, by, here=True),)

    def code(self, pass_id: int) -> str | None:
        """Its digits."""
        row = self.visit_of(pass_id)
        return (row.pass_code or None) if row is not None else None

    def is_another(self, pass_id: int, code: str) -> bool:
        """Desks tell one another nothing of visitors."""
        return False

    def spent(self, claims: PassClaims) -> Use | None:
        """Whoever left has left; goods are not this book's."""
        return last_use(self.uses(claims.pass_id), claims.trips) if claims.kind is PassKind.VISITOR else None

    def learn(self, claims: PassClaims) -> None:
        """A visitor's pass says nothing about others."""

    def revocation(self, pass_id: int) -> Revocation | None:
        """A visitor who was refused after all has no pass."""
        row = self.visit_of(pass_id)
        refused = row is not None and row.state in (VisitState.REFUSED, VisitState.CANCELLED)
        return Revocation(self._since(row), _AT_DESK[0]) if refused and row is not None else None

    def last_counter(self, desk: int, most: int) -> int:
        """The highest count of a visitor's pass of a desk."""
        first, last = counted_by(desk)
        wanted = select(func.max(VisitRow.pass_id)).where(VisitRow.pass_id.between(first, last))
        return (self._session.scalars(wanted).one() or first) - first

    @staticmethod
    def _since(row: VisitRow) -> datetime:
        moment = row.seen_at or row.arrived_at
        assert moment is not None  # a pass is given on arrival
        return moment
