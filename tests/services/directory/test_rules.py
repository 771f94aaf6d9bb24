from __future__ import annotations

from datetime import date

import pytest

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.directory import rules
from desk_app.services.directory.records import (
    ContactDraft,
    GoodsKind,
    SignatoryDraft,
    TenantDraft,
    TenantStatus,
)

TODAY = date(2026, 11, 23)


def fields(refused: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return set(refused.value.problems)


def test_a_tenant_is_cleaned() -> None:
    draft = TenantDraft(
        " 云帆\u200b  科技 ", "云帆", "Yunfan", "A12", "１３８ ０００１ ２０５5", "一\r\n\r\n二\x07"
    )
    cleaned = rules.checked_tenant(draft)
    assert cleaned == TenantDraft("云帆 科技", "云帆", "Yunfan", "A12", "13800012055", "一\n\n二")


def test_every_problem_of_a_tenant_is_named() -> None:
    long = "x" * 10_000
    with pytest.raises(InvalidInput) as refused:
        rules.checked_tenant(TenantDraft("x", long, long, long, "1380000120", long))
    assert fields(refused) == {"name", "short_name", "english_name", "mailbox", "after_hours_phone", "note"}


@pytest.mark.parametrize("text", ["", "   ", "\u202e\u200b", "\x00"])
def test_a_tenant_needs_a_name(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules.checked_tenant(TenantDraft(text))
    assert fields(refused) == {"name"}


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "<b>x</b>", "'; DROP TABLE tenants; --", "🙂🙂", "{name}"]
)
def test_odd_names_are_plain_text(text: str) -> None:
    assert rules.checked_tenant(TenantDraft(text)).name == text


def test_one_company_has_one_key() -> None:
    key = rules.tenant_key("云帆(上海)科技 Ltd.")
    assert key == rules.tenant_key("云帆（上海）科技ＬＴＤ") != rules.tenant_key("云帆科技")
    assert rules.tenant_key("！！") == "!!"


def test_a_contact_may_be_a_job_and_needs_a_phone_after_hours() -> None:
    assert rules.checked_contact(ContactDraft("前台", "", "0755-12345678转801")).phone == "0755-12345678-801"
    with pytest.raises(InvalidInput) as refused:
        rules.checked_contact(ContactDraft("王", "", "", after_hours=True))
    assert fields(refused) == {"name", "phone"}


def test_a_signatory_has_a_full_name_and_a_last_day() -> None:
    twice = (GoodsKind.FURNITURE, GoodsKind.FURNITURE)
    assert rules.checked_signatory(SignatoryDraft("陈静", "", TODAY, twice), TODAY).kinds == (
        GoodsKind.FURNITURE,
    )
    assert rules.checked_signatory(SignatoryDraft("陈静"), TODAY).expires is None
    with pytest.raises(InvalidInput) as refused:
        rules.checked_signatory(SignatoryDraft("陈", "x", date(2026, 11, 22)), TODAY)
    assert fields(refused) == {"name", "phone", "expires"}


def test_departments_may_have_a_number_of_the_house() -> None:
    assert rules.checked_department("工程部", "Engineering", "６１１９")[2] == "6119"
    assert rules.checked_department("工程部", "Engineering", "")[2] == ""
    with pytest.raises(InvalidInput) as refused:
        rules.checked_department("", "E", "61")
    assert fields(refused) == {"name", "english_name", "phone"}


def test_a_forwarding_address_may_be_empty_but_not_endless() -> None:
    assert rules.checked_forwarding(" ") == ""
    with pytest.raises(InvalidInput):
        rules.checked_forwarding("x" * 201)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1205", "1205"),
        ("１２０５室", "1205"),
        ("b101", "B101"),
        ("A-1205", "A-1205"),
        ("12 05", "1205"),
        ("商铺1", "商铺1"),
    ],
)
def test_units_are_kept_in_one_form(typed: str, number: str) -> None:
    assert rules.checked_unit(typed) == number


@pytest.mark.parametrize("typed", ["", "室", "x" * 13, "12;05", "<1>", "-1", "=1"])
def test_what_is_no_unit_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        rules.checked_unit(typed)


def test_units_are_listed_in_many_ways() -> None:
    assert rules.split_units("1205、1206，1207/1208; 1205 1209室") == ("1205", "1206", "1207", "1208", "1209")
    assert rules.split_units(" ") == ()


@pytest.mark.parametrize(
    ("typed", "label"),
    [("12F", "12"), ("12楼", "12"), ("１２层", "12"), ("b1", "B1"), ("-2", "B2"), ("M", "M"), ("05", "5")],
)
def test_floors_are_kept_in_one_form(typed: str, label: str) -> None:
    assert rules.checked_floor(typed) == label


@pytest.mark.parametrize("typed", ["", "x" * 9, "1-2", "<"])
def test_what_is_no_floor_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        rules.checked_floor(typed)


@pytest.mark.parametrize(
    ("unit", "floor"),
    [("1205", "12"), ("305", "3"), ("B101", "B1"), ("A-1205", "12"), ("A1205", "12"), ("1205A", "12"), ("0305", "3"),
     ("0005", "0"), ("12", ""), ("商铺1", ""), ("120567", ""), ("B1205", "12"), ("1205-2", "12")],
)  # fmt: skip
def test_a_unit_tells_its_floor(unit: str, floor: str) -> None:
    assert rules.floor_of(unit) == floor


def test_floors_sort_from_the_lowest_up() -> None:
    labels = ["30", "B1", "M", "2", "B2", "2M"]
    assert sorted(labels, key=rules.floor_position) == ["B2", "B1", "M", "2", "2M", "30"]


@pytest.mark.parametrize("step", ["announce", "call_off", "move_out"])
@pytest.mark.parametrize("status", list(TenantStatus))
def test_every_step_from_every_state(step: str, status: TenantStatus) -> None:
    allowed = (step == "announce" and status is TenantStatus.ACTIVE) or (
        step != "announce" and status is TenantStatus.MOVING_OUT
    )
    if allowed:
        assert rules.require_step(step, status) is None
    else:
        with pytest.raises(IllegalStep):
            rules.require_step(step, status)
