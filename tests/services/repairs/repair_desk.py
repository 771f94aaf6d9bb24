"""A desk that takes in repairs, with short words for what the tests do all the time."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from desk_app.services.catalogue import Services
from desk_app.services.colleagues.records import Colleague, ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.core.words import Words
from desk_app.services.directory.records import TenantDraft, Trade
from desk_app.services.directory.service import Directory
from desk_app.services.journal.tables import EventRow
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import Order, OrderDraft, OrderKind, PricedLine
from desk_app.services.repairs.service import Repairs
from tests.desk_fixtures import People
from tests.fakes import FakeClock

PHONE, OTHER = "13812345678", "13912345679"
LAMP = PricedLine("更换灯管", 2, 3_000)
TUBE = PricedLine("LED灯管", 2, 2_555, material=True)


def picture(colour: str = "red", side: int = 40) -> bytes:
    """A PNG."""
    target = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(target, "PNG")
    return target.getvalue()


@dataclass
class RepairDesk:
    """A tenant in 2301 and 2302, an empty 2401, an electrician and a plumber."""

    desk: Services
    people: People
    clock: FakeClock
    tenant: int = 0
    wang: Colleague = field(init=False)
    li: Colleague = field(init=False)

    def __post_init__(self) -> None:
        boss, directory = self.people.supervisor, self.desk.get(Directory)
        self.tenant = directory.add_tenant(boss, TenantDraft("云海科技有限公司"), "2301 2302").result
        directory.add_unit(boss, "2401")
        self.wang = self._engineer("王建国", Trade.ELECTRICAL)
        self.li = self._engineer("李卫东", Trade.PLUMBING)

    def _engineer(self, name: str, trade: Trade) -> Colleague:
        draft = ColleagueDraft(name, "engineering", trade)
        return self.desk.get(Colleagues).add(self.people.supervisor, draft).result

    @property
    def clerk(self) -> Actor:
        return self.people.receptionist

    @property
    def verbs(self) -> Repairs:
        return self.desk.get(Repairs)

    @property
    def ask(self) -> RepairQueries:
        return self.desk.get(RepairQueries)

    def draft(self, **changes: Any) -> OrderDraft:
        said = {"reporter": "张伟明", "phone": PHONE, "unit": "2301", "description": "走廊灯不亮"}
        return OrderDraft(**{**said, "trade": Trade.ELECTRICAL, **changes})

    def take_in(self, **changes: Any) -> Order:
        return self.verbs.take_in(self.clerk, self.draft(**changes)).result

    def complaint(self, **changes: Any) -> Order:
        said = {
            "kind": OrderKind.COMPLAINT,
            "trade": None,
            "department": "cleaning",
            "description": "地面很脏",
        }
        return self.take_in(**{**said, **changes})

    def order(self, order: Order) -> Order:
        """As it stands now."""
        return self.ask.card(self.clerk, order.id).order

    def dispatch(self, order: Order) -> Order:
        return self.verbs.dispatch(self.clerk, order.id, self.wang.id, None).result

    def arrive(self, order: Order) -> Order:
        return self.verbs.arrive(self.clerk, order.id, None).result

    def done(self, order: Order, **how: Any) -> Order:
        said = {"words": "已更换", "signature": None, "result_photo": None, **how}
        return self.verbs.done(self.clerk, order.id, **said).result

    def call_back(self, order: Order, why: str = "") -> Order:
        return self.verbs.call_back(self.clerk, order.id, not why, why).result

    def close(self, order: Order) -> Order:
        return self.verbs.close(self.clerk, order.id).result

    def hold(self, order: Order, days: int = 1) -> Order:
        until = (self.clock.now() + timedelta(days=days)).date()
        return self.verbs.hold(self.clerk, order.id, "等待配件", until).result

    def undo(self, order: Order) -> Order:
        return self.verbs.undo(self.clerk, order.id).result

    def on_site(self, **changes: Any) -> Order:
        return self.arrive(self.dispatch(self.take_in(**changes)))

    def finished(self, **changes: Any) -> Order:
        return self.done(self.on_site(**changes))

    def events(self, order: int) -> list[str]:
        with self.desk.bench.database.read() as session:
            rows = session.query(EventRow).filter(EventRow.entity == order).order_by(EventRow.id)
            return [row.kind for row in rows]

    def problems(self, draft: OrderDraft) -> dict[str, str]:
        """What is wrong with a draft, in English."""
        with pytest.raises(InvalidInput) as refused:
            self.verbs.take_in(self.clerk, draft)
        return said(refused.value)


def said(refused: InvalidInput) -> dict[str, str]:
    """The sentences of a refusal, by field."""
    return {at: problem.say(Words("en")) for at, problem in refused.problems.items()}
