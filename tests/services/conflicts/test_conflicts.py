"""The conflict desk: opened once, grown while open, settled once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.conflicts.opening import open_conflict
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.records import ConflictKind, Deed, Side
from desk_app.services.conflicts.service import Conflicts
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.people import SYSTEM
from tests.desk_fixtures import People
from tests.fakes import FakeClock

K = ConflictKind
FAMILY = {K.TOO_MUCH, K.USED_TWICE}


def open_one(desk: Services, kind: K = K.USED_TWICE, mark: str = "1 2", root: int = 5) -> int | None:
    now = desk.bench.clock.now()
    sides = [Side("A1", "北门", now, "赵刚", Deed.RELEASED_PART, 3), Side("B1", "", None, what=Deed.ISSUED)]
    with desk.bench.work(SYSTEM, "test.open", {SYSTEM.role}) as work:
        more = FAMILY if kind in FAMILY else ()
        return open_conflict(work, kind, "signed_pass", root, mark, "YF-A1-1", sides, instead_of=more)


def test_the_same_one_is_opened_once(desk: Services, people: People) -> None:
    first = open_one(desk)
    assert first is not None and open_one(desk) is None
    assert open_one(desk, root=6) is not None
    queries = desk.get(ConflictQueries)
    assert queries.count_open(people.supervisor) == 2
    found = next(one for one in queries.open(people.supervisor) if one.id == first)
    assert [(s.desk, s.place, s.by, s.what, s.pieces) for s in found.sides] == [
        ("A1", "北门", "赵刚", Deed.RELEASED_PART, 3),
        ("B1", "", "", Deed.ISSUED, None),
    ]


def test_an_open_one_grows_and_a_settled_one_does_not(
    desk: Services, people: People, clock: FakeClock
) -> None:
    queries, settle = desk.get(ConflictQueries), desk.get(Conflicts).settle
    first = open_one(desk, K.TOO_MUCH)
    assert first is not None
    assert open_one(desk, K.USED_TWICE, "1 2 3") is None
    (grown,) = queries.open(people.supervisor)
    assert (grown.id, grown.kind) == (first, K.USED_TWICE)
    settled = settle(people.supervisor, first, "  已核实，第二张为复印件 ").result
    assert (settled.outcome, settled.settled_at, settled.settled_by_name) == (
        "已核实，第二张为复印件",
        clock.now(),
        "周敏",
    )
    assert open_one(desk, K.USED_TWICE, "1 2 3") is None
    clock.advance(seconds=5)
    assert open_one(desk, K.USED_TWICE, "1 2 3 4") is not None
    newest, oldest = queries.all(people.supervisor)
    assert (newest.settled_at, oldest.id) == (None, first)
    assert newest.found_at - oldest.found_at >= timedelta(seconds=5)
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


def test_an_outcome_is_written_once(desk: Services, people: People) -> None:
    settle, number = desk.get(Conflicts).settle, open_one(desk)
    assert number is not None
    for words in ("", "   好   ", "长" * 1001):
        with pytest.raises(InvalidInput) as refused:
            settle(people.supervisor, number, words)
        assert list(refused.value.problems) == ["outcome"]
    settle(people.supervisor, number, "已电话核实")
    with pytest.raises(IllegalStep):
        settle(people.supervisor, number, "另一种说法")
    with pytest.raises(NotFound):
        settle(people.supervisor, 404, "没有这一条")
    (kept,) = desk.get(ConflictQueries).all(people.supervisor)
    assert kept.outcome == "已电话核实"
