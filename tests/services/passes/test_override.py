"""What the supervisor may set aside at the gate, and what nobody may."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.codes.answers import Code
from desk_app.services.codes.claims import gate_bits
from desk_app.services.codes.ledger import LEVEL_NOTES, Level
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, NotPermitted
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.passes.records import PassState, ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.tables import CodeRow, RevocationRow
from desk_app.services.staff.service import Staff
from desk_app.services.trust.tables import KnownDeskRow
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, Issued, claims_of, foreign, issue, stranger, trust
from tests.services.passes.gate_people import WHOLE, Post, part, refused


def revoke(post: Post, given: Issued) -> None:
    with post.desk.bench.database.write() as session:
        session.add(RevocationRow(root=given.claims.pass_id, at=post.desk.bench.clock.now(), desk=1))


def expired(post: Post, clock: FakeClock) -> Issued:
    given = issue(post.desk, hours=1)
    clock.advance(hours=2)
    return given


def not_yet(post: Post, clock: FakeClock) -> Issued:
    return issue(post.desk, delay=3)


def wrong_gate(post: Post, clock: FakeClock) -> Issued:
    return issue(post.desk, gates=gate_bits([2, 3]))


@pytest.mark.parametrize(("make", "code"), [(expired, Code.EXPIRED), (not_yet, Code.NOT_YET)])
def test_what_the_supervisor_may_set_aside(post: Post, clock: FakeClock, make: object, code: Code) -> None:
    given = make(post, clock)  # type: ignore[operator]
    refused(code, lambda: post.release(given.code))
    released = post.override(given.code, "客户在场 已核对").release
    assert (released.by, released.by_name) == (post.people.guard.staff_id, "赵刚")
    assert (released.approved_by, released.override) == (post.people.supervisor.staff_id, "客户在场 已核对")
    assert post.row(given).state == PassState.USED
    refused(code, lambda: post.release(given.code))
    refused(Code.USED_HERE, lambda: post.override(given.code))
    entry = next(
        one
        for one in post.desk.get(AuditQueries).entries(post.people.supervisor, AuditFilter())
        if one.action == "releases.override" and one.outcome == "done"
    )
    detail = json.loads(entry.detail)
    assert (detail["verdict"], detail["reasoned"]) == (code.value, True)
    assert "核对" not in entry.detail


def test_at_the_wrong_gate_nobody_may(post: Post, clock: FakeClock) -> None:
    given = wrong_gate(post, clock)
    refused(Code.WRONG_GATE, lambda: post.override(given.code))
    assert post.release(given.code, gate=2).release.closes


def test_two_persons_decide(post: Post, clock: FakeClock) -> None:
    given, boss = expired(post, clock), post.people.supervisor
    with pytest.raises(IllegalStep, match="Two persons"):
        post.desk.get(Releases).override(boss, given.code, 1, ReleaseDraft(), "客户在场", boss.staff_id)
    assert post.count() == 0


def test_a_week_after_its_end_nobody_may(post: Post, clock: FakeClock) -> None:
    given = expired(post, clock)
    clock.advance(days=6)
    late = issue(post.desk, hours=1)
    assert post.override(given.code).release.closes
    clock.advance(days=7, hours=2)
    with pytest.raises(IllegalStep, match="more than"):
        post.override(late.code)


def test_behind_what_is_set_aside_everything_else_still_counts(post: Post, clock: FakeClock) -> None:
    """An expired pass that is revoked or used as well says "expired" first: it must not slip through by that."""
    revoked, used = issue(post.desk, hours=1), issue(post.desk, hours=1)
    revoke(post, revoked)
    post.release(used.code)
    clock.advance(hours=2)
    refused(Code.EXPIRED, lambda: post.release(revoked.code))
    refused(Code.REVOKED, lambda: post.override(revoked.code))
    refused(Code.USED_HERE, lambda: post.override(used.code))
    assert post.count() == 1


def test_two_things_at_once_are_set_aside_together(post: Post, clock: FakeClock) -> None:
    given = issue(post.desk, hours=1)
    clock.advance(hours=2)
    with post.desk.bench.database.write() as session:
        session.add(
            KnownDeskRow(
                desk=9, code="B9", admitted_at=clock.now(), card_at=clock.now(), heard_at=clock.now()
            )
        )
        session.flush()
        session.get_one(KnownDeskRow, 9).heard_at = clock.now() - timedelta(days=4)
    assert post.override(given.code).release.closes


def not_genuine(post: Post) -> tuple[Code, str]:
    given = foreign(post.desk)
    trust(post.desk, SigningKey(Purpose.PASS, bytes(32)).public, 8)
    return Code.UNKNOWN_KEY, given.code


def other_building(post: Post) -> tuple[Code, str]:
    trust(post.desk, stranger().public, 7)
    return Code.WRONG_SITE, foreign(post.desk, site=4711).code


def two_of_a_number(post: Post) -> tuple[Code, str]:
    trust(post.desk, stranger().public, 7)
    post.override(foreign(post.desk, counter=5).code)
    return Code.TWO_OF_A_NUMBER, foreign(post.desk, CHAIRS[2:], counter=5).code


def revoked(post: Post) -> tuple[Code, str]:
    given = issue(post.desk)
    revoke(post, given)
    return Code.REVOKED, given.code


def used(post: Post) -> tuple[Code, str]:
    given = issue(post.desk)
    post.release(given.code)
    return Code.USED_HERE, given.short


def half(post: Post) -> tuple[Code, str]:
    return Code.READ_AGAIN, issue(post.desk).code[:60]


def unknown_number(post: Post) -> tuple[Code, str]:
    return Code.NOT_ON_RECORD, foreign(post.desk).short


@pytest.mark.parametrize(
    "make", [not_genuine, other_building, two_of_a_number, revoked, used, half, unknown_number]
)
def test_what_nobody_may_set_aside(post: Post, make: object) -> None:
    code, raw = make(post)  # type: ignore[operator]
    before = post.count(), post.count(CodeRow)
    refused(code, lambda: post.release(raw))
    refused(code, lambda: post.override(raw))
    assert before == (post.count(), post.count(CodeRow))


def test_records_too_old_need_the_supervisor(post: Post, clock: FakeClock) -> None:
    trust(post.desk, stranger().public, 7)
    given = issue(post.desk, hours=100)
    clock.advance(hours=71)
    post.release(given.code, part(1, 0, 0))
    clock.advance(hours=2)
    stopped = refused(Code.RELEASE, lambda: post.release(given.code))
    assert stopped.message == LEVEL_NOTES[Level.RED] and stopped.verdict.needs_supervisor
    assert post.override(given.code).release.approved_by == post.people.supervisor.staff_id


def test_a_desk_heard_from_needs_no_supervisor(post: Post, clock: FakeClock) -> None:
    trust(post.desk, stranger().public, 7)
    given = issue(post.desk, hours=100)
    clock.advance(hours=80)
    with post.desk.bench.database.write() as session:
        session.get_one(KnownDeskRow, 7).heard_at = clock.now() - timedelta(hours=1)
    assert post.release(given.code).release.closes


def test_an_override_has_a_reason_and_a_guard(post: Post) -> None:
    given = issue(post.desk, delay=3)
    for reason in ("", " 。"[:1], "x"):
        with pytest.raises(InvalidInput) as caught:
            post.override(given.code, reason)
        assert set(caught.value.problems) == {"reason"}
    verb = post.desk.get(Releases).override
    with pytest.raises(NotFound):
        verb(post.people.supervisor, given.code, 1, WHOLE, "客户在场", 4711)
    for somebody in (post.people.guard, post.people.receptionist):
        with pytest.raises(NotPermitted):
            verb(somebody, given.code, 1, WHOLE, "客户在场", post.people.guard.staff_id)
    assert post.count() == 0


def test_the_guards_name_is_kept_whatever_becomes_of_the_account(post: Post) -> None:
    guard = post.desk.get(Staff).add(SYSTEM, "何勇", Role.GUARD, PIN).result
    given = issue(post.desk, delay=3)
    verb = post.desk.get(Releases).override
    released = verb(post.people.supervisor, given.code, 1, WHOLE, "客户在场", guard).result
    assert (released.release.by, released.release.by_name) == (guard, "何勇")


def test_a_pass_that_has_run_out_gives_no_slip(post: Post, clock: FakeClock) -> None:
    given = expired(post, clock)
    released = post.override(given.code, draft=part(1, 0, 0))
    assert released.slip is None and not released.release.closes
    assert [one.left for one in post.at_gate(given).lines] == [11, 2, 3]


def test_a_slip_of_a_pass_that_has_not_begun_begins_with_it(post: Post) -> None:
    given = issue(post.desk, delay=5)
    slip = post.override(given.code, draft=part(1, 0, 0)).slip
    assert slip is not None and slip.valid_until == given.claims.expires_at
    refused(Code.NOT_YET, lambda: post.release(slip.pass_code))


def test_a_visitors_pass_releases_no_goods(post: Post) -> None:
    arrival = Arrival(name="张伟明", phone="13812345678", host=Host("云帆科技", "1205", "12", "陈丽"))
    visit = post.desk.get(Visitors).check_in(post.people.receptionist, arrival).result.visit
    for doing in (post.release, post.override):
        with pytest.raises(IllegalStep, match="visitor's pass"):
            doing(visit.pass_code)
    with pytest.raises(IllegalStep, match="visitor's pass"):
        post.desk.get(Releases).take_back(post.people.guard, visit.pass_code, 1)


def test_a_key_of_this_building_signs_for_its_own_desk_alone(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    ours = issue(post.desk)
    now = post.desk.bench.clock.now()
    mine = claims_of(
        ours.claims.kind,
        CHAIRS,
        desk=post.desk.bench.desk.desk_number,
        counter=99,
        site=post.desk.bench.desk.site_number,
        now=now,
        start=now,
        end=now + timedelta(hours=1),
    )
    refused(Code.OTHER_DESK, lambda: post.override(encode(mine, stranger())))
