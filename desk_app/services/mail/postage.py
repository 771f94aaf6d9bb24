"""What goes out, read: the day's items and money, a week's sums by carrier. Amounts are fen.

Void entries count nowhere; one that takes an earlier one back counts with a minus, on its own day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Date, case, exists, func, select
from sqlalchemy.orm import Session

from desk_app.services.mail import rules
from desk_app.services.mail.mapping import to_reconciliation
from desk_app.services.mail.records import MoneyLine, Postage, WeekLine
from desk_app.services.mail.tables import OutgoingRow, ReconciliationRow

TAKES_BACK = "takes-back-"
"""The mark of an entry that takes another one back begins so; that one's id follows."""
LEFT_BEHIND_DAYS = 31
"""So long what no carrier took is reminded of."""
_PIECES = func.sum(case((OutgoingRow.corrects.is_(None), 1), else_=-1))
_MONEY = func.sum(OutgoingRow.postage)
_PAYS_CARRIER = OutgoingRow.paid != Postage.RECIPIENT.value


def items_of(session: Session, day: date) -> list[OutgoingRow]:
    """The items of a day, void ones too, the newest first."""
    wanted = select(OutgoingRow).where(OutgoingRow.day == day).order_by(OutgoingRow.id.desc())
    return list(session.scalars(wanted))


def left_behind(session: Session, today: date) -> list[OutgoingRow]:
    """What the days before posted and no carrier took yet, the newest first."""
    since = today - timedelta(days=LEFT_BEHIND_DAYS)
    back = select(OutgoingRow.corrects).where(OutgoingRow.day > since, OutgoingRow.corrects.is_not(None))
    wanted = select(OutgoingRow).where(
        OutgoingRow.day >= since,
        OutgoingRow.day < today,
        OutgoingRow.gone_at.is_(None),
        OutgoingRow.void.is_(False),
        OutgoingRow.corrects.is_(None),
        OutgoingRow.id.not_in(back),
    )
    return list(session.scalars(wanted.order_by(OutgoingRow.id.desc())))


def money_of(session: Session, day: date) -> list[MoneyLine]:
    """What the day's items cost, by carrier and how it is paid."""
    return money_between(session, day, day + timedelta(days=1))


def money_between(session: Session, first: date, after: date) -> list[MoneyLine]:
    """What the items of these days cost, `after` not counted, by carrier and how it is paid."""
    wanted = (
        select(OutgoingRow.carrier, OutgoingRow.paid, _PIECES, _MONEY)
        .where(OutgoingRow.day >= first, OutgoingRow.day < after, OutgoingRow.void.is_(False))
        .group_by(OutgoingRow.carrier, OutgoingRow.paid)
        .order_by(OutgoingRow.carrier, OutgoingRow.paid)
    )
    return [
        MoneyLine(carrier, Postage(paid), pieces, fen)
        for carrier, paid, pieces, fen in session.execute(wanted)
    ]


def carriers_of_week(session: Session, monday: date) -> dict[str, tuple[int, int]]:
    """By carrier: pieces and postage of the week, without those that the recipient pays."""
    first, after = rules.week_of(monday)
    wanted = (
        select(OutgoingRow.carrier, _PIECES, _MONEY)
        .where(OutgoingRow.day >= first, OutgoingRow.day < after, OutgoingRow.void.is_(False), _PAYS_CARRIER)
        .group_by(OutgoingRow.carrier)
    )
    return {carrier: (pieces, fen) for carrier, pieces, fen in session.execute(wanted)}


def reconciled(session: Session, monday: date, carrier: str) -> ReconciliationRow | None:
    """How a carrier's week was reconciled."""
    wanted = select(ReconciliationRow).where(
        ReconciliationRow.monday == monday, ReconciliationRow.carrier == carrier
    )
    return session.scalars(wanted).first()


@dataclass(frozen=True, slots=True)
class OpenWeek:
    """A week that nobody held against a carrier's statement yet."""

    monday: date
    carrier: str
    pieces: int
    registered: int


def unreconciled(session: Session, first: date, last: date, today: date) -> list[OpenWeek]:
    """What is still to be reconciled of the weeks that were over from 31 days before `first` until `last`."""
    since, _ = rules.week_of(first - timedelta(days=LEFT_BEHIND_DAYS))
    after, _ = rules.week_of(min(last + timedelta(days=1), today))
    monday = func.date(OutgoingRow.day, "weekday 0", "-6 days", type_=Date)
    done = exists().where(
        ReconciliationRow.monday == monday, ReconciliationRow.carrier == OutgoingRow.carrier
    )
    wanted = (
        select(monday.label("monday"), OutgoingRow.carrier, _PIECES, _MONEY)
        .where(OutgoingRow.day >= since, OutgoingRow.day < after, OutgoingRow.void.is_(False), _PAYS_CARRIER)
        .where(~done)
        .group_by("monday", OutgoingRow.carrier)
        .order_by("monday", OutgoingRow.carrier)
    )
    return [OpenWeek(*line) for line in session.execute(wanted)]


def week_lines(session: Session, monday: date) -> list[WeekLine]:
    """A week, carrier by carrier: those with items, and those that only stated something."""
    first, _ = rules.week_of(monday)
    sums = carriers_of_week(session, first)
    rows = session.scalars(select(ReconciliationRow).where(ReconciliationRow.monday == first))
    done = {row.carrier: to_reconciliation(row) for row in rows}
    return [
        WeekLine(carrier, *sums.get(carrier, (0, 0)), done.get(carrier)) for carrier in sorted({*sums, *done})
    ]
