"""The demo building's mail of today, as it would stand now, whatever the hour, and what of earlier days lies here.

One batch is being sorted, 14 pieces wait, two of them too long, one is undeliverable, one return is to be approved,
two are unmatched, letters of a moved-out tenant are kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from desk_app.services.directory.reading import addressees
from desk_app.services.directory.records import Addressee
from desk_app.services.mail import events
from desk_app.services.mail.demo_room import Address, Room
from desk_app.services.mail.mapping import piece_facts
from desk_app.services.mail.options import ATTEMPTS, MOVED_OUT_DAYS
from desk_app.services.mail.records import MailKind, PieceState, ReturnReason
from desk_app.services.mail.tables import PieceRow

K = MailKind
Then = Callable[[Room, PieceRow, datetime], None]
_LONGEST = timedelta(hours=4)
_AT = time(15, 40)
_KEPT_APART = 5
"""So many days ago letters came for a tenant that had moved out."""


def leave_for_today(room: Room, day: date) -> None:
    """What of an earlier day still lies here today, brought in a batch of its own."""
    left = [(kind, after) for ago, kind, after in _LEFT if _day(room, ago) == day]
    apart = _moved_out(room) if day == _day(room, _KEPT_APART) else []
    if not left and not apart:
        return
    at = room.pen.moment(day, _AT)
    found = Counter(kind for kind, _ in left)
    row = room.batch(at, "邮局", found)
    if apart:
        keep = day + timedelta(days=MOVED_OUT_DAYS.default)
        gone = [one.tenant.id for one in apart[:2]]
        found[K.LETTER] += room.ordinary(row, at, gone, K.LETTER, 2, None, keep)
    for number, (kind, after) in enumerate(left):
        then = at + timedelta(minutes=2 + number)
        after(room, room.piece(row, then, kind, _whose(room, after)), then)
    room.finish(row, at + timedelta(minutes=30), found.total())
    room.write(row, found, found)


def _whose(room: Room, after: Then) -> Address:
    if after is _lost_letter:
        return Address(None, "", "", "行政部 收")
    if after in (_for_the_moved_out, _to_approve):
        fitting = [one for one in _moved_out(room) if bool(one.forwarding) is (after is _for_the_moved_out)]
        if fitting:
            gone = fitting[0].tenant
            return Address(gone.id, gone.name, "", f"{gone.called}财务部")
    return room.address()


def _moved_out(room: Room) -> list[Addressee]:
    with room.pen.bench.database.read() as session:
        return [one for one in addressees(session).values() if one.moved_out]


def _day(room: Room, ago: int) -> date:
    return max(room.pen.first_day, room.pen.today - timedelta(days=ago))


# What became of them


def _waits(room: Room, piece: PieceRow, at: datetime) -> None:
    room.registered(piece, at)
    room.keep(piece)


def _too_long(room: Room, piece: PieceRow, at: datetime) -> None:
    """Its holding time was over two days ago, also in a building that was opened last week."""
    piece.hold_until = min(piece.hold_until, room.pen.today - timedelta(days=2))
    _waits(room, piece, at)


def _tried_once(room: Room, piece: PieceRow, at: datetime) -> None:
    room.registered(piece, at)
    room.attempt(piece, at + timedelta(hours=1), "前台无人，次日再投", ATTEMPTS.default)
    room.keep(piece)


def _blind(room: Room, piece: PieceRow, at: datetime) -> None:
    room.registered(piece, at)
    room.attempt(piece, at + timedelta(hours=1), "公司称无此收件人", ATTEMPTS.default)
    room.attempt(piece, _before_now(room, 0.5), "电话无人接听", ATTEMPTS.default)
    room.keep(piece)


def _to_approve(room: Room, piece: PieceRow, at: datetime) -> None:
    room.registered(piece, at)
    then = _before_now(room, 0.4)
    piece.reason, piece.reason_words = ReturnReason.MOVED_UNKNOWN.value, "已迁出，未留新地址"
    piece.asked_by, piece.state = room.clerk, PieceState.RETURN_ASKED.value
    piece.form_number = room.pen.number(room.pen.today)
    facts = {**piece_facts(piece), "reason": piece.reason, "form": piece.form_number}
    words = {"words": piece.reason_words}
    room.pen.event(events.RETURN_ASKED, piece.id, then, piece.asked_by, facts, words)
    room.keep(piece)


def _lost_letter(room: Room, piece: PieceRow, at: datetime) -> None:
    _waits(room, piece, at)


def _for_the_moved_out(room: Room, piece: PieceRow, at: datetime) -> None:
    _waits(room, piece, at)


_LEFT: tuple[tuple[int, MailKind, Then], ...] = (
    (34, K.REGISTERED, _too_long),
    (33, K.MAGAZINE, _too_long),
    (6, K.REGISTERED, _blind),
    (5, K.REGISTERED, _to_approve),
    (4, K.PARCEL_SLIP, _for_the_moved_out),
    (2, K.EXPRESS, _tried_once),
    (2, K.PARCEL, _waits),
    (1, K.EXPRESS, _waits),
    (1, K.REGISTERED, _waits),
    (1, K.LETTER, _lost_letter),
)
"""(Days ago, kind, what became of it): with today's seven, 14 wait."""


# Today


def fill_today(room: Room) -> None:
    """The morning post is done but for two pieces; a courier's batch is being sorted."""
    _done(room)
    _being_sorted(room)


def _before_now(room: Room, part: float) -> datetime:
    """A moment of today: `part` of the last hours before now."""
    pen = room.pen
    now = pen.now.astimezone(pen.bench.clock.zone)
    return now - min(_LONGEST, now - pen.moment(pen.today, time())) * part


def _done(room: Room) -> None:
    at, sorted_at = _before_now(room, 0.9), _before_now(room, 0.7)
    kinds = [K.REGISTERED] * 4 + [K.NEWSPAPER] * 2 + [K.MAGAZINE]
    found = Counter(kinds)
    row = room.batch(at, "邮局", found)
    for kind, n, most in ((K.LETTER, 12, 4), (K.PRINTED, 6, 2)):
        found[kind] = room.ordinary(row, _before_now(room, 0.85), _some(room, n), kind, most, sorted_at)
    for number, kind in enumerate(kinds):
        then = _before_now(room, 0.84 - 0.01 * number)
        piece = room.piece(row, then, kind, room.address())
        room.registered(piece, then)
        if number >= 2:
            room.hand_over(piece, _before_now(room, 0.6 - 0.05 * number))
        room.keep(piece)
    room.finish(row, sorted_at, found.total())
    room.write(row, found, found)


def _being_sorted(room: Room) -> None:
    at = _before_now(room, 0.12)
    announced = Counter({K.LETTER: 46, K.PRINTED: 12, K.EXPRESS: 9, K.REGISTERED: 3})
    row = room.batch(at, "EMS", announced)
    found = Counter({K.EXPRESS: 5, K.REGISTERED: 1})
    found[K.LETTER] = room.ordinary(row, _before_now(room, 0.08), _some(room, 6), K.LETTER, 3, None)
    kinds = [K.EXPRESS] * 4 + [K.REGISTERED, K.EXPRESS]
    for number, kind in enumerate(kinds):
        lost = number == len(kinds) - 1
        whose = Address(None, "", "", "王经理") if lost else room.address()
        then = _before_now(room, 0.07 - 0.01 * number)
        _waits(room, room.piece(row, then, kind, whose), then)
    room.write(row, announced, found)


def _some(room: Room, n: int) -> list[int]:
    tenants = room.pen.tenants
    return [one.id for one in room.rng.sample(tenants, min(n, len(tenants)))]
