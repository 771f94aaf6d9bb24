"""Who does what at the gate in the tests: a guard at gate 1, the supervisor beside her."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import AtGate, Released, ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.passes.tables import PassRow, ReleaseRow
from tests.desk_fixtures import People
from tests.services.passes.gate_help import Issued

WHOLE = ReleaseDraft()


@dataclass(frozen=True)
class Post:
    """One desk's gate and its people."""

    desk: Services
    people: People

    def release(self, raw: str, draft: ReleaseDraft = WHOLE, gate: int = 1) -> Released:
        return self.desk.get(Releases).release(self.people.guard, raw, gate, draft).result

    def override(
        self, raw: str, reason: str = "客户已电话确认", draft: ReleaseDraft = WHOLE, gate: int = 1
    ) -> Released:
        verb = self.desk.get(Releases).override
        return verb(self.people.supervisor, raw, gate, draft, reason, self.people.guard.staff_id).result

    def at_gate(self, given: Issued) -> AtGate:
        return self.desk.get(ReleaseQueries).at_gate(self.people.guard, given.claims)

    def count(self, table: type = ReleaseRow) -> int:
        with self.desk.bench.database.read() as session:
            return session.scalars(select(func.count()).select_from(table)).one()

    def row(self, given: Issued) -> PassRow:
        with self.desk.bench.database.read() as session:
            return session.get_one(PassRow, given.id)


def part(*quantities: int, closes: bool | None = None, request: str = "") -> ReleaseDraft:
    """So many of the first lines."""
    return ReleaseDraft(dict(enumerate(quantities, 1)), closes=closes, request=request)


def refused(code: Code, doing: Callable[[], object]) -> NotReleased:
    """The goods do not leave, with this verdict."""
    with pytest.raises(NotReleased) as caught:
        doing()
    assert caught.value.verdict.code is code
    return caught.value
