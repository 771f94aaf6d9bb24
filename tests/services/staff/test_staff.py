"""Accounts and signing in through the service: one message for every mismatch, the last supervisor."""

from __future__ import annotations

import json

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

from desk_app.services.audit.chain import verify
from desk_app.services.audit.tables import AuditRow
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, NotFound, NotPermitted, UserError
from desk_app.services.core.people import Role
from desk_app.services.settings.service import SettingsService
from desk_app.services.staff.patience import SUPERVISORS_LEAST
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.staff.tables import StaffRow
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock, FakeSecrets

NEW = "905714"


def last(desk: Services) -> AuditRow:
    with desk.bench.database.read() as session:
        return session.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1)).one()


def test_signing_in_says_who_it_is_and_is_on_record(desk: Services, staff: Staff, people: People) -> None:
    actor = staff.sign_in(people.guard.staff_id, PIN)
    assert actor == people.guard
    assert (last(desk).action, last(desk).outcome, last(desk).staff) == (
        "staff.sign_in",
        "done",
        actor.staff_id,
    )
    staff.signed_out(actor, locked=True)
    assert last(desk).action == "staff.lock"
    staff.signed_out(actor)
    assert last(desk).action == "staff.sign_out"


def test_every_mismatch_says_the_same(desk: Services, staff: Staff, people: People) -> None:
    staff.close(people.supervisor, people.guard.staff_id)
    said = set()
    for who, pin in (
        (people.receptionist.staff_id, NEW),
        (4711, PIN),
        (people.guard.staff_id, PIN),
        (4712, ""),
    ):
        with pytest.raises(UserError) as refused:
            staff.sign_in(who, pin)
        said.add((type(refused.value), str(refused.value.message), tuple(refused.value.values)))
        assert last(desk).outcome == "failed"
    assert len(said) == 1


def test_without_its_pepper_nobody_gets_in(
    staff: Staff, people: People, secrets: FakeSecrets, desk: Services
) -> None:
    secrets.__dict__["_kept"].pop("pin-pepper")
    with pytest.raises(UserError):
        staff.sign_in(people.receptionist.staff_id, PIN)
    assert last(desk).outcome == "failed"


def test_a_stronger_hash_replaces_a_weak_one_at_sign_in(
    desk: Services, staff: Staff, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept() -> str:
        with desk.bench.database.read() as session:
            return session.get_one(StaffRow, people.guard.staff_id).pin

    before = kept()
    monkeypatch.setattr(staff._pins, "_hasher", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    staff.sign_in(people.guard.staff_id, PIN)
    assert kept() != before and "m=64,t=2" in kept()
    staff.sign_in(people.guard.staff_id, PIN)


def test_the_last_supervisor_stays(staff: Staff, people: People, desk: Services) -> None:
    only = people.supervisor
    for verb in (
        lambda: staff.close(only, only.staff_id),
        lambda: staff.change(only, only.staff_id, only.name, Role.GUARD),
    ):
        with pytest.raises(IllegalStep):
            verb()
    second = staff.add(only, "郑经理", Role.SUPERVISOR, NEW).result
    staff.close(only, second)
    with pytest.raises(IllegalStep):
        staff.close(only, only.staff_id)
    staff.reopen(only, second)
    staff.close(only, only.staff_id)
    assert [one.name for one in desk.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR] == [
        "郑经理"
    ]


def test_a_supervisor_approves_beside_somebody(desk: Services, staff: Staff, people: People) -> None:
    actor = staff.approve(people.supervisor.staff_id, PIN, beside=people.receptionist)
    assert actor.role is Role.SUPERVISOR and actor.beside == people.receptionist.staff_id
    with pytest.raises(NotPermitted):
        staff.approve(people.guard.staff_id, PIN, beside=people.receptionist)
    assert (last(desk).action, last(desk).outcome) == ("staff.approve", "refused")


def test_a_colleague_vouches_beside_somebody(desk: Services, staff: Staff, people: People) -> None:
    actor = staff.vouch(people.receptionist.staff_id, PIN, beside=people.supervisor)
    assert actor.role is Role.RECEPTIONIST and actor.beside == people.supervisor.staff_id
    assert (last(desk).action, last(desk).staff) == ("staff.vouch", people.receptionist.staff_id)
    with pytest.raises(UserError):
        staff.vouch(people.receptionist.staff_id, "000000", beside=people.supervisor)
    assert (last(desk).action, last(desk).outcome) == ("staff.vouch", "failed")


def test_a_pin_of_ones_own(staff: Staff, people: People, desk: Services) -> None:
    new = staff.add(people.supervisor, "吴小梅", Role.RECEPTIONIST, NEW).result
    actor = staff.sign_in(new, NEW)
    me = desk.get(StaffQueries).me(actor)
    assert me.must_change
    with pytest.raises(UserError):
        staff.choose_pin(actor, NEW)
    with pytest.raises(UserError):
        staff.choose_pin(actor, "123456")
    staff.choose_pin(actor, "582047")
    assert not desk.get(StaffQueries).me(actor).must_change
    assert staff.sign_in(new, "582047") == actor


@pytest.mark.parametrize("name", ["", " ", "吴", "名" * 61])
def test_names_have_a_length(staff: Staff, people: People, name: str) -> None:
    with pytest.raises(UserError):
        staff.add(people.supervisor, name, Role.GUARD, NEW)


def test_nobody_is_made_the_program(staff: Staff, people: People) -> None:
    with pytest.raises(NotPermitted):
        staff.add(people.supervisor, "吴小梅", Role.SYSTEM, NEW)
    with pytest.raises(NotPermitted):
        staff.change(people.supervisor, people.guard.staff_id, "赵刚", Role.SYSTEM)
    with pytest.raises(NotFound):
        staff.close(people.supervisor, 4711)


def test_no_pin_and_no_name_stands_where_it_must_not(
    desk: Services, staff: Staff, people: People, clock: FakeClock
) -> None:
    staff.add(people.supervisor, "吴小梅", Role.GUARD, NEW, phone="13812345678")
    with pytest.raises(UserError):
        staff.sign_in(people.guard.staff_id, "582047")
    with desk.bench.database.read() as session:
        public = [
            *session.scalars(text("SELECT payload FROM journal_events")),
            *session.scalars(text("SELECT detail FROM audit_entries")),
            *session.scalars(text("SELECT coalesce(private, '') FROM journal_events")),
        ]
        assert not any(pin in line for line in public for pin in (NEW, "582047", PIN))
        assert not any("吴小梅" in line or "13812345678" in line for line in public[: -len(public) // 3])
        assert list(verify(session)) == []
        assert all(json.loads(line) is not None for line in public if line)


def test_supervisors_may_have_to_have_longer_ones(staff: Staff, people: People, desk: Services) -> None:
    boss = people.supervisor
    desk.get(SettingsService).change(boss, SUPERVISORS_LEAST, 12)
    with pytest.raises(UserError) as own:
        staff.choose_pin(boss, "80417263")
    with pytest.raises(UserError) as given:
        staff.add(boss, "另一位主管", Role.SUPERVISOR, "80417263")
    assert own.value.values["least"] == given.value.values["least"] == 12
    staff.choose_pin(boss, "lobby-7-umbrellas")
    assert staff.sign_in(boss.staff_id, "lobby-7-umbrellas").role is Role.SUPERVISOR
    other = staff.add(boss, "前台", Role.RECEPTIONIST, "804172").result
    staff.change(boss, other, "前台", Role.SUPERVISOR)
    assert desk.get(StaffQueries).me(staff.sign_in(other, "804172")).must_change, "it was a receptionist's"
