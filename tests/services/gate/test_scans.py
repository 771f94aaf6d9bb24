"""What comes to a gate besides good passes: each has its own word, none raises, all are on record."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code, Tone
from desk_app.services.codes.frame import wrap
from desk_app.services.codes.pass_code import encode, parse, split
from desk_app.services.codes.scanned import read
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.codes.signing import Purpose, SigningKey, open_signing_key
from desk_app.services.core.paths import resources
from desk_app.services.core.people import Role
from desk_app.services.core.words import CHINESE, load_words
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.visitors.records import Arrival, Host, Visit
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock

HOST = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")


@pytest.fixture
def visit(desk: Services, people: People) -> Visit:
    return arrive(desk, people)


def arrive(desk: Services, people: People, name: str = "张伟明", phone: str = "13812345678") -> Visit:
    arrival = Arrival(name=name, phone=phone, host=HOST, request=name)
    return desk.get(Visitors).check_in(people.receptionist, arrival).result.visit


def judged(desk: Services, people: People, raw: str) -> Code:
    """The result of one scan; it is the newest line of the gate's log, whatever it was."""
    attempt = desk.get(Gate).scan(people.guard, raw).result
    newest = desk.get(GateQueries).last(people.guard, 1)[0]
    assert (newest.verdict, newest.record, newest.by) == (
        attempt.verdict.code.value,
        attempt.record,
        people.guard.staff_id,
    )
    assert desk.bench.clock.now() == newest.at
    return attempt.verdict.code


def test_half_a_code_is_read_again_wherever_it_was_cut(desk: Services, people: People, visit: Visit) -> None:
    code = visit.pass_code
    for part in (code[:40], code[:-1], code[1:], code[60:180]):
        assert judged(desk, people, part) is Code.READ_AGAIN


def test_two_codes_in_one_burst(desk: Services, people: People, visit: Visit) -> None:
    other = arrive(desk, people, "王芳", "13912345678")
    assert judged(desk, people, visit.pass_code + other.pass_code) is Code.SEVERAL
    assert judged(desk, people, f"{visit.pass_code}\r\n{other.pass_code}\r\n") is Code.SEVERAL
    assert judged(desk, people, visit.pass_code + visit.pass_code) is Code.RELEASE


def test_a_code_of_another_building(desk: Services, people: People, visit: Visit) -> None:
    frame = read(visit.pass_code).frame
    assert frame is not None
    elsewhere = replace(parse(split(frame), frame), site=4711)
    stranger = SigningKey(Purpose.PASS, bytes(range(32)))
    assert judged(desk, people, encode(elsewhere, stranger)) is Code.UNKNOWN_KEY
    ours = open_signing_key(desk.bench.secrets, Purpose.PASS)
    assert judged(desk, people, encode(elsewhere, ours)) is Code.WRONG_SITE


def test_a_forged_digit(desk: Services, people: People, visit: Visit) -> None:
    digits = list(visit.pass_code)
    digits[100] = str((int(digits[100]) + 1) % 10)
    assert judged(desk, people, "".join(digits)) is Code.READ_AGAIN
    frame = read(visit.pass_code).frame
    assert frame is not None
    data = bytearray(frame.data)
    data[30] ^= 1
    assert judged(desk, people, wrap(frame.version, frame.kind, bytes(data))) is Code.NOT_GENUINE


def test_an_expired_one(desk: Services, people: People, visit: Visit, clock: FakeClock) -> None:
    clock.advance(hours=14)
    assert judged(desk, people, visit.pass_code) is Code.EXPIRED


def test_a_photograph_of_a_used_one(desk: Services, people: People, visit: Visit) -> None:
    desk.get(Visitors).check_out(people.guard, visit.id, by="gate")
    assert judged(desk, people, visit.pass_code) is Code.USED_HERE
    assert judged(desk, people, visit.short_code) is Code.USED_HERE


@pytest.mark.parametrize(("by", "where", "who"), [("gate", "门岗", "保安"), ("desk", "前台", "前台接待")])
def test_a_used_one_says_where_and_by_whom(
    desk: Services, people: People, visit: Visit, by: str, where: str, who: str
) -> None:
    desk.get(Visitors).check_out(people.guard, visit.id, by=by)
    verdict = desk.get(Gate).scan(people.guard, visit.pass_code).result.verdict
    words = load_words(CHINESE, resources() / "i18n")
    said = words.text(verdict.answer.reason, **verdict.values)
    assert (f"（{where}）" in said, f"由{who}" in said) == (True, True)


def test_typed_numbers(desk: Services, people: People, visit: Visit) -> None:
    assert judged(desk, people, f" {visit.short_code[:4]} {visit.short_code[4:]} ") is Code.RELEASE
    wide = visit.short_code.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert judged(desk, people, wide) is Code.RELEASE
    assert judged(desk, people, ShortNumber(Kind.PASS, 9, 4711).digits) is Code.NOT_ON_RECORD
    assert judged(desk, people, ShortNumber(Kind.KEY, 1, 5).digits) is Code.NOT_A_PASS


def test_digits_at_random_release_nothing(desk: Services, people: People, visit: Visit) -> None:
    dice = random.Random(5)
    tones = set()
    for length in (1, 7, 8, 12, 13, 18, 20, 60, 250, 280, 999):
        raw = "".join(dice.choices("0123456789", k=length))
        attempt = desk.get(Gate).scan(people.guard, raw).result
        assert attempt.record is None
        tones.add(attempt.verdict.answer.tone)
    assert tones == {Tone.AGAIN}
    assert len(desk.get(GateQueries).last(people.guard)) == 11


RUBBISH = [
    "", " \t\r\n", "\x00" * 20, "9" * 10_000, "x" * 10_000, "🙂" * 2_500, "\u202e321", "\ud800",
    "'; DROP TABLE gate_scans;--",
    "=cmd|' /C calc'!A0", "<img src=x>", "{end}", "%s%n", "１" * 300, "٣" * 12,
]  # fmt: skip


@pytest.mark.parametrize("raw", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_told_calmly_and_is_on_record(desk: Services, people: People, raw: str) -> None:
    assert judged(desk, people, raw) in (Code.NOTHING, Code.READ_AGAIN, Code.FOREIGN)
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.GUARD, Role.SUPERVISOR])
def test_everybody_may_scan_and_see_the_log_with_names(
    desk: Services, people: People, visit: Visit, role: Role
) -> None:
    desk.get(Gate).scan(people.of(role), visit.pass_code)
    desk.get(Gate).scan(people.of(role), "1")
    assert [one.record.name if one.record else "" for one in desk.get(GateQueries).last(people.of(role))] == [
        "",
        "张伟明",
    ]
