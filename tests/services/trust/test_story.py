"""Desks come, renew their keys, are replaced, stolen and go; what the gate then says of their passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.codes.ledger import Level
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_
from desk_app.services.desk.identity import Founding
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.trust.heard import heard
from desk_app.services.trust.keyfile import BadCard, read_card, vouching
from desk_app.services.trust.queries import TrustQueries
from desk_app.services.trust.records import CardKey, KeyState, News
from desk_app.services.trust.ring import sync_ring
from desk_app.services.trust.service import Trust
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.trust.build import OtherDesk


def verdict(desk: Services, people: People, raw: str) -> Verdict:
    return desk.get(GateQueries).verify(people.guard, raw)


def code(desk: Services, people: People, raw: str) -> Code:
    return verdict(desk, people, raw).code


def own_pass(desk: Services, people: People) -> str:
    arrival = Arrival(name="张伟明", phone="13812345678", host=Host(tenant="云帆科技"))
    return desk.get(Visitors).check_in(people.receptionist, arrival).result.visit.pass_code


def admit(desk: Services, people: People, other: OtherDesk, **how: object) -> int:
    card = read_card(other.file())
    values: dict[str, object] = {"fingerprint": card.fingerprint} | how
    return desk.get(Trust).admit(people.supervisor, card, **values).result  # type: ignore[arg-type]


def news(desk: Services, people: People, other: OtherDesk) -> News:
    return desk.get(TrustQueries).look_at(people.supervisor, other.file()).news


# Other desks


def test_another_desk_counts_once_it_is_admitted(desk: Services, people: People) -> None:
    other = OtherDesk(desk)
    assert code(desk, people, other.issue()) is Code.UNKNOWN_KEY
    assert news(desk, people, other) is News.NEW_DESK
    assert admit(desk, people, other) == 2
    assert code(desk, people, other.issue()) is Code.RELEASE
    assert news(desk, people, other) is News.NOTHING_NEW
    [known] = desk.get(TrustQueries).desks(people.supervisor)
    assert (known.code, known.fingerprint, known.heard_at) == ("B1", other.card().fingerprint, None)


def test_two_real_desks(desk: Services, people: People, clock: FakeClock, folder: DataFolder) -> None:
    founding = Founding("云帆大厦", "YF", "B1", 2, site_number=desk.bench.desk.site_number)
    there = assembly.found(
        DataFolder(folder.root.parent / "other"),
        founding,
        assembly.FirstSupervisor("吴芳", PIN),
        clock=clock,
        secrets=FakeSecrets(),
    )
    try:
        from desk_app.services.core.people import SYSTEM

        arrival = Arrival(name="王芳", phone="13912345678", host=Host(tenant="云帆科技"))
        raw = there.get(Visitors).check_in(SYSTEM, arrival).result.visit.pass_code
        age = there.get(TrustQueries).key_age(SYSTEM)
        card = read_card(there.get(TrustQueries).export(SYSTEM))
        assert card.fingerprint == age.fingerprint
        desk.get(Trust).admit(people.supervisor, card, age.fingerprint.replace(" ", "-"))
        assert code(desk, people, raw) is Code.RELEASE
        there.get(Trust).rotate(SYSTEM)
        newer = read_card(there.get(TrustQueries).export(SYSTEM))
        assert desk.get(TrustQueries).look_at(
            people.supervisor, there.get(TrustQueries).export(SYSTEM)
        ).news is (News.NEW_KEYS)
        desk.get(Trust).admit(people.supervisor, newer, None)
        assert code(desk, people, raw) is Code.RELEASE
    finally:
        there.bench.database.close()


@pytest.mark.parametrize("typed", ["", "12345", "０" * 30, "x" * 5000, "00000 " * 6])
def test_wrong_digits_admit_nobody(desk: Services, people: People, typed: str) -> None:
    other = OtherDesk(desk)
    with pytest.raises(InvalidInput) as refused:
        admit(desk, people, other, fingerprint=typed)
    assert set(refused.value.problems) == {"fingerprint"}
    assert desk.get(TrustQueries).desks(people.supervisor) == []


def test_digits_as_they_are_typed(desk: Services, people: People) -> None:
    other = OtherDesk(desk)
    digits = other.card().fingerprint
    wide = digits.translate({ord("0") + n: ord("０") + n for n in range(10)})
    admit(desk, people, other, fingerprint=f"  {wide.replace(' ', '　')} ")
    assert len(desk.get(TrustQueries).desks(people.supervisor)) == 1


def test_cards_that_cannot_count_here(desk: Services, people: People) -> None:
    queries, trust, supervisor = desk.get(TrustQueries), desk.get(Trust), people.supervisor
    away = OtherDesk(desk)
    away.site += 1
    same_number = OtherDesk(desk, number=desk.bench.desk.desk_number)
    clone = OtherDesk(desk)
    clone.keys = {purpose: open_signing_key(desk.bench.secrets, purpose) for purpose in Purpose}
    for raw, told in (
        (away.file(), "another building"),
        (queries.export(supervisor), "this desk's own"),
        (same_number.file(), "given one number"),
        (clone.file(), "copied from the other"),
    ):
        with pytest.raises(BadCard, match=told):
            queries.look_at(supervisor, raw)
        with pytest.raises(BadCard, match=told):
            trust.admit(supervisor, read_card(raw), None)
    admit(desk, people, OtherDesk(desk))
    with pytest.raises(BadCard, match="belongs to desk number"):
        queries.look_at(supervisor, OtherDesk(desk, number=3, code="C1").file())


@pytest.mark.parametrize(("seed", "named"), [(31, "B1"), (31, "C1"), (20, "C1")])
def test_another_pc_with_its_number_needs_a_word(
    desk: Services, people: People, seed: int, named: str
) -> None:
    old, new = OtherDesk(desk), OtherDesk(desk, seed, code=named)
    admit(desk, people, old)
    before = old.issue(desk.bench.clock.now() - timedelta(minutes=2))
    assert news(desk, people, new) is News.OTHER_PC
    with pytest.raises(IllegalStep, match="took its place"):
        admit(desk, people, new)
    admit(desk, people, new, replaces=True)
    assert code(desk, people, before) is Code.RELEASE, "what the old one signed stays good"
    assert code(desk, people, new.issue(counter=2)) is Code.RELEASE
    if seed != 20:
        assert code(desk, people, old.issue(counter=3)) is Code.KEY_REVOKED


def test_renewed_keys_arrive_by_card(desk: Services, people: People, clock: FakeClock) -> None:
    other = OtherDesk(desk)
    admit(desk, people, other)
    old_card = other.file()
    before = other.issue()
    clock.advance(minutes=1)
    other.renew(22)
    clock.advance(minutes=1)
    assert code(desk, people, other.issue(counter=2)) is Code.UNKNOWN_KEY
    assert news(desk, people, other) is News.NEW_KEYS
    admit(desk, people, other)
    assert code(desk, people, before) is Code.RELEASE
    assert code(desk, people, other.issue(counter=2)) is Code.RELEASE
    with pytest.raises(BadCard, match="newer key card"):
        desk.get(TrustQueries).look_at(people.supervisor, old_card)


def test_renewed_twice_between_two_cards(desk: Services, people: People, clock: FakeClock) -> None:
    other = OtherDesk(desk)
    admit(desk, people, other)
    for seed in (22, 23):
        clock.advance(minutes=1)
        other.renew(seed)
    assert news(desk, people, other) is News.NEW_KEYS
    admit(desk, people, other, fingerprint=None)
    assert code(desk, people, other.issue(counter=2)) is Code.RELEASE


def test_a_forged_renewal_is_another_pc(desk: Services, people: People, clock: FakeClock) -> None:
    """The thief's card names the true keys as old ones, ended long ago or revoked."""
    other, thief = OtherDesk(desk), OtherDesk(desk, seed=99)
    admit(desk, people, other)
    genuine, long_ago = other.issue(), clock.now() - timedelta(days=900)
    thief.old = tuple(
        CardKey(purpose, one.public, other.since, retired_at=long_ago, revoked_at=long_ago)
        for purpose, one in other.keys.items()
    )
    thief.vouches = {
        purpose: thief.keys[Purpose.SYNC].sign(vouching(2, purpose, one.public))
        for purpose, one in thief.keys.items()
    }
    clock.advance(minutes=1)
    assert news(desk, people, thief) is News.OTHER_PC
    with pytest.raises(InvalidInput) as refused:
        admit(desk, people, thief, fingerprint=None, replaces=True)
    assert set(refused.value.problems) == {"fingerprint"}
    admit(desk, people, thief, replaces=True)
    assert code(desk, people, genuine) is Code.RELEASE, "what the true one signed until now stays good"


def test_a_renewal_ends_no_key_before_it_was_used_last(
    desk: Services, people: People, clock: FakeClock
) -> None:
    other = OtherDesk(desk)
    admit(desk, people, other)
    clock.advance(hours=1)
    genuine = other.issue()
    clock.advance(minutes=1)
    with desk.bench.database.write() as session:
        assert heard(session, 2, clock.now(), clock.now())
    other.renew(22)
    other.old = tuple(replace(one, retired_at=clock.now() - timedelta(hours=2)) for one in other.old)
    assert news(desk, people, other) is News.NEW_KEYS
    admit(desk, people, other)
    assert code(desk, people, genuine) is Code.RELEASE


def test_a_card_from_the_future(desk: Services, people: People, clock: FakeClock) -> None:
    other = OtherDesk(desk)
    ahead = clock.now() + timedelta(days=3650)
    with pytest.raises(BadCard, match="from the future"):
        desk.get(TrustQueries).look_at(people.supervisor, other.file(made_at=ahead))
    other.since = ahead
    with pytest.raises(BadCard, match="from the future"):
        admit(desk, people, other)
    other.since = clock.now() + timedelta(minutes=4)
    assert admit(desk, people, other) == 2


def test_both_clocks_were_ahead(desk: Services, people: People, clock: FakeClock) -> None:
    """Once this PC's clock is right again, nothing has been heard since then, and no card is newer than today's."""
    other, real = OtherDesk(desk), clock.now()
    clock.advance(days=900)
    admit(desk, people, other)
    with desk.bench.database.write() as session:
        assert heard(session, 2, clock.now(), clock.now())
    clock.set(real)
    desk.get(Gate).confirm_clock(people.supervisor, "主板电池没电")
    clock.advance(days=30)
    found = verdict(desk, people, own_pass(desk, people))
    assert found.freshness is not None and found.freshness.level is Level.RED
    other.since = clock.now()
    assert news(desk, people, other) is News.NOTHING_NEW
    with desk.bench.database.write() as session:
        assert heard(session, 2, clock.now(), clock.now())


def test_a_stolen_pc(desk: Services, people: People, clock: FakeClock) -> None:
    other, trust, supervisor = OtherDesk(desk), desk.get(Trust), people.supervisor
    admit(desk, people, other)
    before = other.issue()
    clock.advance(hours=1)
    later = other.issue(counter=2)
    held = next(one for one in desk.get(TrustQueries).keys(supervisor) if not one.own)
    with pytest.raises(InvalidInput):
        trust.revoke(supervisor, held.id, " ")
    with pytest.raises(InvalidInput):
        trust.revoke(supervisor, held.id, "被盗", clock.now() + timedelta(minutes=1))
    trust.revoke(supervisor, held.id, "被盗", clock.now() - timedelta(minutes=30))
    assert code(desk, people, before) is Code.RELEASE
    assert code(desk, people, later) is Code.KEY_REVOKED
    theirs = [one for one in desk.get(TrustQueries).keys(supervisor) if not one.own]
    assert {(one.purpose, one.state, one.reason) for one in theirs} == {
        (purpose, KeyState.REVOKED, "被盗") for purpose in Purpose
    }
    with pytest.raises(IllegalStep):
        trust.revoke(supervisor, held.id, "被盗")
    with pytest.raises(BadCard, match="revoked here"):
        admit(desk, people, other)
    other.renew(23)
    admit(desk, people, other, replaces=True)
    assert code(desk, people, other.issue(counter=3)) is Code.RELEASE
    assert code(desk, people, later) is Code.KEY_REVOKED, "a newer card takes no revocation back"


def test_a_desk_that_is_gone_and_comes_back(desk: Services, people: People, clock: FakeClock) -> None:
    other, trust = OtherDesk(desk), desk.get(Trust)
    admit(desk, people, other)
    before = other.issue()
    clock.advance(minutes=1)
    trust.withdraw(people.supervisor, 2, "撤岗")
    clock.advance(minutes=1)
    assert code(desk, people, before) is Code.RELEASE
    assert code(desk, people, other.issue(counter=2)) is Code.KEY_REVOKED
    assert verdict(desk, people, before).freshness.level is Level.FRESH  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        trust.withdraw(people.supervisor, 2, "撤岗")
    admit(desk, people, other)
    assert code(desk, people, other.issue(counter=2)) is Code.RELEASE


# This desk's own keys


def test_own_keys_renewed(desk: Services, people: People, clock: FakeClock) -> None:
    queries = desk.get(TrustQueries)
    before, first = own_pass(desk, people), queries.key_age(people.supervisor)
    clock.advance(days=366)
    assert queries.key_age(people.supervisor).renew
    clock.advance(days=-366)
    desk.get(Trust).rotate(people.supervisor)
    age = queries.key_age(people.supervisor)
    assert (age.fingerprint != first.fingerprint, age.since, age.renew) == (True, clock.now(), False)
    after = own_pass_again(desk, people)
    assert [code(desk, people, raw) for raw in (before, after)] == [Code.RELEASE] * 2
    states = [(one.own, one.state) for one in queries.keys(people.supervisor)]
    assert sorted(states) == [(True, KeyState.IN_USE)] * 2 + [(True, KeyState.RETIRED)] * 2
    clock.advance(hours=20)
    assert code(desk, people, before) is Code.EXPIRED


def own_pass_again(desk: Services, people: People) -> str:
    arrival = Arrival(name="王芳", phone="13912345678", host=Host(tenant="云帆科技"))
    return desk.get(Visitors).check_in(people.receptionist, arrival).result.visit.pass_code


class _Torn(Exception):
    pass


@pytest.mark.parametrize("puts", [0, 1, 2])
def test_a_renewal_cut_short(
    desk: Services, people: People, secrets: FakeSecrets, monkeypatch: pytest.MonkeyPatch, puts: int
) -> None:
    """After none, one or both of the new seeds are stored the power goes, and the database has not committed."""
    before, keep, left = own_pass(desk, people), FakeSecrets.put, [puts]

    def put(self: FakeSecrets, name: str, secret: bytes) -> None:
        if left[0] == 0:
            raise StorageTrouble(N_("The desk is gone."))
        left[0] -= 1
        keep(self, name, secret)
        if left[0] == 0:
            raise _Torn

    monkeypatch.setattr(FakeSecrets, "put", put)
    with pytest.raises((_Torn, StorageTrouble)):
        desk.get(Trust).rotate(people.supervisor)
    monkeypatch.undo()
    after = own_pass_again(desk, people)
    assert [code(desk, people, raw) for raw in (before, after)] == [Code.RELEASE] * 2
    card = read_card(desk.get(TrustQueries).export(people.supervisor))
    assert card.current(Purpose.PASS) == open_signing_key(secrets, Purpose.PASS).public
    desk.get(Trust).rotate(people.supervisor)  # once more, and all is in order
    states = [one.state for one in desk.get(TrustQueries).keys(people.supervisor)]
    assert states.count(KeyState.IN_USE) == 2
    assert [code(desk, people, raw) for raw in (before, after)] == [Code.RELEASE] * 2


def test_the_key_in_use_is_not_revoked(desk: Services, people: People) -> None:
    trust, queries = desk.get(Trust), desk.get(TrustQueries)
    trust.note_own_keys(people.supervisor)
    held = queries.keys(people.supervisor)[0]
    with pytest.raises(IllegalStep, match="signs with this key"):
        trust.revoke(people.supervisor, held.id, "遗失")
    trust.rotate(people.supervisor)
    trust.revoke(people.supervisor, held.id, "遗失")
    with pytest.raises(NotFound):
        trust.revoke(people.supervisor, 4711, "遗失")


def test_old_secrets_put_back_ask_for_a_renewal(desk: Services, people: People, secrets: FakeSecrets) -> None:
    kept = dict(secrets.__dict__["_kept"])
    own_pass(desk, people)
    kept |= secrets.__dict__["_kept"]
    desk.get(Trust).rotate(people.supervisor)
    secrets.__dict__["_kept"].update(kept)
    assert desk.get(TrustQueries).key_age(people.supervisor).renew
    with pytest.raises(IllegalStep, match="renew"):
        desk.get(TrustQueries).export(people.supervisor)
    desk.get(Trust).rotate(people.supervisor)
    assert read_card(desk.get(TrustQueries).export(people.supervisor)).desk_number == 1


# Hearing from other desks


def test_freshness_by_when_the_others_were_heard(desk: Services, people: People, clock: FakeClock) -> None:
    raw = own_pass(desk, people)

    def level() -> Level:
        found = verdict(desk, people, raw)
        assert found.freshness is not None
        assert found.needs_supervisor is (found.freshness.level is Level.RED)
        return found.freshness.level

    def hear(number: int) -> bool:
        with desk.bench.database.write() as session:
            return heard(session, number, clock.now(), clock.now())

    assert level() is Level.FRESH, "alone"
    second, third = OtherDesk(desk), OtherDesk(desk, 40, 3, "C1")
    admit(desk, people, second)
    assert level() is Level.RED, "never heard"
    assert hear(2)
    assert level() is Level.FRESH
    admit(desk, people, third)
    assert level() is Level.RED, "one of two never heard"
    clock.advance(hours=2)
    assert hear(3)
    assert level() is Level.FRESH
    assert not hear(9), "not admitted"
    base = clock.now()
    raw = second.issue(base, lifetime=6000)
    clock.advance(hours=22)
    assert level() is Level.AMBER, "the one heard longest ago counts"
    clock.advance(hours=48)
    assert level() is Level.RED


def test_hearing_never_goes_back_and_never_ahead(desk: Services, people: People, clock: FakeClock) -> None:
    admit(desk, people, OtherDesk(desk))
    now = clock.now()
    with desk.bench.database.write() as session:
        assert heard(session, 2, now + timedelta(days=30), now), "its clock is wrong"
        assert not heard(session, 2, now - timedelta(hours=1), now)
    assert desk.get(TrustQueries).desks(people.supervisor)[0].heard_at == now


def test_the_sync_ring_has_sync_keys_only(desk: Services, people: People) -> None:
    other = OtherDesk(desk)
    admit(desk, people, other)
    with desk.bench.database.read() as session:
        ring = sync_ring(desk.bench, session)
    signing = other.keys[Purpose.SYNC]
    found = ring.find(Purpose.SYNC, signing.key_id, b"records", signing.sign(b"records"))
    assert found is not None
    assert found.desk == 2
    own = open_signing_key(desk.bench.secrets, Purpose.SYNC)
    assert ring.find(Purpose.SYNC, own.key_id, b"records", own.sign(b"records")) is not None
    assert ring.with_id(other.keys[Purpose.PASS].key_id) == ()


def test_all_of_it_is_in_the_audit_log(desk: Services, people: People) -> None:
    import json

    from sqlalchemy import select

    from desk_app.services.audit.tables import AuditRow

    other = OtherDesk(desk)
    admit(desk, people, other, fingerprint=None)
    admit(desk, people, other)
    desk.get(Trust).withdraw(people.supervisor, 2, "撤岗")
    with desk.bench.database.read() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.action.startswith("trust."))).all()
        assert list(verify(session)) == []
    noted = [json.loads(row.detail) for row in rows]
    assert [one.get("way") for one in noted] == ["file", "phone", None]
    assert noted[-1]["reasoned"] is True and "撤岗" not in rows[-1].detail
