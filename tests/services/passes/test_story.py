"""From the form to the gate: issued, judged, replaced, revoked, printed, its paper home again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from desk_app.services.codes.answers import Code
from desk_app.services.codes.claims import PassClaims, PassKind
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.directory.service import Directory
from desk_app.services.gate.service import Attempt, Gate
from desk_app.services.journal.tables import EventRow
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import ExitKind, ExitPass, LineDraft, PassState
from desk_app.services.passes.tables import CodeRow, PassRow
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.services.passes.conftest import LAPTOP, MONITORS, Counter


def scan(counter: Counter, raw: str, gate: int = 1) -> Attempt:
    return counter.desk.get(Gate).scan(counter.people.guard, raw, gate).result


def claims_of(counter: Counter, one: ExitPass) -> PassClaims:
    claims = scan(counter, one.pass_code).verdict.claims
    assert claims is not None
    return claims


def test_what_is_issued_is_released_at_the_gate(counter: Counter) -> None:
    one = counter.issue(plate="粤b·12345", carrier_phone="138 1234 5678", remark="走货梯")
    assert (one.number, one.state, one.copies) == ("YF-A1-261123-001", PassState.ISSUED, 0)
    assert (one.holder, one.unit, one.signatory_name) == ("云帆科技有限公司", "1205", "王小明")
    assert (one.plate, one.carrier_phone) == ("粤B12345", "13812345678")
    assert one.valid_from == counter.clock.now()
    assert one.valid_until == datetime(2026, 11, 23, 16, tzinfo=UTC), "the building's midnight"
    assert len(one.pass_code) <= 440
    attempt = scan(counter, one.pass_code)
    assert attempt.verdict.code is Code.RELEASE and attempt.verdict.proven
    assert attempt.record is not None and attempt.record.id == one.id
    assert attempt.record.name == "YF-A1-261123-001 云帆科技有限公司"
    assert scan(counter, one.short_code).verdict.releases
    claims = attempt.verdict.claims
    assert claims is not None and claims.kind is PassKind.GOODS and claims.pieces == 5
    at_gate = counter.desk.get(ReleaseQueries).at_gate(counter.people.guard, claims)
    assert at_gate.exit_pass == one.id and at_gate.complete
    assert [(line.name, line.left) for line in at_gate.lines] == [("显示器", 5)]
    counter.clock.advance(hours=15)
    assert scan(counter, one.pass_code).verdict.code is Code.EXPIRED
    assert counter.ask.card(counter.people.receptionist, one.id).exit_pass.state is PassState.EXPIRED


def test_saved_twice_it_is_issued_once(counter: Counter) -> None:
    assert counter.issue(request="form-1") == counter.issue(request="form-1", lines=())
    assert counter.issue(request="form-2").number.endswith("002")


def test_personal_data_is_in_the_private_part_of_the_event_alone(counter: Counter) -> None:
    draft = counter.draft(plate="粤B12345", carrier_phone="13812345678", remark="走货梯")
    one = counter.verbs.issue(counter.people.receptionist, draft).result
    with counter.desk.bench.database.read() as session:
        event = session.scalars(select(EventRow).where(EventRow.entity == one.id)).one()
        said, private = str(event.payload), str(event.private)
    for secret in ("李师傅", "13812345678", "粤B12345", "走货梯", "王小明"):
        assert secret not in said and secret in private
    assert "李师傅" not in str(counter.desk.bench) and "13812345678" not in repr(draft)


def test_gates_trips_and_a_later_day_are_in_the_code(counter: Counter) -> None:
    today = counter.clock.now().date()
    one = counter.issue(
        gates=(2, 1, 2), trips=3, day=today + timedelta(days=1), until=today + timedelta(days=2)
    )
    assert one.gates == (1, 2) and one.trips == 3
    assert one.valid_from == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert one.valid_until == datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert scan(counter, one.pass_code).verdict.code is Code.NOT_YET
    counter.clock.advance(days=1)
    assert scan(counter, one.pass_code, gate=3).verdict.code is Code.WRONG_GATE
    assert scan(counter, one.pass_code, gate=2).verdict.releases
    assert counter.issue(gates=tuple(range(1, 9))).gates == (), "all gates are any"


def test_long_names_are_shortened_in_the_code_and_never_fail(counter: Counter) -> None:
    lines = tuple(LineDraft(f"非常长的物品名称甲乙丙丁戊己庚辛{n}", 2, "大号纸箱") for n in range(60))
    one = counter.issue(plate="粤BD12345", carrier="😀" * 60, lines=lines)
    claims = claims_of(counter, one)
    assert claims.fields.plate == "粤BD12345" and claims.fields.carrier.endswith("…")
    assert claims.pieces == 120 and len(one.lines) == 60
    assert (
        not counter.desk.get(ReleaseQueries)
        .at_gate(counter.people.guard, replace(claims, counter=4_711))
        .complete
    )


def test_contractors_tools_need_no_tenant(counter: Counter) -> None:
    one = counter.issue(
        kind=ExitKind.TOOLS,
        tenant=None,
        holder="宏图装饰工程公司",
        signatory=None,
        signature=False,
        sealed=True,
    )
    assert one.tenant is None and one.holder == "宏图装饰工程公司" and one.sealed
    assert claims_of(counter, one).tenant == 0


def test_a_typed_holder_that_names_a_tenant_is_that_tenant(counter: Counter) -> None:
    for typed in ("云帆科技有限公司", " 云帆 "):
        assert counter.issue(tenant=None, holder=typed).tenant == counter.tenant


def test_the_pass_of_a_desk_never_met_is_built_from_its_code(counter: Counter) -> None:
    claims = claims_of(
        counter, counter.issue(plate="粤B12345", lines=(MONITORS, LAPTOP), due=datetime(2026, 12, 1).date())
    )
    met = counter.desk.get(ReleaseQueries).at_gate(counter.people.guard, replace(claims, desk=7))
    assert (met.exit_pass, met.reason) == (None, None)
    assert (met.holder, met.unit, met.signatory) == ("云帆科技有限公司", "1205", "王小明")
    assert [line.name for line in met.lines] == ["显示器 台", "笔记本电脑 台"]
    assert met.complete and met.pieces == 7 and met.plate == "粤B12345"
    stranger = counter.desk.get(ReleaseQueries).at_gate(
        counter.people.guard, replace(claims, desk=7, tenant=99, signatory=0)
    )
    assert (stranger.holder, stranger.unit, stranger.signatory) == ("", "", "")
    visitor = PassClaims(PassKind.VISITOR, 7, 1, claims.site, claims.issued, 0, 60)
    with pytest.raises(IllegalStep, match="visitor"):
        counter.desk.get(ReleaseQueries).at_gate(counter.people.guard, visitor)


# Replaced and revoked


def test_a_replaced_pass_is_void_and_the_new_one_is_good(counter: Counter) -> None:
    old = counter.issue(lines=(MONITORS, LAPTOP), due=datetime(2026, 12, 1).date())
    counter.release(old, {1: 3, 2: 2}, closes=False)
    counter.clock.advance(minutes=5)
    new = counter.verbs.replace(counter.people.receptionist, old.id, "原件遗失", "again").result
    assert counter.verbs.replace(counter.people.receptionist, old.id, "原件遗失", "again").result == new
    assert [(line.name, line.quantity) for line in new.lines] == [("显示器", 2)], "what has left is left"
    assert (new.replaces, new.valid_until, new.trips) == (old.id, old.valid_until, 1)
    assert claims_of(counter, new).fields.supersedes == old.pass_id
    assert scan(counter, old.pass_code).verdict.code is Code.REPLACED
    assert scan(counter, new.pass_code).verdict.releases
    card = counter.ask.card(counter.people.receptionist, old.id)
    assert card.exit_pass.state is PassState.REPLACED and card.replaced_by == new.number
    assert card.exit_pass.out == 2, "what is out is still owed on the old one"
    assert counter.ask.card(counter.people.receptionist, new.id).replaces == old.number


def test_a_revoked_pass_is_refused_by_name(counter: Counter) -> None:
    one = counter.issue()
    gone = counter.verbs.revoke(counter.people.receptionist, one.id, "客户取消").result
    assert (gone.state, gone.revoke_reason) == (PassState.REVOKED, "客户取消")
    assert gone.revoked_at == counter.clock.now()
    verdict = scan(counter, one.pass_code).verdict
    assert verdict.code is Code.REVOKED and verdict.values["by"] == "林小雨"
    assert counter.ask.card(counter.people.receptionist, one.id).revoked_by == "林小雨"


@pytest.mark.parametrize("reason", ["", " ", "x", "长" * 201])
def test_a_reason_stands_on_record(counter: Counter, reason: str) -> None:
    one = counter.issue()
    for verb in (counter.verbs.revoke, counter.verbs.replace):
        with pytest.raises(InvalidInput) as refused:
            verb(counter.people.receptionist, one.id, reason)
        assert set(refused.value.problems) == {"reason"}
    assert scan(counter, one.pass_code).verdict.releases


def test_what_is_over_says_what_to_do_instead(counter: Counter) -> None:
    by = counter.people.receptionist
    used, revoked, replaced, expired = (counter.issue() for _ in range(4))
    counter.release(used)
    counter.verbs.revoke(by, revoked.id, "客户取消")
    counter.verbs.replace(by, replaced.id, "原件遗失")
    counter.clock.advance(days=1)
    for one in (used, revoked, replaced):
        with pytest.raises(IllegalStep):
            counter.verbs.revoke(by, one.id, "客户取消")
    for one in (used, revoked, replaced, expired):
        with pytest.raises(IllegalStep):
            counter.verbs.replace(by, one.id, "原件遗失")
        with pytest.raises(IllegalStep):
            counter.verbs.print_pass(by, one.id)
    assert counter.verbs.revoke(by, expired.id, "客户取消").result.state is PassState.REVOKED
    with pytest.raises(NotFound):
        counter.verbs.revoke(by, 4711, "客户取消")


def test_a_tenant_that_has_left_gets_no_replacement(counter: Counter) -> None:
    one = counter.issue()
    directory = counter.desk.get(Directory)
    directory.announce_move_out(counter.people.supervisor, counter.tenant, counter.clock.now().date())
    directory.clear_finance(counter.people.supervisor, counter.tenant)
    directory.moved_out(counter.people.supervisor, counter.tenant)
    with pytest.raises(Unsettled) as refused:
        counter.verbs.replace(counter.people.receptionist, one.id, "原件遗失")
    assert [found.weight for found in refused.value.findings] == [Weight.REFUSED]
    assert scan(counter, one.pass_code).verdict.releases, "nothing was changed"


def test_the_first_print_is_the_original(counter: Counter) -> None:
    one = counter.issue()
    copies = [counter.verbs.print_pass(counter.people.receptionist, one.id).result.copies for _ in range(3)]
    assert copies == [1, 2, 3]


# Paper comes home


def test_the_paper_of_a_pass_comes_home_once(counter: Counter) -> None:
    one, by = counter.issue(), counter.people.receptionist
    first = counter.verbs.paper_home(by, one.pass_code).result
    again = counter.verbs.paper_home(by, one.short_code).result
    assert (first.was_home, again.was_home) == (False, True)
    assert first.exit_pass.paper_back_at == counter.clock.now() == again.exit_pass.paper_back_at
    assert counter.verbs.undo_paper_home(by, one.id).result.paper_back_at is None
    with pytest.raises(IllegalStep):
        counter.verbs.undo_paper_home(by, one.id)


def test_a_balance_slip_is_a_paper_of_its_pass(counter: Counter) -> None:
    one, other = counter.issue(), counter.issue()
    slip_to(counter, other, one)
    assert (
        counter.verbs.paper_home(counter.people.receptionist, other.pass_code).result.exit_pass.id == one.id
    )
    found = counter.ask.by_code(counter.people.receptionist, other.short_code)
    assert found is not None and found.id == one.id


def test_what_left_before_a_slip_was_given_is_not_the_slip_s(counter: Counter) -> None:
    one, slip = counter.issue(trips=2), counter.issue()
    counter.release(one, {1: 5})
    counter.release(one, {1: 2}, trip=2, place=2, closes=False, slip=slip.pass_id)
    slip_to(counter, slip, one)
    verdict = scan(counter, slip.pass_code).verdict
    assert verdict.releases and verdict.uses == ()
    assert scan(counter, one.pass_code).verdict.releases
    claims = verdict.claims
    assert claims is not None
    at_gate = counter.desk.get(ReleaseQueries).at_gate(counter.people.guard, claims)
    assert (at_gate.exit_pass, at_gate.pass_id, at_gate.lines[0].left) == (one.id, one.pass_id, 3)
    assert at_gate.releases[1].slip == slip.short_code
    counter.release(one, {1: 3}, trip=2, place=3, pass_id=slip.pass_id, desk=7, gate=2)
    verdict = scan(counter, slip.pass_code).verdict
    assert verdict.code is Code.USED_ELSEWHERE and verdict.values["gate"] == "gate 2"
    assert scan(counter, one.pass_code).verdict.code is Code.USED_HERE


def slip_to(counter: Counter, slip: ExitPass, one: ExitPass) -> None:
    """Make the code of `slip` that of a balance slip of `one`."""
    with counter.desk.bench.database.write() as session:
        session.execute(text("DELETE FROM exit_pass_lines WHERE exit_pass = :id"), {"id": slip.id})
        session.delete(session.get_one(PassRow, slip.id))
        session.get_one(CodeRow, slip.pass_id).root = one.pass_id


def test_any_other_paper_is_told_what_it_is(counter: Counter) -> None:
    one, by = counter.issue(), counter.people.receptionist
    visitors = counter.desk.get(Visitors)
    visit = visitors.check_in(by, Arrival("张伟", "13800001234", host=Host(tenant="云帆"))).result.visit
    said = {}
    other, unknown = ShortNumber(Kind.VISIT, 1, 1).digits, ShortNumber(Kind.PASS, 9, 99).digits
    several = f"{one.pass_code}\n{visit.pass_code}"
    papers = ("", "7001", "69012345678", visit.pass_code, visit.short_code, other, unknown, "97", several)
    for raw in (*papers, one.pass_code[:-9]):
        assert counter.ask.by_code(by, raw) is None
        with pytest.raises(UserError) as refused:
            counter.verbs.paper_home(by, raw)
        said[raw] = str(refused.value)
    assert "Nothing was read" in said[""]
    assert "visitor's pass" in said[visit.pass_code] and said[visit.short_code] == said[visit.pass_code]
    assert len(set(said.values())) >= 5


def test_a_paper_that_differs_from_the_record_is_kept(counter: Counter) -> None:
    one, other = counter.issue(), counter.issue()
    with counter.desk.bench.database.write() as session:
        session.get_one(CodeRow, one.pass_id).code = other.pass_code
    with pytest.raises(UserError, match="differs"):
        counter.verbs.paper_home(counter.people.receptionist, one.pass_code)
    assert counter.ask.by_code(counter.people.receptionist, one.pass_code) is None


def test_a_call_is_noted(counter: Counter) -> None:
    one, by = counter.issue(), counter.people.receptionist
    assert counter.verbs.note_call(by, one.id, "下周再搬").result.called_at == counter.clock.now()
    assert counter.verbs.note_call(by, one.id, "").result.called_at is not None
    with pytest.raises(InvalidInput):
        counter.verbs.note_call(by, one.id, "长" * 501)


# Lists that come again


def test_a_list_is_kept_for_a_tenant_or_for_everybody(counter: Counter) -> None:
    by, draft = counter.people.receptionist, counter.draft(lines=(MONITORS, LAPTOP))
    own = counter.verbs.save_template(by, "每周送修", draft, for_tenant=True).result
    everybody = counter.verbs.save_template(by, "施工工具", draft, for_tenant=False).result
    assert [one.id for one in counter.ask.templates(by, counter.tenant)] == [own, everybody]
    assert [one.id for one in counter.ask.templates(by, None)] == [everybody]
    assert counter.ask.templates(by, counter.tenant)[0].lines == (MONITORS, LAPTOP)
    again = counter.verbs.save_template(by, "每周送修", counter.draft(), for_tenant=True).result
    assert again == own and counter.ask.templates(by, counter.tenant)[0].lines == (MONITORS,)
    counter.verbs.drop_template(by, own)
    assert [one.id for one in counter.ask.templates(by, counter.tenant)] == [everybody]
    with pytest.raises(NotFound):
        counter.verbs.drop_template(by, own)


def test_a_list_needs_a_name_goods_and_its_tenant(counter: Counter) -> None:
    by = counter.people.receptionist
    for name, draft, field in (
        ("", counter.draft(), "name"),
        ("清单", counter.draft(lines=()), "lines"),
        ("清单", counter.draft(tenant=None), "holder"),
    ):
        with pytest.raises(InvalidInput) as refused:
            counter.verbs.save_template(by, name, draft, for_tenant=True)
        assert set(refused.value.problems) == {field}
