"""The demo building's lost property: some two things a day, most of them fetched; today's shelf is always the same.

Every step is planned for a moment and done in the order of time, so ids rise with it. A row is written whole when its
story begins: the demo knows how it ends.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import NamedTuple

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.people import Role
from desk_app.services.core.text.masks import mask_document
from desk_app.services.demo.pen import Mind, Pen
from desk_app.services.demo.people import Person
from desk_app.services.lost_property import events
from desk_app.services.lost_property.claiming import claimant
from desk_app.services.lost_property.demo_things import (
    BREAD,
    FINDERS,
    LUNCH,
    PLACES,
    RING,
    SHELVES,
    THINGS,
    WATCH,
    WORDS,
    WRONG,
    Thing,
)
from desk_app.services.lost_property.keeping import Keeping
from desk_app.services.lost_property.mapping import facts, personal, report_facts, report_personal
from desk_app.services.lost_property.options import SAFE
from desk_app.services.lost_property.records import Category, FoundState, Outcome, Told, ValueClass
from desk_app.services.lost_property.sealed import seal_item, seal_why, seal_words
from desk_app.services.lost_property.searching import found_entry, lost_entry
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow, ToldRow
from desk_app.services.lost_property.taking_in import CODES

LANE = 9
_HOURS = (8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
_LATELY = timedelta(days=110)
"""Whatever was found since then and is not planned to lie here was fetched."""
_KEPT = ((0, 1), (17, 1), (6, 2), (8, 3), (9, 4), (10, 5), (13, 6), (15, 7), (3, 9), (1, 11), (2, 14), (4, 17),
         (7, 20), (11, 24), (12, 29), (14, 35), (16, 42), (18, 50), (19, 61), (21, 74))  # fmt: skip
"""What lies on the shelves today: which of `THINGS`, and for how many days."""
_EXPIRED = ((5, 95), (20, 99))
_LOST_TODAY = (
    ("灰色毛绒玩具兔", Category.OTHER, "孩子的，耳朵缝过"),
    ("金色胸针", Category.JEWELLERY, "枫叶形状"),
)
Step = Callable[[datetime], None]


class End(NamedTuple):
    """How a thing's story ends, and when."""

    state: FoundState
    at: datetime | None = None
    reported: bool = False


HERE = End(FoundState.KEPT)


@dataclass(frozen=True)
class Found:
    """Something that is handed in: what, where it lies afterwards, how it ends."""

    thing: Thing
    end: End = HERE
    confirmed: bool = True
    told: tuple[Told, ...] = ()
    place: tuple[str, str] | None = None


class Store(Mind):
    """The lost property of the demo building while it is written."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        self._plans: list[tuple[datetime, int, Step]] = []
        self._turn = count()
        self.boss = next(one.staff_id for one in pen.staff if one.role is Role.SUPERVISOR)
        self.desk = [one.staff_id for one in pen.desk_staff]

    def plan(self, at: datetime, step: Step) -> None:
        """Do something then."""
        heapq.heappush(self._plans, (at, next(self._turn), step))

    def run(self, until: datetime) -> None:
        """Everything that was planned up to then, in the order of time."""
        while self._plans and self._plans[0][0] <= until:
            at, _, step = heapq.heappop(self._plans)
            step(at)

    def moment(self, day: date) -> datetime:
        """Some time of a day; today some time before now."""
        if day == self.pen.today:
            return self.today(0.1 + 0.8 * self.rng.random())
        return self.pen.moment(day, time(self.pick(_HOURS), self.rng.randrange(60), self.rng.randrange(60)))

    def today(self, share: float) -> datetime:
        """A moment between last midnight and now."""
        midnight = self.pen.moment(self.pen.today, time())
        return midnight + (self.pen.now - midnight) * share

    def two(self) -> tuple[int, int]:
        """Two different people of the desk."""
        first = self.pick(self.desk)
        return first, self.pick([one for one in self.desk if one != first])


def fill(pen: Pen, day: date) -> None:
    """One day's lost property."""
    store = pen.mind(Store)
    for _ in range(int(store.rng.random() * (4.6 if day.weekday() < 5 else 2))):
        _plan_past(store, day)
    _plan_kept(store, day)
    if day == pen.today:
        _plan_today(store)
    store.run(min(pen.moment(day + timedelta(days=1), time()) - timedelta(seconds=1), pen.now))


def _plan_past(store: Store, day: date) -> None:
    """Something that is found and, before today, gone again."""
    pen, at = store.pen, store.moment(day)
    thing = BREAD if store.rng.random() < 0.06 else store.pick(THINGS)
    if day >= pen.today - timedelta(days=1):
        return
    latest = pen.moment(pen.today - timedelta(days=1), time(17, 30))
    if thing is BREAD:
        end = End(FoundState.DISPOSED, pen.moment(day, time(21, 30)))
    elif store.rng.random() < 0.4 and day < pen.today - _LATELY:
        kept = Keeping().until(thing.category, thing.value, day, day)
        end = End(
            FoundState.DISPOSED, pen.moment(kept + timedelta(days=3), time(10, store.rng.randrange(60)))
        )
    else:
        soon = at + timedelta(hours=1 + 120 * store.rng.random() ** 2)
        fetched = pen.moment(
            soon.astimezone(pen.bench.clock.zone).date(), time(9 + store.rng.randrange(9), 15)
        )
        fetched = fetched if fetched > at + timedelta(minutes=50) else at + timedelta(hours=1)
        end = End(FoundState.RETURNED, min(fetched, latest), store.rng.random() < 0.5)
    store.plan(at, partial(_find, store, Found(thing, end)))


def _plan_kept(store: Store, day: date) -> None:
    """What lies here today came on this day; a shorter demo has it from its first day on, and more expired food."""
    pen = store.pen
    begun = (pen.today - pen.first_day).days

    def came(days: int) -> bool:
        return day == pen.today - timedelta(days=min(days, begun))

    kept = [Found(THINGS[which], place=PLACES[which % len(PLACES)]) for which, days in _KEPT if came(days)]
    kept += [Found(THINGS[which]) for which, days in _EXPIRED if days <= begun and came(days)]
    food = 1 + sum(days > begun for _, days in _EXPIRED)
    kept += [Found(LUNCH)] * food if came(1) else []
    kept += [Found(RING, told=tuple(Told))] if came(12) else []
    kept += [Found(WATCH, told=(Told.SUPERVISOR,))] if came(2) else []
    for one in kept:
        store.plan(store.moment(day), partial(_find, store, one))


def _plan_today(store: Store) -> None:
    for share, which in ((0.55, 2), (0.7, 5), (0.9, 12)):
        store.plan(store.today(share), partial(_find, store, Found(THINGS[which], confirmed=False)))
    back = End(FoundState.RETURNED, store.today(0.8), True)
    store.plan(store.today(0.3), partial(_find, store, Found(THINGS[16], back)))
    umbrella, phone = THINGS[0], THINGS[17]
    for share, thing, where in ((0.4, umbrella, PLACES[0]), (0.6, phone, PLACES[5])):
        store.plan(store.today(share), partial(_miss, store, thing, where))
    for share, lost in zip((0.2, 0.75), _LOST_TODAY, strict=True):
        store.plan(store.today(share), partial(_miss, store, Thing(*lost), ("餐厅", "3F")))


# What happens


def _find(store: Store, found: Found, at: datetime) -> None:
    """Somebody hands it in; a second person confirms it."""
    pen = store.pen
    row = _row(store, found, at)
    begun = {**facts(row), "state": FoundState.TAKEN_IN.value, "noticed_on": None}
    pen.event(events.TAKEN_IN, row.id, at, row.taken_by, begun, personal(row))
    if row.confirmed_at is not None:
        said = {"number": row.number, "by": row.confirmed_by}
        pen.event(events.CONFIRMED, row.id, row.confirmed_at, row.confirmed_by, said)
    for number, who in enumerate(found.told):
        store.plan(at + timedelta(minutes=3 + 4 * number), partial(_tell, store, row, who))
    if found.told == tuple(Told):
        row.noticed_on = row.day
        pen.event(events.NOTICED, row.id, at + timedelta(minutes=40), row.taken_by, facts(row))
    _plan_end(store, row, found.end)
    pen.add(FoundRow, row)
    pen.find(found_entry(row))


def _row(store: Store, found: Found, at: datetime) -> FoundRow:
    pen, rng, thing = store.pen, store.rng, found.thing
    day = at.astimezone(pen.bench.clock.zone).date()
    (place, floor), (first, second) = found.place or store.pick(PLACES), store.two()
    high = thing.value is ValueClass.HIGH
    row = pen.row(
        FoundRow,
        id=pen.id_at(at, LANE),
        number=pen.number(day),
        code=ShortNumber(Kind.FOUND_ITEM, pen.bench.desk.desk_number, pen.count(CODES)).digits,
        state=FoundState.TAKEN_IN.value,
        what=thing.what,
        category=thing.category.value,
        quantity=1,
        features=thing.features,
        place=place,
        floor=floor,
        found_at=at - timedelta(minutes=rng.randint(2, 90)),
        taken_at=at,
        taken_by=first,
        finder=store.pick(FINDERS),
        value=thing.value.value,
        shelf=SAFE.default if high else store.pick(SHELVES),
        day=day,
        keep_until=Keeping().until(thing.category, thing.value, day, day),
    )
    seal_item(pen.bench.secrets, row, thing.secret, "")
    if found.confirmed:
        row.state, row.confirmed_by = FoundState.KEPT.value, second
        row.confirmed_at = min(at + timedelta(minutes=rng.randint(2, 20)), at + (pen.now - at) / 2)
    return row


def _tell(store: Store, row: FoundRow, who: Told, at: datetime) -> None:
    pen, name = store.pen, f"{store.pick(store.pen.people).name[:1]}经理"
    told = pen.row(
        ToldRow, id=pen.id_at(at, LANE), item=row.id, who=who.value, name=name, at=at, by=row.taken_by
    )
    pen.add(ToldRow, told)
    pen.event(events.TOLD, row.id, at, row.taken_by, {"number": row.number, "who": who.value}, {"name": name})


def _plan_end(store: Store, row: FoundRow, end: End) -> None:
    pen = store.pen
    if end.at is None:
        return
    row.state = end.state.value
    if end.state is FoundState.DISPOSED:
        food = row.category == Category.FOOD
        row.disposed_at, row.outcome_by = end.at, store.boss
        row.outcome = Outcome.DESTROYED.value if food else Outcome.DONATED.value
        row.outcome_words = "当日清理" if food else "逾期无人认领，捐给街道爱心站"
        said = {**facts(row), "outcome": row.outcome, "receipt": ""}
        pen.event(events.DISPOSED, row.id, end.at, store.boss, said, {"words": row.outcome_words})
        return
    row.returned_at = end.at
    who = store.pick(pen.people)
    early = min(timedelta(minutes=6), (end.at - row.taken_at) / 2)
    if end.reported:
        store.plan(end.at - early, partial(_report_before, store, row, who))
    else:
        store.plan(end.at - early / 2, partial(_fetch, store, row, who, None))
    if store.rng.random() < 0.08:
        store.plan(row.taken_at + (end.at - row.taken_at) / 2, partial(_wrong, store, row))


def _report_before(store: Store, row: FoundRow, who: Person, at: datetime) -> None:
    """They ask for it first: the report is closed by giving it back."""
    fetched = row.returned_at
    assert fetched is not None
    thing = Thing(row.what, Category(row.category), "")
    lost = _lost_row(store, thing, (row.place, row.floor), who, at)
    lost.lost_from, lost.open, lost.found = row.found_at - timedelta(hours=2), False, row.id
    _write_lost(store, lost, {**report_facts(lost), "open": True, "found": None}, at)
    store.pen.event(events.REPORT_CLOSED, lost.id, fetched, row.taken_by, report_facts(lost))
    store.plan(at + (fetched - at) / 2, partial(_fetch, store, row, who, lost.id))


def _fetch(store: Store, row: FoundRow, who: Person, report: int | None, at: datetime) -> None:
    """The claimant's words, then identity; it leaves at the moment that its row says."""
    pen, left, by = store.pen, row.returned_at, row.taken_by
    assert left is not None
    claim = _claim(store, row, store.pick(WORDS), at)
    claim.granted, claim.decided_at, claim.decided_by = True, left, by
    claim.name, claim.phone, claim.lost_report = who.name, who.phone, report
    if row.value != ValueClass.LOW:
        claim.document_kind = "id_card"
        claim.document_mask = mask_document(f"11010119900101{store.rng.randint(1000, 9999)}")
    pen.add(ClaimRow, claim)
    pen.event(events.RETURNED, row.id, left, by, {**facts(row), "claim": claim.id}, claimant(claim))


def _wrong(store: Store, row: FoundRow, at: datetime) -> None:
    """Somebody's words do not fit."""
    pen, decided = store.pen, at + timedelta(seconds=50)
    claim = _claim(store, row, store.pick(WRONG), at)
    claim.granted, claim.decided_at, claim.decided_by = False, decided, row.taken_by
    claim.why_sealed = seal_why(pen.bench.secrets, claim.id, "描述与实物不符")
    pen.add(ClaimRow, claim)
    said = {"number": row.number, "claim": claim.id}
    pen.event(events.CLAIM_REFUSED, row.id, decided, row.taken_by, said)


def _claim(store: Store, row: FoundRow, words: str, at: datetime) -> ClaimRow:
    pen = store.pen
    claim = pen.row(ClaimRow, id=pen.id_at(at, LANE), item=row.id, at=at, by=row.taken_by, words_sealed=b"")
    claim.words_sealed = seal_words(pen.bench.secrets, claim.id, words)
    pen.event(events.CLAIMED, row.id, at, row.taken_by, {"number": row.number, "claim": claim.id})
    return claim


def _miss(store: Store, thing: Thing, where: tuple[str, str], at: datetime) -> None:
    """Somebody reports what they miss, and still does today."""
    row = _lost_row(store, thing, where, store.pick(store.pen.people), at)
    row.lost_from = at - timedelta(days=2)
    _write_lost(store, row, report_facts(row), at)


def _lost_row(store: Store, thing: Thing, where: tuple[str, str], who: Person, at: datetime) -> LostRow:
    pen = store.pen
    day = at.astimezone(pen.bench.clock.zone).date()
    return pen.row(
        LostRow,
        id=pen.id_at(at, LANE),
        number=pen.number(day),
        what=thing.what,
        category=thing.category.value,
        features=thing.features,
        place=where[0],
        floor=where[1],
        name=who.name,
        phone=who.phone,
        reported_at=at,
        reported_by=store.pick(store.desk),
    )


def _write_lost(store: Store, row: LostRow, said: dict[str, object], at: datetime) -> None:
    pen = store.pen
    pen.add(LostRow, row)
    pen.event(events.REPORTED, row.id, at, row.reported_by, said, report_personal(row))
    pen.find(lost_entry(row))
