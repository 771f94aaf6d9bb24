"""Every length at its edge: frames, bodies, fields; cut anywhere, doubled, one too many. Signed by a good key, so that
nothing is saved by the signature.
"""

from __future__ import annotations

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.digits import MAX_TYPED, digits_needed
from desk_app.services.codes.frame import CHECK, HEAD, MAX_DIGITS, SHORTEST, Frame, FrameFault, unwrap, wrap
from desk_app.services.codes.goods import ShortLine
from desk_app.services.codes.pass_code import GOODS_DIGITS, encode
from desk_app.services.codes.pass_fields import MAX_FIELDS, PassFields, read_fields
from desk_app.services.codes.scanned import Scan, read
from desk_app.services.codes.verdict import judge
from tests.services.codes.build import DESK, RING, FakeLedger, context, goods

FIXED = 44
OURS = range(1, 7)
"""Numbers of fields in use; a new field takes the next."""
GOOD_HEAD = unwrap(encode(goods(), DESK)).data[:FIXED]  # type: ignore[union-attr]
FIELDS = PassFields((ShortLine(3, "电脑 台"), ShortLine(65_535, "椅 把")), "粤B12345", "顺丰", 1 << 63).data
FITTING = max(size for size in range(64, 500) if HEAD + CHECK + digits_needed(size) <= MAX_DIGITS)


def signed(fields: bytes) -> str:
    body = GOOD_HEAD + fields
    return wrap(1, 2, body + DESK.sign(body))


def verdict(raw: str) -> Code:
    return judge(raw, RING, context(), FakeLedger()).code


@pytest.mark.parametrize("size", [64, 65, 107, 108, 109, 254, 255, 256, 257, FITTING])
def test_envelopes_of_every_length(size: int) -> None:
    code = wrap(1, 2, bytes(size))
    assert SHORTEST <= len(code) <= MAX_DIGITS
    assert unwrap(code) == Frame(1, 2, bytes(size))
    assert verdict(code) in (Code.NOT_GENUINE, Code.UNKNOWN_KEY)
    for wrong in (code[:-1], code + "0", code[1:], "9" + code):
        assert isinstance(unwrap(wrong), FrameFault)
        assert read(wrong).frame is None


@pytest.mark.parametrize("size", [63, FITTING + 1])
def test_an_envelope_too_short_or_too_long_is_not_made(size: int) -> None:
    with pytest.raises(ValueError, match="fit"):
        wrap(1, 2, bytes(size))


@pytest.mark.parametrize("length", [0, 1, SHORTEST - 1, SHORTEST, 255, 256, 257, MAX_DIGITS])
def test_an_envelope_that_lies_about_its_length_is_read_again(length: int) -> None:
    code = signed(FIELDS)
    lie = f"{code[:3]}{length:03d}{code[6:]}"
    assert lie == code or verdict(lie) is Code.READ_AGAIN


@pytest.mark.parametrize("size", [0, 1, 63, 64, 107])
def test_a_body_shorter_than_a_pass_is_not_genuine(size: int) -> None:
    data = bytes(size)
    if size < 64:
        with pytest.raises(ValueError, match="fit"):
            wrap(1, 2, data)
    else:
        assert verdict(wrap(1, 2, data)) is Code.NOT_GENUINE


@pytest.mark.parametrize("number", [*OURS, 100, 0, 255])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 8, 9, MAX_FIELDS - 2, MAX_FIELDS - 1, 254, 255])
def test_a_field_of_every_length_is_understood_or_not_and_never_raises(number: int, size: int) -> None:
    """A signed field of tomorrow is skipped; one of ours that is too long is not understood."""
    field = bytes((number, size)) + b"1" * size
    code = verdict(signed(field))
    if number not in OURS:
        assert code is Code.RELEASE
    elif size > MAX_FIELDS - 2:
        assert code is Code.NOT_UNDERSTOOD
    else:
        assert code in (Code.RELEASE, Code.NOT_UNDERSTOOD)


@pytest.mark.parametrize("size", [256, 257])
def test_a_text_that_no_length_byte_can_name_is_refused(size: int) -> None:
    for fields in ({"plate": "A" * size}, {"carrier": "A" * size}, {"lines": (ShortLine(1, "A" * size),)}):
        with pytest.raises(ValueError, match="fit"):
            PassFields(**fields)  # type: ignore[arg-type]


def test_fields_to_the_last_byte() -> None:
    last = PassFields(plate="A" * (MAX_FIELDS - 2))
    assert last.room == 0
    assert len(encode(goods(fields=last), DESK)) <= GOODS_DIGITS
    assert verdict(encode(goods(fields=last), DESK)) is Code.RELEASE
    with pytest.raises(ValueError, match="fit"):
        PassFields(plate="A" * (MAX_FIELDS - 1))


@pytest.mark.parametrize("earlier", [(1, 2, 3, 4), (1, 0)])
def test_more_earlier_passes_than_there_is_room_for(earlier: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="earlier"):
        PassFields(supersedes=9, earlier=earlier)


def test_fields_cut_anywhere_are_whole_fields_or_not_understood() -> None:
    ends = {0}
    while (at := max(ends)) < len(FIELDS):
        ends.add(at + 2 + FIELDS[at + 1])
    for at in range(len(FIELDS) + 1):
        code = verdict(signed(FIELDS[:at]))
        assert code is (Code.RELEASE if at in ends else Code.NOT_UNDERSTOOD), at


@pytest.mark.parametrize("field", [b"\x02\x01A", b"\x03\x01A", b"\x04\x01\x07"])
def test_a_field_that_comes_twice_is_not_understood(field: bytes) -> None:
    assert verdict(signed(field)) is Code.RELEASE
    assert verdict(signed(field * 2)) is Code.NOT_UNDERSTOOD
    assert verdict(signed(field + b"\x09\x00" + field)) is Code.NOT_UNDERSTOOD


def test_lines_may_come_often_and_empty_ones_never() -> None:
    line = b"\x01\x03\x00\x01A"
    assert len(read_fields(line * (MAX_FIELDS // len(line))).lines) == MAX_FIELDS // len(line)
    for wrong in (
        line * (MAX_FIELDS // len(line) + 1),
        b"\x01\x02\x00\x01",
        b"\x01\x03\x00\x00A",
        b"\x01\x00",
    ):
        assert verdict(signed(wrong)) is Code.NOT_UNDERSTOOD


@pytest.mark.parametrize("length", [MAX_TYPED - 1, MAX_TYPED, MAX_TYPED + 1, 10 * MAX_TYPED])
def test_bursts_at_the_limit(length: int) -> None:
    for digit in "179":
        assert read(digit * length).what is Scan.READ_AGAIN
    code = signed(FIELDS)
    padded = code + "\r" + " " * (length - len(code) - 1)
    assert (read(padded).frame is not None) is (length <= MAX_TYPED)
