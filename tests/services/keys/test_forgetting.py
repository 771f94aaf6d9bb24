"""After the time of keeping nobody's name is left anywhere in the file, the figures stay, and the chain holds."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from desk_app.services.audit.chain import verify
from desk_app.services.blobs.tables import BlobRow
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.demo.scribble import signature
from desk_app.services.finder.queries import Finder
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import (
    CheckAnswer,
    Escorted,
    Handout,
    LostDraft,
    OwnerCall,
    ReservationDraft,
)
from desk_app.services.keys.terms import Check, HandoutState, KeyCategory, Purpose
from desk_app.services.retention import forgetting
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.forgetting_help import forget
from tests.services.keys.register_help import Register

SECRETS = (
    "欧阳外包", "宏图装饰", "13911112222", "客户急用开门", "钱业主", "13733334444", "同意进入", "特批进入",
    "代还人甲", "已无电源", "忘在工地", "打过没接", "转给夜班", "车库里丢的", "丢钥匙的人", "找到在水沟", "预约看房",
    "齿被谁弄弯", "配件已换新", "张三弄丢垫片", "因赵六离职", "因孙七损坏", "现场来不及",
)  # fmt: skip
YEARS = timedelta(days=740)


@pytest.fixture
def register(desk: Services, people: People, clock: FakeClock) -> Register:
    return Register(desk, people, clock)


def live_through(register: Register) -> Handout:
    """A key in trust with everything that can be said about people; it is back in the end."""
    key = register.key("T1", category=KeyCategory.TRUST, owner="留存业主", owner_phone="13600000000")
    copy, clock = key.copies[0], register.clock
    start = clock.now() + timedelta(days=1)
    register.verbs.reserve(
        register.clerk,
        ReservationDraft(key.id, register.li, start, start + timedelta(hours=1), "预约看房"),
    )
    keys, ink = register.lending, signature(random.Random(1))
    handout = register.borrow(
        copy,
        purpose=Purpose.OTHER,
        words="客户急用开门",
        escorted=Escorted("欧阳外包", "宏图装饰", "13911112222"),
        owner_call=OwnerCall("钱业主", "13733334444", words="同意进入"),
        signature=ink,
        acknowledged=True,
    )
    keys.approve(register.boss, handout.id, "特批进入")
    keys.hand_out(register.clerk, handout.id)
    keys.hand_on(
        register.clerk, handout.id, register.wang, None, "转给夜班", OwnerCall("钱业主", "13733334444"), True
    )
    keys.sign(register.clerk, handout.id, signature(random.Random(2)))
    keys.sign(register.clerk, handout.id, signature(random.Random(3)))
    keys.note_call(register.clerk, handout.id, False, "打过没接")
    today = clock.now().astimezone(clock.zone).date()
    keys.explain(register.clerk, handout.id, today, "忘在工地")
    checks = {check: CheckAnswer(True) for check in Check} | {Check.POWER_OFF: CheckAnswer(False, "已无电源")}
    keys.extend(register.boss, handout.id, clock.now() + timedelta(hours=20), "现场来不及", True)
    (line,) = handout.lines
    register.give_back(handout, other_name="代还人甲", checks=checks, faults={line.id: "齿被谁弄弯"})
    troubles = register.desk.get(KeyTroubles)
    troubles.report_lost(register.clerk, copy.id, LostDraft("丢钥匙的人", clock.now(), "车库里丢的"))
    troubles.found(register.clerk, copy.id, "A9", "找到在水沟")
    (fault,) = register.ask.key(register.clerk, key.id).faults
    troubles.mend(register.clerk, fault.id, "配件已换新")
    other = register.key("K0999", copies=2)
    troubles.report_fault(register.clerk, other.copies[0].id, "张三弄丢垫片", False)
    register.verbs.retire_copy(register.boss, other.copies[0].id, "因孙七损坏")
    register.verbs.deactivate(register.boss, other.id, "因赵六离职")
    return handout


def in_file(register: Register, folder: DataFolder) -> set[str]:
    """Which of the secrets stand anywhere in the database's files."""
    with register.desk.bench.database.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = b"".join(path.read_bytes() for path in folder.root.glob("desk.db*"))
    return {secret for secret in SECRETS if secret.encode() in content}


def faults(desk: Services) -> list[object]:
    with desk.bench.database.read() as session:
        return list(verify(session))


def number(desk: Services, table: type[Any]) -> int:
    with desk.bench.database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def test_nothing_of_anybody_is_left_in_the_file(register: Register, folder: DataFolder) -> None:
    desk = register.desk
    handout = live_through(register)
    day = handout.day
    figures = register.ask.statistics(register.clerk, day, day)
    assert in_file(register, folder) == set(SECRETS)
    assert [hit.id for hit in desk.get(Finder).find(register.clerk, "欧阳外包")] == [handout.id]
    assert number(desk, BlobRow) == 2
    register.clock.advance(seconds=YEARS.total_seconds())
    assert forget(desk)["keys.keep_years"] == 8
    assert in_file(register, folder) == set()
    assert faults(desk) == []
    assert number(desk, BlobRow) == 0
    assert desk.get(Finder).find(register.clerk, "欧阳外包") == []
    assert register.ask.statistics(register.clerk, day, day) == figures
    card = register.lent.card(register.clerk, handout.id)
    assert (card.handout.holder, card.handout.colleague, card.handout.escorted) == ("", 0, None)
    assert (card.handout.number, card.handout.state, card.handout.due) == (
        handout.number,
        HandoutState.CLOSED,
        card.extensions[0].after,
    )
    assert len(card.handed_on) == 1 and len(card.calls) == 3 and card.signature is None
    assert len(card.extensions) == 1 and card.checks == {}
    # The key's own owner is kept as long as the key.
    assert register.ask.keys(register.clerk)[0].owner == "留存业主"
    assert "keys.keep_years" not in forget(desk)


def test_what_is_open_or_young_is_kept(register: Register) -> None:
    register.borrow(register.key("K1").copies[0])
    register.clock.advance(seconds=YEARS.total_seconds())
    young = register.borrow(register.key("K2").copies[0])
    register.give_back(young)
    assert "keys.keep_years" not in forget(register.desk)
    register.clock.advance(days=700)
    assert "keys.keep_years" not in forget(register.desk)
    register.clock.advance(days=40)
    assert forget(register.desk)["keys.keep_years"] == 1
    assert register.lent.card(register.clerk, young.id).handout.holder == ""


def test_a_refused_and_a_cancelled_borrowing_are_forgotten_too(register: Register) -> None:
    key = register.key("K1", copies=2, approvals=1)
    refused, cancelled = register.borrow(key.copies[0]), register.borrow(key.copies[1])
    register.lending.refuse(register.boss, refused.id, "不必进入")
    register.lending.cancel(register.clerk, cancelled.id)
    register.clock.advance(seconds=YEARS.total_seconds())
    assert forget(register.desk)["keys.keep_years"] == 2
    card = register.lent.card(register.clerk, refused.id).handout
    assert (card.holder, card.refused_why, card.state) == ("", "", HandoutState.REFUSED)


def test_a_signature_that_another_record_refers_to_stays(register: Register) -> None:
    ink = signature(random.Random(2))
    old = register.borrow(register.key("K1").copies[0], signature=ink)
    register.give_back(old)
    register.clock.advance(seconds=YEARS.total_seconds())
    new = register.borrow(register.key("K2").copies[0], signature=ink)
    assert number(register.desk, BlobRow) == 1
    forget(register.desk)
    assert register.lent.card(register.clerk, old.id).signature is None
    assert register.lent.card(register.clerk, new.id).signature is not None


def test_it_is_done_in_portions(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "PORTION", 2)
    key = register.key("K1", copies=5)
    for copy in key.copies:
        register.give_back(register.borrow(copy))
        register.clock.advance(minutes=1)
    register.clock.advance(seconds=YEARS.total_seconds())
    assert forget(register.desk)["keys.keep_years"] == 5
    assert faults(register.desk) == []
