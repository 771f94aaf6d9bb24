"""The demo building's mail: three batches a working day, ordinary mail by number, some 25 special pieces.

Today, and what of earlier days still lies here, is in `demo_today.py`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta

from desk_app.services.core.people import Role
from desk_app.services.demo.pen import Pen
from desk_app.services.mail import events, rules
from desk_app.services.mail.demo_outgoing import close_months, plan_day, reconcile_week
from desk_app.services.mail.demo_room import Room
from desk_app.services.mail.demo_today import fill_today, leave_for_today
from desk_app.services.mail.mapping import piece_facts
from desk_app.services.mail.options import ATTEMPTS
from desk_app.services.mail.records import MailKind, PieceState, ReturnReason
from desk_app.services.mail.tables import BatchRow, PieceRow

K = MailKind
_POST = (K.REGISTERED, K.REGISTERED, K.REGISTERED, K.NEWSPAPER, K.NEWSPAPER, K.MAGAZINE, K.REGISTERED_PRINTED)
_RARE = (K.AIRMAIL, K.PARCEL_SLIP, K.MONEY_ORDER)
_COURIERS = ((time(11, 20), ("顺丰", "京东")), (time(15, 10), ("中通", "圆通", "韵达", "申通")))
_WORDS = ("前台无人，次日再投", "公司会议，暂不签收", "电话无人接听")
_DELIVERED = time(10, 20)
_MISSING = 0.01


def fill(pen: Pen, day: date) -> None:
    """One day's mail. What is sent tomorrow is planned today: the drawer is counted before this chapter's turn."""
    room = pen.mind(Room)
    if day < pen.today:
        if day.weekday() < 5:
            _morning(room, day)
            for at, carriers in _COURIERS:
                _courier(room, pen.moment(day, at), room.pick(carriers))
        leave_for_today(room, day)
        plan_day(room, day + timedelta(days=1))
    else:
        fill_today(room)
    reconcile_week(room, day)
    close_months(room, day)


def _morning(room: Room, day: date) -> None:
    """The post office at ten past nine. On Mondays the guard hands over what came on Saturday."""
    pen, rng = room.pen, room.rng
    at = pen.moment(day, time(9, 10)) + timedelta(minutes=int(rng.random() * 20))
    guard = next((one.name for one in pen.staff if one.role is Role.GUARD), "")
    monday = day.weekday() == 0 and day - timedelta(days=2) >= pen.first_day
    specials = Counter(room.pick(_POST) for _ in range(6 + int(rng.random() * 4)))
    specials.update([room.pick(_RARE)] if rng.random() < 0.3 else ())
    row = room.batch(at, "邮局", specials, guard if monday else "")
    delivered = pen.moment(day, _DELIVERED) + timedelta(minutes=int(rng.random() * 13))
    found = Counter(specials)
    for kind, tenants, most in ((K.LETTER, 9, 6), (K.PRINTED, 4, 3)):
        whose = [one.id for one in rng.sample(pen.tenants, min(tenants, len(pen.tenants)))]
        found[kind] = room.ordinary(row, at + timedelta(minutes=8), whose, kind, most, delivered)
    _special(room, row, at, specials)
    _finished(room, row, delivered - timedelta(minutes=4), found)


def _courier(room: Room, at: datetime, carrier: str) -> None:
    found = Counter({K.EXPRESS: 6 + int(room.rng.random() * 5), K.PARCEL: int(room.rng.random() * 3)})
    found = +found
    row = room.batch(at, carrier, found)
    _special(room, row, at, found)
    _finished(room, row, at + timedelta(minutes=25 + int(room.rng.random() * 60)), found)


def _finished(room: Room, row: BatchRow, at: datetime, found: Counter[MailKind]) -> None:
    announced = Counter(found)
    missing = int(room.rng.random() < _MISSING)
    announced[next(iter(found))] += missing
    room.finish(row, at, found.total(), missing)
    room.write(row, announced, found)


def _special(room: Room, row: BatchRow, at: datetime, kinds: Counter[MailKind]) -> None:
    for number, kind in enumerate(kinds.elements()):
        then = at + timedelta(minutes=3, seconds=40 * number)
        whose = room.address()
        piece = room.piece(row, then, kind, whose)
        room.registered(piece, then)
        _goes(room, piece, then)
        room.keep(piece)


def _goes(room: Room, piece: PieceRow, at: datetime) -> None:
    """Nearly everything is collected within a day or two; one in a hundred goes back."""
    chance = room.rng.random()
    if chance < 0.01 and _room_before_today(room, at, 12):
        _sent_back(room, piece, at)
    elif chance < 0.05 and _room_before_today(room, at, 2):
        room.attempt(piece, at + timedelta(hours=3), room.pick(_WORDS), ATTEMPTS.default)
        room.hand_over(piece, _office_time(room, at, 1))
    elif chance < 0.30 and _room_before_today(room, at, 3):
        room.hand_over(piece, _office_time(room, at, 1 + int(room.rng.random() * 2)))
    else:
        room.hand_over(piece, at + timedelta(minutes=45 + int(room.rng.random() * 130)))


def _room_before_today(room: Room, at: datetime, days: int) -> bool:
    return at.date() + timedelta(days=days) < room.pen.today


def _office_time(room: Room, at: datetime, days: int) -> datetime:
    day = at.date() + timedelta(days=days)
    return room.pen.moment(day, time(9, 0)) + timedelta(minutes=int(room.rng.random() * 520))


def _sent_back(room: Room, piece: PieceRow, at: datetime) -> None:
    """Two failed attempts, a form, the supervisor's approval, and gone."""
    pen, by = room.pen, room.clerk
    for days, words in ((1, _WORDS[0]), (4, _WORDS[2])):
        room.attempt(piece, _office_time(room, at, days), words, ATTEMPTS.default)
    _ask_return(room, piece, _office_time(room, at, 6), ReturnReason.UNKNOWN, "公司称查无此人")
    decided, sent = _office_time(room, at, 8), _office_time(room, at, 10)
    piece.state = rules.sent_back_as(ReturnReason(piece.reason)).value
    piece.approved_by, piece.approved_at, piece.sent_on_at = room.boss, decided, sent
    facts = {**piece_facts(piece), "reason": piece.reason, "form": piece.form_number}
    pen.event(events.RETURN_APPROVED, piece.id, decided, room.boss, facts)
    pen.event(events.SENT_ON, piece.id, sent, by, piece_facts(piece))


def _ask_return(room: Room, piece: PieceRow, at: datetime, reason: ReturnReason, words: str) -> None:
    """Somebody asks for the return of a special piece."""
    pen = room.pen
    piece.reason, piece.reason_words, piece.asked_by = reason.value, words, room.clerk
    piece.state = PieceState.RETURN_ASKED.value
    piece.form_number = pen.number(at.astimezone(pen.bench.clock.zone).date())
    facts = {**piece_facts(piece), "reason": piece.reason, "form": piece.form_number}
    pen.event(events.RETURN_ASKED, piece.id, at, piece.asked_by, facts, {"words": words})
