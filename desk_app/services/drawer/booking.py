"""What other features call inside their own transaction when money changes hands; nothing else writes a movement.

Movements are never changed. What a slip booked is taken back by movements with the opposite signs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from desk_app.services.core.typed import LEAST_WORDS
from desk_app.services.drawer import events
from desk_app.services.drawer.records import DifferenceUnexplained, MovementKind
from desk_app.services.drawer.tables import CountRow, MovementRow
from desk_app.services.journal.marks import NO_MARK, Mark, answered_before
from desk_app.services.journal.work import Read, Work

DRAWER_KIND = "drawer"
"""What the drawer's own movements belong to."""
SIGNS: dict[MovementKind, tuple[int, int]] = {
    MovementKind.DEPOSIT: (1, 1),
    MovementKind.REFUND: (-1, -1),
    MovementKind.KEPT: (0, -1),
    MovementKind.FEE: (1, 0),
    MovementKind.POSTAGE: (1, 0),
    MovementKind.HANDED_OVER: (-1, 0),
    MovementKind.PUT_IN: (1, 0),
}
"""What one fen of each kind does to the cash and to what is held for others."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What must lie in the drawer, and how much of it belongs to others. Fen."""

    cash: int
    held: int

    @property
    def short(self) -> int:
        """What the drawer lacks: so much more was given back than lay in it. 0 as a rule."""
        return max(0, -self.cash)

    @property
    def own(self) -> int:
        """What may leave the drawer without touching a deposit."""
        return self.cash - self.held


def last_count(read: Read | Work) -> CountRow | None:
    """The count that ended the last shift."""
    return read.session.scalars(select(CountRow).order_by(CountRow.id.desc()).limit(1)).first()


def balance(read: Read | Work) -> Balance:
    """How the drawer stands now: what was counted last, and every movement since (ids rise)."""
    last = last_count(read)
    sums = select(func.coalesce(func.sum(MovementRow.cash), 0), func.coalesce(func.sum(MovementRow.held), 0))
    if last is None:
        return Balance(*read.session.execute(sums).one())
    cash, held = read.session.execute(sums.where(MovementRow.id > last.id)).one()
    return Balance(last.counted + cash, last.held + held)


def book_count(work: Work, found: int, explanation: str, mark: Mark = NO_MARK) -> CountRow:
    """Keep what was counted, in fen, in the caller's transaction: the drawer's own verb and the handover of a shift.

    Where it differs from the record and nothing explains it: DifferenceUnexplained. An explained difference is booked.
    """
    stands = balance(work)
    difference = found - stands.cash
    if difference and len(explanation) < LEAST_WORDS:
        raise DifferenceUnexplained(difference)
    words = explanation if difference else ""
    # Booked before the count: it belongs to the shift that ends.
    post(work, MovementKind.DIFFERENCE, difference, 0, (DRAWER_KIND, None, ""), words)
    row = CountRow(
        id=work.new_id(), at=work.now, by=work.by.staff_id, counted=found, expected=stands.cash, held=stands.held,
        explanation=words, request=mark.request, asked=mark.asked,
    )  # fmt: skip
    work.session.add(row)
    facts = {"counted": found, "expected": stands.cash}
    work.record(events.COUNTED, row.id, facts, {"explanation": words} if words else None)
    work.session.flush()
    return row


def book(
    work: Work,
    kind: MovementKind,
    amount: int,
    *,
    record_kind: str,
    record: int | None,
    number: str,
    remark: str = "",
    mark: Mark = NO_MARK,
) -> None:
    """Book `amount` fen, never negative, in the caller's transaction; 0 books nothing. The kind gives the signs.

    `record_kind`, `record` and `number` name what it belongs to: for a deposit the line of its loan. None: the
    drawer's own.
    `mark`: see `booked_before`.
    Raises ValueError for a negative amount and for kinds that only a count or an undoing may book.
    """
    if amount < 0:
        raise ValueError("an amount has no sign: its kind has")
    if kind not in SIGNS:
        raise ValueError(f"{kind} is not booked by amount")
    cash, held = SIGNS[kind]
    post(work, kind, cash * amount, held * amount, (record_kind, record, number), remark, mark)


def booked_before(work: Work, mark: Mark) -> bool:
    """Whether this was booked on the same mark already. Raises InvalidInput when something else was."""
    return answered_before(work, MovementRow, mark) is not None


def refund_later(
    work: Work,
    amount: int,
    *,
    record_kind: str,
    record: int,
    number: str,
    remark: str = "",
    mark: Mark = NO_MARK,
) -> None:
    """Give back in cash what was kept or paid before: it is held for nobody any more, so only cash falls.

    Raises ValueError for a negative amount.
    """
    if amount < 0:
        raise ValueError("an amount has no sign: its kind has")
    post(work, MovementKind.REFUND, -amount, 0, (record_kind, record, number), remark, mark)


def unbook(work: Work, record_kind: str, record: int, number: str) -> None:
    """Undo the last movements of a record: what its last step booked, with opposite signs. Nothing booked: nothing.

    A deposit is a step of its own; refunds, kept deposits and fees of one moment belong to one step.
    """
    standing = _standing(work, record_kind, record)
    for row in _last_step(standing):
        post(work, MovementKind.UNDONE, -row.cash, -row.held, (record_kind, record, number), row.remark)


def post(
    work: Work,
    kind: MovementKind,
    cash: int,
    held: int,
    whose: tuple[str, int | None, str],
    remark: str,
    mark: Mark = NO_MARK,
) -> None:
    """Write one movement with its signs; nothing when nothing moves. For this folder alone."""
    if not cash and not held:
        return
    record_kind, record, number = whose
    row = MovementRow(
        id=work.new_id(),
        at=work.now,
        by=work.by.staff_id,
        kind=kind.value,
        cash=cash,
        held=held,
        record_kind=record_kind,
        record=record,
        number=number,
        remark=remark,
        request=mark.request,
        asked=mark.asked,
    )
    work.session.add(row)
    facts = {"kind": kind.value, "cash": cash, "held": held, "of": record_kind, "record": record}
    work.record(events.MOVED, row.id, facts, {"remark": remark} if remark else None)


def _standing(work: Work, record_kind: str, record: int) -> list[MovementRow]:
    """The record's movements that were not undone, oldest first. An undoing takes back the newest one standing."""
    standing: list[MovementRow] = []
    wanted = select(MovementRow).where(MovementRow.record == record, MovementRow.record_kind == record_kind)
    for row in work.session.scalars(wanted.order_by(MovementRow.id)):
        if row.kind == MovementKind.UNDONE:
            standing.pop()
        else:
            standing.append(row)
    return standing


def _last_step(standing: list[MovementRow]) -> Iterable[MovementRow]:
    """The movements of the last step, newest first."""
    for row in reversed(standing):
        deposit = row.kind == MovementKind.DEPOSIT
        if row.at != standing[-1].at or (deposit and row is not standing[-1]):
            return
        yield row
        if deposit:
            return
