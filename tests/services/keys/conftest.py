"""A small key board: a few keys, two colleagues, and the desk that lends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from desk_app.services.catalogue import Services
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.journal.tables import CounterRow
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import (
    CheckAnswer,
    Copy,
    Curfew,
    GivenBack,
    Handout,
    HandoutDraft,
    OwnerCall,
    ReturnDraft,
)
from desk_app.services.keys.service import Keys
from desk_app.services.keys.tables import CopyRow, KeyRow, ReservationRow, RingRow
from desk_app.services.keys.terms import Check, CopyState, KeyCategory, Purpose
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock

TICKED = {check: CheckAnswer(done=True) for check in Check}
TRUST: dict[str, Any] = {"category": KeyCategory.TRUST, "owner": "钱老板", "owner_phone": "13900001111"}
CALL = OwnerCall("钱老板", "13900001111", words="同意")


class Board:
    """What tests do at the desk, in few words."""

    def __init__(self, desk: Services, people: People, clock: FakeClock) -> None:
        self.desk, self.people, self.clock = desk, people, clock
        self.clerk, self.boss = people.receptionist, people.supervisor
        self.keys, self.ask, self.troubles = desk.get(Keys), desk.get(KeyQueries), desk.get(KeyTroubles)
        add = desk.get(Colleagues).add
        self.li = add(SYSTEM, ColleagueDraft("李卫国", "engineering", phone="13800000001")).result.id
        self.wang = add(SYSTEM, ColleagueDraft("王建军", "engineering", phone="13800000002")).result.id

    def second_boss(self) -> Actor:
        """Another supervisor."""
        found = self.desk.get(Staff).add(SYSTEM, "吴主管", Role.SUPERVISOR, PIN).result
        return Actor(found, "吴主管", Role.SUPERVISOR)

    def local(self, hour: int, minute: int = 0, days: int = 0) -> datetime:
        """A time of the building's day."""
        day = self.clock.now().astimezone(self.clock.zone).date() + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), self.clock.zone)

    def now_day(self) -> date:
        """Today at the building."""
        return self.local(12).date()

    # The register, as the supervisor would have filled it

    def key(self, code: str = "K01", copies: int = 1, **rules: Any) -> list[int]:
        """A key with copies on hooks A1, A2, …; returns the copies."""
        curfew = rules.pop("curfew", Curfew())
        given: dict[str, Any] = {"category": KeyCategory.PLANT, "place": f"{code} 机房", **rules}
        with self.desk.bench.database.write() as session:
            key = KeyRow(
                id=self.new_id(),
                code=code,
                curfew_minute=None if curfew.at is None else curfew.at.hour * 60 + curfew.at.minute,
                curfew_hours=curfew.hours,
                tenant=None,
                **given,
            )
            session.add(key)
            session.flush()
            rows = [
                CopyRow(
                    id=self.new_id(),
                    key=key.id,
                    copy_number=number,
                    tag=self.tag(session),
                    hook=f"A{number}",
                    state=CopyState.IN,
                    since=self.clock.now(),
                    ring=None,
                )
                for number in range(1, copies + 1)
            ]
            session.add_all(rows)
            return [row.id for row in rows]

    def ring(self, copies: list[int], code: str = "R01", hook: str = "B1") -> int:
        """Hang copies together."""
        with self.desk.bench.database.write() as session:
            row = RingRow(id=self.new_id(), code=code, tag=self.tag(session), hook=hook)
            session.add(row)
            session.flush()
            for copy in session.scalars(select(CopyRow).where(CopyRow.id.in_(copies))):
                copy.ring = row.id
            return row.id

    def reserve(self, copy: int, colleague: int, start: datetime, end: datetime) -> None:
        """Somebody wants the key of a copy for a time."""
        with self.desk.bench.database.write() as session:
            key = session.get_one(CopyRow, copy).key
            session.add(
                ReservationRow(
                    id=self.new_id(), key=key, colleague=colleague, name="预约人", starts=start, ends=end
                )
            )

    def new_id(self) -> int:
        return self.desk.bench.stamps.new_id()

    def tag(self, session: Any) -> str:
        row = session.get(CounterRow, "key-codes") or CounterRow(series="key-codes", last=0)
        row.last += 1
        session.add(row)
        session.flush()
        return ShortNumber(Kind.KEY, self.desk.bench.desk.desk_number, row.last).digits

    def change(self, row_of: type[Any], record: int, **values: Any) -> None:
        """Change a row behind the services' back."""
        with self.desk.bench.database.write() as session:
            row = session.get_one(row_of, record)
            for name, value in values.items():
                setattr(row, name, value)

    # What the desk does

    def draft(self, *copies: int, **other: Any) -> HandoutDraft:
        """李卫国 goes on an inspection with the keys."""
        return replace(HandoutDraft(copies, self.li, Purpose.INSPECTION), **other)

    def borrow(self, *copies: int, by: Actor | None = None, **other: Any) -> Handout:
        return self.keys.borrow(by or self.clerk, self.draft(*copies, **other)).result

    def give_back(self, handout: int, *lines: int, **other: Any) -> GivenBack:
        draft = replace(ReturnDraft(lines, checks=TICKED), **other)
        return self.keys.give_back(self.clerk, handout, draft).result

    def now(self, handout: int) -> Handout:
        return self.ask.card(self.clerk, handout).handout

    def copy(self, copy: int) -> Copy:
        with self.desk.bench.database.read() as session:
            row = session.get_one(CopyRow, copy)
        found = self.ask.what_is(self.clerk, row.tag)
        assert isinstance(found, Copy)
        return found


@pytest.fixture
def board(desk: Services, people: People, clock: FakeClock) -> Board:
    """The key board of the tests."""
    return Board(desk, people, clock)


def count(board: Board, table: type[Any]) -> int:
    """How many rows there are."""
    with board.desk.bench.database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()
