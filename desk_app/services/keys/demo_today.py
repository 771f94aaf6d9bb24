"""The demo building's keys of today, as they would look now, whatever the hour: something of everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy import update

from desk_app.services.demo.pen import Pen
from desk_app.services.keys import events
from desk_app.services.keys.demo import LANE, Chosen, Made, Stock, borrow, give_back, hand_out, keep
from desk_app.services.keys.tables import CopyRow, ExplanationRow, FaultRow, LostRow, ReservationRow
from desk_app.services.keys.terms import CopyState, KeyCategory

_LONGEST = timedelta(hours=5)
_BACK, _OUT = 6, 3
_HOME = time(22)


def fill_today(pen: Pen, stock: Stock) -> None:
    """Eight out, two of them overdue and one over night; one to approve; a loss, a critical fault, reservations."""
    today = _Today(pen, stock)
    today.since_yesterday()
    today.back()
    today.out()
    today.to_approve()
    today.troubles()
    today.reservations()
    today.move_copies()


class _Today:
    """What is lent today; nothing is lent twice."""

    def __init__(self, pen: Pen, stock: Stock) -> None:
        self._pen, self._stock = pen, stock
        self._free = list(stock.choices)
        pen.rng.shuffle(self._free)
        midnight = pen.moment(pen.today, time())
        span = min(_LONGEST, pen.now - midnight)
        self._moments = iter([pen.now - span + span * (step / 16) for step in range(1, 16)])
        self._yesterday = pen.today - timedelta(days=1)
        self._moved: list[tuple[Chosen, CopyState, datetime]] = []

    def since_yesterday(self) -> None:
        """One overdue since then, with the reason of the day; one that may stay out."""
        pen = self._pen
        late = self._lend(pen.moment(self._yesterday, time(15, 10)), pen.moment(self._yesterday, time(18)))
        why = pen.row(
            ExplanationRow,
            id=pen.id_at(pen.moment(self._yesterday, time(21)), LANE),
            handout=late.row.id,
            day=self._yesterday,
            reason="施工未完，明早归还",
            by=late.row.asked_by,
            at=pen.moment(self._yesterday, time(21)),
        )
        late.beside.append((ExplanationRow, why))
        said = {"number": late.row.number, "state": late.row.state, "day": self._yesterday.isoformat()}
        pen.event(events.EXPLAINED, late.row.id, why.at, why.by, said, {"reason": why.reason})
        stays = self._lend(pen.moment(self._yesterday, time(16, 40)), self._later(3), overnight=True)
        for made in (late, stays):
            keep(pen, made)

    def back(self) -> None:
        """Taken and given back today."""
        pen = self._pen
        for _ in range(_BACK):
            at = next(self._moments)
            made = borrow(pen, self._stock, at, self._take(_plain(self._stock)), due=self._later(1))
            hand_out(pen, self._stock, made, at)
            give_back(pen, self._stock, made, at + (pen.now - at) * 0.6)
            keep(pen, made)

    def out(self) -> None:
        """One overdue, a ring, one in trust, and some more."""
        at = next(self._moments)
        keep(self._pen, self._lend(at, at + (self._pen.now - at) / 2))
        for fits in (_ring, _trust(self._stock), *[_plain(self._stock)] * _OUT):
            at, due = next(self._moments), self._later(2)
            overnight = due > self._pen.moment(self._pen.today, _HOME)
            keep(self._pen, self._lend(at, due, fits, overnight=overnight))

    def to_approve(self) -> None:
        """A plant room that the supervisor must open."""
        at = next(self._moments)
        chosen = self._take(lambda one: self._key(one) is KeyCategory.PLANT and self._approvals(one) == 1)
        made = borrow(self._pen, self._stock, at, chosen, due=self._later(2))
        self._moved.append((chosen, CopyState.WAITING, at))
        keep(self._pen, made)

    def troubles(self) -> None:
        """A lost copy with its report, and a vehicle that nobody may drive."""
        pen, at = self._pen, self._pen.moment(self._yesterday, time(17, 20))
        (lost,) = self._take(lambda one: len(one) == 1 and self._key(one) is KeyCategory.VACANT)
        by, who = pen.pick(pen.desk_staff).staff_id, pen.pick(self._stock.colleagues).name
        report = pen.row(
            LostRow,
            id=pen.id_at(at, LANE),
            number=pen.number(self._yesterday),
            copy=lost.id,
            who=who,
            happened_at=at - timedelta(hours=3),
            how="巡检途中遗失，已在沿途及电梯厅寻找，未找到",
            lock_change=True,
            reported_at=at,
            reported_by=by,
        )
        pen.add(LostRow, report)
        said = {"copy": lost.id, "report": report.id, "number": report.number, "lock_change": True}
        pen.event(events.LOST, lost.key, at, by, said, {"who": who, "how": report.how})
        self._moved.append(((lost,), CopyState.LOST, at))
        (broken,) = self._take(lambda one: self._key(one) is KeyCategory.VEHICLE)
        fault = pen.row(
            FaultRow,
            id=pen.id_at(at, LANE),
            copy=broken.id,
            words="刹车异响，禁止使用",
            critical=True,
            at=at,
            by=by,
        )
        pen.add(FaultRow, fault)
        said = {"copy": broken.id, "fault": fault.id, "critical": True}
        pen.event(events.FAULT_REPORTED, broken.key, at, by, said, {"words": fault.words})

    def reservations(self) -> None:
        """Two for tomorrow."""
        pen, tomorrow = self._pen, self._pen.today + timedelta(days=1)
        for hour, words in ((9, "客户看房"), (14, "设备保养")):
            (copy, *_), who = self._take(_plain(self._stock)), pen.pick(self._stock.colleagues)
            at = next(self._moments)
            row = pen.row(
                ReservationRow,
                id=pen.id_at(at, LANE),
                key=copy.key,
                colleague=who.id,
                name=who.name,
                starts=pen.moment(tomorrow, time(hour)),
                ends=pen.moment(tomorrow, time(hour + 2)),
                words=words,
            )
            pen.add(ReservationRow, row)
            by = pen.pick(pen.desk_staff).staff_id
            said = {"key": copy.key}
            pen.event(
                events.RESERVED, row.id, at, by, said, {"colleague": who.id, "name": who.name, "words": words}
            )

    def move_copies(self) -> None:
        """The copies say what the borrowings say."""
        with self._pen.bench.database.write() as session:
            for chosen, state, at in self._moved:
                ids = [copy.id for copy in chosen]
                session.execute(
                    update(CopyRow).where(CopyRow.id.in_(ids)).values(state=state.value, since=at)
                )

    def _lend(
        self,
        at: datetime,
        due: datetime,
        fits: Callable[[Chosen], bool] | None = None,
        *,
        overnight: bool = False,
    ) -> Made:
        chosen = self._take(fits or _plain(self._stock))
        made = borrow(self._pen, self._stock, at, chosen, due=due, overnight=overnight)
        hand_out(self._pen, self._stock, made, at)
        self._moved.append((chosen, CopyState.OUT, at))
        return made

    def _take(self, fits: Callable[[Chosen], bool]) -> Chosen:
        found = next(one for one in self._free if fits(one))
        self._free.remove(found)
        return found

    def _later(self, hours: float) -> datetime:
        return self._pen.now + timedelta(hours=hours, minutes=-self._pen.rng.randint(0, 30))

    def _key(self, chosen: Chosen) -> KeyCategory:
        return self._stock.keys[chosen[0].key].category

    def _approvals(self, chosen: Chosen) -> int:
        return self._stock.keys[chosen[0].key].approvals


def _ring(chosen: Chosen) -> bool:
    return len(chosen) > 1


def _trust(stock: Stock) -> Callable[[Chosen], bool]:
    return lambda chosen: stock.keys[chosen[0].key].category is KeyCategory.TRUST


def _plain(stock: Stock) -> Callable[[Chosen], bool]:
    """One key that needs nobody's word."""
    return lambda chosen: (
        len(chosen) == 1
        and not stock.keys[chosen[0].key].approvals
        and stock.keys[chosen[0].key].category is not KeyCategory.VEHICLE
    )
