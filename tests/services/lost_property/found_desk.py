"""The desk of the lost property's tests, with short words for what they do all the time."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotPermitted
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.journal.tables import EventRow
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import (
    Category,
    ClaimDraft,
    FoundCard,
    FoundDraft,
    FoundItem,
    LostDraft,
    LostReport,
    Secrets,
    Told,
    ValueClass,
)
from desk_app.services.lost_property.reports import LostReports
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock

PHONE, OTHER_PHONE = "13812345678", "13912345679"
ID_NUMBER = "11010519491231002X"
SECRET, CONTENTS = "内侧贴有小熊贴纸QX7", "现金1234元和医保卡ZB9"
WORDS = "里面贴了一张小熊贴纸"


def picture(size: tuple[int, int] = (40, 30), colour: str = "navy") -> bytes:
    """A small PNG."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "PNG")
    return target.getvalue()


@dataclass
class FoundDesk:
    """A desk where things are handed in, and a second receptionist who confirms them."""

    desk: Services
    people: People
    clock: FakeClock
    second: Actor = field(init=False)

    def __post_init__(self) -> None:
        staff = self.desk.get(Staff).add(SYSTEM, "王晨", Role.RECEPTIONIST, PIN).result
        self.second = Actor(staff, "王晨", Role.RECEPTIONIST)

    @property
    def clerk(self) -> Actor:
        return self.people.receptionist

    @property
    def boss(self) -> Actor:
        return self.people.supervisor

    @property
    def verbs(self) -> LostProperty:
        return self.desk.get(LostProperty)

    @property
    def lost(self) -> LostReports:
        return self.desk.get(LostReports)

    @property
    def ask(self) -> LostPropertyQueries:
        return self.desk.get(LostPropertyQueries)

    def draft(self, **changes: Any) -> FoundDraft:
        usual: dict[str, Any] = {
            "what": "黑色长柄雨伞",
            "category": Category.UMBRELLA,
            "features": "木柄",
            "secret": SECRET,
            "place": "大堂沙发",
            "floor": "1F",
            "finder": "保洁王姐",
        }
        return FoundDraft(**{**usual, **changes})

    def take_in(self, by: Actor | None = None, **changes: Any) -> FoundItem:
        """Taken in, to confirm."""
        return self.verbs.take_in(by or self.clerk, self.draft(**changes)).result

    def keep(self, **changes: Any) -> FoundItem:
        """Taken in and confirmed by the second person."""
        return self.take_in(second_person=self.second.staff_id, **changes)

    def ring(self, **changes: Any) -> FoundItem:
        """A thing of high value, in the safe, confirmed."""
        usual: dict[str, Any] = {"what": "钻戒", "category": Category.JEWELLERY, "value": ValueClass.HIGH}
        return self.keep(**{**usual, "features": "", **changes})

    def purse(self) -> FoundItem:
        """A purse with contents, listed by two people."""
        return self.ring(what="棕色钱包", category=Category.MONEY, contents=CONTENTS)

    def tell_all(self, item: FoundItem) -> FoundItem:
        for who in Told:
            item = self.verbs.tell(self.clerk, item.id, who, "某经理").result
        return item

    def claim(self, item: FoundItem, words: str = WORDS) -> Secrets:
        return self.verbs.claim(self.clerk, item.id, words).result

    def claim_draft(self, **changes: Any) -> ClaimDraft:
        usual: dict[str, Any] = {
            "words": WORDS,
            "name": "张伟明",
            "phone": PHONE,
            "document_kind": "id_card",
            "document_number": ID_NUMBER,
            "on_paper": True,
        }
        return ClaimDraft(**{**usual, **changes})

    def give_back(self, item: FoundItem, by: Actor | None = None, **changes: Any) -> FoundItem:
        """Claimed and given back."""
        self.claim(item)
        return self.verbs.give_back(by or self.clerk, item.id, self.claim_draft(**changes), "已核实").result

    def lost_draft(self, **changes: Any) -> LostDraft:
        usual: dict[str, Any] = {
            "what": "黑色雨伞",
            "category": Category.UMBRELLA,
            "place": "大堂",
            "lost_from": self.clock.now() - timedelta(hours=5),
            "name": "李娜",
            "phone": PHONE,
        }
        return LostDraft(**{**usual, **changes})

    def report(self, **changes: Any) -> LostReport:
        return self.lost.report(self.clerk, self.lost_draft(**changes)).result

    def card(self, item: FoundItem) -> FoundCard:
        return self.ask.card(self.clerk, item.id)

    def now(self, item: FoundItem) -> FoundItem:
        """The item as it is now."""
        return self.card(item).item

    def events(self) -> int:
        """How many events are on record."""
        with self.desk.bench.database.read() as session:
            return session.execute(select(func.count()).select_from(EventRow)).scalar_one()

    def problems(self, verb: Any, *args: Any, by: Actor | None = None) -> dict[str, str]:
        """What a verb says about what was typed, by field; nothing is changed."""
        before = self.events()
        with pytest.raises(InvalidInput) as caught:
            verb(by or self.clerk, *args)
        assert self.events() == before, "refused and changed something"
        return {at: str(one.message) for at, one in caught.value.problems.items()}

    def refused(self, verb: Any, *args: Any, by: Actor | None = None) -> str:
        """The sentence with which a step is refused; nothing is changed."""
        before = self.events()
        with pytest.raises((IllegalStep, NotPermitted)) as caught:
            verb(by or self.clerk, *args)
        assert self.events() == before, "refused and changed something"
        return str(caught.value)
