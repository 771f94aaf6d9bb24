"""One person in fifty records, and others of the same name."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.looking import Why
from desk_app.services.core.people import Actor
from desk_app.services.core.personal import Identity, PersonalRecord
from desk_app.services.directory.records import Trade
from desk_app.services.lost_property.records import Category, LostDraft
from desk_app.services.lost_property.reports import LostReports
from desk_app.services.privacy.records import Asked, Grounds
from desk_app.services.privacy.service import Key, Privacy
from desk_app.services.repairs.records import OrderDraft
from desk_app.services.repairs.service import Repairs
from desk_app.services.visitors.records import Arrival, Host, IdKind, Permit, Purpose, Visit
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock

NAME, PHONE, OTHER_PHONE = "欧阳若澜", "13712345678", "13987654321"
DOCUMENT = "11010519491231002X"
WORDS = "带了蓝色雨伞和设计图"
GROUNDS = Grounds(Asked.SELF, Why.PERSON, "身份已核对")


@dataclass
class Office:
    """The privacy office of a desk."""

    desk: Services
    people: People
    clock: FakeClock

    @property
    def privacy(self) -> Privacy:
        return self.desk.get(Privacy)

    @property
    def head(self) -> Actor:
        return self.people.supervisor

    @property
    def second(self) -> Actor:
        """The colleague who gave their PIN at the supervisor's session."""
        return self.people.receptionist.at_session_of(self.head)

    def come(self, name: str = NAME, phone: str = PHONE, *, document: str = "", stay: bool = False) -> Visit:
        """A visit, over unless they stay."""
        visitors, by = self.desk.get(Visitors), self.people.receptionist
        purpose = Purpose.CONTRACTOR if document else Purpose.MEETING
        arrival = Arrival(
            name=name,
            phone=phone,
            company="澜图设计",
            purpose=purpose,
            host=Host(tenant="蓝海科技", person="钱伟明"),
            remark=WORDS,
            id_kind=IdKind.ID_CARD if document else IdKind.NONE,
            id_number=document,
            permit=Permit("SG-1", self.clock.now().date(), "李卫") if document else Permit(),
        )
        visit = visitors.check_in(by, arrival).result.visit
        if not stay:
            self.clock.advance(seconds=600)
            visitors.check_out(by, visit.id)
        self.clock.advance(seconds=60)
        return visit

    def fill(self) -> None:
        """Fifty records of one person, some still open, and ten of a namesake."""
        for _ in range(27):
            self.come()
        self.come(document=DOCUMENT)
        calls, by = self.desk.get(Calls), self.people.receptionist
        for n in range(16):
            call = TypedCall(phone=PHONE, caller=NAME, about=f"{WORDS} {n}", passed_on=n > 0)
            calls.take_call(by, call)
        for _ in range(4):
            self.desk.get(Repairs).take_in(
                by,
                OrderDraft(reporter=NAME, phone=PHONE, area="大堂", trade=Trade.PLUMBING, description=WORDS),
            )
        draft = LostDraft("黑色雨伞", Category.UMBRELLA, place="大堂", name=NAME, phone=PHONE)
        self.desk.get(LostReports).report(by, draft)
        self.come(stay=True)
        for _ in range(10):
            self.come(phone=OTHER_PHONE)

    def look_up(self, **identity: str) -> list[PersonalRecord]:
        """As the supervisor does."""
        return self.privacy.look_up(self.head, Identity(**identity), Why.PERSON).result


def keys(records: list[PersonalRecord], *, certain: bool = True) -> list[Key]:
    """What is ticked."""
    return [one.key for one in records if one.certain or not certain]


@pytest.fixture
def office(desk: Services, people: People, clock: FakeClock) -> Office:
    """A desk whose supervisor is asked for data."""
    return Office(desk, people, clock)
