"""Goods leave through a gate: whole, in part, once; what is refused says why and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.errors import InvalidInput
from desk_app.services.passes import release_rows, releases
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import PassState, ReleaseDraft
from desk_app.services.passes.tables import CodeRow, ReleasedLineRow, RevocationRow
from tests.desk_fixtures import People
from tests.services.passes.gate_help import LONG, issue
from tests.services.passes.gate_people import Post, part, refused


def test_the_whole_pass_leaves_once(desk: Services, people: People, post: Post) -> None:
    given = issue(desk)
    draft = ReleaseDraft(plate="粤A88888", carrier="顺丰", remark="  两趟\n")
    released = post.release(given.code, draft)
    release = released.release
    assert (release.by, release.by_name) == (people.guard.staff_id, "赵刚")
    assert (release.gate, release.trip, release.closes, release.here) == (1, 1, True, True)
    assert [one.quantity for one in release.moved] == [12, 2, 3]
    assert (release.plate, release.carrier, release.remark) == ("粤A88888", "顺丰", "两趟")
    assert released.slip is None and released.after.trips_used == 1
    assert [line.out for line in released.after.lines] == [0, 2, 3]
    row = post.row(given)
    assert (row.state, row.out) == (PassState.USED, 5)
    again = refused(Code.USED_HERE, lambda: post.release(given.code))
    assert again.values["by"] == "赵刚"
    assert post.count() == 1


def test_the_gate_compares_the_record_not_the_short_lines(desk: Services, people: People) -> None:
    given = issue(desk, LONG, trips=2)
    shown = desk.get(ReleaseQueries).at_gate(people.guard, given.claims)
    assert [line.name for line in shown.lines] == [line.name for line in LONG]
    assert (shown.complete, shown.exit_pass, shown.pieces) == (True, given.id, 78)
    assert (shown.holder, shown.carrier, shown.plate, shown.trips) == ("云帆科技", "货拉拉", "粤B12345", 2)
    assert "13812345678" not in repr(shown)


def test_a_part_leaves_and_the_rest_has_a_slip_of_its_own(desk: Services, people: People, post: Post) -> None:
    given = issue(desk)
    first = post.release(given.code, part(8, 0, 3))
    assert not first.release.closes and any(line.gone for line in first.after.lines)
    assert [(line.gone, line.left, line.out) for line in first.after.lines] == [
        (8, 4, 0),
        (0, 2, 0),
        (3, 0, 3),
    ]
    assert post.row(given).state == PassState.PARTLY
    slip = first.slip
    assert slip is not None and first.release.slip == slip.short_code
    assert [(line.name, line.quantity, line.serial) for line in slip.lines] == [
        ("人体工学办公椅", 4, ""),
        ("投影仪", 2, "EP-77120"),
    ]
    assert slip.valid_until == given.claims.expires_at
    assert slip == desk.get(ReleaseQueries).slip(people.guard, slip.pass_id)
    second = post.release(slip.pass_code)
    assert [(one.position, one.quantity) for one in second.release.moved] == [(1, 4), (2, 2)]
    assert (second.release.pass_id, second.release.trip) == (slip.pass_id, 1)
    assert post.row(given).state == PassState.USED
    for raw in (given.code, slip.pass_code, given.short, slip.short_code):
        refused(Code.USED_HERE, lambda raw=raw: post.release(raw))  # type: ignore[misc]
    assert slip == desk.get(ReleaseQueries).slip(people.guard, slip.pass_id)


def test_the_record_decides_what_an_older_slip_is_good_for(desk: Services, post: Post) -> None:
    given = issue(desk)
    first = post.release(given.code, part(2, 0, 0)).slip
    assert first is not None
    second = post.release(given.code, part(6, 2, 0)).slip
    assert second is not None and second.pass_id != first.pass_id
    with pytest.raises(InvalidInput) as caught:
        post.release(first.pass_code, part(10, 0, 0))
    assert caught.value.problems["quantities.1"].values == {"most": 4}
    rest = post.release(first.pass_code)
    assert [(one.position, one.quantity) for one in rest.release.moved] == [(1, 4), (3, 3)]
    refused(Code.USED_HERE, lambda: post.release(second.pass_code))


def test_either_code_releases_the_balance(desk: Services, post: Post) -> None:
    given = issue(desk)
    slip = post.release(given.code, part(12, 0, 0)).slip
    assert slip is not None
    post.release(given.short)
    refused(Code.USED_HERE, lambda: post.release(slip.pass_code))


def test_a_revoked_pass_takes_its_slips_with_it(desk: Services, post: Post) -> None:
    given = issue(desk)
    slip = post.release(given.code, part(12, 0, 0)).slip
    assert slip is not None
    with desk.bench.database.write() as session:
        session.add(RevocationRow(root=given.claims.pass_id, at=desk.bench.clock.now(), desk=1))
    refused(Code.REVOKED, lambda: post.release(slip.pass_code))


def test_trips_each_let_the_whole_list_out(desk: Services, post: Post) -> None:
    given = issue(desk, trips=3)
    first = post.release(given.code)
    assert (first.release.trip, first.release.closes, first.after.trips_used) == (1, True, 1)
    assert all(line.left == line.quantity for line in first.after.lines)
    assert post.row(given).state == PassState.PARTLY
    half = post.release(given.code, part(6, 0, 0))
    assert half.slip is None, "the pass itself is good for the rest and for another trip"
    ended = post.release(given.code, part(1, 0, 0, closes=True))
    assert (ended.release.trip, ended.after.trips_used) == (2, 2)
    last = post.release(given.code, part(1, 0, 0))
    assert last.release.trip == 3 and last.slip is not None
    done = post.release(last.slip.pass_code, part(0, 1, 0, closes=True))
    assert done.slip is None and done.after.trips_used == 3
    assert [line.out for line in done.after.lines] == [0, 3, 3]
    refused(Code.USED_HERE, lambda: post.release(given.code))
    refused(Code.USED_HERE, lambda: post.release(last.slip.pass_code))  # type: ignore[union-attr]


def test_pressed_twice_it_leaves_once(desk: Services, post: Post) -> None:
    given = issue(desk)
    draft = part(3, 0, 0, request="window-1")
    first = post.release(given.code, draft)
    assert post.release(given.code, draft) == first
    assert post.override(given.code, draft=draft) == first
    assert (post.count(), post.count(CodeRow)) == (1, 2)
    later = post.release(given.code, part(1, 0, 0, request="window-2"))
    repeated = post.release(given.code, draft)
    assert (repeated.release, repeated.slip) == (first.release, first.slip)
    assert repeated.after == later.after


@pytest.mark.parametrize(
    ("quantities", "keys"),
    [
        ({1: 13}, {"quantities.1"}),
        ({1: -1}, {"quantities.1"}),
        ({1: 10**30, 2: -(10**30)}, {"quantities.1", "quantities.2"}),
        ({0: 1, 1: 1}, {"quantities.0"}),
        ({-1: 1}, {"quantities.-1"}),
        ({1: 0, 2: 0}, {"quantities"}),
        ({}, {"quantities"}),
    ],
)
def test_what_cannot_leave_is_said_line_by_line(
    desk: Services, post: Post, quantities: dict[int, int], keys: set[str]
) -> None:
    given = issue(desk)
    with pytest.raises(InvalidInput) as caught:
        post.release(given.code, ReleaseDraft(quantities))
    assert set(caught.value.problems) == keys
    assert (post.count(), post.count(CodeRow), post.row(given).state) == (0, 1, PassState.ISSUED)


def test_broken_off_before_the_commit_nothing_has_left(
    desk: Services, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = issue(desk)
    draft = part(3, 1, 0, request="once")

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(releases, "facts", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            post.release(given.code, draft)
    assert (post.count(), post.count(ReleasedLineRow), post.count(CodeRow)) == (0, 0, 1)
    assert post.row(given).state == PassState.ISSUED
    assert any(line.gone for line in post.release(given.code, draft).after.lines)


def test_the_constraint_alone_stops_the_second(
    desk: Services, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = issue(desk)
    post.release(given.code, part(1, 0, 0))
    monkeypatch.setattr(release_rows, "_place", lambda work, root: 1)
    overtaken = refused(Code.RELEASE, lambda: post.release(given.code, part(1, 0, 0)))
    assert "at this very moment" in str(overtaken)
    assert post.count() == 1


def test_overtaken_by_the_last_trip_it_is_used(
    desk: Services, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look at the records is from before somebody else's release, the second is not."""
    given = issue(desk)
    real, early = releases.judge, []

    def keep(*args: Any, **named: Any) -> Verdict:
        early.append(real(*args, **named))
        return early[0]

    with monkeypatch.context() as patch:
        patch.setattr(releases, "judge", keep)
        post.release(given.code, part(1, 0, 0, closes=True))
    monkeypatch.setattr(releases, "judge", lambda *a, **n: early.pop() if early else real(*a, **n))
    monkeypatch.setattr(release_rows, "_place", lambda work, root: 1)
    refused(Code.USED_HERE, lambda: post.release(given.code, part(1, 0, 0)))
    assert post.count() == 1
