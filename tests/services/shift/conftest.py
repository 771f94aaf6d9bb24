"""A desk whose shift ends: cash in the drawer, sleeves in stock, two receptionists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.drawer.service import Drawer
from desk_app.services.loans.standard import SLEEVE
from desk_app.services.loans.stock import Stock
from desk_app.services.shift.notices import Notices
from desk_app.services.shift.queries import NoticeQueries, ShiftQueries
from desk_app.services.shift.records import CountDraft, Counting, Handover, HandoverDraft
from desk_app.services.shift.service import Shifts
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN, People

CASH, SLEEVES = "drawer:cash", f"loans:{SLEEVE}"
RIGHT = {CASH: "200", SLEEVES: "40"}
"""What really lies there; everything else is none."""


@dataclass
class ShiftDesk:
    """Who goes is signed in; who comes gives the PIN."""

    desk: Services
    leaving: Actor
    coming: Actor
    supervisor: Actor

    @property
    def verbs(self) -> Shifts:
        return self.desk.get(Shifts)

    @property
    def ask(self) -> ShiftQueries:
        return self.desk.get(ShiftQueries)

    @property
    def notices(self) -> Notices:
        return self.desk.get(Notices)

    @property
    def ask_notices(self) -> NoticeQueries:
        return self.desk.get(NoticeQueries)

    def typed(self, counts: Mapping[str, str] = RIGHT) -> dict[str, str]:
        return {
            one.key: counts.get(one.key, RIGHT.get(one.key, "0")) for one in self.ask.to_count(self.leaving)
        }

    def count(self, counts: Mapping[str, str] = RIGHT, request: str = "", **why_not: str) -> Counting:
        draft = CountDraft(self.coming.staff_id, self.typed(counts), why_not, request)
        return self.verbs.count(self.leaving, draft).result

    def draft(self, counting: Counting, **said: Any) -> HandoverDraft:
        whole = HandoverDraft(
            counting.id, self.leaving, self.coming.at_session_of(self.leaving), unsent_admitted=True
        )
        return replace(whole, **said)

    def sign(self, counting: Counting, **said: Any) -> Handover:
        return self.verbs.hand_over(self.leaving, self.draft(counting, **said)).result


@pytest.fixture
def shift(desk: Services, people: People) -> ShiftDesk:
    """Two hundred yuan and forty sleeves."""
    coming = desk.get(Staff).add(SYSTEM, "陈思琪", Role.RECEPTIONIST, PIN).result
    desk.get(Drawer).put_in(people.receptionist, "200", "备用金")
    desk.get(Stock).restock(people.receptionist, SLEEVE, 40, "", "r1")
    return ShiftDesk(desk, people.receptionist, Actor(coming, "陈思琪", Role.RECEPTIONIST), people.supervisor)
