"""Returnable goods come back through the gate, in whole or part; a slip of the finger is undone for a minute."""

from __future__ import annotations

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.claims import PassKind
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.passes.records import AtGate, ExitKind, TakenBack
from desk_app.services.passes.releases import NotTakenBack, Releases
from desk_app.services.passes.tables import ReturnedLineRow, ReturnRow, RevocationRow
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, LONG, foreign, issue, stranger, trust
from tests.services.passes.gate_people import Post, part


def back(post: Post, raw: str, quantities: dict[int, int] | None = None, request: str = "") -> TakenBack:
    verb = post.desk.get(Releases).take_back
    return verb(post.people.guard, raw, 2, quantities, " 外箱破损\n", request).result


def undo(post: Post, taken: TakenBack) -> AtGate:
    return post.desk.get(Releases).undo_take_back(post.people.guard, taken.returned.id).result


def test_in_part_and_then_the_rest(post: Post, clock: FakeClock) -> None:
    given = issue(post.desk)
    post.release(given.code)
    clock.advance(days=30)
    first = back(post, given.code, {3: 2, 2: 0})
    assert (first.returned.by_name, first.returned.gate, first.returned.remark) == ("赵刚", 2, "外箱破损")
    assert [(one.position, one.quantity) for one in first.returned.moved] == [(3, 2)]
    assert [line.out for line in first.after.lines] == [0, 2, 1]
    assert (first.after.out, post.row(given).out) == (3, 3)
    second = back(post, given.short)
    assert [(one.position, one.quantity) for one in second.returned.moved] == [(2, 2), (3, 1)]
    assert (second.after.out, post.row(given).out) == (0, 0)
    assert second.after.returns == (first.returned, second.returned)
    with pytest.raises(IllegalStep, match="no returnable goods of this pass are outside"):
        back(post, given.code)


def test_what_ended_since_does_not_matter(post: Post) -> None:
    given = issue(post.desk)
    slip = post.release(given.code, part(0, 2, 1)).slip
    assert slip is not None
    with post.desk.bench.database.write() as session:
        session.add(RevocationRow(root=given.claims.pass_id, at=post.desk.bench.clock.now(), desk=1))
    assert back(post, slip.pass_code).after.out == 0


def test_goods_that_need_not_come_back_are_not_outside(post: Post) -> None:
    given = issue(post.desk, CHAIRS[:1], kind=ExitKind.GOODS)
    with pytest.raises(IllegalStep, match="no returnable goods"):
        back(post, given.code)
    post.release(given.code)
    with pytest.raises(IllegalStep, match="no returnable goods"):
        back(post, given.code)


@pytest.mark.parametrize(
    ("quantities", "keys"),
    [
        ({2: 3}, {"quantities.2"}),
        ({1: 1}, {"quantities.1"}),
        ({2: -1, 3: 10**30}, {"quantities.2", "quantities.3"}),
        ({9: 1}, {"quantities.9"}),
        ({2: 0}, {"quantities"}),
        ({}, {"quantities"}),
    ],
)
def test_no_more_comes_back_than_is_outside(post: Post, quantities: dict[int, int], keys: set[str]) -> None:
    given = issue(post.desk)
    post.release(given.code)
    with pytest.raises(InvalidInput) as caught:
        back(post, given.code, quantities)
    assert set(caught.value.problems) == keys
    assert (post.count(ReturnRow), post.row(given).out) == (0, 5)


@pytest.mark.parametrize(("seconds", "works"), [(0, True), (59, True), (60, True), (61, False)])
def test_undone_for_a_minute(post: Post, clock: FakeClock, seconds: int, works: bool) -> None:
    given = issue(post.desk)
    post.release(given.code)
    taken = back(post, given.code, {2: 2})
    clock.advance(seconds=seconds)
    if not works:
        with pytest.raises(IllegalStep, match="a minute only"):
            undo(post, taken)
        assert post.row(given).out == 3
        return
    after = undo(post, taken)
    assert (after.out, post.row(given).out) == (5, 5)
    assert [one.undone for one in after.returns] == [True]
    with pytest.raises(IllegalStep, match="undone already"):
        undo(post, taken)
    assert back(post, given.code).after.out == 0


def test_pressed_twice_it_comes_back_once(post: Post) -> None:
    given = issue(post.desk)
    post.release(given.code)
    first = back(post, given.code, {2: 1}, "window-9")
    assert back(post, given.code, {2: 1}, "window-9") == first
    assert (post.count(ReturnRow), post.count(ReturnedLineRow)) == (1, 1)


def test_what_proves_no_pass_of_this_building_brings_nothing_back(post: Post) -> None:
    given = issue(post.desk)
    post.release(given.code)
    trust(post.desk, stranger().public, 7)
    cases = {
        Code.READ_AGAIN: given.code[:80],
        Code.NOT_ON_RECORD: foreign(post.desk, counter=77).short,
        Code.WRONG_SITE: foreign(post.desk, site=4711).code,
        Code.NOTHING: "",
    }
    for code, raw in cases.items():
        with pytest.raises(NotTakenBack) as caught:
            back(post, raw)
        assert caught.value.verdict.code is code
    assert post.count(ReturnRow) == 0


def test_a_pass_of_another_desk_brings_back_what_left_here(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    given = foreign(post.desk)
    with pytest.raises(IllegalStep, match="As far as this PC knows"):
        back(post, given.code)
    assert post.override(given.code).after.out == 12
    taken = back(post, given.code, {1: 5})
    assert taken.after.out == 7
    assert undo(post, taken).out == 12


def test_of_goods_known_in_part_nothing_is_counted_as_outside(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    given = foreign(post.desk, LONG, kind=PassKind.RETURNABLE)
    assert post.override(given.code).after.out == 0
    with pytest.raises(IllegalStep, match="As far as this PC knows"):
        back(post, given.code)


def test_a_return_that_is_not_there_cannot_be_undone(post: Post) -> None:
    with pytest.raises(NotFound):
        post.desk.get(Releases).undo_take_back(post.people.guard, 4711)
