"""A desk that counts here, and lies: it speaks for its own deeds and passes, and for nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.queries import GateQueries
from desk_app.services.passes.record_file import NotTaken, write
from desk_app.services.passes.records import Moved, PassState
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.told import Told, ToldPass, ToldRelease, ToldReturn, ToldRevocation
from desk_app.services.trust.service import Trust
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, Issued, issue
from tests.services.passes.meeting.cut_off import SITE, Post

Apart = tuple[list[Post], FakeClock]


def said(by: Post, **rows: Sequence[object]) -> bytes:
    """A file that a desk signs, whatever it says."""
    told = Told(SITE, by.number, by.services.bench.clock.now(), **rows)  # type: ignore[arg-type]
    return write(told, open_signing_key(by.services.bench.secrets, Purpose.SYNC))


def verdict(at: Post, of: Issued) -> Code:
    return at.services.get(GateQueries).verify(at.guard, of.code, at.number).code


def released(of: Issued, number: int, desk: int = 2) -> ToldRelease:
    root = of.claims.pass_id
    at = of.claims.issued_at
    return ToldRelease(number, desk, root, root, 1, desk, at, "x", 1, True, True, None, (), ())


def test_the_record_of_another_desk_is_not_told_twice(apart: Apart) -> None:
    (one, two, three), _ = apart
    paper, other = issue(one.services, CHAIRS[1:2]), issue(one.services, CHAIRS[1:2])
    release = one.release(paper.code).release
    back = one.services.get(Releases).take_back(one.guard, paper.code, 1).result.returned
    came = ToldReturn(back.id, 2, paper.claims.pass_id, 2, back.at, "x", back.at, (Moved(1, 2),))
    three.receive(one.export())
    for post in (one, three):
        for rows in ({"releases": (released(other, release.id),)}, {"returns": (came,)}):
            with pytest.raises(NotTaken, match="makes no sense"):
                post.receive(said(two, **rows))
    assert verdict(one, other) is Code.RELEASE


def test_nobody_revokes_another_desks_pass(apart: Apart) -> None:
    (one, two, three), _ = apart
    paper = issue(one.services, CHAIRS[:1])
    end = ToldRevocation(paper.claims.pass_id, paper.claims.issued_at, "x", None)
    for post in (one, three):
        assert post.receive(said(two, revocations=(end,))).new_revocations == 0
        assert verdict(post, paper) is (Code.RELEASE)
    revoked = one.services.get(ExitPasses).revoke(SYSTEM, paper.id, "客户取消").result
    assert revoked.state is PassState.REVOKED


def test_nobody_takes_another_desks_pass_for_a_slip(apart: Apart) -> None:
    (one, two, three), _ = apart
    paper = issue(one.services, CHAIRS[:1])
    lie = ToldPass(paper.claims.pass_id, 999, "0" * 32, "", 1, ())
    over = replace(released(paper, 4242), root=999, pass_id=999)
    three.receive(said(two, passes=(lie,), releases=(over,)))
    assert verdict(three, paper) is Code.RELEASE


def test_nobody_speaks_of_a_third_desks_deeds(apart: Apart) -> None:
    (one, two, three), _ = apart
    paper = issue(one.services, CHAIRS[:1])
    assert three.receive(said(two, releases=(released(paper, 777, 1),))).new_releases == 0
    assert verdict(three, paper) is Code.RELEASE


def test_a_desk_that_was_withdrawn(apart: Apart) -> None:
    (one, two, _), clock = apart
    data = two.export()
    clock.advance(minutes=1)
    one.services.get(Trust).withdraw(SYSTEM, 2, "撤岗")
    with pytest.raises(NotTaken, match="does not count here any more"):
        one.receive(data)


def test_a_pass_of_many_trips_does_not_fill_the_file(apart: Apart) -> None:
    (_, _, three), clock = apart
    paper = issue(three.services, CHAIRS[:1], trips=60)
    sizes = [len(three.export())]
    for trip in range(60):
        three.release(paper.code)
        clock.advance(minutes=1)
        if trip in (29, 59):
            sizes.append(len(three.export()))
    assert sizes[2] - sizes[1] < 1.1 * (sizes[1] - sizes[0])
