"""Gates that were apart meet again."""

from __future__ import annotations

from desk_app.services.codes.answers import Code
from desk_app.services.conflicts.records import ConflictKind, Deed
from desk_app.services.gate.service import Gate
from desk_app.services.passes.records import PassState, ReleaseDraft
from desk_app.services.passes.tables import PassRow
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, Issued, issue
from tests.services.passes.meeting.cut_off import Post, meet, picture

Apart = tuple[list[Post], FakeClock]


def part(**quantities: int) -> ReleaseDraft:
    return ReleaseDraft({int(name[1:]): quantity for name, quantity in quantities.items()})


def about(post: Post, of: Issued) -> list[ConflictKind]:
    return [one.kind for one in post.conflicts() if one.record == of.claims.pass_id]


def state(post: Post, of: Issued) -> PassState:
    with post.services.bench.database.read() as session:
        return PassState(session.get_one(PassRow, of.id).state)


def test_a_pass_used_at_two_gates_is_found_by_all_three(apart: Apart) -> None:
    (one, two, three), clock = apart
    paper = issue(one.services, CHAIRS[:1])
    meet([one, two, three])
    one.release(paper.code)
    clock.advance(minutes=3)
    two.release(paper.code)
    files = one.export(), two.export()
    brought = two.receive(files[0])
    assert (brought.desk_code, brought.new_releases, brought.conflicts) == ("G1", 1, 1)
    one.receive(files[1])
    three.receive(files[1])
    assert about(three, paper) == []
    three.receive(files[0])
    for post in (one, two, three):
        assert about(post, paper) == [ConflictKind.USED_TWICE]
    assert picture(one) == picture(two) == picture(three)
    found = next(c for c in one.conflicts() if c.record == paper.claims.pass_id)
    assert [(s.desk, s.place, s.by, s.what, s.pieces) for s in found.sides] == [
        ("G1", "1", "保安1", Deed.RELEASED, 12),
        ("G2", "2", "保安2", Deed.RELEASED, 12),
    ]
    assert found.title == "YF-G1-261123-001 · 云帆科技"
    again = two.receive(files[0])
    assert (again.new_releases, again.conflicts) == (0, 0)


def test_what_left_elsewhere_counts_here(apart: Apart) -> None:
    (one, two, three), clock = apart
    paper = issue(one.services, CHAIRS[:1])
    slip = two.release(paper.code, part(p1=5)).slip
    assert slip is not None
    meet([one, two, three])
    assert state(one, paper) is PassState.PARTLY
    clock.advance(minutes=1)
    rest = three.release(slip.pass_code)
    assert [line.quantity for line in rest.release.moved] == [7]
    meet([one, two, three])
    assert state(one, paper) is PassState.USED
    assert one.services.get(Gate).scan(one.guard, paper.code, 1).result.verdict.code is Code.USED_ELSEWHERE
    assert (
        one.services.get(Gate).scan(one.guard, slip.pass_code, 1).result.verdict.code is Code.USED_ELSEWHERE
    )
    assert [about(post, paper) for post in (one, two, three)] == [[], [], []]
