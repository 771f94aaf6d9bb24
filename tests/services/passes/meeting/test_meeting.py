"""Gates that were apart meet again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desk_app.services.audit.chain import verify
from desk_app.services.codes.answers import Code
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.conflicts.records import ConflictKind, Deed
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.service import Gate
from desk_app.services.journal.tables import EventRow
from desk_app.services.passes.events import ISSUED
from desk_app.services.passes.meeting import GateRecordQueries
from desk_app.services.passes.record_file import NotTaken, write
from desk_app.services.passes.records import PassState, ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.tables import (
    CodeRow,
    PassRow,
    ReleasedLineRow,
    ReleaseRow,
    RevocationRow,
    ToldPassRow,
)
from desk_app.services.passes.telling import tell
from desk_app.services.passes.told import Told
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, Issued, issue
from tests.services.passes.meeting.cut_off import SITE, Post, found_post, meet, picture

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


def test_a_revocation_that_a_gate_had_not_heard_of(apart: Apart) -> None:
    (one, two, three), clock = apart
    paper = issue(one.services, CHAIRS[:1])
    one.services.get(ExitPasses).revoke(SYSTEM, paper.id, "客户来电取消")
    clock.advance(minutes=6)
    two.release(paper.code)
    meet([one, two, three])
    assert [about(post, paper) for post in (one, two, three)] == [[ConflictKind.AFTER_REVOCATION]] * 3
    assert picture(one) == picture(two) == picture(three)
    assert state(one, paper) is PassState.REVOKED  # what is void stays so
    with pytest.raises(NotReleased) as refused:
        three.release(paper.code)
    assert refused.value.verdict.code is Code.REVOKED


def test_a_desk_set_back_to_an_old_copy(apart: Apart) -> None:
    (one, two, three), clock = apart
    first = issue(one.services, CHAIRS[:1])
    two.release(first.code)
    with one.services.bench.work(SYSTEM, "test.set_back", {SYSTEM.role}) as work:
        code = work.session.get_one(CodeRow, first.claims.pass_id)
        later = replace(first.claims, issued=first.claims.issued + 60)
        code.code = encode(later, open_signing_key(work.secrets, Purpose.PASS))
        work.record(ISSUED, first.id, {})
    clock.advance(minutes=5)
    meet([one, two, three])
    assert [about(post, first) for post in (one, two, three)] == [[ConflictKind.TWO_OF_A_NUMBER]] * 3
    assert picture(one) == picture(two) == picture(three)


def test_goods_that_come_back_at_another_gate(apart: Apart) -> None:
    (one, two, three), clock = apart
    paper = issue(one.services, CHAIRS[1:2])
    two.release(paper.code)
    meet([one, two, three])
    assert outside(one, paper) == 2
    back = three.services.get(Releases).take_back(three.guard, paper.code, 3, {1: 1}).result.returned
    meet([one, two, three])
    assert outside(one, paper) == 1
    clock.advance(seconds=20)
    three.services.get(Releases).undo_take_back(three.guard, back.id)
    meet([one, two, three])
    assert outside(one, paper) == 2


def outside(post: Post, of: Issued) -> int:
    with post.services.bench.database.read() as session:
        return session.get_one(PassRow, of.id).out


def test_an_old_file_after_a_new_one_changes_nothing(apart: Apart) -> None:
    (one, two, _), clock = apart
    paper = issue(one.services, CHAIRS[:1])
    old = one.export()
    clock.advance(hours=1)
    one.release(paper.code)
    new = one.export()
    assert two.receive(new).new_releases == 1
    heard = two.services.get(GateRecordQueries).heard(two.guard)
    before = rows(two)
    assert two.receive(old).new_releases == 0 and two.receive(new).new_releases == 0
    assert rows(two) == before and two.services.get(GateRecordQueries).heard(two.guard) == heard
    assert next(desk.heard_at for desk in heard if desk.desk == 1) == clock.now()
    with two.services.bench.database.read() as session:
        assert list(verify(session)) == []


def rows(post: Post) -> list[int]:
    with post.services.bench.database.read() as session:
        tables = (ReleaseRow, ReleasedLineRow, RevocationRow, ToldPassRow, EventRow)
        return [session.scalars(select(func.count()).select_from(table)).one() for table in tables]


def test_a_place_given_out_twice_by_a_desk_set_back(apart: Apart) -> None:
    (one, two, _), _clock = apart
    paper = issue(one.services, CHAIRS[:1], trips=3)
    one.release(paper.code)
    told = telling(one)
    first = next(row for row in told.releases if row.root == paper.claims.pass_id)
    again = replace(told, releases=(first, replace(first, id=first.id + 1)))
    two.receive(write(again, open_signing_key(one.services.bench.secrets, Purpose.SYNC)))
    with two.services.bench.database.read() as session:
        places = session.scalars(select(ReleaseRow.place).where(ReleaseRow.root == first.root)).all()
    assert sorted(places) == [1, 2]


def telling(post: Post) -> Told:
    bench = post.services.bench
    with bench.database.read() as session:
        return tell(session, SITE, post.number, bench.clock.now())


def test_files_that_are_not_taken(apart: Apart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (one, two, _), clock = apart
    with pytest.raises(NotTaken, match="itself"):
        one.receive(one.export())
    quick_pins(monkeypatch)
    stranger = found_post(tmp_path, 9, clock)
    before = rows(two)
    with pytest.raises(NotTaken, match="does not know"):
        two.receive(stranger.export())
    stranger.close()
    other = found_post(tmp_path / "other", 8, clock, site=5)
    with pytest.raises(NotTaken, match="another building"):
        two.receive(other.export())
    other.close()
    assert rows(two) == before


def test_a_file_says_nothing_that_gates_do_not_need(apart: Apart) -> None:
    (one, *_), _clock = apart
    paper = issue(one.services, CHAIRS)
    one.release(paper.code, ReleaseDraft(plate="粤B99999", carrier="顺丰", remark="保密"))
    text = one.export().decode()
    for secret in ("粤B", "货拉拉", "顺丰", "保密", "13812345678", "云帆科技", "办公椅", paper.code):
        assert secret not in text
