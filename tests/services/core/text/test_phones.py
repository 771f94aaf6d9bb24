"""Phone numbers as people say them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.phones import (
    Phone,
    PhoneKind,
    internal_phone_line,
    parse_phone,
    phone_line,
    split_extension,
)

M, L, S, A = PhoneKind.MOBILE, PhoneKind.LANDLINE, PhoneKind.SERVICE, PhoneKind.ABROAD


@pytest.mark.parametrize(
    ("typed", "number", "kind"),
    [
        ("13812345678", "13812345678", M),
        ("１３８　１２３４　５６７８", "13812345678", M),
        ("138-1234-5678", "13812345678", M),
        ("1381234-5678", "13812345678", M),
        ("+86 138 1234 5678", "13812345678", M),
        ("008613812345678", "13812345678", M),
        ("8613812345678", "13812345678", M),
        ("013812345678", "13812345678", M),
        ("0755-12345678", "0755-12345678", L),
        ("(0755)1234567", "0755-1234567", L),
        ("01012345678", "010-12345678", L),
        ("02112345678", "021-12345678", L),
        ("+86 10 1234 5678", "010-12345678", L),
        ("+86 0755 12345678", "0755-12345678", L),
        ("+86 755 12345678", "0755-12345678", L),
        ("26541234", "26541234", L),
        ("400-123-4567", "4001234567", S),
        ("+86 400 123 4567", "4001234567", S),
        ("110", "110", S),
        ("10086", "10086", S),
        ("95338", "95338", S),
        ("+852 9123 4567", "+85291234567", A),
        ("+853 6612 3456", "+85366123456", A),
        ("+886 0912 345 678", "+886912345678", A),
        ("00852 91234567", "+85291234567", A),
        ("+1 (212) 555-0123", "+12125550123", A),
    ],
)
def test_understood(typed: str, number: str, kind: PhoneKind) -> None:
    assert parse_phone(typed) == Phone(number, kind)


@pytest.mark.parametrize(
    "typed", ["0755-12345678-801", "0755-12345678转801", "075512345678 ext. 801", "0755-12345678#801"]
)
def test_extension(typed: str) -> None:
    phone = parse_phone(typed)
    assert str(phone) == "0755-12345678-801"
    assert phone.digits == "075512345678"


def test_no_extension() -> None:
    assert split_extension("0755-12345678") == ("0755-12345678", "")
    assert str(parse_phone("138 1234 5678")) == "13812345678"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1381234567", "has 10 digits; it needs 11"),
        ("138123456789", "has 12 digits; it needs 11"),
        ("12812345678", "begins with 12"),
        ("0123-1234567", "area code begins with 012"),
        ("0755-12345", "has 5 digits after the area code 0755"),
        ("400-123-456", "400 number has 10 digits; this one has 9"),
        ("10086转1", "10086 has no extension"),
        ("98765", "This number has 5 digits"),
        ("", "digits only"),
        ("call me", "digits only"),
        ("138x", "digits only"),
        ("١٢٣٤٥٦٧", "digits"),
        ("+852 1234", "+852 has 8 digits; this one has 4"),
        ("+886 1234567", "+886 has 8–9 digits; this one has 7"),
        ("+1234", "7 to 15 digits"),
        ("+" + "1" * 10_000, "this one has 10000"),
        ("+0123456789", "7 to 15 digits"),
        ("00", "7 to 15 digits"),
        ("---", "This number has 0 digits"),
    ],
)
def test_refused(typed: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_phone(typed)
    assert said in refused.value.message.format(**refused.value.values)


@example("100#0")
@given(st.text(alphabet=st.sampled_from("0123456789+-() 转#x１２3"), max_size=30))
def test_what_is_understood_is_understood_again(typed: str) -> None:
    try:
        phone = parse_phone(typed)
    except UserError:
        return
    assert parse_phone(str(phone)) == phone
    assert phone.digits.isascii() and phone.digits.isdigit()


def test_no_number_is_an_empty_line_and_extensions_are_the_buildings_own() -> None:
    assert (phone_line(" "), internal_phone_line("")) == ("", "")
    assert phone_line("138 1234 5678") == internal_phone_line("138 1234 5678") == "13812345678"
    assert internal_phone_line(" ８０１ ") == "801"
    for typed in ("80", "front desk"):
        with pytest.raises(UserError):
            internal_phone_line(typed)
    with pytest.raises(UserError):
        phone_line("8011")
