"""A guard lets nothing leave: on record with a number and a reason, once for each scan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.pass_code import encode
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.gate.service import Attempt, Gate
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import Refusal, RefusalReason
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.tables import RefusalRow
from tests.fakes import FakeClock
from tests.services.passes.gate_help import foreign, issue, stranger, trust
from tests.services.passes.gate_people import Post, part


def scan(post: Post, raw: str) -> Attempt:
    return post.desk.get(Gate).scan(post.people.guard, raw, 1).result


def refuse(
    post: Post, scanned: int, raw: str, reason: RefusalReason = RefusalReason.QUANTITY, words: str = ""
) -> Refusal:
    return post.desk.get(Releases).refuse(post.people.guard, scanned, raw, 1, reason, words).result


def undo(post: Post, refusal: Refusal) -> Refusal:
    return post.desk.get(Releases).undo_refusal(post.people.guard, refusal.id).result


def test_a_refusal_has_a_number_and_stays_with_the_pass(post: Post) -> None:
    given = issue(post.desk)
    slip = post.release(given.code, part(1, 0, 0)).slip
    assert slip is not None
    for raw in (given.code, slip.pass_code, given.short):
        refusal = refuse(post, scan(post, raw).scan_id, raw, RefusalReason.SERIAL, "  序列号\n不符 ")
        assert (refusal.pass_id, refusal.exit_pass) == (given.claims.pass_id, given.id)
        assert (refusal.verdict, refusal.words) == (Code.RELEASE.value, "序列号 不符")
        assert (refusal.by_name, refusal.gate) == ("赵刚", 1)
        assert refusal == post.desk.get(ReleaseQueries).refusal(post.people.guard, refusal.id)
    card = post.desk.get(PassQueries).card(post.people.receptionist, given.id)
    assert len({one.number for one in card.refusals}) == 3


def test_anything_that_was_scanned_can_be_refused(post: Post) -> None:
    given = issue(post.desk)
    for raw, code in (
        (given.code[:50], Code.READ_AGAIN),
        ("", Code.NOTHING),
        ("6901234567892", Code.FOREIGN),
        (given.code * 2 + issue(post.desk).code, Code.SEVERAL),
        (foreign(post.desk).code, Code.UNKNOWN_KEY),
    ):
        refusal = refuse(post, scan(post, raw).scan_id, raw, RefusalReason.PAPER)
        assert (refusal.verdict, refusal.pass_id, refusal.exit_pass) == (code.value, None, None)


def test_a_slip_never_met_is_refused_under_its_pass(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    claims = foreign(post.desk, counter=9).claims
    slip = replace(claims, fields=replace(claims.fields, balance_of=7 << 48 | 3))
    raw = encode(slip, stranger())
    assert refuse(post, scan(post, raw).scan_id, raw).pass_id == 7 << 48 | 3
    assert refuse(post, scan(post, raw).scan_id, "").pass_id == slip.pass_id


def test_a_number_of_no_pass_here_is_kept_as_it_was(post: Post) -> None:
    raw = foreign(post.desk, counter=123).short
    scanned = scan(post, raw)
    assert scanned.verdict.code is Code.NOT_ON_RECORD
    assert refuse(post, scanned.scan_id, raw).pass_id is None


def test_pressed_twice_it_is_one_refusal(post: Post, clock: FakeClock) -> None:
    given = issue(post.desk)
    scanned = scan(post, given.code).scan_id
    first = refuse(post, scanned, given.code)
    clock.advance(seconds=5)
    assert refuse(post, scanned, given.code, RefusalReason.PAPER) == first
    assert undo(post, first).undone
    again = refuse(post, scanned, given.code, RefusalReason.PAPER)
    assert (again.reason, again.undone, again.number) == (RefusalReason.PAPER, False, first.number)
    assert post.count(RefusalRow) == 1


@pytest.mark.parametrize(("seconds", "works"), [(59, True), (61, False)])
def test_undone_for_a_minute(post: Post, clock: FakeClock, seconds: int, works: bool) -> None:
    given = issue(post.desk)
    refusal = refuse(post, scan(post, given.code).scan_id, given.code)
    clock.advance(seconds=seconds)
    if works:
        assert undo(post, refusal).undone
        with pytest.raises(IllegalStep, match="undone already"):
            undo(post, refusal)
    else:
        with pytest.raises(IllegalStep, match="a minute only"):
            undo(post, refusal)


def test_another_reason_needs_words(post: Post) -> None:
    given = issue(post.desk)
    scanned = scan(post, given.code).scan_id
    with pytest.raises(InvalidInput) as caught:
        refuse(post, scanned, given.code, RefusalReason.OTHER, " ")
    assert set(caught.value.problems) == {"words"}
    assert refuse(post, scanned, given.code, RefusalReason.OTHER, "司机拒绝核对").words == "司机拒绝核对"


def test_what_is_not_there_is_said(post: Post) -> None:
    guard = post.people.guard
    with pytest.raises(NotFound):
        refuse(post, 4711, "")
    with pytest.raises(NotFound):
        post.desk.get(Releases).undo_refusal(guard, 4711)
    with pytest.raises(NotFound):
        post.desk.get(ReleaseQueries).refusal(guard, 4711)
    with pytest.raises(NotFound):
        post.desk.get(ReleaseQueries).slip(guard, issue(post.desk).claims.pass_id)
    with pytest.raises(NotFound):
        post.desk.get(ReleaseQueries).slip(guard, 4711)
