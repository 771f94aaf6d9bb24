"""A tenant with a signatory, a draft that may be issued, and a gate that lets goods out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import GoodsKind, SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitPass, LineDraft, PassDraft, PassState
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.tables import PassRow, ReleasedLineRow, ReleaseRow, ReturnedLineRow, ReturnRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.blobs.test_pictures import picture
from tests.services.passes.gate_people import Post

MONITORS = LineDraft("显示器", 5, "台")
LAPTOP = LineDraft("笔记本电脑", 2, "台", "SN-77", returnable=True)


@dataclass(frozen=True)
class Counter:
    """The desk of the tests with short words for what they do all the time."""

    desk: Services
    people: People
    clock: FakeClock
    tenant: int
    signatory: int

    @property
    def verbs(self) -> ExitPasses:
        return self.desk.get(ExitPasses)

    @property
    def ask(self) -> PassQueries:
        return self.desk.get(PassQueries)

    def draft(self, **changes: Any) -> PassDraft:
        """Five monitors, signed for, today."""
        usual = PassDraft(
            tenant=self.tenant, lines=(MONITORS,), signatory=self.signatory, signature=True, carrier="李师傅"
        )
        return replace(usual, **changes)

    def issue(self, **changes: Any) -> ExitPass:
        return self.verbs.issue(self.people.receptionist, self.draft(**changes)).result

    def problems(self, draft: PassDraft) -> dict[str, str]:
        """What issuing a draft says, by field."""
        with pytest.raises(InvalidInput) as refused:
            self.verbs.issue(self.people.receptionist, draft)
        return {field: str(problem.message) for field, problem in refused.value.problems.items()}

    def unsettled(self, draft: PassDraft, *, supervisor: bool = False) -> tuple[Finding, ...]:
        """What stands in the way of issuing a draft."""
        by = self.people.supervisor if supervisor else self.people.receptionist
        with pytest.raises(Unsettled) as refused:
            self.verbs.issue(by, draft)
        return refused.value.findings

    def signatory_for(self, *kinds: GoodsKind, name: str = "陈有限") -> int:
        """A further signatory of the tenant."""
        return (
            self.desk.get(TenantPeople)
            .add_signatory(self.people.supervisor, self.tenant, SignatoryDraft(name, kinds=kinds), picture())
            .result
        )

    def release(
        self,
        one: ExitPass,
        quantities: Mapping[int, int] | None = None,
        *,
        closes: bool = True,
        trip: int = 1,
        place: int = 1,
        **columns: Any,
    ) -> int:
        """Goods leave, as the gate writes it down. None: all that is left."""
        bench = self.desk.bench
        with bench.database.write() as session:
            lines = {line.position: line.quantity for line in one.lines} if quantities is None else quantities
            known = session.scalars(select(ReleaseRow.id).where(ReleaseRow.root == one.pass_id))
            values: dict[str, Any] = {
                "seen": " ".join(map(str, known)),
                "desk": bench.desk.desk_number, "gate": 1, "by": self.people.guard.staff_id, "by_name": "赵刚",
                "verdict": "release", "proven": True, "pass_id": one.pass_id, "at": self.clock.now(),
                "whole": quantities is None,
            }  # fmt: skip
            row = ReleaseRow(
                id=bench.stamps.new_id(), root=one.pass_id, place=place, trip=trip, closes=closes,
                **{**values, **columns},
            )  # fmt: skip
            session.add(row)
            session.flush()
            session.add_all(
                ReleasedLineRow(release=row.id, position=at, quantity=many) for at, many in lines.items()
            )
            kept = session.get_one(PassRow, one.id)
            kept.state = PassState.USED if closes and trip >= one.trips else PassState.PARTLY
            kept.out += sum(many for at, many in lines.items() if one.lines[at - 1].returnable)
            return row.id

    def take_back(self, one: ExitPass, quantities: Mapping[int, int]) -> int:
        """Goods come back."""
        bench = self.desk.bench
        with bench.database.write() as session:
            row = ReturnRow(
                id=bench.stamps.new_id(), root=one.pass_id, desk=bench.desk.desk_number, gate=1,
                at=self.clock.now(), by=self.people.guard.staff_id, by_name="赵刚",
            )  # fmt: skip
            session.add(row)
            session.flush()
            session.add_all(
                ReturnedLineRow(return_id=row.id, position=at, quantity=many)
                for at, many in quantities.items()
            )
            session.get_one(PassRow, one.id).out -= sum(quantities.values())
            return row.id


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    """A desk with a tenant in 1205 and its signatory for all goods."""
    tenant = (
        desk.get(Directory)
        .add_tenant(people.supervisor, TenantDraft("云帆科技有限公司", "云帆"), "1205")
        .result
    )
    signatory = (
        desk.get(TenantPeople)
        .add_signatory(people.supervisor, tenant, SignatoryDraft("王小明"), picture())
        .result
    )
    return Counter(desk, people, clock, tenant, signatory)


def weights(findings: tuple[Finding, ...]) -> list[Weight]:
    """How much each of them weighs."""
    return [one.weight for one in findings]


@pytest.fixture
def post(desk: Services, people: People) -> Post:
    """The gate of a desk on its own."""
    return Post(desk, people)
