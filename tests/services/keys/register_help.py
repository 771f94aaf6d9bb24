"""The register as the supervisor fills it, in few words."""

from __future__ import annotations

from typing import Any

from desk_app.services.catalogue import Services
from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import Words
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import (
    Check,
    CheckAnswer,
    Copy,
    Handout,
    HandoutDraft,
    Key,
    KeyCategory,
    KeyDraft,
    Purpose,
    ReturnDraft,
    Ring,
    RingDraft,
)
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.service import Keys
from tests.desk_fixtures import People
from tests.fakes import FakeClock


class Register:
    """A desk with two colleagues and no keys yet."""

    def __init__(self, desk: Services, people: People, clock: FakeClock) -> None:
        self.desk, self.people, self.clock = desk, people, clock
        self.clerk, self.boss = people.receptionist, people.supervisor
        self.verbs, self.ask = desk.get(KeyRegister), desk.get(KeyRegisterQueries)
        self.lending, self.lent = desk.get(Keys), desk.get(KeyQueries)
        add = desk.get(Colleagues).add
        self.li = add(SYSTEM, ColleagueDraft("李卫国", "engineering", phone="13800000001")).result.id
        self.wang = add(SYSTEM, ColleagueDraft("王建军", "security", phone="13800000002")).result.id

    def key(self, code: str = "K0231", **more: Any) -> Key:
        """A key as typed, on record."""
        given = {"place": "大堂侧门", "category": KeyCategory.COMMON, **more}
        return self.verbs.add_key(self.boss, KeyDraft(code, **given)).result

    def ring(self, *copies: Copy, code: str = "R1", hook: str = "B7") -> Ring:
        """Copies hung together."""
        return self.verbs.save_ring(
            self.boss, None, RingDraft(code, hook, tuple(c.id for c in copies))
        ).result

    def borrow(self, *copies: Copy, **more: Any) -> Handout:
        """Taken by 李卫国."""
        given: dict[str, Any] = {"colleague": self.li, "purpose": Purpose.INSPECTION, **more}
        return self.lending.borrow(self.clerk, HandoutDraft(tuple(c.id for c in copies), **given)).result

    def give_back(self, handout: Handout, **more: Any) -> Handout:
        """All of it, everything ticked."""
        ticked = {check: CheckAnswer(True) for check in Check}
        draft = ReturnDraft(**{"checks": ticked, **more})
        return self.lending.give_back(self.clerk, handout.id, draft).result.handout

    def now(self, key: Key) -> Key:
        """The key as it is now."""
        return self.ask.key(self.clerk, key.id).key


def problems(refused: InvalidInput) -> dict[str, str]:
    """What is wrong, by field."""
    return {field: problem.say(Words("en")) for field, problem in refused.problems.items()}
