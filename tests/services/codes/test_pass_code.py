"""Passes: layout, sizes, round trips, and what they refuse to carry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes.claims import (
    ANY_GATE,
    PassClaims,
    PassKind,
    gate_bits,
    pass_id_of,
    validity,
)
from desk_app.services.codes.digits import is_digits
from desk_app.services.codes.frame import VERSION, Frame, unwrap, wrap
from desk_app.services.codes.goods import GoodsLine, ShortLine, digest
from desk_app.services.codes.pass_code import (
    GOODS_DIGITS,
    VISITOR_DIGITS,
    SignedBytes,
    UnreadableError,
    encode,
    parse,
    split,
)
from desk_app.services.codes.pass_fields import MAX_FIELDS, PassFields, goods_fields, read_fields, rest_fields
from desk_app.services.codes.signing import Purpose
from tests.services.codes.build import DESK, GOODS, NOON, goods, key, visitor

TEXTS = st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=8)


def frame_of(digits: str) -> Frame:
    frame = unwrap(digits)
    assert isinstance(frame, Frame)
    return frame


def back(digits: str) -> PassClaims:
    frame = frame_of(digits)
    return parse(split(frame), frame)


@st.composite
def claims(draw: st.DrawFn) -> PassClaims:
    numbers = st.integers
    common: dict[str, Any] = {
        "desk": draw(numbers(0, (1 << 14) - 1)),
        "counter": draw(numbers(0, (1 << 48) - 1)),
        "site": draw(numbers(0, (1 << 24) - 1)),
        "issued": draw(numbers(0, (1 << 32) - 1)),
        "delay": draw(numbers(0, 0xFFFF)),
        "lifetime": draw(numbers(1, 0xFFFF)),
        "gates": draw(numbers(1, ANY_GATE)),
        "trips": draw(numbers(1, 0xFF)),
        "tenant": draw(numbers(0, (1 << 32) - 1)),
        "signatory": draw(numbers(0, (1 << 32) - 1)),
    }
    kind = draw(st.sampled_from(PassKind))
    if kind is PassKind.VISITOR:
        return PassClaims(kind, **common)
    lines = st.builds(ShortLine, numbers(1, 0xFFFF), TEXTS.filter(bool))
    return PassClaims(
        kind,
        **common,
        digest=draw(st.binary(min_size=8, max_size=8)),
        pieces=draw(numbers(0, 0xFFFF)),
        fields=PassFields(
            tuple(draw(st.lists(lines, max_size=1))),
            draw(TEXTS)[:3],
            draw(TEXTS)[:2],
            draw(numbers(0, (1 << 64) - 1)),
        ),
    )


@given(claims())
def test_claims_come_back_and_fit(claims: PassClaims) -> None:
    digits = encode(claims, DESK)
    assert back(digits) == claims
    assert is_digits(digits)
    assert len(digits) <= (VISITOR_DIGITS if claims.kind is PassKind.VISITOR else GOODS_DIGITS)
    assert digits.startswith(f"9{VERSION}{claims.kind.value}{len(digits)}")


def test_sizes() -> None:
    full = goods(fields=PassFields((ShortLine(1, "桌" * 33),)))
    assert len(encode(visitor(), DESK)) == 271
    assert len(encode(full, DESK)) == 439


def test_the_layout_never_changes() -> None:
    signed = split(frame_of(encode(goods(fields=goods_fields((), "粤B12345", "顺丰", (5,))), DESK)))
    assert signed.body[:44].hex() == (
        "12" + DESK.key_id.hex() + "00030000000004b4" + "00004d" + "69a50b40" + "0000" + "0258"
        "02" + "01" + "00000033" + "00000009" + digest(GOODS).hex() + "0019"
    )
    assert signed.body[44:].hex().endswith("0208d4c1423132333435" + "0304cbb3b7e1" + "04080000000000000005")
    assert signed.issued_at == NOON


def test_names_of_visitors_and_texts_stay_out_of_visitor_passes() -> None:
    for fields in (
        PassFields(plate="粤B12345"),
        PassFields(carrier="王芳"),
        PassFields((ShortLine(1, "包"),)),
    ):
        with pytest.raises(ValueError, match="visitor"):
            visitor(fields=fields)
    with pytest.raises(ValueError, match="visitor"):
        visitor(pieces=1)
    with pytest.raises(ValueError, match="visitor"):
        visitor(digest=b"12345678")


@pytest.mark.parametrize(
    "wrong",
    [
        {"desk": 1 << 14},
        {"counter": 1 << 48},
        {"site": 1 << 24},
        {"issued": -1},
        {"lifetime": 0},
        {"gates": 0},
        {"trips": 0},
        {"trips": 256},
        {"digest": b"1"},
    ],
)
def test_numbers_that_do_not_fit_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="fit"):
        goods(**wrong)


@pytest.mark.parametrize(
    ("lines", "plate", "carrier", "supersedes"),
    [
        ((), "粤B\n1", "", 0),
        ((), "A" * 69, "", 0),
        ((), "", "A" * 300, 0),
        ((), "", "\ud800", 0),
        ((), "", "", -1),
        ((ShortLine(1, ""),), "", "", 0),
    ],
)
def test_texts_that_do_not_fit_are_refused(
    lines: tuple[ShortLine, ...], plate: str, carrier: str, supersedes: int
) -> None:
    with pytest.raises(ValueError, match=r"fit|printable"):
        PassFields(lines, plate, carrier, supersedes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"balance_of": -1},
        {"balance_of": 1 << 64},
        {"places": (1,)},
        {"lines": (ShortLine(1, "A"),), "places": (0,)},
        {"lines": (ShortLine(1, "A"), ShortLine(2, "B")), "places": (4, 4)},
        {"lines": (ShortLine(1, "A"),), "places": (2, 3)},
        {"carrier": "A" * 59, "balance_of": 1},
        {"lines": (ShortLine(1, "A" * 54),), "balance_of": 1, "places": (2,)},
    ],
)
def test_what_a_balance_slip_cannot_say_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"fit|place"):
        PassFields(**wrong)


@pytest.mark.parametrize("root", [1, (1 << 62) - 1, (1 << 64) - 1])
@pytest.mark.parametrize("places", [(1, 2), (1, 3), (254, 255)])
def test_a_balance_slip_comes_back_as_it_was(root: int, places: tuple[int, int]) -> None:
    lines = dict(zip(places, (ShortLine(1, "椅 把"), ShortLine(65_535, "桌 张")), strict=True))
    fields = rest_fields(lines, root, "粤B12345", "顺丰")
    assert (fields.balance_of, fields.lines) == (root, tuple(lines.values()))
    assert fields.places == (() if places == (1, 2) else places)
    assert read_fields(fields.data) == fields


def test_a_balance_slip_carries_as_much_as_there_is_room_for() -> None:
    short = ShortLine(1, "A" * 6)  # ten bytes; eleven with its place
    assert len(rest_fields(dict.fromkeys(range(1, 50), short), 7).lines) == 6
    assert len(rest_fields(dict.fromkeys(range(2, 50), short), 7).lines) == 5
    full = rest_fields({2: ShortLine(1, "A" * 53), 3: short}, 7)
    assert (full.room, full.places) == (0, (2,))
    over = rest_fields({2: ShortLine(1, "A" * 54)}, 7)
    assert (over.lines, over.places) == ((), ())
    assert rest_fields({256: short, 257: short}, 7).lines == ()
    assert rest_fields({255: short, 256: short}, 7).places == (255,)
    assert rest_fields({}, 7).balance_of == 7


def test_texts_about_people_stay_out_of_reprs() -> None:
    shown = repr(goods())
    assert "粤B12345" not in shown
    assert "顺丰" not in shown
    assert "电脑" not in shown


def test_a_key_for_sync_signs_no_pass() -> None:
    with pytest.raises(ValueError, match="sign passes"):
        encode(visitor(), key(1, Purpose.SYNC))


def test_validity_never_begins_or_ends_early() -> None:
    start, end = NOON + timedelta(minutes=10, seconds=59), NOON + timedelta(hours=9, seconds=1)
    issued, delay, lifetime = validity(NOON, start, end)
    claims = visitor(issued=issued, delay=delay, lifetime=lifetime)
    assert claims.issued_at == NOON
    assert start <= claims.not_before < start + timedelta(minutes=1)
    assert end <= claims.expires_at < end + timedelta(minutes=1)


def test_a_pass_from_midnight_begins_at_midnight() -> None:
    issued, start = NOON + timedelta(seconds=37), NOON + timedelta(hours=12)
    at, delay, lifetime = validity(issued, start, start + timedelta(days=1))
    claims = visitor(issued=at, delay=delay, lifetime=lifetime)
    assert claims.not_before == start + timedelta(seconds=37), "no minute of the day before"


def test_validity_within_one_minute_is_a_minute() -> None:
    start = NOON + timedelta(seconds=30)
    assert validity(NOON, start, start + timedelta(seconds=20)) == (1772424000, 1, 1)


def test_validity_from_the_past_is_from_now() -> None:
    assert validity(NOON, NOON - timedelta(days=1), NOON + timedelta(hours=1)) == (1772424000, 0, 60)


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 1), (0, 60), (50, 51)])
def test_validity_has_limits(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="45 days"):
        validity(NOON, NOON + timedelta(days=start), NOON + timedelta(days=end))


def test_gates() -> None:
    assert gate_bits([1]) == 1
    assert gate_bits([1, 8, 8]) == 0b1000_0001
    assert visitor().any_gate
    assert not goods().any_gate
    for wrong in ([], [0], [9], range(1, 9)):
        with pytest.raises(ValueError, match="gate"):
            gate_bits(wrong)


def test_the_number_below_the_code_names_the_same_pass() -> None:
    number = visitor().short_number
    assert number.format() == "7003 0120 49"
    assert pass_id_of(number) == visitor().pass_id


def test_lines_in_short() -> None:
    assert goods_fields(GOODS, carrier="A" * 60).lines == ()
    fit = goods_fields(GOODS, plate="粤B12345").lines
    assert [(line.quantity, line.text) for line in fit] == [
        (3, "笔记本电脑 台"),
        (10, "人体工学办公椅… 把"),
        (12, "显示器 台"),
    ]
    assert len(goods_fields([GoodsLine("椅", 1, "把")] * 50).lines) == MAX_FIELDS // 9


def test_the_digest_is_the_same_for_the_same_goods() -> None:
    spaced = [GoodsLine(" 显示器 ", 12, "台"), GOODS[1], GOODS[0]]
    assert digest(spaced) == digest(GOODS)
    assert digest(GOODS).hex() == "72169e2b55813107"
    others = [GoodsLine("显示器", 13, "台"), GoodsLine("显示器1", 2, "台"), GoodsLine("显示器", 12, "", "台")]
    assert len({digest([line]) for line in [*others, GOODS[2]]}) == 4


@pytest.mark.parametrize(("name", "quantity"), [("", 1), (" \u3000", 1), ("桌", 0), ("桌", 65_536)])
def test_lines_need_a_name_and_a_quantity(name: str, quantity: int) -> None:
    with pytest.raises(ValueError, match="a line has"):
        GoodsLine(name, quantity, "张")


def test_a_short_line_needs_a_quantity_too() -> None:
    with pytest.raises(ValueError, match="quantity"):
        ShortLine(65_536, "桌")


HEAD = split(frame_of(encode(goods(), DESK))).body[:44]


def read_body(body: bytes, kind: int = 2) -> PassClaims:
    return parse(SignedBytes(body, bytes(64)), Frame(VERSION, kind, b""))


def test_fields_of_tomorrow_are_skipped() -> None:
    assert read_body(HEAD + b"\x09\x02xx" + b"\x09\x00").fields.plate == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (HEAD, 3),
        (b"\x19" + HEAD[1:], 9),
        (HEAD + b"\x02", 2),
        (HEAD + b"\x02\x05abc", 2),
        (HEAD + b"\x02\x01a\x02\x01b", 2),
        (HEAD + b"\x02\x01\xff", 2),
        (HEAD + b"\x02\x01\x07", 2),
        (HEAD + b"\x01\x00", 2),
        (HEAD + b"\x01\x03\x00\x00a", 2),
        (HEAD + b"\x04\x09" + b"\xff" * 9, 2),
        (HEAD[:5] + b"\xff" + HEAD[6:], 2),
    ],
)
def test_content_never_written_is_unreadable(body: bytes, kind: int) -> None:
    with pytest.raises(UnreadableError):
        read_body(body, kind)


def test_a_body_shorter_than_the_fixed_part_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        split(frame_of(wrap(VERSION, 1, bytes(43 + 64))))


@given(st.binary(max_size=120), st.integers(0, 9))
def test_any_signed_content_is_read_or_refused(rest: bytes, kind: int) -> None:
    try:
        assert isinstance(read_body(HEAD + rest, kind), PassClaims)
    except UnreadableError:
        assert True
