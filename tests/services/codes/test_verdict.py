"""The gate: order of the checks, every bit of a pass, clocks, freshness, and both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes import answers
from desk_app.services.codes.answers import ANSWERS, PHONE_NAMES, Code, Phone, Tone
from desk_app.services.codes.claims import PassClaims, PassKind, gate_bits
from desk_app.services.codes.digits import from_digits
from desk_app.services.codes.frame import CHECK, HEAD, wrap
from desk_app.services.codes.ledger import (
    ALONE,
    CLOCK_BEHIND,
    CLOCKS_DIFFER,
    LEVEL_NOTES,
    Level,
    Revocation,
    Use,
)
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.short_number import KIND_NAMES, Kind, ShortNumber
from desk_app.services.codes.signing import KeyRing
from desk_app.services.codes.verdict import CHECKS, Verdict, judge
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, Message, Words, load_words
from tests.services.codes.build import DESK, NOON, RING, FakeLedger, context, goods, visitor

VISITOR_PASS = encode(visitor(), DESK)
HERE = Use(NOON, "Gate 2", "Li", here=True)


def verdict(raw: str, ledger: FakeLedger | None = None, **place: object) -> Verdict:
    return judge(raw, RING, context(**place), ledger or FakeLedger())


def flips(claims: PassClaims) -> Iterator[str]:
    """The pass with each of its bits turned, envelope made right again: what a forger could print."""
    data = from_digits(encode(claims, DESK)[HEAD:-CHECK])
    number = int.from_bytes(data, "big")
    for bit in range(len(data) * 8):
        yield wrap(1, claims.kind, (number ^ 1 << bit).to_bytes(len(data), "big"))


REFUSED = {Code.NOT_GENUINE, Code.UNKNOWN_KEY, Code.KEY_TOO_EARLY}


def refuses_every_flip(claims: PassClaims) -> None:
    results = [verdict(raw) for raw in flips(claims)]
    assert {result.code for result in results} <= REFUSED
    assert all(result.claims is None and not result.proven for result in results)


@pytest.mark.parametrize("claims", [visitor(), goods(), goods(kind=PassKind.MOVE_OUT, trips=3)])
def test_every_bit_of_a_pass_counts(claims: PassClaims) -> None:
    refuses_every_flip(claims)


@pytest.mark.parametrize("counter", range(20))
def test_every_bit_of_twenty_passes_counts(counter: int) -> None:
    claims = (visitor, goods)[counter % 2](
        counter=7 ** (counter % 17), trips=counter + 1, lifetime=60 * (counter + 1)
    )
    refuses_every_flip(claims)


def test_a_visitor_is_released() -> None:
    found = verdict(VISITOR_PASS)
    assert found.releases
    assert found.proven
    assert not found.met
    assert found.claims == visitor()
    assert found.key is not None
    assert found.answer is answers.RELEASE_VISITOR
    assert found.values == {"end": "2026-03-02 22:00"}


def test_goods_are_released_with_what_to_compare() -> None:
    found = verdict(encode(goods(), DESK), FakeLedger(known={goods().pass_id: goods()}))
    assert found.releases
    assert found.met
    assert found.claims is not None
    assert found.claims.fields.lines
    assert found.answer is ANSWERS[Code.RELEASE]


def test_a_typed_number_is_not_proven() -> None:
    number = goods().short_number.format()
    found = verdict(number, FakeLedger(known={goods().pass_id: goods()}))
    assert found.releases
    assert not found.proven
    assert found.answer is answers.RELEASE_BY_NUMBER
    used = verdict(number, FakeLedger(known={goods().pass_id: goods()}, used={goods().pass_id: [HERE]}))
    assert used.code is Code.USED_HERE
    assert not used.proven


def test_nothing_is_claimed_before_it_is_proven() -> None:
    for raw in (VISITOR_PASS[:-1], wrap(1, 1, bytes(120)), ShortNumber(Kind.KEY, 3, 1).digits):
        assert verdict(raw).claims is None


def test_content_that_is_not_understood_tells_whose_it_is() -> None:
    body = from_digits(VISITOR_PASS[HEAD:-CHECK])[:-64] + b"\x02"
    found = verdict(wrap(1, 1, body + DESK.sign(body)))
    assert found.code is Code.NOT_UNDERSTOOD
    assert found.key is not None
    assert found.claims is None


def test_the_order_of_checks_is_fixed() -> None:
    claims = goods(site=78, gates=gate_bits([1]), delay=60, lifetime=1)
    pass_id = claims.pass_id
    ledger = FakeLedger(revoked={pass_id: Revocation(NOON, "Wang")}, used={pass_id: [HERE]})
    late = context(now=NOON + timedelta(days=1))
    codes = [finding.code for check in CHECKS if (finding := check(claims, late, ledger))]
    expected = [Code.WRONG_SITE, Code.WRONG_GATE, Code.EXPIRED, Code.REVOKED, Code.USED_HERE]
    assert codes == expected
    assert verdict(encode(goods(gates=gate_bits([1]), delay=60), DESK), ledger).code is Code.WRONG_GATE


def test_setting_the_clock_back_revives_nothing() -> None:
    after = NOON + timedelta(hours=11)
    assert verdict(VISITOR_PASS, now=NOON).releases
    assert verdict(VISITOR_PASS, now=NOON, floor=after).code is Code.EXPIRED
    assert verdict(VISITOR_PASS, now=after).code is Code.EXPIRED


def test_which_use_is_named() -> None:
    away_later = Use(NOON + timedelta(hours=1), "Gate 1", "Zhao", here=False)
    here_later = Use(NOON + timedelta(minutes=30), "Gate 2", "Sun", here=True)
    ledger = FakeLedger(used={visitor().pass_id: [HERE, here_later, away_later]})
    found = verdict(VISITOR_PASS, ledger)
    assert found.code is Code.USED_HERE
    assert found.values == {"gate": "Gate 2", "at": "2026-03-02 12:30", "by": "Sun"}
    assert found.uses == (HERE, here_later, away_later)


@pytest.mark.parametrize(
    ("revocations", "gates", "alone", "any_gate", "level"),
    [
        (0, 0, False, True, Level.FRESH),
        (23, 23, False, True, Level.FRESH),
        (24, 0, False, True, Level.AMBER),
        (0, 24, False, True, Level.AMBER),
        (0, 24, False, False, Level.FRESH),
        (72, 0, False, False, Level.RED),
        (0, 72, False, True, Level.RED),
        (24, 72, False, True, Level.RED),
        (None, 0, False, False, Level.RED),
        (0, None, False, True, Level.RED),
        (None, None, True, True, Level.FRESH),
    ],
)
def test_freshness(
    revocations: int | None, gates: int | None, alone: bool, any_gate: bool, level: Level
) -> None:
    now = NOON + timedelta(minutes=1)
    ages = [None if hours is None else now - timedelta(hours=hours) for hours in (revocations, gates)]
    ledger = FakeLedger(revocations=ages[0], gates=ages[1])
    claims = visitor() if any_gate else goods()
    found = verdict(encode(claims, DESK), ledger, alone=alone)
    assert found.freshness is not None
    assert found.freshness.level is level
    assert found.freshness.alone is alone
    assert found.freshness.note == (ALONE if alone else LEVEL_NOTES[level])
    assert found.needs_supervisor is (level is Level.RED)


def test_a_number_given_out_twice_is_named() -> None:
    for counter, number in ((1204, "7003 0120 49"), (1 << 40, str(1 << 40))):
        claims = visitor(counter=counter)
        ledger = FakeLedger(known={claims.pass_id: visitor(counter=counter, tenant=9)})
        found = verdict(encode(claims, DESK), ledger)
        assert found.code is Code.TWO_OF_A_NUMBER
        assert found.values == {"number": number}


def test_only_a_release_needs_the_supervisor() -> None:
    stale = FakeLedger(revocations=None)
    assert verdict(VISITOR_PASS, stale).needs_supervisor
    assert not verdict(VISITOR_PASS, stale, now=NOON + timedelta(days=1)).needs_supervisor
    assert not verdict("", stale).needs_supervisor


@given(
    st.one_of(st.text(alphabet=st.characters(), max_size=60), st.text(alphabet="0123456789\r", max_size=500))
)
def test_no_input_raises_or_releases(raw: str) -> None:
    assert not verdict(raw).releases


@given(st.integers(0, 9), st.integers(0, 9), st.binary(max_size=200))
def test_no_envelope_raises_or_releases(version: int, kind: int, data: bytes) -> None:
    head = bytes([version << 4 & 0xF0 | kind]) + DESK.key_id
    assert not verdict(wrap(version, kind, head + bytes(64) + data)).releases


@given(st.binary(max_size=160), st.integers(1, 5))
def test_no_signed_content_raises(data: bytes, kind: int) -> None:
    body = bytes([0x10 | kind]) + DESK.key_id + data + bytes(44)
    assert isinstance(verdict(wrap(1, kind, body + DESK.sign(body))).code, Code)


def test_an_empty_ring_proves_nothing() -> None:
    assert judge(VISITOR_PASS, KeyRing(), context(), FakeLedger()).code is Code.UNKNOWN_KEY


def test_names_of_staff_stay_out_of_reprs() -> None:
    found = verdict(
        VISITOR_PASS, FakeLedger(used={visitor().pass_id: [Use(NOON, "Gate 2", "Ouyang", here=True)]})
    )
    assert "Ouyang" in found.values.values()
    assert "Ouyang" not in repr(found)


def said() -> list[Message]:
    extra = [answers.RELEASE_VISITOR, answers.RELEASE_BY_NUMBER, answers.USED_BEFORE]
    texts = [
        text
        for answer in [*ANSWERS.values(), *extra]
        for text in (answer.word, answer.reason, answer.next_step)
    ]
    notes = [*LEVEL_NOTES.values(), CLOCK_BEHIND, CLOCKS_DIFFER]
    return [*texts, *PHONE_NAMES.values(), *KIND_NAMES.values(), *notes]


def test_every_result_has_an_answer_in_both_languages() -> None:
    chinese = load_words(CHINESE, resources() / "i18n")
    assert set(ANSWERS) == set(Code)
    assert set(PHONE_NAMES) == set(Phone)
    lines = tomllib.loads((resources() / "i18n" / CHINESE / "codes.toml").read_text(encoding="utf-8"))
    known = {("", key) for key, line in lines.items() if isinstance(line, str)}
    known |= {(table, key) for table in ("gate", "number") for key in lines[table]}
    assert known == {(text.context, str(text)) for text in said()}
    for text in said():
        assert chinese.knows(text, text.context), text
        holes = re.findall(r"{(\w+)}", text)
        spoken = chinese.text(text, **{hole: f"<{hole}>" for hole in holes})
        assert all(f"<{hole}>" in spoken for hole in holes), text


def test_every_verdict_can_be_said() -> None:
    uses = {visitor().pass_id: [HERE]}
    scans = ["", "x", "7", VISITOR_PASS, VISITOR_PASS + encode(goods(), DESK), "70030125", UMBRELLA]
    found = [verdict(raw, ledger) for raw in scans for ledger in (FakeLedger(), FakeLedger(used=uses))]
    for words in (Words(ENGLISH), load_words(CHINESE, resources() / "i18n")):
        assert all("{" not in words.text(one.answer.reason, **one.values) for one in found)


UMBRELLA = ShortNumber(Kind.LOAN, 3, 12).digits


def test_only_a_release_looks_good_and_every_refusal_says_whom_to_phone() -> None:
    assert [code for code, answer in ANSWERS.items() if answer.tone is Tone.GOOD] == [Code.RELEASE]
    assert all(answer.phone is not Phone.NOBODY for answer in ANSWERS.values() if answer.tone is Tone.BAD)
