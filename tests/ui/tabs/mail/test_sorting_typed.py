"""What one line of the sorting field means."""

from __future__ import annotations

import pytest

from desk_app.services.mail.records import Proposal, WhyTenant
from desk_app.ui.tabs.mail.sorting_typed import Typed, recipient_of, same_code, understand


@pytest.mark.parametrize(
    ("raw", "typed"),
    [
        ("", Typed()),
        ("  1205 ", Typed("1205")),
        ("１２０５", Typed("1205")),
        ("1205 张伟明", Typed("张伟明", "1205")),
        ("B-201 Elena  Petrova", Typed("Elena Petrova", "B-201")),
        ("云帆 科技", Typed("云帆 科技")),
        ("1205*12", Typed("1205", quantity=12)),
        ("1205＊12", Typed("1205", quantity=12)),
        ("1205 x3", Typed("1205", quantity=3)),
        ("1205X3", Typed("1205", quantity=3)),
        ("云帆×3", Typed("云帆", quantity=3)),
        ("Max3", Typed("Max3")),
        ("1205 张伟明*2", Typed("张伟明", "1205", 2)),
        ("1205*", Typed("1205", quantity=None)),
        ("1205*many", Typed("1205", quantity=None)),
        ("1205*-1", Typed("1205", quantity=None)),
        ("1205*٣", Typed("1205", quantity=None)),
        ("1205*1234567", Typed("1205", quantity=None)),
        ("*3", Typed("*3")),
    ],
)
def test_a_line_is_understood(raw: str, typed: Typed) -> None:
    assert understand(raw) == typed


def proposal(why: WhyTenant, person: str = "") -> Proposal:
    return Proposal(1, "深圳云帆科技有限公司", "1205", "A12", why, person=person)


@pytest.mark.parametrize(
    ("raw", "found", "recipient"),
    [
        ("1205", proposal(WhyTenant.UNIT), ""),
        ("1205 张三", proposal(WhyTenant.UNIT), "张三"),
        ("1205 zwm", proposal(WhyTenant.UNIT, "张伟明"), "张伟明"),
        ("zwm", proposal(WhyTenant.PERSON, "张伟明"), "张伟明"),
        ("云帆", proposal(WhyTenant.COMPANY, "云帆采购部"), ""),
    ],
)
def test_the_person_is_written_as_on_record(raw: str, found: Proposal, recipient: str) -> None:
    assert recipient_of(understand(raw), found) == recipient


def test_nobody_says_whether_it_is_a_unit_or_a_name() -> None:
    assert str(understand("9999").nobody()).startswith("Nobody is on record in")
    assert str(understand("9999 张三").nobody()).startswith("Nobody is on record in")
    assert str(understand("张三").nobody()).startswith("Nobody on record is called that")


def test_the_same_barcode_whatever_its_spaces_and_case() -> None:
    assert same_code("xa 123", "XA123") and not same_code("XA123", "XA124") and not same_code("", "")
